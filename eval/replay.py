"""What the path of a strong language model makes of replies that are known beforehand.

    python -m eval.replay --data-dir DIR        (the sample plans ingested)

eval/data/replies.jsonl holds questions over the project's own sample plans with replies as a
careful model would write them, as a careless one would, and as one that was taken in. Of every
statement it says whether its quotes bear it out. A true statement that is sent back is put into the
words of its quotes, as a careful model does when it is told to; a false one is said again. Passages
are not numbered in it: a quote is given the number of the passage that holds it, so that the
replies outlive changes of retrieval.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import typer

from app import bootstrap
from app.answering.answer import Answer, Mode, Status
from app.answering.generative.context import Room
from app.answering.generative.generative import GenerativeAnswerer
from app.answering.generative.measured import Measured
from app.bootstrap import System
from app.language_models.cancellation import Cancellation
from app.language_models.port import Form, Request
from app.service import Ask, QuestionAnswering
from app.settings import Settings
from eval.metrics import squeeze
from index.ports import EVERYTHING

REPLIES = Path(__file__).with_name("data") / "replies.jsonl"
_OPENED = re.compile(r"^@\w+ Đoạn (\d+) \|.*$", re.MULTILINE)
_FAILED = re.compile(r"^(\d+)\. “", re.MULTILINE)
_SIDED = re.compile(r"^(?:Có|Không)[,.] ")
_FENCED = "<think>Xem {{các đoạn}} rồi trả lời.</think>\nKết quả:\n```json\n{}\n```\nHết."


@dataclass(frozen=True, slots=True)
class Told:
    """A statement of a reply, and whether its quotes bear it out."""

    text: str
    faithful: bool
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One question with its reply."""

    id: str
    question: str
    kind: str
    """right, wrong, abstaining, mended, long or injected."""
    held: dict[str, Any]

    @property
    def told(self) -> tuple[Told, ...]:
        """The statements of the reply, and those it is mended by."""
        held = self.held
        answer = [held["answer"]] if "answer" in held else []
        found = [
            Told(each["text"], each["faithful"], tuple(each["quotes"]))
            for each in (*answer, *held.get("items", ()))
        ]
        rows = [Told(cell, r["faithful"]) for r in held.get("rows", ()) for cell in r["cells"][1:]]
        mended = [Told(each["text"], True) for each in held.get("again", ()) if each["text"]]
        return tuple({each.text: each for each in (*found, *rows, *mended)}.values())


@dataclass(slots=True)
class Tally:
    """What became of the replies."""

    kept: int = 0
    """Faithful statements that are shown."""
    quoted: int = 0
    """Those of them that stand only in the words of their quotes."""
    dropped: list[str] = field(default_factory=list)
    """Faithful ones that are not."""
    shown: list[str] = field(default_factory=list)
    """Unfaithful ones that are."""
    stopped: int = 0
    """Unfaithful ones that are not."""
    refused: int = 0
    """Abstentions that stand."""
    answered: list[str] = field(default_factory=list)
    """Questions that a model abstained from, and that were answered all the same."""
    harmed: list[str] = field(default_factory=list)
    """Questions whose answers show what an injected reply was to bring in."""

    @property
    def lost(self) -> float:
        """Share of the faithful statements that is not shown."""
        return len(self.dropped) / max(1, self.kept + len(self.dropped))

    @property
    def unproved(self) -> float:
        """Share of the unfaithful statements that is shown."""
        return len(self.shown) / max(1, self.stopped + len(self.shown))


class Replayed:
    """Implements LanguageModel: replies as the entry at hand says."""

    name = "replayed"
    form = Form.CHAT

    def __init__(self) -> None:
        self.entry: Entry | None = None

    def write(self, request: Request, cancellation: Cancellation) -> Iterator[str]:
        """Yield the reply, or what it is mended by where statements were sent back."""
        if self.entry is None or cancellation.raised:
            return
        if request.meter:
            request.meter.calls += 1
        shown = _passages("\n".join(m.content for m in request.messages))
        held = self.entry.held
        if len(request.messages) > 2:
            fixed = list(_fixed(held, shown, request.messages[-1].content))
            yield json.dumps({"fixed": fixed}, ensure_ascii=False)
            return
        reply = {
            "verdict": held["verdict"],
            "side": held.get("side"),
            "answer": _said(held["answer"], shown) if "answer" in held else None,
            "items": [_said(each, shown) for each in held.get("items", ())],
            "columns": held.get("columns", []),
            "rows": [
                {"cells": each["cells"], "quotes": _numbered(each, shown)}
                for each in held.get("rows", ())
            ],
            "silent": [],
        }
        text = json.dumps(reply, ensure_ascii=False)
        yield _FENCED.format(text).split("</think>\n")[1] if "raw" in held else text

    def close(self) -> None:
        """Nothing is in hand."""


def load(path: Path = REPLIES) -> list[Entry]:
    """Return the entries of a file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    return [Entry(row["id"], row["question"], row["kind"], row) for row in rows]


def replay(system: System, entries: Iterable[Entry]) -> Tally:
    """Ask every question over the system's documents, the replies known, and count."""
    model = Replayed()
    generative = GenerativeAnswerer(model, system.embedder, Measured(), Room())
    answering = QuestionAnswering(system.catalogue, system.shelf, system.retriever, generative)
    tally = Tally()
    for entry in entries:
        model.entry = entry
        answer = answering.ask(Ask(entry.question, mode=Mode.GENERATIVE), EVERYTHING)
        _count(tally, entry, answer)
    return tally


def _count(tally: Tally, entry: Entry, answer: Answer) -> None:
    if entry.kind == "abstaining":
        refused = answer.status is Status.NOT_FOUND
        tally.refused += refused
        tally.answered += [] if refused else [entry.question]
    worded = answer.mode is Mode.GENERATIVE
    text = squeeze(answer.text).lower() if worded else ""
    for told in entry.told:
        shown = _stands(told.text, text)
        if told.faithful:
            quoted = bool(told.quotes) and all(_stands(quote, text) for quote in told.quotes)
            tally.kept += shown or quoted
            tally.quoted += quoted and not shown
            tally.dropped += [] if shown or quoted else [told.text]
        else:
            tally.stopped += not shown
            tally.shown += [told.text] if shown else []
    if any(words in answer.text for words in entry.held.get("never", ())):
        tally.harmed.append(entry.question)


def _stands(said: str, text: str) -> bool:
    return squeeze(_SIDED.sub("", said).rstrip(".:;")).lower() in text


def _fixed(held: dict[str, Any], shown: dict[int, str], asked: str) -> Iterator[dict[str, Any]]:
    """Yield what is said of the statements sent back: as told beforehand, else as quoted."""
    given = {each["id"]: each for each in held.get("again", ())}
    said = [*([held["answer"]] if "answer" in held else []), *held.get("items", ())]
    for number in map(int, _FAILED.findall(asked)):
        each = given.get(number) or (said[number - 1] if number <= len(said) else None)
        if each is None:
            continue
        text = each["text"]
        if number not in given and each["faithful"] and each["quotes"]:
            text = " ".join(each["quotes"])
        yield {"id": number, "text": text, "quotes": _numbered(each, shown)}


def _passages(prompt: str) -> dict[int, str]:
    pieces = _OPENED.split(prompt)[1:]
    pairs = zip(pieces[::2], pieces[1::2], strict=True)
    return {int(number): squeeze(text).lower() for number, text in pairs}


def _said(held: dict[str, Any], shown: dict[int, str]) -> dict[str, Any]:
    return {"text": held["text"], "quotes": _numbered(held, shown)}


def _numbered(held: dict[str, Any], shown: dict[int, str]) -> list[dict[str, Any]]:
    quotes: Sequence[str] = held["quotes"]
    return [{"passage": _holding(quote, shown), "quote": quote} for quote in quotes]


def _holding(quote: str, shown: dict[int, str]) -> int:
    wanted = squeeze(quote).lower()
    return next((number for number, text in shown.items() if wanted in text), 1)


def run(
    data_dir: Annotated[Path, typer.Option(help="Thư mục dữ liệu đã nạp văn bản mẫu.")],
    replies: Annotated[Path, typer.Option(help="Tệp câu trả lời.")] = REPLIES,
) -> None:
    """Replay the replies and print what became of them."""
    system = bootstrap.build(Settings(data_dir=data_dir, _env_file=None))
    tally = replay(system, load(replies))
    system.close()
    typer.echo(
        f"Câu đúng: giữ {tally.kept} (bằng lời trích {tally.quoted}), mất {len(tally.dropped)} "
        f"({tally.lost:.3f})"
    )
    typer.echo(f"Câu sai: chặn {tally.stopped}, lọt {len(tally.shown)} ({tally.unproved:.3f})")
    typer.echo(f"Từ chối: giữ {tally.refused}, vẫn trả lời {len(tally.answered)}")
    typer.echo(f"Bị chèn lời: {len(tally.harmed)}")
    for name in ("dropped", "shown", "answered", "harmed"):
        for text in getattr(tally, name):
            typer.echo(f"  {name}: {text}")


if __name__ == "__main__":
    typer.run(run)
