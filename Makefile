# `make help` lists the targets from what stands behind their `##`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help demo test quick lint types docs docs-check site hooks bench fuzz samples texts clean

help:  ## lists what can be made
	@sed -n 's/^\([a-z-]*\):.*  ## \(.*\)/\1|\2/p' $(firstword $(MAKEFILE_LIST)) | awk -F'|' '{ printf "make %-11s %s\n", $$1, $$2 }'

demo: $(VENV)/runtime  ## makes the environment, checks three sample villages, writes their lists to hasil/
	@$(BIN)/prodeskel check samples/2025 samples/2026 --date 2026-11-24 --format xlsx --format html --format salinan --format whatsapp --format terminal --output hasil --fail-on never
	@$(BIN)/prodeskel agenda samples/2025 samples/2026 --date 2026-11-24 --all --format docx --format pdf --output hasil
	@$(BIN)/prodeskel kecamatan samples/2025 samples/2026 --date 2026-11-24 --expected 63.11.03 --format docx --format pdf --output hasil

test: export PYTHONDONTWRITEBYTECODE =
test: lint types docs-check $(VENV)/dev  ## lint, types, import directions, generated docs, rule examples, pytest: what CI runs
	$(BIN)/prodeskel rules lint
	$(BIN)/prodeskel rules test
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

quick: $(VENV)/dev  ## what changed since main: ruff, mypy and the nearest tests, in about a minute
	$(BIN)/python -m tools.quick

lint: $(VENV)/dev  ## ruff and import directions
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(VENV)/dev  ## mypy, strict
	$(BIN)/mypy

docs: $(VENV)/dev  ## writes the generated pages and pictures
	$(BIN)/python tools/build_templates.py
	$(BIN)/python tools/build_docs.py

docs-check: $(VENV)/dev  ## says which generated pages are stale
	$(BIN)/python tools/build_docs.py --check
	$(BIN)/python tools/build_templates.py --check

site: $(VENV)/site  ## docs/ as a site with search in site/, to be read without a network; a broken link fails
	rm -rf site
	$(BIN)/python -m sphinx --quiet --fail-on-warning --keep-going -d $(VENV)/doctrees -c tools/site -b html docs site
	@echo site/index.html

hooks: $(VENV)/dev  ## has each commit checked by ruff, the import directions and the rules' linter (pre-commit)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[hooks]'
	$(BIN)/pre-commit install

bench: $(VENV)/bench  ## measurements, as ratios within one run
	$(BIN)/python -m benchmarks

fuzz: $(VENV)/dev  ## 20,000 mutated files of every kind
	$(BIN)/python -m tests.fuzz

samples: $(VENV)/dev  ## writes the sample exports anew
	$(BIN)/python samples/generate.py

texts: $(VENV)/dev  ## collects and compiles the English texts
	$(BIN)/python -m babel.messages.frontend extract -F pyproject.toml -k say --no-location --sort-output -o $(VENV)/prodeskel.pot validator
	$(BIN)/pybabel update -D prodeskel -d validator/locale --no-fuzzy-matching --ignore-obsolete --width 100 -i $(VENV)/prodeskel.pot
	$(BIN)/pybabel compile -D prodeskel -d validator/locale
	$(BIN)/pybabel compile -D click -d validator/locale

clean:  ## removes the environment and all that is made
	rm -rf $(VENV) hasil site build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/python:
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/runtime: $(VENV)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/dev: $(VENV)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@ $(VENV)/runtime

$(VENV)/bench: $(VENV)/dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	@touch $@

$(VENV)/site: $(VENV)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[site]'
	@touch $@ $(VENV)/runtime
