"""Judges the system from outside; nothing imports it."""
