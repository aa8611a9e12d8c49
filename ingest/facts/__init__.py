"""What a document promises, as data: each fact with the span of the text that states it."""
