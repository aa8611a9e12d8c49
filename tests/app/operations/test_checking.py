import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app import bootstrap
from app.access import audit
from app.access.audit import Audit, Entry
from app.operations import checking
from app.settings import Settings
from index.catalogue import integrity
from index.errors import CatalogueReplaced
from index.ports import EVERYTHING, Embedder
from index.settings import Folders

FLIPS = 20


def codes(chosen: Settings) -> set[str]:
    report = checking.check(chosen)
    assert report.sound == (not report.findings)
    assert all(finding.advice and finding.problem for finding in report.findings)
    return {finding.code for finding in report.findings}


def settled(data_dir: Path) -> Path:
    """Return the catalogue's file with everything in it and nothing beside it."""
    path = Folders(data_dir).catalogue
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode = DELETE")
    return path


def untriggered(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in names.fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute(statement)
        connection.commit()


def test_a_sound_folder_is_sound_while_it_is_used(filled: Settings, quick: Embedder) -> None:
    with closing(bootstrap.build(filled, embedder=quick)):
        report = checking.check(filled)
    assert report.findings == []
    assert report.documents == 4
    assert report.passages > 40


def test_an_empty_folder_says_so(empty: Settings) -> None:
    assert codes(empty) == {"no_data"}


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE bodies SET document = replace(document, 'nước', 'nuớc')", "row_damaged"),
        ("UPDATE passages SET passage = replace(passage, 'nước', 'nuớc')", "span_wrong"),
        ("UPDATE facts SET quote = quote || '.'", "span_wrong"),
        ("UPDATE originals SET compressed = 0", "original_damaged"),
        ("UPDATE vectors SET rows = zeroblob(length(rows))", "vectors_damaged"),
        ("DELETE FROM vectors", "vectors_incomplete"),
        ("UPDATE documents SET sha256 = 'x'", "original_damaged"),
        ("UPDATE documents SET passages = 1", "vectors_incomplete"),
    ],
)
def test_what_does_not_fit_together_is_named(filled: Settings, statement: str, code: str) -> None:
    untriggered(settled(filled.data_dir), statement)
    assert {code, "row_damaged"} <= codes(filled)


def test_flipped_bits_are_seen_wherever_something_is_stored(filled: Settings) -> None:
    """Of flips anywhere in the file, those that pass are of bytes that hold nothing."""
    path = settled(filled.data_dir)
    whole = path.read_bytes()
    moments = random.Random(3)
    silent = []
    for _ in range(FLIPS):
        at = moments.randrange(len(whole))
        damaged = bytearray(whole)
        damaged[at] ^= 1 << moments.randrange(8)
        path.write_bytes(damaged)
        if not codes(filled):
            path.write_bytes(damaged)  # as it was before looking opened it
            silent.append(said(path))
        path.write_bytes(whole)
    assert all(each == said(path) for each in silent)


def said(path: Path) -> str:
    """Return everything that SQLite reads in the file, but for what is made from the rest."""
    address = f"{path.resolve().as_uri()}?immutable=1"
    with closing(sqlite3.connect(address, uri=True)) as connection:
        made = tuple(f'INSERT INTO "{table}"' for table in integrity.DERIVED)
        return "\n".join(line for line in connection.iterdump() if not line.startswith(made))


def test_an_emptied_catalogue_beside_an_index_is_noticed(filled: Settings, quick: Embedder) -> None:
    for path in filled.data_dir.glob("catalogue.sqlite3*"):
        path.unlink()
    assert codes(filled) == {"catalogue_missing"}
    with pytest.raises(CatalogueReplaced, match="hoidap restore"):
        bootstrap.build(filled, embedder=quick)
    assert codes(filled) == {"catalogue_replaced"}


@pytest.mark.parametrize("noted", [True, False])
def test_an_older_catalogue_beside_an_index_is_noticed(
    filled: Settings, tmp_path: Path, quick: Embedder, noted: bool
) -> None:
    older = tmp_path / "older"
    shutil.copy(settled(filled.data_dir), older)
    with closing(bootstrap.build(filled, embedder=quick)) as system:
        system.writer.delete(system.catalogue.document_ids()[0], EVERYTHING)
    shutil.copy(older, settled(filled.data_dir))
    if not noted:
        Folders(filled.data_dir).lineage.unlink()
    with pytest.raises(CatalogueReplaced, match="cũ hơn"):
        bootstrap.build(filled, embedder=quick)
    assert codes(filled) == {"catalogue_replaced"}
    # Who means it says so by building the index anew.
    with closing(bootstrap.build(filled, embedder=quick, rebuilding=True)) as system:
        assert len(list(system.writer.reindex())) == 4
    assert codes(filled) == set()


def truncated(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file() and path.stat().st_size > 1000:
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (lambda folders: truncated(folders.vectors), "vectors_unreadable"),
        (lambda folders: truncated(folders.lexical), "words_unreadable"),
        (lambda folders: shutil.rmtree(folders.vectors), None),
        (lambda folders: shutil.rmtree(folders.lexical), None),
    ],
)
def test_a_damaged_index_is_named_and_made_again_at_the_next_start(
    filled: Settings, quick: Embedder, damage: Callable[[Folders], None], code: str | None
) -> None:
    bootstrap.build(filled, embedder=quick).close()
    damage(Folders(filled.data_dir))
    assert codes(filled) == ({code} if code else set())
    assert codes(filled) == ({code} if code else set())  # looking repairs nothing
    bootstrap.build(filled, embedder=quick).close()
    assert codes(filled) == set()


def test_damaged_conversations_are_named_rightly_and_stop_nothing(
    filled: Settings, quick: Embedder
) -> None:
    path = filled.data_dir / bootstrap.CONVERSATIONS
    path.write_bytes(b"khong phai SQLite" * 1000)
    assert codes(filled) == {"conversations_damaged"}
    with closing(bootstrap.build(filled, embedder=quick)) as system:
        assert system.conversations.recent("ai") == []
    [aside] = filled.data_dir.glob("conversations.damaged-*.sqlite3")
    assert aside.read_bytes().startswith(b"khong phai")
    assert codes(filled) == set()


def test_a_trail_that_somebody_changed_is_named(filled: Settings) -> None:
    path = filled.data_dir / audit.FILE
    with closing(Audit(path)) as trail:
        trail.record(Entry(datetime.now(UTC), "user:an", "An", "DELETE /v1/documents/x"))
    assert codes(filled) == set()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TRIGGER entries_stay")
        connection.execute("UPDATE entries SET caller = 'user:binh'")
    assert codes(filled) == {"audit_damaged"}
