# Thin: every target is one call. `make demo` and `make test` need nothing but Python 3.11 to 3.13, make
# and a package index; they build .venv where it is missing or older than what it is built from.
PYTHON ?= python3
VENV ?= .venv
COLAB ?= .venv-colab
BIN := $(VENV)/bin
JOBS ?= 2

.PHONY: help demo test test-slow attacks browser colab site lab formgrader lessons execute check audit bench clean

help:
	@echo "make demo     grade a sample class, start to finish"
	@echo "make test     everything that must hold before a change lands"
	@echo "make attacks  every attack on the grader, in each strength of walls this machine has"
	@echo "make browser  students and an instructor at work in a real browser (Chromium)"
	@echo "make colab    every lesson with Google Colab's versions, installed by the set-up cell"
	@echo "make site     the lessons as pages to browse, in build/site/html"
	@echo "make lab      JupyterLab on the lessons"
	@echo "make formgrader  JupyterLab for instructors, with nbgrader's formgrader"
	@echo "make lessons  make lessons/ from solutions/"
	@echo "make execute  run the solutions and store their outputs"
	@echo "make check    lint, layers, types, and lessons against solutions"
	@echo "make audit    grade the whole answer bank"

$(VENV)/ready: pyproject.toml constraints.txt
	@$(PYTHON) -c "import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))" || \
	  { echo "make: the course needs Python 3.11 to 3.13; name one, for example: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[test,cluster]"
	@touch $@

demo: $(VENV)/ready
	$(BIN)/autograder demo

test: check
	$(BIN)/python -m pytest tests -n $(JOBS) --dist loadfile -m "not browser and not colab and not slow"
	COURSE_SOURCE=offline COURSE_FIGURES=draw $(BIN)/python -m pytest solutions --nbval --nbval-sanitize-with tests/nbval_sanitize.cfg --nbval-cell-timeout=300 -n $(JOBS) --dist loadfile -q

test-slow: $(VENV)/ready
	$(BIN)/python -m pytest tests -m "slow and not colab"

attacks: $(VENV)/ready
	$(BIN)/python -m pytest tests/attacks/test_classes.py -q

$(VENV)/browser: $(VENV)/ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[browser]"
	@touch $@

browser: $(VENV)/browser
	$(BIN)/python -m pytest tests/browser -m browser -rs

check: $(VENV)/ready
	$(BIN)/ruff check
	$(BIN)/lint-imports --no-logo --no-cache
	$(BIN)/mypy
	$(BIN)/autograder release --check

$(COLAB)/ready: tests/colab/requirements.txt tests/colab/environment.py | $(VENV)/ready
	$(BIN)/python tests/colab/environment.py $(COLAB)

colab: $(VENV)/ready $(COLAB)/ready
	COLAB_ENVIRONMENT=$(COLAB) $(BIN)/python -m pytest tests/colab -m colab -n $(JOBS)

site: $(VENV)/ready
	$(BIN)/autograder site
	$(BIN)/python -m pytest tests/autograder/authoring/test_site.py -m slow

lab: $(VENV)/ready
	$(BIN)/jupyter lab --notebook-dir=lessons

formgrader: $(VENV)/ready
	cd autograder && ../$(BIN)/jupyter lab --notebook-dir=..

lessons: $(VENV)/ready
	$(BIN)/autograder release

execute: $(VENV)/ready
	$(BIN)/autograder execute

audit: $(VENV)/ready
	$(BIN)/autograder audit

clean:
	rm -rf $(VENV) $(COLAB) autograder/work
