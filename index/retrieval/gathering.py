"""Gathers candidates: what either side finds for the question, whichever document it is in.

Both sides are searched for the question without the words that name documents and with them; and,
where it names documents, once more within these alone, so that they are represented whatever they
are up against.
"""

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from index.ports import LexicalQuery, LexicalStore, Selection, Vectors, VectorStore
from index.question.library import Library
from index.question.query import Query
from index.retrieval.candidates import Candidate, priors
from index.retrieval.retriever import COMPARED
from index.retrieval.words import QuestionWords, held
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
        searches = _searches(query, vectors, selection)
        looking = [
            _BESIDE.submit(
                self.lexical.search, LexicalQuery(each.text, query.boosts), each.k, each.within
            )
            for each in searches
        ]
        meaning: list[dict[str, float]] = [{}, {}]
        for each in searches:
            hits = self.dense.search(each.vector, each.k, each.within)
            meaning[each.form] |= {hit.passage_id: hit.score for hit in hits}
        # While words are looked for: to read what has a like meaning takes as long.
        read = _read(self.passages, {*meaning[0], *meaning[1]})
        words: list[dict[str, float]] = [{}, {}]
        for each, search in zip(searches, looking, strict=True):
            words[each.form] |= {hit.passage_id: hit.score for hit in search.result()}
        if len(set(forms(query))) == 1:  # what names no document has one form
            meaning[1], words[1] = dict(meaning[0]), dict(words[0])
        read |= _read(self.passages, {*words[0], *words[1]} - read.keys())
        found = {key: read[key] for key in sorted(read)}
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


@dataclass(frozen=True, slots=True)
class _Search:
    """One search of both sides."""

    form: int
    """Of the question: 0 without the words that name documents, 1 with them."""
    text: str
    vector: Vectors
    within: Selection
    k: int


def _searches(query: Query, vectors: Vectors, selection: Selection) -> list[_Search]:
    """Return what is searched for: each form once, in each selection."""
    within = [(selection, _DEPTH)]
    if query.documents:
        within.append((selection.only(frozenset(query.documents)), _NAMED_DEPTH))
    if query.across and len(query.documents) > 1:
        alone = (selection.only(frozenset([each])) for each in query.documents[:COMPARED])
        within += [(each, _EACH_DEPTH) for each in alone]
    asked = list(enumerate(zip(dict.fromkeys(forms(query)), vectors, strict=False)))
    return [
        _Search(form, text, vector, chosen, k)
        for chosen, k in within
        for form, (text, vector) in asked
    ]


def _read(lookup: Lookup, passage_ids: Collection[str]) -> dict[str, Passage]:
    """Return the passages by id, their words found already."""
    found = dict(lookup(sorted(passage_ids))) if passage_ids else {}
    for passage in found.values():
        held(passage.text)
        held(passage.context)
    return found
