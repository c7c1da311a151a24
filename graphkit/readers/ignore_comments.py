"""Where a file has comments that begin with `graphkit:`, and the line that each is about."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from graphkit.model import toml_values
from graphkit.model.spans import LineIndex
from graphkit.readers import markdown_structure
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_YAML = re.compile(r"(?:^|(?<=[ \t]))#[ \t]*(?P<all>graphkit:[ \t]*(?P<text>[^\n]*))", re.MULTILINE)
_SCRIPT = re.compile(r"(?:^|(?<=[ \t]))(?:#|//)[ \t]*(?P<all>graphkit:[ \t]*(?P<text>[^\n]*))", re.MULTILINE)
_HTML = re.compile(r"^ {0,3}<!--[ \t]*(?P<all>graphkit:[ \t]*(?P<text>[^\n]*?))-->[ \t]*$", re.MULTILINE)
_SIGN = re.compile(r"(?://|/\*)?[ \t]*(?P<all>graphkit:[ \t]*(?P<text>[^\n]*))")
_JSON = re.compile(r'"(?:[^"\\\n]|\\.)*"|//[^\n]*|/\*(?:.*?\*/|.*)', re.DOTALL)
_KEY = re.compile(r"\s*:\s*")
_COMMENT_KEYS = ('"$comment"', '"//"', '"comment"', '"_comment"')
_NO_ENTRY = re.compile(r"[\s{}\[\],]*")
_ENTRY = re.compile(r"^[^\s#][^\n]*:", re.MULTILINE)
_UNPRINTABLE = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MARKDOWN = (".md", ".markdown", ".mdc")


class Comment(NamedTuple):
    """What follows `graphkit:`, the place of that word, the line it is about, and how its kind of comment looks."""

    text: str
    line: int
    column: int
    width: int
    about: int
    sign: str = "#"
    end: str = ""


def comments(path: str, text: str) -> Iterator[Comment]:
    """Yield the comments of a file that begin with `graphkit:`, by the rules of its format."""
    file = _File(text)
    suffix = path[path.rfind(".") :].lower()
    if suffix in _MARKDOWN:
        return file.markdown()
    if suffix in (".json", ".jsonc"):
        return file.json()
    if suffix == ".toml":
        tokens = toml_values.STRING_OR_COMMENT.finditer(text)
        return file.hashes([(0, len(text))], [token.span() for token in tokens if token[0][0] != "#"])
    if suffix in (".yaml", ".yml"):
        return file.yaml([(0, len(text))])
    return file.script()


class _File:
    def __init__(self, text: str) -> None:
        self.text = text
        self._index = LineIndex(text)
        self._lines = text.split("\n")

    def markdown(self) -> Iterator[Comment]:
        """Yield the comments of all front matter, of the YAML block of the body, and of the body."""
        first = markdown_structure.front_matter(self.text)
        second = markdown_structure.second_block(self.text, first) if first else None
        blocks = [one for one in (first, second, markdown_structure.definition_block(self.text)) if one]
        yield from self.yaml([(block.start, block.end) for block in blocks])
        body = first.after if first else 0
        shown = [(start, end) for _, start, end, _ in markdown_structure.fences(self.text, body)]
        for match in _outside(_HTML.finditer(self.text, body), shown):
            yield self._comment(match, alone=True)._replace(sign="<!--", end=" -->")

    def yaml(self, regions: list[tuple[int, int]]) -> Iterator[Comment]:
        """Yield the comments of some YAML."""
        yield from self.hashes(regions, [text for region in regions for text in _yaml_texts(self.text, *region)])

    def hashes(self, regions: Iterable[tuple[int, int]], texts: list[tuple[int, int]]) -> Iterator[Comment]:
        """Yield the comments after `#` that are within no text."""
        for start, end in regions:
            for match in _outside(_YAML.finditer(self.text, start, end), texts):
                yield self._comment(match)

    def script(self) -> Iterator[Comment]:
        """Yield the comments of a script, after `#` or `//`."""
        for match in _SCRIPT.finditer(self.text):
            yield self._comment(match)

    def json(self) -> Iterator[Comment]:
        """Yield the comments, and what is said at a key for comments."""
        key: re.Match[str] | None = None
        for token in _JSON.finditer(self.text):
            if not token[0].startswith('"'):
                match = _SIGN.match(self.text, token.start(), token.end())
                if match:
                    yield self._comment(match, start=token.start())._replace(sign="//")
                continue
            match = _SIGN.match(self.text, token.start() + 1, token.end() - 1)
            if (
                match
                and key is not None
                and key[0] in _COMMENT_KEYS
                and _KEY.fullmatch(self.text, key.end(), token.start())
            ):
                line = self._lines[self._index.place(token.start())[0] - 1]
                begin, column = self._index.place(key.start())[1] - 1, self._index.place(token.end())[1] - 1
                alone = _NO_ENTRY.fullmatch(line[:begin] + line[column:]) is not None
                yield self._comment(match, alone=alone)._replace(sign='"$comment": "', end='"')
            key = token

    def _comment(self, match: re.Match[str], *, alone: bool | None = None, start: int | None = None) -> Comment:
        """Return a comment; alone on its line it is about the next line that is neither empty nor a comment."""
        line, column = self._index.place(match.start("all"))
        if alone is None:
            before = match.start() if start is None else start
            alone = not self._lines[line - 1][: self._index.place(before)[1] - 1].strip()
        about = self._following[line] if alone and line < len(self._following) else line
        written = match["all"].removesuffix("*/").rstrip()
        return Comment(match["text"].removesuffix("*/"), line, column, len(written), about or line)

    @cached_property
    def _following(self) -> list[int]:
        """For each line the number of the first after it that says something, 0 if there is none."""
        found = [0] * (len(self._lines) + 1)
        for number in range(len(self._lines) - 1, 0, -1):
            text = self._lines[number].strip()
            skip = not text or text.startswith(("#", "//", "<!--"))
            found[number] = found[number + 1] if skip else 0 if text in ("---", "...") else number + 1
        return found


def _outside(matches: Iterable[re.Match[str]], texts: list[tuple[int, int]]) -> Iterator[re.Match[str]]:
    """Yield the matches that do not begin within one of some texts."""
    starts, ends = [start for start, _ in texts], [end for _, end in texts]
    for match in matches:
        at = bisect_right(starts, match.start()) - 1
        if at < 0 or match.start() >= ends[at]:
            yield match


def _yaml_texts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the places that are text to YAML, whatever is in them; what it rejects costs that entry alone."""
    block = _UNPRINTABLE.sub(" ", text[start:end])
    found, broken = _scalars(block, start)
    if not broken:
        return found
    starts = [0, *(match.start() for match in _ENTRY.finditer(block) if match.start()), len(block)]
    return [text for first, last in pairwise(starts) for text in _scalars(block[first:last], start + first)[0]]


def _scalars(text: str, offset: int) -> tuple[list[tuple[int, int]], bool]:
    """Return the places of the texts that the scanner finds, and whether it gave up."""
    import yaml

    loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found: list[tuple[int, int]] = []
    try:
        for token in yaml.scan(text, Loader=loader):
            if isinstance(token, yaml.ScalarToken):
                first, last = token.start_mark.index, token.end_mark.index
                if token.style in ("|", ">"):  # a comment may follow the sign that opens a block
                    first = max(text.find("\n", first), first)
                found.append((offset + first, offset + last))
    except (yaml.YAMLError, RecursionError):
        return found, True
    return found, False
