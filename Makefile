# Each command works alone on a fresh machine with Python 3.11 or newer: it makes the virtual environment it needs.
PYTHON ?= python3
INSTALL = -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
DEV = babel build csvw hatchling hypothesis import-linter mypy networkx openpyxl page-validation pexpect pillow pydot pypdf pytest pytest-cov pytest-xdist ruff types-PyYAML types-pexpect
COMMA = ,
export PIP_CONSTRAINT = $(CURDIR)/constraints.txt

# More workers than cores gain little: each reads all tests, and warms up a parent of commands.
WORKERS ?= 2
PYTEST = .venv/dev/bin/python -m pytest -q --numprocesses $(WORKERS) --dist worksteal
# What stays out of the inner loop: whole commands, other programs, real terminals, long searches.
SLOW = tests/browser tests/checks tests/cli tests/editor tests/population/test_spark.py \
	tests/test_packaging.py tests/test_startup.py tests/test_readme.py tests/test_tutorial.py

.PHONY: demo test test-fast check format bench bench-cheap bench-environment docs browser spark web clean

demo: .venv/demo/ready
	@.venv/demo/bin/eurostack-assess score profiles/amsterdam.yaml --lang nl

# Every test of what the tool does, once, with the coverage of what must be covered whole (tests/conftest.py).
test: .venv/dev/ready
	$(PYTEST) --cov --cov-report=term --ignore=tests/checks

# The inner loop: what needs no other program, no real terminal and no long search.
test-fast: .venv/dev/ready
	$(PYTEST) --hypothesis-profile=quick $(addprefix --ignore=,$(SLOW))

# How the house is kept: style, types, imports, questionnaires, generated files, words, sizes, recipes.
check: .venv/dev/ready
	.venv/dev/bin/ruff check .
	.venv/dev/bin/ruff format --check .
	.venv/dev/bin/mypy
	.venv/dev/bin/lint-imports
	.venv/dev/bin/eurostack-assess lint questionnaires/*
	.venv/dev/bin/python docs/generate.py --check
	$(PYTEST) tests/checks

format: .venv/dev/ready
	.venv/dev/bin/ruff check --fix .
	.venv/dev/bin/ruff format .

# Every generated page and file: the architecture, questions and their coverage, schemas, the gallery, blocks in the README.
docs: .venv/dev/ready
	.venv/dev/bin/python docs/generate.py

# What is measured is an installed wheel. Spark counts where there is Java.
bench: EXTRAS = duckdb,pdf,population$(if $(shell command -v java),$(COMMA)spark)
bench: bench-environment
	.venv/bench/bin/python benchmarks/goals.py $(GOALS)
	.venv/bench/bin/python benchmarks/whatif.py
	.venv/bench/bin/python benchmarks/report.py

# The goals that need a few seconds each. Continuous integration prints them; no time fails it.
bench-cheap: EXTRAS = pdf
bench-cheap: bench-environment
	.venv/bench/bin/python benchmarks/goals.py --cheap

bench-environment:
	$(PYTHON) -m venv --clear --upgrade-deps .venv/bench
	.venv/bench/bin/python $(INSTALL) ".[$(EXTRAS)]" numpy

browser: .venv/dev/browser

spark: .venv/dev/spark

web: .venv/web/ready

clean:
	rm -rf .venv build dist

.venv/demo/ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv --clear .venv/demo
	.venv/demo/bin/python $(INSTALL) --editable .
	@touch $@

.venv/dev/ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv --clear .venv/dev
	.venv/dev/bin/python $(INSTALL) --editable ".[duckdb,pdf,population,word]" $(DEV)
	@touch $@

# What judges in tests: whether pages are valid HTML, what of them not everybody can use, how graphs are drawn, and what an
# editor makes of our schemas.
.venv/web/ready: Makefile
	npm install --silent --ignore-scripts --no-audit --no-fund --no-package-lock --prefix .venv/web axe-core@4.14.1 html-validate@9.7.1 mermaid@11.17.2 yaml-language-server@1.25.0
	@touch $@

# What drives a browser in tests; without it, or without Chromium, they are skipped.
.venv/dev/browser: .venv/dev/ready
	.venv/dev/bin/python $(INSTALL) playwright
	@touch $@

# What counts on many machines; without it, or without Java, its tests are skipped.
.venv/dev/spark: .venv/dev/ready
	.venv/dev/bin/python $(INSTALL) --editable ".[spark]"
	@touch $@
