"""The generated parts of the pages in docs/; `make outputs` writes them, a test compares them."""

from __future__ import annotations

from tests.functional.readme import ROOT, refreshed

PAGES = tuple(page for page in sorted((ROOT / "docs").glob("*.md")) if "```console" in page.read_text(encoding="utf-8"))

if __name__ == "__main__":
    for page in PAGES:
        page.write_text(refreshed(page.read_text(encoding="utf-8")), encoding="utf-8")
