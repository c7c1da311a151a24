"""The entries of one definition become an agent; the same for every format."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from graphkit.config import ATTRIBUTES
from graphkit.model.definitions import Definition, Tools
from graphkit.model.names import canonical
from graphkit.model.relations import Shape
from graphkit.model.spans import Source, Span
from graphkit.model.values import RECOVERED, Scalar
from graphkit.readers import references
from graphkit.readers.dialect import of_markdown, with_houses
from graphkit.readers.fields import Fields

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graphkit.config import Config
    from graphkit.model.dialects import Dialect
    from graphkit.model.values import Pair

_OFF = frozenset(("false", "no", "off", "deny", "denied", "never"))
_NOT_FORBIDDEN = frozenset(("false", "no", "off", "allow"))
"""Words that take a tool out of a mapping of allowed, or of forbidden tools."""

_MARKERS = (".agent", ".chatmode")
_MAIN_FILES = frozenset(("agent", "agents", "index", "skill"))
"""Files that every agent with a folder of its own has: they are called by that folder."""

_HOMES = frozenset(("agents", "agent", "subagents", "sub-agents", "sub_agents", "subagent", "droids", "chatmodes"))


def stem(path: str) -> str:
    """Return the file name without suffix, and without `.agent` or `.chatmode` before it.

    The main file of a folder (`scout/AGENT.md`) is called by the folder.
    """
    folder, _, name = path.rpartition("/")
    dot = name.rfind(".")
    name = name[:dot] if 0 < dot < len(name) - 1 else name
    if name.lower().endswith(_MARKERS):
        for marker in _MARKERS:
            if name.lower().endswith(marker) and len(name) > len(marker):
                name = name[: -len(marker)]
                break
    return folder.rpartition("/")[2] if is_main_file(path, name) else name


def is_main_file(path: str, name: str) -> bool:
    """Return whether a file, by its name without suffix, is the main file of a folder that one agent has for itself."""
    if name.lower() not in _MAIN_FILES:
        return False
    folder = path.rpartition("/")[0].rpartition("/")[2]
    return folder not in ("", ".", "..") and folder.lower() not in _HOMES


def group(path: str) -> str:
    """Return the folder that agents are grouped by: that of the file, or the one above for an agent's own folder."""
    folder, _, name = path.rpartition("/")
    if is_main_file(path, name.partition(".")[0]):
        folder = folder.rpartition("/")[0]
    return folder.rpartition("/")[2] or "."


def build(
    source: Source, entries: Sequence[Pair], file_stem: str, start: Span, config: Config,
    *, dialect: Dialect | None = None, name: Scalar | None = None, is_sound: bool = False,
) -> Definition:  # fmt: skip
    """Return the agent that the entries describe.

    A value recovered as plain text describes the agent, but names no agent. Without a dialect the one that
    claims the file is taken; `name` is the name where it does not stand among the entries. `is_sound` says that it is
    known that no value was recovered.
    """
    sound = fields = Fields(entries)
    if not is_sound and any(map(_is_recovered, entries)):
        sound = Fields([entry for entry in entries if not _is_recovered(entry)])
    chosen, house_dialects = with_houses(dialect or of_markdown(source, sound, config), sound)
    at = {**ATTRIBUTES, **chosen.attributes}
    written = name or fields.scalar(at["name"])
    called = written.text if written and canonical(written.text) else file_stem
    agent = canonical(called) or called
    found = references.collect(agent, sound, source.path, config, chosen)
    description = fields.scalar(at["description"])
    others = (alias for path in at["alias"] if (alias := _alias(fields, path)))
    grouped = fields.scalar(at["group"])
    return Definition(
        id=agent,
        name=called,
        aliases=tuple(dict.fromkeys((called, *((file_stem,) if chosen.by_stem else ()), *others))),
        span=Span(source.path, written.line, written.column, written.width) if written else start,
        root=source.root,
        group=grouped.text if grouped else group(source.path),
        stem=file_stem,
        level=sound.scalar(at["level"]),
        description=description.text if description else None,
        expertise=tuple(text.text for text in sound.listing(at["expertise"]).texts),
        tools=_tools(fields, at),
        references=found.references,
        declares=MappingProxyType(found.declares),
        wildcards=found.wildcards,
        dialect=chosen.name,
        entries=tuple(sound.entries if config.prose else references.unread(sound, config, chosen)),
        possible_names=found.possible_names,
        house_dialects=house_dialects,
        plugin=source.plugin,
        has_rules=any(
            sound.at(one.path)
            for rows in chosen.fields.values()
            for one in rows
            if one.shape is Shape.ALLOWED or one.menu
        ),
        disabled=source.path if _is_on(fields.scalar(at.get("disabled", ()))) else "",
    )


def _alias(fields: Fields, path: str) -> str:
    """Return the text at a path; of `a/b` those at both, joined likewise: the name of an agent within its namespace."""
    parts = [fields.scalar((part,)) for part in path.split("/")]
    return "/".join(part.text for part in parts if part) if all(parts) else ""


def _is_on(value: Scalar | None) -> bool:
    return value is not None and value.text.strip().casefold() in ("true", "yes", "on")


def _is_recovered(entry: Pair) -> bool:
    value = entry[1]
    return value.__class__ is Scalar and value[4] == RECOVERED


def _tools(fields: Fields, at: Mapping[str, tuple[str, ...]]) -> Tools:
    """Return the tools of all lists that are there, each tool at its first place."""
    allowing = fields.tool_lists(at["tools_allowed"], _OFF)
    forbidding = fields.tool_lists(at["tools_forbidden"], _NOT_FORBIDDEN)
    if not allowing and not forbidding:
        return Tools(fields.scalar(at["tool_access"]))
    lists = tuple(allowing) if len(allowing) > 1 else ()
    return Tools(fields.scalar(at["tool_access"]), _union(allowing), _union(forbidding), lists)


def _union(lists: Sequence[tuple[str, tuple[Scalar, ...]]]) -> tuple[Scalar, ...]:
    if len(lists) == 1:
        return lists[0][1]
    tools: dict[str, Scalar] = {}
    for _, texts in lists:
        for tool in texts:
            tools.setdefault(tool.text.casefold(), tool)
    return tuple(tools.values())
