# Every target in one line below; `make` alone prints them. Without make (Windows): see README.md.
SHELL := /bin/sh
VENV := .venv
PY := $(VENV)/bin/python
.DEFAULT_GOAL := help

help: ## print this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/run: requirements.txt
	@test -x $(PY) || python3 -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/dev: requirements.txt requirements-dev.txt
	@test -x $(PY) || python3 -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ $(VENV)/run

setup: $(VENV)/run ## make the environment only

run: $(VENV)/run ## make environment, database and the demo class of 118 as needed, then serve on the LAN
	$(PY) -m bimtek demo

test: $(VENV)/dev ## everything: unit, services, web, architecture, browser journeys
	$(PY) -m pytest -n 2 --dist loadfile

test-postgresql: $(VENV)/dev ## the same without the browser, on a real PostgreSQL that the run starts itself
	BIMTEK_TEST_DATABASE=postgresql $(PY) -m pytest -n 2 --dist loadfile --ignore tests/e2e

unit: $(VENV)/dev ## the rules alone, no database
	$(PY) -m pytest tests/unit -n 2 --dist loadfile

e2e: $(VENV)/dev ## browser journeys in Chromium, screenshots into screenshots/
	$(PY) -m pytest tests/e2e

lint: $(VENV)/dev ## ruff, types, import contracts, templates, bundles, what an old phone reads
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports
	$(PY) scripts/build-css --check
	$(PY) scripts/build-js --check
	$(PY) -m pytest -q tests/architecture/test_old_browsers.py
	$(PY) scripts/document-lifecycle --check
	$(PY) scripts/document-access --check
	$(PY) scripts/simulate-refreshers --check

audit: $(VENV)/run ## ask the advisory services about every pinned library; needs the network, says what was not checked
	$(PY) scripts/audit

bench: $(VENV)/dev ## figures as ratios measured in one run
	$(PY) -m tests.bench.realism --seed hall-2026
	$(PY) -m tests.bench.reply_agreement
	$(PY) -m tests.bench
	$(PY) -m tests.bench.certificates
	$(PY) -m tests.bench.hall
	$(PY) -m tests.bench.growth
	$(PY) -m tests.bench.wifi

crash: $(VENV)/dev ## kill the server 50 times under 118 robots and look for what was acknowledged
	$(PY) -m tests.crash

migrate: $(VENV)/run ## bring the database to the newest schema
	$(PY) -m bimtek migrate

messages: $(VENV)/dev ## collect the words on screen and compile their translations
	$(PY) scripts/messages

docs: $(VENV)/dev ## write docs/lifecycle.md from the transition table, docs/access-matrix.md from the routes, docs/refreshers.md from the simulation
	$(PY) scripts/document-lifecycle
	$(PY) scripts/document-access
	$(PY) scripts/simulate-refreshers

.PHONY: help setup run test test-postgresql unit e2e lint audit bench crash migrate messages docs
