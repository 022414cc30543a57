"""An unsound Qt is named before it is loaded."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from returnhelp.domain.errors import QtNotSoundError
from returnhelp.gui import qt_check, qt_libraries
from returnhelp.i18n import messages


def parts(version: str) -> dict[str, str]:
    return dict.fromkeys(qt_check.PACKAGES, version)


@pytest.mark.parametrize(
    ("version", "python"), [("6.11.3", (3, 11)), ("6.11.9", (3, 11)), ("6.12.0", (3, 12)), ("6.11.3.1", (3, 14))]
)
def test_a_sound_version_is_let_in(version, python):
    qt_check.check_versions(parts(version), python)


@pytest.mark.parametrize(
    ("version", "python"),
    [("6.12.0", (3, 11)), ("6.12.0a1", (3, 11)), ("7.0.0", (3, 11)), ("6.11.2", (3, 11)), ("6.9.0", (3, 13))],
)
def test_an_unsound_version_is_refused(version, python):
    with pytest.raises(QtNotSoundError):
        qt_check.check_versions(parts(version), python)


@pytest.mark.parametrize("odd", ["6.11.4", ""])
def test_a_part_of_another_version_or_a_missing_part_is_refused(odd):
    with pytest.raises(QtNotSoundError):
        qt_check.check_versions(parts("6.11.3") | {"PySide6_Addons": odd}, (3, 11))


def test_the_message_says_what_was_found_and_what_to_install():
    with pytest.raises(QtNotSoundError) as refused:
        qt_check.check_versions(parts("6.12.0"), (3, 11))
    says = messages.sentence(refused.value, "en")
    assert "PySide6_Addons 6.12.0" in says
    assert 'pip install --upgrade "PySide6>=6.11.3,<6.12"' in says


def test_the_versions_that_pip_brings_are_the_sound_ones(root):
    asked_for = (root / "pyproject.toml").read_text(encoding="utf-8")
    assert f'"PySide6{qt_check.needed((3, 11))}"' in asked_for


def test_without_a_screen_the_program_says_so_and_ends_with_1():
    without = {name: value for name, value in os.environ.items() if "DISPLAY" not in name and "QPA" not in name}
    answer = subprocess.run(
        [sys.executable, "-m", "returnhelp"], env=without, capture_output=True, text=True, check=False
    )
    if sys.platform == "linux":
        assert answer.returncode == 1
        assert answer.stderr.startswith("There is no screen here")


@pytest.mark.skipif(sys.platform != "linux", reason="Qt brings all its libraries itself")
def test_the_list_of_libraries_is_all_that_qt_looks_for():
    """Asks ldd what the modules and plugins of the window load from outside of PySide6."""
    import PySide6

    qt = Path(PySide6.__file__).parent
    asked = [qt / f"{name}.abi3.so" for name in ("QtWidgets", "QtPdfWidgets", "QtNetwork", "QtSvg", "QtUiTools")]
    asked += [qt / "Qt" / "plugins" / "platforms" / f"libq{name}.so" for name in ("xcb", "offscreen")]
    known = qt_libraries.FOR_QT | qt_libraries.FOR_X11
    lacking = set()
    for library in asked:
        answer = subprocess.run(["ldd", library], capture_output=True, text=True, check=True).stdout
        lacking |= {line.split()[0] for line in answer.splitlines() if line.endswith("not found")}
    assert lacking <= set(known)
    assert not qt_libraries.missing(qt_libraries.FOR_QT)
