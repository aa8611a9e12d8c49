"""Data that the version before wrote, as SQLite dumps, are taken over whole."""

import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

from app import bootstrap, settings
from app.operations import backup, checking
from app.operations.restore import restore
from index import manifest
from index.ports import EVERYTHING, NO_FILTERS
from index.settings import Folders
from tests.fakes import HashingEmbedder

DATA = Path(__file__).parent / "data"
EMBEDDER = HashingEmbedder(8)


def load(dump: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(target)) as connection:
        connection.executescript((DATA / dump).read_text(encoding="utf-8"))


def test_the_version_before_is_taken_over_and_can_be_backed_up(tmp_path: Path) -> None:
    chosen = settings.load(data_dir=tmp_path / "data")
    folders = Folders(chosen.data_dir)
    load("catalogue-3.sql", folders.catalogue)
    load("conversations-1.sql", chosen.data_dir / bootstrap.CONVERSATIONS)
    manifest.write(manifest.ManifestFile(folders.manifest), manifest.expected(EMBEDDER))

    restored = settings.load(data_dir=tmp_path / "restored")
    for current in (chosen, restored):
        with closing(bootstrap.build(current, embedder=EMBEDDER)) as system:
            [document_id] = system.catalogue.document_ids()
            document = system.catalogue.document(document_id, EVERYTHING)
            assert "Mở 15 lớp bơi ở xã Tân Bình Nam." in document.text
            [best] = system.answering.search("lớp bơi", 1, NO_FILTERS, EVERYTHING)
            assert best.passage.document_id == document_id
            assert [each.title for each in system.conversations.recent("chủ")] == ["Ai ký?"]
        with closing(bootstrap.open_catalogue(current)) as catalogue:
            original = catalogue.original(document_id, EVERYTHING)
        assert sha256(original).hexdigest() == document.sha256
        assert checking.check(current).findings == []
        if current is chosen:
            backup.create(chosen, tmp_path / "b.zip", "0")
            restore(tmp_path / "b.zip", restored.data_dir)
