"""One folder a language; each holds an extractor and, where names cross files, a linker."""
