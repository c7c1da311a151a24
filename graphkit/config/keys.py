"""Every key that a configuration may have: its type, its meaning, and how it is checked. The docs come from here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from graphkit import dialects
from graphkit.config.contracts import SCHEMA as CONTRACTS
from graphkit.config.contracts import contracts
from graphkit.config.defaults import EXTERNALS, LEVELS, WILDCARDS
from graphkit.config.globs import is_glob
from graphkit.config.relations import SCHEMA as RELATIONS
from graphkit.config.relations import relations
from graphkit.config.settings import Calls
from graphkit.config.values import WrongValueError, boolean, choice, count, each, keyed, string, strings, table
from graphkit.dialects import AUTO
from graphkit.model.calls import KINDS
from graphkit.model.names import canonical
from graphkit.model.suggestions import did_you_mean as did_you_mean
from graphkit.support.records import dataclass

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


def _levels(value: object) -> tuple[str, ...]:
    if isinstance(value, list):  # numbers are fine: `levels = [2, 1, 0]`
        value = [str(level) if type(level) is int else level for level in value]
    levels = strings(value)
    if not levels:
        raise WrongValueError("must name a level, not be empty")
    if len(set(map(str.casefold, levels))) < len(levels):
        raise WrongValueError("names a level twice")
    return levels


def _dialect(value: object) -> str:
    name = string(value)
    known = sorted({AUTO, *dialects.known()})
    if name not in known:
        raise WrongValueError(f"names no dialect: {name!r}. {did_you_mean(name, known)}")
    return name


def _severity(value: object) -> Mapping[str, str]:
    return table(value, choice(*SEVERITIES))


def _bounds(value: object) -> Mapping[str, int]:
    return MappingProxyType({"*": count(value)}) if isinstance(value, int) else table(value, count)


def _globs(value: object) -> tuple[str, ...]:
    return each(strings(value), _glob)


def _glob(value: str) -> str:
    if not is_glob(value):
        raise WrongValueError(f"has a pattern `{value}` that can match nothing")
    return value


def _per_file(value: object) -> Mapping[str, tuple[str, ...]]:
    found = table(value, strings)
    each(found, _glob)
    return found


def _names(known: frozenset[str]) -> Callable[[object], frozenset[str]]:
    return lambda value: known | {canonical(name) for name in strings(value)}


def _kinds(value: object) -> tuple[str, ...]:
    return each(strings(value), choice(*KINDS))


def _calls(value: object) -> Calls:
    if not isinstance(value, dict):
        raise WrongValueError("must be a table, such as `calls = { enabled = false }`")
    takes = {"enabled": boolean, "kinds": _kinds, "exclude": _globs, "builtins": _names(frozenset())}
    found, wrong = keyed(value, takes)
    if wrong:
        raise WrongValueError(*wrong)
    return Calls(**found)


STRING: Mapping[str, Any] = {"type": "string"}
STRINGS: Mapping[str, Any] = {"type": "array", "items": {"type": "string"}}
BOOLEAN: Mapping[str, Any] = {"type": "boolean"}
COUNT: Mapping[str, Any] = {"type": "integer", "minimum": 1}

KEYS = (
    Key("paths", "Where the definitions are when the command names no path.", STRINGS, strings),
    Key("exclude", "Files and folders to leave out, as in a .gitignore.", STRINGS, _globs),
    Key("follow-links", "Follow links that lead out of the repository, or out of the folder outside of one.",
        BOOLEAN, boolean),
    Key("max-files", "How many files and folders a search looks at before it gives up; default: 1,000,000.", COUNT,
        count),
    Key("dialect", "The dialect of all files, or `auto` to choose it file by file.", STRING, _dialect),
    Key("code", "Files of Python code whose agents are read, as in a .gitignore: `src/**/graph.py`.", STRINGS, _globs),
    Key("prose", "Also read relations from descriptions and bodies.", BOOLEAN, boolean),
    Key("calls", "The callers of agents (commands, skills, prompts, instructions, workflow scripts): whether they are "
        "read, of which kinds, which files not, and names of agents that are built into a tool.",
        {"type": "object", "additionalProperties": False, "properties": {
            "enabled": dict(BOOLEAN), "kinds": {"type": "array", "items": {"enum": list(KINDS)}},
            "exclude": dict(STRINGS), "builtins": dict(STRINGS)}}, _calls),
    Key("merge", "Make one graph of several agents folders instead of one for each.", BOOLEAN, boolean),
    Key("relations", "Fields of the built-in relations, and relations of your own.", RELATIONS, relations),
    Key("levels", f"The levels from the lowest to the highest; default: {', '.join(LEVELS)}.",
        {"type": "array", "items": {"type": ["string", "integer"]}, "minItems": 1}, _levels),
    Key("externals", "Names that are used though no file defines them, besides the built-in ones.", STRINGS,
        _names(EXTERNALS)),
    Key("wildcards", "Names that mean every agent, besides the built-in ones.", STRINGS, _names(WILDCARDS)),
    Key("tops", "The final authorities: every agent must reach one of them by escalation (GK403).", STRINGS, strings),
    Key("select", "Report only these rules (code, prefix such as `GK3`, or name).", STRINGS, strings),
    Key("extend-select", "Report these rules too.", STRINGS, strings),
    Key("ignore", "Do not report these rules.", STRINGS, strings),
    Key("severity", "The severity of a rule: error, warning, info or off.",
        {"type": "object", "additionalProperties": {"enum": list(SEVERITIES)}}, _severity),
    Key("per-file-ignores", "Rules not to report for files that match a glob.",
        {"type": "object", "additionalProperties": dict(STRINGS)}, _per_file),
    Key("fail-on", "The lowest severity that makes `check` fail.", {"enum": list(SEVERITIES[:3])},
        choice(*SEVERITIES[:3])),
    Key("max-depth", "The longest chain of escalations that is still fine (GK405).", COUNT, count),
    Key("max-escalations-in", "How many agents may escalate to one, as a number or by level (GK406).",
        {"anyOf": [dict(COUNT), {"type": "object", "additionalProperties": dict(COUNT)}]}, _bounds),
    Key("require-ignore-reason", "An inline ignore must say why.", BOOLEAN, boolean),
    Key("baseline", "The file of known findings; default: `.graphkit-baseline.json` where there is one.", STRING,
        string),
    Key("strict-baseline", "An entry of the baseline that no longer occurs is an error (GK902).", BOOLEAN, boolean),
    Key("cache", "Let `check` keep its answer in `.graphkit_cache`, beside the configuration, and give it again while "
        "nothing has changed.", BOOLEAN, boolean),
    Key("contracts", "The rules of your own hierarchy, each with a name and a message (GK701 to GK706).", CONTRACTS,
        contracts),
)  # fmt: skip
"""All keys but `extend`, which is resolved while the file is loaded."""
