"""Recipes of the preprocessing_agent."""
