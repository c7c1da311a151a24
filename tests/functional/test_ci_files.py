"""The files by which other repositories run graphkit, judged by the programs that read them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from graphkit.reporters import CHECK
from tests.functional.conftest import BROKEN, SOUND, Write
from tests.unit import repositories

ROOT = Path(__file__).resolve().parents[2]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
DOCS = (ROOT / "docs/ci.md").read_text(encoding="utf-8")


def tool(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a program that was installed beside this Python."""
    found = shutil.which(name, path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    assert found, f'{name} is missing: pip install ".[test]"'
    return subprocess.run([found, *arguments], capture_output=True, text=True, check=False)


def test_zizmor_accepts_the_action() -> None:
    """The auditor of actions has nothing to say, at its most exacting."""
    verdict = tool("zizmor", "--offline", "--no-config", "--persona", "pedantic", str(ROOT / "action.yml"))
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr
    assert "No findings to report" in verdict.stdout


WORKFLOWS = ROOT / ".github/workflows"
FORMS = ROOT / ".github/ISSUE_TEMPLATE"


def test_zizmor_accepts_the_workflows() -> None:
    """So do the workflows of this repository and its dependabot."""
    verdict = tool("zizmor", "--offline", "--no-config", "--persona", "pedantic", str(ROOT / ".github"))
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("github-workflows", sorted(WORKFLOWS.glob("*.yml"))),
        ("github-actions", [ROOT / "action.yml"]),
        ("dependabot", [ROOT / ".github/dependabot.yml"]),
        ("github-issue-forms", [path for path in sorted(FORMS.glob("*.yml")) if path.name != "config.yml"]),
        ("github-issue-config", [FORMS / "config.yml"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_files_for_github_obey_their_schema(schema: str, files: list[Path]) -> None:
    """What GitHub would reject is noticed here."""
    assert files
    verdict = tool("check-jsonschema", "--builtin-schema", f"vendor.{schema}", *map(str, files))
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr


def test_ci_runs_every_python_of_the_classifiers() -> None:
    """A version that is promised is tested, on three systems; the gate is the same as here."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    promised = [re.fullmatch(r"Programming Language :: Python :: (3\.\d+)", one) for one in project["classifiers"]]
    jobs = yaml.safe_load((WORKFLOWS / "ci.yml").read_text(encoding="utf-8"))["jobs"]
    matrix = jobs["tests"]["strategy"]["matrix"]
    assert matrix["python"] == [one[1] for one in promised if one]
    assert [name.partition("-")[0] for name in matrix["os"]] == ["ubuntu", "macos", "windows"]
    assert jobs["gate"]["steps"][-1]["run"] == ".ci/run"


def test_the_repository_is_named_in_one_file() -> None:
    """Who publishes it writes its address once; a release stores no token."""
    kept = (path for path in ROOT.iterdir() if path.suffix in (".md", ".toml", ".yml", ".yaml"))
    named = {path.name for path in kept if "OWNER/REPOSITORY" in path.read_text(encoding="utf-8")}
    assert named == {"pyproject.toml", "RELEASING.md"}
    release = (WORKFLOWS / "release.yml").read_text(encoding="utf-8")
    assert "secrets." not in release
    assert "id-token: write" in release


def test_pypi_shows_the_readme() -> None:
    """With the replacements of pyproject.toml each link and picture of the README leads somewhere from PyPI too."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for one in project["tool"]["hatch"]["metadata"]["hooks"]["fancy-pypi-readme"]["substitutions"]:
        text = re.sub(one["pattern"], one["replacement"], text)
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert len(links) > 10
    assert all(link.startswith("https://") for link in links)
    (picture,) = re.findall(r"!\[[^\]]*\]\((\S+)\)", text)
    assert (ROOT / picture.partition("/main/")[2]).is_file()
    assert all(
        (ROOT / link.partition("/blob/main/")[2].partition("#")[0]).exists() for link in links if "/blob/" in link
    )


def test_the_hooks_of_this_repository_are_valid() -> None:
    """`pre-commit install` works for who contributes."""
    verdict = tool("pre-commit", "validate-config", str(ROOT / ".pre-commit-config.yaml"))
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr


def test_pre_commit_accepts_the_hook() -> None:
    """The manifest is what pre-commit expects, and the hook reads all agents whenever one changes."""
    verdict = tool("pre-commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml"))
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr
    hook, fixing = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert (fixing["entry"], fixing["pass_filenames"]) == ("graphkit fix", False)
    assert hook["entry"] == "graphkit check"
    assert hook["pass_filenames"] is False


def commit(folder: Path, **more: Any) -> subprocess.CompletedProcess[str]:
    """Run the hook on what is staged, with the graphkit of this Python in place of an installed one."""
    hook, _ = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    here = {"language": "system", "entry": f"{sys.executable} -m graphkit check"}
    config = {"repos": [{"repo": "local", "hooks": [hook | here | more]}]}
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    repositories.git(folder, "add", "-A")
    return tool("pre-commit", "run")


@pytest.fixture
def _hooked(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path_factory.mktemp("pre-commit")))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


@pytest.mark.usefixtures("_hooked")
def test_the_hook_sees_agents_in_any_folder(write: Write, tmp_path: Path) -> None:
    """Whatever the folder is called that `args` names."""
    write({name.replace("agents/", "team/"): content for name, content in SOUND.items()})
    repositories.commit(tmp_path, {})
    assert commit(tmp_path, args=["team"]).returncode == 0
    write({"team/dev": "escalation_to: [gone]\n"})
    done = commit(tmp_path, args=["team"])
    assert done.returncode == 1
    assert "GK101" in done.stdout


@pytest.mark.usefixtures("_hooked")
def test_the_hook_sees_that_a_definition_goes(write: Write, tmp_path: Path) -> None:
    """Others may still name it."""
    write(SOUND)
    repositories.commit(tmp_path, {})
    (tmp_path / "agents/lead.md").unlink()
    done = commit(tmp_path)
    assert done.returncode == 1
    assert "GK101" in done.stdout


def step(folder: Path, name: str, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run one step of the action as a runner would: its script in bash, its inputs in the environment."""
    (chosen,) = (one for one in ACTION["runs"]["steps"] if one["name"] == name)
    given = {key: value["default"] for key, value in ACTION["inputs"].items()} | inputs
    filled = {
        key: re.sub(r"\$\{\{ inputs\.(\S+) \}\}", lambda match: given[match[1]], value)
        for key, value in chosen.get("env", {}).items()
    }
    scripts = folder / "runner/graphkit/bin"
    scripts.mkdir(parents=True, exist_ok=True)
    (scripts / "graphkit").unlink(missing_ok=True)
    (scripts / "graphkit").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m graphkit "$@"\n')
    (scripts / "graphkit").chmod(0o755)
    environment = {**os.environ, **filled, "RUNNER_TEMP": str(folder / "runner"), "PYTHONPATH": str(ROOT)}
    environment["GITHUB_STEP_SUMMARY"] = str(folder / "summary.md")
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", chosen["run"]],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_action_fails_on_broken_agents(write: Write, tmp_path: Path) -> None:
    """Annotations in the log, a table in the summary, SARIF in the file that was asked for."""
    write({name.replace("agents/", "my agents/"): content for name, content in BROKEN.items()})
    done = step(tmp_path, "Check the agents", paths="my agents\n", **{"sarif-file": "out.sarif"})
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::error file=my agents/architect.md,line=3")
    assert (tmp_path / "summary.md").read_text().startswith("## graphkit: 2 errors")
    assert (tmp_path / "out.sarif").is_file()


def test_the_action_passes_on_sound_agents(write: Write, tmp_path: Path) -> None:
    """Without any input it looks where agents usually live."""
    write(SOUND)
    done = step(tmp_path, "Check the agents")
    assert (done.returncode, done.stderr) == (0, "3 agents in agents\n")


def test_the_action_obeys_its_inputs(write: Write, tmp_path: Path) -> None:
    """A lower bar, no failure at all, and a revision that nobody knows."""
    write(SOUND | {"agents/hermit": "description: Alone.\n"})
    assert step(tmp_path, "Check the agents", **{"fail-on": "warning"}).returncode == 1
    assert step(tmp_path, "Check the agents", **{"fail-on": "warning", "exit-zero": "true"}).returncode == 0
    assert step(tmp_path, "Check the agents", since="nowhere").returncode == 2


def test_an_input_is_no_command(write: Write, tmp_path: Path) -> None:
    """What somebody writes into an input stays one argument; a path cannot be an option."""
    write(SOUND)
    done = step(tmp_path, "Check the agents", paths="$(touch owned); `touch owned`\n--exit-zero")
    assert done.returncode == 2
    assert "no such file or folder: $(touch owned); `touch owned`, --exit-zero" in done.stderr
    assert not (tmp_path / "owned").exists()


def _steps(text: str) -> Iterator[dict[str, Any]]:
    """Yield the steps with a `run:` in the YAML blocks of a page, in workflows and in parts of them."""
    for block in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL):
        found = yaml.safe_load(block) if "run:" in block else {}
        jobs = [found] if isinstance(found, list) else [job["steps"] for job in found.get("jobs", {}).values()]
        yield from (one for steps in jobs for one in steps if "run" in one)


RUNS = [
    pytest.param(one["run"], one.get("env", {}), id=f"{path.name}: {one['run'].splitlines()[0]}")
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
    for one in _steps(path.read_text(encoding="utf-8"))
]
EXPRESSIONS = {"github.base_ref": "main", "github.event.number": "7", "github.token": "hush"}


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """Put in place of what a runner has: `graphkit` itself, and `gh`, `pip` and `python3` that tell what they get."""
    folder = tmp_path / "programs"
    folder.mkdir()
    for name, script in {
        "graphkit": f'exec "{sys.executable}" -m graphkit "$@"',
        "gh": f'echo gh "$@" >>"{tmp_path}/told"; cat diff.md >>"{tmp_path}/told"',
        "pip": f'echo pip "$@" >>"{tmp_path}/told"',
        "python3": f'mkdir -p "$3/bin"; cp "{folder}/pip" "$3/bin/python"',
    }.items():
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(0o755)
    return folder


def _run_as_a_step(folder: Path, programs: Path, script: str, **more: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(programs), os.environ["PATH"]])
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder, env={**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), **more},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(("script", "env"), RUNS)
def test_every_step_of_the_docs_runs(script: str, env: dict[str, str], programs: Path, tmp_path: Path) -> None:
    """In a branch that is away from `origin/main`, as a runner would run it."""
    folder = tmp_path / "work"
    folder.mkdir()
    agent = "---\ndescription: Works.\nescalation_to: [{}]\n---\n"
    names = {"lead": "human", "dev": "lead"}
    repositories.commit(folder, {f".claude/agents/{name}.md": agent.format(to) for name, to in names.items()})
    repositories.git(folder, "update-ref", "refs/remotes/origin/main", "HEAD")
    repositories.commit(folder, {".claude/agents/cook.md": agent.format("lead")})
    given = {name: EXPRESSIONS[value.strip("${} ")] for name, value in env.items()}
    done = _run_as_a_step(folder, programs, script, **given)
    assert done.returncode == 0, done.stdout + done.stderr
    told = (tmp_path / "told").read_text() if "gh " in script else ""
    assert told.startswith("gh pr comment 7 --body-file diff.md") == bool(told)
    assert ("```mermaid\n" in told) == ("cook" in told) == bool(told)


def test_the_docs_have_steps() -> None:
    """Those of the pages that show workflows, and of no other form, so that none is passed over."""
    assert len(RUNS) == sum(
        len(re.findall(r"^ *(?:- )?run:", path.read_text(encoding="utf-8"), re.MULTILINE))
        for path in (ROOT / "README.md", *(ROOT / "docs").rglob("*.md"))
    )


def test_the_action_leaves_graphkit_to_later_steps(programs: Path, tmp_path: Path) -> None:
    """It installs what was checked out, and its folder goes to the PATH."""
    (install,) = (one for one in ACTION["runs"]["steps"] if one["name"] == "Install graphkit")
    runner = tmp_path / "runner"
    given = {"RUNNER_TEMP": str(runner), "GITHUB_PATH": str(tmp_path / "path"), "GITHUB_ACTION_PATH": "/the/action"}
    done = _run_as_a_step(tmp_path, programs, install["run"], **given)
    assert done.returncode == 0, done.stderr
    told = (tmp_path / "told").read_text()
    assert told.startswith("pip -m pip install ")
    assert told.endswith(" /the/action\n")
    assert (tmp_path / "path").read_text() == f"{runner}/graphkit/bin\n"
    assert {one["name"] for one in ACTION["runs"]["steps"]} == {"Install graphkit", "Check the agents"}


def test_the_comment_comes_where_it_may() -> None:
    """After findings, too, with the right to write it, and not for a fork, whose token has none."""
    (workflow,) = (block for block in re.findall(r"```yaml\n(.*?)```", DOCS, re.DOTALL) if "gh pr comment" in block)
    (job,) = yaml.safe_load(workflow)["jobs"].values()
    assert job["permissions"] == {"contents": "read", "pull-requests": "write"}
    assert job["steps"][-1]["if"] == (
        "${{ !cancelled() && github.event.pull_request.head.repo.full_name == github.repository }}"
    )


def test_the_docs_list_every_input() -> None:
    """The table of the docs is that of the action."""
    for name, row in ACTION["inputs"].items():
        default = f"`{row['default']}`" if row["default"] else ""
        assert f"| `{name}` | {default} | {row['description']} |".replace("|  |", "| |") in DOCS


def test_the_docs_mention_every_format() -> None:
    """A format that no page names cannot be found; the reference of commands is made from the program."""
    reference = (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8")
    section = reference.partition("\n## graphkit check\n")[2].partition("\n## ")[0]
    for name in CHECK:
        assert re.search(rf"[ ,]{name}[,;\s]", section), name


def test_the_workflow_of_the_docs_narrows_pull_requests_alone() -> None:
    """After a push HEAD is its own branch, which causes nothing: `since` is empty there, and everything counts."""
    blocks = re.findall(r"```yaml\n(.*?)```", DOCS, re.DOTALL)
    (workflow,) = [block for block in blocks if "OWNER/graphkit" in block and "push" in block]
    (given,) = [one["with"] for one in yaml.safe_load(workflow)["jobs"]["graphkit"]["steps"] if "since" in one["with"]]
    assert given["since"] == "${{ github.base_ref && format('origin/{0}', github.base_ref) }}"


def test_the_snippets_are_yaml() -> None:
    """What is to be copied can be parsed."""
    for block in re.findall(r"```yaml\n(.*?)```", DOCS, re.DOTALL):
        assert yaml.safe_load(block)
