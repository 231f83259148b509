"""Rules between the tables, by subject; :mod:`lib.ledger.checks` asks them all."""
