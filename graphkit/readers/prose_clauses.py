"""Clauses around a verb: its subject, negations, what an earlier verb reaches, and what is before an arrow."""

from __future__ import annotations

import re

from graphkit.readers import prose_words as words
from graphkit.readers.markdown_lines import CROSSES
from graphkit.support.records import NamedTuple

LENGTH = 400
"""Characters before a verb that are looked at."""

CLAUSE_END = re.compile(r"[,;:()—–→|]|[-=]>|[.!?](?=\s|$)")
ARROW = re.compile(r"→|⇒|➜|➔|[-=]{1,2}>")
NEGATION = re.compile(r"\b(?:not|never|without|instead|rather|avoid|nor|no)\b|n['’]t\b|\bcannot\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[;|]|[.!?](?=\s|$)")
_CONDITION = re.compile(r"\b(?:if|when|whenever|unless|where|while|once|since|because)\b", re.IGNORECASE)
_CONJUNCTION = re.compile(
    r"\b(?:if|when|whenever|unless|where|while|once|since|because|that|who|which|until|before|after|so)\b",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(r"\b(?:with|to|into|for|from)\b", re.IGNORECASE)
_WORD = re.compile(r"[\w'’]+")
_MODALS = frozenset({"must", "should", "will", "can", "may", "shall", "to"})
_AUXILIARY = _MODALS | {
    *("always", "then", "also", "immediately", "please"),
    *("closely", "directly", "be", "proactively", "promptly", "often", "regularly", "simply", "first", "finally"),
}
_JOINING = frozenset({"and", "or", "but", "then"})
_SUBJECT = frozenset({"you", "i", "we", "it", "agent", "and", "or", "but", "when", "before", "after", "by", "while"})
_CALLERS = frozenset({"command", "skill", "workflow", "prompt", "orchestrator", "coordinator", "lead", "session"})
"""Subjects that, in the text of a caller, are the caller."""
_OTHERS = frozenset(
    {
        *("users", "people", "they", "customers", "developers", "callers", "clients", "others", "teams", "engineers"),
        *("user", "caller", "who", "that", "which", "agents", "reviewers", "nobody"),
    }
)
"""Those whose doing, in the base form, is not the writer's: "users invoke x"."""


class Before(NamedTuple):
    """What is before a verb: its subject, and text left of an arrow in which no agent may be named."""

    subject: str
    clear: str = ""


def before(
    text: str, start: int, verb: re.Match[str], *, lenient: bool, forbidden: bool, caller: bool = False
) -> Before | None:
    """Return what is before a verb in its clause; None if it forbids it or if somebody else is spoken of.

    `lenient` lets a verb in its base form or in -ing stand anywhere: "have it use x". A `forbidden` block counts only
    within brackets.
    """
    from_here = max(start, verb.start() - LENGTH)
    if has_cross(text, verb.start()):
        return None
    ends = list(CLAUSE_END.finditer(text, from_here, verb.start()))
    clause = text[ends[-1].end() if ends else from_here : verb.start()]
    if forbidden and not (ends and text[: ends[-1].end()].rfind("(") > text[: ends[-1].end()].rfind(")")):
        return None
    sentence = [end for end in ends if end[0] != ","]
    wide = text[sentence[-1].end() if sentence else from_here : verb.start()]
    if NEGATION.search(clause) or (NEGATION.search(wide) and not _CONDITION.search(wide)):
        return None
    said = [word.casefold() for word in _WORD.findall(clause)]
    purpose = bool(said) and said[-1] == "to"
    while said and said[-1] in _AUXILIARY:
        said.pop()
    third = verb[0].casefold() in words.THIRD
    own = said[-1] in _SUBJECT or (caller and said[-1] in _CALLERS) if said else True
    if not own and not purpose and (third or not lenient or said[-1] in _OTHERS):
        return None
    stops = [stop.end() for stop in _SENTENCE_END.finditer(text, from_here, verb.start())]
    full = text[max(stops, default=from_here) : verb.start()]
    arrows = list(ARROW.finditer(full))
    clear = full[: arrows[-1].start()] if arrows else ""
    return Before(full if third and not _own(said) else clause, clear)


def has_cross(text: str, place: int) -> bool:
    """Return whether a cross mark is before a place in its line: what follows is what not to do."""
    return any(sign in text[text.rfind("\n", 0, place) + 1 : place] for sign in CROSSES)


def _own(said: list[str]) -> bool:
    """Return whether a clause has a subject, and it is the writer: "it delegates", "this agent delegates"."""
    return bool(said) and said[-1] in ("you", "i", "we", "it", "agent")


def takes_over(text: str, verb: re.Match[str], other: re.Match[str]) -> bool:
    """Return whether a later word that spells a verb is one here, so that what follows belongs to it.

    In "delegate the work to x" and "hand off reports to x" it is a noun; in "delegate tests and report to x" a verb.
    """
    gap = text[verb.end() : other.start()]
    if _CONJUNCTION.search(gap) or NEGATION.search(gap):
        return True
    said = [word.casefold() for word in _WORD.findall(gap)]
    if said and said[-1] in _MODALS:
        return True
    while said and said[-1] in _AUXILIARY and said[-1] not in _JOINING:
        said.pop()
    if not said:
        return False
    if said[-1] in _JOINING:
        return _form(verb) == _form(other) and _claims(text, other)
    return said[-1] in _SUBJECT


def _claims(text: str, verb: re.Match[str]) -> bool:
    """Return whether a verb can have a name after it: "report to x", but not "work to x"."""
    places = words.VERBS[verb[0].casefold()].places
    if words.DIRECT in places:
        return True
    end = CLAUSE_END.search(text, verb.end(), verb.end() + LENGTH)
    prepositions = _PREPOSITION.finditer(text, verb.end(), end.start() if end else verb.end() + LENGTH)
    return any(word[0].casefold() in places for word in prepositions)


def _form(verb: re.Match[str]) -> str:
    spoken = verb[0].casefold()
    return "third" if spoken in words.THIRD else "gerund" if spoken.endswith("ing") else "base"
