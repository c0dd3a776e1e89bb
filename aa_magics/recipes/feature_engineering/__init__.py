"""Recipes of the feature_engineering_agent: columns derived from others, encoded, scaled, shifted in time."""
