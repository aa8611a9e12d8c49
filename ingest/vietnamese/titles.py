"""What persons are: the office named last before a name, "Phó Giám đốc Sở …, ông Lê Văn Mướp"."""

import re

import regex

from ingest.vietnamese.tables import alternatives, rows
from ingest.vietnamese.text import normalise

_OFFICES = tuple({form.lower(): None for form, kind, _ in rows("bodies.tsv") if kind == "office"})
_OFFICE = re.compile(rf"(?<!\w)(?:(?P<deputy>phó)\s+)?(?P<office>{alternatives(_OFFICES)})(?!\w)")
_PERSON = regex.compile(r"(?<!\w)\p{Lu}\p{Ll}+(?:\s+\p{Lu}\p{Ll}+){1,3}(?!\s+\p{Lu})")
_REACH = 60
"""Characters before a name in which the office stands."""


def titled(text: str) -> list[tuple[str, str]]:
    """Return the names of persons right behind an office, each with that office in lower case."""
    said = normalise(text)
    found = []
    for match in _OFFICE.finditer(said.lower()):
        person = _PERSON.match(said, match.end() + 1)
        if person is not None:
            found.append((person.group(), _called(match)))
    return found


def offices(name: str, text: str) -> set[str]:
    """Return the offices that stand last before a name, at each of its places in a text."""
    said = normalise(text)
    found = set()
    for match in re.finditer(re.escape(name), said):
        before = said[max(0, match.start() - _REACH) : match.start()].lower()
        held = list(_OFFICE.finditer(before))
        if held:
            found.add(_called(held[-1]))
    return found


def ranks(text: str) -> dict[str, set[bool]]:
    """Return the offices that a text names, and whether its holders or their deputies are meant."""
    found: dict[str, set[bool]] = {}
    for match in _OFFICE.finditer(normalise(text).lower()):
        office = " ".join(match["office"].split()).removeprefix("phó ")
        deputy = match["deputy"] is not None or match["office"].startswith("phó ")
        found.setdefault(office, set()).add(deputy)
    return found


def _called(match: re.Match[str]) -> str:
    return " ".join(f"{match['deputy'] or ''} {match['office']}".split())
