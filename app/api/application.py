"""The FastAPI application."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib.metadata import PackageNotFoundError, version

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI

from app import bootstrap
from app.access.control import open_access
from app.api import (
    administration,
    ask,
    compare,
    conversations,
    documents,
    embeddings,
    facts,
    health,
    openai,
    openapi,
    pages,
    problems,
    reviews,
    session,
    shared,
    tags,
    upkeep,
)
from app.api.dependencies import State
from app.api.gate import Gate
from app.api.lifetime import Build, Lifetime
from app.api.middleware import BodyLimit, Observation, SameOrigin, SecurityHeaders
from app.settings import Settings
from app.ui import page

_ROUTED = (
    ask,
    conversations,
    shared,
    compare,
    documents,
    tags,
    facts,
    pages,
    health,
    openai,
    embeddings,
    session,
    administration,
    reviews,
    upkeep,
)
"""The endpoints, in the order that OpenAPI shows them in."""


def create(
    settings: Settings,
    build: Build = bootstrap.build,
    on_failure: Callable[[str], None] | None = None,
    on_settled: Callable[[], None] | None = None,
) -> FastAPI:
    """Return the application; ``build`` runs in the background once it starts.

    ``on_failure`` is told, in Vietnamese, why the system could not be loaded; ``on_settled`` is
    called once all that is loaded at the start is there.
    """
    access = open_access(settings) if settings.access else None
    lifetime = Lifetime(settings, build, on_failure, access, on_settled)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[State]:
        current_default_thread_limiter().total_tokens = settings.request_threads
        lifetime.start()
        yield State(lifetime=lifetime)
        lifetime.stop()

    app = FastAPI(
        title="Hỏi đáp",
        summary="Answers questions about Vietnamese administrative plans, with citations.",
        version=_version(),
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
    )
    problems.install(app)
    openapi.install(app)
    for module in _ROUTED:
        app.include_router(module.router)
    page.mount(app, signs_in=access is not None, framed_by=settings.framing())
    app.add_middleware(
        BodyLimit,
        most=settings.max_request_bytes,
        upload_path=documents.UPLOAD_PATH,
        most_upload=settings.max_upload_bytes,
    )
    if access is not None:
        app.add_middleware(Gate, access=access)
    app.add_middleware(SameOrigin)
    app.add_middleware(Observation, metrics=lifetime.metrics)
    app.add_middleware(SecurityHeaders)
    return app


def _version() -> str:
    try:
        return version("hoidap")
    except PackageNotFoundError:  # run from the source folder without being installed
        return "0"
