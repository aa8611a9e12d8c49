"""Equal work is done once, and what comes in waits for those who ask."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from index.embedding import sharing
from index.embedding.sharing import BULK, SLICE, SharedEmbedder
from index.ports import Vectors
from tests.fakes import HashingEmbedder


class Counting(HashingEmbedder):
    """Counts its calls and notes their order; ``before`` is called before each."""

    def __init__(self, before: Callable[[Sequence[str]], object] = lambda _: None) -> None:
        super().__init__()
        self.calls: list[tuple[str, ...]] = []
        self._before = before

    def embed_passages(self, passages: Sequence[str]) -> Vectors:
        self.calls.append(tuple(passages))
        self._before(passages)
        return super().embed_passages(passages)


def test_equal_calls_that_come_together_are_one() -> None:
    gate = threading.Event()
    counting = Counting(lambda _: gate.wait(10))
    shared = SharedEmbedder(counting)
    with ThreadPoolExecutor(16) as pool:
        found = [pool.submit(shared.embed_queries, ["ai ký?"]) for _ in range(16)]
        gate.set()
        vectors = [each.result(10) for each in found]
    assert counting.calls == [("ai ký?",)]
    for vector in vectors:
        np.testing.assert_array_equal(vector, HashingEmbedder().embed_queries(["ai ký?"]))


def test_equal_calls_later_are_remembered_and_others_are_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sharing, "REMEMBERED", 2)
    counting = Counting()
    shared = SharedEmbedder(counting)
    for text in ("một", "một", "hai", "ba", "hai", "một"):
        shared.embed_passages([text])
    assert counting.calls == [("một",), ("hai",), ("ba",), ("một",)]
    with pytest.raises(ValueError, match="read-only"):
        shared.embed_passages(["hai"])[0, 0] = 1.0


def test_a_query_is_not_taken_for_a_passage() -> None:
    counting = Counting()
    shared = SharedEmbedder(counting)
    shared.embed_queries(["một"])
    shared.embed_passages(["một"])
    assert len(counting.calls) == 2


def test_a_call_that_fails_fails_for_all_and_is_tried_again() -> None:
    broken = [True]

    def fail(_: Sequence[str]) -> None:
        if broken.pop() if broken else False:
            raise MemoryError

    counting = Counting(fail)
    shared = SharedEmbedder(counting)
    with pytest.raises(MemoryError):
        shared.embed_queries(["một"])
    assert shared.embed_queries(["một"]).shape == (1, 32)


def test_many_passages_come_back_in_order() -> None:
    texts = [f"nhiệm vụ {number} " * (1 + number % 9) for number in range(3 * BULK)]
    counting = Counting()
    np.testing.assert_array_equal(
        SharedEmbedder(counting).embed_passages(texts), HashingEmbedder().embed_passages(texts)
    )
    assert {len(call) for call in counting.calls} <= {SLICE, len(texts) % SLICE}


def test_what_comes_in_waits_while_somebody_asks() -> None:
    asking, begun, seen = threading.Event(), threading.Event(), []

    def before(passages: Sequence[str]) -> None:
        if passages[0] == "câu hỏi":
            asking.set()
            assert begun.wait(10)
            threading.Event().wait(0.2)  # long enough for a slice that does not wait
            seen.append(len(counting.calls))

    counting = Counting(before)
    shared = SharedEmbedder(counting)

    def take_in() -> None:
        begun.set()
        shared.embed_passages(["đoạn"] * 2 * BULK)

    with ThreadPoolExecutor(2) as pool:
        question = pool.submit(shared.embed_queries, ["câu hỏi"])
        assert asking.wait(10)
        coming_in = pool.submit(take_in)
        question.result(10)
        coming_in.result(10)
    assert seen == [1]
    assert len(counting.calls) == 1 + 2 * BULK // SLICE


def test_what_comes_in_gets_on_however_much_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "PATIENCE_SECONDS", 0.01)
    gate = threading.Event()
    shared = SharedEmbedder(Counting(lambda texts: texts[0] == "câu hỏi" and gate.wait(10)))
    with ThreadPoolExecutor(1) as pool:
        pool.submit(shared.embed_queries, ["câu hỏi"])
        assert shared.embed_passages(["đoạn"] * 2 * BULK).shape == (2 * BULK, 32)
        gate.set()
