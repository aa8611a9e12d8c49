import io
import json
import threading
import zipfile
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from app import bootstrap, settings
from app.conversing.conversations import Conversations, new_turn
from app.errors import BackupDamaged, BackupFailed, RestoreRefused
from app.ingestion.job import Upload
from app.ingestion.jobs import Jobs
from app.operations import archive, backup, checking, holdings
from app.operations.restore import restore
from app.settings import Settings
from index.catalogue.sqlite import SqlCatalogue
from index.errors import StorageFailure
from index.lineage import lineage
from index.ports import EVERYTHING, NO_FILTERS, Embedder
from index.settings import Folders


@contextmanager
def catalogue(data_dir: Path) -> Iterator[SqlCatalogue]:
    with closing(bootstrap.open_catalogue(settings.load(data_dir=data_dir))) as opened:
        yield opened


def texts(data_dir: Path) -> dict[str, str]:
    with catalogue(data_dir) as opened:
        return {document.id: document.text for document in opened.documents(EVERYTHING)}


def converse(data_dir: Path) -> None:
    with closing(Conversations(data_dir / bootstrap.CONVERSATIONS)) as kept:
        kept.record("chủ", "c1", new_turn("a1", "Ai ký?", "Ai ký?", "{}"))


def made(chosen: Settings, target: Path) -> backup.Backup:
    return backup.create(chosen, target, "0")


def test_a_backup_put_back_holds_everything(filled: Settings, tmp_path: Path) -> None:
    converse(filled.data_dir)
    kept = made(filled, tmp_path / "b.zip")
    description, aside = restore(kept.path, tmp_path / "new")
    assert (description, aside, kept.left_out) == (kept.description, None, ())
    assert texts(tmp_path / "new") == texts(filled.data_dir) != {}
    with catalogue(tmp_path / "new") as opened:
        for document_id in opened.document_ids():
            original = opened.original(document_id, EVERYTHING)
            assert sha256(original).hexdigest() == opened.record(document_id, EVERYTHING).sha256
    with closing(Conversations(tmp_path / "new" / bootstrap.CONVERSATIONS)) as conversations:
        assert [each.title for each in conversations.recent("chủ")] == ["Ai ký?"]
    assert checking.check(settings.load(data_dir=tmp_path / "new")).findings == []


def test_what_is_put_back_answers_as_before(
    filled: Settings, tmp_path: Path, quick: Embedder
) -> None:
    restore(made(filled, tmp_path / "b.zip").path, tmp_path / "new")
    found = []
    for folder in (filled.data_dir, tmp_path / "new"):
        chosen = settings.load(data_dir=folder)
        with closing(bootstrap.build(chosen, embedder=quick)) as system:
            hits = system.answering.search("nước sạch", 5, NO_FILTERS, EVERYTHING)
            found.append([hit.passage.id for hit in hits])
    assert found[0] == found[1] != []


def test_a_backup_of_a_folder_that_is_written_to_is_of_one_moment(
    filled: Settings, tmp_path: Path, quick: Embedder
) -> None:
    stop = threading.Event()
    with closing(bootstrap.build(filled, embedder=quick)) as system:
        ids = system.catalogue.document_ids()
        passages = {key: system.catalogue.indexed(key) for key in ids}

        def write() -> None:
            while not stop.is_set():
                for key in ids:
                    indexed = passages[key]
                    assert indexed is not None
                    system.catalogue.put_passages(key, *indexed)

        writer = threading.Thread(target=write)
        writer.start()
        try:
            for number in range(3):
                kept = made(filled, tmp_path / f"{number}.zip")
                restore(kept.path, tmp_path / str(number))
                assert texts(tmp_path / str(number)).keys() == set(ids)
                assert checking.check(settings.load(data_dir=tmp_path / str(number))).sound
        finally:
            stop.set()
            writer.join()


def test_no_secret_stands_in_a_backup(filled: Settings, tmp_path: Path) -> None:
    chosen = settings.load(
        data_dir=filled.data_dir,
        llm_api_key="chìa-khóa-bí-mật",
        llm_base_url="http://nguoi:mat-khau@may.example/v1",
    )
    kept = made(chosen, tmp_path / "b.zip")
    with zipfile.ZipFile(kept.path) as packed:
        shown = packed.read(archive.SETTINGS).decode()
        everything = b"".join(packed.read(name) for name in packed.namelist())
    assert json.loads(shown)["llm_base_url"] == "http://may.example/v1"
    for secret in ("chìa-khóa-bí-mật", "mat-khau"):
        assert secret.encode() not in everything
    assert kept.path.stat().st_mode & 0o077 == 0


def test_uploads_that_wait_are_in_it(filled: Settings, tmp_path: Path) -> None:
    jobs = Jobs(filled.data_dir / "uploads", 10)
    jobs.submit([Upload("a.txt", io.BytesIO(b"cho nap"))])
    kept = made(filled, tmp_path / "b.zip")
    restore(kept.path, tmp_path / "new")
    [spooled] = (tmp_path / "new" / "uploads").glob("*/0")
    assert spooled.read_bytes() == b"cho nap"


@pytest.mark.parametrize("keep", [0.3, 0.9, 0.999])
def test_a_backup_cut_off_is_refused_and_changes_nothing(
    filled: Settings, tmp_path: Path, keep: float
) -> None:
    kept = made(filled, tmp_path / "b.zip").path
    content = kept.read_bytes()
    kept.write_bytes(content[: int(len(content) * keep)])
    with pytest.raises(BackupDamaged, match="Không đọc được bản sao lưu"):
        restore(kept, tmp_path / "new")
    assert holdings.is_empty(tmp_path / "new")


def test_a_flipped_byte_in_a_backup_is_seen_before_anything_changes(
    filled: Settings, tmp_path: Path
) -> None:
    kept = made(filled, tmp_path / "b.zip").path
    content = bytearray(kept.read_bytes())
    content[len(content) // 2] ^= 1
    kept.write_bytes(content)
    before = texts(filled.data_dir)
    with pytest.raises(BackupDamaged):
        restore(kept, filled.data_dir, force=True)
    assert texts(filled.data_dir) == before


@pytest.mark.parametrize(
    "path", ["../ra-ngoai", "/etc/ra-ngoai", "a/../../b", ".restored", "c:\\x"]
)
def test_a_backup_that_leads_out_of_the_folder_is_refused(
    filled: Settings, tmp_path: Path, path: str
) -> None:
    kept = made(filled, tmp_path / "b.zip")
    entry = archive.Entry(path=path, size=1, sha256=sha256(b"x").hexdigest())
    forged = kept.description.model_copy(update={"entries": [entry]})
    with zipfile.ZipFile(tmp_path / "forged.zip", "w") as packed:
        packed.writestr(archive.DATA + path, b"x")
        packed.writestr(archive.DESCRIPTION, forged.model_dump_json())
    with pytest.raises(BackupDamaged, match="đường dẫn không hợp lệ"):
        restore(tmp_path / "forged.zip", tmp_path / "in" / "new")
    assert not (tmp_path / "in" / "ra-ngoai").exists()


def test_a_folder_that_is_used_is_not_overwritten_without_force(
    filled: Settings, tmp_path: Path
) -> None:
    kept = made(filled, tmp_path / "b.zip").path
    converse(filled.data_dir)
    with pytest.raises(RestoreRefused, match="--force"):
        restore(kept, filled.data_dir)
    before, former = texts(filled.data_dir), lineage(Folders(filled.data_dir).catalogue)
    _, aside = restore(kept, filled.data_dir, force=True)
    assert texts(filled.data_dir) == before
    assert lineage(Folders(filled.data_dir).catalogue) != former
    assert aside is not None
    assert (aside / "catalogue.sqlite3").is_file()
    assert (aside / bootstrap.CONVERSATIONS).is_file()
    assert not Folders(filled.data_dir).vectors.exists()
    assert checking.check(filled).findings == []


def test_a_folder_without_a_document_needs_no_force(filled: Settings, tmp_path: Path) -> None:
    kept = made(filled, tmp_path / "b.zip").path
    blank = settings.load(data_dir=tmp_path / "blank")
    bootstrap.open_catalogue(blank).close()
    (blank.data_dir / "manifest.json").write_text("{}", encoding="utf-8")
    _, aside = restore(kept, blank.data_dir)
    assert aside is not None
    assert texts(blank.data_dir) == texts(filled.data_dir)
    with pytest.raises(RestoreRefused, match="--force"):
        restore(kept, blank.data_dir)


def test_a_running_service_keeps_its_folder(filled: Settings, tmp_path: Path) -> None:
    kept = made(filled, tmp_path / "b.zip").path
    jobs = Jobs(filled.data_dir / "uploads", 10)

    class Idle:
        def held(self, sha256: str, access: Collection[str] = ()) -> None:
            return None

        def run(self, files: object) -> Iterator[object]:
            yield from ()

    jobs.start(Idle())  # type: ignore[arg-type]
    try:
        with pytest.raises(RestoreRefused, match="dừng dịch vụ"):
            restore(kept, filled.data_dir, force=True)
    finally:
        jobs.stop()


def test_a_restore_that_was_cut_off_is_named_until_it_is_run_again(
    filled: Settings, tmp_path: Path
) -> None:
    kept = made(filled, tmp_path / "b.zip").path
    expected = texts(filled.data_dir)
    whole = filled.data_dir / holdings.RESTORED
    whole.mkdir()
    (filled.data_dir / "catalogue.sqlite3").rename(whole / "catalogue.sqlite3")
    with pytest.raises(StorageFailure, match="hoidap restore"):
        bootstrap.open_catalogue(filled)
    restore(kept, filled.data_dir, force=True)
    assert texts(filled.data_dir) == expected


def test_a_damaged_catalogue_does_not_replace_a_sound_backup(
    filled: Settings, tmp_path: Path
) -> None:
    kept = made(filled, tmp_path / "b.zip").path
    before = kept.read_bytes()
    path = Folders(filled.data_dir).catalogue
    content = bytearray(path.read_bytes())
    at = content.index("nước sạch".encode())
    content[at] ^= 1
    path.write_bytes(content)
    with pytest.raises(BackupFailed, match="hoidap check"):
        made(filled, kept)
    assert kept.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == []


def test_damaged_conversations_are_named_and_left_out(filled: Settings, tmp_path: Path) -> None:
    (filled.data_dir / bootstrap.CONVERSATIONS).write_bytes(b"khong phai" * 500)
    kept = made(filled, tmp_path / "b.zip")
    assert [left.split()[0] for left in kept.left_out] == [bootstrap.CONVERSATIONS]
    restore(kept.path, tmp_path / "new")
    assert texts(tmp_path / "new") == texts(filled.data_dir)


def test_an_empty_folder_has_nothing_to_back_up(empty: Settings, tmp_path: Path) -> None:
    with pytest.raises(BackupFailed, match="chưa có danh mục"):
        made(empty, tmp_path / "b.zip")
    assert not (tmp_path / "b.zip").exists()
