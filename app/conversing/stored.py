"""The form in which replies are kept: JSON with a version; older versions are read too.

Version 1 had no number: it was the reply as HTTP gave it, the answer in Markdown.
"""

from typing import Any, Literal

from pydantic import BaseModel, TypeAdapter

from app.conversing.reply import Reply
from app.rendering import reading

VERSION: Literal[2] = 2


class _Kept(BaseModel):
    version: Literal[2] = VERSION
    reply: Reply


_ANYTHING: TypeAdapter[dict[str, Any]] = TypeAdapter(dict[str, Any])


def dump(reply: Reply) -> str:
    """Return a reply as it is kept."""
    return _Kept(reply=reply).model_dump_json()


def load(kept: str) -> Reply:
    """Return a reply that any version kept; raises ValueError for what none did."""
    held = _ANYTHING.validate_json(kept)
    if "version" not in held:
        held = {"version": VERSION, "reply": _from_first(held)}
    return _Kept.model_validate(held).reply


def _from_first(held: dict[str, Any]) -> dict[str, Any]:
    """Lift version 1: the words are read back once, what they claimed was not kept as data."""
    question = held.get("understood_as") or held.get("question", "")
    cited = [citation["document_id"] for citation in held.get("citations", [])]
    refused = held.get("status") == "not_found"
    return {
        **{name: value for name, value in held.items() if name != "answer"},
        "kind": "fact",
        "reason": "not_found" if refused else None,
        "understood": {"question": question, "kind": "fact", "asked": "anything"},
        "coverage": {"stated": list(dict.fromkeys(cited))},
        "claims": [],
        "shown": reading.read(held.get("answer", "")),
    }
