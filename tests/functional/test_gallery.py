"""What lies in docs/gallery is what `make gallery` draws today."""

from __future__ import annotations

import re
import runpy
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.functional.test_outputs import engine, words

ROOT = Path(__file__).resolve().parents[2]
GALLERY = ROOT / "docs" / "gallery"
SMALL = ("agents", "nine", "cycle", "ghosts")
MOST_BYTES = 3_000_000


@pytest.fixture(scope="module")
def script() -> SimpleNamespace:
    """Load the script that draws, without running it."""
    path = list(sys.path)
    try:
        return SimpleNamespace(**runpy.run_path(str(GALLERY / "make.py")))
    finally:
        sys.path[:] = path


def test_the_small_teams_are_current(script: SimpleNamespace) -> None:
    """A change that shows in a picture comes with `make gallery`; the small teams show it as well as the large ones."""
    for team, report in script.samples():
        for name, data in script.pictures(team, report).items() if team.name in SMALL else ():
            made, kept = data.decode(), (GALLERY / name).read_text(encoding="utf-8")
            if "-matrix-" in name or engine(made) != engine(kept):
                made, kept = str(words(made)), str(words(kept))
            assert made == kept, f"docs/gallery/{name} is stale: run `make gallery`"


def test_the_explorers_are_current(script: SimpleNamespace) -> None:
    """A change that shows in the explorer comes with `make gallery`, which takes its screenshots anew."""
    found: dict[str, bytes] = {}
    for team, report in script.samples():
        found |= script.explorers(team, report)
    assert set(found) == {path.name for path in GALLERY.glob("*.html")} == {"nine-explorer.html", "cycle-explorer.html"}
    for name, data in found.items():
        assert data == (GALLERY / name).read_bytes(), f"docs/gallery/{name} is stale: run `make gallery`"


def test_the_page_shows_the_explorers(script: SimpleNamespace) -> None:
    """As a page to open, and as a screenshot in light and dark of some hundred kilobytes at most."""
    page = (GALLERY.parent / "gallery.md").read_text(encoding="utf-8")
    assert set(re.findall(r"gallery/([\w-]+\.html)", page)) == {path.name for path in GALLERY.glob("*.html")}
    shots = {path.name: path.read_bytes() for path in GALLERY.glob("*.png")}
    assert set(re.findall(r"gallery/([\w-]+\.png)", page)) == set(shots)
    assert {f"{team}-explorer-{theme}.png" for team in script.EXPLORED for theme in ("light", "dark")} == set(shots)
    for data in shots.values():
        assert data.startswith(b"\x89PNG\r\n\x1a\n")
        assert (int.from_bytes(data[16:20]), int.from_bytes(data[20:24])) == (
            script.WINDOW["width"], script.WINDOW["height"],
        )  # fmt: skip
    assert sum(map(len, shots.values())) < 300_000


def test_the_page_shows_every_picture_and_no_other(script: SimpleNamespace) -> None:
    """Each in light and dark, all together small enough to be committed."""
    page = (GALLERY.parent / "gallery.md").read_text(encoding="utf-8")
    files = {path.name for path in GALLERY.glob("*.svg")}
    assert set(re.findall(r"gallery/([\w-]+\.svg)", page)) == files
    assert {name.replace("-light.", "-dark.") for name in files if "-light." in name} == {
        name for name in files if "-dark." in name
    }
    for team in (*script.teams(), SimpleNamespace(name="agents")):
        assert {f"{team.name}-graph-light.svg", f"{team.name}-matrix-dark.svg"} <= files
    assert sum((GALLERY / name).stat().st_size for name in files) < MOST_BYTES


def test_the_teams_are_as_large_as_they_say(script: SimpleNamespace) -> None:
    """Nine, nineteen, sixty and two hundred agents, among others."""
    sizes = {team.name: len(team.agents) for team in script.teams()}
    assert (sizes["nine"], sizes["dense"], sizes["sixty"], sizes["two-hundred"]) == (9, 19, 60, 200)
