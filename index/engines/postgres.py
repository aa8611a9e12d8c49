"""Vectors in PostgreSQL (pgvector): exact while they are few, beyond that exact among candidates.

Derived, as in every engine: the vectors follow the catalogue's changes. All processes share them,
and whichever comes first takes a change in.
"""

import logging
import math
from collections.abc import Iterable, Sequence
from itertools import groupby

import numpy as np
from pgvector import Vector

from index.engines import ranking
from index.ports import Hit, Selection, Vectors
from index.postgres.database import PostgresConnection, PostgresDatabase
from ingest.document import Passage

log = logging.getLogger(__name__)

EXACT_UP_TO = 20_000
"""Vectors that are all compared; beyond it, only those that the index proposes."""
RECALL = 0.995
"""Least share of the ten nearest that are among the candidates, measured on the vectors held."""
FOLLOWING = 0x686F_6965
"""The lock held by whoever takes changes in."""
_LEAST_LISTS = 8
"""Lists that are looked through at least (``ivfflat.probes``); more as recall needs."""
_STEP = 4
"""Of the lists looked through a fourth more is tried, until it is enough."""
_MEASURED = 100
_NEAREST = 10
_APART = 50
"""The so many-th nearest is not far."""
_CANDIDATES = 8
"""Candidates compared exactly for each hit wanted."""
_SPARE = 16
"""Scores that agree to the last digit come in any order: so many more are looked at."""
_ANALYSED_SHARE = 5
"""The planner's figures are made anew once a fifth of the rows changed."""
_INDEX = "passage_vectors_near"
_SAMPLED = 50, 10_000
"""Vectors that lists are made from: a list, and at least (pgvector's own figures)."""
_BESIDE_BYTES = 64 * 1024**2
"""Memory for making lists beside what it is known to take."""
_OUTGROWN = 2
"""Lists are made anew where there are so many times as many vectors, or only so small a part."""


class PostgresVectorStore:
    """Implements ``VectorStore`` for all processes of one database.

    What is added and removed becomes visible, and durable, with ``commit``, unless another process
    has taken it in meanwhile. Searches see every commit of anybody at once.
    """

    def __init__(
        self, database: PostgresDatabase, dimension: int, exact_up_to: int = EXACT_UP_TO
    ) -> None:
        self._database = database
        self._dimension = dimension
        self._exact_up_to = exact_up_to
        self._removed: dict[str, None] = {}
        self._added: dict[str, tuple[str, Vectors]] = {}
        self._begun: int | None = None
        with database.transaction() as connection:
            _lock(connection)
            self._make(connection)

    @property
    def recall(self) -> float:
        """Share of the ten nearest that a search of all finds, measured; 1 where it is exact."""
        with self._database.reading() as connection:
            _, effort, recall = _state(connection)
        return 1.0 if effort is None else recall

    def add(self, passages: Sequence[Passage], vectors: Vectors) -> None:
        """Add passages, replacing those with equal ids."""
        if vectors.shape != (len(passages), self._dimension):
            raise ValueError(f"vectors of shape {vectors.shape} for {len(passages)} passages")
        self._begin()
        for passage, vector in zip(passages, vectors, strict=True):
            self._added[passage.id] = (passage.document_id, vector.copy())

    def remove_documents(self, document_ids: Iterable[str]) -> None:
        """Forget all passages of these documents; unknown ids are ignored."""
        self._begin()
        gone = dict.fromkeys(document_ids)
        self._removed.update(gone)
        self._added = {key: row for key, row in self._added.items() if row[0] not in gone}

    def search(self, vector: Vectors, k: int, selection: Selection) -> list[Hit]:
        """Return at most ``k`` hits, best first, from the selected documents."""
        selection.require_ids()
        if k <= 0 or selection.document_ids == frozenset():
            return []
        if selection.document_ids is not None:
            wanted = sorted(selection.document_ids - selection.excluded)
            found = self._exact(vector, k, "document_id = ANY(:wanted)", wanted=wanted)
        elif (effort := self._effort()) is not None:
            found = self._near(vector, k, effort, sorted(selection.excluded))
        elif selection.excluded:
            excluded = sorted(selection.excluded)
            found = self._exact(vector, k, "document_id <> ALL(:excluded)", excluded=excluded)
        else:
            found = self._exact(vector, k, "TRUE")
        return _ranked(found, vector, k)

    def search_each(self, vector: Vectors, k: int, document_ids: Sequence[str]) -> list[list[Hit]]:
        """Return what ``search`` finds in each document alone, in the order asked."""
        if k <= 0 or not document_ids:
            return [[] for _ in document_ids]
        with self._database.reading() as connection:
            rows = connection.raw.execute(
                "SELECT asked.at - 1, held.passage_id, held.embedding"
                " FROM unnest(%(asked)s::text[]) WITH ORDINALITY AS asked (id, at)"
                " CROSS JOIN LATERAL (SELECT passage_id, embedding FROM passage_vectors"
                '  WHERE document_id = asked.id COLLATE "C"'
                "  ORDER BY embedding <#> %(query)s, passage_id LIMIT %(most)s) AS held"
                " ORDER BY asked.at",
                {"asked": list(document_ids), "query": Vector(vector), "most": k + _SPARE},
                binary=True,
            ).fetchall()
        found: list[list[Hit]] = [[] for _ in document_ids]
        for at, group in groupby(rows, key=lambda row: int(row[0])):
            found[at] = _ranked([(row[1], _array(row[2])) for row in group], vector, k)
        return found

    def similarities(self, vector: Vectors, passage_ids: Sequence[str]) -> list[float | None]:
        """Return the similarity of each passage, in the order asked; None where unknown."""
        with self._database.reading() as connection:
            rows = connection.raw.execute(
                "SELECT passage_id, embedding FROM passage_vectors WHERE passage_id = ANY(%s)",
                (list(passage_ids),),
                binary=True,
            ).fetchall()
        if not rows:
            return [None] * len(passage_ids)
        held = np.stack([_array(row[1]) for row in rows])
        scores = dict(
            zip((row[0] for row in rows), ranking.similarities(held, vector), strict=True)
        )
        return [scores.get(key) for key in passage_ids]

    def __len__(self) -> int:
        with self._database.reading() as connection:
            return int(connection.execute("SELECT count(*) FROM passage_vectors").fetchone()[0])

    @property
    def generation(self) -> int:
        """The catalogue generation the vectors have caught up with, by any process; 0 when new."""
        with self._database.reading() as connection:
            return _state(connection)[0]

    def commit(self, generation: int) -> None:
        """Make what was added and removed durable, together with the generation.

        Where another process came first, its work stands and this is dropped.
        """
        self._begin()
        removed, added, begun = self._removed, self._added, self._begun
        self._removed, self._added, self._begun = {}, {}, None
        with self._database.transaction() as connection:
            _lock(connection)
            if _state(connection)[0] != begun:
                return
            if removed or added:
                connection.raw.execute(
                    "DELETE FROM passage_vectors WHERE document_id = ANY(%s)"
                    " OR passage_id = ANY(%s)",
                    (list(removed), list(added)),
                )
                _copy(connection, added)
            connection.execute(
                "UPDATE following SET generation = ?, changed = changed + ?",
                (generation, len(added) + len(removed)),
            )
        self._tend()

    def clear(self) -> None:
        """Forget everything, for every process."""
        self._removed, self._added, self._begun = {}, {}, None
        with self._database.transaction() as connection:
            _lock(connection)
            connection.execute("DROP TABLE passage_vectors")
            self._make(connection)

    def close(self) -> None:
        """Drop what was not committed; the database is closed by who opened it."""
        self._removed, self._added, self._begun = {}, {}, None

    def _begin(self) -> None:
        if self._begun is None:
            self._begun = self.generation

    def _make(self, connection: PostgresConnection) -> None:
        """Make the table where there is none, or one of another dimension."""
        held = connection.execute(
            "SELECT atttypmod FROM pg_attribute WHERE attname = 'embedding'"
            " AND attrelid = to_regclass('passage_vectors')"
        ).fetchone()
        if held is None or held[0] != self._dimension:
            if held is not None:
                log.warning("the vectors in the database have another dimension, starting anew")
            connection.execute("DROP TABLE IF EXISTS passage_vectors")
            connection.execute(
                'CREATE TABLE passage_vectors (passage_id text COLLATE "C" PRIMARY KEY,'
                ' document_id text COLLATE "C" NOT NULL,'
                f" embedding vector({int(self._dimension)}) NOT NULL)"
            )
            # Never compressed: floats do not shrink, and a search reads them all.
            connection.execute("ALTER TABLE passage_vectors ALTER embedding SET STORAGE PLAIN")
            connection.execute("CREATE INDEX ON passage_vectors (document_id)")
            connection.execute("DELETE FROM following")
        if connection.execute("SELECT 1 FROM following").fetchone() is None:
            connection.execute(
                "INSERT INTO following (generation, changed, recall) VALUES (0, 0, 1)"
            )

    def _exact(
        self, vector: Vectors, k: int, condition: str, **parameters: object
    ) -> list[tuple[str, Vectors]]:
        """Compare the query with every vector that meets the condition."""
        # The lists hold a form of half precision: this order is none that they can give.
        condition = condition.replace(":wanted", "%(wanted)s").replace(":excluded", "%(excluded)s")
        with self._database.reading() as connection:
            rows = connection.raw.execute(
                f"SELECT passage_id, embedding FROM passage_vectors WHERE {condition}"  # noqa: S608 - own conditions
                " ORDER BY embedding <#> %(query)s, passage_id LIMIT %(most)s".encode(),
                {"query": Vector(vector), "most": k + _SPARE, **parameters},
                binary=True,
            ).fetchall()
        return [(row[0], _array(row[1])) for row in rows]

    def _near(
        self, vector: Vectors, k: int, effort: int, excluded: list[str]
    ) -> list[tuple[str, Vectors]]:
        """Return candidates of the nearest lists, more than are wanted."""
        most = max(_CANDIDATES * k, k + _SPARE)
        half = f"halfvec({int(self._dimension)})"
        with self._database.transaction() as connection:
            connection.execute(f"SET LOCAL ivfflat.probes = {int(effort)}")
            # Goes on to further lists where what is left out was among the nearest.
            connection.execute("SET LOCAL ivfflat.iterative_scan = relaxed_order")
            connection.execute("SET LOCAL enable_seqscan = off")
            rows = connection.raw.execute(
                "SELECT passage_id, embedding FROM passage_vectors"  # noqa: S608 - own words
                f" {'WHERE document_id <> ALL(%(excluded)s)' if excluded else ''}"
                f" ORDER BY (embedding::{half}) <#> %(query)s::{half} LIMIT %(most)s".encode(),
                {"query": Vector(vector), "most": most, "excluded": excluded},
                binary=True,
            ).fetchall()
        return [(row[0], _array(row[1])) for row in rows]

    def _effort(self) -> int | None:
        with self._database.reading() as connection:
            return _state(connection)[1]

    def _tend(self) -> None:
        """Keep the planner's figures and the lists fit for how many vectors there are."""
        count = len(self)
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT changed, effort, sorted, generation,"
                " generation >= (SELECT coalesce(max(generation), 0) FROM changes) AS caught_up"
                " FROM following"
            ).fetchone()
            if due := row["changed"] * _ANALYSED_SHARE > count:
                connection.execute("UPDATE following SET changed = 0")
                connection.execute("ANALYZE")
        if row["caught_up"] and count > self._exact_up_to and (due or row["effort"] is None):
            self._sort(count, row["sorted"])

    def _sort(self, count: int, made_of: int | None) -> None:
        """Make the lists where none fit, and measure how many must be looked through.

        ``made_of`` is how many vectors there were when they were made. Searches go on meanwhile;
        nothing is taken in.
        """
        if made_of is None or max(count, made_of) > _OUTGROWN * min(count, made_of):
            made_of = self._made_lists(count, made_of)
        effort, recall = self._tuned(_lists(made_of))
        with self._database.reading() as connection:
            connection.execute("UPDATE following SET effort = ?, recall = ?", (effort, recall))
        log.info("%d vectors, %d lists looked through, recall %.3f", count, effort, recall)

    def _made_lists(self, count: int, made_of: int | None) -> int:
        """Make the index anew beside the one that searches use, and put it in its place.

        Return how many vectors there were, also where another process was quicker.
        """
        with self._database.transaction() as connection:
            _lock(connection)
            known: int | None = connection.execute("SELECT sorted FROM following").fetchone()[0]
            if known is not None and known != made_of:
                return known
            memory = _building(count, self._dimension) // 1024
            connection.execute(f"SET LOCAL maintenance_work_mem = '{memory}kB'")
            connection.execute(
                f"CREATE INDEX {_INDEX}_next ON passage_vectors USING ivfflat"
                f" ((embedding::halfvec({int(self._dimension)})) halfvec_ip_ops)"
                f" WITH (lists = {_lists(count)})"
            )
            connection.execute(f"DROP INDEX IF EXISTS {_INDEX}")
            connection.execute(f"ALTER INDEX {_INDEX}_next RENAME TO {_INDEX}")
            connection.execute("UPDATE following SET sorted = ?", (count,))
        return count

    def _tuned(self, lists: int) -> tuple[int, float]:
        """Return how many of the lists find what is to be found, and the share they find."""
        with self._database.reading() as connection:
            rows = connection.raw.execute(
                "SELECT embedding FROM passage_vectors ORDER BY md5(passage_id) LIMIT %s",
                (_MEASURED,),
                binary=True,
            ).fetchall()
        # Half-way between a vector and one not far from it: a question is no vector that is held.
        held = [_array(row[0]) for row in rows]
        queries = [v + self._exact(v, _APART, "TRUE")[:_APART][-1][1] for v in held]
        right = [_scores(_ranked(self._exact(q, _NEAREST, "TRUE"), q, _NEAREST)) for q in queries]
        effort = min(_LEAST_LISTS, lists)
        while True:
            # What scores like the last of the nearest is as right as it: sentences repeat.
            hits = sum(
                sum(score >= wanted[-1] for score in _scores(_ranked(near, query, _NEAREST)))
                for query, wanted in zip(queries, right, strict=True)
                for near in [self._near(query, _NEAREST, effort, [])]
            )
            recall = hits / max(1, sum(map(len, right)))
            if recall >= RECALL or effort == lists:
                return effort, recall
            effort = min(effort + effort // _STEP, lists)


def _lists(count: int) -> int:
    """Return into how many lists so many vectors are sorted: a thousand for a million."""
    return max(1, math.isqrt(count))


def _building(count: int, dimension: int) -> int:
    """Return the bytes that pgvector takes to make the lists, which it refuses to begin without.

    Most are the distances between every vector that they are made from and every centre.
    """
    lists = _lists(count)
    each, least = _SAMPLED
    sampled = min(count, max(each * lists, least))
    return sampled * (2 * dimension + 4 * lists) + 4 * lists**2 + _BESIDE_BYTES


def _lock(connection: PostgresConnection) -> None:
    """Keep other processes from taking changes in until the transaction ends."""
    connection.execute("SELECT pg_advisory_xact_lock(?)", (FOLLOWING,))


def _state(connection: PostgresConnection) -> tuple[int, int | None, float]:
    """Return the generation, the effort a search of all takes (None: exact) and its recall."""
    row = connection.execute("SELECT generation, effort, recall FROM following").fetchone()
    return (0, None, 1.0) if row is None else (row[0], row[1], row[2])


def _copy(connection: PostgresConnection, added: dict[str, tuple[str, Vectors]]) -> None:
    with (
        connection.raw.cursor() as cursor,
        cursor.copy(
            "COPY passage_vectors (passage_id, document_id, embedding)"
            " FROM STDIN WITH (FORMAT BINARY)"
        ) as copy,
    ):
        copy.set_types(["text", "text", "vector"])
        for passage_id, (document_id, vector) in added.items():
            copy.write_row((passage_id, document_id, Vector(vector)))


def _array(held: Vector) -> Vectors:
    return np.asarray(held.to_numpy(), np.float32)


def _ranked(found: list[tuple[str, Vectors]], vector: Vectors, k: int) -> list[Hit]:
    if not found:
        return []
    scores = ranking.similarities(np.stack([row for _, row in found]), vector)
    return ranking.ranked(zip((key for key, _ in found), scores, strict=True), k)


def _scores(hits: list[Hit]) -> list[float]:
    return [hit.score for hit in hits]
