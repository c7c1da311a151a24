"""The file of known findings: JSON, one entry a line, sorted, so that a review shows what was let pass."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any

from graphkit.model.findings import BaselineEntry, Identity
from graphkit.model.suggestions import did_you_mean
from graphkit.support import escape
from graphkit.support.errors import MAX_MISTAKES, MistakesError
from graphkit.support.files import TooLargeError, read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable

VERSION = 1
MAX_BYTES = 64 * 1024 * 1024
"""More than half a million entries."""

KEYS = ("code", "subject", "agents", "edges", "path", "reason", "expires")
_CODE = re.compile(r"(?<!\\)\"code\"\s*:")


class BaselineError(MistakesError):
    """The baseline cannot be used; the message says where it is wrong and what to do."""


def read(path: str) -> tuple[BaselineEntry, ...]:
    """Return the entries of a baseline. Raises BaselineError with everything that is wrong with it."""
    try:
        text = read_bytes(path, MAX_BYTES).decode("utf-8-sig")
    except FileNotFoundError as error:
        raise BaselineError(f"there is no baseline {path}. `graphkit baseline` writes one.") from error
    except TooLargeError as error:
        size = f"{error.size / 1024 / 1024:.0f} MiB"
        raise BaselineError(
            f"the baseline {path} is too large ({size}). Write it anew with `graphkit baseline`."
        ) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise BaselineError(
            f"the baseline {path} cannot be read: {reason}. Restore it, or use --no-baseline."
        ) from error
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = f":{error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        deep = "nested too deeply" if isinstance(error, RecursionError) else "a number is too long"
        reason = error.msg if isinstance(error, json.JSONDecodeError) else deep
        raise BaselineError(
            f"{path}{line}: the baseline is not valid JSON ({reason}). "
            "Restore it, remove conflict markers, or delete it and run `graphkit baseline`."
        ) from error
    if not isinstance(content, dict) or not isinstance(content.get("known"), list):
        raise BaselineError(f'{path}: this is no baseline: {{"version": 1, "known": [...]}} was expected.')
    if content.get("version") != VERSION:
        version = repr(content.get("version"))[:40]
        reason = f"its version is {version}, this graphkit reads version {VERSION}"
        raise BaselineError(f"{path}: the baseline cannot be read: {reason}. Write it anew with `graphkit baseline`.")
    return _entries(path, text, content["known"])


def write(known: Iterable[BaselineEntry]) -> str:
    """Return the text of a baseline with these entries, sorted and each once."""
    rows = {escape.json_text(json.dumps(_row(entry))): entry.identity.key for entry in known}
    lines = sorted(rows, key=lambda row: (rows[row], row))
    return f'{{\n"version": {VERSION},\n"known": [\n' + ",\n".join(lines) + ("\n" if lines else "") + "]\n}\n"


def _row(entry: BaselineEntry) -> dict[str, Any]:
    about = entry.identity
    row: dict[str, Any] = {"code": about.code}
    row |= {"subject": about.subject} if about.subject else {}
    if about.edges:
        row["edges"] = [list(edge) for edge in about.edges]
    elif about.agents:
        row["agents"] = list(about.agents)
    else:
        row["path"] = about.path
    row |= {"reason": entry.reason} if entry.reason else {}
    return row | ({"expires": entry.expires} if entry.expires else {})


def _entries(path: str, text: str, rows: list[object]) -> tuple[BaselineEntry, ...]:
    lines = _lines(text)
    known: list[BaselineEntry] = []
    errors: list[str] = []
    for number, row in enumerate(rows):
        if len(errors) > MAX_MISTAKES:
            break
        line = lines[number] if len(lines) == len(rows) else 1
        wrong = _wrong(row)
        if wrong or not isinstance(row, dict):
            errors.append(f"{path}:{line}: entry {number + 1} of the baseline {wrong}.")
            continue
        about = Identity(
            row["code"],
            row.get("subject", ""),
            tuple(sorted(row.get("agents", ()))),
            tuple(sorted((edge[0], edge[1], edge[2]) for edge in row.get("edges", ()))),
            row.get("path", ""),
        )
        known.append(BaselineEntry(about, row.get("reason"), row.get("expires"), line))
    if errors:
        raise BaselineError(*errors)
    return tuple(known)


def _lines(text: str) -> list[int]:
    """Return the line of each `"code"`: an entry has one."""
    lines, line, last = [], 1, 0
    for match in _CODE.finditer(text):
        line, last = line + text.count("\n", last, match.start()), match.start()
        lines.append(line)
    return lines


def _wrong(row: object) -> str:
    """Return what is wrong with an entry, or nothing."""
    if not isinstance(row, dict):
        return "must be an object"
    unknown = [key for key in row if key not in KEYS]
    if unknown:
        return f"has an unknown key `{unknown[0]}`; {did_you_mean(unknown[0], KEYS)[:-1]}"
    if not isinstance(row.get("code"), str) or not re.fullmatch(r"GK\d{3}", row["code"]):
        return "needs a `code` such as GK301"
    if sum(key in row for key in ("agents", "edges", "path")) != 1:
        return "needs one of `agents`, `edges` and `path`"
    if any(not isinstance(row.get(key, ""), str) for key in ("subject", "path", "reason")):
        return "has a `subject`, `path` or `reason` that is no text"
    if not _texts(row.get("agents", ["x"])):
        return "has `agents` that are no list of names"
    edges = row.get("edges", [])
    if not isinstance(edges, list) or not all(_texts(edge) and len(edge) == 3 for edge in edges):
        return "has `edges` that are no list of [source, target, relation]"
    return "" if "expires" not in row or _is_date(row["expires"]) else "has an `expires` that is no date as 2026-12-31"


def _texts(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, str) for item in value)


def _is_date(value: object) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
