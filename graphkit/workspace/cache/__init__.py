"""The answers of earlier checks: the same question is not worked out twice.

A check is a pure function of the files, the configuration, the options and graphkit itself. A digest of all of them is
the question; what is kept under it is the whole answer. Times of files say nothing here, only their bytes do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.readers.decode import UnreadableError
from graphkit.support.errors import GraphkitError
from graphkit.workspace.cache.key import digest, inputs, stamp
from graphkit.workspace.cache.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from graphkit.config import Config
    from graphkit.model.discovery import Discovery
    from graphkit.model.report import Answer

__all__ = ["Store", "answer"]


def answer(config: Config, found: Discovery, asked: object, make: Callable[[], Answer]) -> tuple[Answer, str]:
    """Return the answer that was given before, else the one that `make` gives, kept for the next time.

    `asked` are the options that it depends on. The second part says why it could not be kept, if so. A run over
    something that cannot be read is made every time.
    """
    files = inputs(config, found)
    before = stamp(files)
    try:
        question = digest(config, found, files, asked)
    except (GraphkitError, OSError, UnreadableError):  # the run tells it, and knows how
        return make(), ""
    store = Store.beside(config)
    known = store.get(question)
    if known is not None:
        return known, ""
    made = make()
    if stamp(files) != before:  # it may be about what was there in between
        return made, ""
    return made, store.put(question, made)
