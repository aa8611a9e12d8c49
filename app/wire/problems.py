"""The service's state, and errors."""

from typing import Literal

from pydantic import BaseModel, Field


class HealthOut(BaseModel):
    """The service's state."""

    status: Literal["ok", "ready"] = Field(
        description="ok: the process runs; ready: it can answer."
    )


class FieldError(BaseModel):
    """What is wrong with one field."""

    field: str = Field(description="Which field, as filters.issued_from.")
    detail: str = Field(description="What is wrong, in Vietnamese.")


class Problem(BaseModel):
    """An error, by RFC 9457."""

    type: str = Field(description="URI of the kind of error.")
    title: str = Field(description="The kind of error, in Vietnamese.")
    status: int = Field(description="The HTTP status.")
    detail: str = Field(description="What happened, in Vietnamese, for a person.")
    code: str = Field(description="The kind of error, for a program.")
    errors: list[FieldError] | None = Field(
        default=None, description="Fields that are wrong (422)."
    )
    request_id: str | None = Field(default=None, description="Quote this to the operator (500).")
