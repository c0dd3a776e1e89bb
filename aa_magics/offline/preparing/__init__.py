"""What a goal asks to be done to a frame before anything is measured: columns, classes, conversions, cleaning."""
