"""Calls that really happen while packages run their own tests: what `benchmarks.calls.observed` judges claims by.

    python -m benchmarks.calls.traces [PACKAGE …] [--truth DIR] [--python PYTHON]

`packages.toml` lists released packages, each by the digest of its sdist. It comes from the user's package index, the tests run
in an environment of their own with the versions of `constraints.txt`, and `runtime/exact_recorder.py`, which `sitecustomize`
starts in the tests' process, records every call without sampling. What it records becomes files as `benchmarks/calls/truth.py`
describes them. The packages' own code is run: use a machine where that may be.
"""
