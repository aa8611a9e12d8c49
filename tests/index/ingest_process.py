"""What the crash tests run in processes of their own, to be killed or starved."""

import os
import resource
import sys
from pathlib import Path

from index.catalogue.sqlite import SqliteCatalogue
from index.engines import open_stores
from index.errors import StorageFailure
from index.incoming import Incoming
from index.settings import Folders
from index.writer import Writer
from ingest.vietnamese.words import warm_up
from tests.fakes import HashingEmbedder, document

# This module is preloaded once and forked; the segmenter must not load again in every process.
warm_up()

FILES = 100
REFUSED = 3
"""Exit code of a process that met a StorageFailure."""


def plan(number: int, version: int) -> Incoming:
    """Return one invented plan; each version of a file has other bytes."""
    lines = [f"Kế hoạch số {number} lần {version} của Huyện ủy Sơn Khê"]
    lines += [
        f"Nhiệm vụ {step}: mở {number + step} lớp học bơi ở xã Tân Bình Nam, lần {version}."
        for step in range(1 + number % 7)
    ]
    text = "\n".join(lines)
    return Incoming(document(f"d{number}v{version}", text), text.encode(), f"/plans/{number}.txt")


def open_writer(folders: Folders, catalogue: SqliteCatalogue) -> Writer:
    """Open the real stores around the catalogue."""
    embedder = HashingEmbedder()
    vectors, lexical = open_stores(folders, embedder.dimension)
    return Writer(catalogue, embedder, vectors, lexical, folders.lock)


def ingest(data_dir: Path, version: int) -> None:
    """Write every plan in this version, as one run of the command would."""
    folders = Folders(data_dir)
    catalogue = SqliteCatalogue(folders.catalogue)
    writer = open_writer(folders, catalogue)
    for _ in writer.write_many(plan(number, version) for number in range(FILES)):
        pass
    catalogue.close()


def ingest_on_a_small_disk(data_dir: Path, version: int, file_bytes: int) -> None:
    """As ``ingest``, where no file can grow beyond ``file_bytes``."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))
    _expect_refusal(data_dir, version)


def ingest_without_rights(data_dir: Path, version: int) -> None:
    """As ``ingest``, by a user who may not write into the folder."""
    if os.geteuid() == 0:
        os.setuid(65534)
    _expect_refusal(data_dir, version)


def open_together(data_dir: Path, number: int) -> None:
    """Open a new data folder while others do, and write one plan."""
    folders = Folders(data_dir)
    item = plan(number, 0)
    catalogue = SqliteCatalogue(folders.catalogue)
    open_writer(folders, catalogue).write(item.document, item.original, item.origin)


def _expect_refusal(data_dir: Path, version: int) -> None:
    try:
        ingest(data_dir, version)
    except StorageFailure:
        sys.exit(REFUSED)
