"""Charts: what a goal asks to be drawn, as a typed intent, and the recipes that draw it."""
