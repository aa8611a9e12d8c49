"""The parts of the API's description that types alone do not say."""

import copy
from typing import Any

from fastapi import FastAPI

from app.access import policy
from app.access.control import COOKIE
from app.api import problems as problem_table
from app.wire.answers import TokenOut
from app.wire.problems import Problem

Responses = dict[int | str, dict[str, Any]]

_PROBLEM = {"$ref": "#/components/schemas/Problem"}


def _event(name: str, shape: str) -> dict[str, Any]:
    """Return the description of an event whose data is JSON of that shape."""
    content = {"$ref": f"#/components/schemas/{shape}"}
    data = {"type": "string", "contentMediaType": "application/json", "contentSchema": content}
    return {
        "type": "object",
        "required": ["event", "data"],
        "properties": {"event": {"const": name}, "data": data},
    }


STREAM: Responses = {
    200: {
        "description": "The answer; with `stream: true` as events.",
        "content": {
            "text/event-stream": {
                # Before OpenAPI 3.2 the schema of a stream describes each of its events.
                "schema": {
                    "description": (
                        "One event. They come in this order: one `passages`, any number of "
                        "`token`, one `answer`. An error after the start is an event `error`."
                    ),
                    "oneOf": [
                        _event("passages", "PassagesOut"),
                        _event("token", "TokenOut"),
                        _event("answer", "AnswerOut"),
                        _event("error", "Problem"),
                    ],
                }
            }
        },
    }
}
CHUNKS: Responses = {
    200: {
        "description": "The completion; with `stream: true` as events.",
        "content": {
            "text/event-stream": {
                "schema": {
                    "type": "object",
                    "required": ["data"],
                    "properties": {"data": {"type": "string"}},
                    "description": (
                        "One event, without a name: each a `chat.completion.chunk`; the one with a "
                        "`finish_reason` also holds `citations`; then `[DONE]`."
                    ),
                }
            }
        },
    }
}
ACCEPTED: Responses = {
    202: {
        "description": "Accepted; ask after the job at the address in `Location`.",
        "headers": {"Location": {"description": "The job.", "schema": {"type": "string"}}},
    }
}
PROGRESS: Responses = {
    200: {
        "description": "The job; while it is not finished with `Retry-After`.",
        "headers": {
            "Retry-After": {
                "description": "Seconds after which to ask again; absent once it is finished.",
                "schema": {"type": "integer"},
            }
        },
    }
}
ORIGINAL: Responses = {
    200: {
        "description": "The file, under its own media type (the document's `media_type`).",
        "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}},
    }
}
PAGE: Responses = {
    200: {"description": "The page.", "content": {"text/html": {"schema": {"type": "string"}}}}
}
_ITSELF: dict[str, Any] = {
    "get": {
        "tags": ["operation"],
        "summary": "This description",
        "description": "Return the description of everything that can be asked here.",
        "operationId": "describe_openapi_json_get",
        "responses": {
            "200": {
                "description": "The description, as OpenAPI 3.1.",
                "content": {"application/json": {"schema": {"type": "object"}}},
            }
        },
    }
}
METRICS: Responses = {
    200: {"description": "Metrics.", "content": {"text/plain": {"schema": {"type": "string"}}}}
}


_TITLES = {status: title for status, (_, title, _) in problem_table.HTTP.items()} | {
    401: "Chưa đăng nhập",
    403: "Không có quyền, hoặc yêu cầu từ trang khác",
    409: "Không thực hiện được lúc này",
    429: "Quá nhiều yêu cầu; hỏi lại sau số giây ở Retry-After",
    503: "Dịch vụ chưa sẵn sàng hoặc đang bận",
}


_SCHEMES = {
    "token": {"type": "http", "scheme": "bearer", "description": "A program's key."},
    "session": {"type": "apiKey", "in": "cookie", "name": COOKIE},
}
"""How a caller shows who they are, where that is asked."""


_BODY = (400, 413, 415, 422)
"""What any body may be refused with, before its endpoint hears of it."""


def problems(*statuses: int) -> Responses:
    """Return the description of these errors."""
    content = {problem_table.MEDIA_TYPE: {"schema": _PROBLEM}}
    return {status: {"description": _TITLES[status], "content": content} for status in statuses}


def install(app: FastAPI) -> None:
    """Complete the description: schemas only referred to, and the error any request may get."""
    generated = app.openapi

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            _complete(generated())  # FastAPI keeps what it returns
        return generated()

    app.openapi = described  # type: ignore[method-assign]


def _complete(schema: dict[str, Any]) -> None:
    shapes = schema["components"]["schemas"]
    for model in (Problem, TokenOut):
        shape = model.model_json_schema(ref_template="#/components/schemas/{model}")
        shapes.update(shape.pop("$defs", {}))
        shapes[model.__name__] = shape
    schema["components"]["securitySchemes"] = _SCHEMES
    schema["paths"].setdefault("/openapi.json", copy.deepcopy(_ITSELF))
    schema["security"] = [{}, *({name: []} for name in _SCHEMES)]
    for path, operations in schema["paths"].items():
        may = (500,) if policy.is_open("GET", path) else (401, 403, 429, 500)
        for operation in operations.values():
            sent = _BODY if "requestBody" in operation else ()
            for status, shown in problems(*may, *sent).items():
                operation["responses"].setdefault(str(status), shown)
