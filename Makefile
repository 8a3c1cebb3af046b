# make          installs what is missing, builds, and runs the first notebook
# make test     builds, tests, and checks every notebook of the project
# make test-all does so with the tests that take long or need packages of other languages
# make bench    measures, as ratios against Jupyter and PyTorch in the same run
# make package-documents checks the documents of public packages and writes docs/PackageDocuments.md
# make format   formats the sources
# make install  PREFIX=/usr/local

SWIFT ?= swift
PREFIX ?= /usr/local
BUILD := .build/release
STAGE := .build/stage
GRADUS := $(STAGE)/bin/gradus
# libcmark reads Markdown; OpenBLAS brings the runtime's linear solvers.
PACKAGES := pkg-config libcmark-dev libopenblas0-pthread
# What cells may import.
MODULES := Gradus GradusPrelude GradusDisplay GradusTensors GradusProbability GradusTables \
	GradusNetworks GradusPlots

# For the tests of make test-all.
PYTHON_TESTS := $(CURDIR)/.build/test-venv
PYTHON_PACKAGES := junitparser nbformat pre-commit selenium
# A browser that reads pages, and what sets their formulas.
TEST_PACKAGES := chromium chromium-driver libjs-katex
# Its source brings the examples of CommonMark's specification.
SPECIFICATION := commonmark==0.9.2

.PHONY: all dependencies build stage test test-all test-venv bench package-documents format lint install clean

all: stage
	@echo
	$(GRADUS) run notebooks/preliminaries.md
	@echo "Read the notebook and its results in notebooks/preliminaries.md."

dependencies:
	@pkg-config --exists libcmark 2>/dev/null && ldconfig -p 2>/dev/null | grep -q libopenblas.so.0 && exit 0; \
	sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	echo "Installing the Debian packages $(PACKAGES)$${sudo:+ with sudo}"; \
	command -v apt-get >/dev/null || { echo "There is no apt-get here: install libcmark (with its static library) and pkg-config yourself." >&2; exit 1; }; \
	$$sudo apt-get update -qq && $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $(PACKAGES) >/dev/null

build: dependencies
	$(SWIFT) build -c release --product gradus
	$(SWIFT) build -c release --product gradus-preview
	$(SWIFT) build -c release --product gradus-worker
	$(SWIFT) build -c release --product GradusRuntime

stage: build
	@$(MAKE) --no-print-directory files PREFIX=$(CURDIR)/$(STAGE)

test: stage
	$(SWIFT) test -c release --disable-testable-imports
	$(GRADUS) check notebooks README.md docs

test-all: test-venv
	GRADUS_TEST_ALL=$(PYTHON_TESTS) $(MAKE) --no-print-directory test

test-venv:
	@test -x $(PYTHON_TESTS)/bin/python || python3 -m venv $(PYTHON_TESTS)
	@$(PYTHON_TESTS)/bin/python -m pip install --quiet --disable-pip-version-check $(PYTHON_PACKAGES)
	@command -v chromedriver >/dev/null && test -e /usr/share/javascript/katex/katex.js && exit 0; \
	sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	echo "Installing the Debian packages $(TEST_PACKAGES)$${sudo:+ with sudo}"; \
	$$sudo apt-get update -qq && $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(TEST_PACKAGES) >/dev/null
	@test -e $(PYTHON_TESTS)/spec.txt || { cd $(PYTHON_TESTS) && bin/python -m pip download --quiet --no-deps --no-binary :all: --dest . $(SPECIFICATION) && tar -xzf commonmark-*.tar.gz --strip-components=1 --wildcards '*/spec.txt'; }

install: build files
	@echo "Installed $(PREFIX)/bin/gradus"

# The launcher, the executables, what cells may import (the runtime's modules and no others), and
# completions for shells.
.PHONY: files
files:
	@mkdir -p $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/lib/gradus/modules/GradusKernels
	@cp -pu --remove-destination $(BUILD)/gradus $(BUILD)/gradus-preview $(BUILD)/gradus-worker $(BUILD)/libGradusRuntime.so $(DESTDIR)$(PREFIX)/lib/gradus/
	@cp -pu --remove-destination $(MODULES:%=$(BUILD)/Modules/%.swiftmodule) $(DESTDIR)$(PREFIX)/lib/gradus/modules/
	@cp -pu --remove-destination Sources/GradusKernels/include/* $(DESTDIR)$(PREFIX)/lib/gradus/modules/GradusKernels/
	@toolchain=$$($(SWIFT)c -print-target-info | sed -n 's|.*"runtimeResourcePath": "\(.*\)".*|\1|p'); \
	sed "s|@TOOLCHAIN@|$$toolchain|; s|@SIZE@|$$(stat -Lc %s "$$toolchain/host/libSwiftParser.so")|" Sources/GradusCommand/launcher.sh > $(DESTDIR)$(PREFIX)/bin/gradus
	@chmod 755 $(DESTDIR)$(PREFIX)/bin/gradus
	@share=$(DESTDIR)$(PREFIX)/share; \
	put() { mkdir -p "$$(dirname "$$2")" && $(BUILD)/gradus --generate-completion-script "$$1" > "$$2"; }; \
	put bash "$$share/bash-completion/completions/gradus" && \
	put zsh "$$share/zsh/site-functions/_gradus" && \
	put fish "$$share/fish/vendor_completions.d/gradus.fish"

bench: stage
	$(SWIFT) build -c release --product Benchmarks
	$(SWIFT) build -c release --product TensorBenchmarks
	$(BUILD)/Benchmarks $(GRADUS) $(BUILD)/TensorBenchmarks .build/peer .build/bench

package-documents: stage
	$(SWIFT) build -c release --product PackageDocuments
	$(BUILD)/PackageDocuments $(GRADUS) .build/package-documents docs/PackageDocuments.md docs/PackageDocuments.json Tests/PackageDocuments/verdicts.json

format:
	$(SWIFT) format --in-place --recursive Package.swift Sources Tests

lint:
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests

clean:
	rm -rf .build
