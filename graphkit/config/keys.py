"""Every key that a configuration may have: its type, its meaning, and how it is checked. The docs come from here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from graphkit.config.defaults import EXTERNALS, LEVELS, WILDCARDS
from graphkit.config.relations import relations
from graphkit.config.values import WrongValueError, boolean, choice, count, string, strings, table
from graphkit.model.names import canonical

SEVERITIES = ("error", "warning", "info", "off")


@dataclass(frozen=True, slots=True)
class Key:
    """One key: its name in TOML, what it means, its JSON Schema, and the check that turns its value into a setting."""

    name: str
    doc: str
    schema: Mapping[str, Any]
    parse: Callable[[object], object]

    @property
    def attribute(self) -> str:
        """The field of `Config` that it fills."""
        return self.name.replace("-", "_")


def did_you_mean(wrong: str, valid: list[str] | tuple[str, ...]) -> str:
    """Return a hint for a misspelt word: the nearest valid one, and all of them."""
    import difflib

    near = difflib.get_close_matches(wrong, valid, 1)
    meant = f"did you mean `{near[0]}`? " if near else ""
    return f"{meant}Valid: {', '.join(f'`{name}`' for name in valid)}."


def _levels(value: object) -> tuple[str, ...]:
    levels = strings(value)
    if len(set(map(str.casefold, levels))) < len(levels):
        raise WrongValueError("names a level twice")
    return levels


def _severity(value: object) -> Mapping[str, str]:
    return table(value, choice(*SEVERITIES))


def _bounds(value: object) -> Mapping[str, int]:
    return MappingProxyType({"*": count(value)}) if isinstance(value, int) else table(value, count)


def _names(known: frozenset[str]) -> Callable[[object], frozenset[str]]:
    return lambda value: known | {canonical(name) for name in strings(value)}


STRING: Mapping[str, Any] = {"type": "string"}
STRINGS: Mapping[str, Any] = {"type": "array", "items": {"type": "string"}}
BOOLEAN: Mapping[str, Any] = {"type": "boolean"}
COUNT: Mapping[str, Any] = {"type": "integer", "minimum": 1}

KEYS = (
    Key("paths", "Where the definitions are when the command names no path.", STRINGS, strings),
    Key("exclude", "Files and folders to leave out, as in a .gitignore.", STRINGS, strings),
    Key("dialect", "The dialect of all files, or `auto` to choose it file by file.", STRING, string),
    Key("prose", "Also read relations from descriptions and bodies.", BOOLEAN, boolean),
    Key("merge", "Make one graph of several agents folders instead of one for each.", BOOLEAN, boolean),
    Key("relations", "Fields of the built-in relations, and relations of your own.", {"type": "object"}, relations),
    Key("levels", f"The levels from the lowest to the highest; default: {', '.join(LEVELS)}.", STRINGS, _levels),
    Key("externals", "Names that are used though no file defines them, besides the built-in ones.", STRINGS,
        _names(EXTERNALS)),
    Key("wildcards", "Names for everybody, besides the built-in ones.", STRINGS, _names(WILDCARDS)),
    Key("tops", "The final authorities: every agent must reach one of them by escalation (GK403).", STRINGS, strings),
    Key("select", "Report only these rules (code, prefix such as `GK3`, or name).", STRINGS, strings),
    Key("extend-select", "Report these rules too.", STRINGS, strings),
    Key("ignore", "Do not report these rules.", STRINGS, strings),
    Key("severity", "The severity of a rule: error, warning, info or off.",
        {"type": "object", "additionalProperties": {"enum": list(SEVERITIES)}}, _severity),
    Key("per-file-ignores", "Rules not to report for files that match a glob.",
        {"type": "object", "additionalProperties": dict(STRINGS)}, lambda value: table(value, strings)),
    Key("fail-on", "The lowest severity that makes `check` fail.", {"enum": list(SEVERITIES[:3])},
        choice(*SEVERITIES[:3])),
    Key("max-depth", "The longest chain of escalations that is still fine (GK405).", COUNT, count),
    Key("max-escalations-in", "How many agents may escalate to one, as a number or by level (GK406).",
        {"anyOf": [dict(COUNT), {"type": "object", "additionalProperties": dict(COUNT)}]}, _bounds),
    Key("require-ignore-reason", "An inline ignore must say why.", BOOLEAN, boolean),
    Key("baseline", "The file of known findings.", STRING, string),
)  # fmt: skip
"""All keys but `extend`, which is resolved while the file is loaded."""
