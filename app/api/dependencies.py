"""What an endpoint may ask for, named like nouns.

They are coroutines: none of them waits, and so none waits for a thread either.
"""

from typing import Annotated, TypedDict, cast

from fastapi import Depends, Request

from app.api.metrics import Metrics
from app.api.running import Running
from app.bootstrap import System
from app.ingestion.jobs import Jobs
from app.settings import Settings
from index.ports import EVERYTHING, Scope


class State(TypedDict):
    """What the lifespan yields to every request."""

    running: Running


async def _running(request: Request) -> Running:
    return cast("Running", request.state.running)


RunningDep = Annotated[Running, Depends(_running)]


async def _system(running: RunningDep) -> System:
    return running.system


async def _jobs(running: RunningDep) -> Jobs:
    return running.jobs


async def _metrics(running: RunningDep) -> Metrics:
    return running.metrics


async def _settings(running: RunningDep) -> Settings:
    return running.settings


async def _scope() -> Scope:
    """Return which documents the asker may see: all, until access lists come."""
    return EVERYTHING


SystemDep = Annotated[System, Depends(_system)]
JobsDep = Annotated[Jobs, Depends(_jobs)]
MetricsDep = Annotated[Metrics, Depends(_metrics)]
SettingsDep = Annotated[Settings, Depends(_settings)]
ScopeDep = Annotated[Scope, Depends(_scope)]
