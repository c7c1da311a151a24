"""Time the explorer in a real Chromium: until a large page can be used, and until a click is answered.

Run it as `python -m tests.bench.explorer`.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.pages import FLAGS, Visit
from tests.browser.test_size import write_large

CLICKS = """() => [2, 9, 3, 20, 14, 7, 31].map((one) => {
  const node = document.getElementById(`n-${one}`) ?? document.querySelector(".node:not(.chosen)");
  const start = performance.now();
  node.dispatchEvent(new MouseEvent("click", {bubbles: true}));
  return performance.now() - start;
})"""


def opening(browser: Browser, page: Path, count: int) -> float:
    """Return the milliseconds until the list of a team stands."""
    seen = Visit(browser, write_large(page, count).as_uri())
    seen.page.wait_for_selector("#view-list tbody .link")
    ready: float = seen.page.evaluate("() => performance.now()")
    seen.close()
    return ready


def click(browser: Browser, page: Path, count: int) -> float:
    """Return the median milliseconds of script for a click."""
    seen = Visit(browser, write_large(page, count).as_uri() + "#view=graph&agent=agent-00001")
    took: float = statistics.median(seen.page.evaluate(CLICKS))
    seen.close()
    return took


def main() -> None:
    """Measure each size, and print the figures."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = Path(folder) / "graph.html"
        for count in (2_000, 10_000):
            sys.stdout.write(f"{count:,} agents: open after {opening(browser, page, count):.0f} ms\n")
        for count in (290, 500):
            sys.stdout.write(f"{count} agents: a click takes {click(browser, page, count):.0f} ms\n")


if __name__ == "__main__":
    main()
