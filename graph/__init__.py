"""The core: the vocabulary of facts, the ports to the outside, and the flow between them. Imports no sibling package."""
