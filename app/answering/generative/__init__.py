"""Answers worded by a language model, held to their quotes."""
