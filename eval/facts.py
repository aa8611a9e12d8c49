"""Scores the facts that are read of documents against facts read by hand.

Each fact that is read is paired with at most one that was read by hand, of the same kind, whose
quote it shares characters with; a quote of more than twice the characters and 100 pairs with none.
A pair is right by what the kind stands for: an indicator by its value, a task by one of those who
lead it, a deadline by when it is due.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from eval.errors import CorpusRejected, DatasetInvalid
from ingest import pipeline
from ingest.document import Document, SectionKind
from ingest.errors import IngestError
from ingest.facts import lines
from ingest.facts.lines import Line
from ingest.facts.model import Deadline, Fact, FactKind, Indicator, Task
from ingest.facts.reading import facts
from ingest.vietnamese import body_names
from ingest.vietnamese.dates import periods
from ingest.vietnamese.text import fold, normalise
from ingest.vietnamese.values import agree

SCORED = (FactKind.INDICATOR, FactKind.TASK, FactKind.DEADLINE)
ROWS = "rows"
"""Name of the scores of tasks in annex rows."""
_SLACK = 100
"""Characters by which a predicted quote may be longer than twice the gold one."""


@dataclass(frozen=True, slots=True)
class Gold:
    """A fact read by hand, with the places of its quote: several where the text repeats it."""

    document: str
    kind: FactKind
    stated: Mapping[str, object]
    spans: tuple[tuple[int, int], ...]
    in_row: bool


@dataclass(slots=True)
class Score:
    """Counts of one kind: how many are gold, were predicted and counted, and are right."""

    gold: int = 0
    predicted: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        """The share of what was predicted that is right; 0 where nothing was."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold facts that were found; 0 where there are none."""
        return self.right / self.gold if self.gold else 0.0

    def add(self, other: "Score") -> None:
        """Add the counts of another document."""
        self.gold += other.gold
        self.predicted += other.predicted
        self.right += other.right


@dataclass(frozen=True, slots=True)
class Wrong:
    """A gold fact that was missed, or a predicted one that meets none."""

    document: str
    kind: str
    missed: bool
    told: str
    quote: str


@dataclass(slots=True)
class Result:
    """Scores by kind, annex rows apart, and what is wrong."""

    documents: tuple[str, ...]
    scores: dict[str, Score] = field(default_factory=dict)
    wrong: list[Wrong] = field(default_factory=list)


def load(path: Path) -> dict[str, list[dict[str, object]]]:
    """Return the gold facts of a JSONL file by document. Raises DatasetInvalid."""
    found: dict[str, list[dict[str, object]]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            stated = json.loads(line)
            FactKind(stated["kind"])
            found.setdefault(stated["doc"], []).append(stated)
            _ = stated["quote"]
        except (ValueError, KeyError, TypeError) as error:
            raise DatasetInvalid(path, number, f"không phải một dữ kiện ({error}).") from error
    return found


def score(
    gold: Mapping[str, Sequence[Mapping[str, object]]], folders: Sequence[Path]
) -> Iterator[Result]:
    """Yield the result of each document of the gold file, read from one of the folders.

    Raises CorpusRejected for a document that no folder holds, or that cannot be read.
    """
    for name, stated in gold.items():
        path = next((folder / name for folder in folders if (folder / name).is_file()), None)
        if path is None:
            raise CorpusRejected(f"Không tìm thấy văn bản “{name}” trong các thư mục đã cho.")
        try:
            document = pipeline.parse(path.name, path.read_bytes())
        except IngestError as error:
            raise CorpusRejected(f"Không đọc được “{name}”: {error}") from error
        yield judge(document, stated)


def total(results: Iterable[Result]) -> Result:
    """Return the results of several documents as one."""
    whole = Result(())
    for result in results:
        whole.documents += result.documents
        whole.wrong += result.wrong
        for kind, counted in result.scores.items():
            whole.scores.setdefault(kind, Score()).add(counted)
    return whole


def judge(document: Document, stated: Sequence[Mapping[str, object]]) -> Result:
    """Return the scores of one document's facts against what was read of it by hand."""
    gold = _located(document, stated)
    predicted = [fact for fact in facts(document) if fact.kind in SCORED]
    result = Result((document.source,))
    for kind in SCORED:
        wanted = [each for each in gold if each.kind is kind]
        offered = [fact for fact in predicted if fact.kind is kind]
        result.scores[kind.value], wrong = _kind(document, wanted, offered, predicted, gold)
        result.wrong += wrong
    rows = [section for section in document.walk() if section.kind is SectionKind.ROW]
    held = [g for g in gold if g.in_row and g.kind is FactKind.TASK]
    there = [
        fact
        for fact in predicted
        if isinstance(fact, Task) and any(r.start <= fact.start < r.end for r in rows)
    ]
    result.scores[ROWS] = _kind(document, held, there, predicted, gold)[0]
    return result


_HEAD = r";?[^;]{0,60}?"
"""What may stand between the values of a row: a sign, and a head of its column."""


def _located(document: Document, stated: Sequence[Mapping[str, object]]) -> list[Gold]:
    dense = [at for at, character in enumerate(document.text) if not character.isspace()]
    packed = "".join(document.text[at] for at in dense)
    rows = [section for section in document.walk() if section.kind is SectionKind.ROW]
    found = []
    for each in stated:
        spans = tuple(
            (dense[match.start()], dense[match.end() - 1] + 1)
            for match in re.finditer(_form(each), packed)
        )
        in_row = any(row.start <= start < row.end for start, _ in spans for row in rows)
        found.append(Gold(document.source, FactKind(str(each["kind"])), each, spans, in_row))
    return found


def _form(stated: Mapping[str, object]) -> str:
    """Return the pattern of a quote without its white space.

    A row whose values stood below the wrong heads ("shifted_row") is the row of the same values
    in the same order, whatever heads stand before them.
    """
    quote = str(stated["quote"])
    if not stated.get("shifted_row"):
        return re.escape("".join(quote.split()))
    cells = (cell.partition(": ") for cell in quote.split("; "))
    values = ("".join((value or head).split()) for head, _, value in cells)
    return _HEAD.join(re.escape(value) for value in values if value)


def _kind(
    document: Document,
    wanted: Sequence[Gold],
    offered: Sequence[Fact],
    predicted: Sequence[Fact],
    gold: Sequence[Gold],
) -> tuple[Score, list[Wrong]]:
    pairs = _pairs(wanted, offered)
    found = dict(pairs)
    found_by_task = _by_tasks(wanted, found, predicted)
    used = set(found.values())
    read = lines.read(document)
    left = [n for n, fact in enumerate(offered) if n not in used and not _ignored(read, fact, gold)]
    right = len(found) + len(found_by_task)
    counted = Score(len(wanted), right + len(left), right)
    wrong = [
        Wrong(g.document, g.kind, missed=True, told=_told(g.stated), quote=str(g.stated["quote"]))
        for n, g in enumerate(wanted)
        if n not in found and n not in found_by_task
    ]
    wrong += [
        Wrong(
            document.source,
            offered[n].kind,
            missed=False,
            told=_offered(offered[n]),
            quote=document.text[offered[n].start : offered[n].end],
        )
        for n in left
    ]
    return counted, wrong


def _pairs(wanted: Sequence[Gold], offered: Sequence[Fact]) -> list[tuple[int, int]]:
    """Return as many right pairs of gold and predicted facts as there are, one to one."""
    edges = [
        [n for n, fact in enumerate(offered) if meets(gold, fact) and right(gold, fact)]
        for gold in wanted
    ]
    taken: dict[int, int] = {}

    def place(gold: int, seen: set[int]) -> bool:
        for n in edges[gold]:
            if n not in seen:
                seen.add(n)
                if n not in taken or place(taken[n], seen):
                    taken[n] = gold
                    return True
        return False

    for gold in range(len(wanted)):
        place(gold, set())
    return sorted((gold, n) for n, gold in taken.items())


def meets(gold: Gold, fact: Fact) -> bool:
    """Return whether the quotes overlap, and the predicted one is not much longer."""
    return any(
        start < fact.end
        and fact.start < end
        and fact.end - fact.start <= 2 * (end - start) + _SLACK
        for start, end in gold.spans
    )


def right(gold: Gold, fact: Fact) -> bool:
    """Return whether what is asked of the kind agrees: value, a lead body, due date."""
    stated = gold.stated
    if isinstance(fact, Indicator):
        series = stated.get("series")
        values = {str(stated["value"])} | set(map(str, _values(series)))
        told = {fact.value, *(value for _, value in fact.series)}
        return bool({_digits(v) for v in values} & {_digits(v) for v in told})
    if isinstance(fact, Task):
        lead = _strings(stated.get("lead"))
        offered = [*fact.lead, *(fact.support if stated.get("role") else ())]
        return not lead or any(body_names.same(one, other) for one in lead for other in offered)
    if isinstance(fact, Deadline):
        return same_time(str(stated.get("due") or ""), fact.due)
    return False


def _by_tasks(
    wanted: Sequence[Gold], found: Mapping[int, int], predicted: Sequence[Fact]
) -> set[int]:
    """Return the gold deadlines that no deadline meets, and a task with that time does."""
    tasks = [fact for fact in predicted if isinstance(fact, Task) and fact.due]
    return {
        n
        for n, gold in enumerate(wanted)
        if gold.kind is FactKind.DEADLINE and n not in found
        for task in tasks
        if meets(gold, task) and same_time(str(gold.stated.get("due") or ""), task.due or "")
    }


def _ignored(read: Sequence[Line], fact: Fact, gold: Sequence[Gold]) -> bool:
    """Whether a task is a further sentence or clause of the paragraph that a gold one opens."""
    if not isinstance(fact, Task):
        return False
    held = next((line for line in read if line.start <= fact.start < line.end), None)
    return held is not None and any(
        start < held.end and held.start < end and right(each, fact)
        for each in gold
        if each.kind is FactKind.TASK and not each.in_row
        for start, end in each.spans
    )


def same_time(one: str, other: str) -> bool:
    """Return whether two times are one, however written: "trước ngày 05/12", "5/12"."""
    first, second = _plain_time(one), _plain_time(other)
    if not first or not second:
        return first == second
    if first == second:
        return True
    if re.findall(r"\d+", first) == re.findall(r"\d+", second) and (
        first in second or second in first
    ):
        return True
    if _TROUBLE.search(first) and _TROUBLE.search(second):
        return True
    left, right_ = periods(normalise(one)), periods(normalise(other))
    return bool(left and right_) and any(agree(a, b) for a in left for b in right_)


_TROUBLE = re.compile(r"\b(?:vuong mac|kho khan|phat sinh)\b")
"""The case of difficulties, which is told in many words: "nếu có khó khăn", "khi có vướng mắc"."""


_AGAIN = re.compile(r"(?<=\d)\s*\([^()\d]{2,15}\)|\(\d+ gio[^()\d]{0,12}\)")
"""A limit said again in words or hours: "05 (năm) ngày", "01 ngày (8 giờ làm việc)"."""


def _plain_time(text: str) -> str:
    plain = _AGAIN.sub(" ", fold(normalise(text)))
    plain = re.sub(r"\b(?:truoc|ngay|nam(?=\s+\d)|trong|cham nhat|thoi gian|het|den)\b", " ", plain)
    plain = re.sub(r"(?<!\d)0(?=\d)", "", plain)
    return " ".join(re.sub(r"[^\w/%-]", " ", re.sub(r"\s*[-–]\s*", "-", plain)).split())


def _digits(value: str) -> str:
    return re.sub(r"\s*[-–]\s*", "-", value.strip().lower())


def _values(series: object) -> Iterable[object]:
    if isinstance(series, Mapping):
        return series.values()
    if isinstance(series, list):
        return [each[-1] if isinstance(each, list) else each for each in series]
    return ()


def _strings(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else []


def _told(stated: Mapping[str, object]) -> str:
    shown = ("value", "unit", "lead", "who", "due")
    return "; ".join(f"{name}: {stated[name]}" for name in shown if stated.get(name))


def _offered(fact: Fact) -> str:
    shown = ("value", "unit", "lead", "who", "due")
    held = ((name, getattr(fact, name, None)) for name in shown)
    return "; ".join(f"{name}: {value}" for name, value in held if value)
