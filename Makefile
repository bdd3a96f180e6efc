# One meaning a target. `make` alone lists them.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: help demo setup test check gold bench pictures clean
help:            ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/' | expand -t 16

# The environment has no pip of its own: pip from outside fills it, and it stays 26 MB smaller.
# Where the outer Python has no pip, venv brings one.
$(BIN)/python:
	@scripts/debian-packages python
	@$(PYTHON) -m venv --without-pip $(VENV) && $(PYTHON) -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv $(VENV)

PIP = $$( [ -x $(BIN)/pip ] && echo "$(BIN)/python -m pip" || echo "$(PYTHON) -m pip --python $(BIN)/python" ) --disable-pip-version-check -q

$(VENV)/core: requirements.txt pyproject.toml | $(BIN)/python
	@$(PIP) install -r requirements.txt
	@$(PIP) install --no-deps -e .
	@touch $@

$(VENV)/dev: requirements-dev.txt $(VENV)/core
	@$(PIP) install -r requirements-dev.txt
	@touch $@

demo: $(VENV)/core  ## install if need be, read the bundled archive, serve it
	$(BIN)/dalil demo

setup: $(VENV)/dev  ## everything that tests and checks need, Debian packages too when run as root
	@scripts/debian-packages

test: setup      ## all tests
	$(BIN)/python -m pytest

check: setup     ## format, lint, types, layers
	$(BIN)/ruff format --check . && $(BIN)/ruff check . && $(BIN)/mypy && $(BIN)/lint-imports

gold: setup      ## scores against their floors
	$(BIN)/python scripts/gold.py

bench: setup     ## speed and quality on real pages, as ratios in one run
	$(BIN)/python -m bench

pictures: setup  ## the README's pictures, from the demo archive
	rm -rf build/pictures build/demo && $(BIN)/dalil demo build/demo --no-serve
	$(BIN)/python scripts/screenshots.py build/demo build/pictures
	mkdir -p docs/pictures && cp $(addprefix build/pictures/,$(addsuffix -wide-light.png,article card country figures)) docs/pictures/

clean:           ## remove what make made
	rm -rf $(VENV) build dist *.egg-info src/*.egg-info
