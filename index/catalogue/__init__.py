"""The catalogue: documents, passages, vectors and originals in one SQLite file."""
