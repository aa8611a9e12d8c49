"""All that is known of one document."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.facts.chain import Chains
from app.facts.standing import Standing, Standings, Status
from index.ports import Catalogue, Facts, Scope
from index.records import Correction, DocumentRecord, Supersession
from ingest.document import Document


@dataclass(frozen=True, slots=True)
class Dossier:
    """A document, what persons put right in it, and how it stands."""

    record: DocumentRecord
    document: Document
    read: Document
    """The document without corrections."""
    corrections: Sequence[Correction]
    """The oldest first."""
    standing: Standing
    supersessions: Sequence[Supersession]


class Dossiers:
    """Puts dossiers together. Safe to share between threads."""

    def __init__(self, catalogue: Catalogue, facts: Facts) -> None:
        self._catalogue = catalogue
        self._standings = Standings(catalogue, Chains(catalogue, facts))

    def of(self, document_id: str, scope: Scope) -> Dossier:
        """Return what is known of the document. Raises DocumentNotFound."""
        record = self._catalogue.record(document_id, scope)
        return Dossier(
            record=record,
            document=self._catalogue.document(document_id, scope),
            read=self._catalogue.as_read(document_id, scope),
            corrections=self._catalogue.corrections(document_id, scope),
            standing=self._standings.of(record, scope),
            supersessions=self._catalogue.supersessions(document_id, scope),
        )

    def standing(self, status: Status, scope: Scope) -> frozenset[str]:
        """Return the documents that stand so."""
        return self._standings.having(status, scope)

    def status(self, record: DocumentRecord, scope: Scope) -> Status:
        """Return how the document of a record stands."""
        return self._standings.of(record, scope).status
