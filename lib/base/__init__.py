"""Paths, settings, findings: what everything else stands on."""
