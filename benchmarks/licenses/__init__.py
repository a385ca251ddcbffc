"""How well licences are detected: in SPDX's texts, pinned distributions, files that say nothing."""
