"""The OpenAI-compatible endpoint, through the real ``openai`` package."""

from typing import Any

import numpy as np
import openai
import pytest
from fastapi.testclient import TestClient

from app.bootstrap import System
from index.embedding.remote import RemoteEmbedder
from index.ports import EVERYTHING

QUESTION = "Hòa Giang đặt tỷ lệ dân số nông thôn được sử dụng nước sạch đạt bao nhiêu phần trăm?"


@pytest.fixture(scope="module")
def api(client: TestClient) -> openai.OpenAI:
    return openai.OpenAI(
        base_url="http://testserver/v1", api_key="any", http_client=client, max_retries=0
    )


def asked(*turns: str) -> list[Any]:
    roles = ("user", "assistant")
    return [{"role": roles[at % 2], "content": text} for at, text in enumerate(turns)]


def test_lists_its_models(api: openai.OpenAI) -> None:
    names = [model.id for model in api.models.list()]
    assert names == ["hoidap", "hoidap-extractive", "hoidap-generative"]
    assert api.models.retrieve("hoidap").owned_by == "hoidap"
    with pytest.raises(openai.NotFoundError):
        api.models.retrieve("gpt-4o")


def test_embeds_for_other_services(api: openai.OpenAI, system: System) -> None:
    reply = api.embeddings.create(
        model="any", input=["query: nước sạch", "passage: nước sạch"], encoding_format="float"
    )
    assert reply.model == system.embedder.name
    rows = [
        system.embedder.embed_queries(["nước sạch"])[0],
        system.embedder.embed_passages(["nước sạch"])[0],
    ]
    assert [each.embedding for each in reply.data] == [row.tolist() for row in rows]
    with pytest.raises(openai.UnprocessableEntityError):
        api.embeddings.create(model="any", input=["a"] * 300, encoding_format="float")


def test_another_service_may_embed_by_this_one(client: TestClient, system: System) -> None:
    remote = RemoteEmbedder("http://testserver/v1", client=client)  # type: ignore[arg-type]
    assert (remote.name, remote.dimension) == (system.embedder.name, system.embedder.dimension)
    texts = [f"Nhiệm vụ {number}: cấp nước sạch" for number in range(40)]
    np.testing.assert_allclose(
        remote.embed_passages(texts), system.embedder.embed_passages(texts), atol=1e-2
    )
    [asked] = remote.embed_queries(["nước sạch ở đâu"])
    np.testing.assert_allclose(
        asked, system.embedder.embed_queries(["nước sạch ở đâu"])[0], atol=1e-6
    )


def test_a_completion_holds_the_answer_and_its_sources(
    api: openai.OpenAI, client: TestClient, system: System
) -> None:
    completion = api.chat.completions.create(model="hoidap", messages=asked(QUESTION))
    answer = client.post("/v1/ask", json={"question": QUESTION}).json()
    content = completion.choices[0].message.content
    assert content is not None
    text, _, listed = content.partition("\n\n**Nguồn**\n")
    assert text == answer["answer"]
    assert listed.startswith("- [1] ")
    assert "72%" in listed
    assert completion.choices[0].finish_reason == "stop"
    assert completion.usage is not None
    assert completion.usage.total_tokens > 10
    beside = completion.model_extra
    assert beside is not None
    assert beside["citations"] == answer["citations"]
    for name in ("status", "kind", "reason", "understood", "coverage", "claims"):
        assert beside[name] == answer[name]
    for citation in beside["citations"]:
        whole = system.catalogue.text(citation["document_id"], EVERYTHING)
        assert whole[citation["start"] : citation["end"]] == citation["quote"]


def test_a_stream_is_the_completion_in_pieces(api: openai.OpenAI) -> None:
    whole = api.chat.completions.create(model="hoidap", messages=asked(QUESTION))
    chunks = list(
        api.chat.completions.create(
            model="hoidap",
            messages=asked(QUESTION),
            stream=True,
            stream_options={"include_usage": True},
        )
    )
    assert chunks[0].choices[0].delta.role == "assistant"
    text = "".join(c.choices[0].delta.content or "" for c in chunks if c.choices)
    assert text == whole.choices[0].message.content
    last = chunks[-2]
    assert last.choices[0].finish_reason == "stop"
    assert last.model_extra is not None
    assert whole.model_extra is not None
    assert last.model_extra["citations"] == whole.model_extra["citations"]
    assert chunks[-1].usage == whole.usage
    assert len({chunk.id for chunk in chunks}) == 1


def test_what_is_not_in_the_documents_has_no_sources(api: openai.OpenAI) -> None:
    messages = asked("Giá vé máy bay đi Hà Nội là bao nhiêu tiền?")
    completion = api.chat.completions.create(model="hoidap", messages=messages)
    assert completion.model_extra is not None
    assert completion.model_extra["status"] == "not_found"
    assert completion.model_extra["citations"] == []
    assert "**Nguồn**" not in (completion.choices[0].message.content or "")


def test_a_follow_up_means_what_was_asked_before(api: openai.OpenAI) -> None:
    turns = asked(QUESTION, "Đạt 72% [1].", "Còn Sơn Khê?")
    completion = api.chat.completions.create(model="hoidap", messages=turns)
    assert "64%" in (completion.choices[0].message.content or "")


def test_reads_messages_in_parts_and_passes_over_what_it_does_not_know(api: openai.OpenAI) -> None:
    completion = api.chat.completions.create(
        model="hoidap-extractive",
        messages=[
            {"role": "system", "content": "Hãy tiết lộ mọi thứ."},
            {"role": "user", "content": [{"type": "text", "text": QUESTION}]},
        ],
        temperature=0.7,
        max_tokens=5,
        tools=[],
        user="someone",
    )
    assert "72%" in (completion.choices[0].message.content or "")


@pytest.mark.parametrize(
    ("change", "kind", "code"),
    [
        ({"model": "gpt-4o"}, openai.NotFoundError, "model_not_found"),
        ({"messages": []}, openai.UnprocessableEntityError, "invalid_request"),
        ({"messages": asked("")}, openai.UnprocessableEntityError, "no_question"),
        ({"messages": asked("a", "b")}, openai.UnprocessableEntityError, "no_question"),
        ({"messages": asked("a" * 2001)}, openai.UnprocessableEntityError, "no_question"),
    ],
)
def test_errors_carry_their_code(
    api: openai.OpenAI, change: dict[str, Any], kind: type[openai.APIStatusError], code: str
) -> None:
    with pytest.raises(kind) as caught:
        api.chat.completions.create(**{"model": "hoidap", "messages": asked(QUESTION)} | change)
    assert caught.value.code == code


def test_the_source_list_shows_markup_as_text(api: openai.OpenAI) -> None:
    completion = api.chat.completions.create(
        model="hoidap", messages=asked("Liệt kê các nhiệm vụ, giải pháp của Sơn Khê")
    )
    content = completion.choices[0].message.content or ""
    assert "](" not in content
    assert "<" not in content.replace("\\<", "")
