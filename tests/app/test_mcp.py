"""The MCP server, through the SDK's own client: in process, over stdio and over HTTP."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
import uvicorn
from mcp import Client, StdioServerParameters
from mcp.types import CallToolResult, TextContent

from app import bootstrap, mcp
from app.access.control import Access, open_access
from app.access.rights import Role
from app.bootstrap import System
from app.settings import Settings
from index.ports import EVERYTHING, Embedder
from tests.apart import apart
from tests.app.api.offices import configured, fill
from tests.app.conftest import until

QUESTION = "Hòa Giang đặt tỷ lệ dân số nông thôn được sử dụng nước sạch đạt bao nhiêu phần trăm?"
ROOT = Path(__file__).parents[2]
Steps = Callable[[Client], Awaitable[Any]]


def talk(system: System, steps: Steps) -> Any:  # noqa: ANN401
    async def run() -> Any:  # noqa: ANN401
        async with Client(mcp.create(system)) as client:
            return await steps(client)

    return apart(anyio.run, run)


def call(system: System, tool: str, **arguments: object) -> CallToolResult:
    result = talk(system, lambda client: client.call_tool(tool, arguments))
    assert isinstance(result, CallToolResult)
    return result


def given(result: CallToolResult) -> dict[str, Any]:
    assert not result.is_error, result.content
    assert isinstance(result.structured_content, dict)
    return result.structured_content


def told(result: CallToolResult) -> str:
    assert result.is_error
    assert isinstance(result.content[0], TextContent)
    return result.content[0].text


def test_offers_tools_that_change_nothing(system: System) -> None:
    tools = talk(system, lambda client: client.list_tools()).tools
    assert [tool.name for tool in tools] == [
        "ask",
        "search",
        "list_documents",
        "read_section",
        "list_facts",
        "follow_references",
    ]
    for tool in tools:
        assert tool.description
        assert tool.annotations.read_only_hint
        assert tool.output_schema
        for about in tool.input_schema["properties"].values():
            assert about["description"]


def test_answers_with_citations_to_the_character(system: System) -> None:
    answer = given(call(system, "ask", question=QUESTION))
    assert answer["status"] == "answered"
    assert "72%" in answer["answer"]
    assert (answer["kind"], answer["reason"]) == ("fact", None)
    assert [claim["markers"] for claim in answer["claims"]] == [[1]]
    for citation in answer["citations"]:
        text = system.catalogue.text(citation["document_id"], EVERYTHING)
        assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_searches_and_lists(system: System) -> None:
    found = given(call(system, "search", query="nước sạch nông thôn", top_k=3))
    assert len(found["passages"]) == 3
    listed = given(call(system, "list_documents", limit=3))
    assert len(listed["documents"]) == 3
    rest = given(call(system, "list_documents", cursor=listed["next_cursor"]))
    assert len(rest["documents"]) == 1
    named = given(call(system, "list_documents", q="Sơn Khê"))
    assert len(named["documents"]) == 1


def test_lists_facts_and_follows_references(system: System) -> None:
    found = given(call(system, "list_facts", kind="reference", limit=2))
    assert len(found["facts"]) == 2
    first = found["facts"][0]
    text = system.catalogue.text(first["document_id"], EVERYTHING)
    assert text[first["start"] : first["end"]] == first["quote"]
    chain = given(call(system, "follow_references", document_id=first["document_id"]))
    assert chain["references"]


def test_narrows_to_documents(system: System) -> None:
    listed = given(call(system, "list_documents", q="Sơn Khê"))
    only = [listed["documents"][0]["id"]]
    found = given(call(system, "search", query="nước sạch", document_ids=only))
    assert {passage["document_id"] for passage in found["passages"]} == set(only)


def test_reads_a_section_word_for_word(system: System) -> None:
    document = next(system.catalogue.documents(EVERYTHING))
    whole = given(call(system, "read_section", document_id=document.id))
    path = next(path for path in whole["sections"] if path[0] == "II")
    section = given(call(system, "read_section", document_id=document.id, section_path=path))
    assert section["section_path"] == path
    assert document.text[section["start"] : section["end"]] == section["text"]
    assert section["title"] in section["text"]


def test_reads_a_long_document_in_parts(system: System) -> None:
    document = max(system.catalogue.documents(EVERYTHING), key=lambda d: len(d.text))
    text, offset = "", 0
    while offset is not None:
        part = given(call(system, "read_section", document_id=document.id, offset=offset))
        text, offset = text + part["text"], part["next_offset"]
    assert text == document.text


@pytest.mark.parametrize(
    ("tool", "arguments", "words"),
    [
        ("read_section", {"document_id": "khong-co"}, "Không"),
        ("ask", {"question": "   "}, "question"),
        ("ask", {"question": "a" * 2001}, "question"),
        ("search", {"query": "a", "top_k": 0}, "top_k"),
        ("list_documents", {"cursor": "rác"}, ""),
    ],
)
def test_tells_errors_plainly(
    system: System, tool: str, arguments: dict[str, object], words: str
) -> None:
    text = told(call(system, tool, **arguments))
    assert words in text
    assert "Traceback" not in text


def test_a_missing_section_is_told(system: System) -> None:
    document = next(system.catalogue.documents(EVERYTHING))
    result = call(system, "read_section", document_id=document.id, section_path=["XX", "9"])
    assert "XX › 9" in told(result)


def test_serves_over_stdio(loaded: Settings, model: Path, system: System) -> None:
    environment = {**os.environ, "HOIDAP_EMBEDDING_MODEL": str(model), "PYTHONPATH": str(ROOT)}
    arguments = ["-m", "app.cli.command", "mcp", "--data-dir", str(loaded.data_dir)]
    process = StdioServerParameters(command=sys.executable, args=arguments, env=environment)

    async def steps() -> CallToolResult:
        async with Client(process, read_timeout_seconds=60) as client:
            return await client.call_tool("ask", {"question": QUESTION})

    answer = given(apart(anyio.run, steps))
    assert answer == given(call(system, "ask", question=QUESTION))


@contextmanager
def listening(system: System, access: Access | None = None) -> Iterator[str]:
    config = uvicorn.Config(mcp.http(system, "127.0.0.1", access), port=0, log_config=None)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        until(lambda: server.started)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}{mcp.PATH}"
    finally:
        server.should_exit = True
        thread.join()


def test_serves_over_http(system: System) -> None:
    with listening(system) as url:

        async def steps() -> CallToolResult:
            async with Client(url) as client:
                return await client.call_tool("search", {"query": "nước sạch"})

        assert given(apart(anyio.run, steps))["passages"]
        page = {"Origin": "https://evil.example", "Accept": "application/json, text/event-stream"}
        body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
        assert httpx.post(url, json=body, headers=page).status_code == 403
        accepted = {"Accept": page["Accept"]}
        rebound = httpx.post(url, json=body, headers=accepted | {"Host": "evil.example"})
        assert rebound.status_code == 421
        large = json.dumps(body | {"params": "a" * (2 << 20)})
        json_type = accepted | {"Content-Type": "application/json"}
        assert httpx.post(url, content=large, headers=json_type).status_code == 413


def test_over_http_each_caller_sees_their_own(tmp_path: Path, embedder: Embedder) -> None:
    chosen = configured(tmp_path / "data")
    with (
        closing(open_access(chosen)) as access,
        closing(bootstrap.build(chosen, embedder=embedder)) as system,
    ):
        held = fill(system, tmp_path / "files")
        shown, *_ = held
        system.access.show([shown], ["mot"])
        access.accounts.add_group("mot")
        _, secret = access.tokens.add("trợ lý", Role.READER, ["mot"])
        asked = {"name": "list_documents", "arguments": {}}
        body = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": asked}
        accepted = {"Accept": "application/json, text/event-stream"}
        with listening(system, access) as url:
            nobody = httpx.post(url, json=body, headers=accepted)
            key = {"Authorization": f"Bearer {secret}"}
            told = httpx.post(url, json=body, headers=accepted | key)
    assert nobody.status_code == 401
    assert told.status_code == 200
    assert shown in told.text
    assert not [key for key in held if key != shown and key in told.text]


def test_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "mcp.py").write_text("raise ModuleNotFoundError('none', name='mcp')")
    environment = {**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}
    done = subprocess.run(
        [sys.executable, "-m", "app.cli.command", "mcp", "--data-dir", str(tmp_path / "data")],
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 1
    assert "hoidap[mcp]" in done.stderr
