"""The entries of one definition become an agent; the same for every format."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from graphkit.config import ATTRIBUTES
from graphkit.model.definitions import Definition, Tools
from graphkit.model.names import canonical
from graphkit.model.spans import Source, Span
from graphkit.model.values import Scalar
from graphkit.readers import references
from graphkit.readers.dialect import of_markdown, with_houses
from graphkit.readers.fields import Fields

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graphkit.config import Config
    from graphkit.model.dialects import Dialect
    from graphkit.readers.entries import Entry

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
    for marker in _MARKERS:
        if name.lower().endswith(marker) and len(name) > len(marker):
            name = name[: -len(marker)]
            break
    return folder.rpartition("/")[2] if is_main_file(path, name) else name


def is_main_file(path: str, name: str) -> bool:
    """Tell whether a file, by its name without suffix, is the main file of a folder that one agent has for itself."""
    folder = path.rpartition("/")[0].rpartition("/")[2]
    return name.lower() in _MAIN_FILES and folder not in ("", ".", "..") and folder.lower() not in _HOMES


def group(path: str) -> str:
    """Return the folder that agents are grouped by: that of the file, or the one above for an agent's own folder."""
    folder, _, name = path.rpartition("/")
    if is_main_file(path, name.partition(".")[0]):
        folder = folder.rpartition("/")[0]
    return folder.rpartition("/")[2] or "."


def build(
    source: Source, entries: Sequence[Entry], file_stem: str, start: Span, config: Config,
    *, dialect: Dialect | None = None, name: Scalar | None = None,
) -> Definition:  # fmt: skip
    """Return the agent that the entries describe.

    A value that was only recovered as plain text describes the agent, but names nobody. Without a dialect the one that
    claims the file is taken; `name` is the name where it does not stand among the entries.
    """
    sound = fields = Fields([(entry.key, entry.value) for entry in entries])
    if True in [entry.recovered for entry in entries]:
        sound = Fields([(entry.key, entry.value) for entry in entries if not entry.recovered])
    chosen, houses = with_houses(dialect or of_markdown(source, sound, config), sound)
    at = {**ATTRIBUTES, **chosen.attributes}
    written = name or fields.scalar(at["name"])
    called = written.text if written and canonical(written.text) else file_stem
    agent = canonical(called) or called
    found = references.collect(agent, sound, source.path, config, chosen)
    description = fields.scalar(at["description"])
    others = (alias.text for path in at["alias"] if (alias := fields.scalar((path,))))
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
        houses=houses,
        plugin=source.plugin,
    )


def _tools(fields: Fields, at: Mapping[str, tuple[str, ...]]) -> Tools:
    access = fields.scalar(at["tool_access"])
    allowed: tuple[Scalar, ...] = fields.listing(at["tools_allowed"]).texts
    return Tools(access, allowed, fields.listing(at["tools_forbidden"]).texts)
