"""Folders that are looked at again and again, so that what is put there is taken in."""

import errno
import logging
import os
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from app.bootstrap import System
from app.ingestion.files import Unpacker, file_at, origin_of
from app.ingestion.intake import Outcome
from index.ports import EVERYTHING
from ingest import pipeline, sidefile

logger = logging.getLogger(__name__)

SECONDS = 2.0
"""Between two looks."""

Stamp = tuple[tuple[int, int], ...]
"""Times of modification and sizes of a file and its side files."""


class Watch:
    """What was seen of some files and folders at the last look, and what was taken in."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = paths
        self._folders = [path for path in paths if path.is_dir()]
        self._seen: dict[Path, Stamp] = {}
        self._taken: dict[Path, Stamp] = {}

    def look(self) -> tuple[list[Path], list[Path]]:
        """Return the files to take in now, and those that are gone since they were taken in.

        A file is ready once it is the same at two looks: one being written waits. A folder that
        cannot be read, as on a share that is away, says nothing of its files.
        """
        try:
            now = dict(self._stamps())
        except OSError as error:
            logger.warning("Cannot look into a watched folder: %s", error.strerror)
            return [], []
        ready = [
            path
            for path, stamp in now.items()
            if stamp == self._seen.get(path) and stamp != self._taken.get(path)
        ]
        gone = [path for path in self._taken if path not in now]
        for path in gone:
            del self._taken[path]
        self._seen = now
        self._taken.update((path, now[path]) for path in ready)
        return ready, gone

    def _stamps(self) -> Iterable[tuple[Path, Stamp]]:
        for folder in self._folders:
            folder.stat()
        for path in pipeline.files(self._paths):
            if path.is_dir():  # what is in it now is not known: it is not gone
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
            stamps = [_stamp(Path(each)) for each in (str(path), *sidefile.names(str(path)))]
            if stamps[0] is not None:
                yield path, tuple(stamp for stamp in stamps if stamp is not None)


def follow(
    system: System,
    paths: Sequence[Path],
    report: Callable[[Outcome], object],
    report_gone: Callable[[Path, int], object],
    access: Collection[str] = (),
    *,
    delete_missing: bool = False,
) -> None:
    """Take in what is or comes to be at the paths, until interrupted; shown to ``access``.

    Each outcome is reported, and each file that is gone, or gone from a changed archive, with the
    number of documents deleted with it: none unless told to, and never a document that has its
    bytes from elsewhere too.
    """
    watch = Watch(paths)
    within: dict[Path, frozenset[str]] = {}

    def forget(path: Path, origin: str) -> None:
        documents = _only_from(system, origin) if delete_missing else []
        for document_id in documents:
            system.writer.delete(document_id, EVERYTHING)
        report_gone(path, len(documents))

    while True:
        ready, gone = watch.look()
        files = [replace(file_at(path, access), isolated=True) for path in ready]
        with closing(system.ingestion.run(files)) as outcomes:
            for outcome in outcomes:
                report(outcome)
        for path in gone:
            within.pop(path, None)
            forget(path, origin_of(path))
        for path in ready:
            if members := _members(system, path):
                for origin in sorted(within.get(path, members) - members):
                    forget(Path(origin.partition("!")[2]), origin)
                within[path] = members
        time.sleep(SECONDS)


def _members(system: System, path: Path) -> frozenset[str]:
    """Return the origins of the files in an archive; none where it is not one that opens."""
    files = Unpacker(system.settings.limits()).files(file_at(path))
    origins = frozenset(file.origin for file in files)
    return frozenset() if origin_of(path) in origins else origins


def _only_from(system: System, origin: str) -> list[str]:
    """Return the documents that come from the file, or from within it, and nowhere else."""
    return [
        document_id
        for document_id in system.catalogue.document_ids()
        if all(
            each == origin or each.startswith(f"{origin}!")
            for each in system.catalogue.origins(document_id)
        )
    ]


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_mtime_ns, status.st_size
