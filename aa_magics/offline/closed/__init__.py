"""Closed questions: those that state the form of their answer, `@name[value]`, and get just that."""
