"""Adapters of the vector and lexical store ports."""
