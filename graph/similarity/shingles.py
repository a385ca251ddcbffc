"""A function's tokens as a MinHash sketch: its smallest shingle hashes, by which two functions are compared without their text.

A shingle is five tokens in a row. The sketch holds the 32 smallest of the shingles' CRC-32 sums: of two functions, the share
of the smallest sums of both together that both have estimates how many of all their shingles they share (Jaccard), with a
standard error of 0.09 at most; a function of up to 32 different shingles is compared exactly.

Source: Broder, On the resemblance and containment of documents (1997), with one hash function and its smallest values.
"""

import struct
from base64 import b64encode
from collections.abc import Sequence
from zlib import crc32

SHINGLE_TOKENS = 5
SKETCH_SIZE = 32
FEWEST_TOKENS = 30
"""Shorter code says too little to be a copy of something: it gets no sketch."""


def sketch(tokens: Sequence[str]) -> str:
    """The sketch as Base64 of little-endian 32-bit numbers in ascending order; empty for what is too short."""
    if len(tokens) < FEWEST_TOKENS:
        return ""
    shingles = map(" ".join, zip(*(tokens[start:] for start in range(SHINGLE_TOKENS)), strict=False))
    sums = sorted({crc32(shingle.encode("utf-8", "surrogatepass")) for shingle in shingles})[:SKETCH_SIZE]
    return b64encode(struct.pack(f"<{len(sums)}I", *sums)).decode("ascii")
