"""Records: frozen dataclasses with slots, made in a quarter of the time that the library takes.

A check of ten agents makes fifty of these classes. The library compiles six methods for each of them, which was a
quarter of the whole run. Here one is compiled, `__init__`, and all classes share the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass as dataclass
else:
    from dataclasses import MISSING, FrozenInstanceError, fields
    from dataclasses import dataclass as library_dataclass
    from operator import attrgetter

    def dataclass(*, frozen: bool, slots: bool, order: bool = False) -> Callable[[type], type]:
        """Return what makes a frozen dataclass with slots, as `dataclasses.dataclass` does."""
        if not (frozen and slots):
            raise TypeError("a record is frozen and has slots")
        methods = {**_METHODS, **_ORDER} if order else _METHODS

        def make(cls: type) -> type:
            own = cls.__dict__
            made = library_dataclass(init=False, repr=False, eq=False, slots=True)(cls)
            made.__init__ = _init(made)
            made.__compared__ = attrgetter(*[field.name for field in fields(made) if field.compare])
            for name, method in methods.items():
                if name not in own:
                    setattr(made, name, method)
            return made

        return make

    def _init(cls: type) -> Callable[..., None]:
        """Return the constructor: it is called so often that it has to be compiled."""
        scope: dict[str, Any] = {"MISSING": MISSING}
        parameters, lines, types = ["self"], [], {}
        for field in fields(cls):
            name, value = field.name, field.name
            scope[f"set_{name}"] = getattr(cls, name).__set__
            if field.default is not MISSING:
                scope[f"default_{name}"] = field.default
                parameters.append(f"{name}=default_{name}")
            elif field.default_factory is not MISSING:
                scope[f"make_{name}"] = field.default_factory
                parameters.append(f"{name}=MISSING")
                value = f"make_{name}() if {name} is MISSING else {name}"
            else:
                parameters.append(name)
            lines.append(f"    set_{name}(self, {value})\n")
            types[name] = field.type
        exec(f"def __init__({', '.join(parameters)}):\n{''.join(lines)}", scope)  # noqa: S102 - names of this package
        init = scope["__init__"]
        init.__qualname__, init.__module__ = f"{cls.__qualname__}.__init__", cls.__module__
        init.__annotations__ = {**types, "return": None}
        return init

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

    def _repr(record: object) -> str:
        shown = (f"{field.name}={getattr(record, field.name)!r}" for field in fields(record) if field.repr)
        return f"{record.__class__.__qualname__}({', '.join(shown)})"

    def _reduce(record: object) -> tuple[object, ...]:
        return record.__class__, tuple([getattr(record, field.name) for field in fields(record)])

    _METHODS = {
        "__setattr__": _refuse, "__delattr__": _refuse, "__eq__": _equals, "__hash__": _hash, "__repr__": _repr,
        "__reduce__": _reduce,
    }  # fmt: skip
    _ORDER = {"__lt__": _precedes}
    """All that sorting asks for."""
