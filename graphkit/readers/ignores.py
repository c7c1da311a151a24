"""Inline ignores that people write into definitions: `# graphkit: ignore[GK301] reason`, and `ignore-file` for a file.

In YAML and TOML they are comments, in JSON comments or the value of a key `"$comment"`, in the body of a Markdown file
HTML comments on a line of their own, outside of code blocks. What only looks like one, inside a text, is text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graphkit.model.definitions import Problem
from graphkit.model.findings import SIGN, InlineIgnore
from graphkit.model.spans import Span
from graphkit.model.suggestions import close_words
from graphkit.readers.ignore_comments import comments

if TYPE_CHECKING:
    from graphkit.readers.ignore_comments import Comment

_WORDS = ("ignore", "ignore-file")
_DIRECTIVE = re.compile(r"(?P<word>[\w-]+)[ \t]*(?:\[(?P<rules>[^\]\n]*)\])?[ \t]*(?P<reason>.*)")


def collect(path: str, text: str) -> tuple[tuple[InlineIgnore, ...], tuple[Problem, ...]]:
    """Return the ignores of a file, and a problem for each that could not work."""
    if SIGN not in text:
        return (), ()
    ignores: list[InlineIgnore] = []
    problems: list[Problem] = []
    for comment in comments(path, text):
        match = _DIRECTIVE.match(comment.text)
        word = match["word"].casefold() if match else ""
        if match is None or not _near(word):
            continue
        span = Span(path, comment.line, comment.column, comment.width)
        rules = tuple(name.strip() for name in (match["rules"] or "").split(",") if name.strip())
        wrong = _wrong(word, rules, comment)
        if wrong:
            problems.append(Problem("unused-ignore", wrong[0], span, wrong[1]))
        else:
            reason = match["reason"].strip(" \t-:—") or None
            ignores.append(InlineIgnore(span, rules, None if word == "ignore-file" else comment.about, reason))
    return tuple(ignores), tuple(problems)


def _near(word: str) -> list[str]:
    return [word] if word in _WORDS else close_words(word, _WORDS)


def _wrong(word: str, rules: tuple[str, ...], comment: Comment) -> tuple[str, str] | None:
    """Return what is wrong with an ignore, and the remedy."""
    if word not in _WORDS:
        return f"`{word}` is no directive", f"Did you mean `{_near(word)[0]}`?"
    if not rules:
        example = f"{comment.sign} graphkit: {word}[GK301] why{comment.end}"
        return f"`{word}` names no rule, so it suppresses nothing", f"Name the rule: `{example}`."
    return None
