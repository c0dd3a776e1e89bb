"""Other languages than English: goals become English ones, columns and values get an English gloss."""
