"""What a long question is about: without the words that people put around it.

"What architectural mechanism in the main class decouples X from Y" is about X and Y. In a sentence of thirty words, fifteen
that say nothing pull a mean of vectors far away, and those that code seldom uses ("responsibility") count for more than the
others. Worth 0.01 of NDCG@10 by file on questions of 20 words and more (docs/decisions/273); shorter ones stay as they are.
"""

import re

from graph.texts import words

LONG = 20
"""A question of so many words is long."""

_AROUND = frozenset(
    re.findall(
        r"\w+",
        """
        role roles relationship mechanism mechanisms architecture architectural responsibility responsible purpose reason
        significance impact effect affect affects happen happens happened work works working way ways together may might during
        between specific rather implement implements implemented implementation use used uses using handle handles ensure
        ensures determine determines enable enables integrate integrates integration pattern design process system class
        classes function functions method methods property attribute variable constant module code
        """,
    )
)


def what_is_asked(text: str) -> str:
    """The text; a long one without stop words and without words that are about questions or about code in general."""
    spoken = text.split()
    if len(spoken) < LONG:
        return text
    return " ".join(word for word in spoken if words(word) and word.strip("?.,:;!`'\"()").lower() not in _AROUND) or text
