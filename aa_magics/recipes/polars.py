"""Recipes of the polars_agent."""
