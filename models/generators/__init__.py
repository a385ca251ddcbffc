"""Language models that phrase answers: one file for each server."""
