"""Recipes of the preprocessing_agent: look a frame over, clean it, parse types, filter, sort, reshape, join."""
