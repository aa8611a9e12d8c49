"""The parts of the API's description that types alone do not say."""

from typing import Any

from fastapi import FastAPI

from app.api import problems as problem_table
from app.api.schemas import Problem, TokenOut

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
ORIGINAL: Responses = {
    200: {
        "description": "The file.",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}
METRICS: Responses = {
    200: {"description": "Metrics.", "content": {"text/plain": {"schema": {"type": "string"}}}}
}


def problems(*statuses: int) -> Responses:
    """Return the description of these errors."""
    return {
        status: {
            "description": problem_table.HTTP.get(status, problem_table.HTTP[500])[1]
            if status in problem_table.HTTP
            else _TITLES[status],
            "content": {problem_table.MEDIA_TYPE: {"schema": _PROBLEM}},
        }
        for status in statuses
    }


_TITLES = {403: "Yêu cầu từ trang khác", 503: "Dịch vụ chưa sẵn sàng hoặc đang bận"}


def install(app: FastAPI) -> None:
    """Complete the description: schemas only referred to, and the errors any request may get."""
    generated = app.openapi

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = generated()
            shapes = schema["components"]["schemas"]
            for model in (Problem, TokenOut):
                own = model.model_json_schema(ref_template="#/components/schemas/{model}")
                shapes.update(own.pop("$defs", {}))
                shapes[model.__name__] = own
            for path in schema["paths"].values():
                for operation in path.values():
                    operation["responses"].update(
                        {str(status): shown for status, shown in problems(500).items()}
                    )
        return app.openapi_schema or schema

    app.openapi = described  # type: ignore[method-assign]
