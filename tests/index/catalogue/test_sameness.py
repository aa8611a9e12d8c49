import sqlite3
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from index.catalogue import records, rows, sameness
from index.catalogue.sqlite import SqlCatalogue, SqliteCatalogue
from index.errors import CannotSupersede, DocumentNotFound
from index.ports import EVERYTHING, NO_FILTERS, Filters, Scope, Selection
from index.question.library import Library
from index.transactions import Connection
from ingest import pipeline
from ingest.document import Document
from ingest.errors import IngestError
from ingest.parsers import ocr
from tests.fakes import document
from tests.index.catalogue.conftest import Opener
from tests.ingest import rendering

ROOT = Path(__file__).parents[3]
PLANS = sorted((ROOT / "eval" / "data" / "plans").iterdir())
CORPUS = ROOT.parent / "shared" / "corpus"
REAL = ROOT.parent / "shared" / "documents"
TASKS = ("nước sạch", "đường xã", "trường học", "trạm y tế", "chợ quê", "nhà văn hóa", "rừng trồng")
BODY = "\n".join(
    f"{n}. Nhiệm vụ {word}: {word} bảo đảm {60 + n}% số hộ ở {word} trước năm 20{30 + n}."
    for n, word in enumerate(TASKS)
)


def put(catalogue: SqlCatalogue, *documents: Document) -> None:
    for each in documents:
        catalogue.put(each, [], np.zeros((0, 4), np.float32), b"", f"/{each.id}")


def retyped(
    key: str, text: str = BODY, media_type: str = "text/plain", *notes: str, **header: object
) -> Document:
    """Return a document whose bytes are its own."""
    stated = {name: value for name, value in header.items() if value is not None}
    whole = document(key, text, "van-ban", **stated)
    return replace(whole, sha256=key, media_type=media_type, warnings=notes)


def numbered(key: str, text: str = BODY, day: date | None = date(2025, 3, 11)) -> Document:
    return retyped(
        key,
        text,
        kind="Kế hoạch",
        number="12/KH-UBND",
        issuer="UBND tỉnh Hòa Giang",
        place="Hòa Giang",
        issued_on=day,
    )


def put_row(connection: Connection, document: Document) -> None:
    values = records.columns(document, 0)
    named = ", ".join(f":{name}" for name in values)
    connection.execute(
        f"INSERT INTO documents ({', '.join(values)}) VALUES ({named})"
        " ON CONFLICT (id) DO UPDATE SET search_key = excluded.search_key",
        values,
    )


def answering(
    catalogue: SqlCatalogue, filters: Filters = NO_FILTERS, scope: Scope = EVERYTHING
) -> set[str]:
    selected = catalogue.resolve(scope, filters)
    return set(filter(selected.admits, catalogue.document_ids()))


def read(path: Path, text: str | None = None) -> Document:
    data = path.read_bytes() if text is None else text.encode()
    return pipeline.parse(path.name, data)


SCAN_NOTE = "Trang 1 đọc bằng nhận dạng chữ, độ tin cậy 93%"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class TestComparing:
    @pytest.mark.parametrize("suffix", ["pdf", "docx", "html"])
    def test_a_plan_in_another_format_is_the_same(self, suffix: str) -> None:
        form = {"pdf": rendering.pdf, "docx": rendering.word, "html": rendering.html}[suffix]
        plan = read(PLANS[0])
        other = pipeline.parse(f"plan.{suffix}", form(rendering.Plan.of(plan)))
        assert sameness.similarity(plan.text, other.text) > 0.97
        assert sameness.same(plan, other)

    @pytest.mark.slow
    def test_a_scan_of_the_plan_is_the_same(self) -> None:
        plan = read(PLANS[0])
        paper = rendering.pdf(rendering.Plan.of(plan))
        try:
            other = pipeline.parse("plan.pdf", rendering.scan(paper, dpi=200))
        except IngestError as error:
            pytest.skip(str(error))
        assert sameness.scanned(other)
        assert not sameness.scanned(plan)
        assert sameness.same(plan, other)

    @pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
    def test_one_changed_figure_makes_another_document(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        percent = text.index("%")
        changed = text[: percent - 1] + ("1" if text[percent - 1] != "1" else "2") + text[percent:]
        one, other = read(path), read(path, changed)
        assert sameness.similarity(one.text, other.text) > 0.98
        assert not sameness.same(one, other)

    def test_the_same_plan_of_another_place_is_another_document(self) -> None:
        one, other = (
            retyped(
                key, f"{BODY}\nỦy ban nhân dân xã {place} báo cáo. Xã {place} chịu trách nhiệm."
            )
            for key, place in (("a", "Tân Bình Nam"), ("b", "Yên Lạc"))
        )
        assert sameness.similarity(one.text, other.text) > 0.8
        assert not sameness.same(one, other)

    def test_a_misread_figure_is_forgiven_where_the_number_agrees(self) -> None:
        clean = retyped("a", number="12/KH-UBND")
        scan = retyped("b", BODY.replace("63%", "68%"), "image/png", SCAN_NOTE, number="12/KH-UBND")
        unnumbered = retyped("c", BODY.replace("63%", "68%"), "image/png", SCAN_NOTE)
        assert sameness.same(clean, scan)
        assert not sameness.same(clean, unnumbered)

    def test_the_signature_estimates_the_similarity(self) -> None:
        texts = [read(path).text for path in PLANS]
        texts += [text[: len(text) * 9 // 10] for text in texts]
        for one, other in combinations(texts, 2):
            estimate = sameness.likeness(sameness.signature(one), sameness.signature(other))
            assert estimate == pytest.approx(sameness.similarity(one, other), abs=0.15)

    def test_texts_that_are_nine_tenths_the_same_share_a_band(self) -> None:
        texts = [read(path).text for path in PLANS]
        for text in texts:
            other = f"{text} Thêm một câu ở cuối văn bản cho khác."
            assert sameness.similarity(text, other) >= sameness.SAME
            one, two = (sameness.bands(sameness.signature(each)) for each in (text, other))
            assert set(one) & set(two)
        assert sameness.bands(sameness.signature("—")) == []

    def test_texts_without_letters_are_like_nothing(self) -> None:
        empty = sameness.signature("—")
        assert sameness.likeness(empty, empty) == 0
        assert sameness.similarity("", "") == 0

    def test_the_note_of_a_scan_is_the_parsers_own(self) -> None:
        note = ocr.note(1, ocr.Reading(confidence=93.0))
        assert sameness.scanned(retyped("a", BODY, "image/png", note))


class TestCandidates:
    def test_a_text_with_other_figures_is_not_read(self, catalogue: SqlCatalogue) -> None:
        put(catalogue, retyped("a"))
        before = catalogue.generation
        asked: list[str] = []
        with catalogue._database.writing() as connection:

            def note(document_id: str) -> Document | None:
                asked.append(document_id)
                return rows.body(connection, document_id)

            for text, wanted in ((BODY.replace("63%", "68%"), []), (BODY, ["a"])):
                other = retyped("b", text)
                put_row(connection, other)
                sameness.join(connection, other, note)
                assert asked == wanted
        assert catalogue.generation == before

    def test_like_plans_with_other_figures_are_passed_over(self, in_file: SqliteCatalogue) -> None:
        def instructions(number: int) -> int:
            """Return what SQLite does to find out which documents this one belongs with."""
            counted = 0

            def count() -> int:
                nonlocal counted
                counted += 1
                return 0

            with in_file._database.writing() as connection:
                other = retyped(f"{number:03}", f"{BODY}\nKinh phí {number} triệu đồng.")
                put_row(connection, other)
                assert isinstance(connection, sqlite3.Connection)
                connection.set_progress_handler(count, 1)
                sameness.join(connection, other, partial(rows.body, connection))
                connection.set_progress_handler(None, 0)
            return counted

        taken = [instructions(number) for number in range(1, 101)]
        assert taken[-1] < 1.5 * taken[9]

    def test_a_header_that_is_put_right_brings_files_together(
        self, catalogue: SqlCatalogue
    ) -> None:
        put(catalogue, retyped("a", place="Sơn Khê"), retyped("b", place="Hòa Giang"))
        assert not catalogue.marks()
        catalogue.correct("b", {"place": "Sơn Khê"}, [], np.zeros((0, 4), np.float32))
        assert catalogue.marks().same_as == {"b": "a"}


class TestRealFiles:
    @pytest.fixture
    def catalogue(self, in_file: SqliteCatalogue) -> SqliteCatalogue:
        return in_file

    def test_no_two_plans_are_the_same(self, catalogue: SqlCatalogue) -> None:
        plans = [*PLANS, *(sorted(CORPUS.iterdir()) if CORPUS.is_dir() else ())]
        put(catalogue, *(read(path) for path in plans))
        assert not catalogue.marks()

    def test_a_plan_copied_for_another_place_is_not_the_same(self, catalogue: SqlCatalogue) -> None:
        paths = [*PLANS, *(sorted(CORPUS.iterdir()) if CORPUS.is_dir() else ())]
        for path in paths:
            plan = read(path)
            if plan.header.place is not None:
                text, place = path.read_text(encoding="utf-8"), plan.header.place.value
                other = text.replace(place, "Yên Lạc Thượng").replace(
                    place.upper(), "YÊN LẠC THƯỢNG"
                )
                put(catalogue, plan)
                put(catalogue, read(path, other))
        assert len(catalogue.document_ids()) > len(PLANS)
        assert not catalogue.marks()

    @pytest.mark.parametrize("stem", ["huong-dan-36", "to-trinh-2114"])
    def test_the_real_pairs_are_grouped(self, catalogue: SqlCatalogue, stem: str) -> None:
        if not REAL.is_dir():
            pytest.skip("../shared/documents is absent")
        others = [read(path) for path in sorted(REAL.glob("*.md")) if path.stem != "README"]
        try:
            pair = [read(path) for path in sorted(REAL.glob(f"{stem}*"))]
        except IngestError as error:
            pytest.skip(str(error))
        put(catalogue, *others, *pair)
        [(twin, leader)] = catalogue.marks().same_as.items()
        assert {twin, leader} == {each.id for each in pair}
        assert not catalogue.marks().later


class TestGroups:
    def test_the_best_text_answers_whatever_came_first(self, catalogue: SqlCatalogue) -> None:
        scan = retyped("scan", BODY, "application/pdf", SCAN_NOTE)
        put(catalogue, scan, retyped("pdf", media_type="application/pdf"))
        assert catalogue.marks().same_as == {"scan": "pdf"}
        put(catalogue, retyped("word", media_type=WORD), retyped("again", media_type=WORD))
        assert catalogue.marks().same_as == dict.fromkeys(("scan", "pdf", "again"), "word")
        assert answering(catalogue) == {"word"}

    def test_all_stay_listed_and_readable_and_answer_when_named(
        self, catalogue: SqlCatalogue
    ) -> None:
        put(catalogue, retyped("a"), retyped("b"))
        records, _ = catalogue.records(EVERYTHING)
        assert {r.id: r.same_as for r in records} == {"a": None, "b": "a"}
        assert catalogue.text("b", EVERYTHING) == BODY
        assert answering(catalogue, Filters(document_ids=frozenset({"b"}))) == {"b"}
        assert answering(catalogue, Filters(document_ids=frozenset({"a", "b"}))) == {"a", "b"}

    def test_who_may_not_see_the_one_that_answers_gets_the_other(
        self, catalogue: SqlCatalogue
    ) -> None:
        put(catalogue, retyped("a"), retyped("b"))
        alone = Scope(frozenset({"b"}))
        assert catalogue.resolve(alone, NO_FILTERS) == Selection(frozenset({"b"}))
        assert catalogue.record("b", alone).same_as is None
        assert catalogue.record("b", EVERYTHING).same_as == "a"

    def test_deleting_the_one_that_answers_promotes_the_next(self, catalogue: SqlCatalogue) -> None:
        put(catalogue, retyped("word", media_type=WORD), retyped("a"), retyped("b"))
        catalogue.delete("word", EVERYTHING)
        assert catalogue.marks().same_as == {"b": "a"}
        catalogue.delete("a", EVERYTHING)
        assert not catalogue.marks()
        assert catalogue.resolve(EVERYTHING, NO_FILTERS) == Selection()

    def test_a_document_that_changes_leaves_its_group(self, catalogue: SqlCatalogue) -> None:
        put(catalogue, retyped("a"), retyped("b"), retyped("c"))
        put(catalogue, retyped("a", BODY.replace("63%", "70%")))
        assert catalogue.marks().same_as == {"c": "b"}
        put(catalogue, retyped("a"))
        assert catalogue.marks().same_as == {"b": "a", "c": "a"}

    def test_headers_that_contradict_each_other_are_two_documents(
        self, catalogue: SqlCatalogue
    ) -> None:
        put(catalogue, retyped("none"), retyped("one", number="1/KH", place="Sơn Khê"))
        put(
            catalogue,
            retyped("two", number="2/KH", place="Sơn Khê"),
            retyped("far", place="Hòa Giang"),
        )
        assert catalogue.marks().same_as == {"one": "none"}

    def test_a_catalogue_of_before_is_compared_when_opened(
        self, catalogue: SqlCatalogue, opener: Opener
    ) -> None:
        put(catalogue, retyped("a"), retyped("b"), numbered("old", "Bản đầu"))
        put(catalogue, numbered("new", "Bản sau", date(2025, 5, 2)))
        expected = catalogue.marks()
        with catalogue._database.writing() as connection:
            connection.execute("DELETE FROM signatures")
            connection.execute("UPDATE documents SET same_as = NULL, later_version = NULL")
        again = opener()
        assert expected
        assert again.marks() == expected
        again.close()


class TestVersions:
    OLD = numbered("old")
    NEW = numbered("new", BODY.replace("63%", "70%"), date(2025, 5, 2))
    NEWEST = numbered("newest", BODY.replace("63%", "75%"), date(2025, 7, 1))

    @pytest.mark.parametrize("order", [(OLD, NEW), (NEW, OLD)])
    def test_the_later_date_is_noted_and_silences_nothing(
        self, catalogue: SqlCatalogue, order: tuple[Document, ...]
    ) -> None:
        put(catalogue, *order)
        assert catalogue.record("old", EVERYTHING).later_version == "new"
        assert catalogue.record("old", EVERYTHING).superseded_by is None
        assert catalogue.record("new", EVERYTHING).later_version is None
        assert answering(catalogue) == {"old", "new"}
        assert catalogue.marks().rivals("old") == ("new",)
        assert catalogue.marks().rivals("new") == ("old",)

    def test_without_later_date_the_later_file_is_later(self, catalogue: SqlCatalogue) -> None:
        put(catalogue, numbered("a"), numbered("b", self.NEW.text))
        assert catalogue.marks().later == {"a": "b"}
        put(catalogue, numbered("c", self.NEWEST.text, None))
        assert catalogue.marks().later == {"a": "b", "b": "c"}

    def test_the_old_one_answers_when_asked_for(self, catalogue: SqlCatalogue) -> None:
        put(catalogue, self.OLD, self.NEW)
        catalogue.supersede("new", "old", "Lan")
        assert answering(catalogue) == {"new"}
        spring = Filters(issued_from=date(2025, 3, 1), issued_to=date(2025, 3, 31))
        assert answering(catalogue, spring) == {"old"}
        assert answering(catalogue, Filters(issued_from=date(2025, 1, 1))) == {"new"}
        assert answering(catalogue, Filters(document_ids=frozenset({"old"}))) == {"old"}
        assert answering(catalogue, Filters(number="12/KH-UBND")) == {"new"}
        named = catalogue.resolve(EVERYTHING, NO_FILTERS, named={"old"})
        assert named == Selection(excluded=frozenset(catalogue.marks().superseded_by) - {"old"})

    def test_each_is_marked_with_the_next_and_the_newest_answers(
        self, catalogue: SqlCatalogue
    ) -> None:
        put(catalogue, self.NEWEST, self.OLD, self.NEW)
        assert catalogue.marks().later == {"old": "new", "new": "newest"}
        assert catalogue.marks().rivals("new") == ("newest", "old")
        catalogue.supersede("new", "old", "Lan")
        catalogue.supersede("newest", "new", "Lan")
        assert answering(catalogue) == {"newest"}
        assert answering(catalogue, Filters(issued_to=date(2025, 5, 31))) == {"new"}
        catalogue.delete("new", EVERYTHING)
        assert catalogue.marks().later == {"old": "newest"}
        assert answering(catalogue) == {"old", "newest"}
        catalogue.delete("newest", EVERYTHING)
        assert not catalogue.marks()

    def test_the_copies_of_an_old_version_are_old_too(self, catalogue: SqlCatalogue) -> None:
        stamped = retyped("pdf", media_type="application/pdf", place="Hòa Giang")
        put(catalogue, self.OLD, stamped, self.NEW)
        assert catalogue.marks().same_as == {"pdf": "old"}
        assert catalogue.marks().later == {"old": "new", "pdf": "new"}
        assert catalogue.marks().rivals("new") == ("old",)
        assert catalogue.marks().rivals("pdf") == ("new",)
        catalogue.supersede("new", "pdf", "Lan")
        assert catalogue.marks().superseded_by == {"old": "new", "pdf": "new"}
        assert answering(catalogue) == {"new"}
        assert not catalogue.marks().rivals("new")
        catalogue.delete("old", EVERYTHING)
        assert answering(catalogue) == {"new"}
        catalogue.withdraw("new", "pdf")
        assert not catalogue.marks()

    def test_numbers_begin_anew_every_year(self, catalogue: SqlCatalogue) -> None:
        other = "Kế hoạch chuyển đổi số của các cơ quan trong tỉnh và công tác lưu trữ."
        put(catalogue, self.OLD, numbered("next", other, date(2026, 3, 11)))
        assert not catalogue.marks()
        put(catalogue, numbered("reissued", self.NEW.text, date(2026, 4, 1)))
        assert catalogue.marks().later["old"] == "reissued"

    def test_another_issuer_or_kind_is_no_version(self, catalogue: SqlCatalogue) -> None:
        put(catalogue, self.OLD)
        put(catalogue, retyped("a", "Một", number="12/KH-UBND", issuer="UBND tỉnh Sơn Khê"))
        put(catalogue, retyped("b", "Hai", number="12/KH-UBND", issuer="UBND tỉnh Hòa Giang"))
        assert not catalogue.marks()

    def test_a_persons_word_is_kept_told_and_taken_back(self, catalogue: SqlCatalogue) -> None:
        put(catalogue, self.OLD, self.NEW)
        before = catalogue.generation
        catalogue.supersede("new", "old", "Lan")
        assert catalogue.generation > before
        [word] = catalogue.supersessions("old", EVERYTHING)
        assert (word.newer, word.older, word.by) == ("new", "old", "Lan")
        assert catalogue.supersessions("new", Scope(frozenset({"new"}))) == []
        put(catalogue, self.OLD, self.NEW)
        assert answering(catalogue) == {"new"}
        assert answering(catalogue, scope=Scope(frozenset({"old"}))) == {"old"}
        catalogue.withdraw("new", "old")
        assert catalogue.supersessions("old", EVERYTHING) == []
        assert answering(catalogue) == {"old", "new"}

    def test_a_person_may_hold_to_the_earlier_one(self, catalogue: SqlCatalogue) -> None:
        put(catalogue, self.OLD, self.NEW)
        catalogue.supersede("old", "new", "Lan")
        assert answering(catalogue) == {"old"}
        assert catalogue.record("old", EVERYTHING).later_version is None
        assert catalogue.record("new", EVERYTHING).superseded_by == "old"

    def test_a_word_is_of_the_files_it_was_given_of(self, catalogue: SqlCatalogue) -> None:
        put(catalogue, self.OLD, self.NEW)
        catalogue.supersede("new", "old", "Lan")
        put(catalogue, replace(self.NEW, sha256="f" * 64))
        assert answering(catalogue) == {"old", "new"}

    def test_words_do_not_go_round_in_a_circle(self, catalogue: SqlCatalogue) -> None:
        put(catalogue, self.OLD, self.NEW, numbered("copy"))
        catalogue.supersede("new", "old", "Lan")
        for newer, older in (("old", "new"), ("copy", "new"), ("old", "old"), ("old", "copy")):
            with pytest.raises(CannotSupersede):
                catalogue.supersede(newer, older, "Lan")
        with pytest.raises(DocumentNotFound):
            catalogue.supersede("none", "old", "Lan")
        assert answering(catalogue) == {"new"}


class TestNames:
    @pytest.mark.parametrize(
        ("question", "named"),
        [
            ("Kế hoạch 12/KH-UBND nói gì", {"new"}),
            ("Hòa Giang nói gì", {"new"}),
            ("kế hoạch ngày 02/05/2025 nói gì", {"new"}),
            ("kế hoạch ngày 11/03/2025 nói gì", {"old"}),
            ("kế hoạch 12/KH-UBND ngày 30/04/2025 nói gì", {"new"}),
        ],
    )
    def test_a_question_names_the_version_that_answers(
        self, catalogue: SqlCatalogue, question: str, named: set[str]
    ) -> None:
        put(catalogue, TestVersions.OLD, TestVersions.NEW, numbered("copy"))
        catalogue.supersede("new", "old", "Lan")
        library = Library(catalogue.documents(EVERYTHING), catalogue.marks())
        mentions = library.mentions(question, EVERYTHING)
        assert {d for mention in mentions for d in mention.document_ids} == named

    def test_a_question_names_all_versions_until_one_is_confirmed(
        self, catalogue: SqlCatalogue
    ) -> None:
        put(catalogue, TestVersions.OLD, TestVersions.NEW, numbered("copy"))
        library = Library(catalogue.documents(EVERYTHING), catalogue.marks())
        [mention] = library.mentions("Kế hoạch 12/KH-UBND nói gì", EVERYTHING)
        assert set(mention.document_ids) == {"old", "new"}

    def test_who_may_see_only_a_copy_names_the_copy(self, catalogue: SqlCatalogue) -> None:
        put(catalogue, TestVersions.OLD, numbered("copy"))
        library = Library(catalogue.documents(EVERYTHING), catalogue.marks())
        [mention] = library.mentions("Hòa Giang nói gì", Scope(frozenset({"copy"})))
        assert mention.document_ids == ("copy",)
