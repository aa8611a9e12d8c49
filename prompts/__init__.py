"""Texts shown to readers and models, reviewed as diffs."""
