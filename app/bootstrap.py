"""Settings to object graph: the one composition root, for HTTP, the command line and evaluation."""

import logging
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from app.answering.generative import measured
from app.answering.generative.context import Room
from app.answering.generative.generative import GenerativeAnswerer
from app.answering.generative.measured import Measured
from app.answering.selecting import Fitted
from app.conversing.asking import Conversing
from app.conversing.condensing import Condenser
from app.conversing.conversations import Conversations
from app.conversing.suggesting import Suggesting
from app.facts.chain import Chains
from app.facts.dossier import Dossiers
from app.facts.register import Register
from app.ingestion.intake import Ingestion
from app.ingestion.queue import JobQueue
from app.language_models.choice import open_model
from app.language_models.port import LanguageModel
from app.operations.reread import Rereading
from app.service import QuestionAnswering
from app.settings import Settings
from app.storage import CONVERSATIONS as CONVERSATIONS
from app.storage import Storage, open_storage
from index import manifest, trained
from index.catalogue.sqlite import SqlCatalogue
from index.embedding.sharing import SharedEmbedder
from index.errors import IndexFailure, StorageFailure
from index.lineage import Guard
from index.ports import (
    EVERYTHING,
    NO_FILTERS,
    AccessLists,
    Catalogue,
    Embedder,
    LexicalStore,
    Originals,
    VectorStore,
)
from index.question.shelf import Shelf
from index.retrieval.fitted import FittedRetriever, Joining
from index.retrieval.fusion import FILE as JOINING
from index.retrieval.gathering import Gathering
from index.retrieval.ranking import TreeRanker
from index.retrieval.readers.trees import TreeReader
from index.retrieval.retriever import HybridRetriever, Retriever
from index.retrieval.statements import StatementIndex
from index.settings import Folders
from index.tags import Tags
from index.writer import Writer
from ingest.settings import Limits

logger = logging.getLogger(__name__)

PREPARED = 2_048
"""Passages at most whose statements get their vectors as part of taking documents in: some thirty
documents'."""
_TOGETHER = 64
"""Passages whose statements are made in one go."""


@dataclass(frozen=True, slots=True)
class System:
    """Everything that answers a question or takes a file in, wired together."""

    settings: Settings
    catalogue: Catalogue
    originals: Originals
    access: AccessLists
    tags: Tags
    embedder: Embedder
    vectors: VectorStore
    lexical: LexicalStore
    writer: Writer
    retriever: Retriever
    shelf: Shelf
    statements: StatementIndex
    answering: QuestionAnswering
    register: Register
    chains: Chains
    dossiers: Dossiers
    ingestion: Ingestion
    conversations: Conversations
    conversing: Conversing
    jobs: JobQueue
    rereading: Rereading
    suggesting: Suggesting
    guard: Guard
    model: LanguageModel | None = None

    def refresh(self) -> None:
        """Take in what any process changed in the catalogue since; cheap when nothing did.

        Raises CatalogueReplaced where the catalogue's file was exchanged for one that holds less.
        """
        self.guard.check()
        self.writer.catch_up()
        self.guard.note()
        self.answering.library(EVERYTHING)

    def warm_up(self) -> None:
        """Load now what the first question would wait for: model, segmenter, spelling."""
        self.answering.search("Kế hoạch triển khai thực hiện", 1, NO_FILTERS, EVERYTHING)

    def settle(self) -> None:
        """Make now, once, what only some questions need and would wait for."""
        self.answering.library(EVERYTHING).settle()

    def prepare(self, most: int = PREPARED) -> int:
        """Make the statements' vectors of the passages that came last; return of how many.

        The first questions would wait for them. Those beyond ``most`` are made by a service that
        has nothing else to do.
        """
        made = 0
        while made < most and (done := self.statements.warm(min(_TOGETHER, most - made))):
            made += done
        return made

    def close(self) -> None:
        """Release files and connections."""
        if self.model is not None:
            self.model.close()
        self.ingestion.close()
        self._note()
        self.vectors.close()
        self.lexical.close()
        self.catalogue.close()
        self.conversations.close()

    def _note(self) -> None:
        """Keep how far this process has brought the catalogue, where it can still be read."""
        try:
            self.guard.check()
            self.guard.note()
        except IndexFailure as error:
            logger.warning("the catalogue's state is not noted: %s", error)


def _catch_up(writer: Writer) -> None:
    """Bring the stores up; a full disk keeps them where they are, and reading goes on."""
    try:
        writer.catch_up()
    except StorageFailure as error:
        logger.error("the index stays behind the catalogue: %s", error)


def open_catalogue(settings: Settings) -> SqlCatalogue:
    """Open the catalogue alone, creating the data folder; needs no model."""
    return open_storage(settings).catalogue


def open_embedder(settings: Settings) -> Embedder:
    """Load the embedding model of the settings, building the default one on first use.

    Or reach the server that embeds in its stead.
    """
    if settings.embedding_url is not None:
        from index.embedding.remote import RemoteEmbedder

        key = settings.embedding_key
        return RemoteEmbedder(
            settings.embedding_url,
            settings.embedding_model,
            None if key is None else key.get_secret_value(),
            prompts=settings.embedding_prompts,
        )
    from index.embedding import embedder

    return embedder.open_embedder(
        settings.embedding_model,
        settings.data_dir,
        threads=settings.threads,
        changes=_trained(settings) / trained.EMBEDDER if settings.embedding_tuned else None,
    )


def _trained(settings: Settings) -> Path:
    return settings.trained_dir or trained.FOLDER


_TOKENS_BESIDE = 5_500
"""Tokens of an instructed model's context that passages do not get: rules, names, the reply."""
_CHARACTERS_A_TOKEN = 2.2
"""Of Vietnamese, as the vocabularies of common models cut it; less than most, to be safe."""


def _open_generative(
    settings: Settings, model: LanguageModel, embedder: Embedder, modes: Measured
) -> GenerativeAnswerer:
    """Return what lets a model answer, with as much room as it takes in."""
    tokens = settings.llm_context - settings.llm_reasoning_tokens - _TOKENS_BESIDE
    characters = max(_FEWEST_CHARACTERS, int(tokens * _CHARACTERS_A_TOKEN))
    prices = settings.llm_prompt_price, settings.llm_completion_price
    room = Room(settings.llm_passages, characters, settings.llm_seconds, prices)
    return GenerativeAnswerer(model, embedder, modes, room)


_FEWEST_CHARACTERS = 4_000


def _open_retriever(
    settings: Settings,
    shelf: Shelf,
    gathering: Gathering,
    embedder: Embedder,
    statements: StatementIndex,
    catalogue: Catalogue,
) -> Retriever:
    """Return the retriever of the settings. Raises WeightsDamaged."""
    folder = _trained(settings)
    if not settings.fitted:
        fusion = Joining.load(folder).fusion if (folder / JOINING).is_file() else None
        sides = gathering.dense, gathering.lexical
        return HybridRetriever(catalogue, embedder, *sides, statements, fusion)
    reader = TreeReader.load(folder) if settings.reader else None
    return FittedRetriever(
        shelf.library,
        gathering,
        embedder,
        statements,
        TreeRanker.load(folder),
        reader,
        Joining.load(folder),
    )


def _parsing(settings: Settings) -> tuple[Limits, int | None, float, int]:
    """Return how much a file may be, and the processes, seconds and memory it is parsed with."""
    return (
        settings.limits(),
        settings.parse_processes,
        settings.parse_seconds,
        settings.parse_bytes,
    )


def _open_answering(
    settings: Settings,
    catalogue: SqlCatalogue,
    shelf: Shelf,
    retriever: Retriever,
    model: LanguageModel | None,
    embedder: Embedder,
    kept: Path,
) -> QuestionAnswering:
    """Return what answers; ``kept`` holds what was measured of the model. Raises WeightsDamaged.

    Without a reader nothing says how what was read is answered.
    """
    modes = measured.load(kept / measured.FILE)
    generative = None if model is None else _open_generative(settings, model, embedder, modes)
    reads = settings.fitted and settings.reader
    return QuestionAnswering(
        catalogue,
        shelf,
        retriever,
        generative,
        Fitted.load(_trained(settings)) if reads else None,
        catalogue,
        facts_first=settings.facts_first,
    )


def _opened(storage: Storage, dimension: int, shelf: Shelf) -> tuple[VectorStore, LexicalStore]:
    """Open the stores; what documents are called is read while their files are, and checked."""
    with ThreadPoolExecutor(1, "stores") as beside:
        opening = beside.submit(storage.stores, dimension)
        _take_names_in(shelf)
        return opening.result()


def _take_names_in(shelf: Shelf) -> None:
    try:
        shelf.library()
    except StorageFailure as error:  # whoever asks is told; whoever repairs does not need it
        logger.error("names cannot be read: %s", error)


def _take_up(
    guard: Guard, writer: Writer, stores: tuple[VectorStore, LexicalStore], *, rebuilding: bool
) -> None:
    """Make sure that the stores are this catalogue's, and bring them up with it."""
    if rebuilding:
        guard.forget()
        return
    guard.check(stores)
    _catch_up(writer)
    guard.note()


def build(
    settings: Settings,
    *,
    embedder: Embedder | None = None,
    rebuilding: bool = False,
    kept: Path | None = None,
) -> System:
    """Wire the system and catch the stores up with the catalogue.

    Loads the embedding model of the settings unless one is given. ``rebuilding`` leaves an index
    of another model alone, for ``reindex`` to replace. ``kept`` is the folder of the language
    model and of what was measured of it, where that is not the data folder. Raises IndexFailure.
    """
    kept = kept or settings.data_dir
    with ExitStack() as opened:
        storage = open_storage(settings)
        catalogue = opened.enter_context(closing(storage.catalogue))
        embedder = SharedEmbedder(embedder or open_embedder(settings))
        if not rebuilding:
            empty = catalogue.generation == 0
            manifest.check(storage.manifest, manifest.expected(embedder), empty=empty)
        shelf = Shelf(catalogue, catalogue)
        vectors, lexical = _opened(storage, embedder.dimension, shelf)
        lock = Folders(settings.data_dir).lock
        # What documents are called is taken in by who changes them, not by the next question.
        stores = vectors, lexical
        names = partial(_take_names_in, shelf)
        writer = Writer(catalogue, embedder, *stores, lock, storage.manifest, names)
        guard = storage.guard()
        _take_up(guard, writer, stores, rebuilding=rebuilding)
        system = _wired(settings, storage, embedder, writer, stores, shelf, guard, kept)
        opened.pop_all()  # all went well: System.close releases them from here on
    return system


def _wired(
    settings: Settings,
    storage: Storage,
    embedder: Embedder,
    writer: Writer,
    stores: tuple[VectorStore, LexicalStore],
    shelf: Shelf,
    guard: Guard,
    kept: Path,
) -> System:
    """Return the system over what is open."""
    catalogue, (vectors, lexical) = storage.catalogue, stores
    statements = StatementIndex(catalogue, embedder)
    gathering = Gathering(vectors, lexical, catalogue.passages)
    retriever = _open_retriever(settings, shelf, gathering, embedder, statements, catalogue)
    model = open_model(settings, kept / "models")
    answering = _open_answering(settings, catalogue, shelf, retriever, model, embedder, kept)
    conversations = storage.conversations()
    condenser = None if model is None else Condenser(model)
    register = Register(catalogue, catalogue)
    return System(
        settings=settings,
        catalogue=catalogue,
        originals=catalogue,
        access=catalogue,
        tags=catalogue,
        embedder=embedder,
        vectors=vectors,
        lexical=lexical,
        writer=writer,
        retriever=retriever,
        shelf=shelf,
        statements=statements,
        answering=answering,
        register=register,
        chains=Chains(catalogue, catalogue),
        dossiers=Dossiers(catalogue, catalogue),
        ingestion=Ingestion(catalogue, writer, *_parsing(settings), settings.guards()),
        rereading=Rereading(catalogue, catalogue, writer, *_parsing(settings)),
        conversations=conversations,
        conversing=Conversing(catalogue, answering, conversations, condenser),
        jobs=storage.jobs(),
        suggesting=Suggesting(catalogue, answering, register),
        guard=guard,
        model=model,
    )
