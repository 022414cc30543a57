"""The window notices that nobody is there."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from returnhelp.gui.lock import IdleWatch


class Wall:
    """A clock on the wall, set by the test (seconds)."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
def watch(qtbot, wall: Wall) -> IdleWatch:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    made = IdleWatch(window, wall)
    made.window = window
    return made


def _press(watch: IdleWatch) -> None:
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")
    QApplication.sendEvent(watch.window.windowHandle(), key)


def test_five_quiet_minutes_are_told(qtbot, watch: IdleWatch, wall: Wall):
    told = []
    watch.idle.connect(lambda: told.append(wall.now))
    watch.start(5)
    wall.now = 299
    watch.look()
    assert told == []
    wall.now = 300
    watch.look()
    assert told == [300]
    assert not watch.watching()


def test_a_key_and_the_mouse_begin_it_anew(watch: IdleWatch, wall: Wall):
    told = []
    watch.idle.connect(lambda: told.append(wall.now))
    watch.start(5)
    wall.now = 200
    _press(watch)
    wall.now = 400
    move = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(1, 1),
        QPointF(1, 1),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(watch.window.windowHandle(), move)
    wall.now = 650
    watch.look()
    assert told == []
    wall.now = 700
    watch.look()
    assert told == [700]


def test_the_first_key_after_a_sleep_locks(watch: IdleWatch, wall: Wall):
    told = []
    watch.idle.connect(lambda: told.append(wall.now))
    watch.start(5)
    wall.now = 8 * 3600
    _press(watch)
    assert told == [8 * 3600]


def test_nothing_is_told_when_nobody_watches(watch: IdleWatch, wall: Wall):
    told = []
    watch.idle.connect(lambda: told.append(wall.now))
    watch.start(5)
    watch.stop()
    wall.now = 9999
    _press(watch)
    watch.look()
    assert told == []
