"""Kinds of documents: "Kế hoạch", "Quyết định", with the symbols that their numbers hold."""

from dataclasses import dataclass

from ingest.vietnamese.tables import alternatives, rows
from ingest.vietnamese.text import fold


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document, as running text writes it."""

    name: str
    symbol: str | None
    """What its number holds: "KH" in "12/KH-UBND"."""
    cited: bool
    """It has a number of its own to be cited by."""
    heads: bool
    """A line that says it alone opens a document."""
    promulgated: bool
    """It sets tasks or rules, and speaks of itself: "Kế hoạch này"."""
    asked: bool
    """Questions call the documents that are held by it."""


KINDS = tuple(
    Kind(name, None if symbol == "-" else symbol, *(told == "yes" for told in rest))
    for name, symbol, *rest in rows("kinds.tsv")
)

HEADING = tuple(kind.name for kind in KINDS if kind.heads)
"""Names of the kinds that a line alone may open a document with."""
SYMBOLS = alternatives(kind.symbol for kind in KINDS if kind.symbol)
"""Pattern of the symbols that numbers hold."""
CITED = alternatives(kind.name for kind in KINDS if kind.cited)
"""Pattern of the kinds that are cited, with a capital."""
PROMULGATED = alternatives(kind.name for kind in KINDS if kind.promulgated)
"""Pattern of the kinds that set tasks or rules, with a capital."""
PROMULGATED_WITHIN = alternatives(
    form for k in KINDS if k.promulgated for form in (k.name, k.name[:1].lower() + k.name[1:])
)
"""The same within a sentence, the first letter in either case."""
SYMBOLIC = alternatives(kind.name for kind in KINDS if kind.cited and kind.symbol)
"""Pattern of the kinds that have a symbol, with a capital."""
CITED_FOLDED = alternatives(fold(kind.name) for kind in KINDS if kind.cited)
"""Pattern of the kinds that are cited, of folded text."""
ASKED = alternatives(kind.name.lower() for kind in KINDS if kind.asked)
"""Pattern of the kinds that questions call documents by, in lower case."""
TYPED = alternatives(
    form
    for kind in KINDS
    if kind.asked
    for form in (fold(kind.name), kind.symbol and kind.symbol.lower())
    if form
)
"""The same as they are typed in haste: without diacritics, or by their symbol."""
