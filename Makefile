# Two commands do all the set-up: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test test-cluster check quality bench format clean

$(READY): pyproject.toml requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $(READY)

demo: $(READY)
	$(BIN)/tellings demo

test: $(READY)
	scripts/ensure_browser
	$(BIN)/python -m pytest -n 2

# Needs the extra `cluster`, Linux and two cores; about five minutes.
test-cluster: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'daft>=0.7,<0.8' 'ray[client]>=2.40,<3'
	$(BIN)/python -m pytest tests/test_engine_daft.py tests/test_engine_daft_run.py

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest tests/test_layout.py tests/test_docs.py

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

quality: $(READY)
	$(BIN)/python -m quality

bench: $(READY)
	$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache
