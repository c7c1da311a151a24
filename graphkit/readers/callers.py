"""A command, a skill, a prompt, instructions or a workflow script is read for its calls of agents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graphkit.model.call_sites import Weight
from graphkit.model.calls import CallerText
from graphkit.model.findings import SIGN
from graphkit.model.spans import Source
from graphkit.readers import markdown_structure
from graphkit.readers.call_signs import may_call
from graphkit.readers.decode import UnreadableError, content, decode
from graphkit.support.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Collection

    from graphkit.config import Config
    from graphkit.model.call_sites import CallSite
    from graphkit.model.calls import CallerSource
    from graphkit.model.definitions import Passage

_SPEAKING = (b"gent", b"elegat", b"pawn", b"nvoke", b"aunch", b"ispatch", b"scalat", b"and off", b"Use ", b"use ")
"""What a file must hold to be searched for calls in everyday words."""

_EXCLUDED = frozenset(("examples", "templates", "archive", "archived", "deprecated", "fixtures", "samples"))
"""Folders among agents whose texts are shown, not run."""


_FORKS = pattern(r"""^context[ \t]*:[ \t]*["']?fork["']?[ \t]*(?:#.*)?\r?$""", re.MULTILINE)


def read(source: CallerSource, config: Config, plugins: Collection[str] = ()) -> CallerText | None:
    """Return the calls of one file; None where it contains none, or cannot be read: it is no definition."""
    file = as_source(source)
    try:
        data = content(file)
        spoken = config.prose and any(sign in data for sign in _SPEAKING)
        if not spoken and not may_call(data, plugins):
            return None
        text, _ = decode(file)
    except UnreadableError:
        return None
    from graphkit.readers import calls

    found = calls.in_script(text, source.path) if source.kind == "workflow" else _markdown(source, text, plugins)
    passages: tuple[Passage, ...] = ()
    if spoken and source.kind != "workflow":
        from graphkit.readers import prose

        first = _body_line(text)
        passages = prose.scan("\n".join(text.split("\n")[first - 1 :]), source.path, first, caller=True)
    if not found and not passages:
        return None
    if SIGN not in text:
        return CallerText(source, found, passages)
    from graphkit.readers import ignores

    return CallerText(source, found, passages, ignores.collect(source.path, text)[0])


def as_source(source: CallerSource) -> Source:
    """Return the file of a caller as a source that can be opened."""
    return Source(source.path, source.location, source.root)


def _markdown(source: CallerSource, text: str, plugins: Collection[str]) -> tuple[CallSite, ...]:
    from graphkit.readers import calls

    block = markdown_structure.front_matter(text)
    first = _body_line(text)
    body = "\n".join(text.split("\n")[first - 1 :])
    found = calls.scan(body, source.path, first, plugins=plugins, runs=source.main)
    if block is None or not source.main:
        return found
    has_key = source.kind in ("skill", "command", "prompt")
    front = calls.in_front_matter(block.text, source.path, block.first_line, agent_key=has_key)
    if source.kind == "skill" and _is_claudes(source.path, plugins) and not _FORKS.search(block.text):
        front = tuple(map(_ignored, front))
    return (*front, *found)


def _is_claudes(path: str, plugins: Collection[str]) -> bool:
    """Tell whether Claude Code loads a skill: from its own folder, or from that of a plugin."""
    hidden = {part for part in path.split("/")[:-1] if part.startswith(".") and part.strip(".")}
    return hidden == {".claude"} or (not hidden and bool(plugins))


def _ignored(site: CallSite) -> CallSite:
    """Return a call of a skill that runs in no agent of its own: its author means the agent all the same."""
    return site if site.form != "agent" else site._replace(weight=min(site.weight, Weight.HEDGED), ignored=True)


def in_agent(source: Source, text: str, plugins: Collection[str]) -> tuple[CallSite, ...]:
    """Return the calls in an agent's own body, which `may_call_text`; in its front matter `Agent(x)` is a field."""
    if not _EXCLUDED.isdisjoint(source.path[len(source.root) :].split("/")):
        return ()
    from graphkit.readers import calls

    first = _body_line(text)
    return calls.scan("\n".join(text.split("\n")[first - 1 :]), source.path, first, plugins=plugins)


def _body_line(text: str) -> int:
    """Return the line on which the body begins: the first one where there is no front matter."""
    block = markdown_structure.front_matter(text)
    return 1 if block is None else block.first_line + block.text.count("\n") + (0 if block.closed else 1) + 1
