"""For administrators: uploads of all, how much room is taken, how much is asked."""

from datetime import UTC, date, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from app.api import openapi
from app.api.dependencies import JobsDep, LifetimeDep, SettingsDep, SystemDep
from app.conversing.usage import Usage
from app.operations import occupancy
from app.wire import views
from app.wire.documents import JobsOut

router = APIRouter(prefix="/v1/admin", tags=["administration"])


class PartOut(BaseModel):
    """A part of what is kept."""

    name: occupancy.Part = Field(
        description="What it is; derived: made again from the documents where it is lost."
    )
    bytes: int = Field(description="How much room it takes.")


class StorageOut(BaseModel):
    """What is kept, and how much room it takes."""

    documents: int = Field(description="Documents held.")
    passages: int = Field(description="Passages indexed.")
    conversations: int = Field(description="Conversations kept.")
    damaged: int = Field(description="Rows found damaged at the last daily look.")
    database: bool = Field(description="Whether a database elsewhere holds the documents.")
    parts: list[PartOut] = Field(description="Of the data folder.")
    free_bytes: int = Field(description="Room left beside the data folder.")


class DayOut(BaseModel):
    """What was asked on a day."""

    day: date = Field(description="The day (UTC).")
    questions: int = Field(description="Questions asked.")
    refused: int = Field(description="Of these, how many the documents do not answer.")
    askers: int = Field(description="By how many people, browsers or programs.")


class UsageOut(BaseModel):
    """How much is asked, as far as conversations are kept."""

    days: list[DayOut] = Field(description="Days with questions, the latest first.")
    right: int = Field(description="Answers judged right in this time.")
    wrong: int = Field(description="Answers judged wrong.")


@router.get("/jobs", responses=openapi.problems(422, 503), summary="Uploads of all")
def list_all_jobs(
    jobs: JobsDep,
    limit: Annotated[int, Query(ge=1, le=500, description="Most uploads to return.")] = 50,
) -> JobsOut:
    """Return the uploads of all callers, the newest first."""
    return JobsOut(jobs=[views.job(job) for job in jobs.recent(None, limit)])


@router.get("/storage", responses=openapi.problems(503), summary="How much room is taken")
def show_storage(system: SystemDep, settings: SettingsDep, lifetime: LifetimeDep) -> StorageOut:
    """Return what is kept and the room that it takes in the data folder."""
    held = lifetime.holdings()
    sizes = occupancy.occupied(settings.data_dir)
    return StorageOut(
        documents=held.documents,
        passages=held.passages,
        conversations=system.conversations.count(),
        damaged=held.damaged,
        database=settings.database_url is not None,
        parts=[PartOut(name=name, bytes=size) for name, size in sizes.items()],
        free_bytes=occupancy.free(settings.data_dir),
    )


@router.get("/usage", responses=openapi.problems(422, 503), summary="How much is asked")
def show_usage(
    system: SystemDep,
    days: Annotated[int, Query(ge=1, le=3650, description="So many days back.")] = 30,
) -> UsageOut:
    """Return how many questions were asked each day, without the questions or who asked."""
    since = datetime.now(UTC) - timedelta(days=days)
    usage = Usage(system.conversations)
    judged = usage.verdicts(since)
    return UsageOut(
        days=[DayOut.model_validate(day, from_attributes=True) for day in usage.days(since)],
        right=judged.right,
        wrong=judged.wrong,
    )
