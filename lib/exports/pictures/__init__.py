"""Parts of pages as pictures that stand for themselves, and as one native slide."""
