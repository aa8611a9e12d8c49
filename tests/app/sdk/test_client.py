import csv
from collections.abc import AsyncIterator, Iterator
from datetime import date
from io import StringIO
from pathlib import Path

import anyio
import httpx
import pytest

from app.answering.answer import Mode
from app.bootstrap import System
from app.sdk.client import AsyncClient, Client, Event, FactsAsked, RequestFailed
from app.settings import Settings
from app.wire.answers import AnswerOut, PassagesOut, TokenOut
from app.wire.facts import FactsFormat
from app.wire.requests import FiltersIn
from index.ports import EVERYTHING, Embedder
from ingest.facts.model import FactKind
from tests.apart import apart
from tests.app.api.test_leaving import listening

QUESTION = "Hòa Giang đặt tỷ lệ dân số nông thôn được sử dụng nước sạch đạt bao nhiêu phần trăm?"
PLAN = "KẾ HOẠCH\nTrồng rừng phòng hộ\nI. MỤC TIÊU\n1. Đến năm 2030 trồng 1.250 ha rừng phòng hộ.\n"


@pytest.fixture(scope="module")
def address(loaded: Settings, embedder: Embedder) -> Iterator[str]:
    with listening(loaded, embedder) as address:
        yield address


@pytest.fixture
def hoidap(address: str) -> Iterator[Client]:
    with Client(address) as hoidap:
        yield hoidap


def test_asks(hoidap: Client, system: System) -> None:
    answer = hoidap.ask(QUESTION, top_k=3, mode=Mode.EXTRACTIVE)
    assert "72%" in answer.answer
    assert len(answer.passages) == 3
    citation = answer.citations[0]
    text = system.catalogue.text(citation.document_id, EVERYTHING)
    assert text[citation.start : citation.end] == citation.quote


def test_streams_what_it_would_answer(hoidap: Client) -> None:
    first, *tokens, last = hoidap.stream(QUESTION)
    assert isinstance(first, PassagesOut)
    assert isinstance(last, AnswerOut)
    said = [token.text for token in tokens if isinstance(token, TokenOut)]
    assert "".join(said) == last.answer == hoidap.ask(QUESTION).answer


def test_searches_and_narrows(hoidap: Client) -> None:
    (only,) = hoidap.documents("Sơn Khê")
    found = hoidap.search("nước sạch", document_ids=[only.id])
    assert {passage.document_id for passage in found} == {only.id}
    none = FiltersIn(place="Sơn Khê", issued_to=date(1999, 1, 1))
    assert hoidap.search("nước sạch", filters=none) == []
    assert hoidap.ask(QUESTION, filters=none).status == "not_found"


def test_reads_documents(hoidap: Client) -> None:
    documents = list(hoidap.documents())
    assert len(documents) == 4
    detail = hoidap.document(documents[0].id)
    assert detail.outline
    assert hoidap.text(detail.id)[detail.outline[0].start :]
    assert hoidap.original(detail.id)


def test_lists_facts(hoidap: Client) -> None:
    asked = FactsAsked(kind=FactKind.REFERENCE)
    facts = list(hoidap.facts(asked))
    assert {fact.kind for fact in facts} == {"reference"}
    table = hoidap.facts_file(FactsFormat.CSV, asked).decode("utf-8-sig")
    assert len(list(csv.reader(StringIO(table, newline="")))) == 1 + len(facts)
    links = hoidap.references(facts[0].document_id)
    assert {link.document_id for link in links if link.depth == 1} == {facts[0].document_id}


def test_takes_in_waits_and_deletes(empty: Settings, embedder: Embedder, tmp_path: Path) -> None:
    path = tmp_path / "trồng rừng.txt"
    path.write_text(PLAN, encoding="utf-8")
    with listening(empty, embedder) as address, Client(address) as hoidap:
        take_in_and_delete(hoidap, path)


def take_in_and_delete(hoidap: Client, path: Path) -> None:
    job = hoidap.wait(hoidap.upload(path), 30)
    assert (job.state, job.files[0].state, job.files[0].source) == ("done", "added", path.name)
    document_id = job.files[0].document_id
    assert document_id is not None
    assert "1.250" in hoidap.search("trồng bao nhiêu ha rừng phòng hộ")[0].text
    assert hoidap.correct(document_id, {"number": "7/KH-UBND"}).number == "7/KH-UBND"
    assert hoidap.reread(document_id).state == "unchanged"
    assert hoidap.document(document_id).corrections[0].value == "7/KH-UBND"
    hoidap.delete(document_id)
    assert list(hoidap.documents()) == []
    with pytest.raises(RequestFailed) as caught:
        hoidap.document(document_id)
    assert (caught.value.status, caught.value.code) == (404, "document_not_found")


def test_a_refusal_is_told_as_the_service_tells_it(hoidap: Client) -> None:
    with pytest.raises(RequestFailed, match="question") as caught:
        hoidap.ask("  ")
    assert (caught.value.status, caught.value.code) == (422, "invalid_request")
    with pytest.raises(RequestFailed) as caught:
        list(hoidap.stream(""))
    assert caught.value.status == 422


def test_an_id_cannot_lead_to_another_address(hoidap: Client) -> None:
    for odd in ("../health/live", "a/text", "?q=1", "%2e%2e"):
        with pytest.raises(RequestFailed) as caught:
            hoidap.document(odd)
        assert caught.value.status == 404


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (httpx.Response(200, text="<html>proxy</html>"), "unexpected_reply"),
        (httpx.Response(502, text="<html>proxy</html>"), "unexpected_reply"),
        (httpx.Response(200, json={"answer": 5}), "unexpected_reply"),
    ],
)
def test_takes_no_other_servers_reply_for_an_answer(reply: httpx.Response, code: str) -> None:
    transport = httpx.MockTransport(lambda _: reply)
    with (
        Client("", http=httpx.Client(transport=transport, base_url="http://x")) as hoidap,
        pytest.raises(RequestFailed) as caught,
    ):
        hoidap.ask("Ai ký?")
    assert caught.value.code == code


def test_nobody_listens() -> None:
    with Client("http://127.0.0.1:9") as hoidap, pytest.raises(RequestFailed) as caught:
        hoidap.ask("Ai ký?")
    assert caught.value.code == "unreachable"


def test_the_async_client_does_the_same(address: str, hoidap: Client) -> None:
    async def collected(events: AsyncIterator[Event]) -> list[Event]:
        return [event async for event in events]

    async def steps() -> None:
        async with AsyncClient(address) as other:
            answer = await other.ask(QUESTION)
            assert answer.answer == hoidap.ask(QUESTION).answer
            events = await collected(other.stream(QUESTION))
            assert isinstance(events[-1], AnswerOut)
            assert events[-1].answer == answer.answer
            assert await other.search("nước sạch") == hoidap.search("nước sạch")
            found = [document.id async for document in other.documents()]
            assert found == [document.id for document in hoidap.documents()]
            assert await other.document(found[0]) == hoidap.document(found[0])
            assert await other.text(found[0]) == hoidap.text(found[0])
            assert await other.original(found[0]) == hoidap.original(found[0])
            with pytest.raises(RequestFailed):
                await other.ask("")
            with pytest.raises(RequestFailed):
                await collected(other.stream(""))

    apart(anyio.run, steps)


def test_the_async_client_takes_in_waits_and_deletes(
    empty: Settings, embedder: Embedder, tmp_path: Path
) -> None:
    path = tmp_path / "trong-rung.txt"
    path.write_text(PLAN, encoding="utf-8")

    async def steps(address: str) -> None:
        async with AsyncClient(address) as hoidap:
            job = await hoidap.wait(await hoidap.upload(path), 30)
            document_id = job.files[0].document_id
            assert document_id is not None
            assert (await hoidap.correct(document_id, {"number": "7/KH-UBND"})).corrections
            assert (await hoidap.reread(document_id)).document_id == document_id
            assert [fact async for fact in hoidap.facts(FactsAsked(document_id=document_id))]
            assert await hoidap.facts_file(FactsFormat.ICS)
            assert await hoidap.references(document_id) == []
            await hoidap.delete(document_id)
            assert [document async for document in hoidap.documents()] == []

    with listening(empty, embedder) as address:
        apart(anyio.run, steps, address)


@pytest.mark.parametrize("name", ["answer", "error"])
def test_takes_no_rubbish_in_a_stream_for_an_answer(name: str) -> None:
    reply = httpx.Response(200, text=f"event: {name}\ndata: <html>proxy</html>\n\n")
    transport = httpx.MockTransport(lambda _: reply)
    with (
        Client("", http=httpx.Client(transport=transport, base_url="http://x")) as hoidap,
        pytest.raises(RequestFailed) as caught,
    ):
        list(hoidap.stream("Ai ký?"))
    assert caught.value.code == "unexpected_reply"


def test_shows_its_key_where_it_has_one() -> None:
    with Client("http://localhost", token="hd_a") as hoidap:
        assert hoidap._http.headers["authorization"] == "Bearer hd_a"
    with Client("http://localhost") as hoidap:
        assert "authorization" not in hoidap._http.headers
