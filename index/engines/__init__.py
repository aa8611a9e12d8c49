"""Adapters of the vector and lexical store ports."""

from filelock import FileLock, Timeout

from index.errors import StorageFailure
from index.ports import LexicalStore, VectorStore
from index.settings import DEFAULT_WEIGHTS, PATIENCE_SECONDS, Folders, LexicalWeights


def open_stores(
    folders: Folders, dimension: int, weights: LexicalWeights = DEFAULT_WEIGHTS
) -> tuple[VectorStore, LexicalStore]:
    """Open the stores kept below the data folder. Raises StorageFailure."""
    from index.engines.faiss import FaissVectorStore
    from index.engines.tantivy import TantivyLexicalStore

    try:
        folders.data_dir.mkdir(parents=True, exist_ok=True)
        # A store that finds its files damaged starts them anew: not while another process writes.
        with FileLock(folders.lock).acquire(timeout=PATIENCE_SECONDS):
            return (
                FaissVectorStore(folders.vectors, dimension),
                TantivyLexicalStore(folders.lexical, weights),
            )
    except Timeout as error:
        raise StorageFailure(
            "Chương trình khác đang ghi chỉ mục quá lâu. Hãy thử lại sau."
        ) from error
    except OSError as error:
        raise StorageFailure(f"Không mở được {folders.data_dir} ({error.strerror}).") from error
