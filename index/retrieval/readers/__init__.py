"""Readers: which statements of the passages found are the evidence, and is there any at all."""
