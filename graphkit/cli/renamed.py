"""Renamed commands and options: what to write instead of a word of an earlier version."""

from __future__ import annotations

_COMMANDS = {
    "why": "`graphkit path A B` lists every direct reference between the two.",
    "bottlenecks": "Write `graphkit metrics bottlenecks`.",
    "groups": "Write `graphkit parallel`.",
}

_AGENTS = "Choose agents with --agents EXPR."
_RELATIONS = "Write --relations NAMES, with commas between."
_OPTIONS = {
    ("check", "--only"): _AGENTS,
    ("diff", "--path"): "Write --in PATH.",
    ("config", "--schema"): "Write `graphkit schema config`.",
    ("path", "--relation"): _RELATIONS,
    ("plan", "--relation"): _RELATIONS,
    ("", "--select"): _AGENTS,
    ("", "--exclude"): "Leave agents out with --except EXPR.",
}
"""By command and option; without a command, in every command that has no such option."""


def renamed_command(name: str) -> str | None:
    """Return what replaces a command of an earlier version, as a sentence; None if there never was one."""
    return _COMMANDS.get(name)


def renamed_option(command: str, option: str) -> str | None:
    """Return what replaces an option of an earlier version, as a sentence; None if there never was one."""
    return _OPTIONS.get((command, option)) or _OPTIONS.get(("", option))
