"""Health and metrics."""

from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.responses import Response

from app.api import openapi
from app.api.dependencies import MetricsDep, SystemDep
from app.wire.problems import HealthOut

router = APIRouter(tags=["operation"])


@router.get("/health/live", summary="Is the process alive")
async def live() -> HealthOut:
    """Answer as long as the process runs, however many requests are being worked on."""
    return HealthOut(status="ok")


@router.get("/health/ready", responses=openapi.problems(503), summary="Can it answer")
async def ready(system: SystemDep) -> HealthOut:  # noqa: ARG001 - depending on it is the check
    """Answer 200 once questions can be answered, 503 with the reason before that."""
    return HealthOut(status="ready")


@router.get(
    "/metrics", response_class=Response, responses=openapi.METRICS, summary="Prometheus metrics"
)
def metrics(metrics: MetricsDep) -> Response:
    """Return counters of requests and answers, latencies, and what is held."""
    return Response(metrics.render(), media_type=CONTENT_TYPE_LATEST)
