"""Follow-ups: a goal that says only what changes is read as a full goal."""
