"""The ledger: every known figure with its source, validated as a whole before anything uses it."""

from lib.ledger.reading import Ledger, load_ledger

__all__ = ["Ledger", "load_ledger"]
