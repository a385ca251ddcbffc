"""The command line: one file for each group of commands, each a thin skin over the use cases in `queries/`."""
