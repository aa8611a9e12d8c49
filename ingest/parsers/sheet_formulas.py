"""Formulas whose value a workbook does not store, where plain arithmetic gives it for certain.

Sums, products, averages, the four rules over cells and a choice by comparing numbers ("IF") are
computed exactly; a formula with anything else in it has no value here, and neither has one that
rests on such a formula. openpyxl
takes the formulas apart; its relatives that compute them all are far larger than this or under
licences that an office cannot take.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, DecimalException

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError
from openpyxl.utils import range_boundaries

_RANK = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 3}
_COMPARED: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "=": lambda left, right: left == right,
    "<>": lambda left, right: left != right,
    ">": lambda left, right: left > right,
    "<": lambda left, right: left < right,
    ">=": lambda left, right: left >= right,
    "<=": lambda left, right: left <= right,
}
_MOST_CELLS = 100_000
_MOST_DEPTH = 60
_MOST_TOKENS = 2_000

Place = tuple[str, int, int]
"""Sheet, row and column, both from 1."""
Value = Decimal | str | None
Computed = Decimal | str


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula without its "="."""

    text: str


Cells = Mapping[Place, Value | Formula]


class _Unknown(Exception):
    """What cannot be computed here for certain."""


_FAILED = (
    _Unknown,
    TokenizerError,
    DecimalException,
    ValueError,
    IndexError,
    RecursionError,  # brackets in brackets
)


class Formulas:
    """Computes formulas over the cells of a workbook."""

    def __init__(self, cells: Cells) -> None:
        self._cells = cells
        self._known: dict[Place, Computed | None] = {}

    def value(self, place: Place) -> Computed | None:
        """Return the value of the formula at ``place``, None where it is not certain."""
        try:
            return self._formula_at(place, 0)
        except _Unknown:
            return None

    def _formula_at(self, place: Place, depth: int) -> Computed:
        if place not in self._known:
            self._known[place] = None  # a formula that leads back to itself has no value
            found = self._cells.get(place)
            if isinstance(found, Formula) and depth < _MOST_DEPTH:
                try:
                    self._known[place] = _Reading(self, found.text, place[0], depth).result()
                except _FAILED:
                    self._known[place] = None
        value = self._known[place]
        if value is None:
            raise _Unknown
        return value

    def at(self, place: Place, depth: int) -> Value:
        """Return what the cell at ``place`` holds, its formula computed."""
        found = self._cells.get(place)
        return self._formula_at(place, depth + 1) if isinstance(found, Formula) else found


class _Reading:
    """One formula being read from left to right."""

    def __init__(self, formulas: Formulas, text: str, sheet: str, depth: int) -> None:
        self._formulas = formulas
        self._sheet = sheet
        self._depth = depth
        self._tokens: list[Token] = [
            token for token in Tokenizer(f"={text}").items if token.type != Token.WSPACE
        ]
        if len(self._tokens) > _MOST_TOKENS:
            raise _Unknown
        self._at = 0

    def result(self) -> Computed:
        """Return the formula's value."""
        value = self._chosen()
        if self._at < len(self._tokens):
            raise _Unknown
        return value

    def _chosen(self) -> Computed:
        """Return words, a number, or what a choice gives."""
        token = self._next()
        if token is not None and token.subtype == Token.TEXT:
            self._at += 1
            return str(token.value)[1:-1].replace('""', '"')
        if token is not None and token.type == Token.FUNC and token.value.upper() == "IF(":
            self._at += 1
            chosen = self._choice()
            return self._sum(0, chosen) if isinstance(chosen, Decimal) else chosen
        return self._sum(0)

    def _choice(self) -> Computed:
        """Return what "IF" gives: its first value where its comparison holds, else its second."""
        left, sign = self._sum(0), self._next()
        compare = _COMPARED.get(sign.value) if sign else None
        if compare is None:
            raise _Unknown
        self._at += 1
        holds = compare(left, self._sum(0))
        values = []
        while (token := self._next()) is not None and token.type == Token.SEP:
            self._at += 1
            values.append(self._chosen())
        if token is None or token.subtype != Token.CLOSE or len(values) != 2:
            raise _Unknown
        self._at += 1
        return values[0] if holds else values[1]

    def _next(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _sum(self, least: int, first: Decimal | None = None) -> Decimal:
        left = self._single() if first is None else first
        while (token := self._next()) is not None and token.type == Token.OP_IN:
            rank = _RANK.get(token.value)
            if token.value in _COMPARED:
                break
            if rank is None:
                raise _Unknown
            if rank < least:
                break
            self._at += 1
            left = _applied(token.value, left, self._sum(rank + 1))
        return left

    def _single(self) -> Decimal:
        token = self._next()
        if token is None:
            raise _Unknown
        self._at += 1
        if token.type == Token.OP_PRE:
            value = self._single()
            return -value if token.value == "-" else value
        if token.type == Token.OPERAND:
            value = _only(self._operand(token))
        elif token.type == Token.PAREN and token.subtype == Token.OPEN:
            value = self._sum(0)
            self._at += 1
        elif token.type == Token.FUNC and token.value.upper() == "IF(":
            value = _only([self._choice()])
        elif token.type == Token.FUNC and token.subtype == Token.OPEN:
            value = self._function(token.value.rstrip("(").upper())
        else:
            raise _Unknown
        while (after := self._next()) is not None and after.type == Token.OP_POST:
            self._at += 1
            value /= 100
        return value

    def _operand(self, token: Token) -> list[Value]:
        if token.subtype == Token.NUMBER:
            return [Decimal(token.value)]
        if token.subtype != Token.RANGE or "[" in token.value:
            raise _Unknown
        sheet, _, cells = token.value.rpartition("!")
        name = sheet.strip("'").replace("''", "'") or self._sheet
        left, top, right, bottom = range_boundaries(cells)
        if left is None or top is None or right is None or bottom is None:
            raise _Unknown
        if (right - left + 1) * (bottom - top + 1) > _MOST_CELLS:
            raise _Unknown
        return [
            self._formulas.at((name, row, column), self._depth)
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        ]

    def _function(self, name: str) -> Decimal:
        arguments: list[list[Value]] = []
        while (token := self._next()) is not None and token.subtype != Token.CLOSE:
            if token.type == Token.SEP:
                self._at += 1
                continue
            arguments.append(self._argument(token))
        self._at += 1
        return _called(name, arguments)

    def _argument(self, token: Token) -> list[Value]:
        after = self._tokens[self._at + 1]
        alone = after.type == Token.SEP or after.subtype == Token.CLOSE
        if token.type == Token.OPERAND and token.subtype == Token.RANGE and alone:
            self._at += 1
            return self._operand(token)
        return [self._sum(0)]


def _applied(sign: str, left: Decimal, right: Decimal) -> Decimal:
    if sign == "+":
        return left + right
    if sign == "-":
        return left - right
    if sign == "*":
        return left * right
    if sign == "/":
        return left / right
    if abs(right) > 100:
        raise _Unknown
    return Decimal(left**right)


def _only(values: Sequence[Value]) -> Decimal:
    """Return the one number there is; an empty cell counts as nothing, text as no number."""
    if len(values) != 1 or isinstance(values[0], str):
        raise _Unknown
    return values[0] if values[0] is not None else Decimal(0)


def _called(name: str, arguments: list[list[Value]]) -> Decimal:
    if name == "SUBTOTAL" and arguments and _only(arguments[0]) == 9:
        name, arguments = "SUM", arguments[1:]
    if name == "ROUND" and len(arguments) == 2:
        places = int(_only(arguments[1]))
        value = _only(arguments[0])
        return (
            value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
            if places >= 0
            else ((value.scaleb(places)).quantize(Decimal(1), ROUND_HALF_UP).scaleb(-places))
        )
    if name == "ABS" and len(arguments) == 1:
        return abs(_only(arguments[0]))
    function = _FUNCTIONS.get(name)
    numbers = [value for values in arguments for value in values if isinstance(value, Decimal)]
    if function is None or not numbers:
        raise _Unknown
    return function(numbers)


def _product(numbers: list[Decimal]) -> Decimal:
    product = Decimal(1)
    for number in numbers:
        product *= number
    return product


_FUNCTIONS: dict[str, Callable[[list[Decimal]], Decimal]] = {
    "SUM": lambda numbers: sum(numbers, Decimal(0)),
    "PRODUCT": _product,
    "AVERAGE": lambda numbers: sum(numbers, Decimal(0)) / len(numbers),
    "MIN": min,
    "MAX": max,
    "COUNT": lambda numbers: Decimal(len(numbers)),
}
