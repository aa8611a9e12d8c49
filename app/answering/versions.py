"""Versions of one document of which nobody has said which holds.

What they repeat is said once, from the newest; where they differ both are shown, and beside either
stands that there are several.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from app.answering.answer import Conflict
from app.answering.answerers.quoting import whole_line
from app.answering.citations import Documents, quote, section_at
from app.answering.claims import (
    Body,
    Claim,
    Listing,
    Note,
    Parts,
    PerDocument,
    Quote,
    Role,
    Row,
    Silent,
    Statements,
    Table,
    joined,
    quotes,
)
from app.answering.weighing import shipped
from app.answering.wording import day, say, spoken
from index.errors import DocumentNotFound
from ingest import naming
from ingest.document import Document
from ingest.vietnamese.clauses import sentences
from ingest.vietnamese.words import syllables

_SHOWN = 3
"""Statements of another version that are put beside an answer at most."""


@dataclass(frozen=True, slots=True)
class Versions:
    """The versions that stand beside each other unconfirmed, for one asker and question."""

    of: Callable[[str], tuple[str, ...]]
    """Returns the versions of a document that may be told of, the newest first, itself too."""
    shown: Callable[[str], bool]
    """Tells whether a document was searched, so that its statements may stand in the answer."""
    documents: Documents
    alike: float = field(default_factory=lambda: shipped().version)
    """Share of their syllables (Dice) from which statements of two of them say the same."""

    def folded(self, body: Body) -> Body:
        """Return the body with what a newer version says in the same words said by that one."""
        match body:
            case Statements():
                return replace(body, claims=self._once(body.claims))
            case Listing():
                moved = self._once(body.claims)
                if len({claim.document_id for claim in moved}) != 1 or moved == body.claims:
                    return body
                first = moved[0]
                return replace(body, claims=moved, document=first.document, section=first.section)
            case PerDocument(conclusion=None):
                return self._lines(body)
            case Table():
                return self._rows(body)
            case Parts():
                return joined(map(self.folded, body.parts))
            case _:
                return body

    def conflicts(self, body: Body) -> tuple[Conflict, ...]:
        """Return the versions that the body's quotes leave to be told of, in the order cited."""
        cited: dict[tuple[str, ...], list[Quote]] = {}
        for each in quotes(body):
            versions = tuple(filter(self._held, self.of(each.document_id)))
            if len(versions) > 1:
                cited.setdefault(versions, []).append(each)
        return tuple(
            Conflict(versions, any(self._lacking(versions, held)))
            for versions, held in cited.items()
        )

    def told(self, body: Body, conflicts: Sequence[Conflict], *, newest_first: bool) -> Body:
        """Return the body with what other versions say otherwise, and a note that there are some.

        ``newest_first``: a newer version is put before the body, else after it.
        """
        if not conflicts:
            return body
        before: list[Body] = []
        after: list[Body] = []
        for conflict in conflicts:
            for claim in self._otherwise(body, conflict):
                newer = all(
                    conflict.document_ids.index(claim.document_id)
                    < conflict.document_ids.index(each.document_id)
                    for each in quotes(body)
                    if each.document_id in conflict.document_ids
                )
                (before if newest_first and newer else after).append(Statements((claim,)))
        notes = [Note(self._note(conflict)) for conflict in conflicts]
        named = self._dated(body) if newest_first else body
        return joined([*before, named, *after, *notes])

    def _once(self, claims: Sequence[Claim]) -> tuple[Claim, ...]:
        once: dict[object, Claim] = {}
        for claim in map(self._moved, claims):
            once.setdefault(_said(claim), claim)
        return tuple(once.values())

    def _lines(self, body: PerDocument) -> Body:
        once: dict[object, Claim | Silent] = {}
        for line in body.lines:
            if isinstance(line, Claim):
                line = self._moved(line)
                once.setdefault(_said(line), line)
            else:
                once.setdefault(line, line)
        lines = tuple(once.values())
        if len(lines) == 1 < len(body.lines) and isinstance(line := lines[0], Claim):
            name = naming.cited(self.documents.document(line.document_id).header)
            role = Role.STATEMENT if line.role is Role.LINE else line.role
            return Statements((replace(line, role=role, document=name),))
        return replace(body, lines=lines)

    def _rows(self, body: Table) -> Table:
        rows = [
            replace(row, cells=tuple(self._once(cell) for cell in row.cells)) for row in body.rows
        ]
        if rows == list(body.rows):
            return body
        once: dict[object, Row] = {}
        for row in rows:
            said = tuple(tuple(map(_said, cell)) for cell in row.cells)
            once.setdefault(said if any(row.cells) else row.name, row)
        return replace(body, rows=tuple(once.values()))

    def _moved(self, claim: Claim) -> Claim:
        """Return the claim as the newest version that says the same in the same words makes it."""
        held = self.documents.document(claim.document_id).header
        for version in self.of(claim.document_id):
            if version == claim.document_id:
                break
            document = self.documents.document(version)
            found = [_again(each, document) for each in (*claim.quotes, *claim.value_quotes)]
            if not self.shown(version) or not all(found):
                continue
            proof = tuple(each for each in found if each is not None)
            plain = claim.document == naming.cited(held)
            return replace(
                claim,
                document_id=version,
                document=naming.cited(document.header) if plain else claim.document,
                section=section_at(document, proof[0].start)[0],
                quotes=proof[: len(claim.quotes)],
                value_quotes=proof[len(claim.quotes) :],
            )
        return claim

    def _held(self, version: str) -> bool:
        """Return whether a version is still here: it may go while the question is answered."""
        try:
            self.documents.document(version)
        except DocumentNotFound:
            return False
        return True

    def _lacking(self, versions: Sequence[str], held: Sequence[Quote]) -> Iterator[bool]:
        """Yield for each quote and version whether the version does not say it."""
        for each in held:
            for version in versions:
                if version != each.document_id:
                    yield _again(each, self.documents.document(version)) is None

    def _otherwise(self, body: Body, conflict: Conflict) -> Iterator[Claim]:
        """Yield what the other versions say where they differ from what is cited."""
        cited = [each for each in quotes(body) if each.document_id in conflict.document_ids]
        spoken_for = {each.document_id for each in cited}
        shown = 0
        for version in filter(self.shown, conflict.document_ids):
            document = self.documents.document(version)
            for each in cited if version not in spoken_for else ():
                if shown < _SHOWN and _again(each, document) is None:
                    at = section_at(self.documents.document(each.document_id), each.start)[0]
                    if (span := _nearest(each.text, at, document, self.alike)) is not None:
                        shown += 1
                        yield _claim(quote(document, *span, each.score), document)

    def _dated(self, body: Body) -> Body:
        """Return the body with versions called by their dates, where they stand beside others."""
        match body:
            case Statements():
                return replace(body, claims=tuple(map(self._named, body.claims)))
            case Listing():
                claims = tuple(map(self._named, body.claims))
                names = {claim.document for claim in claims}
                same = body.document == body.claims[0].document if body.claims else False
                return replace(
                    body,
                    claims=claims,
                    document=names.pop() if same and len(names) == 1 else body.document,
                )
            case PerDocument(conclusion=None):
                lines = tuple(
                    self._named(line) if isinstance(line, Claim) else line for line in body.lines
                )
                return replace(body, lines=lines)
            case Parts():
                return replace(body, parts=tuple(map(self._dated, body.parts)))
            case _:
                return body

    def _named(self, claim: Claim) -> Claim:
        if len(self.of(claim.document_id)) < 2:
            return claim
        header = self.documents.document(claim.document_id).header
        if claim.document == naming.cited(header):
            return replace(claim, document=naming.name(header))
        if header.issued_on is None or day(header.issued_on.value) in claim.document:
            return claim
        dated = say("versions.dated", name=claim.document, day=day(header.issued_on.value))
        return replace(claim, document=dated)

    def _note(self, conflict: Conflict) -> str:
        named = [self.documents.document(each) for each in conflict.document_ids]
        names = [naming.name(document.header) for document in named]
        if len(set(names)) < len(names):
            names = [f"{n} ({d.source})" for n, d in zip(names, named, strict=True)]
        told = say("versions.different" if conflict.differs else "versions.alike")
        return say("versions.note", count=str(len(names)), names="; ".join(names), told=told)


def _said(claim: Claim) -> object:
    """Return what makes a claim the same as another, however its document is called."""
    return claim.document_id, claim.sentences, claim.value, claim.quotes


def _claim(said: Quote, document: Document) -> Claim:
    return Claim(
        role=Role.STATEMENT,
        document_id=document.id,
        document=naming.name(document.header),
        section=section_at(document, said.start)[0],
        sentences=spoken(said.text),
        quotes=(said,),
    )


def _again(said: Quote, document: Document) -> Quote | None:
    """Return the same words in another document, blanks and case aside; None where none are."""
    words = r"\s+".join(map(re.escape, said.text.split()))
    found = re.search(rf"(?<!\w){words}(?!\w)", document.text, re.IGNORECASE)
    if found is None:
        return None
    return quote(document, found.start(), found.end(), said.score)


def _nearest(
    text: str, section: tuple[str, ...], document: Document, least: float
) -> tuple[int, int] | None:
    """Return the statement most like the text: in the section of that label if there is one."""
    wanted = set(syllables(text))
    best: tuple[float, bool, int, int] | None = None
    for start, end in sentences(document.text):
        own = set(syllables(document.text[start:end]))
        alike = 2 * len(own & wanted) / max(1, len(own) + len(wanted))
        if alike >= least:
            here = section_at(document, start)[0] == section
            found = (alike, here, -start, end)
            best = found if best is None or found[:3] > best[:3] else best
    return None if best is None else whole_line(document, -best[2], best[3])
