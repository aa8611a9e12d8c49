"""What a token is: the one place where text is taken apart for matching.

Patterns of ``re`` for text in NFC; each takes letters with their tone marks as letters.
"""

import re

_LETTERS = [chr(code) for code in (*range(0x250), *range(0x1E00, 0x1F00)) if chr(code).isalpha()]
UPPER = "".join(letter for letter in _LETTERS if letter.isupper())
"""Unicode's capital Latin letters, for use in brackets: ``re`` knows no class for them."""
LOWER = "".join(letter for letter in _LETTERS if letter.islower())
"""The small ones."""

LETTERS = re.compile(r"[^\W\d_]+")
"""A syllable, or any run of letters."""
PIECE = re.compile(r"[^\W_]+")
"""A run of letters and figures."""
PIECE_OR_STOP = re.compile(rf"{PIECE.pattern}|[.;:()\n]")
"""The same, and the signs that end a clause."""
FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
"""A figure with its marks: "1.500,5"."""
FIGURED = re.compile(rf"{PIECE.pattern}(?:[.,/]\d+)*%?")
"""The same, a figure whole with its marks and its sign: "1.500,5", "80%", "15/11"."""
TOKEN = re.compile(
    r"\d+[a-zđ]?(?:\s?[-/]\s?[^\W\d_][\w]*)(?:[-/][\w]+)*"  # 45-KH/HU, 12/KH-UBND
    r"|\d+/\d{4}/[^\W\d_][\w-]*"  # 88/2031/TT-BGDĐT
    r"|\d+(?:[.,/]\d+)*%?"
    rf"|{PIECE.pattern}"
)
"""What the index holds: a syllable, a figure, or a document's number, whole. For lower case."""
SIGNED = re.compile(r"\w+(?:[./,\-–]\w+)*%?|[^\w\s]|\n")
"""A word with the marks inside it, or a sign: what sentences are compared by."""
