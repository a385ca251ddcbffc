"""BM25's constants and how rare a word is, for those who find candidates by it and those who rank them.

Source: Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), in Lucene's variant.
"""

from math import log

SATURATION = 1.2
LENGTH = 0.75


def rarity(having: int, total: int) -> float:
    """The weight of a word that so many of all texts have."""
    return log(1 + (total - having + 0.5) / (having + 0.5))
