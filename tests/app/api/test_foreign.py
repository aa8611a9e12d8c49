"""No byte of a document reaches who may not see it, whatever is asked, by whatever endpoint.

``HOIDAP_CASES`` raises the number of random cases, as ``make access`` does.
"""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import mcp
from app.access.control import open_access
from index.ports import Embedder
from ingest.vietnamese.text import fold
from tests.app.api.offices import (
    ADMINISTRATORS,
    EDITORS,
    GROUPS,
    PLANS,
    PROXY,
    Office,
    Plan,
    caller,
    configured,
    fill,
    opened,
    told,
)

CASES = int(os.environ.get("HOIDAP_CASES", "200"))
UNKNOWN = "0123456789abcdef"
NAMES = ("an", "binh")
QUESTIONS = (
    "Ai ký kế hoạch của {place}?",
    "{place} đặt chỉ tiêu {thing} bao nhiêu phần trăm?",
    "So sánh {place} và {other}",
    "Những kế hoạch nào nói về {thing}?",
    "Có bao nhiêu văn bản?",
    "Liệt kê các kế hoạch đang có",
    "Văn bản mới nhất là văn bản nào?",
    "{body} chủ trì việc gì?",
    "Còn {place} thì sao?",
    "Kế hoạch đó do ai ký?",
    "Số văn bản của kế hoạch đó?",
    "Xin chào, tôi hỏi được gì?",
    "Tỷ lệ nào phải đạt đến năm 2030?",
    "Kế hoạch của {near} do ai ký?",
)


@dataclass(frozen=True, slots=True)
class Case:
    """Something asked of the service."""

    document_id: str
    question: str
    top_k: int
    mode: str
    narrowed: bool
    user: str


Ask = Callable[[Case], dict[str, Any]]


def _question(case: Case) -> dict[str, Any]:
    ids = {"document_ids": [case.document_id]} if case.narrowed else {}
    return {"question": case.question, "top_k": case.top_k, "mode": case.mode, **ids}


def _chosen(case: Case) -> dict[str, Any]:
    return {"document_ids": [case.document_id] if case.narrowed else None}


def _asked(case: Case) -> dict[str, Any]:
    return {"json": _question(case) | {"conversation_id": f"c-{case.user}"}}


def _streamed(case: Case) -> dict[str, Any]:
    return {"json": _question(case) | {"stream": True}}


def _searched(case: Case) -> dict[str, Any]:
    asked = _question(case)
    return {
        "json": {"query": asked.pop("question")} | {k: v for k, v in asked.items() if k != "mode"}
    }


def _compared(case: Case) -> dict[str, Any]:
    return {"json": {"topics": [case.question[:300]], "document_ids": [case.document_id]}}


def _chatted(case: Case) -> dict[str, Any]:
    messages = [{"role": "user", "content": case.question}]
    return {"json": {"model": "hoidap", "messages": messages}}


def _plain(_: Case) -> dict[str, Any]:
    return {}


def _looked(case: Case) -> dict[str, Any]:
    return {"params": {"q": case.question[:60], "limit": 3}}


REQUESTS: dict[tuple[str, str], tuple[Ask, ...]] = {
    ("post", "/v1/ask"): (_asked, _streamed),
    ("post", "/v1/search"): (_searched,),
    ("post", "/v1/compare"): (_compared,),
    ("post", "/v1/compare/export"): (_compared,),
    ("post", "/v1/chat/completions"): (_chatted,),
    ("get", "/v1/documents"): (_plain, _looked),
    ("get", "/v1/facts"): (_plain, lambda case: {"params": {"document_id": case.document_id}}),
    ("get", "/v1/references"): (lambda case: {"params": {"document_id": case.document_id}},),
    ("patch", "/v1/documents/{document_id}"): (lambda _: {"json": {"signer": "Người khác"}},),
    ("post", "/v1/documents/{document_id}/supersedes"): (
        lambda _: {"json": {"document_id": UNKNOWN}},
    ),
    ("post", "/v1/tags"): (
        lambda case: {"json": {"document_ids": [case.document_id], "add": ["xem lại"]}},
    ),
    ("post", "/v1/embeddings"): (lambda case: {"json": {"model": "m", "input": case.question}},),
    ("post", "/v1/documents"): (
        lambda case: {"files": {"files": ("a.txt", f"Kế hoạch {case.question}".encode())}},
    ),
    ("patch", "/v1/conversations/{conversation_id}"): (lambda _: {"json": {"title": "Tên"}},),
    ("put", "/v1/answers/{answer_id}/pin"): (lambda _: {"json": {"note": "Xem lại"}},),
    ("put", "/v1/answers/{answer_id}/feedback"): (lambda _: {"json": {"verdict": "wrong"}},),
}
"""What is sent where a request needs more than its address; of others nothing."""
MCP = "mcp"
"""Stands for the method of a tool."""
TOOLS: dict[str, Ask] = {
    "ask": lambda case: _chosen(case) | {"question": case.question, "mode": case.mode},
    "search": lambda case: _chosen(case) | {"query": case.question, "top_k": case.top_k},
    "list_documents": lambda case: {"q": case.question[:60] if case.narrowed else ""},
    "read_section": lambda case: {"document_id": case.document_id},
    "list_facts": lambda case: _chosen(case) | {"q": "" if case.narrowed else case.question[:60]},
    "follow_references": lambda case: {"document_id": case.document_id},
}
"""The tools for assistants, and what each is called with."""
ONE_DOCUMENT = {(MCP, "read_section"), (MCP, "follow_references"), ("post", "/v1/tags")}
"""Operations on one document beside those that have it in their address."""
TELLING = 4
"""Of a request that has more than an address, so many are sent for each of the others."""
UNASKED = (400, 401, 403, 405, 415, 421, 422)
"""What a request that is not as it should be is answered with."""
DESTROYING = {("delete", "/v1/session"), ("put", "/v1/password"), ("post", "/v1/session")}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Office]:
    folder: Path = tmp_path_factory.mktemp("offices")
    chosen = configured(folder / "data")
    with (
        opened(chosen, embedder) as (client, system),
        closing(open_access(chosen)) as access,
        TestClient(
            mcp.http(system, PROXY, access), base_url=f"http://{PROXY}:8090", client=(PROXY, 50001)
        ) as tools,
    ):
        yield Office(client, system, fill(system, folder / "files"), tools)


@pytest.fixture(scope="module")
def operations(office: Office) -> list[tuple[str, str]]:
    schema = office.client.get("/openapi.json", headers=caller("an", [])).json()
    asked = sorted(
        (method, path)
        for path, methods in schema["paths"].items()
        for method in methods
        if (method, path) not in DESTROYING
    )
    return [*asked, *((MCP, tool) for tool in TOOLS)]


def cases(user: str) -> st.SearchStrategy[Case]:
    def worded(form: str, one: int, other: int, *, marks: bool) -> str:
        plan, second = PLANS[one], PLANS[other]
        text = form.format(
            place=plan.place,
            other=second.place,
            thing=plan.thing,
            body=plan.body,
            near=plan.place[:-1],
        )
        return text if marks else fold(text)

    at = st.integers(0, len(PLANS) - 1)
    # Without marks, so that what is told was not in the question.
    questions = st.builds(worded, st.sampled_from(QUESTIONS), at, at, marks=st.just(False))
    return st.builds(
        Case,
        document_id=st.sampled_from(("0", "1", "2", "3", "4", "5", "6", "7")),
        question=questions,
        top_k=st.sampled_from((1, 8, 50)),
        mode=st.sampled_from(("auto", "extractive", "generative")),
        narrowed=st.booleans(),
        user=st.just(user),
    )


def _sent(
    office: Office, operation: tuple[str, str], case: Case, ask: Ask, who: dict[str, str]
) -> Any:  # noqa: ANN401 - of the client's own httpx
    method, path = operation
    if method == MCP:
        called = {"name": path, "arguments": ask(case)}
        body = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": called}
        accepted = {"Accept": "application/json, text/event-stream"}
        assert office.tools is not None
        return office.tools.post(mcp.PATH, headers=who | accepted, json=body)
    address = re.sub(r"\{document_id\}", case.document_id, path)
    address = address.replace("{conversation_id}", f"c-{case.user}").replace("{number}", "1")
    address = re.sub(r"\{\w+\}", UNKNOWN, address)
    return office.client.request(method, address, headers=who, **ask(case))


def _telling(plan_ids: dict[str, Any], ids: set[str]) -> set[str]:
    words: set[str] = set()
    for key in ids:
        words |= {key, *plan_ids[key].words}
    return words


@settings(
    max_examples=CASES,
    deadline=None,
    derandomize=CASES <= 500,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.data())
def test_no_byte_of_a_foreign_document(
    office: Office, operations: list[tuple[str, str]], data: st.DataObject
) -> None:
    ids = sorted(office.ids)
    shown = data.draw(st.sampled_from(ids), "document")
    office.system.access.show([shown], data.draw(st.sets(st.sampled_from(GROUPS)), "shown to"))
    user = data.draw(st.sampled_from(NAMES), "who")
    groups = data.draw(st.sets(st.sampled_from(GROUPS)), "groups")
    edits = data.draw(st.booleans(), "edits")
    weighed = [each for each in operations for _ in range(TELLING if _tells(each) else 1)]
    operation = data.draw(st.sampled_from(weighed), "operation")
    case = data.draw(cases(user), "case")
    at = int(case.document_id)
    case = Case(ids[at] if at < len(ids) else UNKNOWN, *_rest(case))
    seen = {key for key in ids if office.system.access.access(key) & groups}
    if operation[0] in ("delete", "patch", "post") and case.document_id in seen and edits:
        edits = operation[1] not in ("/v1/documents/{document_id}", "/v1/documents")
    if operation == ("post", "/v1/documents"):
        edits = False
    who = caller(user, [*groups, *([EDITORS] if edits else [])])
    asks = _asks(operation)
    reply = _sent(office, operation, case, data.draw(st.sampled_from(asks), "asked"), who)
    assert reply.status_code < 500 or operation[1] == "/health/ready", reply.text
    foreign = _telling(office.ids, set(ids) - seen) - _telling(office.ids, seen)
    said = told(reply).replace(case.document_id, "")
    assert not [word for word in foreign if word in said], (operation, reply.status_code)
    if _is_of_one(operation) and case.document_id not in seen:
        unknown = Case(UNKNOWN, *_rest(case))
        other = _sent(office, operation, unknown, asks[0], who)
        assert reply.status_code == other.status_code
        assert said == told(other).replace(UNKNOWN, "").replace(
            other.headers.get("x-request-id", ""), reply.headers.get("x-request-id", "")
        )


def _tells(operation: tuple[str, str]) -> bool:
    """Return whether an operation can show anything of a document."""
    method, path = operation
    named = "conversation" in path or "document_id" in path
    return method == MCP or operation in REQUESTS or named


def _is_of_one(operation: tuple[str, str]) -> bool:
    return operation in ONE_DOCUMENT or "{document_id}" in operation[1]


def _asks(operation: tuple[str, str]) -> tuple[Ask, ...]:
    method, path = operation
    return (TOOLS[path],) if method == MCP else REQUESTS.get(operation, (_plain,))


def _rest(case: Case) -> tuple[Any, ...]:
    return (case.question, case.top_k, case.mode, case.narrowed, case.user)


def test_every_operation_is_asked_as_it_wants_to_be(
    office: Office, operations: list[tuple[str, str]]
) -> None:
    """One that no case gets past the door, or past its own checks, would prove nothing."""
    office.system.access.show(sorted(office.ids), ["mot"])
    first = next(key for key, plan in office.ids.items() if plan.source.endswith(".pdf"))
    plan = office.ids[first]
    case = Case(first, f"Ai ký kế hoạch của {plan.place}?", 3, "auto", False, "thu")
    who = caller("thu", ["mot", EDITORS, ADMINISTRATORS])
    office.client.post("/v1/ask", headers=who, **_asked(case))
    unasked = []
    for operation in operations:
        if operation[0] == "delete" or operation[1].startswith("/v1/admin/"):
            continue
        for ask in _asks(operation):
            reply = _sent(office, operation, case, ask, who)
            if reply.status_code in UNASKED or '"isError":true' in reply.text:
                unasked.append((operation, reply.status_code, reply.text))
    assert not unasked


@pytest.mark.parametrize(
    "operation",
    [
        ("get", "/v1/documents/{document_id}/text"),
        ("get", "/v1/documents/{document_id}"),
        ("post", "/v1/ask"),
        ("get", "/v1/facts"),
        (MCP, "ask"),
        (MCP, "read_section"),
        (MCP, "list_documents"),
    ],
    ids=" ".join,
)
def test_what_is_seen_is_found_in_what_is_told(office: Office, operation: tuple[str, str]) -> None:
    """Else looking for foreign words in a reply would prove nothing."""
    office.system.access.show(sorted(office.ids), ["mot"])
    key, plan = next((key, plan) for key, plan in office.ids.items() if plan is PLANS[1])
    case = Case(key, f"Ai ký kế hoạch của {fold(plan.place)}?", 3, "auto", False, "nam")
    reply = _sent(office, operation, case, _asks(operation)[0], caller("nam", ["mot"]))
    assert [word for word in plan.words if word in told(reply)]


@pytest.mark.parametrize("plan", PLANS[1:4], ids=lambda plan: fold(plan.place))
def test_a_conversation_forgets_what_is_seen_no_more(office: Office, plan: Plan) -> None:
    key = next(key for key, held in office.ids.items() if held is plan)
    others = sorted(office.ids.keys() - {key})
    office.system.access.show([key], ["mot"])
    office.system.access.show(others, ["hai"])
    who = caller("quen", ["mot"])
    conversation = f"quen-{PLANS.index(plan)}"

    def ask(question: str) -> Any:  # noqa: ANN401
        asked = {"question": fold(question), "conversation_id": conversation}
        return office.client.post("/v1/ask", headers=who, json=asked)

    first = ask(f"Ai ký kế hoạch của {plan.place}?")
    assert plan.signer in first.text
    answer = f"/v1/answers/{first.json()['id']}"
    office.client.put(f"{answer}/feedback", headers=who, json={"verdict": "right"})
    kept = (
        f"/v1/conversations/{conversation}",
        f"/v1/conversations/{conversation}/export?format=md",
        f"/v1/conversations/{conversation}/export?format=docx",
        f"{answer}/export?format=md",
        "/v1/feedback",
    )
    for path in kept:
        assert plan.signer in told(office.client.get(path, headers=who)), path
    office.system.access.show([key], ["hai"])
    replies = [office.client.get(path, headers=who) for path in kept]
    replies += [ask("Số văn bản của kế hoạch đó?"), ask("Còn chỉ tiêu thì sao?")]
    for reply in replies:
        assert reply.status_code == 200
        found = {key, *plan.words} & {word for word in {key, *plan.words} if word in told(reply)}
        assert not found, reply.request.url
