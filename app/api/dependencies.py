"""What an endpoint may ask for, named like nouns.

They are coroutines: none of them waits, and so none waits for a thread either.
"""

from typing import Annotated, TypedDict, cast

from fastapi import Depends, Request

from app.api.lifetime import Lifetime
from app.api.metrics import Metrics
from app.bootstrap import System
from app.ingestion.queue import JobQueue
from app.settings import Settings
from index.ports import EVERYTHING, Scope


class State(TypedDict):
    """What the lifespan yields to every request."""

    lifetime: Lifetime


async def _lifetime(request: Request) -> Lifetime:
    return cast("Lifetime", request.state.lifetime)


LifetimeDep = Annotated[Lifetime, Depends(_lifetime)]


async def _system(lifetime: LifetimeDep) -> System:
    return lifetime.system


async def _jobs(lifetime: LifetimeDep) -> JobQueue:
    return lifetime.jobs


async def _metrics(lifetime: LifetimeDep) -> Metrics:
    return lifetime.metrics


async def _settings(lifetime: LifetimeDep) -> Settings:
    return lifetime.settings


async def _scope() -> Scope:
    """Return which documents the asker may see: all, until access lists come."""
    return EVERYTHING


SystemDep = Annotated[System, Depends(_system)]
JobsDep = Annotated[JobQueue, Depends(_jobs)]
MetricsDep = Annotated[Metrics, Depends(_metrics)]
SettingsDep = Annotated[Settings, Depends(_settings)]
ScopeDep = Annotated[Scope, Depends(_scope)]
