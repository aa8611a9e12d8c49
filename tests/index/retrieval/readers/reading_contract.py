"""What every reader of passages keeps to."""

from index.question.library import Library
from index.question.query import Query
from index.question.understanding import understand
from index.retrieval.candidates import Candidate, DocumentPrior
from index.retrieval.readers.features import Read
from index.retrieval.readers.port import NOTHING, Reader
from index.retrieval.statements import split
from ingest.document import Passage
from tests.fakes import passage
from tests.index.library_of import invented_library

LIBRARY = invented_library()
TEXTS = (
    "Các cơ quan có trách nhiệm:\na) Báo cáo kết quả trước ngày 15 tháng 11 hằng năm;\nb) Họp.",
    "Nước sạch đạt 85%. Trồng 12 ha rừng.",
)


def asked() -> tuple[Query, Library]:
    """Return a question and what documents are called."""
    return understand("Báo cáo kết quả trước ngày nào?", LIBRARY), LIBRARY


def reads() -> list[Read]:
    """Return two passages, as ranked."""
    return [_read(passage(f"p{at}", f"d{at}", text), -float(at)) for at, text in enumerate(TEXTS)]


def _read(held: Passage, score: float) -> Read:
    candidate = Candidate(held, (0.5, 0.6), (1.0, 2.0), DocumentPrior(0, 0, 0, 0))
    return Read(candidate, score, [(0.5, 0.5)] * len(split(held.text)))


class ReaderContract:
    """Inherited by the tests of each reader, which say how it is made."""

    def reader(self) -> Reader:
        """Return the reader."""
        raise NotImplementedError

    def test_every_statement_of_every_passage_is_told_by_its_place(self) -> None:
        told = self.reader().read(*asked(), reads()).statements
        places = {(each.passage_id, each.start, each.end) for each in told}
        assert places == {
            (f"p{at}", part.start, part.end)
            for at, text in enumerate(TEXTS)
            for part in split(text)
        }
        assert {each.document_id for each in told} == {"d0", "d1"}

    def test_the_most_probable_come_first_and_ties_by_place(self) -> None:
        told = self.reader().read(*asked(), reads()).statements
        order = [(-each.probability, each.document_id, each.start) for each in told]
        assert order == sorted(order)

    def test_probabilities_are_shares(self) -> None:
        reading = self.reader().read(*asked(), reads())
        chances = [reading.answered, *(each.probability for each in reading.statements)]
        assert all(0.0 <= chance <= 1.0 for chance in chances)

    def test_equal_arguments_give_an_equal_reading(self) -> None:
        reader = self.reader()
        assert reader.read(*asked(), reads()) == reader.read(*asked(), reads())

    def test_no_passages_say_nothing(self) -> None:
        assert self.reader().read(*asked(), []) == NOTHING
