"""The tables of the conversations and what is kept beside them, and how older files become so."""

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """
        CREATE TABLE conversations (
            id TEXT PRIMARY KEY,
            owner TEXT NOT NULL,
            title TEXT NOT NULL,
            created_at TEXT NOT NULL,
            updated_at TEXT NOT NULL
        )
        """,
        "CREATE INDEX conversations_owner ON conversations (owner, updated_at)",
        """
        CREATE TABLE turns (
            answer_id TEXT PRIMARY KEY,
            conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
            asked_at TEXT NOT NULL,
            question TEXT NOT NULL,
            completed TEXT NOT NULL,
            answer TEXT NOT NULL,
            search_key TEXT NOT NULL
        )
        """,
        "CREATE INDEX turns_conversation ON turns (conversation_id, asked_at)",
        # Not tied to the turn: what a reader reported outlives the conversation it came from.
        """
        CREATE TABLE feedback (
            answer_id TEXT PRIMARY KEY,
            owner TEXT NOT NULL,
            answer TEXT NOT NULL,
            verdict TEXT NOT NULL,
            reason TEXT NOT NULL,
            given_at TEXT NOT NULL
        )
        """,
    ),
    (
        # What an administrator found right, as JSON; it goes with the judgement.
        """
        CREATE TABLE reviews (
            answer_id TEXT PRIMARY KEY REFERENCES feedback (answer_id) ON DELETE CASCADE,
            review TEXT NOT NULL,
            reviewer TEXT NOT NULL,
            reviewed_at TEXT NOT NULL
        )
        """,
    ),
    (
        # An answer may be pinned by others than the one who asked: who has its link.
        """
        CREATE TABLE pins (
            owner TEXT NOT NULL,
            answer_id TEXT NOT NULL REFERENCES turns (answer_id) ON DELETE CASCADE,
            note TEXT NOT NULL,
            pinned_at TEXT NOT NULL,
            PRIMARY KEY (owner, answer_id)
        )
        """,
        "CREATE INDEX pins_answer ON pins (answer_id)",
    ),
)
"""Each entry lifts the file by one format version; never edit one that has been released."""
