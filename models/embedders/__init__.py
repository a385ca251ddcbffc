"""From text to vectors: one file for each embedder."""
