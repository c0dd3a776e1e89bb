"""Recipes of the feature_engineering_agent."""
