"""Models that a goal states: algorithm, target, features, split, seed and scores."""
