"""Comparisons: what answers stands first in its cell, and the words that prove it with it."""

from app.answering.citations import Documents
from app.bootstrap import System
from app.conversing import comparing
from index.ports import EVERYTHING, NO_FILTERS


def test_a_cell_says_the_value_that_answers(system: System) -> None:
    documents = Documents(lambda key: system.catalogue.document(key, EVERYTHING))
    records, _ = system.catalogue.records(EVERYTHING, NO_FILTERS)
    record = next(each for each in records if each.signer)
    table = comparing.compare(
        system.answering, documents, ["người ký", "đường sắt cao tốc"], [record.id], EVERYTHING
    )
    (signed, silent) = table.rows[0].cells
    assert signed[0].value == record.signer
    assert record.signer in signed[0].text
    assert silent == ()
