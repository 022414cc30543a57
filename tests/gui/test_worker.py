"""Slow work is done elsewhere, and its results come back where they belong."""

import threading

import pytest
from PySide6.QtCore import QObject

from returnhelp.gui.worker import Cancelled, Job, Progress, Worker


def _no(error: Exception) -> None:
    raise AssertionError from error


def test_a_result_arrives_on_the_windows_thread(qtbot, worker: Worker):
    got = []
    worker.run(
        lambda: threading.current_thread().name, lambda name: got.append((name, threading.current_thread())), _no
    )
    qtbot.waitUntil(lambda: bool(got))
    assert got[0][0].startswith("returnhelp")
    assert got[0][1] is threading.main_thread()


def test_an_error_is_handed_over_instead(qtbot, worker: Worker):
    got = []
    worker.run(lambda: 1 // 0, lambda _result: got.append("no"), got.append)
    qtbot.waitUntil(lambda: bool(got))
    assert isinstance(got[0], ZeroDivisionError)


def test_work_is_done_in_the_order_in_which_it_was_asked_for(qtbot, worker: Worker):
    got = []
    for number in range(20):
        worker.run(lambda number=number: number, got.append, _no)
    qtbot.waitUntil(lambda: len(got) == 20)
    assert got == list(range(20))


class _Receiver(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.got: list[object] = []

    def take(self, result: object) -> None:
        self.got.append(result)


def test_nobody_is_told_when_the_receiver_has_died(qtbot, worker: Worker):
    gate, receiver, got = threading.Event(), _Receiver(), []
    worker.run(lambda: gate.wait(10), receiver.take, _no)
    worker.run(lambda: gate.wait(10), lambda _result: got.append("no"), _no, receiver=receiver)
    kept = receiver.got
    receiver.deleteLater()
    qtbot.waitUntil(lambda: _dead(receiver))
    gate.set()
    qtbot.waitUntil(lambda: not worker.busy)
    assert kept == []
    assert got == []


def _dead(thing: QObject) -> bool:
    import shiboken6

    return not shiboken6.isValid(thing)


def test_a_cancelled_question_is_not_answered(qtbot, worker: Worker):
    gate, got = threading.Event(), []
    worker.run(lambda: gate.wait(10), lambda _result: None, _no)
    dropped = worker.run(lambda: got.append("done"), lambda _result: got.append("no"), _no)
    dropped.cancel()
    gate.set()
    qtbot.waitUntil(lambda: not worker.busy)
    assert got == []


def test_long_work_tells_how_far_it_is(qtbot, worker: Worker):
    gate, moves, got = threading.Event(), [], []

    def work(progress: Progress) -> str:
        gate.wait(10)
        progress.report(50, 100)
        progress.report(100, 100)
        return "ready"

    job = worker.run_long("Counting", work, got.append, _no)
    job.moved.connect(lambda done, total: moves.append((done, total)))
    assert worker.long_work == [job]
    gate.set()
    qtbot.waitUntil(lambda: bool(got))
    assert (100, 100) in moves
    assert worker.long_work == []


def test_long_work_can_be_stopped(qtbot, worker: Worker):
    begun, got = threading.Event(), []

    def work(progress: Progress) -> None:
        begun.set()
        while True:
            progress.check_cancelled()

    job = worker.run_long("Counting", work, got.append, got.append)
    begun.wait()
    job.cancel()
    qtbot.waitUntil(lambda: bool(got))
    assert isinstance(got[0], Cancelled)


def test_long_work_does_not_keep_pages_waiting(qtbot, worker: Worker):
    gate, got = threading.Event(), []
    worker.run_long("Counting", lambda _progress: gate.wait(10), lambda _result: got.append("long"), _no)
    worker.run(lambda: "short", got.append, _no)
    qtbot.waitUntil(lambda: got == ["short"])
    gate.set()
    qtbot.waitUntil(lambda: got == ["short", "long"])


def test_a_result_waits_while_the_window_is_locked(qtbot, worker: Worker):
    gate, got = threading.Event(), []
    worker.run_long("Counting", lambda _progress: gate.wait(10), lambda _result: got.append("import"), _no)
    worker.hold()
    worker.run(lambda: "sign-in", got.append, _no)
    gate.set()
    qtbot.waitUntil(lambda: not worker.busy)
    assert got == ["sign-in"]
    worker.release()
    assert got == ["sign-in", "import"]


def test_what_is_to_be_done_when_idle_waits_for_the_last_work(qtbot, worker: Worker):
    gate, got = threading.Event(), []
    worker.run(lambda: gate.wait(10), lambda _result: got.append("work"), _no)
    worker.when_idle(lambda: got.append("idle"))
    gate.set()
    qtbot.waitUntil(lambda: len(got) == 2)
    assert got == ["work", "idle"]
    worker.when_idle(lambda: got.append("at once"))
    assert got[-1] == "at once"


def test_being_busy_is_told(qtbot, worker: Worker):
    told: list[bool] = []
    worker.busy_changed.connect(told.append)
    worker.run(lambda: None, lambda _result: None, _no)
    assert worker.busy
    qtbot.waitUntil(lambda: told == [True, False])


def test_nothing_is_handed_over_after_the_end(qtbot):
    gate, got, worker = threading.Event(), [], Worker()
    worker.run(lambda: gate.wait(10), lambda _result: got.append("no"), _no)
    waiting = worker.run(lambda: None, lambda _result: got.append("no"), _no)
    gate.set()
    worker.stop()
    qtbot.wait(20)
    assert got == []
    assert isinstance(waiting, Job)


def test_one_knows_for_whom_long_work_is_done(qtbot, worker: Worker):
    gate, receiver = threading.Event(), _Receiver()
    worker.run_long("Counting", lambda _progress: gate.wait(10), receiver.take, _no)
    assert worker.works_for(receiver)
    gate.set()
    qtbot.waitUntil(lambda: receiver.got == [True])
    assert not worker.works_for(receiver)


def test_a_report_stops_what_is_no_longer_wanted():
    progress = Progress(lambda *_moved: None)
    progress.cancel()
    assert progress.cancelled
    with pytest.raises(Cancelled):
        progress.report(1, 2)


def test_what_is_asked_after_the_end_is_left_undone(qtbot):
    worker = Worker()
    worker.stop()
    done: list[object] = []
    worker.run(lambda: done.append("work"), done.append, done.append)
    qtbot.wait(20)
    assert done == []
    assert not worker.busy
