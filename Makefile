# Each command works alone on a fresh machine with Python 3.11 or newer: it makes the virtual environment it needs.
PYTHON ?= python3
INSTALL = -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
DEV = build csvw hatchling hypothesis import-linter mypy networkx openpyxl page-validation pexpect pydot pypdf pytest pytest-cov ruff types-PyYAML types-pexpect
COMMA = ,
export PIP_CONSTRAINT = $(CURDIR)/constraints.txt

.PHONY: demo test check format bench schemas docs gallery browser spark web clean

demo: .venv/demo/ready
	@.venv/demo/bin/eurostack-assess score profiles/amsterdam.yaml --lang nl

test: .venv/dev/ready
	.venv/dev/bin/python -m pytest --cov --cov-report=term

check: .venv/dev/ready
	.venv/dev/bin/ruff check .
	.venv/dev/bin/ruff format --check .
	.venv/dev/bin/mypy
	.venv/dev/bin/lint-imports
	.venv/dev/bin/eurostack-assess lint questionnaires/*
	.venv/dev/bin/python -m pytest -q tests/checks

format: .venv/dev/ready
	.venv/dev/bin/ruff check --fix .
	.venv/dev/bin/ruff format .

schemas: .venv/dev/ready
	@for of in questionnaire framework instrument weights profile scenario suppliers alternatives result outage comparison population lint; do \
		.venv/dev/bin/eurostack-assess schema $$of > schemas/$$of.schema.json; \
	done

docs: .venv/dev/ready
	@for instrument in eu-csf toetsingsinstrument eurostack-report; do \
		.venv/dev/bin/eurostack-assess questions --by $$instrument --lang en -o docs/coverage-$$instrument.md --force; \
	done
	@for language in nl en; do \
		.venv/dev/bin/eurostack-assess questions --lang $$language -o docs/questions.$$language.md --force; \
	done

gallery: .venv/dev/ready
	@for language in nl en; do \
		in="--lang $$language --force"; to=docs/gallery; \
		run=.venv/dev/bin/eurostack-assess; \
		for format in html md; do \
			$$run score profiles/amsterdam.yaml $$in -o $$to/amsterdam.$$language.$$format; \
			$$run score profiles/example-municipality.yaml $$in -o $$to/municipality.$$language.$$format; \
			$$run compare profiles/amsterdam.yaml profiles/brainport.yaml $$in -o $$to/comparison.$$language.$$format; \
			case $$language in nl) title="350 verzonnen gemeenten (gegenereerd)";; *) title="350 made-up municipalities (generated)";; esac; \
			$$run benchmark $$to/made-up-municipalities.csv profiles/example-municipality.yaml --by part --by size \
				--since $$to/made-up-municipalities-a-year-before.csv --title "$$title" \
				$$in -o $$to/benchmark.$$language.$$format; \
		done; \
	done

# What is measured is an installed wheel. Spark counts where there is Java.
bench:
	$(PYTHON) -m venv --clear --upgrade-deps .venv/bench
	.venv/bench/bin/python $(INSTALL) ".[duckdb,pdf,population$(if $(shell command -v java),$(COMMA)spark)]" numpy
	.venv/bench/bin/python benchmarks/goals.py $(GOALS)
	.venv/bench/bin/python benchmarks/whatif.py
	.venv/bench/bin/python benchmarks/report.py

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
	.venv/dev/bin/python $(INSTALL) --editable ".[duckdb,pdf,population]" $(DEV)
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
