"""From parsed lines to a document: outline, header, signature, references."""
