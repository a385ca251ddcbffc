"""Embedders and generators."""
