"""What layout engines make of drafts: many of them in one run, and places and routes as read from its JSON."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeAlias

from graphkit.renderers.engine import EngineError, EngineTimeoutError
from graphkit.renderers.layout.packing import APART
from graphkit.renderers.placement import Frame, Placement
from graphkit.renderers.routes import Point, read_route
from graphkit.support import children

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from graphkit.renderers.routes import Route

Answer: TypeAlias = "Placement | EngineError"
"""A layout, or why there is none."""
FIXED = ("-Kneato", "-n2")
"""Engine arguments that leave every node where it is."""
WORKERS = 2
"""Engines that run side by side."""
_INK = re.compile(r"\S")


def answers(asked: Sequence[Sequence[str]], run: Callable[..., bytes], *arguments: str) -> list[Answer]:
    """Lay out drafts, each of one or more graphs in DOT; equal ones are laid out once.

    An engine takes many drafts in one run; one that crashes is asked for each draft alone.
    """
    different = list(dict.fromkeys(map(tuple, asked)))
    batches = [different[start::WORKERS] for start in range(WORKERS)]
    options = arguments or ("-Kdot",)
    with ThreadPoolExecutor(WORKERS) as pool:
        try:
            made = list(pool.map(lambda batch: _batch(batch, run, options), batches))
        except BaseException:  # Ctrl-C ends what is drawn, and what waits
            pool.shutdown(wait=False, cancel_futures=True)
            children.end_all()
            raise
    known = {
        draft: answer
        for batch, found in zip(batches, made, strict=True)
        for draft, answer in zip(batch, found, strict=True)
    }
    return [known[tuple(draft)] for draft in asked]


def _batch(drafts: Sequence[Sequence[str]], run: Callable[..., bytes], options: Sequence[str]) -> list[Answer]:
    graphs = [graph for draft in drafts for graph in draft]
    if not graphs:
        return [read(()) for _ in drafts]
    try:
        parts = documents(run("\n".join(graphs), *options, "-Tjson0"))
        if len(parts) != len(graphs):
            raise EngineError(f"laid out {len(parts)} of {len(graphs)} graphs")
    except EngineError as error:
        if len(drafts) == 1 or isinstance(error, EngineTimeoutError):
            return [error for _ in drafts]
        return [answer for draft in drafts for answer in _batch([draft], run, options)]
    rest = iter(parts)
    return [_answer([next(rest) for _ in draft]) for draft in drafts]


def _answer(parts: Sequence[Mapping[str, Any]]) -> Answer:
    try:
        return read(parts)
    except EngineError as error:
        return error


def read(answer: Iterable[Mapping[str, Any]]) -> Placement:
    """Read what `-Tjson0` says of one graph, or of several, which then are side by side.

    Raises EngineError when it is not what Graphviz would write.
    """
    nodes: dict[str, Point] = {}
    routes: dict[str, Route] = {}
    clusters: dict[str, Frame] = {}
    right = top = 0.0
    try:
        for data in answer:
            frame = _box(data["bb"])
            dx, dy = right - frame.left, -frame.bottom
            objects = data.get("objects", ())
            nodes |= {item["id"]: _point(item["pos"]).moved(dx, dy) for item in objects if "bb" not in item}
            clusters |= {item["id"]: _box(item["bb"]).moved(dx, dy) for item in objects if "bb" in item}
            found = {item["id"]: read_route(item["pos"]) for item in data.get("edges", ()) if "id" in item}
            routes |= {name: route.moved(dx, dy) for name, route in found.items()} if dx or dy else found
            right, top = right + frame.width + APART, max(top, frame.height)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise EngineError("wrote a layout that cannot be read") from error
    return Placement(nodes, routes, Frame(0.0, 0.0, max(0.0, right - APART), top), clusters)


def documents(answer: bytes) -> list[dict[str, Any]]:
    """Return the JSON documents that follow each other in an answer. Raises EngineError without a sound one."""
    decoder = json.JSONDecoder()
    found: list[dict[str, Any]] = []
    try:
        text = answer.decode().strip()
        start = 0
        while start < len(text) or not found:
            document, stop = decoder.raw_decode(text, start)
            found.append(document)
            start = len(text) if (rest := _INK.search(text, stop)) is None else rest.start()
    except ValueError as error:
        raise EngineError("wrote a layout that cannot be read") from error
    return found


def _point(text: str) -> Point:
    return Point(*map(float, text.split(",")))


def _box(text: str) -> Frame:
    return Frame(*(float(number) for number in text.split(",")))
