"""Where a call is only shown or forbidden: examples, negations, cross marks, what somebody else does. Patterns only."""

from __future__ import annotations

import re

from graphkit.readers.markdown_lines import CROSSES

_BAD = re.compile(
    rf"\b(?:examples?|samples?|anti-?\s?patterns?|incorrect|wrong|bad|mistakes?|red flags?|scenarios?|changelog|never"
    rf"|(?:do|does|did)(?: not|n['’]t)|not to|when not|agent types?|before\s*(?:/|and|&|→|->)\s*after|for instance)\b"
    rf"|(?-i:\bNOT\b)|[{CROSSES}]",
    re.IGNORECASE,
)
_SCHEMA = re.compile(r"\b(?:schemas?|envelopes?|outputs?|formats?)\b", re.IGNORECASE)
_DATA_LINE = re.compile(r"[ \t]*[|{\"]")
_SENTENCE_END = re.compile(r"[;|]|[.!?:](?=\s)|\s[–—→-]+\s")
_FULL_STOP = re.compile(r"[;|]|[.!?](?=\s)")
_NEGATION = re.compile(
    r"\b(?:not|never|without|instead of|rather than|avoid(?:s|ing)?|no longer|cannot|unlike|formerly)\b|n['’]t\b",
    re.IGNORECASE,
)
_NEGATION_APART = re.compile(r"\b(?:not|never)\s*,", re.IGNORECASE)
"""A negation in front of words that are put in: "never, ever, call"."""
_GOVERNING = re.compile(
    r"\s*(?:then|just|always|simply|instead|please|and|but|or|you (?:must|should|can|may)|now|first|immediately)?"
    r"[\s,]*(?:use|call|invoke|spawn|launch|dispatch|run|start|delegate|trigger|hand|ask|pass|set)\b",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\b(?:fails|does(?: not|n['’]t) exist|is (?:not|no) (?:an )?agent|is a skill|(?:is|are) not (?:a |an )?"
    r"(?:real |valid |registered )?(?:sub)?agents?)\b",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"\b(?:optional(?:ly)?|if (?:available|installed|present|configured|it exists)|fall-?back|follow-?up|not yet"
    r"|planned|e\.g\.|such as|deprecated|removed|renamed|when wired|for example|in future)",
    re.IGNORECASE,
)
_ACTING = re.compile(
    r"\b(?:calls|runs|invokes|spawns|launches|uses|dispatches|delegates|starts|passes|sets|creates|fires|triggers)\b",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:it|you|we|i|orchestrator|coordinator|lead|main (?:session|agent|thread|conversation|context)"
    r"|this (?:command|skill|agent|workflow|prompt|step|phase)"
    r"|the (?:command|skill|workflow|step|phase))[\s*_`,]*(?:(?:\w+ly|then|also|always|just)\b\s*)*$",
    re.IGNORECASE,
)
_SUBJECTLESS = re.compile(
    r"[\s\W\d]*(?:(?:and|or|then|also|always|which|that|must|should|will|can|may|be|is|are|to|step|phase|first|next"
    r"|finally|only)\b[\s\W\d]*)*$",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"(?:your|my|some|the)[-_ ].*|(?:specific|selected|chosen|appropriate|relevant|matching|example|custom)[-_ ]agent"
    r"|(?:domain|topic|language|subject)[-_ ](?:expert|specialist|agent)"
    r"|(?:sub-?)?agents?(?:[-_ ]?(?:name|type|id|n|slug|key|\d+|[a-z]))?"
    r"|(?:name|type|role|value|string|none|null|undefined|true|false|any|all|\w|x+|foo|bar|baz|todo|tbd"
    r"|subagent[-_]type|specialist|persona|.*[-_](?:name|type|placeholder)|.*\.\.\.*)",
    re.IGNORECASE,
)


def is_bad_example(heading: str) -> bool:
    """Return whether a heading or a label says that what follows is an example, a mistake, or forbidden."""
    return bool(_BAD.search(heading))


def is_schema(heading: str) -> bool:
    """Return whether a heading is about the format of data."""
    return bool(_SCHEMA.search(heading))


def is_data(line: str) -> bool:
    """Return whether a line is a row of a table or a piece of JSON."""
    return bool(_DATA_LINE.match(line))


def is_placeholder(name: str) -> bool:
    """Return whether a name is one to be filled in: `agent-name`, `your-agent`, `x`."""
    return len(name) < 2 or bool(_PLACEHOLDER.fullmatch(name))


def is_hedged(line: str, start: int, end: int) -> bool:
    """Return whether the words around a name say that it may be missing."""
    return bool(_HEDGE.search(line, max(0, start - 130), end + 130))


def is_excluded(line: str, form: int, end: int) -> bool:
    """Return whether the words before a call forbid it, deny it, or tell that somebody else makes it.

    `form` is where the call begins in the line (`subagent_type`), `end` where its name ends.
    """
    if any(sign in line[:form] for sign in CROSSES) or _AFTER.search(line, end, end + 80):
        return True
    before = line[max(0, form - 400) : form]
    sentence = before[max((stop.end() for stop in _SENTENCE_END.finditer(before)), default=0) :]
    comma = sentence.rfind(",")
    clause = sentence[comma + 1 :] if comma >= 0 and _GOVERNING.match(sentence, comma + 1) else sentence
    return bool(_NEGATION.search(clause) or _NEGATION_APART.search(sentence)) or _is_of_another(before)


def _is_of_another(before: str) -> bool:
    """Return whether the verb that governs a call has a subject, and one that is not the writer."""
    sentence = before[max((stop.end() for stop in _FULL_STOP.finditer(before)), default=0) :]
    verbs = list(_ACTING.finditer(sentence))
    if not verbs:
        return False
    subject = re.split(r"[,:]\s", sentence[: verbs[-1].start()])[-1]
    return not (_SUBJECTLESS.fullmatch(subject) or _OWN.search(subject))
