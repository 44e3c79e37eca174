# The portal's commands; a bare `make` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON := .venv/bin/python
BIN := .venv/bin
BOOTSTRAP := icajo/run/bootstrap.sh
# Looks at the code, with no database behind it.
MANAGE := DATABASE_POOL=0 DATABASE_URL=postgres://nobody@127.0.0.1:9/none \
	SECRET_KEY=only-to-look-at-the-code-0123456789-0123456789-0123456789 $(PYTHON) -W ignore::RuntimeWarning manage.py
EXPORT := .tools/bin/uv export -q --frozen --format requirements.txt --no-header

# Processes start again and again: what Python has compiled is kept, also where images of containers forbid it.
unexport PYTHONDONTWRITEBYTECODE

.SILENT:
.PHONY: help demo test faults check bench bench-desk bench-search styles messages reset lock tools test-tools

help:
	echo "make demo      start the whole portal here, with demonstration data (PORT=8000, ICAJO_VAR=var)"
	echo "make test      check everything and run every test"
	echo "make faults    play every fault of payments against the real portal, again and again (ROUNDS=50)"
	echo "make check     style, imports, types, migrations, messages, deployment settings; no tests"
	echo "make bench     measure the pages and searches that matter"
	echo "make bench-desk  measure what the staff open over 100,000 files, beside a view with the same SQL"
	echo "make bench-search  measure the search over a million licences, beside its own SQL and Datasette"
	echo "make styles    compile the style sheet and the script (needs Node; the results are committed)"
	echo "make messages  gather the words to translate into locale/fr"
	echo "make lock      choose the newest permitted packages again and write the lock files"
	echo "make reset     forget everything the demonstration knows"

tools:
	$(BOOTSTRAP)

test-tools:
	$(BOOTSTRAP) tests

demo: tools
	exec $(PYTHON) -m icajo.run.demo

# Browsers and whole portals want no other tests beside them; killed portals mostly wait, so two browsers go on meanwhile.
test: test-tools check
	echo "== tests"
	$(BIN)/pytest -n 2 --dist loadscope -m "not browser and not faults"
	echo "== tests in a browser, and tests that start and kill the real portal"
	$(BIN)/pytest -n 3 --dist loadscope --no-loadscope-reorder -m "browser or faults"

faults: test-tools
	ROUNDS=$${ROUNDS:-50} $(BIN)/pytest tests/faults/test_rounds.py tests/faults/test_rounds_half_way.py \
		--durations=0 --durations-min=1

check: tools
	echo "== style"
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check .
	$(BIN)/djlint templates --quiet --lint
	echo "== imports"
	PYTHONPATH=. $(BIN)/lint-imports --no-logo
	echo "== types"
	$(BIN)/mypy
	echo "== migrations, messages, deployment settings"
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) messages --check
	BANK_ACCOUNT=x BANK_BENEFICIARY=x BANK_NAME=x BANK_INSTITUTION=x BANK_TRANSIT=x $(MANAGE) check --deploy --fail-level WARNING

bench: tools
	$(PYTHON) -m tests.bench

bench-desk: tools
	$(PYTHON) -m tests.bench.desk_alone

bench-search: tools
	$(PYTHON) -m tests.bench.search_alone

styles:
	npm ci --no-audit --no-fund --loglevel=error
	npm run --silent styles

messages: tools
	$(MANAGE) messages
	$(PYTHON) -m icajo.run.messages

reset: tools
	$(PYTHON) -m icajo.run.state

lock: tools
	.tools/bin/uv lock --upgrade
	$(EXPORT) --all-groups -o requirements.lock
	$(EXPORT) --no-default-groups -o requirements.production.lock
