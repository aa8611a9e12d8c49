"""Claims in as much room as there is: all are shortened alike before any is left out."""

from collections.abc import Sequence
from dataclasses import replace

from app.answering.claims import Claim

_SHORTEST = 160
"""Characters that each claim keeps; where there is no room for that the last ones are left out."""
_CLAUSE_ENDS = ";,."


def fitted(claims: Sequence[Claim], room: int) -> list[Claim]:
    """Return the claims in ``room`` characters, the first one at least.

    What is shortened ends with "…"; its quotes stay whole.
    """
    longest = even([len(claim.text) for claim in claims], room)
    found: list[Claim] = []
    for claim in claims:
        short = shortened(claim, longest)
        room -= len(short.text)
        if found and room < 0:
            break
        found.append(short)
    return found


def without_heading(claims: tuple[Claim, ...], room: int) -> tuple[Claim, ...]:
    """Return the claims, the first without its heading where there is no room for that."""
    used = sum(len(claim.text) for claim in claims)
    if used + len(claims[0].heading) <= room:
        return claims
    return (replace(claims[0], heading=""), *claims[1:])


def even(lengths: Sequence[int], room: int) -> int:
    """Return how long a claim may be for all of them to fit, shorter ones leaving their room."""
    for at, length in enumerate(sorted(lengths)):
        share = room // (len(lengths) - at)
        if length > share:
            return max(share, _SHORTEST)
        room -= length
    return max(lengths, default=0)


def shortened(claim: Claim, longest: int) -> Claim:
    """Return a claim's first sentences, of the first one its first clauses where that is long."""
    if len(claim.text) <= longest:
        return claim
    kept: list[str] = []
    left = longest
    for sentence in claim.sentences:
        if len(sentence) > left:
            break
        kept.append(sentence)
        left -= len(sentence) + 1
    if not kept:
        kept = [_clauses(claim.sentences[0], longest)]
    return replace(claim, sentences=(*kept[:-1], f"{kept[-1].rstrip(' ;,.:')} …"))


def _clauses(sentence: str, longest: int) -> str:
    """Return as many clauses as fit, the first half of the room at least; else words."""
    end = max(sentence.rfind(sign, longest // 2, longest) for sign in _CLAUSE_ENDS)
    if end < 0:
        end = sentence.rfind(" ", 0, longest)
    return sentence[: end if end > 0 else longest]
