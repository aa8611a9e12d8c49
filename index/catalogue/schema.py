"""The tables of the catalogue and how an older file becomes the present form."""

import sqlite3

import numpy as np

from index import compact
from index.errors import StorageFailure

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """
        CREATE TABLE documents (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            source TEXT NOT NULL,
            title TEXT NOT NULL,
            kind TEXT, number TEXT, issuer TEXT, place TEXT, issued_on TEXT, signer TEXT,
            sections INTEGER NOT NULL,
            passages INTEGER NOT NULL,
            ingested_at TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            pages INTEGER,
            media_type TEXT NOT NULL,
            warnings INTEGER NOT NULL,
            kind_key TEXT, number_key TEXT, issuer_key TEXT, place_key TEXT,
            search_key TEXT NOT NULL
        )
        """,
        "CREATE INDEX documents_sha256 ON documents (sha256)",
        """
        CREATE TABLE origins (
            origin TEXT PRIMARY KEY,
            document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE
        )
        """,
        "CREATE INDEX origins_document ON origins (document_id)",
        """
        CREATE TABLE bodies (
            document_id TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
            document TEXT NOT NULL
        )
        """,
        """
        CREATE TABLE passages (
            id TEXT PRIMARY KEY,
            document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
            ordinal INTEGER NOT NULL,
            passage TEXT NOT NULL
        )
        """,
        "CREATE INDEX passages_document ON passages (document_id, ordinal)",
        """
        CREATE TABLE vectors (
            document_id TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
            dimension INTEGER NOT NULL,
            rows BLOB NOT NULL
        )
        """,
        """
        CREATE TABLE originals (
            document_id TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
            compressed INTEGER NOT NULL,
            data BLOB NOT NULL
        )
        """,
        # One row a document, its latest change; a deleted document keeps its row, so that a
        # store that slept through the deletion still learns of it.
        "CREATE TABLE changes (document_id TEXT PRIMARY KEY, generation INTEGER NOT NULL UNIQUE)",
    ),
    (
        # Filled after the documents are in, passage by passage; a passage goes with its vectors.
        """
        CREATE TABLE statements (
            passage_id TEXT PRIMARY KEY REFERENCES passages (id) ON DELETE CASCADE,
            dimension INTEGER NOT NULL,
            rows BLOB NOT NULL
        )
        """,
    ),
    (
        # Signatures stand apart, so that a listing never reads them.
        """
        CREATE TABLE signatures (
            document_id TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
            scanned INTEGER NOT NULL,
            minhash BLOB NOT NULL
        )
        """,
        "ALTER TABLE documents ADD COLUMN same_as TEXT",
        "ALTER TABLE documents ADD COLUMN superseded_by TEXT",
        "CREATE INDEX documents_same_as ON documents (same_as) WHERE same_as IS NOT NULL",
        """
        CREATE INDEX documents_superseded ON documents (superseded_by)
        WHERE superseded_by IS NOT NULL
        """,
        "CREATE INDEX documents_number ON documents (number_key)",
    ),
    (
        # What a document is called and the tokens of its text; ``learned`` while they count.
        """
        CREATE TABLE names (
            document_id TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
            named TEXT NOT NULL,
            tokens BLOB NOT NULL,
            learned INTEGER NOT NULL
        )
        """,
        "CREATE INDEX names_unlearned ON names (document_id) WHERE learned = 0",
        # Tokens that began (1) or ceased (-1) to count since ``spelling`` was last summed up.
        """
        CREATE TABLE lessons (
            number INTEGER PRIMARY KEY AUTOINCREMENT, step INTEGER NOT NULL, tokens BLOB NOT NULL
        )
        """,
        "CREATE TABLE spelling (lesson INTEGER PRIMARY KEY, sums BLOB NOT NULL)",
        # Vectors of statements in eight bits a number, and the passages that have none yet.
        "ALTER TABLE statements RENAME COLUMN rows TO packed",
        "UPDATE statements SET packed = packed_vectors(packed, dimension)",
        """
        CREATE TABLE unstated (
            number INTEGER PRIMARY KEY,
            passage_id TEXT NOT NULL UNIQUE REFERENCES passages (id) ON DELETE CASCADE
        )
        """,
        """
        INSERT INTO unstated (passage_id)
        SELECT id FROM passages WHERE id NOT IN (SELECT passage_id FROM statements)
        """,
    ),
    (
        # Signatures in bands: files of one document agree in one of them at least.
        """
        CREATE TABLE bands (
            band INTEGER NOT NULL, value INTEGER NOT NULL,
            document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
            PRIMARY KEY (band, value, document_id)
        ) WITHOUT ROWID
        """,
        "CREATE INDEX bands_document ON bands (document_id)",
        "ALTER TABLE signatures ADD COLUMN figures BLOB",
    ),
    (
        # What documents promise, and what each fact is found by.
        """
        CREATE TABLE facts (
            id TEXT PRIMARY KEY,
            document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
            ordinal INTEGER NOT NULL,
            kind TEXT NOT NULL,
            page INTEGER,
            quote TEXT NOT NULL,
            fact TEXT NOT NULL,
            body_key TEXT NOT NULL,
            word_key TEXT NOT NULL,
            cited_key TEXT
        )
        """,
        "CREATE UNIQUE INDEX facts_document ON facts (document_id, ordinal)",
        "CREATE INDEX facts_cited ON facts (cited_key) WHERE cited_key IS NOT NULL",
        # "2025-11-30", every year "11-30", every month "30".
        """
        CREATE TABLE dues (
            day TEXT NOT NULL,
            fact_id TEXT NOT NULL REFERENCES facts (id) ON DELETE CASCADE,
            PRIMARY KEY (day, fact_id)
        ) WITHOUT ROWID
        """,
        "CREATE INDEX dues_fact ON dues (fact_id)",
        # Which documents were read for facts: one may state none.
        """
        CREATE TABLE readings (
            document_id TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
            facts INTEGER NOT NULL
        )
        """,
    ),
    (
        # To whom a document is shown; the revision rises with every change of that alone.
        """
        CREATE TABLE document_access (
            document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
            principal TEXT NOT NULL,
            PRIMARY KEY (document_id, principal)
        ) WITHOUT ROWID
        """,
        "CREATE INDEX document_access_principal ON document_access (principal)",
        "CREATE TABLE access_revision (id INTEGER PRIMARY KEY, revision INTEGER NOT NULL)",
        "INSERT INTO access_revision VALUES (1, 0)",
    ),
    (
        # What persons put right in headers, the oldest first; the last of a field holds.
        """
        CREATE TABLE corrections (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
            field TEXT NOT NULL,
            read TEXT,
            value TEXT,
            at TEXT NOT NULL
        )
        """,
        "CREATE INDEX corrections_document ON corrections (document_id)",
    ),
    (
        # What reads like a later version, and which one a person said holds in which one's stead.
        "ALTER TABLE documents RENAME COLUMN superseded_by TO later_version",
        """
        CREATE TABLE supersessions (
            older TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
            newer TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
            older_sha256 TEXT NOT NULL,
            newer_sha256 TEXT NOT NULL,
            confirmed_by TEXT NOT NULL,
            confirmed_at TEXT NOT NULL
        )
        """,
        "CREATE INDEX supersessions_newer ON supersessions (newer)",
    ),
    (
        # What persons keep documents together by; a tag is told apart by its key.
        """
        CREATE TABLE document_tags (
            document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
            tag_key TEXT NOT NULL,
            tag TEXT NOT NULL,
            PRIMARY KEY (document_id, tag_key)
        ) WITHOUT ROWID
        """,
        "CREATE INDEX document_tags_key ON document_tags (tag_key)",
    ),
    (
        # With the figures of the text: files of one document share all, plans of one model do not.
        """
        CREATE TABLE alike (
            band INTEGER NOT NULL, value INTEGER NOT NULL, figures BLOB NOT NULL,
            document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
            PRIMARY KEY (band, value, figures, document_id)
        ) WITHOUT ROWID
        """,
        """
        INSERT INTO alike SELECT band, value, figures, bands.document_id
        FROM bands JOIN signatures ON signatures.document_id = bands.document_id
        WHERE figures IS NOT NULL
        """,
        "DROP TABLE bands",
        "ALTER TABLE alike RENAME TO bands",
        "CREATE INDEX bands_document ON bands (document_id)",
    ),
)
"""Each entry lifts the file by one format version; never edit one that has been released."""


def migrate(
    connection: sqlite3.Connection, migrations: tuple[tuple[str, ...], ...] = MIGRATIONS
) -> None:
    """Bring the file to the present format in one transaction.

    Raises StorageFailure where a newer program wrote it.
    """
    if _version(connection) == len(migrations):
        return
    connection.create_function("packed_vectors", 2, _packed, deterministic=True)
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = _version(connection)
        if version > len(migrations):
            raise StorageFailure(
                "Thư mục dữ liệu do phiên bản Hỏi đáp mới hơn tạo ra "
                f"(định dạng {version}, phiên bản này đọc được đến {len(migrations)}). "
                "Hãy cài phiên bản mới hơn hoặc chọn thư mục dữ liệu khác."
            )
        for statements in migrations[version:]:
            for statement in statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(migrations)}")
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def _packed(rows: bytes, dimension: int) -> bytes:
    """Return the rows of float32 that formats 2 and 3 kept, in eight bits a number."""
    return compact.pack(np.frombuffer(rows, "<f4").reshape(-1, dimension))


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
