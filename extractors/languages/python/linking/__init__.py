"""The linker's parts: values and their propagation, names and modules, classes, calls, models of the standard library."""
