"""Small folders written for one test, and what one rule says about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import graphkit
from graphkit.config.load import load

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from graphkit.model.findings import Finding


def findings(folder: Path, files: Mapping[str, str | bytes], code: str, config: str = "") -> list[Finding]:
    """Write the files as an example gives them and return what the rule finds.

    A name without suffix holds front matter; one with a suffix, a whole file. `config` is a graphkit.toml, if
    none is among the files.
    """
    for name, content in files.items():
        whole = (name, content) if "." in name else (f"{name}.md", f"---\n{content}\n---\n")
        path = folder / whole[0]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(whole[1] if isinstance(whole[1], bytes) else whole[1].encode())
    toml = folder / "graphkit.toml"
    if "graphkit.toml" not in files:
        toml.write_text(config, encoding="utf-8")
    return [finding for finding in graphkit.check([folder], load(toml)).live if finding.code == code]


def place(finding: Finding) -> tuple[str, int, int]:
    """Return where a finding points: file name, line, column."""
    return (finding.span.path.rpartition("/")[2], finding.span.line, finding.span.column)


def related(finding: Finding) -> list[tuple[str, int]]:
    """Return the file names and lines of the second places."""
    return [(label.span.path.rpartition("/")[2], label.span.line) for label in finding.related]
