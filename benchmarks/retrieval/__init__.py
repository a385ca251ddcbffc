"""Questions about repositories that no training saw, and what search answers: `python -m benchmarks.retrieval`.

`questions/` holds a file for each repository, written by people from reading its code. Every question is asked of search as
users ask it and of three baselines, and scored as semble scores itself (MinishLab/semble, benchmarks/metrics.py and
run_benchmark.py): a target's rank is that of the first of ten results in its file, in the list as returned, so that further
results of a file take places and gain nothing; every target weighs 1, secondary ones too; NDCG@10 is the sum of
1/log2(rank + 1) over the ranks, divided by the same sum over as many ranks from 1 as there are files to be found. semble's
means are over repositories, ours over questions.
"""
