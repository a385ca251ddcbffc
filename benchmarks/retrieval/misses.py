"""The worst answers about a repository, for those who tune; of a held-out repository nobody reads them."""

from collections.abc import Iterator

from benchmarks.retrieval.asking import Answer, Run
from benchmarks.retrieval.ours import Search
from benchmarks.retrieval.questions import READ_SETS

_SHOWN = 5


def misses(run: Run, count: int) -> Iterator[str]:
    """Lines about so many of our answers, the worst first; none for a repository that is held out."""
    if run.repository.of_set not in READ_SETS or run.ranker != Search.name:
        return
    answers = sorted(run.answers, key=_goodness)
    for answer in answers[:count]:
        scored = answer.scores
        first = "" if scored.first is None else f", symbol first {scored.first:.0f}"
        yield f"\n{run.repository.name}, {answer.question.kind}: {answer.question.text}"
        yield f"  NDCG@10 {scored.ndcg:.3f}, by symbol {scored.symbol_ndcg or 0:.3f}{first}"
        yield from (f"  wanted {target}" for target in answer.question.targets)
        yield from (f"  found  {hit.path}:{hit.line} {hit.symbol}" for hit in answer.hits[:_SHOWN])


def _goodness(answer: Answer) -> tuple[float, float, float]:
    scored = answer.scores
    return scored.ndcg, scored.first or 0.0, scored.symbol_ndcg or 0.0
