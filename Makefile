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
test: test-swift test-web test-end-to-end ## all tests

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

## Measure

.PHONY: bench
bench: build $(VENV)/ready ## speed and memory beside public tools; one part with BENCH=scan
	@scripts/install-packages bench
	@swift build -c release --static-swift-stdlib --product catalog-bench
	@CHECKPOINT_SAMPLER_PROGRAM=$(abspath $(PROGRAM)) $(PYTHON) Benchmarks/bench.py $(BENCH)

.PHONY: test-threads
test-threads: test-packages ## the Swift tests under the thread sanitizer
	@swift test --sanitize=thread --scratch-path .build/tsan

.PHONY: fuzz
FUZZ_SECONDS ?= 60
FUZZ := .build/fuzz/release/fuzz
fuzz: test-packages ## each reader of foreign bytes under libFuzzer, FUZZ_SECONDS each
	@CHECKPOINT_SAMPLER_FUZZ=1 swift build -c release --sanitize=fuzzer --product fuzz --scratch-path .build/fuzz
	@for target in $$(ls Fuzz/corpus); do \
	  mkdir -p .build/fuzz/corpus/$$target .build/fuzz/found; \
	  echo "fuzzing $$target for $(FUZZ_SECONDS) s"; \
	  FUZZ_TARGET=$$target $(FUZZ) .build/fuzz/corpus/$$target Fuzz/corpus/$$target -max_total_time=$(FUZZ_SECONDS) \
	    -timeout=1 -malloc_limit_mb=64 -rss_limit_mb=1024 -max_len=65536 -artifact_prefix=.build/fuzz/found/$$target- \
	    -print_final_stats=1 2>&1 | grep -E "^(stat::number_of|==|SUMMARY)|Test unit written" || true; \
	done
	@test -z "$$(ls .build/fuzz/found)" || { ls .build/fuzz/found; exit 1; }

.PHONY: lint
lint: $(VENV)/ready ## formatters and linters, which change nothing
	@swift format lint --strict -r -p Sources Tests Benchmarks Fuzz Package.swift
	@$(VENV)/bin/ruff check Tests Benchmarks Fuzz
	@$(VENV)/bin/ruff format --check Tests Benchmarks Fuzz

.PHONY: format
format: $(VENV)/ready ## lay out all code
	@swift format -i -r -p Sources Tests Benchmarks Fuzz Package.swift
	@$(VENV)/bin/ruff format Tests Benchmarks Fuzz
