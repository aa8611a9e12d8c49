"""A worker in a process of its own, to be killed while a file is in hand."""

import threading
from collections.abc import Collection, Generator, Iterable
from pathlib import Path

from app import bootstrap, settings
from app.ingestion.files import SourceFile
from app.ingestion.intake import Ingestion, Outcome
from app.settings import Settings
from tests.fakes import HashingEmbedder


def replica(url: str, data_dir: Path) -> Settings:
    """Return the settings of a service on the shared database."""
    return settings.load(
        database_url=url, data_dir=data_dir, fitted=False, refresh_seconds=0.1, parse_processes=1
    )


class Stalling:
    """Takes files in, but never tells of the second one that it has: it hangs there."""

    def __init__(self, ingestion: Ingestion) -> None:
        self._ingestion = ingestion

    def run(self, files: Iterable[SourceFile]) -> Generator[Outcome]:
        """Yield the first outcome alone; the second file is in the catalogue by then."""
        for at, outcome in enumerate(self._ingestion.run(files)):
            if at == 1:
                threading.Event().wait()
            yield outcome

    def held(self, sha256: str, access: Collection[str] = ()) -> str | None:
        """Return the document that has these bytes."""
        return self._ingestion.held(sha256, access)


def work(url: str, data_dir: Path) -> None:
    """Take in what waits until killed."""
    system = bootstrap.build(replica(url, data_dir), embedder=HashingEmbedder())
    system.jobs.start(Stalling(system.ingestion))
    threading.Event().wait()
