"""What an endpoint may ask for, named like nouns.

They are coroutines: none of them waits, and so none waits for a thread either.
"""

from typing import Annotated, TypedDict, cast

from anyio import to_thread
from fastapi import Depends, Request
from pydantic import BeforeValidator

from app.access.caller import LOCAL, Caller
from app.access.control import Access
from app.access.rights import Right
from app.api.gate import Noted
from app.api.lifetime import Lifetime
from app.api.metrics import Metrics
from app.bootstrap import System
from app.errors import AccessOff, NotSignedIn
from app.ingestion.queue import JobQueue
from app.settings import Settings
from index.ports import EVERYTHING, Scope


def blank_is(default: object) -> BeforeValidator:
    """Return what takes a blank parameter for ``default``: it was not given."""
    return BeforeValidator(
        lambda value: default if isinstance(value, str) and not value.strip() else value
    )


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


async def _access(lifetime: LifetimeDep) -> Access:
    if lifetime.access is None:
        raise AccessOff("Dịch vụ chưa bật phân quyền (HOIDAP_ACCESS).")
    return lifetime.access


async def _caller(request: Request, lifetime: LifetimeDep) -> Caller:
    """Return who asks, as the gate found out."""
    if lifetime.access is None:
        return LOCAL
    caller = request.scope.get("caller")
    if caller is None:
        raise NotSignedIn("Hãy đăng nhập.")
    return cast("Caller", caller)


CallerDep = Annotated[Caller, Depends(_caller)]


async def _scope(caller: CallerDep, lifetime: LifetimeDep) -> Scope:
    """Return which documents the asker may see."""
    if caller.may(Right.ADMINISTER):
        return EVERYTHING
    return await to_thread.run_sync(caller.sees, lifetime.system.access)


async def _own_scope(caller: CallerDep, lifetime: LifetimeDep) -> Scope:
    """Return which documents the asker may change."""
    if caller.may(Right.ADMINISTER):
        return EVERYTHING
    return await to_thread.run_sync(caller.edits, lifetime.system.access)


async def _noted(request: Request) -> Noted:
    """Return what the audit trail will say of the request beside what every entry says."""
    return cast("Noted", request.scope.setdefault("noted", Noted()))


SystemDep = Annotated[System, Depends(_system)]
JobsDep = Annotated[JobQueue, Depends(_jobs)]
MetricsDep = Annotated[Metrics, Depends(_metrics)]
SettingsDep = Annotated[Settings, Depends(_settings)]
AccessDep = Annotated[Access, Depends(_access)]
ScopeDep = Annotated[Scope, Depends(_scope)]
OwnScopeDep = Annotated[Scope, Depends(_own_scope)]
NotedDep = Annotated[Noted, Depends(_noted)]
