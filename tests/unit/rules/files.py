"""Small folders written for one test, and what one rule says about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import graphkit
from graphkit.config.load import load

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from graphkit.model.findings import Finding


def findings(folder: Path, files: Mapping[str, str | bytes], only: str, config: str = "") -> list[Finding]:
    """Write the files as an example gives them and return what one rule finds; no other rule is looked at."""
    toml = write_example(folder, files, config)
    return [finding for finding in graphkit.check([folder], load(toml)).live if finding.code == only]


def write_example(folder: Path, files: Mapping[str, str | bytes], config: str = "") -> Path:
    """Write the files of an example, and return the configuration.

    A name without suffix holds front matter; one with a suffix, a whole file. `config` is a graphkit.toml, if
    none is among the files.
    """
    for name, content in files.items():
        data = content if isinstance(content, bytes) else content.encode()
        path = folder / (name if "." in name else f"{name}.md")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if "." in name else b"---\n" + data + b"\n---\n")
    toml = folder / "graphkit.toml"
    if "graphkit.toml" not in files:
        toml.write_text(config, encoding="utf-8")
    return toml


def place(finding: Finding) -> tuple[str, int, int]:
    """Return where a finding points: file name, line, column."""
    return (finding.span.path.rpartition("/")[2], finding.span.line, finding.span.column)


def related(finding: Finding) -> list[tuple[str, int]]:
    """Return the file names and lines of the second places."""
    return [(label.span.path.rpartition("/")[2], label.span.line) for label in finding.related]
