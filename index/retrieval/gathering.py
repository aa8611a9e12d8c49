"""Gathers candidates: what either side finds for the question, whichever document it is in.

Both sides are searched for the question without the words that name documents and with them; and,
where it names documents, once more within these alone, so that they are represented whatever they
are up against.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from index.ports import LexicalQuery, LexicalStore, Selection, Vectors, VectorStore
from index.question.library import Library
from index.question.query import Query
from index.retrieval.candidates import Candidate, priors
from index.retrieval.retriever import COMPARED
from index.retrieval.words import QuestionWords
from ingest.document import Passage

_DEPTH = 60
"""Passages asked of each side."""
_NAMED_DEPTH = 24
"""The same of the documents named alone."""
_EACH_DEPTH = 8
"""The same of each document by itself, where several are compared."""

_BESIDE = ThreadPoolExecutor(os.cpu_count(), "words")
"""Looks for words while vectors are compared."""

Lookup = Callable[[Sequence[str]], Mapping[str, Passage]]
"""Returns passages by id, without those that are gone."""


def forms(query: Query) -> tuple[str, str]:
    """Return the question without the words that name documents, and with them."""
    return query.focus or query.restored, query.restored


@dataclass(frozen=True, slots=True)
class Gathering:
    """Both stores, and the catalogue's passages."""

    dense: VectorStore
    lexical: LexicalStore
    passages: Lookup

    def gather(
        self, query: Query, vectors: Vectors, library: Library, selection: Selection
    ) -> list[Candidate]:
        """Return the candidates by id; ``vectors`` are two rows, one a form of the question."""
        meaning, words = self._search(query, vectors, selection)
        found = self.passages(sorted({*meaning[0], *meaning[1], *words[0], *words[1]}))
        ids = list(found)
        for at, vector in enumerate(vectors):
            absent = [key for key in ids if key not in meaning[at]]
            known = self.dense.similarities(vector, absent)
            meaning[at] |= {k: 0.0 if s is None else s for k, s in zip(absent, known, strict=True)}
        asked = QuestionWords(query, library, query.restored)
        documents = priors(query, asked, list(found.values()))
        return [
            Candidate(
                passage=passage,
                dense=(meaning[0][key], meaning[1][key]),
                lexical=(words[0].get(key, 0.0), words[1].get(key, 0.0)),
                document=documents[passage.document_id],
            )
            for key, passage in found.items()
        ]

    def _search(
        self, query: Query, vectors: Vectors, selection: Selection
    ) -> tuple[list[dict[str, float]], list[dict[str, float]]]:
        """Return the similarities and the BM25 scores by passage id, for each form."""
        meaning: list[dict[str, float]] = [{}, {}]
        words: list[dict[str, float]] = [{}, {}]
        searches = [(selection, _DEPTH)]
        if query.documents:
            searches.append((selection.only(frozenset(query.documents)), _NAMED_DEPTH))
        if query.across and len(query.documents) > 1:
            alone = (selection.only(frozenset([each])) for each in query.documents[:COMPARED])
            searches += [(each, _EACH_DEPTH) for each in alone]
        asked = list(enumerate(zip(forms(query), vectors, strict=True)))
        same = len(set(forms(query))) == 1
        asked = asked[:1] if same else asked
        wanted = [(*each, *search) for search in searches for each in asked]
        looking = [
            (at, _BESIDE.submit(self.lexical.search, LexicalQuery(text, query.boosts), k, within))
            for at, (text, _), within, k in wanted
        ]
        for at, (_, vector), within, k in wanted:
            hits = self.dense.search(vector, k, within)
            meaning[at] |= {hit.passage_id: hit.score for hit in hits}
        for at, found in looking:
            words[at] |= {hit.passage_id: hit.score for hit in found.result()}
        if same:  # what names no document has one form
            meaning[1], words[1] = dict(meaning[0]), dict(words[0])
        return meaning, words
