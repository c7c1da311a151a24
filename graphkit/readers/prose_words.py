"""What prose says when it names a relation: verbs before a name, and headings above a list of names. All data."""

from __future__ import annotations

import re
from functools import lru_cache

from graphkit.model.definitions import Object
from graphkit.model.relations import Direction
from graphkit.support.records import NamedTuple

OUT, IN, BOTH = Direction.OUT, Direction.IN, Direction.BOTH
DIRECT = ""
"""In place of a preposition: the name stands right after the verb."""


class Verb(NamedTuple):
    """A verb and where the name is after it.

    `places` maps prepositions to directions. `near` wants the preposition right after the verb. `sure` verbs are
    hardly ever said of anything but an agent. `object` is how a name right after the verb must look.
    """

    relation: str
    label: str
    places: dict[str, Direction]
    near: bool = False
    sure: bool = True
    object: Object | None = None


class Frame(NamedTuple):
    """What a heading says of the names below it; under a `team` heading any verb will do."""

    relation: str
    direction: Direction
    label: str | None = None
    team: bool = False


_WITH = {"with": BOTH}
_AWAY = {"to": OUT, "into": OUT}
_START = {DIRECT: OUT}
_VERBS = {
    "escalate": Verb("escalation", "escalates", {"to": OUT}),
    "delegate": Verb("delegation", "delegates", {"to": OUT}),
    "assign": Verb("delegation", "assigns", {"to": OUT}),
    "dispatch": Verb("delegation", "dispatches", {DIRECT: OUT, "to": OUT}, object=Object.PLAIN),
    "route": Verb("delegation", "routes", {"to": OUT}),
    "hand": Verb("handoff", "hands", {"to": OUT}),
    "handoff": Verb("handoff", "hands", {"to": OUT}, near=True),
    "hand-off": Verb("handoff", "hands", {"to": OUT}, near=True),
    "transfer": Verb("handoff", "transfers", _AWAY, sure=False),
    "pass": Verb("handoff", "passes", _AWAY, sure=False),
    "defer": Verb("workflow", "defers", {"to": OUT}),
    "switch": Verb("workflow", "switches", _AWAY, sure=False),
    "forward": Verb("workflow", "forwards", {"to": OUT}, sure=False),
    "redirect": Verb("workflow", "redirects", {"to": OUT}, sure=False),
    "offload": Verb("workflow", "offloads", {"to": OUT}, sure=False),
    "report": Verb("reporting", "reports", {"to": OUT}, near=True),
    "collaborate": Verb("workflow", "collaborates", _WITH),
    "coordinate": Verb("workflow", "coordinates", _WITH),
    "cooperate": Verb("workflow", "cooperates", _WITH),
    "liaise": Verb("workflow", "liaises", _WITH),
    "partner": Verb("workflow", "partners", _WITH, sure=False),
    "work": Verb("workflow", "works", _WITH, sure=False),
    "run": Verb("workflow", "runs", _WITH, sure=False),
    **{
        verb: Verb("delegation", third, _START, sure=False, object=Object.PLAIN)
        for verb, third in (
            ("invoke", "invokes"),
            ("spawn", "spawns"),
            ("launch", "launches"),
            ("ask", "asks"),
            ("deploy", "deploys"),
            ("summon", "summons"),
        )
    },
    **{
        verb: Verb("delegation", third, _START, sure=False, object=Object.CAREFUL)
        for verb, third in (
            ("use", "uses"),
            ("call", "calls"),
            ("re-run", "re-runs"),
            ("trigger", "triggers"),
            ("engage", "engages"),
            ("activate", "activates"),
        )
    },
    "start": Verb("delegation", "starts", _START, sure=False, object=Object.NAMED),
    "pair": Verb("workflow", "pairs", _WITH, sure=False),
    "consult": Verb("workflow", "consults", {DIRECT: OUT, "with": OUT}, sure=False),
    "notify": Verb("workflow", "notifies", {DIRECT: OUT}, sure=False),
    "provide": Verb("workflow", "provides", {"to": OUT}, sure=False),
    "send": Verb("workflow", "sends", {"to": OUT}, sure=False),
    "receive": Verb("workflow", "receives", {"from": IN}, sure=False),
}

_IRREGULAR = {
    "notify": ("notifies",), "hand-off": (), "handoff": (), "run": ("runs", "running"), "escalate": ("escalates",),
    "re-run": ("re-runs", "re-running"), "transfer": ("transfers", "transferring"), "defer": ("defers", "deferring"),
}  # fmt: skip


def _forms(verb: str) -> tuple[str, ...]:
    stem = verb.removesuffix("e")
    return (verb, *_IRREGULAR.get(verb, (third(verb),)), f"{stem}ing")


def third(verb: str) -> str:
    """Return the form that follows "it": `collaborates`, `passes`, `supplies`; what has it already stays as it is."""
    if verb.endswith("s") and not verb.endswith("ss"):
        return verb
    if verb.endswith("y") and verb[-2:-1] not in ("a", "e", "o", "u"):
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "z")) else f"{verb}s"


VERBS = {form: verb for name, verb in _VERBS.items() for form in _forms(name)}
THIRD = frozenset(form for form in VERBS if form not in _VERBS and form.endswith("s"))
"""The forms that have somebody as their subject: "delegates" is what someone does, "delegate" what is asked for."""
VERB = re.compile(rf"(?<![\w/.-])(?:{'|'.join(sorted(VERBS, key=len, reverse=True))})(?![\w/-])", re.IGNORECASE)

HELPING = frozenset(
    {
        *("supports", "helps", "guides", "assists", "engages", "enables", "informs", "briefs", "advises", "provides"),
        *("feeds", "gives", "mentors", "involves", "trains", "unblocks", "empowers"),
    }
)
"""Verbs that take whom they help as their object: under a team heading, "Support x with ..."."""

NO_VERBS = frozenset(
    {
        *(
            "do",
            "does",
            "don",
            "never",
            "not",
            "no",
            "avoid",
            "only",
            "if",
            "when",
            "while",
            "where",
            "for",
            "with",
            "from",
        ),
        *(
            "to",
            "in",
            "on",
            "at",
            "by",
            "as",
            "and",
            "or",
            "the",
            "a",
            "an",
            "all",
            "any",
            "each",
            "other",
            "this",
            "see",
        ),
        *("what", "who", "how", "why", "i", "we", "you", "it", "they", "instead", "without", "rather", "cannot"),
    }
)
"""Words that begin an item and are no verb of it."""

TEAM_PLACES = {"with": BOTH, "to": OUT, "into": OUT, "for": OUT, "from": IN}
"""Where names stand after any other verb under a team heading, as in a workflow phrase."""

KINDS = (
    (re.compile(r"\bescalat", re.IGNORECASE), "escalation"),
    (re.compile(r"\bdelegat|\bassign", re.IGNORECASE), "delegation"),
    (re.compile(r"\bhand-?offs?\b", re.IGNORECASE), "handoff"),
)
"""What is received tells the relation: "receives escalations from x"."""

PARALLEL = re.compile(r"\bparallel\b", re.IGNORECASE)

_AGENTS = (
    r"(?:with|between|across|from|to) (?:the )?(?:other |specialist |related )?"
    r"(?:agents|subagents|specialists|team members|teammates)"
)
_SORT = (
    r"(?:protocols?|maps?|matrix|framework|guidelines|points?|patterns?|paths?|targets?|criteria|rules|chain"
    r"|contacts?|triggers?|routes?|routing|rules?)"
)
_TO_CALL = r"(?:to|you (?:can|may|must|should)) (?:use|spawn|launch|invoke|call|dispatch|delegate to)"
_OTHERS = r"(?: (?:other|the|your|these|speciali(?:st|[sz]ed)|appropriate))?(?: (?:sub-?)?agents| specialists)?"
_FRAMES = (
    (r"(?:receives?|accepts?|takes?|handles?)?\s*escalations?(?: received)? from", Frame("escalation", IN)),
    (rf"escalat(?:e|es|ions?|ing)(?: {_SORT})?(?: to)?(?: {_SORT})?{_OTHERS}", Frame("escalation", OUT)),
    (r"receives? (?:work|tasks?|delegations?|assignments?|delegated (?:work|tasks?)) from|delegated (?:to )?by",
     Frame("delegation", IN)),
    (r"(?:receives?|gets?)(?: (?:inputs?|specs?|specifications|requirements))? from|inputs? from",
     Frame("workflow", IN, "receives")),
    (rf"(?:can )?delegat(?:e|es|ions?|ing)(?: {_SORT})?(?: to)?(?: {_SORT})?{_OTHERS}", Frame("delegation", OUT)),
    (r"(?:receives? |accepts? )?hand-?offs? from", Frame("handoff", IN)),
    (rf"hands?[ -]?offs?(?: {_SORT})?(?: to)?(?: {_SORT})?{_OTHERS}", Frame("handoff", OUT)),
    (r"(?:direct )?reports? to", Frame("reporting", OUT, "reports")),
    (r"(?:runs?|works?) in parallel with", Frame("parallel", BOTH)),
    (rf"(?:[\w&/-]+ ){{0,3}}?coordinat(?:e|es|ion|ing)(?: {_SORT})?(?: with|(?: {_AGENTS}))?",
     Frame("workflow", BOTH, "coordinates", team=True)),
    (rf"(?:[\w&/-]+ ){{0,3}}?(?:collaborat(?:e|es|ion|ing|ors?))(?: {_SORT})?(?: with|(?: {_AGENTS}))?(?: {_SORT})?",
     Frame("workflow", BOTH, "collaborates", team=True)),
    (r"(?:works?|working) with(?: other agents)?", Frame("workflow", BOTH, "works", team=True)),
    (rf"(?:integrat(?:ion|ions|es|e)|interactions?|communication|cooperation|agent integration) {_AGENTS}",
     Frame("workflow", BOTH, "integrates", team=True)),
    (r"(?:[\w-]+ ){0,3}?(?:(?:sub-?)?agents|specialists|team)(?: [\w-]+){0,3}? delegat(?:e|ion|ing)(?: [\w-]+){0,2}",
     Frame("delegation", OUT)),
    (r"(?:your |available )?(?:sub-?agents|specialists)|agents? (?:pool|roster|team|registry|involved|used)",
     Frame("delegation", OUT)),
    (rf"your (?:team|agents)|(?:available|parallel) agents|(?:sub-?)?agents {_TO_CALL}", Frame("delegation", OUT)),
    (r"when to delegate", Frame("delegation", OUT)),
    (r"when to escalate", Frame("escalation", OUT)),
    (r"when to hand off", Frame("handoff", OUT)),
    (r"spawn|launch|invoke|dispatch|team (?:members|composition)|participants", Frame("delegation", OUT)),
    (rf"(?:agent )?(?:routes?|routing)(?: {_SORT}| table)?(?: to)?{_OTHERS}", Frame("delegation", OUT)),
    (r"downstream (?:consumers|agents)", Frame("handoff", OUT)),
    (r"agent integrations?|team integration", Frame("workflow", BOTH, "integrates", team=True)),
)  # fmt: skip
COLUMNS = (
    (re.compile(r"escalates?(?: to)?(?: agent)?"), "escalation"),
    (re.compile(r"hands?[ -]?off(?:s|ed)?(?: to)?(?: agent)?"), "handoff"),
    (re.compile(r"(?:routes?|routed|delegates?|delegated|assign(?:s|ed)?|dispatch(?:es|ed)?|calls?|called|invokes?|invoked"
                rf"|spawns?|spawned)(?: to)?(?: agent)?|target(?: agent)?|subagent type|(?:sub-?)?agents? {_TO_CALL}"),
     "delegation"),
    (re.compile(r"defer(?:s|red)?(?: to)?(?: agent)?"), "workflow"),
)  # fmt: skip
"""Heads of the columns of a table whose cells name agents, with the relation."""

FRAMES = tuple((re.compile(pattern), frame) for pattern, frame in _FRAMES)

MUTE = re.compile(
    r"\bnot (?:to |be )?(?:use|used|engage|invoke|activate|call|for)\b|\bexamples?\b|\btemplates?\b|\banti-?patterns?\b"
    r"|\b(?:incorrect|wrong|mistakes?|red flags?|changelog)\b|\bbad (?:practices?|usage)\b|\bbefore\s*/\s*after\b"
    r"|\bout of scope\b|\balternatives?\b|\bformat\b|\bscenarios?\b|\bsample\b|\bchecklists?\b",
    re.IGNORECASE,
)
"""Headings below which nothing counts: advice to somebody else, or text that is only shown."""

FORBID = re.compile(r"\b(?:not|never|don'?t|avoid|cannot|can'?t|forbidden|prohibited)\b", re.IGNORECASE)
"""Headings above lists of what must not be done, in which brackets may say what to do instead."""

FROM = re.compile(r"\b(?:from|receives?|incoming)\b", re.IGNORECASE)
"""A label that turns round what its heading says."""

_CHROME = re.compile(r"^(?:\d+[.)]\s*)+|[^\w\s/&'-]+|_")
_SPACE = re.compile(r"\s+")


def plain(heading: str) -> str:
    """Return a heading in lower case, without marks, numbers and pictures."""
    return _SPACE.sub(" ", _CHROME.sub(" ", heading)).strip(" -").casefold()


@lru_cache(maxsize=4096)
def column(head: str) -> str | None:
    """Return the relation that the head of a table's column states of the agents below it."""
    said = plain(head)
    return next((relation for pattern, relation in COLUMNS if pattern.fullmatch(said)), None)


@lru_cache(maxsize=4096)
def frame(heading: str) -> Frame | None:
    """Return what a heading says of the names below it; None if it says nothing, or more than that."""
    said = plain(heading)
    if len(said) > 80:
        return None
    said = said.removesuffix(" when").removesuffix(" if")
    return next((found for pattern, found in FRAMES if pattern.fullmatch(said)), None)
