"""Where a document without a header comes from, by what its body says of its own place."""

import re
from collections import Counter
from collections.abc import Sequence

from ingest.document import Reference
from ingest.vietnamese import ranks
from ingest.vietnamese.tokens import UPPER

PROPER = rf"[{UPPER}][^\W\d_]*(?:[ -][{UPPER}][^\W\d_]*){{0,3}}"
"""A name of one to four capitalised syllables."""
_LOCAL = (
    re.compile(
        rf"\bBáo (?:và (?:Đài )?[Pp]hát thanh,? (?:-|và )?\s?[Tt]ruyền hình )?(?P<place>{PROPER})"
    ),
    re.compile(rf"\b[Tt]ruyền hình (?P<place>{PROPER})"),
    re.compile(rf"\b(?:con người|văn hóa|văn hoá|quê hương|đất và người) (?P<place>{PROPER})"),
)
_NOT_LOCAL = frozenset(
    (
        "Việt Nam",
        "Trung ương",
        "Nhân Dân",
        "Nhà nước",
        "Nhân dân",
        "Đảng",
        "Hà Nội",
        "Quốc hội",
        "Chính phủ",
        "Bác",
    )
)
_SCHOOL = re.compile(
    r"\b(?:Trường|Bệnh viện|Đại học|Cao đẳng|Trung tâm|Quy hoạch)\s[^,;.:()\n]{3,90}"
)


def rank_of(issuer: str) -> str | None:
    """Return the rank of place that a body belongs to: "tỉnh" for "Tỉnh ủy", "UBND tỉnh"."""
    folded = issuer.replace("uỷ", "ủy")
    for word, rank in ranks.COMMITTEES.items():
        if word.lower() in folded.lower():
            return rank
    match = re.search(rf"\b({ranks.WORDS})\b", folded, re.IGNORECASE)
    return match[1].lower() if match else None


def named_place(issuer: str) -> str | None:
    """Return the name inside a body's own name: "UBND tỉnh Hòa Giang" → "Hòa Giang"."""
    match = re.search(
        rf"\b(?:{ranks.WORDS}|{ranks.COMMITTEE}(?: xã| phường)?)"
        rf"\s+(?!(?i:h[ộo]i)\Z)(?P<place>{PROPER})\Z",
        issuer,
        re.IGNORECASE if issuer.isupper() else 0,
    )
    return match["place"] if match else None


def infer(text: str, rank: str, references: Sequence[Reference]) -> tuple[str, int, int] | None:
    """Return the place the body speaks of as its own, and where it does, or None.

    Every mention "<rank> X" and every local institution "… X" outside the citations of other
    documents is a vote; the winner needs two votes, and twice those of the next.
    """
    cited = [(reference.start, reference.end) for reference in references]
    votes: Counter[str] = Counter()
    first: dict[str, tuple[int, int]] = {}
    patterns = [re.compile(rf"\b(?:{rank}|{rank.capitalize()}) (?P<place>{PROPER})")]
    if rank in {"tỉnh", "thành phố"}:
        patterns.extend(_LOCAL)
    for pattern in patterns:
        for match in pattern.finditer(text):
            place = match["place"]
            inside = any(start <= match.start() < end for start, end in cited)
            if inside or place in _NOT_LOCAL or place.isupper():
                continue
            votes[place] += 1
            span = match.span("place")
            first[place] = min(first.get(place, span), span)
    for match in _SCHOOL.finditer(text):
        for place in list(votes):
            votes[place] += bool(re.search(rf"(?<!{rank} ){re.escape(place)}\b", match.group()))
    ranked = sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))
    if not ranked or ranked[0][1] < 2:
        return None
    if len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]:
        return None
    place = ranked[0][0]
    return place, *first[place]
