"""Where running text speaks of working with others: passages at whose beginning an agent may be named.

It knows verbs and headings, not who exists; `link` keeps the passages that begin with the name of an agent.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graphkit.model.definitions import Object, Passage
from graphkit.model.spans import Span
from graphkit.readers import prose_words as words
from graphkit.readers.markdown_lines import CROSSES
from graphkit.readers.prose_blocks import HEADING, ITEM, LABEL, Block, blocks, cells
from graphkit.readers.prose_clauses import ARROW, CLAUSE_END, NEGATION, Before, before, takes_over
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.model.relations import Direction

REACH = 100
"""Characters between a verb and its preposition."""
LENGTH = 400
"""Characters of a passage."""

_SENTENCE_END = re.compile(r"[;|]|[.!?](?=[\s\"'*)]|$)")
_PREPOSITION = re.compile(r"\b(?:with|to|into|for|from)\b", re.IGNORECASE)
_FIRST_WORD = re.compile(r"[*_]{0,2}([^\W\d_]+)\b(?!-)")
_OBJECT = re.compile(
    r"\s+(?:(?:the|an?|our|your|both|each|new|one|two|three|four|five|multiple|several|all|up to \d+"
    r"|\d+(?:[ \t]?[-–][ \t]?\d+)?|fresh|parallel|speciali[sz]ed|dedicated|background|separate)\s+){0,4}"
    r"(?:(?:sub-?)?agents?:?\s+(?:(?:named|called)\s+)?)?",
    re.IGNORECASE,
)
_LAST_NAME = re.compile(r":[ \t]+(?=[*_`\"'@]{0,3}[^\W\d_][\w.,`*@ /-]{1,80}[\"']?[ \t]*$)")
_WITH = re.compile(r"[*_]{0,2}With[ \t]+(?=[^:\n]{1,80}:)")
_TAG = re.compile(r"<[\w-]+(?:\s[^<>\n]*?)?\s(?:to|agent)=(?=\"@?[\w .-]+\")")


class _Place(NamedTuple):
    """Where the text of a passage begins in its block, and what it would state."""

    start: int
    relation: str
    direction: Direction
    label: str | None
    sure: bool = True
    lead: bool = False
    subject: str = ""
    object: Object | None = None
    clear: str = ""


def scan(text: str, path: str, first_line: int, field: str = "body", *, caller: bool = False) -> tuple[Passage, ...]:
    """Return the passages of a text that begins in column 1 of that line, sorted by how plainly they speak.

    Works on any Markdown or plain text, from whatever format it comes; `field` is what the references will be called.
    In the text of a `caller`, "this command delegates" and "the orchestrator spawns" are its own doing too.
    """
    return tuple(
        _passage(block.text, block.line, place, path, field)
        for block in blocks(text, first_line)
        for place in _places(block, caller)
    )


def _passage(text: str, line: int, place: _Place, path: str, field: str) -> Passage:
    end = _SENTENCE_END.search(text, place.start, place.start + LENGTH)
    piece = text[place.start : end.start() if end else place.start + LENGTH]
    column = place.start - text.rfind("\n", 0, place.start)
    span = Span(path, line + text.count("\n", 0, place.start), column)
    _, relation, direction, label, sure, lead, subject, wanted, clear = place
    return Passage(relation, direction, label, field, piece, span, subject, lead, sure, wanted, clear)


def _places(block: Block, caller: bool) -> Iterator[_Place]:
    """Yield the places of a block: after its verbs, after its label or arrow, in its cells, then at its beginning."""
    opening = HEADING.match(block.text) or ITEM.match(block.text)
    start = opening.end() if opening else 0
    yield from _after_verbs(block, start, caller)
    if block.forbidden or any(sign in block.text[: start + 4] for sign in CROSSES):
        return
    label = LABEL.match(block.text, start)
    said = words.frame(label[1]) if label else None
    if label and said:
        yield _Place(label.end(), said.relation, said.direction, said.label)
    yield from (_Place(tag.end(), "delegation", words.OUT, None) for tag in _TAG.finditer(block.text, start))
    if block.item:
        yield from _of_item(block, start)


def _of_item(block: Block, start: int) -> Iterator[_Place]:
    """Yield the places of a list item or a table's row, most of which its heading explains."""
    text, frame = block.text, block.frame
    escalates = frame is not None and frame.relation == "escalation"
    arrows = list(ARROW.finditer(text, start))
    if len(arrows) == 1 and text.count("(", start, arrows[0].start()) == text.count(")", start, arrows[0].start()):
        left = text[start : arrows[0].start()]
        if left.strip(" *_|`"):
            kind = "escalation" if escalates else "delegation"
            yield _Place(arrows[0].end(), kind, words.OUT, None, lead=True, clear=left)
    for (begin, _), head in zip(cells(text) if block.columns else (), block.columns, strict=False):
        if relation := words.column(head):
            relation = "escalation" if escalates and relation == "delegation" else relation
            yield _Place(begin, relation, words.OUT, "defers" if relation == "workflow" else None, lead=True)
    if accompanied := _WITH.match(text, start):
        label = frame.label if frame and frame.team else "works"
        yield _Place(accompanied.end(), "workflow", words.BOTH, label, lead=True)
    if frame:
        yield _Place(start, *frame[:3], sure=not frame.team, lead=True)
        if frame.team and "|" not in text[:start]:
            yield from _team(text, start)
        elif last := _LAST_NAME.search(text, start):
            yield _Place(last.end(), *frame[:3], lead=True, object=Object.LAST)


def _after_verbs(block: Block, start: int, caller: bool) -> Iterator[_Place]:
    text = block.text
    verbs = list(words.VERB.finditer(text, start))
    for number, match in enumerate(verbs):
        spoken = match[0].casefold()
        verb = words.VERBS[spoken]
        if (verb.object and _is_of_team(block, start, match)) or _is_code(text, match.start()):
            continue
        said = before(text, start, match, lenient=verb.object is not None, forbidden=block.forbidden, caller=caller)
        if said is None:
            continue
        if spoken in words.THIRD and not said.subject.strip():
            said = said._replace(subject=block.title if not HEADING.match(text) else "")
        stop = len(text)
        for other in verbs[number + 1 :]:
            if other.start() > match.end() + REACH:
                break
            if takes_over(text, match, other):
                stop = other.start()
                break
        yield from _of_verb(text, match.end(), stop, verb, said)


def _is_code(text: str, place: int) -> bool:
    """Return whether a place is within a code span of its line: what is quoted there is said to somebody else."""
    return text.count("`", text.rfind("\n", 0, place) + 1, place) % 2 == 1


def _is_of_team(block: Block, start: int, verb: re.Match[str]) -> bool:
    """Return whether a verb begins an item under a team heading, where "engage x in plans" is work with x."""
    return bool(block.item and block.frame and block.frame.team) and not block.text[start : verb.start()].strip(" *_")


def _of_verb(text: str, after: int, stop: int, verb: words.Verb, said: Before) -> Iterator[_Place]:
    if words.DIRECT in verb.places:
        begin = skipped.end() if verb.object and (skipped := _OBJECT.match(text, after)) else after
        label = None if verb.object else verb.label
        way = verb.places[words.DIRECT]
        yield _Place(begin, verb.relation, way, label, verb.sure, False, said.subject, verb.object, said.clear)
    for word in _prepositions(text, after, stop):
        direction = verb.places.get(word[0].casefold())
        gap = text[after : word.start()]
        relation, label, sure = verb.relation, verb.label, verb.sure
        if direction is None or (verb.near and gap.strip()):
            if direction is None or verb.relation != "reporting":
                continue
            relation, sure = "workflow", False
        elif NEGATION.search(gap):
            continue
        else:
            relation, sure = _kind(verb, gap)
        yield _Place(word.end(), relation, direction, label, sure, subject=said.subject, clear=said.clear)


def _kind(verb: words.Verb, gap: str) -> tuple[str, bool]:
    """Return the relation of a verb, which the words after it may change, and whether that is sure of an agent."""
    if words.PARALLEL.search(gap):
        return "parallel", verb.sure
    if verb.label == "receives":
        received = next((kind for pattern, kind in words.KINDS if pattern.search(gap)), None)
        return received or verb.relation, verb.sure or received is not None
    return verb.relation, verb.sure


def _prepositions(text: str, after: int, stop: int) -> Iterator[re.Match[str]]:
    end = CLAUSE_END.search(text, after, min(stop, after + REACH))
    return _PREPOSITION.finditer(text, after, end.start() if end else min(stop, after + REACH))


def _team(text: str, start: int) -> Iterator[_Place]:
    """Under a team heading each item says what one does with whom: "Optimize queries for x", "Support x with ..."."""
    first = _FIRST_WORD.match(text, start)
    if first is None or first[1].casefold() in words.NO_VERBS:
        return
    known = words.VERBS.get(first[1].casefold()) if words.VERB.match(text, first.start(1)) else None
    if known and not known.object:
        return
    verb = words.third(first[1].casefold())
    if verb in words.HELPING:
        yield _Place(first.end(), "workflow", words.OUT, verb, sure=False)
    other = words.VERB.search(text, first.end())
    for word in _prepositions(text, first.end(), other.start() if other else len(text)):
        if not NEGATION.search(text, first.end(), word.start()):
            yield _Place(word.end(), "workflow", words.TEAM_PLACES[word[0].casefold()], verb, sure=False)
