"""Tokens and words of Vietnamese text, and a general dictionary of them.

The only importer of underthesea, which is loaded on the first call that needs it.
"""

import re
import sys
from functools import cache, lru_cache
from importlib.resources import files
from threading import Lock

from ingest.vietnamese.clauses import sentences
from ingest.vietnamese.text import normalise
from ingest.vietnamese.tokens import PIECE, TOKEN

_REMEMBERED = 4_096
"""Sentences whose words are kept, about 2 KB each."""
_UNUSED = (
    "pipeline.translate",
    "pipeline.classification",
    "pipeline.sentiment",
    "pipeline.lang_detect",
    "pipeline.dependency_parse",
    "agent",
    "address",
)
_loading = Lock()
_DATE = re.compile(r"0?(\d+)/0?(\d+)/(\d{4})\Z")


def syllables(text: str) -> list[str]:
    """Return lower-case tokens for matching: syllables, numbers, symbols of documents.

    A symbol ("45-KH/HU") is given whole and in its pieces, a percentage with and without
    its sign, a date as written and without leading zeros. Punctuation is dropped.
    """
    tokens: list[str] = []
    for found in TOKEN.findall(normalise(text).lower()):
        if found.isalpha():  # most are
            tokens.append(found)
            continue
        token = found.replace(" ", "")
        tokens.append(token)
        if date := _DATE.match(token):
            plain = "/".join(date.groups())
            if plain != token:
                tokens.append(plain)
        elif token.endswith("%"):
            tokens.append(token[:-1])
        elif "/" in token or "-" in token:
            tokens.extend(PIECE.findall(token))
    return tokens


def words(text: str) -> list[str]:
    """Return the words of the text in lower case, syllables of one word joined by "_"."""
    return [word for start, end in sentences(text) for word in _segmented(text[start:end])]


@lru_cache(maxsize=_REMEMBERED)
def _segmented(sentence: str) -> tuple[str, ...]:
    """Return a sentence's words; plans repeat each other's sentences, and each is cut once."""
    return tuple(
        "_".join(word.lower().split())
        for word in _segmenter()(normalise(sentence))
        if any(character.isalnum() for character in word)
    )


def dictionary() -> tuple[str, ...]:
    """Return about 74,000 words and set phrases of a general dictionary (Hồ Ngọc Đức's)."""
    _leave_out_the_rest()
    table = files("underthesea").joinpath("corpus", "data", "Viet74K.txt")
    return tuple(table.read_text(encoding="utf-8").split("\n"))


def warm_up() -> None:
    """Load the word segmenter now instead of on the first call."""
    words("Kế hoạch triển khai thực hiện.")


@cache
def _segmenter():  # type: ignore[no-untyped-def]  # noqa: ANN202 - underthesea has no types
    _leave_out_the_rest()
    from underthesea import word_tokenize

    with _loading:
        word_tokenize("a")  # loads its model, and a second thread would take what is half loaded
    return word_tokenize


def _leave_out_the_rest() -> None:
    """Let underthesea do without what it treats as optional and nothing here uses.

    Among it is what loads large language models, which costs seconds.
    """
    for name in _UNUSED:
        sys.modules.setdefault(f"underthesea.{name}", None)  # type: ignore[arg-type]
