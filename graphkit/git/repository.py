"""The git repository: which files differ from a commit, which commits touched some paths, and how git is run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from contextlib import nullcontext
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from graphkit.support import children
from graphkit.support.errors import UsageError
from graphkit.support.patterns import pattern
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_FIELDS = "%H%x00%cs%x00%s"
_ALWAYS = (
    *("--no-pager", "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}"),
    *("-c", "core.quotepath=off", "-c", "log.showSignature=false"),
)

_OWN_SCOPES = (b"local", b"worktree")
_PATHSPECS = ("GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS")
"""Variables that would change which files a path means."""

_READ_FILES = frozenset(("diff", "hash-object", "mv"))
"""What looks at files of the working tree, through the filters that belong to them."""

MOST_BYTES = 1 << 28
"""What git may write: the names of some million files."""
MOST_MEMORY = 1 << 30
"""The bytes that git may take: it gathers all that differs before it writes the first of it."""

_ALONE = pattern(r"\d{4}-\d{1,2}-\d{1,2}(T[\d:.Z+-]+)?|now|today|yesterday|noon|midnight", re.IGNORECASE)
_WORD = pattern(
    r"(\d+(st|nd|rd|th)?)|[\d:]+|am|pm|one|two|three|four|five|six|seven|eight|nine|ten|ago|last"
    r"|(second|minute|hour|day|week|month|year)s?|(mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sep(tember)?|oct(ober)?|nov(ember)?"
    r"|dec(ember)?",
    re.IGNORECASE,
)
"""The words of which a date is made, as git reads them: `1 month ago`, `last monday`, `2026-01-31 12:00`."""


class Commit(NamedTuple):
    """One commit: its full id, its day (YYYY-MM-DD) and its first line."""

    id: str
    day: str
    subject: str


def changed(commit: str) -> frozenset[str]:
    """Return the files that differ from a commit, new ones included, relative to the working directory.

    `commit` is an id. Raises UsageError when git cannot tell.
    """
    listed = run("diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--ignore-submodules", commit, "--")
    fresh = run("ls-files", "--others", "--exclude-standard", "--full-name", "-z", "--", ":/")
    folder, here = toplevel(), Path.cwd().resolve()
    names = (os.fsdecode(name) for name in (listed + fresh).split(b"\0") if name)
    return frozenset(Path(os.path.relpath(folder / name, here)).as_posix() for name in names)


def commits(paths: Sequence[str], since: str | None = None, *, every: bool = False) -> list[Commit]:
    """Return the commits up to HEAD that touched the paths, the oldest first.

    They follow the first parents, or with `every` all parents: also the commits of merged branches. `since` is the id
    of a commit; only those after it are returned. Raises UsageError when git cannot tell.
    """
    span = f"{since}..HEAD" if since else "HEAD"
    walk = ("--full-history", "--topo-order") if every else ("--first-parent",)
    output = run("log", *walk, "--reverse", "-z", f"--format={_FIELDS}", span, "--", *paths)
    fields = output.decode("utf-8", "replace").split("\0")
    return [Commit(*fields[start : start + 3]) for start in range(0, len(fields) - 2, 3)]


def has_parent(commit: str) -> bool:
    """Return whether a commit has a parent, one that was fetched."""
    return ask("rev-parse", "--verify", "--quiet", f"{commit}^").returncode == 0


def commit_before(date: str) -> str | None:
    """Return the last commit on the first parents of HEAD at a date that git understands, None if there is none."""
    found = run("rev-list", "--first-parent", "-1", f"--before={date}", "HEAD").decode().strip()
    return found or None


def is_date(text: str) -> bool:
    """Return whether a text is a date: git itself takes any word for one, the present for what it cannot read."""
    words = [word for word in re.split(r"[\s.,]+", text) if word]
    alone = any(_ALONE.fullmatch(word) for word in words)
    known = all(_ALONE.fullmatch(word) or _WORD.fullmatch(word) for word in words)
    return known and (alone or (len(words) > 1 and any(word.isalpha() for word in words)))


def is_cut_off(since: str | None = None, *, every: bool = False) -> bool:
    """Return whether the commits up to HEAD (only those after `since`) begin where a shallow clone ends.

    The first one there seems to add every file, and what came before it is not known. Raises UsageError as above.
    """
    if run("rev-parse", "--is-shallow-repository").strip() != b"true":
        return False
    walk = () if every else ("--first-parent",)
    ends = Path(os.fsdecode(run("rev-parse", "--git-path", "shallow")).rstrip("\r\n")).read_bytes().split()
    return not set(ends).isdisjoint(run("rev-list", *walk, f"{since}..HEAD" if since else "HEAD").split())


def state(commit: str, paths: Sequence[str]) -> str:
    """Return a short digest of all that lies below the paths in a commit: equal for equal files."""
    from hashlib import sha256  # only `history` asks

    return sha256(run("ls-tree", "-r", "-z", commit, "--", *paths)).hexdigest()[:12]


def top() -> str | None:
    """Return the top folder of the working tree around the working directory; None outside git, or without it."""
    if shutil.which("git") is None:
        return None
    answer = ask("rev-parse", "--show-toplevel")
    return os.fsdecode(answer.stdout).rstrip("\r\n") if answer.returncode == 0 else None


def ignored(path: str) -> bool:
    """Return whether git ignores a file that it does not track."""
    return ask("check-ignore", "--quiet", "--", path).returncode == 0


def moved(path: str, target: str) -> bool:
    """Move a file or folder in the working tree and in the index; say whether git tracks it and did so."""
    return ask("mv", "--", path, target).returncode == 0


def program() -> str:
    """Return where git is. Raises UsageError when it is not installed."""
    found = shutil.which("git")
    if found is None:
        raise UsageError("git is not installed, so no revision can be read. Install it, or compare two folders.")
    return found


def ask(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Return what git answers, a refusal too.

    Raises UsageError when it is not installed, and when its answer has no end: a tree of trees of trees is small in a
    repository, and names more files than there is memory.
    """
    with children.ended_with_parent(), _file(stdin) if stdin else nullcontext() as question:
        process = start(*arguments, stdin=question or subprocess.DEVNULL, stderr=subprocess.PIPE)
        try:
            output, complaint = children.answer(process, MOST_BYTES)
        except OverflowError:
            raise UsageError(f"git answers with more than {MOST_BYTES:,} bytes, which is too much to read.") from None
        finally:
            children.end(process)
    return subprocess.CompletedProcess(arguments, process.returncode, output, complaint)


def _file(content: bytes) -> IO[bytes]:
    import tempfile

    file = tempfile.TemporaryFile()  # noqa: SIM115 - whoever asked closes it
    file.write(content)
    file.seek(0)
    return file


def start(*arguments: str, **streams: Any) -> subprocess.Popen[bytes]:
    """Start git, which writes to a pipe, until `children.end`. Raises UsageError when it is not installed."""
    environment = {name: value for name, value in os.environ.items() if name not in _PATHSPECS}
    environment |= {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
    environment |= {} if _READ_FILES.isdisjoint(arguments) else _without_filters()
    command = [program(), *_ALWAYS, *arguments]  # `--end-of-options` comes before the revision that a user names
    process = children.start(command, env=environment, stdout=subprocess.PIPE, **streams)
    children.limit(process, "RLIMIT_DATA", MOST_MEMORY)
    return process


def _without_filters() -> dict[str, str]:
    """Return variables that switch off the filters of a repository's own configuration: commands that came with it."""
    keys = r"^filter\..*\.(clean|process|required)$"
    listed = ask("config", "--includes", "--show-scope", "--name-only", "-z", "--get-regexp", keys).stdout.split(b"\0")
    own = [os.fsdecode(name) for scope, name in zip(listed[::2], listed[1::2], strict=False) if scope in _OWN_SCOPES]
    given = os.environ.get("GIT_CONFIG_COUNT", "")
    first = int(given) if given.isdecimal() else 0
    variables = {"GIT_CONFIG_COUNT": str(first + len(own))}
    for number, name in enumerate(own, first):
        variables[f"GIT_CONFIG_KEY_{number}"] = name
        variables[f"GIT_CONFIG_VALUE_{number}"] = "false" if name.endswith(".required") else ""
    return variables if own else {}


def cause(answer: subprocess.CompletedProcess[bytes]) -> str:
    """Return the first line of what git said of a refusal."""
    return answer.stderr.decode(errors="replace").strip().partition("\n")[0].removeprefix("fatal: ")


def toplevel() -> Path:
    """Return the folder of the repository. Raises UsageError when git cannot tell."""
    return Path(os.fsdecode(run("rev-parse", "--show-toplevel")).rstrip("\r\n"))


def run(*arguments: str, stdin: bytes = b"") -> bytes:
    """Return what git prints. Raises UsageError when it refuses."""
    answer = ask(*arguments, stdin=stdin)
    if answer.returncode:
        raise UsageError(f"git {arguments[0]} failed: {cause(answer)}. Run inside a repository that has commits.")
    return answer.stdout
