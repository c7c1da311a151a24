"""Flow lists and mappings (`[a, b]`, `{a: why}`) and quoted texts, with the range of each part."""

from __future__ import annotations

from graphkit.fixes.outline import MAX_DEPTH, Entry, Kind, Node


def quoted_end(text: str, start: int, limit: int) -> int | None:
    """Return the offset after a quoted text that begins at `start`, or None where it does not end."""
    quote = text[start]
    at = start + 1
    while at < limit:
        sign = text[at]
        if sign == "\\" and quote == '"':
            at += 2
            continue
        if sign == quote:
            if quote == "'" and text[at + 1 : at + 2] == "'":
                at += 2
                continue
            return at + 1
        at += 1
    return None


def flow(text: str, start: int, limit: int, depth: int = 0) -> Node:
    """Return the flow list or mapping that begins at `start`; opaque where it does not end before `limit`."""
    is_list = text[start] == "["
    node = Node(Kind.FLOW_LIST if is_list else Kind.FLOW_MAPPING, start, start + 1)
    at = start + 1
    while depth <= MAX_DEPTH:
        at, commented = _skip(text, at, limit)
        node.commented |= commented
        if at >= limit:
            break
        if text[at] == ("]" if is_list else "}"):
            node.end = at + 1
            return node
        if text[at] == ",":
            at += 1
            continue
        entry, at = _flow_entry(text, at, limit, depth, pair=not is_list)
        if entry is None:
            break
        node.entries.append(entry)
        node.commented |= entry.value.commented
    return Node(Kind.OPAQUE, start, limit)


def _flow_entry(text: str, at: int, limit: int, depth: int, *, pair: bool) -> tuple[Entry | None, int]:
    value, at = _flow_value(text, at, limit, depth, key=pair)
    if value is None:
        return None, at
    start = value.start
    after, commented = _skip(text, at, limit)
    if after < limit and text[after] in ":=" and (pair or text[after] == ":"):
        key = value
        inner, more = _skip(text, after + 1, limit)
        if inner < limit and text[inner] in ",]}":
            value, at = Node(Kind.NOTHING, after + 1, after + 1), after + 1
        else:
            value, at = _flow_value(text, inner, limit, depth, key=False)
            if value is None:
                return None, at
        value.commented |= commented or more
        return Entry(start, key, value), at
    value.commented |= commented
    return Entry(start, None, value), at


def _flow_value(text: str, at: int, limit: int, depth: int, *, key: bool) -> tuple[Node | None, int]:
    if text[at] in "[{":
        node = flow(text, at, limit, depth + 1)
        return (None if node.kind is Kind.OPAQUE else node), node.end
    if text[at] in "\"'":
        end = quoted_end(text, at, limit)
        return (None, at) if end is None else (Node(Kind.QUOTED, at, end), end)
    end = at
    while end < limit and text[end] not in ",[]{}\n\r":
        if text[end] == ":" and (end + 1 >= limit or text[end + 1] in " \t\n\r,]}"):
            break
        if text[end] == "=" and key:
            break
        if text[end] == "#" and text[end - 1] in " \t":
            break
        end += 1
    stop = end
    while stop > at and text[stop - 1] in " \t":
        stop -= 1
    if stop == at:
        return None, at
    kind = Kind.OPAQUE if text[at] in "&*!" else Kind.PLAIN
    return Node(kind, at, stop), end


def flow_value(text: str, at: int, limit: int) -> Node | None:
    """Return the value that begins at an offset outside brackets: quoted, plain, a list or a mapping."""
    return _flow_value(text, at, limit, 0, key=False)[0]


def _skip(text: str, at: int, limit: int) -> tuple[int, bool]:
    """Return the offset of the next sign that is no blank and in no comment, and whether there was a comment."""
    commented = False
    while at < limit:
        if text[at] in " \t\n\r":
            at += 1
        elif text[at] == "#" or text.startswith("//", at):
            commented = True
            while at < limit and text[at] not in "\n\r":
                at += 1
        elif text.startswith("/*", at):
            commented = True
            at = text.find("*/", at, limit) + 2 or limit
            at = limit if at < 2 else at
        else:
            break
    return at, commented
