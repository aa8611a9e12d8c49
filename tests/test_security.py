"""Every test that docs/security.md names is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TABLE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py(?:::\w+)?)`", TABLE)))


@pytest.mark.parametrize("named", NAMED)
def test_it_is_there(named: str) -> None:
    path, _, name = named.partition("::")
    source = (ROOT / path).read_text(encoding="utf-8")
    assert not name or re.search(rf"^(?:def|class) {name}\b", source, re.MULTILINE)


def test_every_line_has_its_test_or_says_why_not() -> None:
    lines = [line for line in TABLE.splitlines() if re.match(r"\| (?:\d|LLM)", line)]
    assert len(lines) > 45
    for line in lines:
        shown = line.rstrip(" |").rpartition("|")[2].strip()
        assert shown.startswith(("`tests/", "not ", "–")), line
