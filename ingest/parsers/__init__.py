"""One format a file, each a function from bytes to lines with layout hints."""
