"""The service between start and stop: loads in the background, then keeps itself fresh."""

import logging
import threading
import time
from collections.abc import Callable

from app.access.control import Access
from app.api.metrics import Holdings, Metrics
from app.api.turns import Turns
from app.bootstrap import System
from app.errors import AppError, NotReady
from app.ingestion.queue import JobQueue
from app.operations import retention, snapshots
from app.settings import Settings
from index.errors import IndexFailure, StorageFailure
from index.settings import Folders

logger = logging.getLogger(__name__)

_FORGETTING_SECONDS = 3600.0
"""Between two looks for conversations that are kept no longer."""
_LOOKING_SECONDS = (60.0, 86_400.0)
"""From the start to the first look for damage in the catalogue, and between two looks."""
_WARMED = 32
"""Passages a round whose statements get their vectors ahead of the first question."""
_WARMING_SECONDS = 3.0
"""Such rounds follow each other for so long before it is looked for changes again."""

Build = Callable[[Settings], System]


class Lifetime:
    """What the endpoints share. The port is open at once; ``system`` raises until loaded."""

    def __init__(
        self,
        settings: Settings,
        build: Build,
        on_failure: Callable[[str], None] | None = None,
        access: Access | None = None,
        on_settled: Callable[[], None] | None = None,
    ) -> None:
        self.settings = settings
        self.access = access
        self.metrics = Metrics(self.holdings)
        self.turns = Turns(settings.questions_at_once())
        self._build = build
        self._on_failure = on_failure
        self._on_settled = on_settled
        self._system: System | None = None
        self._failure: str | None = None
        self._stale: str | None = None
        self._forgetting = 0.0
        self._damaged = 0
        self._stopping = threading.Event()
        self._looker = threading.Thread(target=self._look_over, name="looker", daemon=True)
        self._keeper = threading.Thread(target=self._keep, name="keeper", daemon=True)

    @property
    def system(self) -> System:
        """The loaded system; raises NotReady before that and after it failed to load."""
        if self._system is None:
            raise self._not_ready()
        return self._system

    @property
    def jobs(self) -> JobQueue:
        """The queue of uploads; raises NotReady as ``system`` does."""
        return self.system.jobs

    def _not_ready(self) -> NotReady:
        return NotReady(self._failure or "Dịch vụ đang khởi động; hãy thử lại sau giây lát.")

    def start(self) -> None:
        """Begin to load."""
        self._keeper.start()

    def stop(self) -> None:
        """Finish what is in hand and let go of the data folder."""
        self._stopping.set()
        self._keeper.join(timeout=30)
        if self._system is not None:
            self._system.jobs.stop()
            self._system.close()
        if self.access is not None:
            self.access.close()

    def _keep(self) -> None:
        try:
            system = self._build(self.settings)
            self._begin(system)
            system.warm_up()
            system.jobs.start(system.ingestion)
            self._system = system
            if self.settings.database_url is None:
                self._looker.start()
            logger.info("ready")
        except (IndexFailure, AppError) as error:
            self._fail(str(error))
        except Exception:  # the thread's edge: readiness reports it
            logger.exception("Loading failed")
            self._fail("Dịch vụ không khởi động được; chi tiết có trong nhật ký.")
        if self._system is not None:
            self._settle(self._system)
        while self._system is not None and not self._stopping.wait(self.settings.refresh_seconds):
            self._refresh(self._system)
            self._forget(self._system)

    def _begin(self, system: System) -> None:
        """Take in what came since it was built; a full disk keeps nobody from reading."""
        try:
            system.refresh()
        except StorageFailure as error:
            logger.error("Cannot refresh: %s", error)

    def _settle(self, system: System) -> None:
        """Make what no question waited for yet; where it fails, the first that needs it tries."""
        try:
            system.settle()
        except IndexFailure as error:
            logger.error("Cannot make ready what some questions need: %s", error)
        if self._on_settled is not None:
            self._on_settled()

    def _refresh(self, system: System) -> None:
        """Try once; the next round tries again, and answers go on from what is loaded."""
        try:
            system.refresh()
            until = time.monotonic() + _WARMING_SECONDS
            while system.statements.warm(_WARMED) and time.monotonic() < until:
                if self._stopping.is_set():
                    return
            self._stale = None
        except IndexFailure as error:
            if str(error) != self._stale:  # told once, not every round
                logger.error("Cannot refresh: %s", error)
            self._stale = str(error)
        except Exception:  # the thread's edge
            if not self._stopping.is_set():  # a stop closes what was in use
                logger.exception("Refreshing failed")

    def _forget(self, system: System) -> None:
        """Erase now and then what the settings no longer keep."""
        if time.monotonic() < self._forgetting:
            return
        self._forgetting = time.monotonic() + _FORGETTING_SECONDS
        try:
            forgotten = retention.forget(
                system.conversations,
                self.settings.keep_conversation_days,
                self.settings.keep_feedback_days,
            )
            if forgotten != retention.Forgotten():
                logger.info("erased %s", forgotten)
            if self.access is not None:
                self.access.audit.rotate(self.settings.audit_days)
        except IndexFailure as error:
            logger.error("Cannot erase old conversations: %s", error)

    def _look_over(self) -> None:
        """Look for damaged rows soon after the start and every day, and say where they are."""
        pause = _LOOKING_SECONDS[0]
        while not self._stopping.wait(pause):
            pause = _LOOKING_SECONDS[1]
            found = snapshots.faults(Folders(self.settings.data_dir).catalogue)
            self._damaged = len(found)
            for each in found:
                logger.error("The catalogue is damaged at %s; run hoidap check", each)

    def _fail(self, reason: str) -> None:
        self._failure = reason
        logger.error("Cannot start: %s", reason)
        if self._on_failure is not None:
            self._on_failure(reason)

    def holdings(self) -> Holdings:
        """Return what the service holds now."""
        system = self._system
        if system is None:
            return Holdings(ready=False, documents=0, passages=0, jobs={}, damaged=0)
        return Holdings(
            ready=True,
            documents=len(system.catalogue.document_ids()),
            passages=len(system.vectors),
            jobs={str(state): count for state, count in system.jobs.counts().items()},
            damaged=self._damaged,
        )
