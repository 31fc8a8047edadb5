# make site  builds the example archive        make test   runs every check and test
# make serve shows it while you write          make clean  removes what the others made
# make test FAST=1 leaves out what needs a browser, builds the example or takes seconds
# make form    makes the form's script small again, after a change in generator/pages/form/*.js
# make pictures takes the pictures of the guides anew, of the example's own pages
# make bench   measures what a build costs beside plain MkDocs (ARGS="--scaling": 40 years too)
# make bench-search measures how well, how fast and how cheaply the search finds
# Another Python than python3: make site PYTHON=python3.13

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

# The theme's notice about MkDocs 2 is known (see pyproject.toml) and would hide what matters.
export NO_MKDOCS_2_WARNING := 1

.PHONY: site test serve form pictures modules simulate bench bench-search clean

site: $(READY)
	$(BIN)/lagesbild check
	$(BIN)/python -P -m mkdocs build --strict
	@echo "Webbplatsen ligger i $(CURDIR)/site - öppna site/index.html"

test: $(READY)
	$(BIN)/python -m ruff check generator tests benchmarks
	$(BIN)/python -m ruff format --check generator tests benchmarks
	$(BIN)/python -m mypy
	$(BIN)/python -m pytest -n auto $(if $(FAST),-m 'not browser and not slow')

serve: $(READY)
	$(BIN)/python -P -m mkdocs serve

form: $(READY)
	@$(BIN)/python -m tests.site.shrinking

pictures: $(READY)
	$(BIN)/python -m tests.site.picturing

modules: $(READY)
	@$(BIN)/python tests/test_docs.py

bench: $(READY)
	$(BIN)/python -m benchmarks.build $(ARGS)

bench-search: $(READY)
	$(BIN)/python -m benchmarks.search

# Editable, so that an edit in generator/ is in effect at once.
$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[test]'
	@touch $@

# Half an hour, and no part of `make test`: how often a signal is false, and how often a doubling is seen.
simulate: $(READY)
	$(BIN)/python -m benchmarks.false_alarms

clean:
	rm -rf $(VENV) site .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -prune -exec rm -rf {} +
