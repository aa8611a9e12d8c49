# Everything runs in .venv; nothing is installed elsewhere. `make` alone lists the targets.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8080
DATA_DIR ?= var
# Questions and documents of `make modes`.
GOLD ?= eval/data/gold.jsonl
CORPUS ?= eval/data/plans
# Random cases of `make access`, and of `make contract` for each operation.
CASES ?= 10000
CONTRACT_CASES ?= 200
# Random moments of each kind of fault in `make faults`.
ROUNDS ?= 20
# Seconds with uploads in each of the two rounds of `make bench-office`.
SECONDS ?= 300
# Sizes of `make bench-scale`.
DOCUMENTS ?= 100 1000
# An extra package index to take the CPU build of PyTorch from; see README.md.
TORCH_INDEX ?=

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
INSTALL := $(PIP) install --quiet --constraint constraints.txt \
	$(if $(TORCH_INDEX),--extra-index-url $(TORCH_INDEX))
DESCRIPTION := pyproject.toml constraints.txt
BUILD := build

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev system model demo lint format test test-slow system-slow access contract faults eval modes bench bench-office bench-scale screenshots bundle lock clean

help: ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

setup: $(VENV)/.run ## Create .venv with what the service needs

setup-dev: $(VENV)/.dev ## The same, with what the checks need

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed; set PYTHON=…")'
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --quiet --upgrade pip

$(VENV)/.run: $(DESCRIPTION) | $(BIN)/python
	$(INSTALL) --editable .
	@touch $@

# The model on this machine has no packages for some kinds of machine: there its tests are skipped.
$(VENV)/.dev: $(DESCRIPTION) | $(BIN)/python
	$(INSTALL) --editable '.[dev,llm]' || \
		{ echo 'Without the extra "llm"; what needs it is skipped.'; $(INSTALL) --editable '.[dev]'; }
	@touch $@ $(VENV)/.run

system: ## Install what OCR, old Word files and the page's tests need (Debian; as root)
	apt-get update --quiet
	DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet --no-install-recommends \
		chromium tesseract-ocr tesseract-ocr-vie libreoffice-writer-nogui

system-slow: ## Install what the slow tests put before the service (Debian; as root)
	apt-get update --quiet
	DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet --no-install-recommends \
		nginx-light apache2 libapache2-mod-auth-openidc openssl

model: setup ## Write the default embedding model under DATA_DIR
	@$(BIN)/python -m index.embedding.weights $(DATA_DIR)/models

demo: $(DATA_DIR)/.sample ## Take in the sample plans, then serve the page on HOST:PORT
	@HOIDAP_LOG_LEVEL=$${HOIDAP_LOG_LEVEL:-WARNING} exec $(BIN)/hoidap serve --data-dir $(DATA_DIR) --host $(HOST) --port $(PORT)

$(DATA_DIR)/.sample: $(VENV)/.run $(wildcard eval/data/plans/*)
	$(BIN)/hoidap ingest --data-dir $(DATA_DIR) eval/data/plans
	@touch $@

lint: setup-dev ## Check style, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: setup-dev ## Rewrite the code in the house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

test: lint ## All checks and all tests
	@$(BIN)/python -m index.embedding.weights $(BUILD)/models
	$(BIN)/python -m pytest --quiet --numprocesses auto --dist loadfile

test-slow: setup-dev ## The tests that take minutes each; reverse proxies need make system-slow
	$(INSTALL) --editable '.[slow]'
	@$(BIN)/python -m index.embedding.weights $(BUILD)/models
	$(BIN)/python -m pytest -m slow --timeout 3600

faults: setup-dev ## Break a data folder in every way, ROUNDS times each, and look for what is lost
	$(BIN)/python -m tests.faults --rounds $(ROUNDS)

access: setup-dev ## Ask everything as anyone, CASES times, and look for a byte of a foreign document
	HOIDAP_CASES=$(CASES) $(BIN)/python -m pytest --quiet --timeout 0 tests/app/api/test_foreign.py

contract: setup-dev ## Send what the description allows, and what it does not, to a service over the samples
	$(BIN)/python -m tests.contract --cases $(CONTRACT_CASES)

eval: setup ## Score the answers on every set of questions at hand
	$(BIN)/python -m eval.suite --data-dir $(DATA_DIR) $(wildcard ../shared/eval)

modes: setup-dev ## Set extractive, generative and auto side by side over GOLD and CORPUS
	@mkdir -p $(BUILD)/modes
	for mode in extractive generative auto; do \
		HOIDAP_LLM_BASE_URL=$${HOIDAP_LLM_BASE_URL:-local} $(BIN)/hoidap eval --gold $(GOLD) \
			--corpus $(CORPUS) --data-dir $(DATA_DIR) --mode $$mode --json $(BUILD)/modes/$$mode.json \
			> $(BUILD)/modes/$$mode.txt || exit 1; \
		if [ $$mode = generative ]; then $(BIN)/python -m eval.modes --record $(DATA_DIR) \
			$(BUILD)/modes/extractive.json $(BUILD)/modes/generative.json > $(BUILD)/modes/recorded.txt || exit 1; fi; \
	done
	@sed -n '/→/p' $(BUILD)/modes/recorded.txt
	@$(BIN)/python -m eval.modes $(patsubst %,$(BUILD)/modes/%.json,extractive generative auto)

screenshots: setup-dev ## Take pictures of the page's main states (needs Chromium)
	$(BIN)/python -m tests.ui.screenshots docs/screenshots

bench: setup ## Measure speed on a grown corpus
	$(BIN)/python -m eval.bench --data-dir $(DATA_DIR)

bench-office: setup ## Measure 128 callers at once with uploads going on, the reader on and off
	$(BIN)/python -m eval.bench_office --data-dir $(DATA_DIR) --seconds $(SECONDS)
	$(BIN)/python -m eval.bench_office --data-dir $(DATA_DIR) --seconds $(SECONDS) --no-reader

bundle: setup ## Collect everything an installation without internet needs into build/bundle
	TORCH_INDEX="$(TORCH_INDEX)" ops/bundle.sh $(BUILD)/bundle $(BIN)/python

bench-scale: setup ## Measure what many documents cost (DOCUMENTS="100 1000 10000")
	$(BIN)/python -m eval.bench_scale --data-dir $(DATA_DIR) $(foreach n,$(DOCUMENTS),--documents $(n))
	$(BIN)/python -m eval.bench_cold --data-dir $(DATA_DIR)

lock: setup-dev ## Write the versions installed now to constraints.txt
	@echo '# The exact versions the project is tested with; `make lock` writes them anew.' > constraints.txt
	$(PIP) freeze --exclude-editable | sed 's/+cpu$$//' >> constraints.txt

clean: ## Remove what the checks leave; data in DATA_DIR stay
	rm -rf $(BUILD) dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -path ./$(VENV) -prune -o -type d -name __pycache__ -exec rm -rf {} +
