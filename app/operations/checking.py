"""The data folder looked over: every row, hash, span and vector, each store against the catalogue.

Changes nothing; a running service goes on.
"""

import os
import sqlite3
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import closing, suppress
from functools import partial
from hashlib import sha256
from pathlib import Path

import numpy as np
from pydantic import ValidationError

from app import bootstrap, storage
from app.access import audit, stores
from app.conversing.keeping import is_damaged
from app.operations import holdings, snapshots
from app.operations.findings import Report
from app.settings import Settings
from index.catalogue import integrity
from index.catalogue.sqlite import SqlCatalogue
from index.errors import CatalogueReplaced, IndexFailure
from index.lineage import Guard, lineage
from index.ports import EVERYTHING, LexicalStore, Selection, Vectors, VectorStore
from index.settings import Folders
from ingest.document import Document, Passage, Section

RESTORE = "Hãy khôi phục từ bản sao lưu gần nhất: “hoidap restore TỆP --force”."
REREAD = (
    "Hãy tải bản gốc về, xóa văn bản này (“hoidap documents delete MÃ”) rồi nạp lại tệp; hoặc khôi "
    "phục từ bản sao lưu."
)
REINDEX = (
    "Danh mục vẫn còn nguyên; chỉ mục được tạo lại khi khởi động dịch vụ, hoặc ngay bây giờ bằng "
    "“hoidap reindex” (dừng dịch vụ trước)."
)
_NOISE = 1e-3
"""Vectors are of unit length up to this."""
_SAME = 0.9
"""Least similarity of a passage's own vector to what the store keeps of it."""


def check(settings: Settings) -> Report:
    """Return everything that is wrong in the data folder."""
    report = Report()
    folders = Folders(settings.data_dir)
    if settings.database_url is not None:
        _check_database(settings, report)
        return report
    if (settings.data_dir / holdings.RESTORED).exists():
        report.add("restore_unfinished", holdings.RESTORED, "Lần khôi phục trước bị dừng.", RESTORE)
    if not folders.catalogue.is_file():
        _missing(folders, report)
        return report
    if _rows_are_sound(folders.catalogue, report):
        try:
            with closing(bootstrap.open_catalogue(settings)) as catalogue:
                _check_documents(catalogue, report)
                _check_lineage(folders, catalogue, report)
        except IndexFailure as error:
            report.add("catalogue_unusable", folders.catalogue.name, str(error), RESTORE)
    _check_conversations(settings.data_dir, report)
    _check_access(settings.data_dir, report)
    return report


def _check_database(settings: Settings, report: Report) -> None:
    """Look over what PostgreSQL holds; its pages are its own checksums' matter."""
    advice = "Hãy khôi phục cơ sở dữ liệu từ bản sao lưu gần nhất (pg_restore)."
    try:
        kept = storage.Shared(settings)
        with closing(kept.catalogue) as catalogue:
            _check_documents(catalogue, report)
            guard = kept.guard()
            guard.check()
            report.conversations = kept.conversations().count()
            dimension = _dimension(catalogue)
            if dimension is None or not report.sound:
                return
            vectors, lexical = kept.stores(dimension)
            guard.check((vectors, lexical))
            if vectors.generation == catalogue.generation:
                _compare_vectors(catalogue, vectors, report)
            _check_words(catalogue, lexical, report)
            lexical.close()
    except CatalogueReplaced as error:
        report.add("catalogue_replaced", "PostgreSQL", str(error), advice)
    except IndexFailure as error:
        report.add("catalogue_unusable", "PostgreSQL", str(error), advice)


def _missing(folders: Folders, report: Report) -> None:
    derived = [path.name for path in (folders.vectors, folders.lexical) if path.exists()]
    if derived or folders.lineage.exists():
        report.add(
            "catalogue_missing",
            folders.catalogue.name,
            "Thư mục dữ liệu đã từng có văn bản nhưng tệp danh mục không còn.",
            RESTORE,
        )
    else:
        report.add(
            "no_data",
            str(folders.data_dir),
            "Thư mục dữ liệu chưa có văn bản nào.",
            "Hãy nạp văn bản (“hoidap ingest”), hoặc kiểm tra lại --data-dir.",
        )


def _rows_are_sound(path: Path, report: Report) -> bool:
    """Check the catalogue's file; False where it is not fit to be opened."""
    try:
        with closing(sqlite3.connect(path, timeout=60)) as connection:
            integrity.register(connection)
            if wrong := integrity.structural(connection):
                told = "; ".join(wrong[:3])
                report.add(
                    "catalogue_damaged", path.name, f"Tệp danh mục bị hỏng: {told}.", RESTORE
                )
                return False
            if integrity.is_equipped(connection):
                _check_rows(connection, report)
    except sqlite3.Error as error:
        report.add("catalogue_damaged", path.name, f"Không đọc được danh mục: {error}.", RESTORE)
        return False
    return True


def _check_rows(connection: sqlite3.Connection, report: Report) -> None:
    for damage in integrity.damages(connection):
        report.add(
            "row_damaged",
            f"{damage.table}: {damage.key}",
            "Nội dung một dòng của danh mục không còn đúng như khi ghi.",
            RESTORE,
        )


def _check_documents(catalogue: SqlCatalogue, report: Report) -> None:
    dimensions: set[int] = set()
    for document_id in catalogue.document_ids():
        report.documents += 1
        try:
            _check_document(catalogue, document_id, dimensions, report)
        except (IndexFailure, ValidationError, ValueError, TypeError, zlib.error) as error:
            told = str(error).splitlines()[0][:200]
            report.add("document_unreadable", document_id, f"Không đọc được: {told}", RESTORE)
    if len(dimensions) > 1:
        report.add(
            "vectors_mixed",
            ", ".join(map(str, sorted(dimensions))),
            "Các văn bản có vectơ khác số chiều nhau.",
            "Hãy chạy “hoidap reindex” (dừng dịch vụ trước).",
        )


def _check_document(
    catalogue: SqlCatalogue, document_id: str, dimensions: set[int], report: Report
) -> None:
    document = catalogue.document(document_id, EVERYTHING)
    record = catalogue.record(document_id, EVERYTHING)
    original = catalogue.original(document_id, EVERYTHING)
    if sha256(original).hexdigest() != record.sha256 or record.sha256 != document.sha256:
        report.add("original_damaged", document_id, "Tệp gốc không khớp mã băm đã ghi.", RESTORE)
    indexed = catalogue.indexed(document_id)
    passages, vectors = indexed if indexed is not None else ([], np.empty((0, 0), np.float32))
    report.passages += len(passages)
    wrong = (*_wrong_sections(document), *_wrong_passages(document, passages))
    for where in (*wrong, *_wrong_facts(catalogue, document)):
        report.add("span_wrong", f"{document_id}: {where}", "Vị trí không khớp văn bản.", REREAD)
    if not len(passages) == len(vectors) == record.passages:
        report.add(
            "vectors_incomplete",
            document_id,
            f"{record.passages} đoạn theo danh mục, {len(passages)} đoạn và {len(vectors)} vectơ.",
            "Hãy chạy “hoidap reindex” (dừng dịch vụ trước).",
        )
    elif len(vectors):
        dimensions.add(vectors.shape[1])
        if not _are_unit(vectors):
            report.add(
                "vectors_damaged",
                document_id,
                "Vectơ của văn bản không hợp lệ.",
                "Hãy chạy “hoidap reindex” (dừng dịch vụ trước).",
            )


def _wrong_sections(document: Document) -> list[str]:
    size = len(document.text)

    def wrong(section: Section) -> bool:
        return not 0 <= section.start <= section.end <= size

    return [f"mục {' > '.join(s.path)}" for s in document.walk() if wrong(s)]


def _wrong_passages(document: Document, passages: list[Passage]) -> list[str]:
    return [
        f"đoạn {passage.ordinal}"
        for passage in passages
        if document.text[passage.start : passage.end] != passage.text
    ]


def _wrong_facts(catalogue: SqlCatalogue, document: Document) -> Iterator[str]:
    cursor: str | None = None
    while True:
        page, cursor = catalogue.facts(
            Selection(frozenset({document.id})), limit=1_000, cursor=cursor
        )
        for record in page:
            if document.text[record.fact.start : record.fact.end] != record.quote:
                yield f"mục trích {record.id}"
        if cursor is None:
            return


def _are_unit(vectors: Vectors) -> bool:
    lengths = np.linalg.norm(vectors, axis=1)
    return bool(np.isfinite(vectors).all() and (np.abs(lengths - 1) < _NOISE).all())


def _check_lineage(folders: Folders, catalogue: SqlCatalogue, report: Report) -> None:
    guard = Guard(folders.lineage, partial(lineage, folders.catalogue), catalogue)
    try:
        guard.check()
        if catalogue.generation and report.sound:  # nothing is compared with what is damaged
            _check_stores(folders, catalogue, guard, report)
    except CatalogueReplaced as error:
        report.add("catalogue_replaced", folders.catalogue.name, str(error), RESTORE)


def _check_stores(folders: Folders, catalogue: SqlCatalogue, guard: Guard, report: Report) -> None:
    """Open the derived stores on links to their files: a damaged one is not begun anew here."""
    dimension = _dimension(catalogue)
    if dimension is None:
        return
    from index.engines import open_stores

    with tempfile.TemporaryDirectory(prefix=".check-", dir=folders.data_dir) as temporary:
        linked = Folders(Path(temporary))
        _link(folders.vectors, linked.vectors)
        _link(folders.lexical, linked.lexical)
        before = _inodes(linked.lexical)
        vectors, lexical = open_stores(linked, dimension)
        try:
            # A lexical store that cannot be read is begun anew; one never written stays as it is.
            was_read = before.items() <= _inodes(linked.lexical).items()
            guard.check((vectors, lexical))
            _check_vectors(catalogue, folders.vectors, vectors, report)
            if was_read:
                _check_words(catalogue, lexical, report)
            else:
                report.add("words_unreadable", "lexical", "Chỉ mục từ không đọc được.", REINDEX)
        finally:
            vectors.close()
            lexical.close()


def _dimension(catalogue: SqlCatalogue) -> int | None:
    """Return how many numbers a vector has; None where there is none."""
    for document_id in catalogue.document_ids():
        indexed = catalogue.indexed(document_id)
        if indexed is not None and len(indexed[1]):
            return int(indexed[1].shape[1])
    return None


def _link(folder: Path, link: Path) -> None:
    """Give the folder's files a second name each: none of them is ever written in place."""
    for path in folder.rglob("*") if folder.is_dir() else ():
        if path.is_file():
            target = link / path.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            with suppress(FileNotFoundError):  # merged away meanwhile
                os.link(path, target)


def _inodes(folder: Path) -> dict[Path, int]:
    """Return which files are in the folder, and tell one that was written anew."""
    return {
        path: path.stat().st_ino
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


def _holds_files(folder: Path) -> bool:
    return any(path.is_file() and not path.name.startswith(".") for path in folder.rglob("*"))


def _check_vectors(
    catalogue: SqlCatalogue, folder: Path, store: VectorStore, report: Report
) -> None:
    """Look for every passage of the documents that have not changed since the store's snapshot."""
    if not _holds_files(folder):
        return  # made at the next start
    if store.generation == 0:
        report.add("vectors_unreadable", folder.name, "Chỉ mục vectơ không đọc được.", REINDEX)
        return
    _compare_vectors(catalogue, store, report)


def _compare_vectors(catalogue: SqlCatalogue, store: VectorStore, report: Report) -> None:
    _, later = catalogue.touched_since(store.generation)
    for document_id in set(catalogue.document_ids()) - set(later):
        indexed = catalogue.indexed(document_id)
        if indexed is None or not len(indexed[1]):
            continue
        passages, vectors = indexed
        found = store.similarities(vectors[0], [passage.id for passage in passages])
        if None in found or (found[0] or 0.0) < _SAME:
            report.add("vectors_differ", document_id, "Chỉ mục vectơ thiếu hoặc sai.", REINDEX)


def _check_words(catalogue: SqlCatalogue, store: LexicalStore, report: Report) -> None:
    """Compare the counts where the store has caught up; one that is behind does so at the start."""
    if store.generation == catalogue.generation and len(store) != report.passages:
        report.add(
            "words_differ",
            "lexical",
            f"Chỉ mục từ có {len(store)} đoạn, danh mục có {report.passages}.",
            REINDEX,
        )


def _check_access(data_dir: Path, report: Report) -> None:
    for name, code, held in (
        (stores.FILE, "accounts_damaged", "Tệp tài khoản"),
        (audit.FILE, "audit_damaged", "Nhật ký sử dụng"),
    ):
        path = data_dir / name
        if path.exists() and (wrong := snapshots.faults(path)):
            report.add(code, name, f"{held} bị hỏng hoặc bị sửa ({wrong[0]}).", RESTORE)


def _check_conversations(data_dir: Path, report: Report) -> None:
    path = data_dir / bootstrap.CONVERSATIONS
    if not path.exists():
        return
    wrong = ["tệp bị hỏng"] if is_damaged(path) else snapshots.faults(path)
    if wrong:
        report.add(
            "conversations_damaged",
            path.name,
            f"Lịch sử hỏi đáp bị hỏng ({wrong[0]}); văn bản và câu trả lời không bị ảnh hưởng.",
            "Khởi động lại dịch vụ: tệp hỏng được cất sang bên và lịch sử bắt đầu lại, hoặc khôi "
            "phục lịch sử từ bản sao lưu.",
        )
        return
    with closing(sqlite3.connect(path, timeout=60)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM conversations").fetchone()
    report.conversations = int(count)
