# make demo   environment, then the three sample villages checked and their lists written to hasil/
# make test   lint, types, import contracts, generated docs, rule examples, pytest
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test lint types docs docs-check bench fuzz samples texts clean

demo: $(VENV)/runtime
	@$(BIN)/prodeskel check samples/2025 samples/2026 --date 2026-11-24 --format xlsx --format html --format salinan --format whatsapp --format terminal --output hasil --fail-on never
	@$(BIN)/prodeskel agenda samples/2025 samples/2026 --date 2026-11-24 --all --format docx --format pdf --output hasil
	@$(BIN)/prodeskel kecamatan samples/2025 samples/2026 --date 2026-11-24 --expected 63.11.03 --format docx --format pdf --output hasil

test: lint types docs-check $(VENV)/dev
	$(BIN)/prodeskel rules lint
	$(BIN)/prodeskel rules test
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

lint: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(VENV)/dev
	$(BIN)/mypy

docs: $(VENV)/dev
	$(BIN)/python tools/build_templates.py
	$(BIN)/python tools/build_docs.py

docs-check: $(VENV)/dev
	$(BIN)/python tools/build_docs.py --check
	$(BIN)/python tools/build_templates.py --check

bench: $(VENV)/bench
	$(BIN)/python -m benchmarks

fuzz: $(VENV)/dev
	$(BIN)/python -m tests.fuzz

samples: $(VENV)/dev
	$(BIN)/python samples/generate.py

texts: $(VENV)/dev
	$(BIN)/python -m babel.messages.frontend extract -F pyproject.toml -k say --no-location --sort-output -o $(VENV)/prodeskel.pot validator
	$(BIN)/pybabel update -D prodeskel -d validator/locale --no-fuzzy-matching --ignore-obsolete --width 100 -i $(VENV)/prodeskel.pot
	$(BIN)/pybabel compile -D prodeskel -d validator/locale
	$(BIN)/pybabel compile -D click -d validator/locale

clean:
	rm -rf $(VENV) hasil build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
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
