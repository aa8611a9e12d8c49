"""The files that questions come from: gold questions, passage sets, SQuAD-shaped sets."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from app import complaints
from app.wire.requests import MAX_QUESTION
from eval.errors import DatasetInvalid
from ingest import refusals

SECTION_SEPARATOR = ">"
UNQUOTED = frozenset({"catalogue", "talk"})
"""Types whose answers cite nothing: what is held, what the service is. They need no evidence, and
are right where all that must be stated is."""

Text = Annotated[str, Field(min_length=1)]
Asked = Annotated[str, Field(min_length=1, max_length=MAX_QUESTION)]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Evidence(_Record):
    """Where a document states the answer."""

    doc: Text
    """Start of the source's file name."""
    section: Text | None = None
    """Labels from the outermost: "II > 2 > a"; None where the section is not scored."""
    quote: Text
    """Verbatim, white space aside."""

    @property
    def section_path(self) -> tuple[str, ...] | None:
        """The labels of the section, outermost first."""
        if self.section is None:
            return None
        return tuple(label.strip() for label in self.section.split(SECTION_SEPARATOR))


class Question(_Record):
    """One gold question; unknown fields of the file are ignored."""

    id: Text
    question: Asked
    type: Text
    answer: str
    must_include: list[Annotated[list[Text], Field(min_length=1)]]
    """Of each inner list at least one form must appear in the answer."""
    evidence: list[Evidence]
    answerable: bool
    evidence_mode: Literal["all", "any"] = "all"
    style: str = "plain"
    """How it is typed: plain, colloquial, no_diacritics …"""

    @model_validator(mode="after")
    def _evidence_follows_answerable(self) -> "Question":
        if self.answerable and not self.evidence and self.type not in UNQUOTED:
            raise ValueError("trả lời được nhưng không nêu evidence")
        if self.evidence and self.type in UNQUOTED:
            raise ValueError("loại này không trích dẫn, evidence phải để trống")
        if not self.answerable and self.evidence:
            raise ValueError("không trả lời được nhưng có evidence")
        return self


class PassageText(_Record):
    """One passage of a passage set."""

    id: Text
    text: Text
    title: str = ""


class PassageQuestion(_Record):
    """A question that one passage answers."""

    id: Text
    question: Asked
    passage_id: Text
    answers: list[str] = []


@dataclass(frozen=True, slots=True)
class PassageSet:
    """Passages and questions over them; every question's passage is among the passages."""

    path: Path
    """The file that the questions are from."""
    passages: tuple[PassageText, ...]
    questions: tuple[PassageQuestion, ...]


R = TypeVar("R", bound=_Record)


def load_gold(path: Path) -> list[Question]:
    """Read a gold file (JSON lines). Raises DatasetInvalid naming the file and the line."""
    questions = _unique(path, _read(path, Question))
    if not questions:
        raise DatasetInvalid(path, None, "không có câu hỏi nào")
    return questions


def load_passage_set(passages: Path, questions: Path) -> PassageSet:
    """Read passages and their questions (JSON lines). Raises DatasetInvalid."""
    texts = _unique(passages, _read(passages, PassageText))
    known = {text.id for text in texts}
    asked = []
    for line, question in _read(questions, PassageQuestion):
        if question.passage_id not in known:
            problem = f"đoạn {question.passage_id!r} không có trong {passages.name}"
            raise DatasetInvalid(questions, line, problem)
        asked.append((line, question))
    return PassageSet(questions, tuple(texts), tuple(_unique(questions, asked)))


def load_squad(path: Path) -> PassageSet:
    """Read a SQuAD-shaped file (versions 1.1 and 2.0); impossible questions are left out.

    Equal contexts become one passage. Raises DatasetInvalid.
    """
    passages: dict[str, PassageText] = {}
    questions = []
    try:
        for article in json.loads(_text(path))["data"]:
            for paragraph in article["paragraphs"]:
                context = paragraph["context"]
                passage = passages.setdefault(
                    context,
                    PassageText(
                        id=f"p{len(passages) + 1:05d}", text=context, title=article.get("title", "")
                    ),
                )
                questions += [_squad_question(qa, passage.id) for qa in paragraph["qas"]]
    except json.JSONDecodeError as error:
        raise DatasetInvalid(path, error.lineno, f"không phải JSON ({error.msg})") from error
    except ValidationError as error:
        raise DatasetInvalid(path, None, complaints.each(error)[0]) from error
    except (KeyError, TypeError, AttributeError) as error:
        raise DatasetInvalid(path, None, f"không theo mẫu SQuAD ({error!r})") from error
    kept = tuple(question for question in questions if question is not None)
    return PassageSet(path, tuple(passages.values()), kept)


def _squad_question(qa: dict[str, Any], passage_id: str) -> PassageQuestion | None:
    if qa.get("is_impossible"):
        return None
    answers = [answer["text"] for answer in qa["answers"]]
    return PassageQuestion(
        id=qa["id"], question=qa["question"], passage_id=passage_id, answers=answers
    )


def _read(path: Path, shape: type[R]) -> Iterator[tuple[int, R]]:
    """Yield each line's number and record; blank lines are skipped."""
    for number, line in enumerate(_text(path).splitlines(), 1):
        if not line.strip():
            continue
        try:
            yield number, shape.model_validate(json.loads(line))
        except json.JSONDecodeError as error:
            raise DatasetInvalid(path, number, f"không phải JSON ({error.msg})") from error
        except ValidationError as error:
            raise DatasetInvalid(path, number, complaints.each(error)[0]) from error


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DatasetInvalid(path, None, f"không đọc được ({refusals.told(error)})") from error


def _unique(path: Path, records: Iterator[tuple[int, R]] | list[tuple[int, R]]) -> list[R]:
    seen: dict[str, int] = {}
    kept = []
    for line, record in records:
        identity = str(getattr(record, "id"))  # noqa: B009 - every shape read here has one
        if identity in seen:
            raise DatasetInvalid(path, line, f"trùng id {identity!r} với dòng {seen[identity]}")
        seen[identity] = line
        kept.append(record)
    return kept
