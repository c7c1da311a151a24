"""A record behaves as the frozen dataclass with slots that the library makes of the same class."""

from __future__ import annotations

import copy
import dataclasses
import pickle

import pytest

from graphkit.support import records


@records.dataclass(frozen=True, slots=True, order=True)
class Made:
    """The record."""

    name: str
    place: tuple[int, int] = (1, 1)
    extra: list[str] = dataclasses.field(default_factory=list, compare=False)
    secret: str = dataclasses.field(default="x", repr=False)


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class Expected:
    """What the library makes."""

    name: str
    place: tuple[int, int] = (1, 1)
    extra: list[str] = dataclasses.field(default_factory=list, compare=False)
    secret: str = dataclasses.field(default="x", repr=False)


def test_it_is_made_and_shown_as_the_library_does() -> None:
    """By place and by name, with its defaults; what must not be shown is not."""
    for made, expected in (
        (Made("a"), Expected("a")),
        (Made("a", (2, 3), secret="y"), Expected("a", (2, 3), secret="y")),
    ):
        assert dataclasses.asdict(made) == dataclasses.asdict(expected)
        assert repr(made) == repr(expected).replace("Expected", "Made")
    assert Made("a").extra is not Made("a").extra
    assert Made.__match_args__ == Expected.__match_args__
    assert Made.__init__.__annotations__ == Expected.__init__.__annotations__
    with pytest.raises(TypeError, match="name"):
        Made()  # type: ignore[call-arg]


def test_it_compares_as_the_library_does() -> None:
    """By the fields that are compared, with its own class only."""
    assert Made("a", extra=["x"]) == Made("a")
    assert hash(Made("a", extra=["x"])) == hash(Made("a"))
    assert Made("a") != Made("b")
    assert Made("a") != Expected("a")
    assert sorted([Made("b"), Made("a", (2, 0)), Made("a")]) == [Made("a"), Made("a", (2, 0)), Made("b")]


def test_it_cannot_be_changed() -> None:
    """Neither a field nor anything else; a copy with other values can be made."""
    made = Made("a")
    with pytest.raises(dataclasses.FrozenInstanceError):
        made.name = "b"  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del made.name
    assert dataclasses.replace(made, name="b") == Made("b")


def test_it_can_be_copied_and_sent() -> None:
    """Workers send records to the process that asked for them."""
    made = Made("a", (2, 3), ["x"], "y")
    for again in (copy.deepcopy(made), pickle.loads(pickle.dumps(made))):
        assert dataclasses.asdict(again) == dataclasses.asdict(made)


def test_other_dataclasses_are_none() -> None:
    """Whoever asks for another kind is told."""
    with pytest.raises(TypeError, match="frozen"):
        records.dataclass(frozen=False, slots=True)
