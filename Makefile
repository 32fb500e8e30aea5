# make graph   the sample corpus in data/raw, built into data/graph
# make test    the tests
# make cases   the expected graphs of tests/cases, written anew; read what it prints before committing
# make readme  the outputs that README.md and docs/ show, written anew
# make train   the scorer of relations (scorer.json and context.npz in ontology/frames), grown anew from GOLD
# make check   everything that CI holds: style, types, tests, quality floors
#
# Each sets up .venv first where it is missing, and again where pyproject.toml has changed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
GOLD ?= training/gold $(wildcard ../shared/gold/dev)

.PHONY: setup graph test cases readme train lint types gates check

setup: $(INSTALLED)

$(INSTALLED): pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

graph: setup
	$(BIN)/summitry build data/raw --out data/graph

test: setup
	$(BIN)/python -m pytest -n 2

cases: setup
	$(BIN)/python -m tests.golden

readme: setup
	$(BIN)/python -m tests.readme

train: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,train]'
	$(BIN)/python -m training $(GOLD)

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

gates: setup
	$(BIN)/python .ci/gates.py .ci/floors.toml

check: lint types test gates
