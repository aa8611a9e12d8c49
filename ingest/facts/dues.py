"""How a time by which something is due is told: without the words that only lead to it."""

import re

LEAD = re.compile(
    r"\A(?:(?:trước|sau|chậm\s+nhất|muộn\s+nhất|đến|hết|vào|trong|từ|kể|tới|là|không\s+quá|đầu|ngày"
    r"|xong|hoàn\s+thành)\s+)+",
    re.IGNORECASE,
)
"""Words that lead to a time."""


def normalised(said: str) -> str:
    """Return a time without the words that lead to it: "trước ngày 30/11/2025" → "30/11/2025"."""
    plain = " ".join(said.split()).strip(" .;,()")
    shorter = plain if _FROM_TO.match(plain) else LEAD.sub("", plain)
    shorter = re.sub(r"\A(\d{1,2})\s+tháng\s+(\d{1,2})(?:\s+năm\s+(\d{4}))?", _slashed, shorter)
    shorter = re.sub(r"\A[Nn]ăm\s+(?=\d{4})", "", shorter)
    shorter = re.sub(r"(?<=\d)\s+năm\s+(?=\d{4}\Z)", "/", shorter)
    shorter = re.sub(r"(?i)(?<=quý\s)([ivx]+)(?:\s+năm\s+|\s*/\s*)(?=\d{4})", _quarter, shorter)
    return shorter or plain


_FROM_TO = re.compile(r"(?:kể\s+)?từ\s.{3,60}\sđến\s", re.IGNORECASE)


def _slashed(match: re.Match[str]) -> str:
    return "/".join(part for part in match.groups() if part)


def _quarter(match: re.Match[str]) -> str:
    return match.group(1).upper() + "/"
