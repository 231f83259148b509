"""How numbers, dates and names read in Vietnamese."""
