# Everything a user or developer runs. `make run` and `make test` install what they need; nothing else is asked for.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PROGRAM := .build/release/checkpoint-sampler
DEMO := samples/demo
VENV := .venv
PYTHON := $(VENV)/bin/python

## Use

.PHONY: help
help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 12

.PHONY: run
run: build ## build and serve: the demo set, or your own folder with ROOT=~/outputs
ifdef ROOT
	$(PROGRAM) serve "$(ROOT)"
else
	@[ -e $(DEMO) ] || $(PROGRAM) demo $(DEMO)
	$(PROGRAM) serve samples
endif

.PHONY: build
build: packages ## build the optimised program
	@swift build -c release --static-swift-stdlib --product checkpoint-sampler

.PHONY: packages
packages:
	@scripts/require-swift
	@scripts/install-packages build

## Prove

.PHONY: test
test: test-swift test-web test-end-to-end test-browser ## all tests

.PHONY: test-packages
test-packages:
	@scripts/require-swift
	@scripts/install-packages test

.PHONY: test-swift
test-swift: test-packages ## the Swift tests of every target
	@swift test

.PHONY: test-web
test-web: test-packages ## the page's pure modules
	@node --test Tests/Web/

$(VENV)/ready: Tests/requirements.txt | test-packages
	@python3 -m venv $(VENV)
	@$(VENV)/bin/pip install --quiet --disable-pip-version-check -r $<
	@touch $@

.PHONY: test-end-to-end
test-end-to-end: $(VENV)/ready build ## the real program, driven from outside
	@CHECKPOINT_SAMPLER_PROGRAM=$(abspath $(PROGRAM)) $(PYTHON) -m pytest -q Tests/EndToEnd

.PHONY: test-browser
test-browser: $(VENV)/ready build ## the page in a browser
	@CHECKPOINT_SAMPLER_PROGRAM=$(abspath $(PROGRAM)) $(PYTHON) -m pytest -q Tests/Browser

.PHONY: soak
soak: soak-kill ## what takes longer than a test may: many rounds of the tests of durability

.PHONY: soak-kill
soak-kill: $(VENV)/ready build ## 200 rounds of kill -9 during writes; eight clients at once for ten seconds
	@CHECKPOINT_SAMPLER_PROGRAM=$(abspath $(PROGRAM)) CHECKPOINT_SAMPLER_TEST_KILL_ROUNDS=200 \
	  CHECKPOINT_SAMPLER_TEST_CLIENT_SECONDS=10 $(PYTHON) -m pytest -q Tests/EndToEnd/test_durability.py

.PHONY: test-threads
test-threads: test-packages ## the Swift tests under the thread sanitizer
	@swift test --sanitize=thread --scratch-path .build/tsan

.PHONY: lint
lint: lint-swift lint-python ## formatters and linters, which change nothing

.PHONY: lint-swift
lint-swift:
	@swift format lint --strict -r -p Sources Tests Benchmarks Package.swift

.PHONY: lint-python
lint-python: $(VENV)/ready
	@$(VENV)/bin/ruff check Tests Benchmarks
	@$(VENV)/bin/ruff format --check Tests Benchmarks

.PHONY: format
format: $(VENV)/ready ## lay out all code
	@swift format -i -r -p Sources Tests Benchmarks Package.swift
	@$(VENV)/bin/ruff format Tests Benchmarks

## Measure

.PHONY: bench
bench: build $(VENV)/ready ## speed and memory beside public tools; one part with BENCH=scan
	@scripts/install-packages bench
	@swift build -c release --static-swift-stdlib --product catalog-bench
	@CHECKPOINT_SAMPLER_PROGRAM=$(abspath $(PROGRAM)) $(PYTHON) Benchmarks/bench.py $(BENCH)
