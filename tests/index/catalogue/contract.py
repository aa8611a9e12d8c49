"""What every adapter of the catalogue's smaller ports must do; test classes inherit it."""

from dataclasses import replace

import numpy as np
import pytest

from index.errors import DocumentNotFound
from index.learned import START
from index.ports import EVERYTHING, NameIndex, Originals, Scope, StatementVectors, Vectors
from ingest.document import Abbreviation, Document, Header, Stated
from tests.fakes import passage

PASSAGES = [passage(f"d-{n}", "d", f"câu {n}", ordinal=n) for n in range(3)]


def unit_rows(seed: int, count: int = 2) -> Vectors:
    rows = np.random.default_rng(seed).standard_normal((count, 64)).astype(np.float32)
    unit: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


def named_document(document_id: str, text: str) -> Document:
    return Document(
        id=document_id,
        source=f"{document_id}.txt",
        sha256=document_id,
        media_type="text/plain",
        text=text,
        header=Header(number=Stated(f"{document_id}/KH-UBND", None, None)),
        sections=(),
        abbreviations=(Abbreviation("BTR", "Ban Tre Rừng", 0, 3),),
    )


class OriginalsContract:
    """``originals`` holds b"\\x00 one" for the document "a"."""

    def test_gives_back_byte_for_byte(self, originals: Originals) -> None:
        assert originals.original("a", EVERYTHING) == b"\x00 one"

    def test_knows_nothing_outside_the_scope(self, originals: Originals) -> None:
        for document_id, scope in (("b", EVERYTHING), ("a", Scope(frozenset({"b"})))):
            with pytest.raises(DocumentNotFound):
                originals.original(document_id, scope)


class StatementVectorsContract:
    """``kept`` knows ``PASSAGES`` and has no vectors yet."""

    def test_gives_back_nearly_what_was_put_and_always_the_same(
        self, kept: StatementVectors
    ) -> None:
        rows = unit_rows(1)
        kept.put_statement_vectors({"d-0": rows})
        found = kept.statement_vectors(["d-0", "d-1", "unknown"])
        assert found.keys() == {"d-0"}
        assert found["d-0"].dtype == np.float32
        assert np.abs(found["d-0"] @ rows[0] - rows @ rows[0]).max() < 2e-3
        again = kept.statement_vectors(["d-0"])
        np.testing.assert_array_equal(found["d-0"], again["d-0"])

    def test_the_first_put_counts(self, kept: StatementVectors) -> None:
        kept.put_statement_vectors({"d-0": unit_rows(1)})
        before = kept.statement_vectors(["d-0"])["d-0"]
        kept.put_statement_vectors({"d-0": unit_rows(2)})
        np.testing.assert_array_equal(kept.statement_vectors(["d-0"])["d-0"], before)

    def test_tells_what_has_none_the_last_come_first(self, kept: StatementVectors) -> None:
        assert kept.without_statement_vectors(2) == [PASSAGES[2], PASSAGES[1]]
        kept.put_statement_vectors({"d-2": unit_rows(1), "unknown": unit_rows(1)})
        assert kept.without_statement_vectors(9) == [PASSAGES[1], PASSAGES[0]]
        assert kept.statement_vectors(["unknown"]) == {}

    def test_a_passage_may_have_no_statements(self, kept: StatementVectors) -> None:
        kept.put_statement_vectors({"d-0": unit_rows(1, 0)})
        assert kept.statement_vectors(["d-0"])["d-0"].shape == (0, 64)
        assert len(kept.without_statement_vectors(9)) == 2


class NameIndexContract:
    """``names`` holds ``DOCUMENTS``; "c" is the same as "a"."""

    DOCUMENTS = (
        named_document("b", "Nước sạch, nước mắm.\nDừng"),
        named_document("a", "Nước sạch nông thôn"),
        named_document("c", "Nước sạch nông thôn"),
    )

    def test_tells_of_documents_without_their_text(self, names: NameIndex) -> None:
        bare = {d.id: replace(d, text="", sections=()) for d in self.DOCUMENTS}
        assert list(names.named()) == [bare["a"], bare["b"], bare["c"]]
        assert list(names.named({"c", "unknown"})) == [bare["c"]]

    def test_phrases_come_oldest_first_without_copies(self, names: NameIndex) -> None:
        first = ("b", ["nước", "sạch", "nước", "mắm", ".", "\n", "dừng"])
        assert list(names.phrases(100)) == [first, ("a", ["nước", "sạch", "nông", "thôn"])]
        assert list(names.phrases(1)) == [first]
        assert list(names.phrases(0)) == []
        assert [key for key, _ in names.phrases(100, {"a", "c"})] == ["a"]

    def test_the_spelling_sums_over_documents_without_copies(self, names: NameIndex) -> None:
        spelling = names.spelling()
        assert spelling.pair("nước", "sạch") == 2
        assert spelling.pair("mắm", "dừng") == 1
        assert spelling.pair("sạch", "nông") == 1
        assert spelling.pair("thôn", "nước") == 0
        assert spelling.pair(START, "nước") == spelling.starts == 2
        assert (spelling.count("nước"), spelling.count("nuoc"), spelling.total) == (3, 0, 9)
        assert (spelling.followers("nước"), spelling.followers("dừng")) == (2, 0)
        assert spelling.forms("nuoc") == {"nước": 3}

    def test_what_was_known_before_changes_nothing(self, names: NameIndex) -> None:
        spelling = names.spelling(names.spelling())
        assert (spelling.count("nước"), spelling.total) == (3, 9)
