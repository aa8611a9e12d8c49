"""What takes documents in, and questions meanwhile."""

import threading
import time

import pytest

from ingest.pacing import SLICE_SECONDS, Pacing

LONG = 60.0
"""Seconds of patience that no test waits for."""


def compute(seconds: float) -> None:
    """Take so much of the processor."""
    until = time.thread_time() + seconds
    while time.thread_time() < until:
        pass


def background(pacing: Pacing, slices: int, spent: list[float]) -> threading.Thread:
    """Start what takes so many slices and notes how long it stood aside after each."""

    def work() -> None:
        for _ in range(slices):
            compute(2 * SLICE_SECONDS)
            before = time.perf_counter()
            pacing.give_way()
            spent.append(time.perf_counter() - before)

    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_who_computes_stands_aside_until_an_answer_is_there() -> None:
    pacing, spent = Pacing(LONG), list[float]()
    with pacing.in_hand():
        thread = background(pacing, 1, spent)
        time.sleep(10 * SLICE_SECONDS)
        assert not spent
    thread.join()
    assert len(spent) == 1


def test_nobody_stands_aside_where_no_question_is_in_hand() -> None:
    pacing, spent = Pacing(LONG), list[float]()
    background(pacing, 5, spent).join()
    assert max(spent) < LONG / 2


def test_an_answer_that_is_long_in_coming_stops_nobody() -> None:
    pacing, spent = Pacing(0.05), list[float]()
    with pacing.in_hand():
        background(pacing, 3, spent).join()
    assert len(spent) == 3
    assert min(spent) >= 0.045


def test_a_question_gives_way_to_none_and_may_ask_further_ones() -> None:
    pacing = Pacing(LONG)
    with pacing.in_hand(), pacing.in_hand():
        compute(2 * SLICE_SECONDS)
        before = time.perf_counter()
        pacing.give_way()
        assert time.perf_counter() - before < LONG / 2
    spent = list[float]()
    background(pacing, 1, spent).join()
    assert spent[0] < LONG / 2


def test_a_question_that_fails_is_no_longer_in_hand() -> None:
    pacing, spent = Pacing(LONG), list[float]()
    with pytest.raises(ZeroDivisionError), pacing.in_hand():
        raise ZeroDivisionError
    background(pacing, 1, spent).join()
    assert spent[0] < LONG / 2
