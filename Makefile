# The portal's commands; a bare `make` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON := .venv/bin/python
BIN := .venv/bin
BOOTSTRAP := icajo/run/bootstrap.sh
# What manage.py needs to look at the code without a database behind it.
MANAGE := SECRET_KEY=$${SECRET_KEY:-only-to-look-at-the-code-0123456789-0123456789-0123456789} $(PYTHON) manage.py

.PHONY: help demo test check bench styles messages reset lock tools test-tools

help: ## show this list
	@echo "make demo      start the whole portal here, with demonstration data (PORT=8000, ICAJO_VAR=var)"
	@echo "make test      check everything and run every test"
	@echo "make check     style, imports, types, migrations, messages, deployment settings; no tests"
	@echo "make bench     measure the pages and searches that matter"
	@echo "make styles    compile the style sheet and the script (needs Node; the results are committed)"
	@echo "make messages  gather the words to translate into locale/fr"
	@echo "make lock      choose the newest permitted packages again and write requirements.lock"
	@echo "make reset     forget everything the demonstration knows"

tools:
	@$(BOOTSTRAP)

test-tools:
	@$(BOOTSTRAP) tests

demo: tools
	@exec $(PYTHON) -m icajo.run.demo

test: test-tools check
	$(BIN)/pytest -n 2 --dist loadscope -m "not browser and not faults"
	$(BIN)/pytest -m "faults"
	$(BIN)/pytest -m "browser"

check: tools
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	PYTHONPATH=. $(BIN)/lint-imports --no-logo
	$(BIN)/djlint templates --quiet --lint
	$(BIN)/mypy
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) messages --check
	$(MANAGE) check --deploy --fail-level WARNING
	@$(PYTHON) -m icajo.run.styles

bench: tools
	$(PYTHON) -m tests.bench

styles:
	npm ci --no-audit --no-fund --loglevel=error
	npm run --silent styles

messages: tools
	$(MANAGE) messages
	$(PYTHON) -m icajo.run.messages

reset: tools
	@$(PYTHON) -m icajo.run.state

lock: tools
	.tools/bin/uv lock --upgrade
	.tools/bin/uv export -q --frozen --all-groups --format requirements.txt --no-header -o requirements.lock
	.tools/bin/uv export -q --frozen --no-default-groups --format requirements.txt --no-header -o requirements.production.lock
