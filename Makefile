# Two commands: `make demo` and `make test`. Each sets itself up in .venv first.
.PHONY: demo test setup
setup:
	python3.12 -m venv .venv
