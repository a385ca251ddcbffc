"""embedders, rerankers and generators."""
