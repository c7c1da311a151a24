PYTHON ?= python
GRAPHKIT = $(PYTHON) -m graphkit

.PHONY: check test lint outputs gallery

check: test lint
	$(GRAPHKIT) check agents --fail-on warning

test:
	$(PYTHON) -m pytest --cov

lint:
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy --strict graphkit
	lint-imports

# The pictures come from the embedded engine, so that they are the same on every machine.
outputs:
	$(GRAPHKIT) render agents -o outputs/hierarchy.svg --engine embedded
	$(GRAPHKIT) render agents -o outputs/hierarchy.png --engine embedded
	$(GRAPHKIT) render agents -o outputs/hierarchy.mmd
	$(GRAPHKIT) report agents -o outputs/report.md --format markdown
	$(GRAPHKIT) report agents -o outputs/report.json --format json
	$(PYTHON) -m tests.functional.readme

# Every view of agents/ and of synthetic teams, for docs/gallery.md; likewise the same on every machine.
gallery:
	$(PYTHON) docs/gallery/make.py
