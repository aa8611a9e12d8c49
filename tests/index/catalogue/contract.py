"""What every adapter of the catalogue's smaller ports must do; test classes inherit it."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from index.errors import DocumentNotFound, InvalidCursor, TooManyTags
from index.facts import FactQuery
from index.learned import START, Called
from index.ports import (
    EVERYTHING,
    AccessLists,
    Facts,
    NameIndex,
    Originals,
    Scope,
    Selection,
    StatementVectors,
    Vectors,
)
from index.tags import MOST, Tags
from ingest.document import Abbreviation, Document, Header, Merger, Stated
from ingest.facts.model import Citation, Deadline, Fact, FactKind, Indicator, Relation, Task
from tests.fakes import passage

EVERY = Selection()
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
        header=Header(
            number=Stated(f"{document_id}/KH-UBND", None, None),
            issued_on=Stated(date(2031, 5, 4), None, None),
        ),
        sections=(),
        mergers=(Merger("Đồi Mỏ", "Sơn Hạ", 0, 3),),
        abbreviations=(Abbreviation("BTR", "Ban Tre Rừng", 0, 3),),
    )


class AccessListsContract:
    """``lists`` has the documents "a", "b" and "c", shown to nobody."""

    def test_shows_nothing_until_told(self, lists: AccessLists) -> None:
        assert lists.access("a") == frozenset()
        assert lists.scope(["x", "y"]).document_ids == frozenset()

    def test_shows_to_those_named_and_no_others(self, lists: AccessLists) -> None:
        lists.show(["a", "b"], ["x", "y"])
        lists.show(["b"], ["z"])
        assert [lists.access(key) for key in "abc"] == [{"x", "y"}, {"z"}, frozenset()]
        assert lists.scope(["x"]) == Scope(frozenset("a"), frozenset("x"))
        assert lists.scope(["x", "z"]).document_ids == frozenset("ab")
        assert lists.scope([]).document_ids == frozenset()

    def test_what_is_shown_no_more_is_gone_at_once(self, lists: AccessLists) -> None:
        lists.show(["a", "b"], ["x"])
        assert lists.scope(["x"]).document_ids == frozenset("ab")
        lists.show(["a"], [])
        assert lists.scope(["x"]).document_ids == frozenset("b")
        lists.forget_principal("x")
        assert lists.scope(["x"]).document_ids == frozenset()
        assert lists.access("b") == frozenset()

    def test_no_list_without_a_document(self, lists: AccessLists) -> None:
        for act in (
            lambda: lists.show(["a", "gone"], ["x"]),
            lambda: lists.access("gone"),
        ):
            with pytest.raises(DocumentNotFound):
                act()
        assert lists.access("a") == frozenset()


class TagsContract:
    """``tags`` has the documents "a", "b" and "c", without any tag."""

    def test_documents_bear_what_was_put_on_them(self, tags: Tags) -> None:
        assert tags.tags("abc") == {}
        assert tags.tag(["b", "a", "a"], ["Nước sạch", " Năm\n2031 "]) == ["a", "b"]
        assert tags.tag(["c"], ["Đường xã"]) == ["c"]
        assert tags.tags("ab") == dict.fromkeys("ab", ("Năm 2031", "Nước sạch"))
        assert tags.tag(["a", "c"], remove=["Nước sạch"]) == ["a"]
        assert tags.tags("abcx") == {
            "a": ("Năm 2031",),
            "b": ("Năm 2031", "Nước sạch"),
            "c": ("Đường xã",),
        }

    def test_a_tag_spelt_otherwise_is_the_same(self, tags: Tags) -> None:
        tags.tag(["a"], ["Nước sạch"])
        assert tags.tag(["a", "b"], ["NUOC  SACH"]) == ["b"]
        assert tags.tags("ab") == {"a": ("Nước sạch",), "b": ("NUOC SACH",)}
        assert tags.tag(["a", "b"], ["nước sạch"], ["Nước sạch"]) == []
        assert tags.tag(["a", "b"], ["\u200b", " "], ["nươc sach"]) == ["a", "b"]
        assert tags.tags("ab") == {}

    def test_all_of_them_or_none(self, tags: Tags) -> None:
        with pytest.raises(DocumentNotFound):
            tags.tag(["a", "x"], ["Nước sạch"])
        tags.tag(["b"], [f"nhãn {n}" for n in range(MOST)])
        with pytest.raises(TooManyTags):
            tags.tag(["a", "b"], ["Nước sạch"])
        assert tags.tags("ac") == {}
        assert tags.tag(["a", "b"], ["Nước sạch"], ["nhãn 3"]) == ["a", "b"]
        assert len(tags.tags("b")["b"]) == MOST


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


def stated(document: Document) -> tuple[Fact, ...]:
    """Return facts of our own making: one of each sort a line, in order."""
    facts: list[Fact] = []
    at = 0
    for line in document.text.splitlines():
        start, end = at, at + len(line)
        facts.append(replace(_stated(*line.split("|")), start=start, end=end, path=("I",)))
        at = end + 1
    return tuple(facts)


def _stated(kind: str, what: str, body: str, due: str) -> Fact:
    if kind == "task":
        return Task(start=0, end=0, path=(), lead=(body,), what=what, due=due or None)
    if kind == "deadline":
        often = "hằng" in due
        return Deadline(start=0, end=0, path=(), what=what, who=(body,), due=due, recurring=often)
    if kind == "indicator":
        return Indicator(start=0, end=0, path=(), subject=what, value="80,1", by=due)
    return Citation(start=0, end=0, path=(), number=what, issuer=body)


def plan(document_id: str, issued_on: date, *lines: str) -> Document:
    text = "\n".join(lines)
    return replace(
        named_document(document_id, text),
        header=Header(issued_on=Stated(issued_on, None, None)),
        page_starts=(0, len(lines[0])),
    )


class FactsContract:
    """``facts`` holds ``DOCUMENTS``, the oldest first, as ``stated`` reads them."""

    DOCUMENTS = (
        plan(
            "d1",
            date(2025, 3, 1),
            "task|Xây cầu Đá Bạc|UBND xã Tân Lập|Quý II/2026",
            "deadline|Báo cáo kết quả|Sở Y tế|15/6 và 15/12 hằng năm",
            "deadline|Báo cáo tháng|BTR|ngày 25 hằng tháng",
            "indicator|Tỷ lệ hộ dùng nước sạch|-|2030",
        ),
        plan(
            "d2",
            date(2026, 1, 5),
            "task|Mở lớp học bơi|Sở Y tế tỉnh|",
            "deadline|Hoàn thành lớp học|Sở Y|trước ngày 30/11/2026",
            "reference|12-KH/TU|Tỉnh ủy|",
            "task|Rà soát từ đầu|Sở Y tế|từ năm 2026",
        ),
    )

    @staticmethod
    def found(facts: Facts, query: FactQuery, selection: Selection = EVERY) -> list[str]:
        """Return document and line of each fact found."""
        records, cursor = facts.facts(selection, query, limit=100)
        assert cursor is None
        lines = {d.id: d.text.splitlines() for d in FactsContract.DOCUMENTS}
        return [f"{r.document_id}.{lines[r.document_id].index(r.quote)}" for r in records]

    def test_the_newest_document_first_each_in_reading_order(self, facts: Facts) -> None:
        every = [f"d2.{n}" for n in range(4)] + [f"d1.{n}" for n in range(4)]
        assert self.found(facts, FactQuery()) == every
        paged: list[str] = []
        cursor: str | None = None
        while True:
            page, cursor = facts.facts(Selection(), limit=3, cursor=cursor)
            paged += [record.id for record in page]
            if cursor is None:
                break
        whole, _ = facts.facts(Selection(), limit=100)
        assert paged == [record.id for record in whole]
        assert len(set(paged)) == 8

    def test_a_fact_comes_with_its_words_and_document(self, facts: Facts) -> None:
        [record], _ = facts.facts(Selection(), FactQuery(words="cầu đá bạc"))
        document = self.DOCUMENTS[0]
        fact = stated(document)[0]
        assert record.fact == fact
        assert record.quote == document.text[fact.start : fact.end]
        assert (record.document_id, record.source, record.page) == ("d1", "d1.txt", 1)
        assert record.issued_on == date(2025, 3, 1)

    def test_by_kind_and_by_document(self, facts: Facts) -> None:
        assert self.found(facts, FactQuery(kind=FactKind.INDICATOR)) == ["d1.3"]
        one = Selection(frozenset({"d1"}))
        assert self.found(facts, FactQuery(kind=FactKind.TASK), one) == ["d1.0"]
        assert self.found(facts, FactQuery(), Selection(excluded=frozenset({"d2"}))) == [
            f"d1.{n}" for n in range(4)
        ]
        assert self.found(facts, FactQuery(), Selection(frozenset())) == []
        cites = FactQuery(relations=frozenset({Relation.CITES, Relation.AMENDS}))
        assert self.found(facts, cites) == ["d2.2"]
        assert self.found(facts, FactQuery(relations=frozenset({Relation.REPEALS}))) == []

    def test_what_is_not_resolved_is_refused(self, facts: Facts) -> None:
        with pytest.raises(ValueError, match="not resolved"):
            facts.facts(Selection(scope=Scope(frozenset({"d1"}))))

    @pytest.mark.parametrize(
        ("body", "expected"),
        [
            ("Sở Y tế", ["d2.0", "d2.3", "d1.1"]),
            ("so y te", ["d2.0", "d2.3", "d1.1"]),
            ("Sở Y", ["d2.0", "d2.1", "d2.3", "d1.1"]),
            ("Ủy ban nhân dân xã Tân Lập", ["d1.0"]),
            ("ubnd xã", ["d1.0"]),
            ("Ban Tre Rừng", ["d1.2"]),
            ("btr", ["d1.2"]),
            ("Tỉnh uỷ", ["d2.2"]),
            ("Y t", []),
            ("?!", []),
        ],
    )
    def test_by_body(self, facts: Facts, body: str, expected: list[str]) -> None:
        assert self.found(facts, FactQuery(body=body)) == expected

    def test_by_words_in_any_order(self, facts: Facts) -> None:
        assert self.found(facts, FactQuery(words="học lớp")) == ["d2.0", "d2.1"]
        assert self.found(facts, FactQuery(words="lop hoc BOI")) == ["d2.0"]
        assert self.found(facts, FactQuery(words="lớ")) == []

    def test_by_the_number_cited(self, facts: Facts) -> None:
        assert self.found(facts, FactQuery(cited="12-kh/tu")) == ["d2.2"]
        assert self.found(facts, FactQuery(cited="2-KH/TU")) == []

    @pytest.mark.parametrize(
        ("first", "last", "expected"),
        [
            (date(2026, 6, 1), date(2026, 6, 30), ["d1.0", "d1.1", "d1.2"]),
            (date(2026, 4, 26), date(2026, 5, 24), []),
            (date(2026, 11, 30), date(2026, 11, 30), ["d2.1"]),
            (date(2027, 12, 15), date(2028, 1, 24), ["d1.1", "d1.2"]),
            (None, date(2025, 2, 28), []),
            (None, date(2026, 6, 30), ["d1.0", "d1.1", "d1.2"]),
            (date(2029, 1, 1), None, ["d1.1", "d1.2", "d1.3"]),
            (date(2031, 1, 1), date(2030, 1, 1), []),
        ],
    )
    def test_by_the_day_that_is_due(
        self, facts: Facts, first: date | None, last: date | None, expected: list[str]
    ) -> None:
        assert self.found(facts, FactQuery(due_from=first, due_to=last)) == expected

    def test_a_cursor_of_ones_own_is_refused(self, facts: Facts) -> None:
        for cursor in ("x", "1", "1.2.3", "-1.0", "٣.1"):
            with pytest.raises(InvalidCursor):
                facts.facts(Selection(), cursor=cursor)


class NameIndexContract:
    """``names`` holds ``DOCUMENTS``; "c" is the same as "a"."""

    DOCUMENTS = (
        named_document("b", "Nước sạch, nước mắm.\nDừng"),
        named_document("a", "Nước sạch nông thôn"),
        named_document("c", "Nước sạch nông thôn"),
    )

    def test_tells_what_documents_are_called(self, names: NameIndex) -> None:
        called = {d.id: Called.of(d) for d in self.DOCUMENTS}
        assert called["b"].abbreviations == (("BTR", "Ban Tre Rừng"),)
        assert called["b"].mergers == (("Đồi Mỏ", "Sơn Hạ"),)
        assert called["b"].name == "Văn bản số b/KH-UBND ngày 04/05/2031"
        assert list(names.called()) == [called["a"], called["b"], called["c"]]
        assert list(names.called({"c", "unknown"})) == [called["c"]]

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
