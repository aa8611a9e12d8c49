"""Which documents are the same in another file, and which have a later version.

Both are marks on the rows of the catalogue, kept inside its transactions: ``same_as`` names the
document of a group that answers for it, ``later_version`` what calls itself the next version of a
numbered document. Whether that one supersedes it a person says: ``supersessions`` keeps it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain

import numpy as np
import numpy.typing as npt

from index.catalogue import supersessions
from index.records import Marks
from index.transactions import Connection, Row
from ingest.document import Document
from ingest.vietnamese.text import fold, normalise
from ingest.vietnamese.tokens import LETTERS

Hashes = npt.NDArray[np.uint64]
Read = Callable[[str], Document | None]

SAME = 0.9
"""Least similarity of two files of one document."""
SAME_SCANNED = 0.6
"""The same where one is a scan, read by its letters' shapes, and both state the same number."""
SAME_FIGURES = 0.9
"""How many figures two such files must share; any others must share all."""
VERSION = 0.7
"""Least similarity of two versions dated in different years: numbers begin anew every year."""

_SHINGLE = 8
"""Letters and digits, about two syllables; spaces do not count, as some PDF files lose them."""
_BINS = 128
_BAND = 6
_ESTIMATE = 0.15
"""How far a likeness may lie from the similarity."""
_EMPTY = np.uint32(0xFFFFFFFF)
_SCANNED = "đọc bằng nhận dạng chữ"
"""How the parsers word the warning about a page they read from its picture."""
_WORDS = ("application/msword", "application/rtf", "application/vnd.o")
_PDF = "application/pdf"


def marks(connection: Connection) -> Marks:
    """Return the marks of all documents."""
    same_as, later = (
        dict(connection.execute(f"SELECT id, {of} FROM documents WHERE {of} IS NOT NULL"))  # noqa: S608
        for of in ("same_as", "later_version")
    )
    return Marks.of(same_as, supersessions.pairs(connection), later)


@dataclass(frozen=True, slots=True)
class Signature:
    """What is kept of a text to find others like it."""

    minhash: npt.NDArray[np.uint32]
    scanned: bool
    figures: bytes


def signature(text: str) -> npt.NDArray[np.uint32]:
    """Return the MinHash of a text by one permutation: the least hash in each of 128 bins."""
    hashes = _shingles(_squeezed(text))
    edges = np.arange(_BINS, dtype=np.uint64) << np.uint64(57)
    at = np.searchsorted(hashes, edges)
    ends = np.append(at[1:], len(hashes))
    least = np.full(_BINS, _EMPTY)
    held = at < ends
    least[held] = (hashes[at[held]] >> np.uint64(25)).astype(np.uint32)
    return least


def likeness(one: npt.NDArray[np.uint32], other: npt.NDArray[np.uint32]) -> float:
    """Estimate by two signatures how similar the texts are, within about 0.1."""
    held = (one != _EMPTY) | (other != _EMPTY)
    return float(np.mean(one[held] == other[held])) if held.any() else 0.0


def similarity(one: str, other: str) -> float:
    """Return how many of both texts' shingles they share, 0 to 1 (Jaccard)."""
    a, b = _shingles(_squeezed(one)), _shingles(_squeezed(other))
    shared = len(np.intersect1d(a, b, assume_unique=True))
    return shared / max(1, len(a) + len(b) - shared)


def scanned(document: Document) -> bool:
    """Tell whether a page of the document was read from its picture."""
    return any(_SCANNED in warning for warning in document.warnings)


def same(one: Document, other: Document) -> bool:
    """Tell whether two documents whose headers do not contradict each other are one.

    Plans of different bodies share most of their sentences. What tells them apart beside the
    header is their figures, and the names they repeat; only of a scan that states the same number
    is a misread figure forgiven.
    """
    numbered = one.header.number is not None and other.header.number is not None
    misread = numbered and (scanned(one) or scanned(other))
    if similarity(one.text, other.text) < (SAME_SCANNED if misread else SAME):
        return False
    a, b = _figures(one), _figures(other)
    if misread:
        return (a & b).total() >= SAME_FIGURES * (a | b).total()
    return a == b and (numbered or _share_names(one.text, other.text))


def release(connection: Connection, document_id: str) -> None:
    """Mark the others as though the document were gone."""
    group = _group(connection, document_id) - {document_id}
    keys = _keys(connection, {document_id, *group})
    connection.execute(
        "UPDATE documents SET same_as = NULL, later_version = NULL WHERE id = ?", (document_id,)
    )
    _lead(connection, group)
    for each in keys:
        _order(connection, each, without=document_id)


def join(connection: Connection, document: Document, read: Read) -> None:
    """Mark the document, which is in the catalogue and unmarked, and those it belongs with."""
    mine = sign(connection, document)
    group = {document.id, *_match(connection, document, mine, read)}
    _lead(connection, group)
    for each in _keys(connection, group):
        _order(connection, each)


def sign(connection: Connection, document: Document) -> Signature:
    """Keep and return the document's signature, in bands too."""
    mine = Signature(signature(document.text), scanned(document), _digest(document))
    connection.execute(
        "INSERT INTO signatures VALUES (?, ?, ?, ?) ON CONFLICT (document_id) DO UPDATE SET"
        " scanned = excluded.scanned, minhash = excluded.minhash, figures = excluded.figures",
        (document.id, int(mine.scanned), mine.minhash.astype("<u4").tobytes(), mine.figures),
    )
    connection.execute("DELETE FROM bands WHERE document_id = ?", (document.id,))
    connection.executemany(
        "INSERT INTO bands VALUES (?, ?, ?, ?)",
        [(*band, mine.figures, document.id) for band in bands(mine.minhash)],
    )
    return mine


def bands(minhash: npt.NDArray[np.uint32]) -> list[tuple[int, int]]:
    """Return the signature in 21 bands of 6 bins, each with its number; empty ones are left out.

    Two texts that are nine tenths the same agree in one of them but for one pair in ten million.
    """
    parts = minhash[: _BINS // _BAND * _BAND].reshape(-1, _BAND)
    return [
        (band, int.from_bytes(blake2b(part.astype("<u4").tobytes(), digest_size=7).digest()))
        for band, part in enumerate(parts)
        if (part != _EMPTY).any()
    ]


def _digest(document: Document) -> bytes:
    """Return what tells by itself whether two documents hold the same figures."""
    listed = sorted(_figures(document).items())
    return blake2b(repr(listed).encode(), digest_size=16).digest()


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", fold(normalise(text)))


def _shingles(squeezed: str) -> Hashes:
    """Return the hashes of the text's shingles, each once, sorted."""
    codes = np.frombuffer(squeezed.encode("utf-32-le"), dtype="<u4").astype(np.uint64)
    count = max(0, len(codes) - _SHINGLE + 1)
    mixed = np.zeros(count, np.uint64)
    for at in range(_SHINGLE):
        mixed = mixed * np.uint64(0x100000001B3) + codes[at : at + count]
    # The finaliser of SplitMix64: neighbouring values fall far apart.
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return np.unique(mixed ^ (mixed >> np.uint64(31)))


def _figures(document: Document) -> Counter[str]:
    """Count the figures outside number and date: signed PDF files carry those as a stamp."""
    found = Counter(re.findall(r"\d+", document.text))
    for stated in (document.header.number, document.header.issued_on):
        if stated is not None and stated.start is not None:
            found -= Counter(re.findall(r"\d+", document.text[stated.start : stated.end]))
    return found


def _share_names(one: str, other: str) -> bool:
    """Tell whether each proper name that one text repeats stands in the other."""
    return all(
        name in squeezed
        for text, squeezed in ((one, _squeezed(other)), (other, _squeezed(one)))
        for name, count in Counter(_names(text)).items()
        if count > 1
    )


def _names(text: str) -> Iterator[str]:
    """Yield runs of two and more capitalised syllables, squeezed."""
    run: list[str] = []
    end = -1
    for token in LETTERS.finditer(text):
        capitalised = token.group()[0].isupper() and token.group()[1:].islower()
        if run and not (capitalised and text[end : token.start()] == " "):
            if len(run) > 1:
                yield _squeezed("".join(run))
            run = []
        if capitalised:
            run.append(token.group())
            end = token.end()
    if len(run) > 1:
        yield _squeezed("".join(run))


def _group(connection: Connection, document_id: str) -> set[str]:
    """Return the ids of the document and of all that are the same."""
    rows = connection.execute(
        "WITH leader (id) AS (SELECT coalesce(same_as, id) FROM documents WHERE id = ?)"
        " SELECT documents.id FROM documents, leader"
        " WHERE documents.id = leader.id OR documents.same_as = leader.id",
        (document_id,),
    )
    return {row["id"] for row in rows}


_COMPATIBLE = " AND ".join(
    f"(mine.{name} IS NULL OR theirs.{name} IS NULL OR mine.{name} = theirs.{name})"
    for name in ("number_key", "issuer_key", "place_key", "kind_key", "issued_on")
)
_CANDIDATES = f"""
    WITH asked (band, value) AS (VALUES {{}}), near (id) AS (
        SELECT held.document_id FROM asked CROSS JOIN bands AS held
        WHERE held.band = asked.band AND held.value = asked.value AND held.figures = ?
        UNION
        SELECT same.id FROM documents AS one JOIN documents AS same USING (number_key)
        WHERE one.id = ?
    )
    SELECT theirs.id,
        mine.number_key IS NOT NULL AND theirs.number_key IS NOT NULL AS numbered,
        minhash, scanned, figures
    FROM near JOIN documents AS theirs USING (id) JOIN documents AS mine ON mine.id = ?
    JOIN signatures ON signatures.document_id = theirs.id
    WHERE theirs.id <> mine.id AND {_COMPATIBLE} ORDER BY theirs.sequence
"""  # noqa: S608 - own clauses
"""Alike by a band, with the same figures, or of one number: so much of a scan may be misread that
neither agrees."""


def _match(connection: Connection, document: Document, mine: Signature, read: Read) -> set[str]:
    """Return the group all of whose members are the same as the document; empty where none is."""
    # A text too short for any band is asked for by one that no document has.
    asked = bands(mine.minhash) or [(-1, 0)]
    rows = connection.execute(
        _CANDIDATES.format(", ".join(["(?, ?)"] * len(asked))),
        (*chain.from_iterable(asked), mine.figures, document.id, document.id),
    )
    candidates = [row["id"] for row in rows if _may_be_same(mine, row)]
    while candidates:
        group = _group(connection, candidates[0])
        if group.issubset(candidates):
            others = [read(member) for member in sorted(group)]
            if all(other is not None and same(document, other) for other in others):
                return group
        candidates = [candidate for candidate in candidates if candidate not in group]
    return set()


def _may_be_same(mine: Signature, row: Row) -> bool:
    """Tell by two signatures whether it is worth reading the other document."""
    misread = row["numbered"] and (mine.scanned or row["scanned"])
    least = SAME_SCANNED if misread else SAME
    if likeness(mine.minhash, _minhash(row)) <= least - _ESTIMATE:
        return False
    return misread or row["figures"] in (None, mine.figures)


def _minhash(row: Row) -> npt.NDArray[np.uint32]:
    return np.frombuffer(row["minhash"], dtype="<u4").astype(np.uint32, copy=False)


def _rows(connection: Connection, ids: Iterable[str]) -> list[Row]:
    marks = list(ids)
    if not marks:
        return []
    return connection.execute(
        "SELECT * FROM documents JOIN signatures ON document_id = id"  # noqa: S608 - own marks
        f" WHERE id IN ({', '.join('?' * len(marks))}) ORDER BY sequence",
        marks,
    ).fetchall()


def _lead(connection: Connection, group: Iterable[str]) -> None:
    """Let the best text of a group answer for it; the earliest of equals."""
    rows = sorted(_rows(connection, group), key=_roughness)
    for row in rows:
        leader = None if row["id"] == rows[0]["id"] else rows[0]["id"]
        connection.execute(
            "UPDATE documents SET same_as = ?, later_version = NULL WHERE id = ?",
            (leader, row["id"]),
        )


def _roughness(row: Row) -> tuple[bool, int]:
    """Order files by how well their text is known: a scan last, Word before PDF."""
    media_type = str(row["media_type"])
    form = 0 if media_type.startswith(_WORDS) else 2 if media_type == _PDF else 1
    return bool(row["scanned"]), form


Key = tuple[str, str, str]


def _keys(connection: Connection, ids: Iterable[str]) -> set[Key]:
    """Return number, issuer and kind of the documents that state all three."""
    return {
        (row["number_key"], row["issuer_key"], row["kind_key"])
        for row in _rows(connection, ids)
        if row["number_key"] and row["issuer_key"] and row["kind_key"]
    }


def _order(connection: Connection, key: Key, without: str | None = None) -> None:
    """Mark all documents of one number, issuer and kind with the next of them."""
    rows = connection.execute(
        "SELECT *, coalesce(same_as, id) AS leader FROM documents"
        " JOIN signatures ON document_id = id"
        " WHERE number_key = ? AND issuer_key = ? AND kind_key = ?"
        " AND id IS DISTINCT FROM CAST(? AS TEXT)"
        " ORDER BY sequence",
        (*key, without),
    ).fetchall()
    leading = {row["leader"]: row for row in reversed(rows)}
    dated = all(row["issued_on"] for row in leading.values())
    versions = sorted(
        leading.values(),
        key=lambda row: (row["issued_on"] if dated else "", row["ingested_at"], row["sequence"]),
    )
    for at, row in enumerate(versions):
        newer = next((v["leader"] for v in versions[at + 1 :] if _versions(row, v)), None)
        connection.execute(
            "UPDATE documents SET later_version = ? WHERE ? IN (id, same_as)",
            (newer, row["leader"]),
        )


def _versions(one: Row, other: Row) -> bool:
    """Tell whether two documents of one number, issuer and kind are versions of each other."""
    if one["place_key"] and other["place_key"] and one["place_key"] != other["place_key"]:
        return False
    years = {row["issued_on"][:4] for row in (one, other) if row["issued_on"]}
    return len(years) < 2 or likeness(_minhash(one), _minhash(other)) >= VERSION
