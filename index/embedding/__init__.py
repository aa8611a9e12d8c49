"""The embedder and its weights."""
