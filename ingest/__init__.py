"""From files to documents: parsing, structure, passages."""
