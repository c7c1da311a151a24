"""The generated parts of the pages in docs/; `make outputs` writes them, a test compares them."""

from __future__ import annotations

from tests.functional.readme import ROOT, refreshed

PAGES = tuple(ROOT / "docs" / name for name in ("questions.md", "selectors.md"))

if __name__ == "__main__":
    for page in PAGES:
        page.write_text(refreshed(page.read_text(encoding="utf-8")), encoding="utf-8")
