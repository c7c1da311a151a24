"""Where answers are kept: one folder, bounded, and nothing in it is believed unless this user's graphkit wrote it."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.model.report import Answer
from graphkit.support.files import read_bytes, write_atomic
from graphkit.support.records import dataclass
from graphkit.workspace.cache.secret import secret

if TYPE_CHECKING:
    from graphkit.config import Config

CACHE = ".graphkit_cache"
"""The folder of a project in which its answers are kept; no search enters it."""

MOST = 20
"""Answers that are kept; the oldest goes first."""

ROOM = 256 * 1024 * 1024
"""Bytes that they may take together, and the most that is read of one."""

_MARKS = {
    ".gitignore": b"*\n",
    "CACHEDIR.TAG": b"Signature: 8a477f597d28d172789f06886806bc55\n# Answers of graphkit check --cache.\n",
}
_SUFFIXES = (".json", ".tmp")  # what it is about to keep counts too: a run may have been killed


@dataclass(frozen=True, slots=True)
class Store:
    """The answers in a folder. Each is signed, for a folder may have come with another process's repository."""

    folder: Path

    @classmethod
    def beside(cls, config: Config) -> Store:
        """Return the store of a configuration, or else of the working directory."""
        return cls(Path(config.below_base(CACHE)))

    def get(self, question: str) -> Answer | None:
        """Return the answer to a question, None unless there is one that can be believed."""
        try:
            signature, _, payload = read_bytes(str(self._place(question)), ROOM, follow=False).partition(b"\n")
            if signature != _sign(secret(), question, payload):
                return None
        except OSError:
            return None
        kept = json.loads(payload)
        return Answer(tuple(kept["texts"]), kept["fails"], tuple(kept["survey"]))

    def put(self, question: str, answer: Answer) -> str:
        """Keep an answer; return what prevented it, or nothing."""
        payload = json.dumps(answer._asdict()).encode()
        try:
            self._make()
            write_atomic(self._place(question), _sign(secret(make=True), question, payload) + b"\n" + payload)
            self._tidy()
        except OSError as error:
            return f"the answer is not kept in {self.folder.as_posix()}: {error.strerror or error}"
        return ""

    def _place(self, question: str) -> Path:
        return self.folder / f"{question}.json"

    def _make(self) -> None:
        """Make the folder, known to git and to backups for what it is. Raises OSError when something else is there."""
        with suppress(FileExistsError):
            self.folder.mkdir()
        if not stat.S_ISDIR(self.folder.lstat().st_mode):
            raise NotADirectoryError("it is no folder of its own")
        for name, text in _MARKS.items():
            if not os.path.lexists(self.folder / name):
                write_atomic(self.folder / name, text)

    def _tidy(self) -> None:
        """Remove what is too old or too much; whatever another run removes meanwhile is gone all the same."""
        found = []
        for path in self.folder.iterdir():
            if path.suffix in _SUFFIXES:
                with suppress(FileNotFoundError):
                    status = path.lstat()
                    found.append((status.st_mtime_ns, status.st_size, path))
        room = ROOM
        for number, (_, size, path) in enumerate(sorted(found, reverse=True)):
            room -= size
            if number >= MOST or (number and room < 0):
                path.unlink(missing_ok=True)


def _sign(key: bytes, question: str, payload: bytes) -> bytes:
    return hashlib.blake2b(question.encode() + payload, key=key, digest_size=32).hexdigest().encode()
