"""Bare collections: agents outside of any agents folder (`engineering/baker.md`), recognised by what is in them."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from graphkit.discover import heads, places
from graphkit.discover.heads import NO_FRONT_MATTER
from graphkit.discover.kinds import Verdict, is_document_name, is_template, linked
from graphkit.support.patterns import pattern
from graphkit.support.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence, Set

    from graphkit.discover.heads import Head
    from graphkit.discover.tree import File, Folder

PROBED = 5
"""So many files of a large folder are looked at first; if none has front matter the others are not opened."""

LEAST = 3
"""Files that are probably agents make a collection only if there are so many, and nothing else was found."""

_SEPARATORS = pattern(r"[\W_]+")


@dataclass(slots=True)
class Bare:
    """A folder outside of the homes: its files that are surely, probably or perhaps agents, and the others."""

    folder: Folder
    strong: list[Verdict] = field(default_factory=list)
    medium: list[Verdict] = field(default_factory=list)
    weak: list[Verdict] = field(default_factory=list)
    others: list[Verdict] = field(default_factory=list)
    rank: int = 1

    @property
    def is_collection(self) -> bool:
        """Whether one file at least is surely an agent, and most of those with front matter are so or probably."""
        return bool(self.strong) and self._is_mostly_agents

    @property
    def may_join(self) -> bool:
        """Whether it is a collection if it belongs to one."""
        return bool(self.medium) and self._is_mostly_agents

    @property
    def _is_mostly_agents(self) -> bool:
        likely = len(self.strong) + len(self.medium)
        readable = sum(one.head is not None for one in self.others)
        return 2 * likely >= likely + len(self.weak) + readable

    @property
    def agents(self) -> list[Verdict]:
        """All that count once the folder does."""
        return sorted([*self.strong, *self.medium, *self.weak], key=lambda one: one.path)

    @property
    def refused(self) -> list[Verdict]:
        """The files as what they are if the folder is no collection."""
        reason = "it is in no agents folder, and the files beside it are no agents"
        likely = [one._replace(kind="document", reason=reason) for one in self.agents]
        return [*self.others, *likely]


def look(folder: Folder, relations: frozenset[str], taken: Set[tuple[str, str]]) -> Bare:
    """Sort the files of a folder that is no home, but for those that are taken already."""
    found = Bare(folder, rank=folder.position.rank)
    files = []
    for file in folder.markdown:
        if (folder.shown, file.name) in taken:
            continue
        kind = places.kind_of_name(file.name.lower()) or folder.position.kind
        if kind is None:
            files.append(file)
        else:
            article = "an" if kind[0] in "aeiou" else "a"
            found.others.append(Verdict(folder, file, None, kind, f"it is {article} {kind} by its name or its folder"))
    if folder.position.dotted or folder.position.rank == 3:
        reason = "it is in no agents folder, and in a hidden folder or among tests"
        found.others += [Verdict(folder, file, None, "document", reason) for file in files]
        return found
    if len(files) > PROBED + 3 and not any(_read(folder, file, relations) for file in _sample(files)):
        found.others += [Verdict(folder, file, None, "document", NO_FRONT_MATTER) for file in files]
        return found
    for file in files:
        head = _read(folder, file, relations)
        if head is None:
            found.others.append(Verdict(folder, file, None, "document", NO_FRONT_MATTER))
            continue
        kind, reason = refusal(file.name, head)
        verdict = Verdict(folder, file, head)
        if kind:
            found.others.append(verdict._replace(kind=kind, reason=reason))
        else:
            _group(found, verdict, head).append(verdict)
    named = linked(found.others, [*found.strong, *found.medium])
    found.weak += [one for one in found.others if one.file.name in named]
    found.others = [one for one in found.others if one.file.name not in named]
    return found


def _group(found: Bare, verdict: Verdict, head: Head) -> list[Verdict]:
    own_name = is_named_after(head.name, verdict.file.name)
    if head.relation or (head.is_described and head.tool and own_name):
        return found.strong
    if head.is_described and (head.tool or own_name) and not head.keys & places.PAGE_KEYS:
        return found.medium
    return found.weak


def refusal(name: str, head: Head) -> tuple[str, str]:
    """Return what a file is that cannot be an agent outside of the homes, and why."""
    wrong = head.keys & places.NOT_AN_AGENT
    if wrong:
        kind = "command" if wrong & places.COMMAND_KEYS else "rule"
        return kind, f"it has the field `{min(wrong)}`"
    if is_document_name(name) and not head.is_described:
        return "document", "its name is that of a document"
    if is_template(name, head):
        return "template", "it is a template: its name is still to be given"
    if head.evidence == 0 and head.keys:
        return "document", heads.NO_EVIDENCE
    if "title" in head.keys and not head.name and not head.relation:
        return "document", "it has a title in place of a name"
    return "", ""


def collections(bare: Sequence[Bare], start: str) -> list[Bare]:
    """Return the folders that are collections, each with its rank, and those that join one above or beside them."""
    sure = [one for one in bare if one.is_collection]
    tops = {_top(one.folder.shown, start) for one in sure}
    parents = {_above(one) for one in sure if one.rank == 1}
    joined = [
        one
        for one in bare
        if not one.is_collection
        and one.may_join
        and (start in tops or _top(one.folder.shown, start) in tops or (one.rank == 1 and _above(one) in parents))
    ]
    for one in sure:
        if one.rank == 2 and _above(one) in parents and one.folder.position.rank_above == 1:
            one.rank = 1
    return [*sure, *joined]


def _above(one: Bare) -> str:
    return one.folder.shown.rpartition("/")[0]


def look_closer(collected: Iterable[Bare]) -> None:
    """Let the reader see the files of collections that have no front matter, and may be agents all the same."""
    for one in collected:
        kept: list[Verdict] = []
        for other in one.others:
            if other.head is None and other.kind == "document":
                reason = heads.without_front_matter(other.folder.place(other.file.name))
                (kept if reason else one.weak).append(other._replace(reason=reason))
            else:
                kept.append(other)
        one.others = kept


def probable(bare: Iterable[Bare], *, named: bool) -> list[Bare]:
    """Return folders whose files are only probably agents: where nothing else was found, three of them are enough."""
    found = [one for one in bare if one.may_join]
    return found if named or sum(len(one.medium) for one in found) >= LEAST else []


def _top(shown: str, start: str) -> str:
    """Return the folder directly below the start that a folder lies in, or the start itself."""
    if shown == start:
        return start
    inner = shown if start == "." else shown[len(start) + 1 :]
    first = inner.split("/", 1)[0]
    return first if start == "." else f"{start}/{first}"


def _sample(files: Sequence[File]) -> list[File]:
    last = len(files) - 1
    return [files[last * number // (PROBED - 1)] for number in range(PROBED)]


def _read(folder: Folder, file: File, relations: frozenset[str]) -> Head | None:
    return heads.read(folder.place(file.name), relations)


def is_named_after(name: str, file: str) -> bool:
    """Return whether a name is that of its file, or begins or ends with it, but for case and separators."""
    stem = _SEPARATORS.sub("", file[: file.rfind(".")].lower().removesuffix(".agent"))
    plain = _SEPARATORS.sub("", name.lower())
    return bool(stem and plain) and (
        plain.startswith(stem) or plain.endswith(stem) or stem.startswith(plain) or stem.endswith(plain)
    )
