"""Where running text speaks of working with others: passages at whose beginning an agent may be named.

It knows verbs and headings, not who exists; `link` keeps the passages that begin with the name of an agent.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from graphkit.model.definitions import Passage
from graphkit.model.spans import Span
from graphkit.readers import prose_words as words
from graphkit.readers.prose_blocks import HEADING, ITEM, LABEL, MOST, Block, blocks, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.model.relations import Direction

REACH = 100
"""Characters between a verb and its preposition."""
LENGTH = 400
"""Characters of a passage."""

_CLAUSE_END = re.compile(r"[,;:()—–→|]|[.!?](?=\s|$)")
_SENTENCE_END = re.compile(r"[;|]|[.!?](?=[\s\"'*)]|$)")
_PREPOSITION = re.compile(r"\b(?:with|to|into|for|from)\b", re.IGNORECASE)
_FIRST_WORD = re.compile(r"[*_]{0,2}([^\W\d_]+)\b(?!-)")
_CALL = re.compile(r"\bsubagent_type[\"']?\s*[=:]\s*(?=[\"'`]?[^\W_])")
_WORD = re.compile(r"[\w'’]+")
_AUXILIARY = frozenset(
    {
        *("must", "should", "will", "can", "may", "shall", "always", "then", "also", "immediately", "please", "to"),
        *("closely", "directly", "be", "proactively", "promptly", "often", "regularly", "simply", "first", "finally"),
    }
)
_SUBJECT = frozenset({"you", "i", "we", "it", "agent", "and", "or", "but", "when", "before", "after", "by", "while"})
_NEGATION = re.compile(r"\b(?:not|never|without|instead|rather|avoid|nor|no)\b|n['’]t\b|\bcannot\b", re.IGNORECASE)
_CONDITION = re.compile(r"\b(?:if|when|whenever|unless|where|while|once|since|because)\b", re.IGNORECASE)


class _Place(NamedTuple):
    """Where the text of a passage begins in its block, and what it would state."""

    start: int
    relation: str
    direction: Direction
    label: str | None
    sure: bool = True
    lead: bool = False
    subject: str = ""


def scan(text: str, path: str, first_line: int, field: str = "body") -> tuple[Passage, ...]:
    """Return the passages of a text that begins in column 1 of that line, sorted by how plainly they speak.

    Works on any Markdown or plain text, from whatever format it comes; `field` is what the references will be called.
    """
    found = [
        passage
        for block in blocks(text, first_line)
        for place in _places(block)
        for passage in [_passage(block.text, block.line, place, path, field)]
    ]
    calls = (
        _passage(line, number, _Place(match.end(), "delegation", words.OUT, None), path, field)
        for number, line, _ in told(text, first_line)
        for match in _CALL.finditer(line[:MOST])
    )
    return (*found, *calls)


def _passage(text: str, line: int, place: _Place, path: str, field: str) -> Passage:
    end = _SENTENCE_END.search(text, place.start, place.start + LENGTH)
    piece = text[place.start : end.start() if end else place.start + LENGTH]
    column = place.start - text.rfind("\n", 0, place.start)
    span = Span(path, line + text.count("\n", 0, place.start), column)
    _, relation, direction, label, sure, lead, subject = place
    return Passage(relation, direction, label, field, piece, span, subject, lead, sure)


def _places(block: Block) -> Iterator[_Place]:
    """Yield the places of a block: after its verbs, after its label, then at its beginning."""
    opening = HEADING.match(block.text) or ITEM.match(block.text)
    start = opening.end() if opening else 0
    yield from _after_verbs(block, start)
    if block.forbidden:
        return
    label = LABEL.match(block.text, start)
    said = words.frame(label[1]) if label else None
    if label and said:
        yield _Place(label.end(), said.relation, said.direction, said.label)
    if block.item and block.frame:
        yield _Place(start, *block.frame[:3], sure=not block.frame.team, lead=True)
        if block.frame.team and "|" not in block.text[:start]:
            yield from _team(block.text, start)


def _after_verbs(block: Block, start: int) -> Iterator[_Place]:
    text = block.text
    verbs = list(words.VERB.finditer(text, start))
    for number, match in enumerate(verbs):
        verb = words.VERBS[match[0].casefold()]
        subject = _subject(text, start, match.start(), block.forbidden)
        if subject is None:
            continue
        stop = verbs[number + 1].start() if number + 1 < len(verbs) else len(text)
        yield from _of_verb(text, match.end(), stop, verb, subject)


def _of_verb(text: str, after: int, stop: int, verb: words.Verb, subject: str) -> Iterator[_Place]:
    if words.DIRECT in verb.places:
        yield _Place(after, verb.relation, verb.places[words.DIRECT], verb.label, verb.sure, subject=subject)
    for word in _prepositions(text, after, stop):
        direction = verb.places.get(word[0].casefold())
        gap = text[after : word.start()]
        if direction is None or (verb.near and gap.strip()):
            if verb.relation == "reporting" and direction is not None:
                yield _Place(word.end(), "workflow", direction, verb.label, sure=False, subject=subject)
            continue
        relation, sure = _kind(verb, gap)
        yield _Place(word.end(), relation, direction, verb.label, sure, subject=subject)


def _kind(verb: words.Verb, gap: str) -> tuple[str, bool]:
    """Return the relation of a verb, which the words after it may change, and whether that is sure of an agent."""
    if words.PARALLEL.search(gap):
        return "parallel", verb.sure
    if verb.label == "receives":
        received = next((kind for pattern, kind in words.KINDS if pattern.search(gap)), None)
        return received or verb.relation, verb.sure or received is not None
    return verb.relation, verb.sure


def _prepositions(text: str, after: int, stop: int) -> Iterator[re.Match[str]]:
    end = _CLAUSE_END.search(text, after, min(stop, after + REACH))
    return _PREPOSITION.finditer(text, after, end.start() if end else min(stop, after + REACH))


def _team(text: str, start: int) -> Iterator[_Place]:
    """Under a team heading each item says what one does with whom: "Optimize queries for x", "Support x with ..."."""
    first = _FIRST_WORD.match(text, start)
    if first is None or first[1].casefold() in words.NO_VERBS or words.VERB.match(text, first.start(1)):
        return
    verb = words.third(first[1].casefold())
    if verb in words.HELPING:
        yield _Place(first.end(), "workflow", words.OUT, verb, sure=False)
    other = words.VERB.search(text, first.end())
    for word in _prepositions(text, first.end(), other.start() if other else len(text)):
        if not _NEGATION.search(text, first.end(), word.start()):
            yield _Place(word.end(), "workflow", words.TEAM_PLACES[word[0].casefold()], verb, sure=False)


def _subject(text: str, start: int, verb: int, forbidden: bool) -> str | None:
    """Return the words before a verb in its clause; None if they forbid it or if somebody else is spoken of."""
    from_here = max(start, verb - LENGTH)
    ends = list(_CLAUSE_END.finditer(text, from_here, verb))
    before = text[ends[-1].end() if ends else from_here : verb]
    if forbidden and not (ends and text[: ends[-1].end()].rfind("(") > text[: ends[-1].end()].rfind(")")):
        return None
    sentence = [end for end in ends if end[0] != ","]
    wide = text[sentence[-1].end() if sentence else from_here : verb]
    if _NEGATION.search(before) or (_NEGATION.search(wide) and not _CONDITION.search(wide)):
        return None
    said = [word.casefold() for word in _WORD.findall(before)]
    purpose = bool(said) and said[-1] == "to"
    while said and said[-1] in _AUXILIARY:
        said.pop()
    return before if not said or purpose or said[-1] in _SUBJECT else None
