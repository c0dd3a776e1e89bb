"""Closed questions with truths of their own, computed without the engine."""
