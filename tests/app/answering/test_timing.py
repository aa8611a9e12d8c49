"""Where a time is asked for, what tells one answers before what tells none."""

from dataclasses import replace

import pytest

from app.answering import timing
from app.answering.evidence import Evidence, Statement
from app.answering.terms import Terms
from index.question.understanding import understand
from tests.app.answering import plans

HELD = plans.read(
    plans.LAC_SON.replace(
        "2. Ủy ban nhân dân các xã huy động nhân dân góp công làm đường.",
        "2. Hồ sơ khen thưởng thợ cầu gồm tờ trình, biên bản.\n"
        "3. Tờ trình khen thưởng gửi về phòng Nội vụ trước ngày 20/9/2026.",
    )
)
LIBRARY = plans.library(HELD)


def first(question: str, best: str, share: float) -> Statement:
    """Return the statement that comes first where one is best, and others are so probable."""
    query = understand(question, LIBRARY)
    passages = plans.found(HELD)
    found = Evidence(LIBRARY).rank(query, passages, plans.alike(passages))
    head = next(each for each in found if best in each.text)
    others = [each for each in found if each is not head]
    read = [replace(each, probability=0.4 * share) for each in others]
    read = [replace(head, probability=0.4), *read]
    ranked = timing.first(query, read, Terms(query, LIBRARY), HELD[0], 400)
    assert sorted(each.start for each in ranked) == sorted(each.start for each in read)
    assert ranked[0].probability == 0.4
    return ranked[0]


def test_what_tells_a_day_comes_before_what_tells_none() -> None:
    found = first("Hạn nộp hồ sơ khen thưởng thợ cầu của Lạc Sơn?", "tờ trình, biên bản", 0.5)
    assert found.values


@pytest.mark.parametrize(
    ("question", "share"),
    [
        ("Hạn nộp hồ sơ khen thưởng thợ cầu của Lạc Sơn?", 0.01),
        ("Hồ sơ khen thưởng thợ cầu của Lạc Sơn gồm gì?", 0.5),
    ],
)
def test_what_is_hardly_probable_or_not_asked_for_stays(question: str, share: float) -> None:
    assert "tờ trình, biên bản" in first(question, "tờ trình, biên bản", share).text


def test_what_tells_the_time_itself_stays() -> None:
    question = "Tờ trình khen thưởng của Lạc Sơn gửi trước ngày nào?"
    assert "20/9/2026" in first(question, "gửi về phòng Nội vụ", 1.0).text
