# The two commands are `make run` and `make test`; each does all the set-up it needs.
# Windows has no make: README.md gives the same steps as `python` commands.

PYTHON ?= python3
BIN := .venv/bin
ARGS ?=
TESTS ?= tests

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run test check soak lint lint-rules lint-format lint-types lint-layers build translations lock format clean

help:
	@echo 'make run [ARGS="--screenshot FILE"]  set up and start the training profile'
	@echo 'make test                            set up and run every check and test'
	@echo 'make soak                            the long form of the tests of faults: an hour or more'
	@echo 'make setup                           the set-up alone: .venv with the command `workstation`'
	@echo 'make build                           one-folder builds, started and checked'
	@echo 'make translations                    bring the .ts files up to date with the texts, and compile them'
	@echo 'make lint | check | format | lock | clean'

setup:
	@$(PYTHON) packaging/setup/system.py run
	@$(PYTHON) packaging/setup/environment.py training

setup-dev:
	@$(PYTHON) packaging/setup/system.py run test build
	@$(PYTHON) packaging/setup/environment.py dev

run: setup
	@$(BIN)/workstation --profile training $(ARGS)

test: setup-dev
	@$(MAKE) --no-print-directory lint
	@$(MAKE) --no-print-directory check

# Tests alone. `make check TESTS=tests/ledger` for one room.
check:
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n auto --dist worksteal $(TESTS)

# The long form of what `make check` tries in short: a thousand kills of benches and service, thousands of
# histories of acts, cuts and restores. SOAK_SEED=N makes another run.
SOAK_KILLS ?= 1000
SOAK_EXAMPLES ?= 5000
SOAK_SEED ?= 1
soak:
	SOAK_KILLS=$(SOAK_KILLS) SOAK_EXAMPLES=$(SOAK_EXAMPLES) SOAK_SEED=$(SOAK_SEED) \
		$(BIN)/python -m pytest -s -o faulthandler_timeout=0 -p no:randomly \
		tests/faults/test_killed_processes.py tests/faults/test_model_of_standing.py

# The fast checks, all of them even when one fails.
lint:
	@$(MAKE) --no-print-directory --keep-going lint-rules lint-format lint-layers lint-types

lint-rules:
	$(BIN)/ruff check .

lint-format:
	$(BIN)/ruff format --check .

lint-types:
	$(BIN)/mypy

lint-layers:
	@$(BIN)/lint-imports --config pyproject.toml

build: setup-dev
	$(BIN)/python packaging/build.py $(ARGS)

# New texts come in as unfinished, texts that are gone leave. The .qm are compiled here and by every setup:
# they are not committed, because a compiled file in a commit is one that nobody reads and that goes stale.
translations: setup-dev
	$(BIN)/python packaging/translations.py

# All pins anew, or only some: make lock ARGS="httpx numpy"
lock: setup-dev
	packaging/setup/lock.sh $(ARGS)

format:
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
