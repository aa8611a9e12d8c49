"""What every adapter of a store port must do; test classes inherit it and supply ``store``."""

import numpy as np
import pytest

from index.engines import analysis
from index.ports import (
    Filters,
    Hit,
    LexicalQuery,
    LexicalStore,
    Scope,
    Selection,
    Vectors,
    VectorStore,
)
from tests.fakes import passage

ALL = Selection()
UNRESOLVED = (Selection(filters=Filters(kind="Kế hoạch")), Selection(scope=Scope(frozenset("a"))))


def only(*document_ids: str) -> Selection:
    return Selection(frozenset(document_ids))


def unit(*values: float) -> Vectors:
    row = np.array(values, np.float32)
    return row / np.float32(np.linalg.norm(row))


def ids(hits: list[Hit]) -> list[str]:
    return [hit.passage_id for hit in hits]


class VectorStoreContract:
    """``store`` is empty and of dimension 3."""

    @pytest.fixture
    def filled(self, store: VectorStore) -> VectorStore:
        store.add(
            [passage("a1", "a"), passage("a2", "a"), passage("b1", "b"), passage("c1", "c")],
            np.stack([unit(1, 0, 0), unit(0, 1, 0), unit(1, 1, 0), unit(0, 0, 1)]),
        )
        store.commit(1)
        return store

    def test_empty_store_finds_nothing(self, store: VectorStore) -> None:
        assert len(store) == 0
        assert store.generation == 0
        assert store.search(unit(1, 0, 0), 5, ALL) == []
        assert store.similarities(unit(1, 0, 0), ["a1"]) == [None]

    def test_returns_cosines_best_first(self, filled: VectorStore) -> None:
        hits = filled.search(unit(1, 0, 0), 2, ALL)
        assert ids(hits) == ["a1", "b1"]
        assert [hit.score for hit in hits] == pytest.approx([1.0, 0.707107], abs=1e-6)

    def test_k_beyond_the_size_returns_all(self, filled: VectorStore) -> None:
        assert sorted(ids(filled.search(unit(1, 0, 0), 50, ALL))) == ["a1", "a2", "b1", "c1"]

    def test_k_of_zero_returns_none(self, filled: VectorStore) -> None:
        assert filled.search(unit(1, 0, 0), 0, ALL) == []

    def test_opposite_vectors_score_below_zero(self, filled: VectorStore) -> None:
        assert filled.search(unit(-1, 0, 0), 4, ALL)[-1].score == pytest.approx(-1.0)

    def test_searches_only_the_selected_documents(self, filled: VectorStore) -> None:
        assert ids(filled.search(unit(1, 0, 0), 5, only("b", "c"))) == ["b1", "c1"]
        assert ids(filled.search(unit(1, 0, 0), 5, only("a", "unknown"))) == ["a1", "a2"]

    def test_excluded_documents_are_left_out(self, filled: VectorStore) -> None:
        but_b = Selection(excluded=frozenset({"b", "unknown"}))
        assert ids(filled.search(unit(1, 0, 0), 5, but_b)) == ["a1", "a2", "c1"]
        neither = Selection(frozenset({"a", "b"}), excluded=frozenset({"a"}))
        assert ids(filled.search(unit(1, 0, 0), 5, neither)) == ["b1"]

    def test_what_is_not_resolved_to_ids_is_refused(self, filled: VectorStore) -> None:
        for unresolved in UNRESOLVED:
            with pytest.raises(ValueError, match="resolved"):
                filled.search(unit(1, 0, 0), 5, unresolved)

    def test_each_document_is_searched_as_if_alone(self, filled: VectorStore) -> None:
        query = unit(1, 2, 0)
        found = filled.search_each(query, 1, ["c", "unknown", "a"])
        assert found == [filled.search(query, 1, only(key)) for key in ("c", "unknown", "a")]
        assert filled.search_each(query, 1, []) == []

    def test_empty_selection_finds_nothing(self, filled: VectorStore) -> None:
        assert filled.search(unit(1, 0, 0), 5, only()) == []
        assert filled.search(unit(1, 0, 0), 5, only("unknown")) == []

    def test_ties_are_broken_by_id_whatever_the_order_of_adding(self, store: VectorStore) -> None:
        names = ["t7", "t1", "t9", "t3", "t0", "t8", "t2"] + [f"u{n:02}" for n in range(40)]
        store.add([passage(name, "a") for name in names], np.tile(unit(1, 2, 3), (len(names), 1)))
        store.commit(1)
        assert ids(store.search(unit(1, 2, 3), 3, ALL)) == ["t0", "t1", "t2"]
        assert ids(store.search(unit(1, 2, 3), 3, only("a"))) == ["t0", "t1", "t2"]

    def test_adding_an_id_again_replaces_it(self, filled: VectorStore) -> None:
        filled.add([passage("a1", "d")], np.stack([unit(0, 0, 1)]))
        filled.commit(2)
        assert len(filled) == 4
        assert ids(filled.search(unit(0, 0, 1), 2, ALL)) == ["a1", "c1"]
        assert ids(filled.search(unit(0, 0, 1), 5, only("a"))) == ["a2"]
        assert ids(filled.search(unit(0, 0, 1), 5, only("d"))) == ["a1"]

    def test_the_last_of_equal_ids_in_one_call_counts(self, store: VectorStore) -> None:
        store.add([passage("x", "a"), passage("x", "b")], np.stack([unit(1, 0, 0), unit(0, 1, 0)]))
        store.commit(1)
        assert len(store) == 1
        assert ids(store.search(unit(0, 1, 0), 2, only("b"))) == ["x"]
        assert store.similarities(unit(0, 1, 0), ["x"]) == [1.0]

    def test_removes_documents_wholly(self, filled: VectorStore) -> None:
        filled.remove_documents(["a", "unknown"])
        filled.commit(2)
        assert len(filled) == 2
        assert ids(filled.search(unit(1, 0, 0), 5, ALL)) == ["b1", "c1"]
        assert filled.similarities(unit(1, 0, 0), ["a1", "c1"]) == [None, 0.0]

    def test_a_removed_document_can_come_back(self, filled: VectorStore) -> None:
        filled.remove_documents(["a"])
        filled.add([passage("a1", "a")], np.stack([unit(0, 1, 0)]))
        filled.commit(2)
        assert ids(filled.search(unit(0, 1, 0), 1, only("a"))) == ["a1"]

    def test_similarities_keep_the_order_asked(self, filled: VectorStore) -> None:
        found = filled.similarities(unit(1, 0, 0), ["c1", "unknown", "a1", "a1"])
        assert found == [0.0, None, 1.0, 1.0]

    def test_similarities_equal_the_scores_of_search(self, filled: VectorStore) -> None:
        query = unit(0.3, 0.5, -0.2)
        hits = filled.search(query, 4, ALL)
        assert filled.similarities(query, ids(hits)) == [hit.score for hit in hits]

    def test_refuses_vectors_that_do_not_fit(self, store: VectorStore) -> None:
        with pytest.raises(ValueError, match="shape"):
            store.add([passage("a1", "a")], np.ones((1, 4), np.float32))
        with pytest.raises(ValueError, match="shape"):
            store.add([passage("a1", "a")], np.ones((2, 3), np.float32))

    def test_commit_notes_the_generation(self, filled: VectorStore) -> None:
        assert filled.generation == 1
        filled.commit(7)
        assert filled.generation == 7

    def test_clear_starts_anew(self, filled: VectorStore) -> None:
        filled.clear()
        assert (len(filled), filled.generation) == (0, 0)
        assert filled.search(unit(1, 0, 0), 5, ALL) == []
        filled.add([passage("a1", "a")], np.stack([unit(1, 0, 0)]))
        filled.commit(1)
        assert ids(filled.search(unit(1, 0, 0), 5, ALL)) == ["a1"]


class LexicalStoreContract:
    """``store`` is empty."""

    @pytest.fixture
    def filled(self, store: LexicalStore) -> LexicalStore:
        store.add(
            [
                passage("a1", "a", "Tổ chức lớp học bơi cho trẻ em", context="Huyện Sơn Khê"),
                passage("a2", "a", "Chăn nuôi dê ở vùng đồi", context="Huyện Sơn Khê"),
                passage("b1", "b", "Gia cố đê trước mùa mưa bão", context="Huyện Yên Lạc Thượng"),
                passage(
                    "c1", "c", "Hoàn thành 80,1% theo Kế hoạch 12-KH/HU", context="Tân Bình Nam"
                ),
            ]
        )
        store.commit(1)
        return store

    def test_empty_store_finds_nothing(self, store: LexicalStore) -> None:
        assert len(store) == 0
        assert store.generation == 0
        assert store.search(LexicalQuery("trẻ em"), 5, ALL) == []

    def test_finds_passages_by_their_words(self, filled: LexicalStore) -> None:
        hits = filled.search(LexicalQuery("trẻ em học bơi ở đâu"), 5, ALL)
        assert hits[0].passage_id == "a1"
        assert all(hit.score > 0 for hit in hits)
        assert [hit.score for hit in hits] == sorted((h.score for h in hits), reverse=True)

    def test_unknown_words_find_nothing(self, filled: LexicalStore) -> None:
        assert filled.search(LexicalQuery("xyz"), 5, ALL) == []
        assert filled.search(LexicalQuery("  …?! "), 5, ALL) == []

    def test_finds_passages_by_context(self, filled: LexicalStore) -> None:
        assert ids(filled.search(LexicalQuery("Yên Lạc Thượng"), 5, ALL))[0] == "b1"

    def test_finds_without_diacritics(self, filled: LexicalStore) -> None:
        assert ids(filled.search(LexicalQuery("tre em hoc boi"), 1, ALL)) == ["a1"]

    def test_typed_diacritics_count(self, filled: LexicalStore) -> None:
        assert ids(filled.search(LexicalQuery("dê"), 2, ALL)) == ["a2", "b1"]
        assert ids(filled.search(LexicalQuery("đê"), 2, ALL)) == ["b1", "a2"]

    def test_case_and_tone_style_do_not_count(self, filled: LexicalStore) -> None:
        assert ids(filled.search(LexicalQuery("HOÀN THÀNH"), 1, ALL)) == ["c1"]
        assert ids(filled.search(LexicalQuery("Gia cố ĐÊ"), 1, ALL)) == ["b1"]

    def test_finds_numbers_and_symbols_whole(self, filled: LexicalStore) -> None:
        assert ids(filled.search(LexicalQuery("80,1%"), 1, ALL)) == ["c1"]
        assert ids(filled.search(LexicalQuery("12-KH/HU"), 1, ALL)) == ["c1"]

    def test_boosts_add_terms_with_their_weight(self, filled: LexicalStore) -> None:
        weak = filled.search(LexicalQuery("chăn nuôi", {"mưa bão": 0.1}), 2, ALL)
        strong = filled.search(LexicalQuery("chăn nuôi", {"mưa bão": 5.0}), 2, ALL)
        assert (ids(weak), ids(strong)) == (["a2", "b1"], ["b1", "a2"])

    def test_syntax_of_query_languages_is_only_text(self, filled: LexicalStore) -> None:
        query = LexicalQuery('body:"trẻ em" AND -(bơi^9) OR [a TO *] + passage_id:a1 \\ "')
        assert ids(filled.search(query, 1, ALL)) == ["a1"]

    def test_searches_only_the_selected_documents(self, filled: LexicalStore) -> None:
        assert ids(filled.search(LexicalQuery("Huyện"), 5, only("b", "unknown"))) == ["b1"]
        assert filled.search(LexicalQuery("Huyện"), 5, only()) == []
        assert filled.search(LexicalQuery("Huyện"), 5, only("unknown")) == []

    def test_excluded_documents_are_left_out(self, filled: LexicalStore) -> None:
        but_b = Selection(excluded=frozenset({"b", "unknown"}))
        assert sorted(ids(filled.search(LexicalQuery("Huyện"), 5, but_b))) == ["a1", "a2"]
        neither = Selection(frozenset({"a", "b"}), excluded=frozenset({"a"}))
        assert ids(filled.search(LexicalQuery("Huyện"), 5, neither)) == ["b1"]

    def test_what_is_not_resolved_to_ids_is_refused(self, filled: LexicalStore) -> None:
        for unresolved in UNRESOLVED:
            with pytest.raises(ValueError, match="resolved"):
                filled.search(LexicalQuery("Huyện"), 5, unresolved)

    def test_each_document_is_searched_as_if_alone(self, filled: LexicalStore) -> None:
        query = LexicalQuery("Huyện Sơn Khê")
        found = filled.search_each(query, 1, ["b", "unknown", "a"])
        assert found == [filled.search(query, 1, only(key)) for key in ("b", "unknown", "a")]
        assert filled.search_each(LexicalQuery("?!"), 1, ["a"]) == [[]]

    def test_a_selection_does_not_change_scores(self, filled: LexicalStore) -> None:
        query = LexicalQuery("mùa mưa bão")
        assert filled.search(query, 1, only("b")) == filled.search(query, 1, ALL)

    def test_ties_are_broken_by_id_whatever_the_order_of_adding(self, store: LexicalStore) -> None:
        names = ["t7", "t1", "t9", "t3", "t0"] + [f"u{n:02}" for n in range(40)]
        for generation, name in enumerate(names, start=1):
            store.add([passage(name, "a", "cùng một câu")])
            store.commit(generation)
        assert ids(store.search(LexicalQuery("cùng câu"), 3, ALL)) == ["t0", "t1", "t3"]

    def test_of_equals_those_that_come_first_by_id_are_taken_as_they_come_and_go(
        self, store: LexicalStore
    ) -> None:
        query = LexicalQuery("bơi")
        for generation, number in enumerate((3, 1, 2, 0), start=1):
            store.add([passage(f"p{number}", f"d{number}", "trẻ em học bơi")])
            store.commit(generation)
            store.search(query, 2, ALL)
        assert ids(store.search(query, 2, ALL)) == ["p0", "p1"]
        store.remove_documents(["d0"])
        store.commit(5)
        assert ids(store.search(query, 2, ALL)) == ["p1", "p2"]

    def test_adding_an_id_again_replaces_it(self, filled: LexicalStore) -> None:
        filled.add([passage("a1", "d", "Xây dựng trường mầm non")])
        filled.commit(2)
        assert len(filled) == 4
        assert filled.search(LexicalQuery("bơi"), 5, ALL) == []
        assert ids(filled.search(LexicalQuery("mầm non"), 5, only("d"))) == ["a1"]

    def test_the_last_of_equal_ids_in_one_call_counts(self, store: LexicalStore) -> None:
        store.add([passage("x", "a", "trẻ em"), passage("x", "b", "đê điều")])
        store.commit(1)
        assert len(store) == 1
        assert ids(store.search(LexicalQuery("đê"), 2, only("b"))) == ["x"]
        assert store.search(LexicalQuery("trẻ"), 2, ALL) == []

    def test_removes_documents_wholly(self, filled: LexicalStore) -> None:
        filled.remove_documents(["a", "unknown"])
        filled.commit(2)
        assert len(filled) == 2
        assert filled.search(LexicalQuery("trẻ em học bơi"), 5, only("a")) == []

    def test_a_removed_document_can_come_back_in_one_commit(self, filled: LexicalStore) -> None:
        filled.remove_documents(["a"])
        filled.add([passage("a1", "a", "Tổ chức lớp học bơi")])
        filled.commit(2)
        assert len(filled) == 3
        assert ids(filled.search(LexicalQuery("bơi"), 5, ALL)) == ["a1"]

    def test_replaying_a_commit_changes_nothing(self, filled: LexicalStore) -> None:
        before = filled.search(LexicalQuery("Huyện Sơn Khê bơi"), 5, ALL)
        filled.remove_documents(["b"])
        filled.add(
            [passage("b1", "b", "Gia cố đê trước mùa mưa bão", context="Huyện Yên Lạc Thượng")]
        )
        filled.commit(1)
        assert len(filled) == 4
        assert ids(filled.search(LexicalQuery("Huyện Sơn Khê bơi"), 5, ALL)) == ids(before)

    def test_words_of_several_syllables_count_together(self, store: LexicalStore) -> None:
        store.add([passage("a1", "a", "học sinh giỏi"), passage("b1", "b", "sinh viên đi học")])
        store.commit(1)
        assert "học_sinh" in analysis.terms(passage("a1", "a", "học sinh giỏi")).words
        assert ids(store.search(LexicalQuery("học sinh"), 2, ALL)) == ["a1", "b1"]

    def test_commit_notes_the_generation(self, filled: LexicalStore) -> None:
        assert filled.generation == 1
        filled.commit(7)
        assert filled.generation == 7

    def test_clear_starts_anew(self, filled: LexicalStore) -> None:
        filled.clear()
        assert (len(filled), filled.generation) == (0, 0)
        assert filled.search(LexicalQuery("trẻ em"), 5, ALL) == []
        filled.add([passage("a1", "a", "trẻ em")])
        filled.commit(1)
        assert ids(filled.search(LexicalQuery("trẻ em"), 5, ALL)) == ["a1"]
