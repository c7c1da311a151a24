"""Adding names to a list and removing them, in the style in which the list is written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graphkit.config.defaults import NOBODY
from graphkit.fixes.document import NotEditableError
from graphkit.fixes.outline import Entry, Kind, Node, chain
from graphkit.support.patterns import pattern
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphkit.fixes.document import Document

NAME_KEYS = ("agent", "name", "id", "to", "target", "subagent", "subagent_type")
"""Keys that hold the name where the entries of a list are mappings."""

_PLAIN = pattern(r"[^\W\d][\w./-]*(?: [\w./()-]+)*")
_RESERVED = frozenset(("true", "false", "yes", "no", "on", "off", "null", "y", "n"))
_IN_FLOW = pattern(r"[,\[\]{}#:]")


class Splice(NamedTuple):
    """A change of the text: the signs from `start` to before `end` become `text`."""

    start: int
    end: int
    text: str


def add(document: Document, root: Node, key: int, names: Sequence[str]) -> list[Splice]:
    """Return the changes that add names to the field whose key is at an offset, in the style that is there.

    Raises NotEditableError where that would take more than an insertion.
    """
    return _Adding(document).to(_at_key(root, key), names)


def _at_key(root: Node, key: int) -> Node:
    for _, entry in reversed(chain(root, key)):
        if entry.key is not None and entry.key.start <= key < max(entry.key.end, entry.key.start + 1):
            return entry.value
    raise NotEditableError("its key was not found where it was read")


class _Adding:
    """The insertions into one list of a document."""

    def __init__(self, document: Document) -> None:
        self.document, self.text = document, document.text
        self.is_data = document.path.lower().endswith((".json", ".jsonc", ".toml"))
        self.is_toml = document.path.lower().endswith(".toml")

    def to(self, value: Node, names: Sequence[str]) -> list[Splice]:
        """Return the insertions for the names."""
        if value.commented:
            raise NotEditableError("the list contains a comment between brackets")
        if value.kind is Kind.NOTHING:
            return [Splice(value.start, value.start, f" [{self._joined(names)}]")]
        self._refuse_nobody(value)
        if value.kind in (Kind.BLOCK_LIST, Kind.BLOCK_MAPPING):
            return self._lines(value, names)
        if value.kind in (Kind.FLOW_LIST, Kind.FLOW_MAPPING):
            return self._flow(value, names)
        if value.kind is Kind.BLOCK_TEXT:
            return self._text(value, names)
        if value.kind in (Kind.PLAIN, Kind.QUOTED) and (not value.lines or "," in self.text[value.start : value.end]):
            return self._scalar(value, names)
        raise NotEditableError("the value has an anchor, an alias, a tag or a form that cannot be extended")

    def _refuse_nobody(self, value: Node) -> None:
        """Raise NotEditableError where the value says that there is no agent: a name beside `none` would contradict."""
        only = value.entries[0].value if len(value.entries) == 1 and value.entries[0].key is None else value
        says = self.text[only.start : only.end].strip("\"'").strip()
        if only.kind in (Kind.PLAIN, Kind.QUOTED) and says.casefold() in NOBODY:
            raise NotEditableError(f"its value is `{says}`, which would contradict a name beside it")

    def _lines(self, value: Node, names: Sequence[str]) -> list[Splice]:
        """Add a line for each name behind the last entry of a block list or mapping."""
        last = value.entries[-1]
        model = next(filter(self._shows_its_name, reversed(value.entries)), last)
        prefix = self.text[self.document.line_start(last.start) : last.start]
        if prefix.strip(" \t"):  # the first item begins on the line of another one
            prefix = " " * len(prefix)
        end = self.text[last.end : self._line_end(last.end)]
        at = last.end if end.strip(" \t") and not end.lstrip(" \t").startswith("#") else last.end + len(end)
        lines = "".join(f"{self.document.line_end(last.start)}{prefix}{self._line(model, name)}" for name in names)
        return [Splice(at, at, lines)]

    def _line_end(self, at: int) -> int:
        end = at
        while end < len(self.text) and self.text[end] not in "\n\r":
            end += 1
        return end

    def _shows_its_name(self, entry: Entry) -> bool:
        """Tell whether an entry shows how a name is written: a text, a key, or a mapping with the name."""
        if entry.key is not None or (entry.value.kind in (Kind.PLAIN, Kind.QUOTED) and not entry.value.lines):
            return True
        keys = {self.text[one.key.start : one.key.end].strip("\"'") for one in entry.value.entries if one.key}
        return not keys.isdisjoint(NAME_KEYS)

    def _line(self, last: Entry, name: str) -> str:
        if last.key is not None:
            return f'{self._like(last.key, name)}: ""'
        inner = last.value
        marker = self.text[last.start : inner.start] if inner.start > last.start else "- "
        marker = marker if not re.search(r"[\n\r]", marker) else "- "
        if inner.kind in (Kind.PLAIN, Kind.QUOTED):
            return f"{marker}{self._like(inner, name)}"
        if not inner.entries:
            return f"- {plain(name)}"
        if len(inner.entries) == 1 and not self._shows_its_name(last):
            return f"{marker}{self._line(inner.entries[0], name)}"
        pair = _name_pair(self.text, inner)
        written = f"{self.text[pair.start : pair.value.start]}{self._like(pair.value, name)}"
        return f"{marker}{{{written}}}" if inner.kind is Kind.FLOW_MAPPING else f"{marker}{written}"

    def _flow(self, value: Node, names: Sequence[str]) -> list[Splice]:
        is_list = value.kind is Kind.FLOW_LIST
        if not value.entries:
            if self.is_toml and not is_list:
                raise NotEditableError("an empty inline table does not say what its values are")
            inner = self._joined(names, pairs=not is_list)
            return [Splice(value.start + 1, value.end - 1, inner)]
        last = value.entries[-1]
        lead = ", "
        before = self.text[self.document.line_start(last.start) : last.start]
        if not before.strip(" \t") and self.document.line_start(last.start) > value.start:
            lead = f",{self.document.line_end(value.start)}{before}"
        written = []
        for name in names:
            if is_list and last.key is None and last.value.kind in (Kind.PLAIN, Kind.QUOTED):
                written.append(self._like(last.value, name, flow=True))
            elif is_list:
                pair = _name_pair(self.text, last.value)
                opening = self.text[pair.start : pair.value.start]
                written.append(f"{{{opening}{self._like(pair.value, name, flow=True)}}}")
            elif last.key is not None:
                sign = " = " if self.is_toml else ": "
                written.append(f'{self._like(last.key, name, flow=True)}{sign}""')
        return [Splice(last.end, last.end, "".join(lead + one for one in written))]

    def _text(self, value: Node, names: Sequence[str]) -> list[Splice]:
        """Add a line for each name to a block text of which every line is a name, or names to its only line."""
        lines = [line for line in re.split(r"\r\n|\r|\n", self.text[value.start : value.end])[1:] if line.strip()]
        if not lines:
            raise NotEditableError("the block text is empty")
        if "," in lines[-1] or lines[-2:][0].rstrip().endswith(","):
            return [Splice(value.end, value.end, _behind(lines[-1], names))]
        shape = re.match(r"\s*(?:[-*] +)?", lines[-1])
        prefix = shape[0] if shape else ""
        return [
            Splice(
                value.end, value.end, "".join(f"{self.document.line_end(value.start)}{prefix}{name}" for name in names)
            )
        ]

    def _scalar(self, value: Node, names: Sequence[str]) -> list[Splice]:
        """Make a text with commas longer, and a single name a list."""
        written = self.text[value.start : value.end]
        quoted = value.kind is Kind.QUOTED
        inner = written[1:-1] if quoted else written
        if not inner.strip() or inner in ("~", "null", "Null", "NULL"):
            return [Splice(value.start, value.end, f"[{self._joined(names)}]")]
        if "," in re.sub(r"\([^()]*\)", "", inner):
            at = value.end - 1 if quoted else value.end
            return [Splice(at, at, _behind(inner, names))]
        if not quoted and _IN_FLOW.search(inner):
            first = _quoted(inner)
            return [Splice(value.start, value.end, f"[{first}, {self._joined(names)}]")]
        return [
            Splice(value.start, value.start, "["),
            Splice(value.end, value.end, f", {', '.join(self._like(value, name, flow=True) for name in names)}]"),
        ]

    def _joined(self, names: Sequence[str], *, pairs: bool = False) -> str:
        quote = self.is_data
        written = (_quoted(name) if quote else plain(name, flow=True) for name in names)
        return ", ".join(f'{one}: ""' if pairs else one for one in written)

    def _like(self, model: Node, name: str, *, flow: bool = False) -> str:
        """Write a name as another one is written: in its quotes, with its `@`."""
        sample = self.text[model.start : model.end]
        inner = sample[1:-1] if model.kind is Kind.QUOTED else sample
        if inner.startswith("@") and not name.startswith("@"):
            name = f"@{name}"
        if model.kind is Kind.QUOTED:
            return in_quotes(name, sample[0])
        return _quoted(name) if self.is_data else plain(name, flow=flow)


def _behind(text: str, names: Sequence[str]) -> str:
    """Return the names as they go on a text with commas, which may end with one."""
    return (" " if text.rstrip().endswith(",") else ", ") + ", ".join(names)


def in_quotes(name: str, quote: str) -> str:
    """Write a text in quotes of that kind; a sign that they cannot hold makes them double ones."""
    if quote == "'" and "\n" not in name:
        return "'" + name.replace("'", "''") + "'"
    return _quoted(name)


def plain(name: str, *, flow: bool = False) -> str:
    """Write a name in YAML without quotes where it needs none."""
    bare = _PLAIN.fullmatch(name) and name.casefold() not in _RESERVED and not (flow and _IN_FLOW.search(name))
    return name if bare else _quoted(name)


def _quoted(name: str) -> str:
    """Write a text in double quotes, as JSON does: YAML and TOML read it so, too."""
    import json

    return json.dumps(name, ensure_ascii=False)


def _name_pair(text: str, item: Node) -> Entry:
    """Return the pair that contains the name in an entry such as `- agent: x`."""
    pairs = {text[one.key.start : one.key.end].strip("\"'"): one for one in item.entries if one.key is not None}
    found = next((pairs[key] for key in NAME_KEYS if key in pairs), None)
    if found is None or found.value.kind not in (Kind.PLAIN, Kind.QUOTED):
        raise NotEditableError("the entries of the list have no key with the name")
    return found
