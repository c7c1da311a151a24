"""How a run reads its files; a workspace that stays open keeps readings and reads again only what has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit import readers
from graphkit.readers import callers, parallel

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from graphkit.config import Config
    from graphkit.model.calls import CallerSource, CallerText
    from graphkit.model.definitions import Reading
    from graphkit.model.spans import Source


class FileReader:
    """Reads the files of a run: definitions, by several processes where there are many, and callers."""

    def definitions(
        self,
        sources: Sequence[Source],
        config: Config,
        plugins: Collection[str],
        on_progress: Callable[[str, int, int], None],
    ) -> Iterable[Reading]:
        """Return the reading of each file, in their order."""
        return parallel.read_all(lambda source: readers.read(source, config, plugins), sources, on_progress)

    def callers(
        self, sources: Iterable[CallerSource], config: Config, plugins: Collection[str]
    ) -> Iterable[CallerText | None]:
        """Return the calls of each file, None where it has none."""
        return (callers.read(source, config, plugins) for source in sources)


READER = FileReader()
