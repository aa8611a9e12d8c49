"""The vectors of passages' statements, compact; a passage goes with its vectors."""

import json
from collections.abc import Mapping, Sequence

from index import compact
from index.catalogue.rows import PASSAGE
from index.ports import Vectors
from index.transactions import Transactions
from ingest.document import Passage


class KeptStatementVectors:
    """Implements ``StatementVectors``."""

    def __init__(self, database: Transactions) -> None:
        self._database = database

    def statement_vectors(self, passage_ids: Sequence[str]) -> dict[str, Vectors]:
        """Return the vectors of the passages' statements; passages without any yet are left out."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT passage_id, dimension, packed FROM statements"
                " WHERE passage_id IN (SELECT value FROM json_each(CAST(? AS TEXT)))",
                (json.dumps(list(passage_ids)),),
            ).fetchall()
        return {row["passage_id"]: compact.unpack(row["packed"], row["dimension"]) for row in rows}

    def put_statement_vectors(self, vectors: Mapping[str, Vectors]) -> None:
        """Keep them; what is there already stays, and passages that are gone are passed over.

        Who made the same vectors at the same time, in another batch, may have them otherwise in
        the last digit: the first counts, for everybody.
        """
        with self._database.writing() as connection:
            connection.executemany(
                "INSERT INTO statements SELECT id, CAST(? AS INTEGER), ? FROM passages WHERE id = ?"
                " ON CONFLICT (passage_id) DO NOTHING",
                [
                    (rows.shape[1], compact.pack(rows), passage_id)
                    for passage_id, rows in vectors.items()
                ],
            )
            connection.executemany(
                "DELETE FROM unstated WHERE passage_id = ?", [(key,) for key in vectors]
            )

    def without_statement_vectors(self, limit: int) -> list[Passage]:
        """Return at most ``limit`` passages that have none, those that came last first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT passage FROM unstated JOIN passages ON id = passage_id"
                " ORDER BY number DESC LIMIT ?",
                (limit,),
            )
            return [PASSAGE.validate_json(row["passage"]) for row in rows]
