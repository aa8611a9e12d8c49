"""The system under test, in this process or behind HTTP: the same answers from both."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Protocol, TypeVar

import httpx
from pydantic import BaseModel, ValidationError

from app.answering.answer import Mode
from app.bootstrap import System
from app.ingestion.files import file_at
from app.ingestion.intake import State
from app.wire import handlers
from app.wire.answers import AnswerOut, PassageOut, PassagesOut
from app.wire.documents import DocumentsOut, TextOut
from app.wire.requests import AskRequest, SearchRequest
from eval.errors import AskFailed, CorpusRejected
from index import manifest
from index.ports import EVERYTHING
from ingest import pipeline

PAGE = 200
"""Documents asked for at a time."""
SECONDS = 60.0
"""Longest wait for one answer over HTTP."""

UNTOLD = {"data_dir", "embedding_model", "host", "port", "llm_base_url", "llm_api_key"}
"""Settings that say where things are kept and reached, or are secret: no part of a report."""

Shape = TypeVar("Shape", bound=BaseModel)


class SystemUnderTest(Protocol):
    """What the evaluation asks of a system; every method may raise AskFailed."""

    def ask(self, question: str, top_k: int, mode: Mode) -> AnswerOut:
        """Return the answer with its ``top_k`` best passages."""
        ...

    def search(self, query: str, top_k: int) -> list[PassageOut]:
        """Return the ``top_k`` best passages, best first."""
        ...

    def text(self, document_id: str) -> str:
        """Return the document's normalised text."""
        ...

    def sources(self) -> list[str]:
        """Return the names of all files it holds."""
        ...

    def describe(self) -> dict[str, object]:
        """Return what it is and how it is configured, for the report."""
        ...


class InProcess:
    """The system built in this process."""

    def __init__(self, system: System) -> None:
        self._system = system

    def ask(self, question: str, top_k: int, mode: Mode) -> AnswerOut:
        """Answer without HTTP, in the shape HTTP would give."""
        request = AskRequest.model_validate({"question": question, "top_k": top_k, "mode": mode})
        return handlers.ask(self._system, request, EVERYTHING)

    def search(self, query: str, top_k: int) -> list[PassageOut]:
        """Return the best passages."""
        request = SearchRequest.model_validate({"query": query, "top_k": top_k})
        return handlers.search(self._system, request, EVERYTHING).passages

    def text(self, document_id: str) -> str:
        """Return the document's normalised text."""
        return self._system.catalogue.text(document_id, EVERYTHING)

    def sources(self) -> list[str]:
        """Return the names of all files in the catalogue."""
        names: list[str] = []
        cursor: str | None = None
        while True:
            records, cursor = self._system.catalogue.records(EVERYTHING, limit=PAGE, cursor=cursor)
            names += [record.source for record in records]
            if cursor is None:
                return names

    def describe(self) -> dict[str, object]:
        """Return the settings and the manifest of the index, which names the model."""
        return {
            "way": "in process",
            "settings": self._system.settings.model_dump(mode="json", exclude=UNTOLD),
            "manifest": asdict(manifest.expected(self._system.embedder)),
        }


class OverHttp:
    """A running service."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def ask(self, question: str, top_k: int, mode: Mode) -> AnswerOut:
        """Answer by POST /v1/ask."""
        body = {"question": question, "top_k": top_k, "mode": mode.value}
        return self._call("POST", "/v1/ask", AnswerOut, json=body)

    def search(self, query: str, top_k: int) -> list[PassageOut]:
        """Return the best passages by POST /v1/search."""
        body = {"query": query, "top_k": top_k}
        return self._call("POST", "/v1/search", PassagesOut, json=body).passages

    def text(self, document_id: str) -> str:
        """Return the document's normalised text."""
        return self._call("GET", f"/v1/documents/{document_id}/text", TextOut).text

    def sources(self) -> list[str]:
        """Return the names of all files the service lists."""
        names: list[str] = []
        params: dict[str, str | int] = {"limit": PAGE}
        while True:
            page = self._call("GET", "/v1/documents", DocumentsOut, params=params)
            names += [document.source for document in page.documents]
            if page.next_cursor is None:
                return names
            params["cursor"] = page.next_cursor

    def describe(self) -> dict[str, object]:
        """Return the address; a service does not tell its settings."""
        return {"way": "over HTTP", "url": str(self._client.base_url)}

    def _call(
        self,
        method: str,
        path: str,
        shape: type[Shape],
        json: object = None,
        params: dict[str, str | int] | None = None,
    ) -> Shape:
        try:
            response = self._client.request(method, path, json=json, params=params)
            response.raise_for_status()
            return shape.model_validate_json(response.content)
        except httpx.HTTPStatusError as error:
            problem = f"{error.response.status_code} {error.response.text[:300]}"
            raise AskFailed(f"{method} {path}: máy chủ trả lỗi {problem}") from error
        except httpx.HTTPError as error:
            raise AskFailed(f"{method} {path}: không gọi được máy chủ ({error})") from error
        except ValidationError as error:
            raise AskFailed(f"{method} {path}: trả lời không đúng mẫu ({error})") from error


@contextmanager
def connect(url: str) -> Iterator[OverHttp]:
    """Reach the service at ``url``."""
    with httpx.Client(base_url=url.rstrip("/"), timeout=SECONDS) as client:
        yield OverHttp(client)


def count(corpus: Path) -> int:
    """Return how many files of a folder would be taken in."""
    return sum(1 for _ in pipeline.files([corpus]))


def take_in(system: System, corpus: Path) -> Iterator[str]:
    """Ingest every file of a folder, yielding each one's name when it is in.

    Raises CorpusRejected at the first file that is not: scores over the rest would mislead.
    """
    files = (file_at(path) for path in pipeline.files([corpus]))
    for outcome in system.ingestion.run(files):
        if outcome.state is State.REJECTED:
            raise CorpusRejected(f"Không nạp được {outcome.source}: {outcome.reason}")
        yield outcome.source
    system.refresh()
