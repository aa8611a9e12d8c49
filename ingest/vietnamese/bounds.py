"""Words that make a figure or a date a bound: "ít nhất", "trở lên", "trước"."""

from enum import StrEnum
from functools import cache

from ingest.vietnamese.tables import alternatives, rows


class Bound(StrEnum):
    """How what is meant stands to the figure that is written."""

    EXACT = "="
    AT_LEAST = ">="
    ABOVE = ">"
    AT_MOST = "<="
    BELOW = "<"
    ABOUT = "≈"

    @property
    def upward(self) -> bool:
        """Whether more than the figure is meant too."""
        return self in {Bound.AT_LEAST, Bound.ABOVE}

    @property
    def downward(self) -> bool:
        """Whether less than the figure is meant too."""
        return self in {Bound.AT_MOST, Bound.BELOW}


@cache
def signs(place: str, of: str) -> dict[str, Bound]:
    """Return words → bound of those that stand ``before`` or ``after`` a ``figure`` or ``date``."""
    table = rows("bounds.tsv")
    return {
        words: Bound(sign) for words, stands, what, sign in table if (stands, what) == (place, of)
    }


def words(place: str, of: str) -> str:
    """Return a pattern of the words that stand ``before`` or ``after`` a ``figure`` or ``date``."""
    return alternatives(tuple(signs(place, of)))


def meant(place: str, of: str, said: str) -> Bound | None:
    """Return the bound that the first such words in ``said`` make, None where none does.

    A bound counts before an approximation: "tối đa khoảng 5" is at most 5.
    """
    table = signs(place, of)
    plain = " ".join(said.lower().split())
    found = sorted(
        (
            (plain.find(words), -len(words), bound)
            for words, bound in table.items()
            if words in plain
        ),
    )
    firm = [bound for _, _, bound in found if bound is not Bound.ABOUT]
    return firm[0] if firm else found[0][2] if found else None
