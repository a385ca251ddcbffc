"""Long questions about whole repositories: `python -m benchmarks.retrieval.sweqa FOLDER`.

The data is SWE-QA's (peng-weihan/SWE-QA-Bench, Apache-2.0) and stays outside this repository: FOLDER holds `repo_commit.txt`,
a line `URL COMMIT` for each repository, and for each a file `NAME.jsonl` of objects with `question` and `answer`. Nobody here
wrote a question or an answer. The Python files that an answer names are what search should find.
"""
