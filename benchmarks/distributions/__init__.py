"""Whether any released distribution crashes the index or loses something without saying so.

    python -m benchmarks.distributions [--count N] [--only NAME …] [--output RESULT.json]

Each distribution of `list.tsv` is fetched and indexed as `codecraft index --no-embed` does it, in a process of its own with a
limit on time and memory, and then audited: `written` counts with `ast` alone what its files hold, `shipped` lists with
`zipfile` and `tarfile` alone which files there are, and `audit` compares both with the graph. A second index, in another
process with another hash seed and without the process pool, must give the same graph.
"""
