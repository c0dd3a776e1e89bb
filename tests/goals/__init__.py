"""Goals of users, as wordings and as corpora with truths."""
