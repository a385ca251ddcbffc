"""Tracing of Python processes: what records runs inside them (`runtime/`), what reads the records runs here."""

from extractors.languages.python.tracing.tracer import TRACER

__all__ = ["TRACER"]
