"""What an endpoint may ask for, named like nouns."""

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


def _running(request: Request) -> Running:
    return cast("Running", request.state.running)


RunningDep = Annotated[Running, Depends(_running)]


def _system(running: RunningDep) -> System:
    return running.system


def _jobs(running: RunningDep) -> Jobs:
    return running.jobs


def _metrics(running: RunningDep) -> Metrics:
    return running.metrics


def _settings(running: RunningDep) -> Settings:
    return running.settings


def _scope() -> Scope:
    """Return which documents the asker may see: all, until access lists come."""
    return EVERYTHING


SystemDep = Annotated[System, Depends(_system)]
JobsDep = Annotated[Jobs, Depends(_jobs)]
MetricsDep = Annotated[Metrics, Depends(_metrics)]
SettingsDep = Annotated[Settings, Depends(_settings)]
ScopeDep = Annotated[Scope, Depends(_scope)]
