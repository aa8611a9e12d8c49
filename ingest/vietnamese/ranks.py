"""Ranks of places ("tỉnh", "thị xã") and the Party committees that bear them ("Tỉnh ủy")."""

from ingest.vietnamese.tables import alternatives, rows

_ROWS = tuple(rows("ranks.tsv"))

RANKS = tuple(rank for rank, _, _ in _ROWS)
"""In the order of their height."""
SHORT = tuple(short for _, short, _ in _ROWS if short not in {"-", "TT"})
"""Short forms of ranks before a name: "TP", "TX"; "TT" is more often something else."""
COMMITTEES = {committee: rank for rank, _, committee in _ROWS if committee != "Đảng ủy"}
"""Committee → rank of its place; "Đảng ủy" is of several, and of no place too."""
WORDS = alternatives(RANKS)
"""Pattern of the ranks in small letters."""
_STEMS = alternatives(committee.split()[0] for committee in (*COMMITTEES, "Đảng ủy"))
COMMITTEE = rf"(?:{_STEMS}) (?:ủy|uỷ)"
"""Pattern of a Party committee as running text writes it, in either tone-mark style."""
