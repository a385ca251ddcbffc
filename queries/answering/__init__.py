"""The pieces of an answer: what is asked, what the graph says itself, what a model is given, and what supports its words."""
