"""What a question says of the columns of a table: conditions that a row meets or not."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from app.answering.terms import Terms
from index.question.phrases import pattern
from index.question.query import Query
from ingest.facts.cells import MERGED, Row
from ingest.vietnamese import bodies, body_names
from ingest.vietnamese.bounds import Bound
from ingest.vietnamese.dates import Grain, Period, periods
from ingest.vietnamese.figures import Figure, figures
from ingest.vietnamese.text import normalise
from ingest.vietnamese.values import agree, bears_out
from ingest.vietnamese.words import syllables

_QUOTED = re.compile(r"[“\"]([^“”\"]+)[”\"]")
_BETWEEN = re.compile(r"[,;\n]")
"""What stands between the things that a cell lists."""
_UNIT = re.compile(r"\([^()]*\)")
_FEWEST = 2
"""Words of a head of its own, or of a cell: one alone is said only in quotation marks."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What a question says of columns; a row without them meets none."""

    heads: frozenset[str]
    met: Callable[[str], bool]
    said: str
    """The words that say it."""
    figure: bool = False

    def meets(self, row: Row) -> bool:
        """Return whether a cell of a row in one of the columns is as is said."""
        return any(cell.head in self.heads and self.met(cell.text) for cell in row.cells)


def of_columns(
    query: Query, rows: Sequence[Row], terms: Terms, called: Collection[str]
) -> list[Condition] | None:
    """Return the conditions on what stands beside the first cells of rows.

    None where the question says a figure that is of no column, or of more than one; one in what the
    document or a column is called is none.
    """
    heads = list(dict.fromkeys(cell.head for row in rows for cell in row.cells[1:]))
    found = [*_of_bodies(query, heads, terms), *_of_times(query, heads, rows)]
    found += _of_words(query, rows, terms)
    whole = (head for head in heads if said_of(head, terms)[0] >= 1)
    names = {*called, *(word for head in whole for word in syllables(head))}
    for figure in figures(query.asking):
        said = query.asking[figure.start : figure.end]
        if names.issuperset(syllables(said)):
            continue
        columns = _best(terms, heads)
        if not columns:
            return None
        found.append(Condition(frozenset(columns), partial(_measures, figure), said, figure=True))
    return found


def _states(text: str, query: Query) -> bool:
    words = " ".join(syllables(text))
    return bool(words) and f" {words} " in f" {' '.join(syllables(query.asking))} "


def tells_of(head: str) -> bool:
    """Return whether a column tells who acts or when, of the thing that a row is about."""
    return _is(head, "body") or _is(head, "date")


def said_of(head: str, terms: Terms) -> tuple[float, float]:
    """Return how much of a head the question says, its unit aside: of its own words, and of all.

    Below a merged head it has words of its own, where these are two at least.
    """
    all_, own = (set(syllables(_UNIT.sub(" ", each))) for each in (head, head.split(MERGED)[-1]))
    whole = terms.said_share(all_)
    return max(whole, terms.said_share(own) if len(own) >= _FEWEST else 0.0), whole


def _best(terms: Terms, heads: Sequence[str]) -> list[str]:
    """Return the head that the question says best and most of; none where it says none so."""
    shares = {head: said_of(head, terms) for head in heads}
    most = max(shares.values(), default=(0.0, 0.0))
    best = [head for head in heads if shares[head] == most]
    return best if len(best) == 1 and most[0] >= terms.weighing.stated else []


def _measures(asked: Figure, text: str) -> bool:
    """Return whether a cell states a figure as asked for, in its unit or in none of its own."""
    told = (replace(e, unit=asked.unit) if "" in {e.unit, asked.unit} else e for e in figures(text))
    return any(bears_out(asked, each) for each in told)


def _of_bodies(query: Query, heads: Sequence[str], terms: Terms) -> Iterator[Condition]:
    """Yield a condition for each body, on the column of the part that the question gives it."""
    told = [head for head in heads if _is(head, "body") and not _is(head, "date")]
    if not told:
        return
    column = max(told, key=lambda head: terms.said_share(set(syllables(head))))
    for body in query.bodies:
        if body in query.asking:
            yield Condition(frozenset({column}), partial(_names, body), body)


def _names(body: str, text: str) -> bool:
    return any(body_names.same(named.name, body) for named in bodies.mentioned(text))


def _of_times(query: Query, heads: Sequence[str], rows: Sequence[Row]) -> Iterator[Condition]:
    """Yield a condition for each time, or for the words of a cell that the question says."""
    told = frozenset(head for head in heads if _is(head, "date"))
    for time in (each for each in periods(query.asking) if each.bound is Bound.EXACT):
        yield Condition(told, partial(_within_one, time), query.asking[time.start : time.end])
    values = {cell.text for row in rows for cell in row.cells if cell.head in told}
    said = frozenset(text for text in values if not periods(text) and _states(text, query))
    if said:
        yield Condition(told, said.__contains__, " ".join(sorted(said)))


def _within_one(asked: Period, text: str) -> bool:
    return any(_within(stated, asked) for stated in periods(text))


def _within(stated: Period, asked: Period) -> bool:
    """Return whether a time lies within the one asked for; of a span whether it is that."""
    if asked.grain is Grain.SPAN:
        return agree(stated, asked)
    if asked.grain is Grain.RECURRENCE:
        return stated.recurrence is asked.recurrence
    if not (stated.first and stated.last and asked.first and asked.last):
        return False
    return asked.first <= stated.first and stated.last <= asked.last


def _of_words(query: Query, rows: Sequence[Row], terms: Terms) -> Iterator[Condition]:
    """Yield a condition for what cells list that the question says, not as words of more of it.

    On the column that the question says best of those with such cells. Bodies and times are told
    apart.
    """
    quoted = {" ".join(syllables(each)) for each in _QUOTED.findall(query.asking)}
    heads = {" ".join(syllables(cell.head)) for row in rows for cell in row.cells}
    held: dict[str, set[str]] = {}
    for cell in (cell for row in rows for cell in row.cells[1:] if not tells_of(cell.head)):
        for words in _listed(cell.text):
            if words not in heads and _states(words, query):
                held.setdefault(words, set()).add(cell.head)
    for words, heads in held.items():
        longer = any(f" {words} " in f" {other} " for other in held if other != words)
        named = sum(map(str.isalpha, words.split())) >= _FEWEST
        if longer or not (named or words in quoted):
            continue
        shares = {head: said_of(head, terms) for head in sorted(heads)}
        column = max(shares, key=shares.__getitem__)
        yield Condition(frozenset({column}), partial(_lists, words), words)


def _listed(text: str) -> list[str]:
    """Return the words of what a cell lists, and of all of it."""
    return [" ".join(syllables(each)) for each in (text, *_BETWEEN.split(text))]


def _lists(words: str, text: str) -> bool:
    return words in _listed(text)


def _is(head: str, field: str) -> bool:
    return bool(pattern("fields", field).search(normalise(head).lower()))
