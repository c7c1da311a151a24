"""Records: dataclasses with slots and named tuples, made in a tenth of the time that the library takes.

A check of ten agents loads 150 of these classes and makes objects of half of them. The library compiles up to six
methods for each, and every type that stands in a named tuple: together that was a third of the whole run. Here the
constructor is all that is compiled, once it has been used a few times; all classes share the other methods.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

FEW = 16
"""Objects of one class for which it is not worth it to compile a constructor: that takes as long as to make 20."""

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass as dataclass
    from typing import NamedTuple as NamedTuple
else:
    from collections import _tuplegetter
    from dataclasses import _FIELD, MISSING, Field, FrozenInstanceError, field
    from operator import attrgetter

    def dataclass(*, frozen: bool = False, slots: bool = False, order: bool = False) -> Callable[[type], type]:
        """Return what makes a dataclass, as `dataclasses.dataclass` does.

        Fields are always in slots; one without `slots` can have other attributes too, for what it works out once.
        """
        methods = _METHODS | (_FROZEN if frozen else _MUTABLE) | (_ORDER if order else {})

        def make(cls: type) -> type:
            body = dict(cls.__dict__)
            fields = {name: _field(name, kind, body) for name, kind in cls.__annotations__.items()}
            body["__slots__"] = tuple(fields) if slots else (*fields, "__dict__", "__weakref__")
            for name in ("__dict__", "__weakref__"):
                body.pop(name, None)
            made = type(cls)(cls.__name__, cls.__bases__, {**methods, **body})
            made.__qualname__ = cls.__qualname__
            made.__dataclass_fields__ = fields
            made.__made__ = 0
            made.__needed__ = {name for name, one in fields.items() if one.default is one.default_factory is MISSING}
            made.__match_args__ = tuple(fields)
            made.__compared__ = attrgetter(*[name for name, one in fields.items() if one.compare])
            return made

        return make

    def _field(name: str, kind: str, body: dict[str, Any]) -> Field:
        """Take the default of a field out of a class; return the field as the library describes it."""
        default = body.pop(name, MISSING)
        made = default if isinstance(default, Field) else field(default=default)
        made.name, made.type, made.kw_only, made._field_type = name, kind, False, _FIELD
        return made

    def _make(record: Any, *values: Any, **named: Any) -> None:
        """Fill the fields of one of the first objects of a class. What is wrong is left to the compiled constructor."""
        cls = record.__class__
        cls.__made__ += 1
        fields = cls.__dataclass_fields__
        given = dict(zip(fields, values, strict=False)) | named
        is_whole = cls.__needed__ <= given.keys() <= fields.keys() and len(given) == len(values) + len(named)
        if cls.__made__ > FEW or not is_whole:
            _compile(cls)
            record.__init__(*values, **named)
            return
        for name, one in fields.items():
            value = given.get(name, one.default)
            getattr(cls, name).__set__(record, one.default_factory() if value is MISSING else value)

    def _compile(cls: type) -> None:
        """Give a class a constructor of its own, which takes a tenth of the time."""
        scope: dict[str, Any] = {"MISSING": MISSING}
        parameters, lines, types = ["self"], [], {}
        for name, one in cls.__dataclass_fields__.items():
            value = name
            scope[f"set_{name}"] = getattr(cls, name).__set__
            if one.default is not MISSING:
                scope[f"default_{name}"] = one.default
                parameters.append(f"{name}=default_{name}")
            elif one.default_factory is not MISSING:
                scope[f"make_{name}"] = one.default_factory
                parameters.append(f"{name}=MISSING")
                value = f"make_{name}() if {name} is MISSING else {name}"
            else:
                parameters.append(name)
            lines.append(f"    set_{name}(self, {value})\n")
            types[name] = one.type
        exec(f"def __init__({', '.join(parameters)}):\n{''.join(lines)}", scope)  # noqa: S102 - names of this package
        init = scope["__init__"]
        init.__qualname__, init.__module__ = f"{cls.__qualname__}.__init__", cls.__module__
        init.__annotations__ = {**types, "return": None}
        cls.__init__ = init

    def _refuse(record: object, name: str, *_: object) -> None:
        raise FrozenInstanceError(f"cannot change field {name!r} of {record.__class__.__qualname__}")

    def _equals(record: Any, other: Any) -> bool:
        if other.__class__ is not record.__class__:
            return NotImplemented
        return record.__compared__(record) == other.__compared__(other)

    def _precedes(record: Any, other: Any) -> bool:
        if other.__class__ is not record.__class__:
            return NotImplemented
        return record.__compared__(record) < other.__compared__(other)

    def _hash(record: Any) -> int:
        return hash(record.__compared__(record))

    def _show(record: Any) -> str:
        fields = record.__dataclass_fields__.items()
        shown = (f"{name}={getattr(record, name)!r}" for name, one in fields if one.repr)
        return f"{record.__class__.__qualname__}({', '.join(shown)})"

    def _reduce(record: Any) -> tuple[object, ...]:
        return record.__class__, tuple([getattr(record, name) for name in record.__dataclass_fields__])

    _METHODS = {"__init__": _make, "__eq__": _equals, "__repr__": _show, "__reduce__": _reduce}
    _FROZEN = {"__setattr__": _refuse, "__delattr__": _refuse, "__hash__": _hash}
    _MUTABLE = {"__hash__": None}
    _ORDER = {"__lt__": _precedes}
    """All that sorting asks for."""

    class _Fields(type):
        """Makes of the annotations of a class the places of a tuple, as `typing.NamedTuple` does."""

        def __new__(meta, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            fields = tuple(body.get("__annotations__", ()))
            body.setdefault("__slots__", ())
            if fields:
                defaults = {field: body[field] for field in fields if field in body}
                places = {field: _tuplegetter(place, None) for place, field in enumerate(fields)}
                body |= {**places, "_made": 0, "_fields": fields, "_field_defaults": defaults, "__match_args__": fields}
            return super().__new__(meta, name, bases, body)

    class NamedTuple(tuple, metaclass=_Fields):
        """What all named tuples have in common."""

        _fields = ()

        def __new__(cls, *values: Any, **named: Any) -> tuple[Any, ...]:
            """Make one of the first tuples of its class, else compile the constructor."""
            made = next(one for one in cls.__mro__ if "_fields" in one.__dict__)
            made._made += 1
            if made._made <= FEW and len(values) == len(made._fields) and not named:
                return tuple.__new__(cls, values)
            names = ", ".join(made._fields)
            new = eval(f"lambda _cls, {names}: _new(_cls, ({names},))", {"_new": tuple.__new__})  # noqa: S307 - likewise
            new.__name__, new.__qualname__, new.__module__ = "__new__", f"{made.__qualname__}.__new__", made.__module__
            new.__defaults__ = tuple(made._field_defaults.values())
            made.__new__ = staticmethod(new)
            return new(cls, *values, **named)

        @classmethod
        def _make(cls, values: Any) -> tuple[Any, ...]:
            return tuple.__new__(cls, values)

        def _replace(self, **named: Any) -> tuple[Any, ...]:
            made = tuple.__new__(self.__class__, map(named.pop, self._fields, self))
            if named:
                raise ValueError(f"there is no field {', '.join(named)}")
            return made

        def _asdict(self) -> dict[str, Any]:
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self) -> str:
            shown = ", ".join([f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True)])
            return f"{self.__class__.__name__}({shown})"

        def __getnewargs__(self) -> tuple[Any, ...]:
            return tuple(self)
