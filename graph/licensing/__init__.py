"""SPDX licence expressions: read, spelt one way, taken apart and checked, for every part of the product (decision 208)."""
