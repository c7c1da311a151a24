PYTHON ?= python
GRAPHKIT = $(PYTHON) -m graphkit

.PHONY: check test lowest fuzz lint outputs pages docs gallery bench mutants vscode dist

check: test lint
	$(GRAPHKIT) check agents --fail-on warning

test:
	$(PYTHON) -m pytest --cov

# In an environment of its own, with the oldest Python and libraries that pyproject.toml allows.
lowest:
	.ci/lowest

# Random hostile definitions and repositories; prints the seed of what breaks a promise.
MINUTES ?= 5
SEED ?= 0
fuzz:
	$(PYTHON) -m tests.robustness.fuzz --minutes $(MINUTES) --seed $(SEED)

lint:
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy --strict graphkit tests
	lint-imports

# The pictures come from the embedded engine, so that they are the same on every machine.
outputs:
	$(PYTHON) -m tests.functional.answers
	$(GRAPHKIT) render agents -o outputs/hierarchy.svg --engine embedded
	$(GRAPHKIT) render agents -o outputs/hierarchy.png --engine embedded
	$(GRAPHKIT) render agents -o outputs/hierarchy.mmd
	$(GRAPHKIT) render agents -o outputs/explorer.html --engine embedded --title 'The sample agents'
	$(GRAPHKIT) report agents -o outputs/report.md --format markdown
	$(GRAPHKIT) report agents -o outputs/report.json --format json
	$(PYTHON) -m tests.functional.readme
	$(PYTHON) -m tests.functional.dialects_page

# The pages of rules, commands and configuration are generated; a test fails when they are stale.
pages:
	$(PYTHON) -m tests.functional.pages

docs: pages
	$(PYTHON) -m mkdocs build --strict

# Every view of agents/ and of synthetic teams, for docs/gallery.md; likewise the same on every machine.
gallery:
	$(PYTHON) docs/gallery/make.py

# The stages one by one, then the whole beside its peers; needs the extra `bench`, and the peers on the PATH.
bench:
	$(PYTHON) -m pytest tests/bench --benchmark-only
	$(PYTHON) -m tests.bench.compare --agents 9 --agents 150 --agents 600 --agents 10000
	$(PYTHON) -m tests.bench.live

# The extension in a real VS Code, which is installed from npm; pictures go to build/vscode, to be looked at.
vscode:
	$(PYTHON) -m tests.editors.vscode

# A sample of changes of the core that a test has to notice: tests/mutants.py.
mutants:
	$(PYTHON) -m tests.mutants

# The sdist and the wheel in dist/, checked as PyPI will show them, and the wheel used in a fresh environment.
dist:
	.ci/dist
