"""Units on the ground: boundaries, vintages, groups."""
