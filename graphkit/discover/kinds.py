"""Which files of a home are agents, and what the others are instead: the path proposes, the content refuses."""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING

from graphkit.discover import heads, places
from graphkit.support.records import NamedTuple, dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from graphkit.discover.heads import Head
    from graphkit.discover.tree import File, Folder


DOCUMENT = "its name is that of a document"
"""Why a README is no agent."""


class Verdict(NamedTuple):
    """What a file is: `agent`, or another kind and the reason why it is no agent. `head` is None without fields."""

    folder: Folder
    file: File
    head: Head | None
    kind: str = "agent"
    reason: str = ""

    @property
    def path(self) -> str:
        """The path of the file as people see it."""
        return self.folder.path(self.file.name)


@dataclass(slots=True)
class Home:
    """An agents folder with all that lies below it: which files are agents, which are not."""

    path: str
    tool: str
    rank: int
    agents: list[Verdict] = field(default_factory=list)
    others: list[Verdict] = field(default_factory=list)

    data: list[tuple[Folder, File]] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many files of it hold agents."""
        return len(self.agents) + len(self.data)


def homes(folders: Iterable[Folder], relations: frozenset[str]) -> list[Home]:
    """Return the homes among the folders, in the order of their paths."""
    found: dict[str, list[Folder]] = {}
    for folder in folders:
        if folder.position.home is not None:
            found.setdefault(folder.position.home, []).append(folder)
    return [_home(path, found[path], relations) for path in sorted(found)]


def _home(path: str, folders: Sequence[Folder], relations: frozenset[str]) -> Home:
    position = folders[0].position
    home = Home(path, position.tool, min(folder.position.rank for folder in folders))
    skills_are_agents = _holds_only_skills(path, folders)
    for folder in sorted(folders, key=lambda one: one.shown):
        if folder.markdown:
            verdicts = list(_folder(folder, home, relations, skills_are_agents=skills_are_agents))
            agents = [one for one in verdicts if one.kind == "agent"]
            named = linked(verdicts, agents) if folder.position.kind is None else set()
            home.agents += [*agents, *(one._replace(kind="agent") for one in verdicts if one.file.name in named)]
            home.others += [one for one in verdicts if one.kind != "agent" and one.file.name not in named]
    if not home.tool and not any(_is_sure(one) for one in home.agents):
        reason = "no file of this folder has the fields of an agent"
        home.others += [one._replace(kind="document", reason=reason) for one in home.agents]
        home.agents = []
    return home


def _is_sure(verdict: Verdict) -> bool:
    """Return whether a file makes a plain folder a home: most of an agent's fields, or none but those of an agent.

    Without front matter it is a definition in the body.
    """
    head = verdict.head
    return head is None or head.evidence >= 2 or (head.evidence == 1 and head.keys <= heads.PLAIN_KEYS)


def _holds_only_skills(path: str, folders: Iterable[Folder]) -> bool:
    """Return whether the definitions of a home are `home/<x>/SKILL.md` and nothing else, as in BMAD 6."""
    skills = 0
    for folder in folders:
        for file in folder.markdown:
            name = file.name.lower()
            if name == "skill.md":
                if folder.shown.rpartition("/")[0] != path:
                    return False
                skills += 1
            elif folder.shown == path and not is_document_name(file.name):
                return False
    return skills > 0


def _folder(folder: Folder, home: Home, relations: frozenset[str], *, skills_are_agents: bool) -> Iterator[Verdict]:
    """Yield what each Markdown file of a folder in a home is."""
    read = [(file, heads.read(folder.place(file.name), relations)) for file in folder.markdown]
    nested = folder.shown != home.path
    main = nested and any(file.name.lower() in places.MAIN_FILES and head is not None for file, head in read)
    described = {file.name for file, head in read if head is not None and head.is_described}
    for file, head in read:
        is_main = nested and file.name.lower() in places.MAIN_FILES and described <= {file.name}
        kind, reason = _kind(folder, file, head, home, is_main=is_main, skills_are_agents=skills_are_agents)
        if kind == "agent" and head is not None and main and not is_main and not head.is_described:
            kind, reason = "document", "it lies beside the file of an agent, and has no name and description"
        yield Verdict(folder, file, head, kind, reason)


def linked(verdicts: Sequence[Verdict], agents: Sequence[Verdict]) -> set[str]:
    """Return the files without a field of an agent that are agents all the same.

    An agent in the same folder names them, or they name one: a field that no tool has says to whom they speak.
    """
    blank = {_stem(one): one for one in verdicts if is_blank(one)}
    if not blank:
        return set()
    named = [_words(one) for one in agents]
    stems = [_stem(one) for one in agents]
    found = set()
    for stem, one in blank.items():
        if any(stem in text for text in named) or any(other in _words(one) for other in stems):
            found.add(one.file.name)
    return found


def is_blank(verdict: Verdict) -> bool:
    """Return whether nothing speaks against a file, but that its fields are those of no agent."""
    if verdict.head is None or verdict.reason != heads.NO_EVIDENCE:
        return False
    return verdict.head.keys.isdisjoint(places.PAGE_KEYS) and verdict.head.keys.isdisjoint(places.NOTE_KEYS)


def _stem(verdict: Verdict) -> str:
    name = verdict.file.name
    return f"_{heads.GAP.sub('_', name[: name.rfind('.')].lower()).strip('_')}_"


def _words(verdict: Verdict) -> str:
    return heads.words(verdict.folder.place(verdict.file.name))


def _kind(
    folder: Folder, file: File, head: Head | None, home: Home, *, is_main: bool, skills_are_agents: bool
) -> tuple[str, str]:
    low = file.name.lower()
    if not (skills_are_agents and low == "skill.md"):
        kind = places.kind_of_name(low)
        if kind == "rule" and low.endswith(".mdc") and home.tool:
            kind = None
        if kind is not None:
            return kind, f"its name is that of a {kind}"
    is_document = not is_main and is_document_name(file.name)
    if head is None:
        reason = heads.without_front_matter(folder.place(file.name)) or (DOCUMENT if is_document else "")
        return ("document", reason) if reason else ("agent", "")
    if is_document and not head.is_described:
        return "document", DOCUMENT
    if is_template(file.name, head) or _is_in_templates(folder, file):
        return "template", "it is a template: its name is still to be given"
    return _by_fields(folder, head, home)


def _by_fields(folder: Folder, head: Head, home: Home) -> tuple[str, str]:
    if head.evidence == 0 and head.keys:
        return "document", heads.NO_EVIDENCE
    kind = folder.position.kind
    is_agent = head.is_described and head.tool and head.keys.isdisjoint(places.COMMAND_KEYS)
    if kind in ("skill", "command", "prompt") and not is_agent:
        return kind, f"it lies in a folder of {kind}s"
    if kind not in (None, "skill", "command", "prompt") and not head.is_described and not head.relation:
        return kind or "document", f"it lies in a folder for {kind}s"
    if "title" in head.keys and not (head.name or head.tool or head.relation):
        return "document", "it has a title in place of a name"
    return ("agent", "") if home.tool else _in_plain_home(head)


def _in_plain_home(head: Head) -> tuple[str, str]:
    """Return what a file in a plain `agents/` folder is, where people and pages live too."""
    if not head.name and head.keys & places.RULE_KEYS:
        return "rule", "its fields are those of a rule"
    if not head.tool and not head.relation:
        if head.keys & places.PERSON_KEYS:
            return "document", "its fields are those of a page or a person"
        if not head.name and head.keys & places.PAGE_KEYS:
            return "document", "its fields are those of a page"
    return "agent", ""


def _is_in_templates(folder: Folder, file: File) -> bool:
    """Return whether a file is a template by its folder and its name: `templates/review-template.md`."""
    is_folder = folder.shown.rpartition("/")[2].lower() in ("template", "templates")
    return is_folder and re.split(r"[-_\s.]+", file.name.lower())[-2:] == ["template", "md"]


def is_document_name(name: str) -> bool:
    """Return whether a file is a README or the like by its name."""
    stem = name[: name.rfind(".")] if "." in name else name
    return stem.lower() in places.DOCUMENT_NAMES or stem in places.DOCUMENT_NAMES_IN_CAPITALS


def is_template(name: str, head: Head) -> bool:
    """Return whether a file is the mould of an agent: a placeholder for a name, or `template` as the file's name."""
    if places.PLACEHOLDER.search(head.name):
        return True
    stem = name.partition(".")[0].lower()
    if "template" not in stem and "example" not in stem:
        return False
    if stem.startswith("_") and "template" in stem:
        return True
    words = {word for word in re.split(r"[-_\s]+", stem) if word}
    return bool(words & {"template", "example"}) and words <= places.TEMPLATE_WORDS
