"""Two definitions that one tool loads into one list have the same name.

The tool takes only one of them, and a reference to the name may mean either. Spelling does not tell them apart:
`Backend Staff` and `backend-staff` are one name. Rename one of them, or remove it. Folders of two tools, two plugins
and copies of a folder are lists of their own, in which the same name is no duplicate; `--merge` makes one of them.
There the hint says whose agent the tool takes: that of who manages the machine (`/etc/claude-code`), of the command
line (which has no file), of the project, of the user's own folder, of a plugin, in this order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit import dialects
from graphkit.dialects import worlds
from graphkit.model import code
from graphkit.model.findings import Example, Finding, Label, Severity
from graphkit.model.names import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graphkit.config import Config
    from graphkit.model.definitions import Definition
    from graphkit.model.graph import AgentGraph

SEVERITY = Severity.ERROR
EXAMPLES = (
    Example(
        bad={"debugger": "name: debugger", "old-debugger": "name: Debugger"},
        good={"debugger": "name: debugger", "old-debugger": "name: old-debugger"},
    ),
)
_WHOSE = {
    worlds.Scope.MANAGED: "that of who manages the machine",
    worlds.Scope.PROJECT: "the project's",
    worlds.Scope.USER: "the user's own",
    worlds.Scope.PLUGIN: "a plugin's",
}


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each name with two or more definitions in one list."""
    namesakes: dict[tuple[str, str], list[Definition]] = {}
    for agent in graph.agents.values():
        if agent.dialect == code.DIALECT:
            continue  # a variable tells them apart
        namesakes.setdefault((agent.root, canonical(agent.name)), []).append(agent)
    groups = [group for several in namesakes.values() if len(several) > 1 for group in _alike(several)]
    twins = [sorted(group, key=lambda agent: (agent.span, agent.id)) for group in groups if len(group) > 1]
    for first, *others in sorted(twins, key=lambda group: (group[0].span, group[0].id)):
        yield Finding(
            message=f"`{canonical(first.name)}` is defined {len(others) + 1} times",
            span=first.span,
            agents=(first.id, *(agent.id for agent in others)),
            related=tuple(Label(agent.span, f"`{agent.name}` is defined here too") for agent in others),
            hint=f"{_winner([first, *others])}Rename all but one of them, or remove what is no longer used.",
            severity=SEVERITY,
        )


def _alike(namesakes: list[Definition]) -> list[list[Definition]]:
    """Return the agents of one name by the names that their tool gives them: some tools know an agent by its path."""
    if not all(map(_is_known_by_path, namesakes)):
        return [namesakes]
    by_folder: dict[str, list[Definition]] = {}
    for agent in namesakes:
        by_folder.setdefault(agent.path.rpartition("/")[0], []).append(agent)
    return list(by_folder.values())


def _is_known_by_path(agent: Definition) -> bool:
    dialect = dialects.known().get(agent.dialect)
    return dialect is not None and dialect.by_path and canonical(agent.name) == canonical(agent.stem)


def _winner(agents: Sequence[Definition]) -> str:
    """Return a sentence on which of several a tool takes, if the place of one says so."""
    ranks = sorted((worlds.scope(agent), agent.span, agent.path) for agent in agents)
    if ranks[0][0] == ranks[1][0]:
        return ""
    rest = " and ".join(dict.fromkeys(_WHOSE[scope] for scope, *_ in ranks[1:]))
    return f"A tool takes {_WHOSE[ranks[0][0]]} ({ranks[0][2]}) before {rest}. "
