"""A second start raises the first window."""

import subprocess
import sys
from pathlib import Path

from returnhelp import files
from returnhelp.gui.instance import Instance

_SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from returnhelp.gui.instance import Instance
QCoreApplication([])
print(Instance().claim(Path(sys.argv[1]) if sys.argv[1:] else None))
"""


def _start_again(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _SECOND, *arguments], stdout=subprocess.PIPE, text=True, cwd=files.path(".")
    )


def test_the_first_window_is_the_only_one(qtbot, tmp_path: Path):
    first = Instance()
    assert first.claim(tmp_path)
    assert first.claim(tmp_path)
    with qtbot.waitSignal(first.raised, timeout=20_000) as raised:
        second = _start_again(str(tmp_path))
    assert raised.args == [str(tmp_path)]
    assert second.communicate()[0].strip() == "False"
    first.stop()


def test_two_offices_may_be_open_side_by_side(qapp, tmp_path: Path):
    first = Instance()
    assert first.claim(tmp_path / "bern")
    second = _start_again(str(tmp_path / "zug"))
    assert second.communicate()[0].strip() == "True"
    first.stop()


def test_an_office_that_was_given_up_may_be_opened_again(qapp, tmp_path: Path):
    first, second = Instance(), Instance()
    assert first.claim(tmp_path)
    first.give_up(tmp_path)
    assert second.claim(tmp_path)
    second.stop()
