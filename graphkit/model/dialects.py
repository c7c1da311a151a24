"""How one tool, or one house, writes its agents down: a dialect is data."""

from __future__ import annotations

from dataclasses import field
from types import MappingProxyType
from typing import TYPE_CHECKING

from graphkit.model.relations import Shape
from graphkit.support.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphkit.model.relations import Field

NO_TESTS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Claim:
    """Files that a dialect is for: a glob on the path, and what must be in the file.

    `glob` is matched against the end of the path (`.kiro/agents/**/*.json`; `**/` is any number of folders).
    `holds` maps dotted fields to patterns: every field must be there and hold a text (or a key, or a list item) that
    matches the whole pattern, in either case; an empty pattern asks only that the field is there.
    `text` is a pattern that must be found in the file before it is parsed at all: needed for every format but
    Markdown, whose folders are full of files that are no agents.
    """

    glob: str
    holds: Mapping[str, str] = field(default_factory=lambda: NO_TESTS)
    text: str = ""
    followed: bool = False
    """It counts only for files that another file of the dialect names by their path."""

    @property
    def is_place(self) -> bool:
        """Whether the folder or the name of a file decides: `.kiro/agents/**/*.json`, `*.agent.md`; not `*.md`."""
        return "/" in self.glob or self.glob.count(".") > 1 or not self.glob.startswith("*.")


@dataclass(frozen=True, slots=True)
class EdgeList:
    """A list of connections that is beside the agents, not in them.

    `path` leads to the entries (`graph.edges.*`); `source` and `target` name the two ends in each. With `through`
    the source names another entry of the same list, whose target is the agent that is meant: a task and its context.
    Without a target that is the agent in whose entry the task stands (`roles.*.tasks.*`).
    With `nodes` both ends name entries at that path (`nodes.*`), whose agents are those of the `files` that they name,
    or else agents that are called as the node; `bounds` are names for the start and the end.
    """

    path: str
    relation: str
    source: str
    target: str
    through: bool = False
    nodes: str = ""
    files: tuple[str, ...] = ()
    bounds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Starts:
    """What starts agents and stands in a roster: a command with its agent, or the agent that a session begins with.

    `path` leads to the field that names the agent (`command.*.agent`); the key at `*` is the name of the caller.
    """

    path: str
    kind: str


@dataclass(frozen=True, slots=True)
class Steps:
    """Agents that a definition starts one after the other (`workflow`), or all at once (`parallel`).

    `path` leads to the entries (`sub_agents.*`); `agent` are the fields in each that may name the agent, `file` those
    that may name its file. A step of which one of several agents acts names them in `any_of`, one that starts several
    at once in `all_of`. `when` are tests on the definition, as those of a claim; where it passes one of `unless` there
    are no steps. With `within` each entry at that path has steps of its own (`functions.*`). With `mixed` what names no
    agent of the file is another tool, and passed over.
    """

    path: str
    relation: str
    agent: tuple[str, ...] = ()
    file: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    all_of: tuple[str, ...] = ()
    when: Mapping[str, str] = field(default_factory=lambda: NO_TESTS)
    unless: Mapping[str, str] = field(default_factory=lambda: NO_TESTS)
    within: tuple[str, ...] = ()
    mixed: bool = False


@dataclass(frozen=True, slots=True)
class Dialect:
    """One way of writing agents. What a dialect leaves out is read as in every other: the canonical fields.

    `attributes` says where the facts about an agent stand (`name`, `alias`, `level`, `group`, `description`,
    `tools_allowed`, ...), each a tuple of dotted fields of which the first that is there counts; `alias` fields all
    count. `externals` are names that have no file; `*` means anything. `levels` is the order of the levels from
    the lowest to the highest. `fields` are the places of relations, by the name of the relation. `body` is a pattern:
    the YAML block of a Markdown body in which it is found is read too.

    `agents` makes it a roster, a file of several agents: dotted paths to the entries (`agents.*`), whose key, or else
    whose `name`, is the name; `edges` are lists of connections beside them. A roster knows its own names only;
    with `shared` those of all rosters in its folder.

    `description` says whether the tool needs a description to pick an agent by: `required`, `optional`, or nothing
    where there is no such field. `tools` are the tools that it knows, as they are written.

    `example` is a small file of that dialect, `example_path` its path: the docs show it, and the tests read it.
    """

    name: str
    title: str
    claims: tuple[Claim, ...]
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    levels: tuple[str, ...] = ()
    fields: Mapping[str, tuple[Field, ...]] = field(default_factory=lambda: MappingProxyType({}))
    externals: frozenset[str] = frozenset()
    sources: tuple[str, ...] = ()
    """Where the tool documents its fields and the agents that come with it: the page of the dialect links there."""
    wildcards: frozenset[str] = frozenset()
    body: str = ""
    by_stem: bool = True
    """Whether an agent that has a name is known by the name of its file too."""
    by_path: bool = False
    """Whether the tool knows an agent in a sub-folder by its path, so that two of one file name are no duplicates."""
    agents: tuple[str, ...] = ()
    edges: tuple[EdgeList, ...] = ()
    steps: tuple[Steps, ...] = ()
    starts: tuple[Starts, ...] = ()
    entry: Mapping[str, str] = field(default_factory=lambda: NO_TESTS)
    """Tests on the entries of a roster, as those of a claim: what fails them is no agent."""
    actions: bool = False
    """Whether its files are workflows of actions, with conditions and jumps, that call agents."""
    components: bool = False
    """Whether its files are components of the Open Agent Specification, agents and groups of them."""
    shared: bool = False
    started: bool = False
    """Whether its agents are started from outside, by events, messages or people: none of them is an orphan."""
    description: str = ""
    tools: frozenset[str] = frozenset()
    private: bool = False
    """Whether its files hold tokens and other secrets: of a line nothing is shown but the reference itself."""
    json5: bool = False
    """Whether its JSON may have keys without quotation marks, and texts in single ones."""
    rejects_bom: bool = False
    """Whether the tool does not load a file that begins with a byte order mark."""
    beside: str = ""
    """The folder of the tool whose files a roster is beside (`.opencode`): they are one team."""
    for_all: tuple[str, ...] = ()
    """Fields of a roster that hold for every agent beside it which says nothing of the kind itself."""
    example: str = ""
    example_path: str = ""

    @property
    def is_house(self) -> bool:
        """Whether it is a convention about fields, which people follow in the files of any tool."""
        return not self.is_roster and not any(claim.is_place or not claim.holds for claim in self.claims)

    @property
    def follows(self) -> bool:
        """Whether its files name each other by their paths: then a name means nothing beyond the team of one file."""
        return any(field.shape is Shape.PATHS for fields in self.fields.values() for field in fields)

    @property
    def is_roster(self) -> bool:
        """Whether a file contains several agents."""
        return bool(self.agents) or self.components or self.actions or any(not edges.nodes for edges in self.edges)
