"""Records behave as the dataclasses with slots and the named tuples that the library makes of the same classes."""

from __future__ import annotations

import copy
import dataclasses
import functools
import pickle
import typing

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


@pytest.mark.parametrize("_", range(records.FEW + 2))
def test_it_is_made_and_shown_as_the_library_does(_: int) -> None:
    """By place and by name, with its defaults, the first as the last; what must not be shown is not."""
    for made, expected in (
        (Made("a"), Expected("a")),
        (Made("a", (2, 3), secret="y"), Expected("a", (2, 3), secret="y")),
    ):
        assert dataclasses.asdict(made) == dataclasses.asdict(expected)
        assert repr(made) == repr(expected).replace("Expected", "Made")
    assert Made("a").extra is not Made("a").extra
    assert Made.__match_args__ == Expected.__match_args__
    with pytest.raises(TypeError, match="name"):
        Made()  # type: ignore[call-arg]
    assert Made.__init__.__annotations__ == Expected.__init__.__annotations__


@pytest.mark.parametrize(
    ("values", "named"), [((), {}), (("a", (1, 2), [], "x", "more"), {}), (("a",), {"name": "b"}), (("a",), {"b": 1})]
)
def test_it_is_made_of_its_fields_alone(values: tuple[object, ...], named: dict[str, object]) -> None:
    """The first object of a class is no exception."""

    @records.dataclass(frozen=True, slots=True)
    class First:
        name: str
        place: tuple[int, int] = (1, 1)
        extra: list[str] = dataclasses.field(default_factory=list)
        secret: str = "x"

    for _ in range(2):
        with pytest.raises(TypeError, match=r"First.__init__\(\)"):
            First(*values, **named)  # type: ignore[arg-type]


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


@records.dataclass(slots=True)
class Growing:
    """A record that can be changed."""

    name: str
    items: list[str] = dataclasses.field(default_factory=list)


@records.dataclass(frozen=True)
class Keeping:
    """A record with room for what is worked out once."""

    name: str
    items: dict[str, str] = dataclasses.field(default_factory=dict)

    @functools.cached_property
    def length(self) -> int:
        """How long the name is."""
        return len(self.name)


def test_one_that_is_not_frozen_can_be_changed() -> None:
    """It is equal to another one with the same values, and for that reason has no hash."""
    made = Growing("a")
    made.name = "b"
    made.items.append("x")
    assert made == Growing("b", ["x"])
    assert Growing("a").items == []
    with pytest.raises(TypeError, match="unhashable"):
        hash(made)
    with pytest.raises(AttributeError):
        made.other = 1  # type: ignore[attr-defined]


def test_one_without_slots_keeps_what_it_works_out() -> None:
    """But nobody can change its fields, and a copy begins anew."""
    made = Keeping("abc")
    assert made.length == 3
    with pytest.raises(dataclasses.FrozenInstanceError):
        made.name = "b"  # type: ignore[misc]
    assert dataclasses.replace(made, name="a").length == 1


class Place(records.NamedTuple):
    """The named tuple."""

    path: str
    new: int = 1
    cls: tuple[int, ...] = ()

    @property
    def end(self) -> int:
        """A place further on."""
        return self.new + len(self.path)


class ExpectedPlace(typing.NamedTuple):
    """What the library makes."""

    path: str
    new: int = 1
    cls: tuple[int, ...] = ()


class Short(Place):
    """One that is made another way."""

    __slots__ = ()

    def __new__(cls, path: str) -> Short:
        """Double the path."""
        return super().__new__(cls, path * 2)


@pytest.mark.parametrize("_", range(records.FEW + 2))
def test_a_named_tuple_is_what_the_library_makes(_: int) -> None:
    """By place and by name, with its defaults, the first as the last; it is a tuple and nothing else."""
    for made, expected in (
        (Place("a"), ExpectedPlace("a")),
        (Place("a", cls=(2,)), ExpectedPlace("a", cls=(2,))),
        (Place("a", 3)._replace(new=4), ExpectedPlace("a", 3)._replace(new=4)),
        (Place._make(("a", 2, ())), ExpectedPlace._make(("a", 2, ()))),
    ):
        assert tuple(made) == tuple(expected)
        assert (made.path, made.new, made.cls) == tuple(made)
        assert made._asdict() == expected._asdict()
        assert repr(made) == repr(expected).removeprefix("Expected")
        assert copy.deepcopy(made) == pickle.loads(pickle.dumps(made)) == made
        assert type(pickle.loads(pickle.dumps(made))) is Place
    assert Place("a").end == 2
    assert (Place._fields, Place._field_defaults) == (ExpectedPlace._fields, ExpectedPlace._field_defaults)
    assert Place.__match_args__ == ExpectedPlace.__match_args__
    assert not hasattr(Place("a"), "__dict__")
    with pytest.raises(AttributeError):
        Place("a").path = "b"  # type: ignore[misc]


@pytest.mark.parametrize("wrong", [{}, {"path": "a", "other": 1}])
def test_a_named_tuple_takes_its_fields_alone(wrong: dict[str, typing.Any]) -> None:
    """Neither fewer nor more, as often as it is tried."""
    for _ in range(2):
        with pytest.raises(TypeError, match=r"path|other"):
            Place(**wrong)
    with pytest.raises(ValueError, match="other"):
        Place("a")._replace(other=1)  # type: ignore[call-arg]


def test_a_named_tuple_can_be_made_another_way() -> None:
    """By a class on top of it, even where that makes the first of all."""
    assert Short("ab") == ("abab", 1, ())
    assert Short("ab")._replace(new=3) == ("abab", 3, ())
    assert Short("ab").end == 5
