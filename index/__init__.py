"""From documents to ranked passages: catalogue, stores, retrieval."""
