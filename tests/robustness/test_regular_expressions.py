"""No regular expression takes more than linear time: their shape is looked at, since steps of the engine cannot be counted."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import graphkit
from graphkit.readers import call_context
from graphkit.support import patterns

SEARCHING = {"search", "sub", "subn", "finditer", "findall", "split"}
EXEMPT = {
    "graphkit.reporters.sarif._RELATIVE": "sees only what graphkit itself has written",
    "graphkit.renderers.text._PIECE": "matches wherever it begins, so that no run is walked twice",
}

REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT)
LOOKS = (sre.AT, sre.ASSERT, sre.ASSERT_NOT)


def searched() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield the patterns of all modules that are used to search, not to match at a place."""
    for found in pkgutil.walk_packages(graphkit.__path__, "graphkit."):
        if found.name.endswith(("__main__", "mcp_server")) or ".lsp" in found.name:
            continue
        module = importlib.import_module(found.name)
        tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in SEARCHING and isinstance(node.value, ast.Name):
                pattern = getattr(module, node.value.id, None)
                if isinstance(pattern, patterns.Later):
                    pattern = pattern.compiled
                name = f"{found.name}.{node.value.id}"
                if isinstance(pattern, re.Pattern) and isinstance(pattern.pattern, str) and name not in EXEMPT:
                    yield name, pattern


PATTERNS = dict(sorted(searched()))


def alternatives(tokens: Any) -> Iterator[list[Any]]:
    """Yield the branches of a pattern, those of groups at its start included."""
    tokens = list(tokens)
    if tokens and tokens[0][0] is sre.BRANCH:
        for branch in tokens[0][1][1]:
            yield from alternatives([*branch, *tokens[1:]])
    elif tokens and tokens[0][0] is sre.SUBPATTERN:
        yield from alternatives([*tokens[0][1][-1], *tokens[1:]])
    else:
        yield tokens


def starts_with_a_repeat(pattern: str, flags: int) -> bool:
    """Tell whether a search would walk through the same run of characters from each of its characters.

    So it does where a pattern begins with a repeat without a bound, and something has to follow.
    """
    for tokens in alternatives(parser.parse(pattern, flags)):
        if not tokens or tokens[0][0] not in REPEATS or tokens[0][1][1] < sre.MAXREPEAT:
            continue
        if any(kind not in REPEATS or value[0] > 0 for kind, value in tokens[1:] if kind not in (sre.SUBPATTERN,)):
            return True
    return False


def nested_repeats(tokens: Any, within: bool = False) -> Iterator[str]:
    """Yield the repeats in repeats where nothing says where the inner one ends: `(a+)*` takes exponential time."""
    for kind, value in tokens:
        if kind in REPEATS:
            endless = value[1] >= sre.MAXREPEAT
            body = list(value[2])
            if within and endless and value[0] == 1 and len(body) == 1:
                yield str(body)
            whole = all(one[0] in (*REPEATS, sre.SUBPATTERN, sre.BRANCH) for one in body)
            yield from nested_repeats(body, endless and whole)
        elif kind is sre.SUBPATTERN:
            yield from nested_repeats(value[-1], within)
        elif kind is sre.BRANCH:
            for branch in value[1]:
                yield from nested_repeats(branch, within and len(branch) == 1)


def test_patterns_are_found() -> None:
    """The list is that of the code, and long."""
    assert len(PATTERNS) > 40


@pytest.mark.parametrize("name", PATTERNS)
def test_no_search_walks_a_run_again_from_each_of_its_characters(name: str) -> None:
    """A lookbehind before the repeat lets it begin only where the run does."""
    assert not starts_with_a_repeat(PATTERNS[name].pattern, PATTERNS[name].flags & ~re.UNICODE)


@pytest.mark.parametrize("name", PATTERNS)
def test_no_repeat_is_ambiguous(name: str) -> None:
    """What is repeated ends where it can end in one way only."""
    assert not list(nested_repeats(parser.parse(PATTERNS[name].pattern, PATTERNS[name].flags & ~re.UNICODE)))


def test_the_two_shapes_are_seen() -> None:
    """What they are there for."""
    assert starts_with_a_repeat(r"[-=]+>", 0)
    assert starts_with_a_repeat(r"x|\s*\(", 0)
    assert not starts_with_a_repeat(r"(?<![-=])[-=]+>", 0)
    assert not starts_with_a_repeat(r"[a-z]+", 0)
    assert list(nested_repeats(parser.parse(r"(?:\w+|b)*$")))
    assert not list(nested_repeats(parser.parse(r"(?:\w+,)*$")))


def test_words_in_front_of_a_call_are_read_in_one_way(seconds: None) -> None:
    """`quickly, slowly, ...` before a verb: its repeat has an end for each word, or a hundred take for ever."""
    before = "you " + "aly" * 130 + ") runs "
    assert call_context.is_excluded(before + 'subagent_type: "x"', len(before), len(before) + 3)
