"""Checks across several keys: levels and relations that are named must exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.config.values import Mistake
from graphkit.model.suggestions import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config.settings import Config


BASIS = {"max-escalations-in": "levels", "contracts": "relations"}
"""The key on whose names another one goes: while that is wrong, nothing can be said."""


def across(config: Config) -> Iterator[tuple[str, Mistake]]:
    """Yield each mistake with the key that it is in."""
    levels = [level.casefold() for level in config.levels]
    for level in config.max_escalations_in:
        if level != "*" and level.casefold() not in levels:
            near = did_you_mean(level, config.levels)[:-1]
            yield "max-escalations-in", Mistake(f"names a level `{level}`; {near}", (level,))
    known = [relation.name for relation in config.relations]
    for number, contract in enumerate(config.contracts):
        for name in contract.relations:
            if name not in known:
                message = f"has a contract `{contract.name}` about `{name}`; {did_you_mean(name, known)[:-1]}"
                yield "contracts", Mistake(message, (number, "relation"))
