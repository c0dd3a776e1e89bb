"""Recipes of the statistical_analytics_agent: summaries, comparisons, correlation, tests, OLS, trends."""
