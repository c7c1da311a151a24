"""The block structure of YAML, line by line, with the exact range of each key, item and value."""

from __future__ import annotations

import re

from graphkit.fixes.flow import flow, quoted_end
from graphkit.fixes.outline import MAX_DEPTH, Entry, Kind, Node

_LINE = re.compile(r"(?<![^\n\r])[ \t]*([^ \t\n\r#][^\n\r]*)")
"""A line that contains more than blanks or a comment; the group is what it contains."""
_COMMENT = re.compile(r"[ \t]#")
_NO_KEY = frozenset("#&*!|>%@`[]{},")
_END = re.compile(r"(?:---|\.\.\.|```|~~~)")


class YamlOutline:
    """The block structure of the lines from `start` to before `end` of a text."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.lines = [(line.start(), *line.span(1)) for line in _LINE.finditer(text, start, end)]
        """Start, start of the content, and end of each line that is neither blank nor a comment."""
        self.at = 0
        self._first = False

    def root(self, *, first: bool = False) -> Node:
        """Return the mapping or list that the lines hold; what does not belong to it is passed over.

        With `first` a mapping ends after its first entry.
        """
        self._first = first
        if not self.lines:
            return Node(Kind.NOTHING, 0, 0)
        start, content, _ = self.lines[0]
        if self.text[content] in "[{":
            return self._inline(content, -1)
        return self._block(content - start, 0)

    def _block(self, indent: int, depth: int) -> Node:
        _, content, line_end = self.lines[self.at]
        if depth > MAX_DEPTH:
            return self._opaque(indent)
        if self._is_item(content):
            return self._list(content, indent, depth)
        if self._key(content, line_end):
            return self._mapping(content, indent, depth)
        return self._inline(content, indent - 1)

    def _is_item(self, content: int) -> bool:
        return self.text[content] == "-" and (self.text[content + 1 : content + 2] in ("", " ", "\t", "\n", "\r"))

    def _opaque(self, indent: int) -> Node:
        """Return all lines from here on that are indented as deep as this or deeper."""
        begin, end = self.lines[self.at][1], self.lines[self.at][2]
        self.at += 1
        while self.at < len(self.lines) and self.lines[self.at][1] - self.lines[self.at][0] >= indent:
            end = self.lines[self.at][2]
            self.at += 1
        return Node(Kind.OPAQUE, begin, end)

    def _list(self, content: int, indent: int, depth: int) -> Node:
        node = Node(Kind.BLOCK_LIST, content, content)
        while self.at < len(self.lines):
            start, here, line_end = self.lines[self.at]
            if node.entries:
                content = here
                if here - start != indent or not self._is_item(here):
                    break
            inner = content + 1
            while inner < line_end and self.text[inner] in " \t":
                inner += 1
            value = self._after_marker(inner, line_end, indent, content, depth)
            node.entries.append(Entry(content, None, value))
            node.end = max(value.end, content + 1)
        return node

    def _after_marker(self, inner: int, line_end: int, indent: int, dash: int, depth: int) -> Node:
        """Return the value behind the dash of a list item."""
        if inner >= line_end or self.text[inner] == "#":
            return self._below(indent, dash + 1, depth, at_least=indent + 1)
        column = inner - self.lines[self.at][0]
        if depth > MAX_DEPTH:
            return self._opaque(column)
        if self._is_item(inner):
            return self._list(inner, column, depth + 1)
        if self._key(inner, line_end):
            return self._mapping(inner, column, depth + 1)
        return self._inline(inner, indent)

    def _key(self, start: int, line_end: int) -> tuple[Node, int] | None:
        """Return the key that begins here and the offset of its colon, or None where no key begins."""
        first = self.text[start]
        if first in _NO_KEY or self._is_item(start):
            return None
        if first in "\"'":
            end = quoted_end(self.text, start, line_end) or line_end
            colon = end
            while colon < line_end and self.text[colon] in " \t":
                colon += 1
            is_key = colon < line_end and self.text[colon] == ":" and self._is_blank(colon + 1, line_end)
            return (Node(Kind.QUOTED, start, end), colon) if is_key else None
        colon = self.text.find(":", start, line_end)
        while colon > start and not self._is_blank(colon + 1, line_end):
            colon = self.text.find(":", colon + 1, line_end)
        if colon <= start or _COMMENT.search(self.text, start, colon):
            return None
        return Node(Kind.PLAIN, start, start + len(self.text[start:colon].rstrip(" \t"))), colon

    def _is_blank(self, at: int, line_end: int) -> bool:
        return at >= line_end or self.text[at] in " \t"

    def _mapping(self, content: int, indent: int, depth: int) -> Node:
        node = Node(Kind.BLOCK_MAPPING, content, content)
        self._entries(node, indent, depth)
        return node

    def _entries(self, node: Node, indent: int, depth: int) -> None:
        """Add the entries of a mapping that begin on the lines from here on."""
        content = node.start
        while self.at < len(self.lines):
            start, here, line_end = self.lines[self.at]
            if node.entries:
                content = here
                if here - start < indent or (indent == 0 and _END.match(self.text, here)):
                    break
                if here - start > indent:  # a line that belongs to the entry above, and cannot be understood
                    node.entries[-1].value = Node(Kind.OPAQUE, node.entries[-1].value.start, line_end)
                    node.end = line_end
                    self.at += 1
                    continue
                if depth == 0 and self._first:
                    break
            key = self._key(content, line_end)
            if key is None:
                if not node.entries or indent == 0:
                    self.at += 1
                    continue
                break
            name, colon = key
            value = self._value(colon + 1, line_end, indent, depth)
            node.entries.append(Entry(content, name, value))
            node.end = max(value.end, colon + 1)

    def _value(self, after: int, line_end: int, indent: int, depth: int) -> Node:
        """Return the value behind a colon: on the same line, or below it."""
        inner = after
        while inner < line_end and self.text[inner] in " \t":
            inner += 1
        if inner >= line_end or self.text[inner] == "#":
            return self._below(indent, after, depth, at_least=indent)
        return self._inline(inner, indent)

    def _below(self, indent: int, after: int, depth: int, *, at_least: int) -> Node:
        """Return the value on the lines below: a list may be as deep as its key, all else must be deeper."""
        self.at += 1
        if self.at < len(self.lines):
            start, content, _ = self.lines[self.at]
            deep = content - start
            is_inside = deep > indent or (deep >= at_least and deep == indent and self._is_item(content))
            if is_inside and not (deep == 0 and _END.match(self.text, content)):
                return self._block(deep, depth + 1)
        return Node(Kind.NOTHING, after, after)

    def _inline(self, inner: int, indent: int) -> Node:
        """Return the value that begins on this line, and go on behind it."""
        first = self.text[inner]
        if first in "[{":
            node = flow(self.text, inner, self.lines[-1][2])
            return self._closed(node)
        if first in "\"'":
            end = quoted_end(self.text, inner, self.lines[-1][2])
            node = Node(Kind.QUOTED if end else Kind.OPAQUE, inner, end or self.lines[self.at][2])
            node.lines = "\n" in self.text[node.start : node.end] or "\r" in self.text[node.start : node.end]
            return self._closed(node)
        if first in "|>" and re.match(r"[|>][-+0-9]*[ \t]*(?:#|$)", self.text[inner : self.lines[self.at][2]]):
            return self._deeper(Node(Kind.BLOCK_TEXT, inner, self.lines[self.at][2]), indent)
        if first in "&*!%@`":
            return self._deeper(Node(Kind.OPAQUE, inner, self.lines[self.at][2]), indent)
        comment = _COMMENT.search(self.text, inner, self.lines[self.at][2])
        end = comment.start() if comment else self.lines[self.at][2]
        while end > inner and self.text[end - 1] in " \t":
            end -= 1
        node = Node(Kind.PLAIN, inner, end)
        before = node.end
        node = self._deeper(node, indent)
        node.lines = node.end > before
        return node

    def _closed(self, node: Node) -> Node:
        """Go to the line after a flow value or quoted text, which is opaque if more than a comment follows it."""
        while self.at < len(self.lines) and self.lines[self.at][2] < node.end:
            self.at += 1
        if self.at < len(self.lines):
            rest = self.text[node.end : self.lines[self.at][2]].strip(" \t")
            if rest and not rest.startswith("#"):
                node = Node(Kind.OPAQUE, node.start, self.lines[self.at][2])
            self.at += 1
        return node

    def _deeper(self, node: Node, indent: int) -> Node:
        """Add the deeper lines below to a text."""
        self.at += 1
        while self.at < len(self.lines):
            start, content, line_end = self.lines[self.at]
            if content - start <= indent:
                break
            node.end = line_end
            self.at += 1
        return node
