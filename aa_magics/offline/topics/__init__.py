"""What people ask in the first week with a file, as topics: each has its words, and its recipes their columns."""

TOPIC_RECIPES = (
    "findings",
    "clean_frame",
    "ready_frame",
    "useless_columns",
    "three_sentences",
    "three_sentences_of",
    "answer_shares",
    "cronbach_alpha",
    "weighted_means",
    "group_weighted_means",
    "weighted_shares",
    "table_one",
    "paired_comparison",
    "independent_comparison",
    "adjusted_gap",
    "corrected_correlations",
    "pareto",
    "pareto_of_rows",
    "sample_size",
    "sample_size_for",
)
"""Recipes that only topics call for."""
