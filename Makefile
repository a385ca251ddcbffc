# Two commands: `make demo` and `make test`. Each sets itself up in .venv first, with uv when present, else venv and pip.
.PHONY: demo test setup lint services serve clean

BIN := .venv/bin
PORT ?= 8000
# A stamp is older than what it was made from when the project's requirements or its build changed.
REQUIREMENTS := pyproject.toml .ci/setup hatch_build.py api/web/package-lock.json $(wildcard api/web/source/*)

# Index our own source and the packages it depends on, then ask about them. No server is needed.
demo: .venv/.base
	$(BIN)/codecraft index sources.toml
	$(BIN)/codecraft search "turn a licence classifier into an SPDX id" --hops 2 --limit 3
	$(BIN)/codecraft ask "Who calls neo4j.GraphDatabase.driver?"
	@echo
	@echo "The same in a browser: make serve, then open http://127.0.0.1:$(PORT)/graphql"

# Every check, the quick ones first; the real servers of the tests are built meanwhile (once, into the user's cache folder).
# Two processes share the tests: more would only start more servers.
test: .venv/.test
	@$(MAKE) --no-print-directory -j2 services lint
	$(BIN)/pytest -n 2 --dist loadfile

setup: .venv/.models

lint: .venv/.models
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

services: .venv/.test
	@$(BIN)/python -m tests.services neo4j --prepare
	@$(BIN)/python -m tests.services ollama --prepare

serve: .venv/.base
	$(BIN)/codecraft serve --port $(PORT)

# Only what these commands made and can make again; indexed data in .codecraft stays.
clean:
	rm -rf .venv .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache build dist

.venv/.base: $(REQUIREMENTS)
	@sh .ci/setup base
	@touch $@

.venv/.test: $(REQUIREMENTS)
	@sh .ci/setup test
	@touch .venv/.base $@

.venv/.models: $(REQUIREMENTS) | .venv/.test
	@sh .ci/setup models
	@touch .venv/.base .venv/.test $@
