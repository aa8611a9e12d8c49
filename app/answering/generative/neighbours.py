"""Holds figures to what they count: their units stand next to them."""

import re

from app.answering.generative.proof import Proof, words
from ingest.vietnamese.figures import Figure
from ingest.vietnamese.values import Value

_UNIT = 4
"""Words after a figure that may be what it counts."""
_SIGN = re.compile(r"[,;:.]\s|[()]")
"""Ends what a figure counts."""


def counts_alike(value: Value, text: str, held: Value, written: str) -> bool:
    """Return whether two figures count one thing: either unit stands by the other figure."""
    if not isinstance(value, Figure) or not isinstance(held, Figure):
        return True
    if value.unit == held.unit or not (value.unit and held.unit):
        return True
    there, here = _following(held, written), _following(value, text)
    return bool({*words(value.unit)} & there or {*words(held.unit)} & here)


def counts_otherwise(value: Figure, written: str, proof: Proof) -> bool:
    """Return whether digits stand in the proof only in figures that count something else."""
    text = proof.written
    places = [m.start() for m in re.finditer(rf"(?<![\w/.,-]){re.escape(written)}(?![\w/-])", text)]
    counted = [each for each in proof.values if isinstance(each, Figure) and each.unit]
    return bool(value.unit and places) and all(
        any(
            each.start <= at < each.end
            and each.unit != value.unit
            and not {*words(value.unit)} & _following(each, text)
            for each in counted
        )
        for at in places
    )


def _following(value: Figure, text: str) -> set[str]:
    counted = _SIGN.split(text[value.end :], maxsplit=1)[0]
    return {value.unit, *words(f"{text[value.start : value.end]} {counted}")[: _UNIT + 1]}
