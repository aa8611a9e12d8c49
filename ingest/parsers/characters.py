"""What characters of a file count: one Unicode form, no control or invisible characters."""

import re

from ingest import vietnamese

_SURROGATES = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """Return ``text`` in NFC, on one line, with single plain spaces and nothing invisible."""
    return " ".join(vietnamese.clean(_SURROGATES.sub("", text)).split())
