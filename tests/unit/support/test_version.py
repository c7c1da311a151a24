"""What a hint tells people to install."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import graphkit
from graphkit.support.version import EXTRAS, VERSION, install

ROOT = Path(__file__).resolve().parents[3]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_extras_are_those_of_the_distribution() -> None:
    """The names are those of pyproject.toml, without their versions."""
    for extra, packages in EXTRAS.items():
        required = PROJECT["optional-dependencies"][extra]
        assert sorted(re.split(r"[<>=!~\[; ]", one)[0] for one in required) == sorted(packages)


def test_a_hint_names_packages_and_not_graphkit() -> None:
    """Whoever reads it has graphkit already, from wherever that came."""
    assert install("pdf") == "`pip install reportlab svglib`"
    texts = [file.read_text(encoding="utf-8") for file in Path(graphkit.__file__).parent.rglob("*.py")]
    assert not [text for text in texts if f"pip install '{PROJECT['name']}" in text]
    assert VERSION
