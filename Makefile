# Everything a user or developer runs. `make run` and `make test` install what they need; nothing else is asked for.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PROGRAM := .build/release/checkpoint-sampler
DEMO := samples/demo
VENV := .venv
PYTHON := $(VENV)/bin/python
# An import against the flow of docs/architecture.md fails the build.
SWIFT_FLAGS := --explicit-target-dependency-import-check error
RELEASE_FLAGS := $(SWIFT_FLAGS) -c release --static-swift-stdlib
DRIVEN := CHECKPOINT_SAMPLER_PROGRAM=$(abspath $(PROGRAM)) $(PYTHON)
WEB_SCRIPTS := web Tests/Web

## Use

.PHONY: help
help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 18

.PHONY: run
run: build ## build and serve: the demo set, or your own folder with ROOT=~/outputs
ifdef ROOT
	$(PROGRAM) serve "$(ROOT)"
else
	@-$(PROGRAM) demo $(DEMO) # what is missing, also of a set that was interrupted; another set stays as it is
	$(PROGRAM) serve samples
endif

.PHONY: build
build: packages ## build the optimised program
	@swift build $(RELEASE_FLAGS) --product checkpoint-sampler

.PHONY: packages
packages:
	@scripts/require-swift
	@scripts/install-packages build

.PHONY: test-packages
test-packages:
	@scripts/require-swift
	@scripts/install-packages test

# Python's tools, each set made anew when its list changes.
$(VENV)/ready: Tests/requirements.txt | test-packages
	@python3 -m venv $(VENV)
	@$(VENV)/bin/pip install --quiet --disable-pip-version-check -r $<
	@touch $@

$(VENV)/web-ready: Tests/Web/requirements.txt $(VENV)/ready
	@$(VENV)/bin/pip install --quiet --disable-pip-version-check -r $<
	@touch $@

$(VENV)/bench-ready: Benchmarks/requirements.txt $(VENV)/ready
	@$(VENV)/bin/pip install --quiet --disable-pip-version-check -r $<
	@touch $@

## Prove

.PHONY: test
test: test-swift test-web test-end-to-end test-browser ## all tests

.PHONY: test-swift
test-swift: test-packages ## the Swift tests of every target
	@swift test $(SWIFT_FLAGS)

.PHONY: test-web
test-web: test-packages ## the page's pure modules
	@node --test Tests/Web/

.PHONY: test-end-to-end
test-end-to-end: $(VENV)/ready build ## the real program, driven from outside
	@$(DRIVEN) -m pytest -q Tests/EndToEnd

.PHONY: test-browser
test-browser: $(VENV)/ready build ## the page in a browser, on the real program
	@$(DRIVEN) -m pytest -q Tests/Browser

.PHONY: attack
ATTACK_CASES ?= 5000
attack: $(VENV)/ready build ## 5,000 made-up requests, malformed HTTP, foreign pages, guesses, hostile names; says what it tried
	@CHECKPOINT_SAMPLER_TEST_ATTACK_CASES=$(ATTACK_CASES) $(DRIVEN) -m pytest -q -s Tests/EndToEnd/test_attack_*.py
	@$(DRIVEN) -m pytest -q Tests/EndToEnd/test_serving.py -k "outside or strange or garbage or slow or megabyte or token"

.PHONY: test-threads
test-threads: test-packages ## the Swift tests under the thread sanitizer
	@swift build $(SWIFT_FLAGS) --build-tests --sanitize=thread --scratch-path .build/tsan
	@clang -O2 -shared -fPIC -o .build/tsan/mutex_edges.so Tests/Sanitizer/mutex_edges.c
	@LD_PRELOAD=$(abspath .build/tsan/mutex_edges.so) TSAN_OPTIONS=halt_on_error=1:exitcode=66 \
	  swift test $(SWIFT_FLAGS) --skip-build --sanitize=thread --scratch-path .build/tsan

.PHONY: container-check
container-check: ## build the image with your own Docker or Podman and try it
	@scripts/container-check

.PHONY: soak
soak: soak-kill soak-storm soak-faults ## what takes longer than a test may

.PHONY: soak-kill
soak-kill: $(VENV)/ready build ## 200 rounds of kill -9 during writes; eight clients at once for ten seconds
	@CHECKPOINT_SAMPLER_TEST_KILL_ROUNDS=200 CHECKPOINT_SAMPLER_TEST_CLIENT_SECONDS=10 \
	  $(DRIVEN) -m pytest -q Tests/EndToEnd/test_durability.py

.PHONY: soak-storm
soak-storm: test-packages ## ten storms of changes over 20,000 files, a minute each: the index must equal a fresh scan
	@SOAK_SECONDS=60 SOAK_FILES=20000 SOAK_SEEDS=10 swift test $(SWIFT_FLAGS) --filter Storm

.PHONY: soak-faults
SOAK_SECONDS ?= 600
soak-faults: $(VENV)/ready build ## ten minutes of churning files, 50 viewers, presets and deaths; full disk, few descriptors, little memory
	@CHECKPOINT_SAMPLER_TEST_SOAK_SECONDS=$(SOAK_SECONDS) CHECKPOINT_SAMPLER_TEST_SOAK_VIEWERS=50 \
	  $(DRIVEN) -m pytest -q -s Tests/EndToEnd/test_soak.py Tests/EndToEnd/test_faults.py

## Measure

.PHONY: bench
bench: build $(VENV)/bench-ready ## speed and memory beside public tools; one part with BENCH=scan
	@scripts/install-packages bench
	@swift build $(RELEASE_FLAGS) --product catalog-bench
	@swift build $(RELEASE_FLAGS) --product thumbnail-bench
	@$(DRIVEN) Benchmarks/bench.py $(BENCH)

.PHONY: bench-browser
bench-browser: $(VENV)/ready build ## key press to paint, first paint and scrolling, beside plain images
	@$(DRIVEN) Benchmarks/bench.py browser

.PHONY: screenshots
screenshots: $(VENV)/ready build ## the README's pictures, anew
	@WRITE_SCREENSHOTS=1 $(DRIVEN) -m pytest -q Tests/Browser/test_screenshots.py

## Tidy

.PHONY: fuzz
FUZZ_SECONDS ?= 60
FUZZ := .build/fuzz/release/fuzz
fuzz: test-packages ## each reader of foreign bytes under libFuzzer, FUZZ_SECONDS each
	@CHECKPOINT_SAMPLER_FUZZ=1 swift build -c release --sanitize=fuzzer --product fuzz --scratch-path .build/fuzz
	@mkdir -p .build/fuzz/found
	@for target in $$(ls Fuzz/corpus); do \
	  echo "$$target, $(FUZZ_SECONDS) s"; mkdir -p .build/fuzz/corpus/$$target; \
	  SWIFT_BACKTRACE=enable=no FUZZ_TARGET=$$target $(FUZZ) .build/fuzz/corpus/$$target Fuzz/corpus/$$target \
	    -max_total_time=$(FUZZ_SECONDS) -timeout=60 -malloc_limit_mb=64 -rss_limit_mb=1024 -max_len=65536 \
	    -artifact_prefix=.build/fuzz/found/$$target- > .build/fuzz/$$target.log 2>&1 \
	    || { tail -n 40 .build/fuzz/$$target.log; exit 1; }; \
	done

.PHONY: lint
lint: lint-swift lint-python lint-web lint-docker ## formatters and linters, which change nothing

.PHONY: lint-swift
lint-swift:
	@swift format lint --strict -r -p Sources Tests Benchmarks Fuzz Package.swift

.PHONY: lint-python
lint-python: $(VENV)/ready
	@$(VENV)/bin/ruff check Tests Benchmarks Fuzz
	@$(VENV)/bin/ruff format --check Tests Benchmarks Fuzz

.PHONY: lint-docker
lint-docker: $(VENV)/ready ## the Dockerfile and the scripts
	@$(VENV)/bin/hadolint Dockerfile
	@$(VENV)/bin/shellcheck scripts/* .ci/run

.PHONY: lint-web
lint-web: $(VENV)/web-ready ## types, linters and layout of the page's modules and styles
	@tsc -p .
	@$(VENV)/bin/oxlint --deny-warnings $(WEB_SCRIPTS)
	@$(VENV)/bin/oxfmt --check $(WEB_SCRIPTS)
	@$(VENV)/bin/biome lint --error-on-warnings web/styles

.PHONY: format
format: $(VENV)/web-ready ## lay out all code
	@swift format -i -r -p Sources Tests Benchmarks Fuzz Package.swift
	@$(VENV)/bin/ruff format Tests Benchmarks Fuzz
	@$(VENV)/bin/oxfmt $(WEB_SCRIPTS)
