"""Formulas of Word (OMML) and of web pages (MathML) as one line of text, in reading order.

A fraction is "(a + b)/c", a root "√(x)", a power "x²" or "x^(n+1)", an index "x_i" ("CO2" for
figures); square and cubic units stay as they are typed in running text: "m2", "m3".
"""

import re
from collections.abc import Callable

from lxml import etree

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATHML = "{http://www.w3.org/1998/Math/MathML}"
_RAISED = str.maketrans("0123456789+-–−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")
_FIGURES = re.compile(r"[-+–−]?\d+")
_UNIT = re.compile(r"(?:^|[\d\s.,/(×*])(?:[kcdmh]|da)?m$")
_SIMPLE = re.compile(r"[^\W_]+(?:[.,]\d+)?")
_DEPTH = 60


def linear(element: etree._Element) -> str:
    """Return the text of an ``m:oMath`` or ``math`` element; past a sane depth only its words."""
    return " ".join(_read(element, 0).split())


def raised(base: str, power: str) -> str:
    """Return ``power`` as it follows ``base`` when set higher: "m3", "10⁶", "x^(n+1)"."""
    power = power.strip()
    if not power:
        return ""
    if power in {"2", "3"} and _UNIT.search(base):
        return power
    if _FIGURES.fullmatch(power):
        return power.translate(_RAISED)
    return f"^{_grouped(power)}"


def _lowered(power: str) -> str:
    power = power.strip()
    return power if not power or power.isdecimal() else f"_{_grouped(power)}"


def _grouped(text: str) -> str:
    text = text.strip()
    return text if _SIMPLE.fullmatch(text) else f"({text})"


def _read(element: etree._Element, depth: int) -> str:
    if not isinstance(element.tag, str) or depth > _DEPTH:
        return ""
    name = etree.QName(element).localname
    if element.tag in {M + "t", _W + "t"} or name in {"mi", "mn", "mo", "mtext", "ms"}:
        text = "".join(map(str, element.itertext()))
        return f" {text} " if name == "mo" and text.strip() in {"=", "+", "×", "÷", "±"} else text
    if element.tag in {_W + "del", _W + "moveFrom"} or name in _SILENT:
        return ""
    write = _FORMS.get(name)
    if write is not None:
        return write(element, depth + 1)
    return "".join(_read(below, depth + 1) for below in element)


def _part(element: etree._Element, name: str, depth: int) -> str:
    """Return the text of the first child of that local name."""
    for below in element:
        if isinstance(below.tag, str) and etree.QName(below).localname == name:
            return _read(below, depth)
    return ""


def _property(element: etree._Element, group: str, name: str, otherwise: str) -> str:
    found = element.find(f"{M}{group}/{M}{name}")
    return otherwise if found is None else found.get(M + "val", "")


def _fraction(element: etree._Element, depth: int) -> str:
    if element.tag == M + "f":
        top, bottom = _part(element, "num", depth), _part(element, "den", depth)
    else:
        top, bottom = _children(element, 2, depth)
    return f"{_grouped(top)}/{_grouped(bottom)}"


def _children(element: etree._Element, count: int, depth: int) -> list[str]:
    parts = [_read(below, depth) for below in element]
    return (parts + [""] * count)[:count]


def _power(element: etree._Element, depth: int) -> str:
    base = _part(element, "e", depth)
    low, high = _part(element, "sub", depth), _part(element, "sup", depth)
    return base + _lowered(low) + raised(_before(element) + base, high)


def _power_before(element: etree._Element, depth: int) -> str:
    low, high = _part(element, "sub", depth), _part(element, "sup", depth)
    return _lowered(low) + raised("", high) + _part(element, "e", depth)


def _before(element: etree._Element) -> str:
    """Return the text that stands before ``element`` in its formula: "1.250" before "m³"."""
    previous = element.getprevious()
    return "" if previous is None else _read(previous, _DEPTH - 5)


def _mathml_scripts(element: etree._Element, depth: int) -> str:
    name = etree.QName(element).localname
    base, first, second = _children(element, 3, depth)
    if name in {"msub", "munder"}:
        return base + _lowered(first)
    if name in {"msup", "mover"}:
        return base + raised(_before(element) + base, first)
    return base + _lowered(first) + raised(_before(element) + base, second)


def _root(element: etree._Element, depth: int) -> str:
    if element.tag == M + "rad":
        degree, base = _part(element, "deg", depth), _part(element, "e", depth)
    elif etree.QName(element).localname == "mroot":
        base, degree = _children(element, 2, depth)
    else:
        degree, base = "", "".join(_read(below, depth) for below in element)
    degree = degree.strip()
    return f"{degree.translate(_RAISED) if degree not in {'', '2'} else ''}√({base.strip()})"


def _sum(element: etree._Element, depth: int) -> str:
    sign = _property(element, "naryPr", "chr", "∫")
    low, high = _part(element, "sub", depth).strip(), _part(element, "sup", depth).strip()
    bounds = (f"_({low})" if low else "") + (f"^({high})" if high else "")
    return f"{sign}{bounds} {_part(element, 'e', depth)}"


def _brackets(element: etree._Element, depth: int) -> str:
    opening = _property(element, "dPr", "begChr", "(")
    closing = _property(element, "dPr", "endChr", ")")
    between = _property(element, "dPr", "sepChr", "|")
    inside = between.join(_read(below, depth) for below in element.findall(M + "e"))
    return f"{opening}{inside}{closing}"


def _fenced(element: etree._Element, depth: int) -> str:
    inside = ", ".join(_read(below, depth) for below in element)
    return f"{element.get('open', '(')}{inside}{element.get('close', ')')}"


def _limit(element: etree._Element, depth: int) -> str:
    return f"{_part(element, 'e', depth)}_({_part(element, 'lim', depth).strip()}) "


def _function(element: etree._Element, depth: int) -> str:
    return f"{_part(element, 'fName', depth).strip()} {_part(element, 'e', depth)}"


def _rows(element: etree._Element, depth: int) -> str:
    """Return a matrix or a stack of equations: rows parted by semicolons."""
    rows = [
        ", ".join(_read(cell, depth).strip() for cell in row)
        if etree.QName(row).localname in {"mr", "mtr"}
        else _read(row, depth).strip()
        for row in element
        if isinstance(row.tag, str) and etree.QName(row).localname in {"mr", "e", "mtr"}
    ]
    return "; ".join(row for row in rows if row)


_SILENT = frozenset({"annotation", "annotation-xml", "ctrlPr", "rPr", "phantom", "mphantom"})
_FORMS: dict[str, Callable[[etree._Element, int], str]] = {
    "f": _fraction, "mfrac": _fraction, "rad": _root, "msqrt": _root, "mroot": _root,
    "sSup": _power, "sSub": _power, "sSubSup": _power, "sPre": _power_before,
    "msup": _mathml_scripts, "msub": _mathml_scripts, "msubsup": _mathml_scripts,
    "munder": _mathml_scripts, "mover": _mathml_scripts, "munderover": _mathml_scripts,
    "nary": _sum, "d": _brackets, "mfenced": _fenced, "limLow": _limit, "limUpp": _limit,
    "func": _function, "m": _rows, "eqArr": _rows, "mtable": _rows,
}  # fmt: skip
