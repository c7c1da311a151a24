"""Paths become a sorted list of files that may hold agent definitions."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit import dialects
from graphkit.discover import callers as callers
from graphkit.discover import plugins as plugins
from graphkit.discover.excluded import Excluded
from graphkit.discover.walk import Walk
from graphkit.model.discovery import Discovery, Survey
from graphkit.support.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphkit.model.definitions import Problem, Skipped

USUAL_PLACES = (
    ".claude/agents",
    "agents",
    ".github/agents",
    ".github/chatmodes",
    ".opencode/agent",
    ".opencode/agents",
    ".cursor/agents",
    ".codex/agents",
    ".gemini/agents",
    ".kiro/agents",
)
"""Where the tools of the field keep their agents, below a project's root."""


def discover(
    paths: Sequence[str], exclude: Sequence[str] = (), base: str = ".", dialect: str = dialects.AUTO,
    *, merge: bool = False,
) -> Discovery:  # fmt: skip
    """Return every candidate file below the paths, each once however it is reached.

    A link from the folder of one tool to that of another makes a file of each, unless they are to be merged.
    A file that is named is always taken; a folder is searched recursively, .gitignore honoured. Without paths the
    usual places below the working directory are searched. `exclude` are more patterns as in a .gitignore, relative to
    `base`. With a dialect every file with one of its suffixes is taken, wherever it lies. Raises UsageError for a path
    that does not exist.
    """
    asked = list(paths) or [place for place in USUAL_PLACES if Path(place).is_dir()]
    missing = [path for path in paths if not os.path.lexists(path)]
    if missing:
        raise UsageError(_no_such_path(missing))
    walk = Walk(Excluded(exclude, base), dialect, merge=merge)
    for path in asked:
        if Path(path).is_dir():
            walk.folder(Path(path))
        else:
            walk.file(Path(path))
    return Discovery(
        tuple(sorted(walk.files)),
        tuple(walk.left_out),
        Survey(
            looked=tuple(asked),
            suffixes=tuple(sorted(walk.others.items(), key=lambda item: (-item[1], item[0]))),
        ),
    )


def explain_nothing(found: Discovery, skipped: Sequence[Skipped], problems: Sequence[Problem]) -> str:
    """Say where it looked and what it found instead of an agent, and what to do."""
    if not found.survey.looked:
        return (
            f"no agent definition found: none of {', '.join(USUAL_PLACES)} exists in the working directory. "
            "Name the folder that holds the agents: graphkit check PATH."
        )
    instead = [f"{problem.span.path} ({problem.message})" for problem in problems]
    instead += [f"{entry.path} ({entry.reason})" for entry in skipped]
    shown = instead[:3] + ([f"{len(instead) - 3} more like these"] if len(instead) > 3 else [])
    kinds = [
        f"{count} {suffix or 'other'} file{'s' if count > 1 else ''}" for suffix, count in found.survey.suffixes[:3]
    ]
    what = f"only {'; '.join(shown + kinds)}" if shown or kinds else "nothing"
    return (
        f"no agent definition found: looked into {', '.join(found.survey.looked)} and found {what}. "
        "An agent is a Markdown file that begins with YAML front matter between two `---` lines."
    )


def _no_such_path(missing: Sequence[str]) -> str:
    import difflib

    parent = Path(missing[0]).parent
    nearby = sorted(entry.name for entry in parent.iterdir()) if parent.is_dir() else []
    near = difflib.get_close_matches(Path(missing[0]).name, nearby, 1)
    meant = f"Did you mean {(parent / near[0]).as_posix()}?" if near else "Name a file or a folder that exists."
    return f"no such file or folder: {', '.join(missing)}. {meant}"
