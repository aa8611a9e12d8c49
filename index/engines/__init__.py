"""Adapters of the vector and lexical store ports."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from index.errors import StorageFailure
from index.ports import LexicalStore, VectorStore
from index.settings import DEFAULT_WEIGHTS, PATIENCE_SECONDS, Folders, LexicalWeights
from ingest import refusals

if TYPE_CHECKING:
    from index.postgres.database import PostgresDatabase


def open_stores(
    folders: Folders, dimension: int, weights: LexicalWeights = DEFAULT_WEIGHTS
) -> tuple[VectorStore, LexicalStore]:
    """Open the stores kept below the data folder. Raises StorageFailure."""
    from index.engines.faiss import FaissVectorStore

    # Both read and check whole files, which the other need not wait for.
    with _alone(folders), ThreadPoolExecutor(1, "opening") as beside:
        words = beside.submit(_open_words, folders, weights)
        return FaissVectorStore(folders.vectors, dimension), words.result()


def open_shared_stores(
    database: "PostgresDatabase",
    folders: Folders,
    dimension: int,
    weights: LexicalWeights = DEFAULT_WEIGHTS,
) -> tuple[VectorStore, LexicalStore]:
    """Open the vectors in the database and the words below the data folder of this replica.

    Raises StorageFailure.
    """
    from index.engines.postgres import PostgresVectorStore

    vectors = PostgresVectorStore(database, dimension)
    with _alone(folders):
        return vectors, _open_words(folders, weights)


def _open_words(folders: Folders, weights: LexicalWeights) -> LexicalStore:
    from index.engines.tantivy import TantivyLexicalStore

    return TantivyLexicalStore(folders.lexical, weights)


@contextmanager
def _alone(folders: Folders) -> Iterator[None]:
    """Make the folder and keep other processes from writing the stores. Raises StorageFailure."""
    try:
        folders.data_dir.mkdir(parents=True, exist_ok=True)
        # A store that finds its files damaged starts them anew: not while another process writes.
        with FileLock(folders.lock).acquire(timeout=PATIENCE_SECONDS):
            yield
    except Timeout as error:
        raise StorageFailure(
            "Chương trình khác đang ghi chỉ mục quá lâu. Hãy thử lại sau."
        ) from error
    except OSError as error:
        raise StorageFailure(
            f"Không mở được {folders.data_dir} ({refusals.told(error)})."
        ) from error
