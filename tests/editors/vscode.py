"""The steps of an editor in a real VS Code: `python -m tests.editors.vscode`, or `make vscode`.

Each step is done once with the server as it is, where it must pass, and once with its request broken, where it must
fail. Pictures are taken into `--pictures`, to be looked at. Chromium is the one on the PATH, or GRAPHKIT_CHROMIUM.
"""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Error, Page, expect, sync_playwright

from tests.browser.pages import FLAGS
from tests.editors import code_server, grove

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

PROJECT = Path(__file__).parents[2]
PATIENCE, BRIEFLY = 60_000, 12_000
"""Milliseconds until a step fails, and until one fails that must."""

BROKEN = {**grove.STEPS, "graph": "render"}


class Editor:
    """A VS Code that shows the team."""

    def __init__(self, page: Page, workspace: Path, pictures: Path) -> None:
        self.page, self.workspace, self._pictures = page, workspace, pictures
        self.patience, self.step = PATIENCE, "start"

    def picture(self, name: str) -> None:
        """Take a picture."""
        self.page.screenshot(path=self._pictures / f"{self.step}-{name}.png")

    def restart(self) -> None:
        """Start the language server anew."""
        self.command("Restart Language Server")
        self.ready()

    def ready(self) -> None:
        """Wait until the status bar says that the server runs."""
        item = self.page.locator(".statusbar-item", has_text="graphkit")
        expect(item).to_be_visible(timeout=PATIENCE)
        expect(item).not_to_contain_text("starting", timeout=PATIENCE)

    def open(self, path: str, line: int, column: int) -> None:
        """Open a file, and put the cursor at a place, which counts from 1."""
        self._pick(str(self.workspace / path), Path(path).name)
        self.shows(Path(path).name)
        self.page.locator(".monaco-editor .view-lines").first.click()
        self.page.keyboard.press("Control+g")
        self.page.keyboard.type(f":{line}:{column}", delay=5)
        self.page.keyboard.press("Enter")
        expect(self.page.locator(".quick-input-widget")).to_be_hidden()

    def shows(self, name: str) -> None:
        """Wait until a file is in front."""
        expect(self.page.locator(f'.tab.active[data-resource-name="{name}"]')).to_be_visible(timeout=self.patience)

    def line(self) -> str:
        """Return where the cursor is, as the status bar says it."""
        return self.page.locator("#status\\.editor\\.selection").inner_text()

    def command(self, name: str) -> None:
        """Run a command of the palette."""
        self._pick(f">{name}", name)

    def _pick(self, text: str, row: str) -> None:
        """Type into the box on top, which is opened by a click: a key would go to the graph, if that is in front."""
        self.page.keyboard.press("Escape")
        self.page.locator(".command-center-center").click()
        expect(self.page.locator(".quick-input-widget input[type=text]").first).to_be_focused(timeout=PATIENCE)
        self.page.keyboard.type(text, delay=5)
        first = self.page.locator(".quick-input-list .monaco-list-row.focused", has_text=row)
        expect(first).to_be_visible(timeout=PATIENCE)
        self.page.keyboard.press("Enter")

    def until_files(self, files: dict[str, str]) -> None:
        """Wait until the files on the disk are these."""
        for _ in range(self.patience // 200):
            if grove.texts(self.workspace) == files:
                return
            self.page.wait_for_timeout(200)
        raise AssertionError(f"the files are not as expected: {grove.texts(self.workspace)}")


def diagnostics(editor: Editor) -> None:
    """See a misspelt target underlined, with its message, and counted in the status bar."""
    editor.open("agents/elm.md", 5, 18)
    expect(editor.page.locator(".squiggly-error").first).to_be_visible()
    editor.page.keyboard.press("F8")
    expect(editor.page.locator(".marker-widget")).to_contain_text("no agent defines `mapel`")
    item = editor.page.locator(".statusbar-item", has_text="graphkit")
    expect(item).to_have_attribute("aria-label", "graphkit: 1 error, 0 warnings, 0 notes in 1 file")


def definition(editor: Editor) -> None:
    """Jump with F12 from a name, which is behind an emoji, to the agent."""
    editor.open("agents/ash.md", 6, 32)
    editor.page.keyboard.press("F12")
    editor.shows("elm.md")
    assert editor.line().startswith("Ln 2, Col 7"), editor.line()


def completion(editor: Editor) -> None:
    """See agents offered inside a relation."""
    editor.open("agents/ash.md", 5, 17)
    editor.page.keyboard.press("Control+Space")
    rows = editor.page.locator(".suggest-widget.visible .monaco-list-row")
    for name in ("elm", "maple", "\U0001f332fir"):
        expect(rows.filter(has_text=name).first).to_be_visible()


def graph(editor: Editor) -> None:
    """Open the explorer by its command, and see that its scripts run."""
    editor.command("Show Agent Graph")
    page = editor.page.frame_locator("iframe.webview").frame_locator("#active-frame")
    expect(page.get_by_text("4 agents").first).to_be_visible()
    page.get_by_role("button", name="List", exact=True).or_(page.get_by_text("List", exact=True)).first.click()
    expect(page.get_by_role("row").filter(has_text="agents/elm.md").first).to_be_visible()


def repair(editor: Editor) -> None:
    """Take the repair of a finding from the light bulb."""
    editor.open("agents/elm.md", 5, 19)
    editor.page.keyboard.press("Control+.")
    offer = editor.page.locator(".action-widget .monaco-list-row", has_text="`maple`").first
    expect(offer).to_be_visible()
    editor.picture("offers")
    editor.page.keyboard.press("Enter")  # the preferred one is the first
    expect(editor.page.locator(".squiggly-error")).to_have_count(0)
    editor.page.keyboard.press("Control+s")
    editor.until_files({**grove.TEAM, "agents/elm.md": grove.REPAIRED})
    editor.page.keyboard.press("Control+z")
    editor.page.keyboard.press("Control+s")
    editor.until_files(grove.TEAM)


def rename(editor: Editor) -> None:
    """Rename an agent with F2 in all files, its own file included."""
    editor.open("agents/ash.md", 6, 32)
    editor.page.keyboard.press("F2")
    box = editor.page.locator(".rename-box input")
    expect(box).to_be_visible()
    box.fill("yew")
    editor.picture("new-name")
    editor.page.keyboard.press("Enter")
    editor.until_files(grove.RENAMED)


STEPS: dict[str, Callable[[Editor], None]] = {
    step.__name__: step for step in (diagnostics, definition, completion, graph, repair, rename)
}


@contextmanager
def editing(
    browser: Browser, entry: Path, extension: Path, pictures: Path, settings: dict[str, str]
) -> Iterator[Editor]:
    """Open the team in a fresh VS Code while the `with` block runs."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        workspace = grove.write(place / "grove")
        with code_server.serving(entry, place / "profile", workspace, extension, settings) as address:
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.set_default_timeout(PATIENCE)
            page.goto(address)
            expect(page.locator(".explorer-folders-view .monaco-list-row").first).to_be_visible(timeout=PATIENCE)
            editor = Editor(page, workspace, pictures)
            editor.open("agents/maple.md", 1, 1)  # the extension starts with the first Markdown file
            editor.ready()
            yield editor
            page.close()


def verdict(editor: Editor, step: str, patience: int) -> str:
    """Do a step; return what is wrong, an empty text where it passes."""
    editor.step, editor.patience = step, patience
    expect.set_options(timeout=patience)
    try:
        STEPS[step](editor)
    except (AssertionError, Error) as error:
        return str(error).partition("\n")[0]
    finally:
        editor.picture("broken" if patience == BRIEFLY else "end")
    return ""


def broken_program(folder: Path) -> tuple[Path, Path]:
    """Return a program that is graphkit but for what a file names, and that file."""
    program, named = folder / "graphkit", folder / "broken.txt"
    words = shlex.join([sys.executable, "-m", "tests.editors.broken", str(named)])
    program.write_text(f'#!/bin/sh\nPYTHONPATH={shlex.quote(str(PROJECT))} exec {words} "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return program, named


def main() -> None:
    """Do all steps, with the server whole and broken; exits with 1 where one is not as it must be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    home = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    parser.add_argument("--cache", type=Path, default=home / "graphkit-editors", help="where VS Code is installed")
    parser.add_argument("--pictures", type=Path, default=PROJECT / "build/vscode", help="where pictures go")
    parser.add_argument("--only", action="append", choices=[*STEPS], help="do only these steps")
    asked = parser.parse_args()
    chromium = os.environ.get("GRAPHKIT_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("chromium is not installed")
    asked.pictures.mkdir(parents=True, exist_ok=True)
    entry = code_server.install(asked.cache.resolve())
    extension = code_server.package(PROJECT / "editors/vscode")
    steps, wrong = asked.only or [*STEPS], 0
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as place:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        start = browser, entry, extension, asked.pictures
        with editing(*start, {"python.defaultInterpreterPath": sys.executable}) as editor:
            for step in steps:
                problem = verdict(editor, step, PATIENCE)
                wrong += bool(problem)
                _say(f"{step}: {problem or 'passes'}")
        program, named = broken_program(Path(place))
        named.write_text(BROKEN[steps[0]], encoding="utf-8")
        with editing(*start, {"graphkit.path": str(program)}) as editor:
            for step in steps:
                named.write_text(BROKEN[step], encoding="utf-8")
                editor.restart()
                problem = verdict(editor, step, BRIEFLY)
                wrong += not problem
                _say(f"{step} without {BROKEN[step]}: {f'fails, as it must: {problem}' if problem else 'PASSES'}")
        browser.close()
    _say(f"Pictures: {asked.pictures}")
    sys.exit(1 if wrong else 0)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
