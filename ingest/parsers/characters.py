"""What characters of a file count: one Unicode form, no control or invisible characters."""

import re

from ingest.vietnamese import text as characters

_SURROGATES = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """Return ``text`` in NFC, on one line, with single plain spaces and nothing invisible."""
    return " ".join(characters.clean(_SURROGATES.sub("", text)).split())
