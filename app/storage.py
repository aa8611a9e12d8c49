"""Where the state is kept: in files below the data folder, or in a database that services share."""

from functools import partial
from typing import Protocol

from app.conversing.conversations import Conversations
from app.conversing.keeping import open_conversations
from app.database import open_database
from app.ingestion.jobs import Jobs
from app.ingestion.queue import JobQueue
from app.operations import holdings
from app.settings import Settings
from index.catalogue.sqlite import SqlCatalogue, SqliteCatalogue
from index.engines import open_shared_stores, open_stores
from index.errors import StorageFailure
from index.lineage import Guard, lineage
from index.manifest import Keeper, ManifestFile
from index.ports import LexicalStore, VectorStore
from index.settings import Folders
from ingest import refusals

CONVERSATIONS = "conversations.sqlite3"
"""Name of the file of the conversations, in the data folder."""
CONVERSING = 0x686F_6967
"""The lock of whoever writes conversations: nobody waits for documents that come in."""
UPLOADS = "uploads"
"""Name of the folder of the uploads that wait, in the data folder."""


class Storage(Protocol):
    """Opens what holds the state. Every method raises StorageFailure.

    Who closes the catalogue has closed all of it but the stores.
    """

    @property
    def catalogue(self) -> SqlCatalogue:
        """The one truth, opened."""
        ...

    @property
    def manifest(self) -> Keeper:
        """Where it is kept what built the index."""
        ...

    def stores(self, dimension: int) -> tuple[VectorStore, LexicalStore]:
        """Open the stores that follow the catalogue."""
        ...

    def guard(self) -> Guard:
        """Return what notices an emptied or older catalogue."""
        ...

    def conversations(self) -> Conversations:
        """Open the conversations."""
        ...

    def jobs(self) -> JobQueue:
        """Open the queue of uploads, which does not work before it is started."""
        ...


class Files:
    """Everything below the data folder."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._folders = _folders(settings)
        self.catalogue: SqlCatalogue = SqliteCatalogue(self._folders.catalogue)
        self.manifest: Keeper = ManifestFile(self._folders.manifest)

    def stores(self, dimension: int) -> tuple[VectorStore, LexicalStore]:
        """Open the stores that follow the catalogue."""
        return open_stores(self._folders, dimension)

    def guard(self) -> Guard:
        """Return what notices an emptied or older catalogue."""
        return Guard(
            self._folders.lineage, partial(lineage, self._folders.catalogue), self.catalogue
        )

    def conversations(self) -> Conversations:
        """Open the conversations, in a file of their own."""
        return open_conversations(self._folders.data_dir / CONVERSATIONS)

    def jobs(self) -> JobQueue:
        """Open the queue of uploads, in a folder of its own."""
        return Jobs(
            self._folders.data_dir / UPLOADS,
            self._settings.max_queued_jobs,
            self._settings.limits(),
        )


class Shared:
    """Everything in PostgreSQL but the words, which each service keeps in its data folder."""

    def __init__(self, settings: Settings) -> None:
        from index.catalogue.postgres import PostgresCatalogue, PostgresManifest

        self._settings = settings
        self._folders = _folders(settings)
        self._database = open_database(settings)
        self.catalogue: SqlCatalogue = PostgresCatalogue(self._database)
        self.manifest: Keeper = PostgresManifest(self._database)

    def stores(self, dimension: int) -> tuple[VectorStore, LexicalStore]:
        """Open the stores that follow the catalogue."""
        return open_shared_stores(self._database, self._folders, dimension)

    def guard(self) -> Guard:
        """Return what notices an emptied or older catalogue."""
        return Guard(self._folders.lineage, self._database.lineage, self.catalogue)

    def conversations(self) -> Conversations:
        """Open the conversations."""
        return Conversations(self._database.beside(CONVERSING))

    def jobs(self) -> JobQueue:
        """Open the queue of uploads that all services work on."""
        from app.ingestion.shared_jobs import SharedJobs

        return SharedJobs(self._database, self._settings.max_queued_jobs, self._settings.limits())


def open_storage(settings: Settings) -> Storage:
    """Open what holds the state, creating the data folder. Raises StorageFailure."""
    return Files(settings) if settings.database_url is None else Shared(settings)


def _folders(settings: Settings) -> Folders:
    """Return the folders, made where they are not. Raises StorageFailure."""
    if (settings.data_dir / holdings.RESTORED).exists():
        raise StorageFailure(
            f"Lần khôi phục vào {settings.data_dir} bị dừng giữa chừng. Hãy chạy lại "
            "“hoidap restore TỆP --force”."
        )
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageFailure(
            f"Không tạo được thư mục dữ liệu {settings.data_dir} ({refusals.told(error)})."
        ) from error
    return Folders(settings.data_dir)
