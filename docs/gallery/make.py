"""Draw the gallery: `agents/` and six synthetic teams in every view, light and dark, and the page that shows them.

The explorer comes for two of them, as a page and, where there is a Chromium, as screenshots.

Run it as `make gallery`; the bytes depend on graphkit, its layout engine and matplotlib alone.
"""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import chdir
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from graphkit import pipeline
from graphkit.config import load
from graphkit.model.report import Report
from graphkit.renderers import RenderOptions, render
from graphkit.support.errors import RenderError

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from teams import Team, teams  # noqa: E402  # it stands beside this script, not in a package

ENGINE = RenderOptions(engine="embedded")

EXPLORED = {
    "nine": ('#picture [aria-label^="web-lead,"]',),
    "cycle": ('[data-rule="GK201"] summary', '[data-rule="GK201"] li button'),
}
"""The teams whose explorer is shown, and what is clicked for the screenshot."""
COLOURS = 256
"""Of a screenshot: enough for flat colours and smooth letters, at half the bytes."""
WINDOW = {"width": 1200, "height": 700}


class View(NamedTuple):
    """One way to look at a team, how to ask for it, and for which teams the gallery does."""

    name: str
    title: str
    command: str
    options: RenderOptions
    only: tuple[str, ...] = ()


VIEWS = (
    View("graph", "Drawing", "graphkit render -o team.svg", ENGINE),
    View("matrix", "Matrix", "graphkit render -o team.svg --view matrix", replace(ENGINE, view="matrix")),
    View("findings", "Only findings", "graphkit render -o team.svg --only findings",
         replace(ENGINE, only_findings=True), ("cycle", "ghosts")),
    View("folders", "Frames", "graphkit render -o team.svg --cluster folder", replace(ENGINE, cluster="folder"),
         ("sixty",)),
    View("focus", "Around one agent", "graphkit render -o team.svg --focus web-lead --depth 1",
         replace(ENGINE, focus=("web-lead",)), ("nine", "sixty", "two-hundred")),
)  # fmt: skip


def read(team: Team) -> Report:
    """Write a team's definitions into a folder, and check them there."""
    with TemporaryDirectory() as folder, chdir(folder):
        for agent in team.agents:
            path = Path(agent.folder, f"{agent.name}.md")
            path.parent.mkdir(exist_ok=True)
            path.write_text(agent.text(), encoding="utf-8")
        return pipeline.run(load.load(None), ["."])


def samples() -> list[tuple[Team, Report]]:
    """Return the sample agents of this repository, then the synthetic teams, each with what is to be said of it."""
    with chdir(HERE.parents[1]):
        own = pipeline.run(load.load(None), ["agents"])
    first = Team("agents", "The sample agents", "The nine definitions in `agents/`.", ())
    return [(first, own), *((team, read(team)) for team in teams())]


def pictures(team: Team, report: Report) -> dict[str, bytes]:
    """Return the files of one team by name."""
    found = {}
    for view in VIEWS:
        if view.only and team.name not in view.only:
            continue
        for theme in ("light", "dark"):
            options = replace(view.options, theme=theme)
            try:
                found[f"{team.name}-{view.name}-{theme}.svg"] = render(report.graph, "svg", options, report.live)
            except RenderError as error:
                raise SystemExit(f"{team.name}, {view.name}: {error}") from error
    return found


def explorers(team: Team, report: Report) -> dict[str, bytes]:
    """Return the explorer of a team by the name of its file, if the gallery shows it."""
    if team.name not in EXPLORED:
        return {}
    # Without quoting the definitions: they are gone by now.
    return {f"{team.name}-explorer.html": render(report.graph, "html", replace(ENGINE, title=team.title), report.live)}


def shoot() -> None:
    """Take the screenshots of the explorers anew, if there is a Chromium; else the old ones stay."""
    chromium = os.environ.get("GRAPHKIT_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.stderr.write("No Chromium: the screenshots of the explorer stay as they are.\n")
        return
    from PIL import Image
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name, clicks in EXPLORED.items():
            for theme in ("light", "dark"):
                context = browser.new_context(viewport=WINDOW, color_scheme=theme, reduced_motion="reduce")
                visit = context.new_page()
                visit.goto((HERE / f"{name}-explorer.html").as_uri())
                for clicked in clicks:
                    visit.click(clicked)
                visit.mouse.move(0, 0)
                file = HERE / f"{name}-explorer-{theme}.png"
                visit.screenshot(path=file)
                with Image.open(file) as shot:
                    small = shot.convert("RGB").quantize(COLOURS, Image.Quantize.MAXCOVERAGE, kmeans=4)
                small.save(file, optimize=True)
                context.close()
        browser.close()


def page(drawn: list[tuple[Team, list[str]]]) -> str:
    """Return the page, in Markdown; a reader who prefers dark sees the dark pictures."""
    lines = [
        "# Gallery",
        "",
        "Every picture is made by `make gallery`: definitions in, SVG out, the same bytes every time.",
        "",
    ]
    lines += ["| view | command |", "|---|---|", *(f"| {view.title} | `{view.command}` |" for view in VIEWS)]
    lines += ["| Explorer | `graphkit render -o team.html` |"]
    for team, names in drawn:
        lines += ["", f"## {team.title}", "", team.about]
        for view in VIEWS:
            light, dark = (f"gallery/{team.name}-{view.name}-{theme}.svg" for theme in ("light", "dark"))
            if Path(light).name in names:
                lines += [
                    "", f"### {team.title}: {view.title.lower()}", "", f"[light]({light}), [dark]({dark})", "",
                    f'<picture><source media="(prefers-color-scheme: dark)" srcset="{dark}">',
                    f'<img src="{light}" alt="{team.title}: {view.title.lower()}"></picture>',
                ]  # fmt: skip
        if team.name in EXPLORED:
            light, dark, html = (f"gallery/{team.name}-explorer{end}" for end in ("-light.png", "-dark.png", ".html"))
            lines += [
                "", f"### {team.title}: explorer", "", f"[open it]({html}); [light]({light}), [dark]({dark})", "",
                f'<a href="{html}"><picture><source media="(prefers-color-scheme: dark)" srcset="{dark}">',
                f'<img src="{light}" alt="{team.title}: explorer"></picture></a>',
            ]  # fmt: skip
    return "\n".join(lines) + "\n"


def main() -> None:
    """Replace every picture and the page."""
    for old in (*HERE.glob("*.svg"), *HERE.glob("*.html")):
        old.unlink()
    drawn = []
    for team, report in samples():
        files = pictures(team, report) | explorers(team, report)
        for name, data in files.items():
            (HERE / name).write_bytes(data)
        drawn.append((team, list(files)))
    shoot()
    (HERE.parent / "gallery.md").write_text(page(drawn), encoding="utf-8")


if __name__ == "__main__":
    main()
