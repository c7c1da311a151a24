"""Made-up hostile repositories: agents of every kind, links, ignore files, a configuration, a baseline, and a git history.

The same seed gives the same repository. What lies outside of it contains `SECRET`, which no answer may contain.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
from contextlib import suppress
from pathlib import Path

from tests.bench import team

SECRET = "outside-8461"
"""The name of an agent outside of the repository, and a word of its description."""

PIECES = (
    *("---\n", "...\n", ": ", " #", "- ", "\t", "\n", "\r", "\r\n", "\0", "\ufeff", "\x85", "\u2028", "\u202e", "\u200b", "\ud800"),
    *('"', "'", "[", "]", "{", "}", "|\n", ">-\n", "&a ", "*a", "!!x ", "@", "`", "%", "? ", "<<: *a\n", "~", "null", "é", "🙂"),
    *("escalation_to: ", "parallel_compatible: all_agents\n", "handoffs:\n- agent: x\n", "name: ", "(", ")", "→", ",,", "a" * 300),
    *("- " * 70, "[" * 80, "(" * 200, "  ", "workflow_integration:\n  - to_to_from_with_", "\\", "$", "../", "=1+1", "<script>"),
    *("##vso[task.setvariable variable=PATH]x", "\n::error::x", "##[error]x", "##teamcity[x]", "\u3164", "\U000e0100", "\x1b[31m", "\x9b31m"),
    *("repo#12", "@everyone", "\n```\n", "\n```yaml\n", "\nexit 1\n", "--help", "-o x", "task: {'*': allow}\n", "* ", "dome-*", "{{x}}"),
)  # fmt: skip
NAMES = (
    *("##vso[task.complete]x", "::error::x", "a\nb", "-o", "--help", "..", "\u200b", "\u3164", "x" * 300, "a b", "a/b", "all", "none"),
    *("data-engineer-0000", "frontend-engineer-0001", "🙂", "é", "e\u0301", "\x1b[31m", "*", "level:staff", "'", '"', "$(id)", "`id`"),
    *("##[group]x", "##teamcity[x]", "\u202egnp", "@everyone", "repo#12", "[a](b)", "<b>", "null", "123", "a:b", "%0A::error::x"),
)  # fmt: skip
HOMES = (
    "agents",
    ".claude/agents",
    ".github/agents",
    ".opencode/agent",
    ".kiro/agents",
    "plugins/p/agents",
    "teams/blue",
    "src/x/agents",
)
LINKS = (
    ".",
    "..",
    "agents",
    "../agents",
    "nowhere",
    "/",
    "/proc/self",
    "../outside",
    ".git",
    "loop",
    "../../outside/agents",
    "agents/a.md",
)
GLOBS = (
    *("*", "**", "*.md", "!agents", "/agents/*", "agents/*a*a*a*a*a*a*b/x.md", "**/a/**/a/**/a", "[a-", "[!a]*", "a\\", "#x", "!", "/"),
    *("**/**", "a/**/", "*[[:alpha:]]*", "\\!x", " ", "x ", "x\\ ", "{a,b}", "?" * 50, "team-*/", "[z-a]", "[]a]", "***", "é*"),
)  # fmt: skip
SETTINGS = (
    'paths = ["agents", "teams"]', "paths = [1]", 'exclude = ["agents/*a*a*a*a*b", "**/x/**"]', 'select = ["GK1", "escalation-cycle"]',
    'ignore = ["GK999"]', 'severity = {GK101 = "info"}', 'tops = ["data-engineer-0000", "*"]', "max-depth = 2", "max-depth = -1",
    'baseline = "known.json"', 'baseline = "../outside/known.json"', "prose = true", "merge = true", 'dialect = "claude-code"', "cache = true",
    "max-files = 3", 'levels = ["a", "b"]', 'per-file-ignores = {"agents/**" = ["GK501"]}', "x.y.z = 1", "[[contracts]]\nname = 'c'",
    '[[contracts]]\nname = "c"\nkind = "acyclic"\n', '[relations.reviews]\nfields = ["reviews"]\ninverse = ["reviewed_by"]', "[calls]\nenabled = false",
)  # fmt: skip
DATA: dict[str, str] = {
    "crew/agents.yaml": "scout:\n  role: r\n  goal: g\n  backstory: b\nlead: {role: r, goal: g, backstory: b}\n",
    "team.yaml": "agents:\n  root: {model: m, instruction: i, sub_agents: [a, b]}\n  a: {model: m, instruction: i}\n",
    "opencode.json": '{"agent": {"a": {"prompt": "x", "permission": {"task": {"*": "deny", "b*": "allow"}}}, "b": {"prompt": "y"}}}',
    ".kiro/agents/k.json": '{"name": "k", "prompt": "x", "delegates_to": ["a"] /* c */}',
    ".codex/agents/t.toml": 'name = "t"\ndescription = "d"\ndeveloper_instructions = "Hand over to a."\n',
    ".claude/commands/go.md": "---\ndescription: d\n---\nTask(subagent_type='data-engineer-0000') and Task(nobody)\n",
    ".claude/skills/s/SKILL.md": "---\nname: s\ndescription: d\nagent: gone\n---\nUse data-engineer-0000.\n",
    "CLAUDE.md": "Use the `frontend-engineer-0001` agent.\n<!-- graphkit: ignore-file[GK101] x -->\n",
    ".claude-plugin/plugin.json": '{"name": "p", "agents": "./agents"}',
}


def mutated(text: str, chance: random.Random, most: int = 6) -> str:
    """Return the text with a few places changed."""
    for _ in range(chance.randint(1, most)):
        start = chance.randrange(min(len(text), 1600) + 1)
        match chance.randrange(5):
            case 0:
                text = text[:start] + text[start + chance.randrange(40) :]
            case 1:
                text = text[:start] + chance.choice(PIECES) * chance.choice((1, 1, 2, 50)) + text[start:]
            case 2:
                end = start + chance.randrange(200)
                text = text[:start] + text[start:end] * 2 + text[end:]
            case 3:
                sign = chr(chance.choice((chance.randrange(128), chance.randrange(0xD7FF))))
                text = text[:start] + sign + text[start + 1 :]
            case 4:
                lines = text.split("\n")
                chance.shuffle(lines)
                text = "\n".join(lines)
    return text


def _agents(chance: random.Random) -> dict[str, str]:
    """Return a few definitions, some as people write them, some changed, some with hostile names."""
    files = {}
    homes = chance.sample(HOMES, chance.randint(1, 3))
    for number in range(chance.randint(2, 6)):
        text = team.definition(number, 6, chance.randrange(99))
        if chance.random() < 0.3:
            text = text.replace(f"name: {team.name(number)}", f"name: {json.dumps(chance.choice(NAMES))}", 1)
        stem = team.name(number)
        if chance.random() < 0.2:
            stem = chance.choice(NAMES).replace("/", "_")[:80]
        files[f"{chance.choice(homes)}/{stem}.md"] = mutated(text, chance) if chance.random() < 0.6 else text
    for path, text in chance.sample(sorted(DATA.items()), chance.randint(0, 3)):
        files[path] = mutated(text, chance, 3) if chance.random() < 0.5 else text
    return files


def _settings(chance: random.Random) -> dict[str, str]:
    """Return the configuration, ignore files and a baseline, or some of them."""
    files = {}
    if chance.random() < 0.3:
        rows = sorted(chance.sample(SETTINGS, chance.randint(1, 3)), key=lambda row: row[0] == "[")
        files["graphkit.toml"] = mutated("\n".join(rows), chance, 1) if chance.random() < 0.2 else "\n".join(rows)
    for folder in ("", "agents/"):
        if chance.random() < 0.3:
            files[f"{folder}.gitignore"] = "\n".join(chance.sample(GLOBS, chance.randint(1, 3)))
    if chance.random() < 0.3:
        known = [
            {"code": chance.choice(("GK101", "GK501", "GK301", "GK302")), "agents": [team.name(number)]}
            for number in range(4)
        ]
        text = json.dumps({"version": chance.choice((1, 1, 1, 2, "x")), "known": known})
        files[chance.choice((".graphkit-baseline.json", "known.json"))] = (
            mutated(text, chance, 2) if chance.random() < 0.5 else text
        )
    return files


def _links(chance: random.Random) -> dict[str, str]:
    """Return links and where they lead: to themselves, out of the repository, nowhere."""
    names = (
        "agents/loop",
        "agents/link.md",
        "link",
        ".claude/agents",
        "graphkit.toml",
        ".gitignore",
        "agents",
        ".graphkit_cache",
    )
    return {name: chance.choice(LINKS) for name in chance.sample(names, chance.randint(0, 3))}


def _write(place: Path, data: bytes) -> None:
    """Write one file, unless a link is there already, or its name prevents it."""
    with suppress(OSError, ValueError):
        place.parent.mkdir(parents=True, exist_ok=True)
        if not place.is_symlink():
            place.write_bytes(data)


def _link(place: Path, target: str) -> None:
    """Make one link, unless something is there already."""
    with suppress(OSError, ValueError):
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(target)


def _history(chance: random.Random, states: list[dict[str, str]], links: dict[str, str]) -> bytes:
    """Return some commits for `git fast-import`: states one after the other, renames, links, a submodule, a merge."""
    out = [b"reset refs/heads/main\n"]
    for number, files in enumerate(states):
        mark = number + 1
        origin = f"from :{mark - 1}\n" if number else ""
        merge = f"merge :{mark - 2}\n" if number > 1 and chance.random() < 0.3 else ""
        out.append(
            f"commit refs/heads/main\nmark :{mark}\ncommitter t <t@x> {1_700_000_000 + number} +0000\ndata 1\nx\n{origin}{merge}".encode()
        )
        if number and chance.random() < 0.7:
            out.append(b"deleteall\n")
        for path, text in files.items():
            out.append(_entry("100644", path, text.encode("utf-8", "replace")))
        for path, target in links.items() if chance.random() < 0.5 else ():
            out.append(_entry("120000", path, target.encode()))
        if chance.random() < 0.2:
            out.append(b"M 160000 " + b"1" * 40 + b" agents/sub\n")
        out.append(b"\n")
    return b"".join(out) + b"done\n"


def _entry(mode: str, path: str, data: bytes) -> bytes:
    quoted = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return b'M %s inline "%s"\ndata %d\n%s\n' % (mode.encode(), quoted.encode("utf-8", "replace"), len(data), data)


def make(folder: Path, chance: random.Random) -> tuple[Path, Path]:
    """Make a repository, and beside it a folder that is none of its business; return both."""
    repository, outside = folder / "repository", folder / "outside"
    for text, place in ((f"name: {SECRET}", "agents/out.md"), (f"description: {SECRET}", "a.md")):
        (outside / place).parent.mkdir(parents=True, exist_ok=True)
        (outside / place).write_text(f"---\n{text}\nescalation_to: [{SECRET}-too]\n---\n{SECRET}\n")
    (outside / "known.json").write_text(f'{{"version": 1, "known": [{{"code": "GK101", "agents": ["{SECRET}"]}}]}}')
    repository.mkdir()
    files, links = {**_agents(chance), **_settings(chance)}, _links(chance)
    if chance.random() < 0.8:
        environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        subprocess.run(["git", "init", "-q", "-b", "main"], cwd=repository, env=environment, check=True)
        states = [*({**_agents(chance), **_settings(chance)} for _ in range(chance.randint(0, 2))), files]
        subprocess.run(
            ["git", "fast-import", "--quiet", "--done"],
            cwd=repository, env=environment, input=_history(chance, states, links), capture_output=True, check=False,
        )  # fmt: skip
    elif chance.random() < 0.2:
        (repository / ".git").write_text("gitdir: ../outside\n")
    if chance.random() < 0.5:
        files = {**files, **_agents(chance)}
    for name, target in links.items():
        _link(repository / name, target)
    for name, text in files.items():
        data = text.encode(
            chance.choice(("utf-8", "utf-8", "utf-8", "utf-16", "latin-1") if name.endswith(".md") else ("utf-8",)),
            "replace",
        )
        if Path(os.path.realpath((repository / name).parent)).is_relative_to(os.path.realpath(repository)):
            _write(repository / name, data)
    return repository, outside
