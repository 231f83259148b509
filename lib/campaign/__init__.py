"""Ledger, estimates and plan put together: what every view starts from."""
