"""What a user may ask of a picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

EngineChoice: TypeAlias = Literal["auto", "system", "embedded"]
"""`auto` tries Graphviz as installed (`dot`), then the embedded `graphviz-pure`; the others allow one of them."""


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """How to draw. The defaults suit a picture for a README.

    `time_limit` is in seconds, for the whole picture, a second engine included. `relations` names the relations to
    draw, however many edges they have; None draws them all except those that would bury the picture.
    """

    engine: EngineChoice = "auto"
    time_limit: float = 60.0
    title: str | None = None
    relations: tuple[str, ...] | None = None
