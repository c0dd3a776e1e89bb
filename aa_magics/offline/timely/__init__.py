"""Time as people mean it: spans such as "last 90 days", and what is asked along time."""
