"""Texts in a broken YAML block: where an unquoted, a quoted or a block text ends, and what breaks it."""

from __future__ import annotations

import re

from graphkit.readers import flaws
from graphkit.readers.entry_keys import is_field, is_known_field, is_prose, is_sentence, is_talk, key_at, name_of
from graphkit.readers.repairs import UNKNOWN_ESCAPE, WORD, Repairs, indent_of
from graphkit.support.patterns import pattern

_DOUBLE = pattern(r'(?:[^"\\]|\\.)*"')
_SINGLE = pattern(r"(?:[^']|'')*'")
_TAG = pattern(r"<(/?)([A-Za-z][\w-]{0,30})>")
_COLON = pattern(r":(?= |$)")


class TextRecovery(Repairs):
    """Looks at one text after the other; each method returns the index of the line after it."""

    def _text(self, at: int, start: int, owner: int, broken: str, *, in_list: bool) -> int:
        """Look at an unquoted text with the lines that continue it, and return the index of the line after them."""
        lines = self.lines
        colon = _COLON.search(lines[at].partition(" #")[0] if " #" not in lines[at][:start] else lines[at], start)
        place = (at, start)
        if colon and not broken:
            broken, place = flaws.COLON, (at, colon.start())
        return self._gather(at, start, owner, broken, place, in_list=in_list, last=at)

    def _quoted(self, at: int, start: int, owner: int, *, in_list: bool) -> int:
        """Look at a text in quotation marks: they must be closed, with nothing behind them."""
        lines = self.lines
        mark = lines[at][start]
        last, end = at, _closing(lines[at], start + 1, mark)
        while end < 0 and last + 1 < len(lines):
            key = key_at(lines[last + 1], 0)
            if key is not None and is_field(name_of(key)):
                break
            last += 1
            end = _closing(lines[last], 0, mark)
        if end < 0:
            return self._gather(at, start, owner, flaws.OPEN_QUOTE, (at, start), in_list=in_list, last=at)
        after = lines[last][end:].lstrip(" ")
        if after and not (after[0] == "#" and lines[last][end] == " "):
            place = (last, len(lines[last]) - len(after))
            return self._gather(at, start, owner, flaws.AFTER_QUOTE, place, in_list=in_list, last=last)
        text = "\n".join(lines[at : last + 1])[start:].replace("\\\\", "  ")
        broken = flaws.ESCAPE if mark == '"' and UNKNOWN_ESCAPE.search(text) else ""
        return self._gather(at, start, owner, broken, (at, start), in_list=in_list, last=last, ended=flaws.AFTER_QUOTE)

    def _block(self, at: int, start: int, owner: int, *, in_list: bool) -> int:
        """Look at a text after `|` or `>`: a line that is indented less than its first one ends it."""
        lines = self.lines
        end = self._filled(at + 1)
        inner = len(lines[end]) - len(lines[end].lstrip(" ")) if end < len(lines) else 0
        broken, place, last = "", (at, start), at
        tags: list[str] = []
        while end < len(lines):
            line = lines[end]
            indent = indent_of(line)
            if line.strip() and (indent < inner or inner <= owner):
                key = key_at(line, indent)
                reads_on = is_prose if last == at else is_sentence if self._key == "description" else None
                is_text = key is not None and reads_on is not None and reads_on(name_of(key))
                state = flaws.UNINDENTED if is_text else broken
                if indent <= owner and not self._continues(line, indent, owner, key, state, tags, in_list, False):
                    break
                if not broken:
                    broken, place = flaws.UNINDENTED if indent <= owner else flaws.DEDENTED, (end, indent)
            if line.strip():
                last = end
                tags = _tags(line, tags)
            end += 1
        if broken:
            self._replace(broken, at, start, last, owner, place, in_list=in_list, block=True)
        return last + 1

    def _gather(
        self, at: int, start: int, owner: int, broken: str, place: tuple[int, int],
        *, in_list: bool, last: int, ended: str = "",
    ) -> int:  # fmt: skip
        """Take the lines that continue a text, and let one character stand for it if any of them breaks it.

        `ended` says why no line may continue it, where it has its end in itself.
        """
        lines = self.lines
        end = last + 1
        open_tags = _tags(lines[at][start:], [])
        names = WORD.fullmatch(lines[at][start:].strip()) is not None
        is_word = names and self._key != "description" and is_known_field(self._key)
        while end < len(lines):
            line = lines[end]
            if not line.strip():
                end += 1
                continue
            indent = indent_of(line)
            key = key_at(line, indent)
            if indent > owner:
                if line[indent] == "#":
                    break
                if key and not broken and is_field(name_of(key)) and self._key != "description":
                    break  # an entry that is indented too far
                if not broken and (ended or key):
                    broken, place = (ended, (end, indent)) if ended else (flaws.COLON, (end, key.end(1) if key else 0))
            elif self._continues(line, indent, owner, key, broken, open_tags, in_list, is_word):
                if not broken:
                    broken, place = flaws.UNINDENTED, (end, indent)
            else:
                break
            last = end
            open_tags = _tags(line, open_tags)
            end += 1
        if broken:
            self._replace(broken, at, start, last, owner, place, in_list=in_list)
        return last + 1

    def _continues(
        self, line: str, indent: int, owner: int, key: re.Match[str] | None, broken: str, tags: list[str],
        in_list: bool, is_word: bool,
    ) -> bool:  # fmt: skip
        """Return whether a line that is not indented belongs to the text above it all the same."""
        at_margin = owner == 0 and not in_list
        if key is not None:
            if not at_margin or indent or is_field(name_of(key)):
                return False
            talk = is_talk(name_of(key)) and (bool(broken) or self._key == "description")
            return bool(tags) or talk or (broken == flaws.UNINDENTED and is_prose(name_of(key)))
        if line.startswith("- ", indent) or line[indent:].rstrip() == "-":
            return not in_list and indent == owner
        if line[indent] == "#" and not tags:
            return False
        return not (in_list or is_word) or bool(tags)


def _closing(line: str, start: int, mark: str) -> int:
    """Return the position behind the quotation mark that closes, or -1."""
    match = (_DOUBLE if mark == '"' else _SINGLE).match(line, start)
    return match.end() if match else -1


def _tags(line: str, before: list[str]) -> list[str]:
    """Return the tags such as `<example>` that are open after a line."""
    found = _TAG.findall(line)
    if not found:
        return before
    after = list(before)
    for closes, name in found:
        if not closes:
            after.append(name)
        elif name in after:
            del after[len(after) - 1 - after[::-1].index(name) :]
    return after[:20]
