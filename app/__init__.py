"""From questions to checked answers, and the ways to ask."""
