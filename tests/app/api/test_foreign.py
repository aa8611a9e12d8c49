"""No byte of a document reaches who may not see it, whatever is asked, by whatever endpoint.

``HOIDAP_CASES`` raises the number of random cases, as ``make access`` does.
"""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.ports import Embedder
from ingest.vietnamese.text import fold
from tests.app.api.offices import (
    ADMINISTRATORS,
    EDITORS,
    GROUPS,
    PLANS,
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
    ("post", "/v1/embeddings"): (lambda case: {"json": {"model": "m", "input": case.question}},),
    ("post", "/v1/documents"): (
        lambda case: {"files": {"files": ("a.txt", f"Kế hoạch {case.question}".encode())}},
    ),
    ("patch", "/v1/conversations/{conversation_id}"): (lambda _: {"json": {"title": "Tên"}},),
    ("put", "/v1/answers/{answer_id}/pin"): (lambda _: {"json": {"note": "Xem lại"}},),
    ("put", "/v1/answers/{answer_id}/feedback"): (lambda _: {"json": {"verdict": "wrong"}},),
}
"""What is sent where a request needs more than its address; of others nothing."""
TELLING = 4
"""Of a request that has more than an address, so many are sent for each of the others."""
DESTROYING = {("delete", "/v1/session"), ("put", "/v1/password"), ("post", "/v1/session")}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Office]:
    folder: Path = tmp_path_factory.mktemp("offices")
    with opened(configured(folder / "data"), embedder) as (client, system):
        yield Office(client, system, fill(system, folder / "files"))


@pytest.fixture(scope="module")
def operations(office: Office) -> list[tuple[str, str]]:
    schema = office.client.get("/openapi.json", headers=caller("an", [])).json()
    return sorted(
        (method, path)
        for path, methods in schema["paths"].items()
        for method in methods
        if (method, path) not in DESTROYING
    )


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
    asks = REQUESTS.get(operation, (_plain,))
    reply = _sent(office, operation, case, data.draw(st.sampled_from(asks), "asked"), who)
    assert reply.status_code < 500 or operation[1] == "/health/ready", reply.text
    foreign = _telling(office.ids, set(ids) - seen) - _telling(office.ids, seen)
    said = told(reply).replace(case.document_id, "")
    assert not [word for word in foreign if word in said], (operation, reply.status_code)
    if "{document_id}" in operation[1] and case.document_id not in seen:
        unknown = Case(UNKNOWN, *_rest(case))
        other = _sent(office, operation, unknown, asks[0], who)
        assert reply.status_code == other.status_code
        assert said == told(other).replace(UNKNOWN, "").replace(
            other.headers["x-request-id"], reply.headers["x-request-id"]
        )


def _tells(operation: tuple[str, str]) -> bool:
    """Return whether an operation can show anything of a document."""
    return operation in REQUESTS or "conversation" in operation[1] or "document_id" in operation[1]


def _rest(case: Case) -> tuple[Any, ...]:
    return (case.question, case.top_k, case.mode, case.narrowed, case.user)


def test_every_operation_is_asked_as_it_wants_to_be(
    office: Office, operations: list[tuple[str, str]]
) -> None:
    """One that no case gets past the door, or past its own checks, would prove nothing."""
    office.system.access.show(sorted(office.ids), ["mot"])
    first = sorted(office.ids)[0]
    plan = office.ids[first]
    case = Case(first, f"Ai ký kế hoạch của {plan.place}?", 3, "auto", False, "thu")
    who = caller("thu", ["mot", EDITORS, ADMINISTRATORS])
    office.client.post("/v1/ask", headers=who, **_asked(case))
    unasked = []
    for operation in operations:
        if operation[0] == "delete" or operation[1].startswith("/v1/admin/"):
            continue
        for ask in REQUESTS.get(operation, (_plain,)):
            status = _sent(office, operation, case, ask, who).status_code
            if status in (400, 401, 403, 405, 415, 422):
                unasked.append((operation, status))
    assert not unasked


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
