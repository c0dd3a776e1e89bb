"""Recipes of the sk_learn_agent: predict, classify, find what matters, cluster, reduce, spot anomalies.

Models are judged on rows that they were not fitted on, beside an answer that takes no model. Gaps in numbers are
filled inside the pipeline; a gap in a category is a value of its own.
"""
