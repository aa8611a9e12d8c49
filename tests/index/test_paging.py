import pytest

from index import paging
from index.catalogue.memory import MemoryFacts
from index.facts import FactQuery
from index.selection import Selection
from ingest.facts.model import FactKind
from tests.app.answering import plans

FACTS = MemoryFacts(plans.read(plans.LAC_SON, plans.YEN_THUONG))
TASKS = FactQuery(FactKind.TASK)


@pytest.mark.parametrize("size", [1, 2, 500])
def test_the_pages_together_are_all_facts_once(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "_PAGE", size)
    every, _ = FACTS.facts(Selection(), TASKS, 500)
    assert len(every) > 2
    assert list(paging.every_fact(FACTS, Selection(), TASKS)) == every
    assert list(paging.every_fact(FACTS, Selection(), TASKS, 1)) == every[:1]
