"""Answers, conversations and comparisons as files: Markdown, Word, Excel, gold lines."""
