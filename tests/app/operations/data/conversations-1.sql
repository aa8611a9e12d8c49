BEGIN TRANSACTION;
CREATE TABLE conversations (
            id TEXT PRIMARY KEY,
            owner TEXT NOT NULL,
            title TEXT NOT NULL,
            created_at TEXT NOT NULL,
            updated_at TEXT NOT NULL
        );
INSERT INTO "conversations" VALUES('c1','chủ','Ai ký?','2026-11-29T12:47:31.749632+00:00','2026-11-29T12:47:31.749632+00:00');
CREATE TABLE feedback (
            answer_id TEXT PRIMARY KEY,
            owner TEXT NOT NULL,
            answer TEXT NOT NULL,
            verdict TEXT NOT NULL,
            reason TEXT NOT NULL,
            given_at TEXT NOT NULL
        );
CREATE TABLE turns (
            answer_id TEXT PRIMARY KEY,
            conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
            asked_at TEXT NOT NULL,
            question TEXT NOT NULL,
            completed TEXT NOT NULL,
            answer TEXT NOT NULL,
            search_key TEXT NOT NULL
        );
INSERT INTO "turns" VALUES('a1','c1','2026-11-29T12:47:31.749632+00:00','Ai ký?','Ai ký?','{}','ai ky?');
CREATE INDEX conversations_owner ON conversations (owner, updated_at);
CREATE INDEX turns_conversation ON turns (conversation_id, asked_at);
COMMIT;
PRAGMA user_version = 1;
