"""A backup put back, whole or not at all."""

import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from app.errors import RestoreRefused
from app.operations import archive, holdings, snapshots
from app.operations.archive import Description
from app.settings import Settings
from index.settings import Folders
from ingest import refusals

_SERVICE_LOCK = "uploads/.lock"
"""Held by the service while it runs."""


def require_files(settings: Settings) -> None:
    """Raise RestoreRefused where the data are in a database, which has backups of its own."""
    if settings.database_url is not None:
        raise RestoreRefused(
            "Dữ liệu ở trong PostgreSQL (HOIDAP_DATABASE_URL). Hãy khôi phục bằng pg_restore, xóa "
            "thư mục dữ liệu của từng dịch vụ rồi khởi động lại."
        )


def restore(
    source: Path, data_dir: Path, *, force: bool = False
) -> tuple[Description, Path | None]:
    """Put the backup's files into the data folder; return its description and the old ones' folder.

    The folder holds no document, or ``force`` puts what it holds aside, below itself. Nothing
    changes there before every file is out of the backup and sound. Derived stores are made again
    at the next start. Raises BackupDamaged, RestoreRefused.
    """
    if not force and not holdings.is_empty(data_dir):
        raise RestoreRefused(
            f"Thư mục dữ liệu {data_dir} đang có dữ liệu. Hãy chọn thư mục khác, hoặc thêm --force "
            "để cất dữ liệu hiện có sang bên rồi khôi phục."
        )
    fresh = data_dir / holdings.RESTORING
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        with _alone(data_dir):
            shutil.rmtree(fresh, ignore_errors=True)
            with archive.opened(source) as (packed, description):
                _unpack(packed, description, fresh)
            whole = data_dir / holdings.RESTORED
            shutil.rmtree(whole, ignore_errors=True)  # of a restore that was cut off
            fresh.rename(whole)
            aside = _put_aside(data_dir)
            for path in sorted(whole.iterdir()):
                path.rename(data_dir / path.name)
            whole.rmdir()
    except OSError as error:
        raise RestoreRefused(
            f"Không ghi được vào {data_dir} ({refusals.told(error)}); hãy chạy lại lệnh này với "
            "--force."
        ) from error
    return description, aside


def _unpack(packed: zipfile.ZipFile, description: Description, fresh: Path) -> None:
    """Write the backup's files into a folder of their own and check them there."""
    fresh.mkdir()
    for entry in description.entries:
        try:
            archive.extract(packed, entry, fresh)
        except OSError as error:
            raise RestoreRefused(
                f"Không ghi được {entry.path} ({refusals.told(error)})."
            ) from error
    catalogue = Folders(fresh).catalogue
    for database in holdings.databases(fresh):
        if wrong := snapshots.faults(database):
            raise RestoreRefused(f"{database.name} trong bản sao lưu bị hỏng: {wrong[0]}.")
    if not catalogue.is_file():
        raise RestoreRefused("Bản sao lưu không có danh mục văn bản.")
    try:
        snapshots.renew_lineage(catalogue)
    except sqlite3.Error as error:
        raise RestoreRefused(f"Không ghi được {catalogue.name} ({error}).") from error


def _put_aside(data_dir: Path) -> Path | None:
    """Move what the data folder holds into a folder of its own; drop what is derived."""
    kept = [
        path
        for path in data_dir.iterdir()
        if not path.name.startswith((".", holdings.REPLACED)) and not path.name.endswith(".lock")
    ]
    if not kept:
        return None
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    aside = data_dir / f"{holdings.REPLACED}{moment}"
    aside.mkdir()
    for path in kept:
        if path.name == "models":
            continue
        if path.name in holdings.DERIVED:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        else:
            path.rename(aside / path.name)
    return aside


@contextmanager
def _alone(data_dir: Path) -> Iterator[None]:
    """Keep a service and other writers out of the folder. Raises RestoreRefused."""
    service = data_dir / _SERVICE_LOCK
    try:
        with ExitStack() as held:
            if service.parent.is_dir():  # else no service has run here
                held.enter_context(FileLock(service, timeout=0))
            held.enter_context(FileLock(Folders(data_dir).lock, timeout=0))
            yield
    except Timeout as error:
        raise RestoreRefused(
            f"Thư mục dữ liệu {data_dir} đang được dùng. Hãy dừng dịch vụ rồi khôi phục."
        ) from error
