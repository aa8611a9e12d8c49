"""Prometheus metrics; one registry an application, so that several can run in one process."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from app.wire.answers import AnswerOut, Event, GenerationOut

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the service holds at one moment."""

    ready: bool
    documents: int
    passages: int
    jobs: dict[str, int]
    damaged: int
    """Rows of the catalogue that were found damaged at the last look; at most a few are counted."""


class Metrics:
    """What the service counts."""

    def __init__(self, holdings: Callable[[], Holdings]) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "hoidap_requests",
            "HTTP requests by route template.",
            ("method", "route", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "hoidap_request_seconds",
            "Time to answer an HTTP request.",
            ("method", "route"),
            buckets=SECONDS,
            registry=self._registry,
        )
        self._answers = Counter(
            "hoidap_answers",
            "Answers by status and mode.",
            ("status", "mode"),
            registry=self._registry,
        )
        self._tokens = Counter(
            "hoidap_llm_tokens",
            "Tokens of the language model, as its server counts them.",
            ("kind",),
            registry=self._registry,
        )
        self._calls = Counter(
            "hoidap_llm_calls", "Requests to the language model.", registry=self._registry
        )
        self._statements = Counter(
            "hoidap_llm_statements",
            "Statements of the language model by what became of them.",
            ("fate",),
            registry=self._registry,
        )
        self._cost = Counter(
            "hoidap_llm_cost",
            "What the language model cost, in the unit of the prices set.",
            registry=self._registry,
        )
        self._registry.register(_HoldingsCollector(holdings))

    def requested(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one finished request."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(method, route).observe(seconds)

    def answered(self, answer: AnswerOut) -> None:
        """Count one answer."""
        self._answers.labels(answer.status.value, answer.mode.value).inc()
        if answer.generation is not None:
            self._generated(answer.generation)

    def _generated(self, made: GenerationOut) -> None:
        self._calls.inc(made.calls)
        self._tokens.labels("prompt").inc(made.prompt_tokens)
        self._tokens.labels("completion").inc(made.completion_tokens)
        self._cost.inc(made.cost)
        for fate in ("kept", "corrected", "replaced", "cut"):
            self._statements.labels(fate).inc(getattr(made, fate))

    def counted(self, events: Iterable[Event]) -> Iterator[Event]:
        """Yield the events of an answer, counting it once it is whole."""
        for event in events:
            if isinstance(event, AnswerOut):
                self.answered(event)
            yield event

    def render(self) -> bytes:
        """Return all metrics in Prometheus's text format."""
        return generate_latest(self._registry)


class _HoldingsCollector(Collector):
    def __init__(self, holdings: Callable[[], Holdings]) -> None:
        self._holdings = holdings

    def collect(self) -> Iterator[Metric]:
        held = self._holdings()
        yield GaugeMetricFamily("hoidap_ready", "1 once it can answer.", value=float(held.ready))
        yield GaugeMetricFamily("hoidap_documents", "Documents held.", value=held.documents)
        yield GaugeMetricFamily("hoidap_passages", "Passages indexed.", value=held.passages)
        yield GaugeMetricFamily(
            "hoidap_damaged_rows", "Rows found damaged at the last look.", value=held.damaged
        )
        jobs = GaugeMetricFamily("hoidap_jobs", "Upload jobs by state.", labels=("state",))
        for state, count in held.jobs.items():
            jobs.add_metric((state,), count)
        yield jobs

    def describe(self) -> Iterator[Metric]:
        return iter(())  # nothing to collect before the first scrape
