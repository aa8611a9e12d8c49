"""Names of bodies compared: counted or not, abbreviated or not, with "Việt Nam" or without."""

import re
from functools import lru_cache

from ingest.vietnamese.text import fold, normalise

_REMEMBERED = 4_096


def same(one: str, other: str) -> bool:
    """Return whether two names are of one body: counted or not, abbreviated or not."""
    first, second = key(one), key(other)
    return bool(first) and (first == second or _begins(first, second) or _begins(second, first))


def written_out(plain: str) -> str:
    """Return folded text with the people's committee in full, as headers and questions vary."""
    return plain.replace("ubnd", "uy ban nhan dan")


def _begins(short: str, long: str) -> bool:
    return len(short.split()) > 1 and long.startswith(short + " ")


@lru_cache(_REMEMBERED)
def key(name: str) -> str:
    """Return a form of the name to compare by: folded, uncounted, known short forms written out."""
    plain = fold(normalise(name))
    plain = re.sub(r"\bubnd\b", "uy ban nhan dan", plain)
    plain = re.sub(r"\bhdnd\b", "hoi dong nhan dan", plain)
    plain = re.sub(r"\bu?b?mttq(?:vn)?\b", "uy ban mat tran to quoc", plain)
    plain = re.sub(r"\bviet nam\b|\buy ban (?=mat tran)|\b(?:co )?lien quan\b", " ", plain)
    plain = of_level(plain)
    plain = re.sub(r"\A(?:giao|de nghi|cac|nhung|dong chi|\s)+\b", "", plain)
    words = re.findall(r"\w+", plain)
    return " ".join(word for word in words if word not in {"va", "cac"})


def of_level(plain: str) -> str:
    """Return a folded name with the units of one level by its level: "ubnd cac xa, phuong".

    "Các UBND huyện" is "UBND các huyện".

    "các xã, phường, đặc khu" are "cấp xã", "các huyện, thành phố" "cấp huyện", "các tỉnh, thành
    phố" "cấp tỉnh"; so is "UBND xã", of no commune in particular.
    """
    plain = _ANY_COMMUNE.sub(r"\1 cap xa", plain)
    plain = _COUNTED.sub(r"\1 cac ", plain)
    return _UNITS.sub(lambda units: f"cap {_LEVELS.get(units[1], units[1])}", plain)


def levels(text: str) -> frozenset[str]:
    """Return the levels that a text speaks of, folded: "tinh" of "các tỉnh", "cấp tỉnh"."""
    plain = of_level(fold(normalise(text)))
    communes = frozenset({"xa"}) if _COMMUNES.search(plain) else frozenset()
    return frozenset(_LEVEL.findall(plain)) | communes


_LEVEL = re.compile(r"\bcap (trung uong|tinh|huyen|xa|co so)\b")
_COMMUNES = re.compile(r"\b(?:xa|phuong|thi tran|dac khu)(?:,? (?:va )?(?:xa|phuong|dac khu)\b)+")
"""Kinds of communes named in one breath, and not counted: "UBND xã, phường"."""
_LEVELS = {"phuong": "xa", "thi tran": "xa", "quan": "huyen", "thi xa": "huyen"}
_UNIT = r"(?:xa|phuong|thi tran|dac khu|huyen|quan|thi xa|thanh pho|tinh)\b(?! hoi| uy\b)"
_UNITS = re.compile(
    rf"\bcac (xa|phuong|thi tran|huyen|quan|thi xa|tinh)\b(?! hoi| uy\b)(?:,? (?:va )?{_UNIT})*"
)
_ANY_COMMUNE = re.compile(
    r"\b((?:uy ban|hoi dong) nhan dan)(?:,? (?:va )?(?:xa|phuong|thi tran|dac khu)\b)+\s*\Z"
)
_COUNTED = re.compile(rf"\bcac ((?:uy ban|hoi dong) nhan dan) (?={_UNIT})")
