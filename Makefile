PYTHON ?= python
GRAPHKIT = $(PYTHON) -m graphkit

.PHONY: check test lint outputs pages docs

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

# The pages of rules, commands and configuration are generated; a test fails when they are stale.
pages:
	$(PYTHON) -m tests.functional.pages

docs: pages
	$(PYTHON) -m mkdocs build --strict
