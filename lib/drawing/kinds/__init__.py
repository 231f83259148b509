"""Charts of further kinds, one module each, asked for by name (:mod:`lib.drawing.charts`)."""
