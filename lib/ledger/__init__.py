"""The ledger: every known figure with its source, validated as a whole before anything uses it."""

from lib.ledger.ledger import Ledger, Plan
from lib.ledger.reading import load_ledger

__all__ = ["Ledger", "Plan", "load_ledger"]
