"""A backup of the data folder while the service runs: one file, verified before it counts."""

import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from pydantic import SecretStr

from app.errors import BackupDamaged, BackupFailed
from app.operations import archive, holdings, snapshots
from app.operations.archive import Description, Entry
from app.settings import Settings
from index.settings import Folders
from ingest import refusals


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made and read again to its end."""

    path: Path
    description: Description
    left_out: tuple[str, ...]
    """Files that are damaged and not in it, each with what is wrong."""


def create(settings: Settings, target: Path, version: str) -> Backup:
    """Write a backup of the data folder to ``target``; an older one there stays until it is sound.

    What waits in the queue of uploads is copied before the catalogue: a file that leaves the queue
    meanwhile is in the catalogue. A damaged catalogue is not backed up over a sound copy.
    Raises BackupFailed.
    """
    if settings.database_url is not None:
        raise BackupFailed(
            "Dữ liệu ở trong PostgreSQL (HOIDAP_DATABASE_URL). Hãy sao lưu bằng pg_dump --format="
            "custom hoặc cách của trung tâm dữ liệu; dữ liệu hai bảng passage_vectors và following "
            "có thể cùng bỏ qua."
        )
    catalogue = Folders(settings.data_dir).catalogue
    if not catalogue.is_file():
        raise BackupFailed(f"Thư mục dữ liệu {settings.data_dir} chưa có danh mục văn bản.")
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        staging = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    except OSError as error:
        raise BackupFailed(
            f"Không ghi được vào {target.parent} ({refusals.told(error)})."
        ) from error
    try:
        fresh = staging / target.name
        left_out = _write(settings, fresh, staging, version)
        description = archive.verify(fresh)
        fresh.replace(target)
        _settle(target.parent)
    except (OSError, sqlite3.Error, zipfile.LargeZipFile) as error:
        raise BackupFailed(f"Không sao lưu được vào {target}: {refusals.told(error)}.") from error
    except BackupDamaged as error:
        raise BackupFailed(f"Bản sao lưu ghi ra không đọc lại được: {error}") from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return Backup(target, description, left_out)


def _write(settings: Settings, fresh: Path, staging: Path, version: str) -> tuple[str, ...]:
    """Write the archive and return what had to be left out."""
    data_dir = settings.data_dir
    entries: list[Entry] = []
    left_out: list[str] = []
    with (
        os.fdopen(os.open(fresh, os.O_CREAT | os.O_RDWR | os.O_EXCL, 0o600), "w+b") as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as written,
    ):
        for path in holdings.files(data_dir):
            with suppress(FileNotFoundError):  # taken in meanwhile
                entries.append(archive.add(written, path, path.relative_to(data_dir).as_posix()))
        documents = generation = 0
        for database in holdings.databases(data_dir):
            copy = staging / database.name
            wrong = _snapshot(database, copy)
            if database == Folders(data_dir).catalogue:
                if wrong:
                    raise BackupFailed(
                        f"Danh mục văn bản có hư hỏng ({wrong}) nên không sao lưu đè lên bản cũ; "
                        "hãy chạy “hoidap check”."
                    )
                documents, generation = snapshots.counts(copy)
            if wrong:
                left_out.append(f"{database.name} ({wrong})")
            else:
                entries.append(archive.add(written, copy, database.name))
            copy.unlink(missing_ok=True)
        written.writestr(archive.SETTINGS, _public(settings))
        described = Description(
            format=archive.FORMAT,
            version=version,
            created_at=datetime.now(UTC),
            documents=documents,
            generation=generation,
            entries=entries,
        )
        written.writestr(archive.DESCRIPTION, described.model_dump_json(indent=2))
        written.close()
        file.flush()
        os.fsync(file.fileno())
    return tuple(left_out)


def _snapshot(database: Path, copy: Path) -> str:
    """Copy a database; return what is wrong with it, empty when sound. Raises OSError."""
    try:
        snapshots.copy(database, copy)
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL:
            raise
        return str(error)
    return "; ".join(snapshots.faults(copy)[:3])


def _public(settings: Settings) -> str:
    """Return the settings as JSON, without anything secret."""
    secret = {name for name, value in iter(settings) if isinstance(value, SecretStr)}
    without = {
        name: _without_password(value) if isinstance(value, str) else value
        for name, value in settings.model_dump(mode="json", exclude=secret).items()
    }
    return json.dumps(without, ensure_ascii=False, indent=2)


def _without_password(value: str) -> str:
    """Return an address without the user and password it may hold."""
    parts = urlsplit(value) if "://" in value else None
    if parts is None or "@" not in parts.netloc:
        return value
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def _settle(folder: Path) -> None:
    """Make the new name durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
