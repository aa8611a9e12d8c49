"""The parts of the API's description that types alone do not say."""

from typing import Any

from fastapi import FastAPI

from app.access import policy
from app.access.control import COOKIE
from app.api import problems as problem_table
from app.wire.answers import TokenOut
from app.wire.problems import Problem

Responses = dict[int | str, dict[str, Any]]

_PROBLEM = {"$ref": "#/components/schemas/Problem"}

STREAM: Responses = {
    200: {
        "description": "The answer; with `stream: true` as events.",
        "content": {
            "text/event-stream": {
                "schema": {
                    "type": "string",
                    "description": (
                        "Events in this order: one `passages` (data: PassagesOut), any number of "
                        "`token` (data: TokenOut), one `answer` (data: AnswerOut). An error after "
                        "the start is an event `error` (data: Problem)."
                    ),
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
                    "type": "string",
                    "description": (
                        "Events without a name, each a `chat.completion.chunk`; the one with a "
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
        "description": "The file.",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
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
    schema["security"] = [{}, *({name: []} for name in _SCHEMES)]
    for path, operations in schema["paths"].items():
        may = (500,) if policy.is_open("GET", path) else (401, 403, 429, 500)
        for operation in operations.values():
            for status, shown in problems(*may).items():
                operation["responses"].setdefault(str(status), shown)
