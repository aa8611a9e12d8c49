"""What a question asks, and what documents are called."""
