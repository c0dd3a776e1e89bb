"""Corpora that were written without a look at the engine: what they gave at first sight is in the README."""
