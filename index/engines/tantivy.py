"""Words in tantivy: an inverted index on disk that several processes share.

One process at a time may add and commit (the writer holds a file lock); the others see its
commits through ``generation``.
"""

import json
import logging
import shutil
import threading
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from heapq import nsmallest
from pathlib import Path
from typing import TYPE_CHECKING

from index.engines import analysis, ranking
from index.errors import StorageFailure
from index.ports import Hit, LexicalQuery, Selection
from index.settings import DEFAULT_WEIGHTS, LexicalWeights
from ingest.document import Passage
from ingest.pacing import give_way

if TYPE_CHECKING:
    import tantivy

log = logging.getLogger(__name__)

_TOKENIZER = "spaces"
_HEAP_BYTES = 64_000_000
_FOOTER_MAGIC = 1337
_OPENING_TRIES = 3
_OPENING_PAUSE_SECONDS = 0.1
_DAMAGE = (ValueError, KeyError, TypeError, FileNotFoundError)
"""What opening a folder whose files are missing, cut off or altered raises."""
_TIES = 4096
"""Hits fetched at least: a search for many costs hardly more than one for few, and another search,
for all that score like the last one wanted, as much again. Plans of one model share sentences."""
_REMEMBERED = 100_000
"""Passages whose ids are kept by their address, about 200 bytes each: to read one from the index
takes longer than to find it."""
_MARKER = "generation"
"""Id of the one document that is no passage: it carries the generation within the commit."""


@dataclass(frozen=True, slots=True)
class _View:
    """What a commit left to be searched."""

    searcher: "tantivy.Searcher"
    names: Sequence[dict[int, str]]
    """By segment, the ids of its passages by number, as far as they were read."""

    def name(self, address: "tantivy.DocAddress") -> str:
        """Return the id of a passage by its address."""
        known, number = self.names[address.segment_ord], address.doc
        found: str | None = known.get(number)
        if found is None:
            found = known[number] = str(self.searcher.doc(address).get_first("passage_id"))
        return found

    def forget(self, most: int) -> None:
        """Let go of all ids where more than so many are known."""
        if sum(map(len, self.names)) > most:
            for known in self.names:
                known.clear()


class TantivyLexicalStore:
    """BM25 over the fields of a passage, each with its weight.

    What is added and removed becomes visible, and durable, with ``commit``. A damaged folder is
    emptied and starts from generation 0.
    """

    def __init__(self, folder: Path, weights: LexicalWeights = DEFAULT_WEIGHTS) -> None:
        self._folder = folder
        self._weights = weights
        self._lock = threading.RLock()
        self._writer: tantivy.IndexWriter | None = None
        self._names: dict[str, dict[int, str]] = {}
        """Ids of passages by segment and number within, as far as they were read."""
        with self._translated():
            self._open()

    def add(self, passages: Sequence[Passage]) -> None:
        """Add passages, replacing those with equal ids."""
        import tantivy

        latest = {}
        for passage in passages:
            latest[passage.id] = passage, analysis.terms(passage)
            give_way()
        with self._lock, self._writing() as writer:
            for passage, terms in latest.values():
                writer.delete_documents_by_term("passage_id", passage.id)
                writer.add_document(
                    tantivy.Document(
                        passage_id=passage.id,
                        document_id=passage.document_id,
                        **{name: " ".join(getattr(terms, name)) for name in analysis.FIELDS},
                    )
                )

    def remove_documents(self, document_ids: Iterable[str]) -> None:
        """Forget all passages of these documents; unknown ids are ignored."""
        with self._lock, self._writing() as writer:
            for document_id in document_ids:
                writer.delete_documents_by_term("document_id", document_id)

    def search(self, query: LexicalQuery, k: int, selection: Selection) -> list[Hit]:
        """Return at most ``k`` passages that hold a term of the query, best first."""
        selection.require_ids()
        wanted = self._wanted(query)
        if wanted is None or k <= 0 or selection.document_ids == frozenset():
            return []
        return self._found(self._view, self._narrowed(wanted, selection), k)

    def search_each(
        self, query: LexicalQuery, k: int, document_ids: Sequence[str]
    ) -> list[list[Hit]]:
        """Return what ``search`` finds in each document alone, in the order asked."""
        wanted, view = self._wanted(query), self._view
        if wanted is None or k <= 0:
            return [[] for _ in document_ids]
        alone = (Selection(frozenset([document_id])) for document_id in document_ids)
        return [self._found(view, self._narrowed(wanted, only), k) for only in alone]

    def _found(self, view: "_View", built: "tantivy.Query", k: int) -> list[Hit]:
        limit = max(2 * k, _TIES)
        with self._translated():
            # Ties come in index order: fetch past the k-th score until all its equals are in.
            while True:
                hits = view.searcher.search(built, limit, count=False).hits
                if len(hits) < limit or _rounded(hits[-1][0]) < _rounded(hits[k - 1][0]):
                    break
                limit *= 4
            return self._best(view, hits, k)

    def _best(
        self, view: "_View", hits: "list[tuple[float, tantivy.DocAddress]]", k: int
    ) -> list[Hit]:
        """Return the ``k`` best of hits in their order; of all that score like the last, by id.

        Where plans follow one model these are thousands, of which a few are taken.
        """
        least = _rounded(hits[k - 1][0]) if len(hits) > k else 0.0
        better: list[tuple[str, float]] = []
        like: list[str] = []
        view.forget(_REMEMBERED)
        former, rounded = -1.0, 0.0
        for score, address in hits:
            if score != former:
                former, rounded = score, _rounded(score)
            if rounded > least:
                better.append((view.name(address), rounded))
            elif rounded == least:
                like.append(view.name(address))
            else:
                break
        like = nsmallest(k - len(better), like)
        return ranking.ranked([*better, *((key, least) for key in like)], k)

    def __len__(self) -> int:
        return int(self._view.searcher.num_docs) - self._markers

    @property
    def generation(self) -> int:
        """The catalogue generation on disk, whoever committed it; 0 when new."""
        with self._lock, self._translated():
            if self._stamp() != self._seen:
                self._reload()
        return self._generation

    def commit(self, generation: int) -> None:
        """Make what was added and removed durable, together with the generation."""
        import tantivy

        with self._lock:
            with self._writing() as writer:
                writer.delete_documents_by_term("passage_id", _MARKER)
                writer.add_document(tantivy.Document(passage_id=_MARKER, generation=generation))
                writer.commit()
                writer.wait_merging_threads()
                self._writer = None
            with self._translated():
                self._reload()

    def clear(self) -> None:
        """Forget everything, on disk too."""
        with self._lock, self._writing() as writer:
            writer.delete_all_documents()
            writer.commit()
            writer.wait_merging_threads()
            self._writer = None
            self._reload()

    def close(self) -> None:
        """Drop what was not committed."""
        with self._lock:
            self._writer = None

    def _open(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        for _ in range(_OPENING_TRIES):
            try:
                self._open_existing()
            except _DAMAGE as error:
                # Another process may have removed merged files while we looked: look again.
                damage = error
                time.sleep(_OPENING_PAUSE_SECONDS)
            else:
                return
        log.warning("lexical index %s is damaged, starting anew: %s", self._folder, damage)
        shutil.rmtree(self._folder)
        self._folder.mkdir(parents=True)
        self._open_existing()

    def _open_existing(self) -> None:
        """Open the index, made empty where there is none. Raises one of ``_DAMAGE``."""
        _verify(self._folder)
        self._schema = _schema()
        self._index = self._open_index()
        self._index.config_reader("manual")
        self._reload()

    def _open_index(self) -> "tantivy.Index":
        import tantivy

        index = tantivy.Index(self._schema, path=str(self._folder), reuse=True)
        analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        index.register_tokenizer(_TOKENIZER, analyzer)
        return index

    def _open_writer(self) -> "tantivy.IndexWriter":
        """Open a writer that knows what other processes wrote, and what killed ones left behind.

        An index opened earlier has an old list of the folder's files: it would miss some when it
        clears away, and stumble over the files of a commit that never came about.
        """
        writer = self._open_index().writer(_HEAP_BYTES, 1)
        writer.garbage_collect_files()
        return writer

    def _reload(self) -> None:
        import tantivy

        self._seen = self._stamp()
        self._index.reload()
        searcher = self._index.searcher()
        self._view = _View(searcher, self._names_in(searcher.num_segments))
        marker = tantivy.Query.term_query(self._schema, "passage_id", _MARKER, "basic")
        found = searcher.search(marker, 1).hits
        generation = searcher.doc(found[0][1]).get_first("generation") if found else 0
        self._markers = len(found)
        self._generation = int(generation)

    def _names_in(self, segments: int) -> list[dict[int, str]]:
        """Return what is known of the ids in each segment of the commit just opened, in order.

        A segment never changes, but for what is deleted of it: most outlive a commit.
        """
        ids = _segments(self._folder)
        if len(ids) != segments or self._stamp() != self._seen:  # another process commits meanwhile
            return [{} for _ in range(segments)]
        self._names = {segment: self._names.get(segment, {}) for segment in ids}
        return list(self._names.values())

    def _stamp(self) -> tuple[int, int, int]:
        """Return what changes with every commit, by whatever process."""
        state = (self._folder / "meta.json").stat()
        return state.st_mtime_ns, state.st_ino, state.st_size

    def _wanted(self, query: LexicalQuery) -> "tantivy.Query | None":
        import tantivy

        clauses = analysis.clauses(query, self._weights)
        if not clauses:
            return None
        schema, build = self._schema, tantivy.Query
        return build.boolean_query(
            [
                (
                    tantivy.Occur.Should,
                    build.boost_query(build.term_query(schema, field, term, "freq"), weight),
                )
                for (field, term), weight in clauses.items()
            ]
        )

    def _narrowed(self, wanted: "tantivy.Query", selection: Selection) -> "tantivy.Query":
        """Return the query over the selected documents, whose scores stay as they are."""
        import tantivy

        parts = [(tantivy.Occur.Must, wanted)]
        if selection.document_ids is not None:
            only = tantivy.Query.const_score_query(self._documents(selection.document_ids), 0.0)
            parts.append((tantivy.Occur.Must, only))
        if selection.excluded:
            parts.append((tantivy.Occur.MustNot, self._documents(selection.excluded)))
        return tantivy.Query.boolean_query(parts) if len(parts) > 1 else wanted

    def _documents(self, document_ids: frozenset[str]) -> "tantivy.Query":
        import tantivy

        return tantivy.Query.term_set_query(self._schema, "document_id", sorted(document_ids))

    @contextmanager
    def _writing(self) -> Iterator["tantivy.IndexWriter"]:
        """Lend the index's writer, opened on first use and given up at commit or on failure."""
        with self._translated():
            try:
                if self._writer is None:
                    self._writer = self._open_writer()
                yield self._writer
            except BaseException:
                self._writer = None
                raise

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (OSError, ValueError) as error:
            log.warning("lexical index: %s", error)
            raise StorageFailure(
                f"Không đọc hoặc ghi được chỉ mục từ trong {self._folder}. "
                "Hãy kiểm tra dung lượng đĩa và quyền ghi."
            ) from error


def _schema() -> "tantivy.Schema":
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("passage_id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("document_id", stored=True, tokenizer_name="raw", index_option="basic")
    for field in analysis.FIELDS:
        builder.add_text_field(field, tokenizer_name=_TOKENIZER, index_option="freq")
    builder.add_unsigned_field(_MARKER, stored=True)
    return builder.build()


def _rounded(score: float) -> float:
    return round(score, ranking.DIGITS - 1)


def _verify(folder: Path) -> None:
    """Check that what the last commit names is there, as it was written.

    Raises one of ``_DAMAGE``.
    """
    meta = folder / "meta.json"
    if not meta.exists():
        return
    for name in (segment.replace("-", "") for segment in _segments(folder)):
        files = list(folder.glob(f"{name}.*"))
        if not files:
            raise ValueError(f"segment {name} is missing")
        for file in files:
            _verify_checksum(file)


def _segments(folder: Path) -> list[str]:
    """Return the ids of the segments of the last commit, in the order they are searched in."""
    meta = json.loads((folder / "meta.json").read_text())
    return [segment["segment_id"] for segment in meta["segments"]]


def _verify_checksum(file: Path) -> None:
    """Check the footer tantivy ends its files with: JSON, its length, a magic number."""
    content = file.read_bytes()
    end = len(content) - 8
    start = end - int.from_bytes(content[end : end + 4], "little")
    if start < 0 or int.from_bytes(content[end + 4 :], "little") != _FOOTER_MAGIC:
        raise ValueError(f"{file.name} is cut off")
    if json.loads(content[start:end])["crc"] != zlib.crc32(content[:start]):
        raise ValueError(f"the checksum of {file.name} differs")
