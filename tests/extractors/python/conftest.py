"""The cases are code to be read by the extractor: pytest must not take them for tests."""

collect_ignore = ["cases"]
