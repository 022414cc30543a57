"""Runs the slow work of the window away from it and hands the results back on the window's thread."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from returnhelp.gui.garbage import Collector

T = TypeVar("T")

_REPORTS_APART = 0.05  # seconds; a bar need not move more often


class Cancelled(Exception):  # noqa: N818 - nothing went wrong
    """The person no longer wants what was being done."""


class Progress:
    """How far a piece of work has come; the work reports to it from its own thread."""

    def __init__(self, tell: Callable[["Progress", int, int], None]) -> None:
        self._tell = tell
        self._told = 0.0
        self._unwanted = threading.Event()

    def report(self, done: int, total: int) -> None:
        """Tell how much is done (a total of 0 is not known); raises Cancelled when no longer wanted."""
        self.check_cancelled()
        now = time.monotonic()
        if done >= total or now - self._told >= _REPORTS_APART:
            self._told = now
            self._tell(self, done, total)

    def check_cancelled(self) -> None:
        """Raises Cancelled when the person no longer wants this."""
        if self._unwanted.is_set():
            raise Cancelled

    @property
    def cancelled(self) -> bool:
        return self._unwanted.is_set()

    def cancel(self) -> None:
        """Ask the work to stop at its next report; what has not begun does not begin."""
        self._unwanted.set()


class Job(QObject):
    """A piece of work that was asked for, seen from the window."""

    moved = Signal(int, int)
    """How much is done, of how much; a total of 0 is not known."""
    ended = Signal()
    """It is done, has failed or was cancelled, and whoever asked has been told."""

    def __init__(self, parent: QObject, title: str, receiver: QObject | None, progress: Progress) -> None:
        super().__init__(parent)
        self.title = title
        self.receiver = receiver
        self.progress = progress

    def cancel(self) -> None:
        """Stop it as soon as it can be stopped without harm."""
        self.progress.cancel()


class Worker(QObject):
    """The threads beside the window's: one for what pages ask, one for what takes long.

    Each does one piece after another. A long piece (an import, a back-up) opens its own connection, so
    that the pages stay alive beside it. Nothing that is done there may touch a widget.
    """

    busy_changed = Signal(bool)
    """Something is being done, or nothing any more."""
    long_work_changed = Signal()
    """A long piece of work was begun or has ended; ``long_work`` lists them."""
    _delivery = Signal(object, object)
    _movement = Signal(object, int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._short = ThreadPoolExecutor(max_workers=1, thread_name_prefix="returnhelp")
        self._long = ThreadPoolExecutor(max_workers=1, thread_name_prefix="returnhelp-long")
        self._stopped = False
        self._open: dict[Job, bool] = {}  # and whether it is a long one
        self._waiting: dict[Job, Callable[[], None] | None] | None = None
        self._when_idle: list[Callable[[], None]] = []
        self._collector = Collector(self)
        self._collector.start()
        self._delivery.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._movement.connect(self._move, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        return bool(self._open)

    @property
    def long_work(self) -> list[Job]:
        """The long pieces that are not done yet, the running one first."""
        return [job for job, long in self._open.items() if long]

    def run(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[Exception], None],
        *,
        receiver: QObject | None = None,
    ) -> Job:
        """Do the work away from the window, then hand its result, or its error, to the window's thread.

        If the receiver (by default the object whose method ``then`` is) is gone by then, or the job was
        cancelled, nobody is told.
        """

        def quiet(error: Exception) -> None:
            if not isinstance(error, Cancelled):
                failed(error)

        def wanted(result: T) -> None:
            if not job.progress.cancelled:
                then(result)

        job = self._job("", then, receiver)
        self._begin(self._short, job, lambda _: work(), wanted, quiet)
        return job

    def run_long(
        self,
        title: str,
        work: Callable[[Progress], T],
        then: Callable[[T], None],
        failed: Callable[[Exception], None],
        *,
        receiver: QObject | None = None,
    ) -> Job:
        """The same for what may take over two seconds; the window shows its title and lets it be cancelled.

        ``failed`` is told of ``Cancelled`` too.
        """
        job = self._job(title, then, receiver)
        self._begin(self._long, job, work, then, failed)
        self.long_work_changed.emit()
        return job

    def hold(self) -> None:
        """Keep the results of what is being done now until ``release``: the window is locked."""
        if self._waiting is None:
            self._waiting = {}
        self._waiting |= {job: None for job in self._open if job not in self._waiting}

    def release(self) -> None:
        """Hand over what waited."""
        waiting, self._waiting = self._waiting or {}, None
        for job, answer in waiting.items():
            if answer is not None:
                self._hand_over(job, answer)

    def when_idle(self, act: Callable[[], None]) -> None:
        """Do this on the window's thread as soon as nothing is being done; at once if so."""
        if self._open:
            self._when_idle.append(act)
        else:
            act()

    def works_for(self, receiver: QObject) -> bool:
        """Whether something long is being done, or waits, whose result this object is to get."""
        waiting = [job for job, answer in (self._waiting or {}).items() if answer is not None and job.title]
        return any(job.receiver is receiver for job in [*self.long_work, *waiting])

    def cancel_all(self) -> None:
        """Ask all work to stop."""
        for job in self._open:
            job.cancel()

    def stop(self) -> None:
        """End both threads after what they are doing; nothing more is handed over, and nothing new is begun.

        A page may still ask for something (its timer runs on for a moment): that is left undone.
        """
        self._stopped = True
        self.cancel_all()
        self._open.clear()
        self._short.shutdown(cancel_futures=True)
        self._long.shutdown(cancel_futures=True)
        self._collector.stop()

    def _job(self, title: str, then: Callable[[T], None], receiver: QObject | None) -> Job:
        if receiver is None and isinstance(of := getattr(then, "__self__", None), QObject):
            receiver = of
        return Job(self, title, receiver, Progress(self._movement.emit))

    def _begin(
        self,
        lane: ThreadPoolExecutor,
        job: Job,
        work: Callable[[Progress], T],
        then: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        progress = job.progress

        def perform() -> T:
            progress.check_cancelled()
            return work(progress)

        def finished(future: Future[T]) -> None:
            if future.cancelled():  # the worker was stopped before its turn
                return
            error = future.exception()
            if error is None:
                self._delivery.emit(job, lambda: then(future.result()))
            elif isinstance(error, Exception):
                self._delivery.emit(job, lambda: failed(error))
            else:
                raise error

        if self._stopped:
            job.progress.cancel()
            return
        self._open[job] = lane is self._long
        if len(self._open) == 1:
            self.busy_changed.emit(True)
        lane.submit(perform).add_done_callback(finished)

    @Slot(object, int, int)
    def _move(self, progress: Progress, done: int, total: int) -> None:
        for job in self._open:
            if job.progress is progress:
                job.moved.emit(done, total)
                return

    @Slot(object, object)
    def _deliver(self, job: Job, answer: Callable[[], None]) -> None:
        if job not in self._open:  # the worker was stopped
            return
        long = self._open.pop(job)
        if self._waiting is not None and job in self._waiting:
            self._waiting[job] = answer
        else:
            self._hand_over(job, answer)
        if long:
            self.long_work_changed.emit()
        if not self._open:
            self.busy_changed.emit(False)
            acts, self._when_idle = self._when_idle, []
            for act in acts:
                act()

    def _hand_over(self, job: Job, answer: Callable[[], None]) -> None:
        if job.receiver is None or shiboken6.isValid(job.receiver):
            answer()
        job.ended.emit()
        job.deleteLater()
