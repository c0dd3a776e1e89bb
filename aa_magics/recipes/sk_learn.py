"""Recipes of the sk_learn_agent."""
