"""How candidates are put in order: one signal a file, none of it learned.

The store's cosines and `keywords` each score the candidates and `fusion` joins the two; `coherence` adds what the rest of a
file says, `breadth` how much of the query it says in all, `calls` what candidates call each other, `definitions` and `paths`
what the query names, and `reading` what a model says that has read the best of them, where one is set; `damping` takes from
what people seldom look for, `saturation` keeps one file from taking the page. Every signal gives its part of a candidate's
score, and the score is the sum of its parts. What each is worth says docs/retrieval-ablation.md.
"""
