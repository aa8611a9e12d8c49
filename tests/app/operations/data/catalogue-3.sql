BEGIN TRANSACTION;
CREATE TABLE bodies (
            document_id TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
            document TEXT NOT NULL
        );
INSERT INTO "bodies" VALUES('9c6f923f461c48b6','{"id":"9c6f923f461c48b6","source":"ke-hoach-12.txt","sha256":"431f1157f1568fc8faaa4c0b3e91836e8c14401cc7ed423b53253924994a402a","media_type":"text/plain","text":"HUYỆN ỦY SƠN KHÊ\nSố 12-KH/HU\nSơn Khê, ngày 05 tháng 12 năm 2024\nKẾ HOẠCH\nDạy bơi cho học sinh I. Mục tiêu 1. Mở 15 lớp bơi ở xã Tân Bình Nam.","header":{"kind":{"value":"Kế hoạch","start":64,"end":72,"provenance":"read"},"number":{"value":"12-KH/HU","start":20,"end":28,"provenance":"read"},"issuer":{"value":"Huyện ủy Sơn Khê","start":0,"end":16,"provenance":"read"},"superior":null,"place":{"value":"Sơn Khê","start":29,"end":36,"provenance":"read"},"issued_on":{"value":"2024-12-05","start":38,"end":63,"provenance":"read"},"subject":{"value":"Dạy bơi cho học sinh I. Mục tiêu 1. Mở 15 lớp bơi ở xã Tân Bình Nam","start":73,"end":141,"provenance":"read"},"signer":null,"signer_title":null,"signing_authority":null,"recipients":[]},"sections":[{"label":"Mở đầu","title":"Mở đầu","path":["Mở đầu"],"kind":"preamble","start":0,"end":141,"children":[],"level":0}],"references":[],"abbreviations":[],"page_starts":[],"warnings":["Không nhận ra mục nào trong văn bản."]}');
CREATE TABLE changes (document_id TEXT PRIMARY KEY, generation INTEGER NOT NULL UNIQUE);
INSERT INTO "changes" VALUES('9c6f923f461c48b6',1);
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
        , same_as TEXT, superseded_by TEXT);
INSERT INTO "documents" VALUES(1,'9c6f923f461c48b6','ke-hoach-12.txt','Kế hoạch dạy bơi cho học sinh I. Mục tiêu 1. Mở 15 lớp bơi ở xã Tân Bình Nam','Kế hoạch','12-KH/HU','Huyện ủy Sơn Khê','Sơn Khê','2024-12-05',NULL,1,1,'2026-11-29T12:47:29.569107+00:00','431f1157f1568fc8faaa4c0b3e91836e8c14401cc7ed423b53253924994a402a',NULL,'text/plain',1,'ke hoach','12-kh/hu','huyen uy son khe','son khe','ke hoach day boi cho hoc sinh i. muc tieu 1. mo 15 lop boi o xa tan binh nam
12-kh/hu
huyen uy son khe
son khe
ke-hoach-12.txt',NULL,NULL);
CREATE TABLE originals (
            document_id TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
            compressed INTEGER NOT NULL,
            data BLOB NOT NULL
        );
INSERT INTO "originals" VALUES('9c6f923f461c48b6',1,X'789C258B3B0E82401806FB3DC5770045207201B55843C402292895822591D5444CA436B130B1B0B610345A104FC026366BB8C77F135FE54C66781092DA7920750FE137850797EB3DF3491D61D96D977778C0FCA6947085AE5A90B12E72980E32A14B197F1AC8D736856DDA5DE652FD041F535DF4391B505DE698356582482C20481D22AC1229D8D0C088D42D4296E86ACDAC1F9E613998933A2DFFCFD76CF415137D91E8E98714F0A6A9C1DE6BCB49C0');
CREATE TABLE origins (
            origin TEXT PRIMARY KEY,
            document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE
        );
INSERT INTO "origins" VALUES('/plans/ke-hoach-12.txt','9c6f923f461c48b6');
CREATE TABLE passages (
            id TEXT PRIMARY KEY,
            document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
            ordinal INTEGER NOT NULL,
            passage TEXT NOT NULL
        );
INSERT INTO "passages" VALUES('96a4bf7265d823f5','9c6f923f461c48b6',0,'{"id":"96a4bf7265d823f5","document_id":"9c6f923f461c48b6","section_path":["Mở đầu"],"section_title":"Mở đầu","headings":["Mở đầu"],"context":"Kế hoạch số 12-KH/HU ngày 05/12/2024 của Huyện ủy Sơn Khê › Mở đầu","text":"HUYỆN ỦY SƠN KHÊ\nSố 12-KH/HU\nSơn Khê, ngày 05 tháng 12 năm 2024\nKẾ HOẠCH\nDạy bơi cho học sinh I. Mục tiêu 1. Mở 15 lớp bơi ở xã Tân Bình Nam.","start":0,"end":141,"page":null,"ordinal":0}');
CREATE TABLE signatures (
            document_id TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
            scanned INTEGER NOT NULL,
            minhash BLOB NOT NULL
        );
INSERT INTO "signatures" VALUES('9c6f923f461c48b6',0,X'5C8FED49FFFFFFFFFFFFFFFF301C7E1D1DB067BE9E9DEBA85391CA51FD4DD4C3FFFFFFFF4A11917AFFFFFFFFFFFFFFFFEA582575FFFFFFFF1B0C66B9FFFFFFFF65509F906533CA11FFFFFFFFB2A6FAC27D51B328FFFFFFFFFFFFFFFFFFFFFFFF60B74543F2DC9D221A510CECFFFFFFFF6CE6AEB2FFFFFFFFFFFFFFFF30DFF0DE406B76B15C028F3EFFFFFFFF7CC7E85FFFFFFFFFB4D3C6CBFFFFFFFFFFFFFFFFC29B409FFFFFFFFF2E4DC132811FF54BFFFFFFFFFFFFFFFFFFFFFFFF9EBC29324540F719FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF13E838E7D995E468FFFFFFFFFFFFFFFFCACC25973FE9C608FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFCA008F516A4AD99C39D26E8AFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF7A2B9BDFFFFFFFFF92086F580EF00A5CFFFFFFFFFFFFFFFFFFFFFFFFAB39851329E2F1294EC15765FAFF9B5ECA21D50D4205BA2FEF6B14A7FFFFFFFFC21FE385F7320B2B43B586F4C377E043FFFFFFFF268D4811F3C9C4CD7020715EF339ADC1FFFFFFFF27EB81DBFFFFFFFFFFFFFFFFFFFFFFFF52503DF5FFFFFFFFD5FE120557970D351B76331FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEAB8FADD34937CDEFFFFFFFFDEB9F97ECA178B2A74544F51FFFFFFFF7E17191E32EEE00BFFFFFFFF28FE9EA5');
CREATE TABLE statements (
            passage_id TEXT PRIMARY KEY REFERENCES passages (id) ON DELETE CASCADE,
            dimension INTEGER NOT NULL,
            rows BLOB NOT NULL
        );
CREATE TABLE vectors (
            document_id TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
            dimension INTEGER NOT NULL,
            rows BLOB NOT NULL
        );
INSERT INTO "vectors" VALUES('9c6f923f461c48b6',8,X'7F75773EAC3C973E8381CA3E70E8843E4F22F7BC6F23C1BD2F3EE7BE0A43253F');
CREATE INDEX documents_sha256 ON documents (sha256);
CREATE INDEX origins_document ON origins (document_id);
CREATE INDEX passages_document ON passages (document_id, ordinal);
CREATE INDEX documents_same_as ON documents (same_as) WHERE same_as IS NOT NULL;
CREATE INDEX documents_superseded ON documents (superseded_by)
        WHERE superseded_by IS NOT NULL
        ;
CREATE INDEX documents_number ON documents (number_key);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('documents',1);
COMMIT;
PRAGMA user_version = 3;
