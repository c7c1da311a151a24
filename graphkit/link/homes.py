"""Which homes are worlds of their own, and which entries of a roster belong to the files beside it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from graphkit import dialects
from graphkit.dialects import worlds
from graphkit.model.graph import DriftedHomes
from graphkit.model.names import canonical

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from graphkit.model.calls import Plugin
    from graphkit.model.definitions import Definition
    from graphkit.model.references import Reference

SHARE = 0.8
"""How many of their names two homes have in common that were one home once."""

FEWEST = 4
"""Agents of the larger of two homes: two small teams may well have a `lead` and a `tester` each."""

COMMON = 30
"""In so many homes a name says nothing about any two of them."""


def in_plugins(definitions: Sequence[Definition], plugins: Sequence[Plugin]) -> list[Definition]:
    """Return the definitions, each with the name of the plugin that it belongs to.

    The tool's own folder of a repository that is a plugin (`.claude/agents` beside `agents`) is the project's.
    """
    deepest = sorted(plugins, key=lambda plugin: (-len(plugin.root), plugin.name))

    def plugin_of(definition: Definition) -> str:
        home = worlds.tool(definition.root)
        if definition.plugin and not home:
            return definition.plugin
        holding = (plugin for plugin in deepest if plugin.holds(definition.path))
        return next((plugin.name for plugin in holding if not home or plugin.root.startswith(f"{home}/")), "")

    named = ((definition, plugin_of(definition)) for definition in definitions)
    return [one if one.plugin == name else replace(one, plugin=name) for one, name in named]


def in_configuration_folders(definitions: Sequence[Definition], roots: Collection[str]) -> list[Definition]:
    """Return the definitions, those in `agents/` beside a tool's configuration (`opencode.json`) in that tool's world.

    So it is in the user's folder of the tool (`~/.config/opencode`), and in repositories that hold one. `roots` are the
    folders of tools that rosters are beside.
    """
    homes = {root.rpartition("/")[0] or ".": root for root in roots if worlds.tool(root)}
    if not homes:
        return list(definitions)

    def home_of(definition: Definition) -> str:
        above, _, name = definition.root.rpartition("/")
        home = homes.get(above or ".", "") if name in ("agent", "agents") and definition.world is None else ""
        known = dialects.known().get(definition.dialect)
        tool = f"{home.rpartition('/')[2]}/"
        return home if known and any(claim.glob.startswith(tool) for claim in known.claims) else ""

    return [replace(one, world=home) if (home := home_of(one)) else one for one in definitions]


def joined(definitions: Sequence[Definition]) -> list[Definition]:
    """Return the definitions, each agent once however many files define it, with what a roster says of all of them."""
    general = [one for one in definitions if one.for_all]
    if not general:
        return _once(definitions)
    found = _once([one for one in definitions if not one.for_all])
    for rules in general:
        mine = [not one.has_rules and worlds.world(one) == worlds.world(rules) for one in found]
        first = mine.index(True) if any(mine) else 0
        found = [
            _ruled(one, rules, told=place == first) if is_mine else one
            for place, (one, is_mine) in enumerate(zip(found, mine, strict=True))
        ]
    return found


def _ruled(definition: Definition, rules: Definition, *, told: bool) -> Definition:
    """Return a definition with rules that hold for all; what is wrong in these is told once."""
    own = set(map(canonical, definition.aliases))
    kept = (one for one in rules.references if canonical(one.text) not in own)
    possible = (one for one in rules.possible_names if told or one.wildcard or one.later_rules is not None)
    return replace(
        definition,
        references=(*definition.references, *(_of(one, definition, told=told)._replace(via=True) for one in kept)),
        possible_names=(
            *definition.possible_names,
            *(one._replace(reference=_of(one.reference, definition, told=told)) for one in possible),
        ),
        wildcards=tuple(sorted({*definition.wildcards, *rules.wildcards})),
    )


def _of(reference: Reference, definition: Definition, *, told: bool) -> Reference:
    return reference._replace(agent=definition.id, firm=told and reference.firm)


def _once(definitions: Sequence[Definition]) -> list[Definition]:
    """Return the definitions, those of a roster that is beside the files of a tool (`opencode.json`) in its home.

    An agent that the roster and a file define is one: the file's, with the relations of both. So are two files of one
    name in one home, one in Markdown and one of data (`.kiro/agents/x.md` and `x.json`).
    """
    twins = _described_twice(definitions)
    if not twins and not any(_home_of(definition) for definition in definitions):
        return list(definitions)
    files: dict[tuple[str, str], Definition] = {}
    roots: dict[str, str] = {}
    for definition in definitions:
        if not _home_of(definition):
            world = worlds.world(definition)
            for name in _file_names(definition):
                files.setdefault((world, name), definition)
            roots[world] = min(roots.get(world, definition.root), definition.root)
    added: dict[int, list[Definition]] = {}
    kept = []
    for definition in definitions:
        if (twin := twins.get(id(definition))) is not None:
            added.setdefault(id(twin), []).append(definition)
            continue
        if not _home_of(definition):
            kept.append(definition)
            continue
        world = worlds.world(definition)
        file = next((files[world, name] for name in _file_names(definition) if (world, name) in files), None)
        if file is None:
            kept.append(replace(definition, root=roots.get(world, definition.root), world=world))
        else:
            added.setdefault(id(file), []).append(definition)
    return [_with(definition, added.get(id(definition), ())) for definition in kept]


def in_worlds(definitions: Sequence[Definition]) -> tuple[list[Definition], tuple[DriftedHomes, ...]]:
    """Return the definitions, each with its world, and the pairs of homes that seem to be copies which have drifted.

    Homes of one tool, or plain ones, that share most of their names do not see each other.
    """
    names: dict[str, set[str]] = {}
    kinds: dict[str, str] = {}
    for definition in definitions:
        world = worlds.world(definition)
        if not worlds.is_closed(definition.dialect):
            names.setdefault(definition.root, set()).add(canonical(definition.name))
            kinds[definition.root] = world.rpartition("/")[2]
    pairs = _copies(names, kinds)
    apart = {root for pair in pairs for root in (pair.original, pair.copy) if not worlds.tool(root)}
    if not apart:
        return list(definitions), pairs
    return [replace(one, world=one.root) if one.root in apart else one for one in definitions], pairs


def _copies(names: dict[str, set[str]], kinds: dict[str, str]) -> tuple[DriftedHomes, ...]:
    """Return each home that shares most of its names with one of a shorter path, with that one."""
    order = sorted(names, key=lambda root: (root.count("/"), root))
    homes_with: dict[str, list[str]] = {}
    for root in order:
        for name in names[root]:
            homes_with.setdefault(name, []).append(root)
    found = []
    for root in order:
        shared: Counter[str] = Counter()
        for name in names[root]:
            if len(homes_with[name]) <= COMMON:
                shared.update(homes_with[name])
        for other in order[: order.index(root)] if len(names[root]) > 1 and shared else ():
            most = max(len(names[root]), len(names[other]))
            if most >= FEWEST and kinds[other] == kinds[root] and shared[other] >= SHARE * most:
                found.append(DriftedHomes(other, root))
                break
    return tuple(found)


def beside(definitions: Iterable[Definition]) -> set[str]:
    """Return the folders of tools that the rosters among some definitions are beside."""
    return {definition.root for definition in definitions if _home_of(definition)}


def _home_of(definition: Definition) -> str:
    dialect = dialects.known().get(definition.dialect)
    return dialect.beside if dialect else ""


def _described_twice(definitions: Sequence[Definition]) -> dict[int, Definition]:
    """Return the Markdown definition of each data file that lies beside one of the same name in a home.

    In a plain home, where any kind of file may lie, both must call the agent the same.
    """
    if not any(dialects.is_data(definition.path) for definition in definitions):
        return {}
    markdown = {one.path.rpartition(".")[0]: one for one in definitions if not dialects.is_data(one.path)}
    pairs = ((one, markdown.get(one.path.rpartition(".")[0])) for one in definitions if dialects.is_data(one.path))
    return {id(one): twin for one, twin in pairs if twin is not None and _is_one_agent(twin, one)}


def _is_one_agent(markdown: Definition, data: Definition) -> bool:
    if worlds.tool(markdown.root):
        return True
    return canonical(markdown.name) == canonical(data.name) and not worlds.is_closed(data.dialect)


def _file_names(definition: Definition) -> list[str]:
    """Return the names by which an entry and a file are found to be one agent; a path counts as the file's name."""
    names = (alias.rpartition("/")[2].partition(".")[0] if "/" in alias else alias for alias in definition.aliases)
    return list(dict.fromkeys(map(canonical, names)))


def _with(definition: Definition, entries: Iterable[Definition]) -> Definition:
    """Return the definition of a file with what entries of rosters say of the same agent."""
    for entry in entries:
        references = (reference._replace(agent=definition.id) for reference in entry.references)
        possible = (
            one._replace(
                reference=one.reference._replace(agent=definition.id),
                pieces=tuple(piece._replace(agent=definition.id) for piece in one.pieces),
            )
            for one in entry.possible_names
        )
        definition = replace(
            definition,
            aliases=tuple(dict.fromkeys((*definition.aliases, entry.name))),
            description=definition.description or entry.description,
            tools=definition.tools if definition.tools.allowed else entry.tools,
            references=(*definition.references, *references),
            possible_names=(*definition.possible_names, *possible),
            declares={**entry.declares, **definition.declares},
            wildcards=tuple(sorted({*definition.wildcards, *entry.wildcards})),
            disabled=definition.disabled or entry.disabled,
            has_rules=definition.has_rules or entry.has_rules,
            also=(*definition.also, entry.path),
        )
    return definition
