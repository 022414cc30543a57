"""A wheel built from the checkout brings one name, with everything that the program shows."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from returnhelp.i18n import po
from translations import words


@pytest.fixture(scope="module")
def wheel(root, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    _pip("wheel", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", folder, root)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """The folder into which the wheel was unpacked by pip, away from the checkout."""
    folder = tmp_path_factory.mktemp("installed")
    _pip("install", "--no-deps", "--no-index", "--target", folder, wheel)
    return folder


def _pip(*arguments: str | Path) -> None:
    command = [sys.executable, "-m", "pip", "--quiet", *map(str, arguments)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def _run(installed: Path, *command: str | Path, **also: str) -> str:
    environment = os.environ | {"PYTHONPATH": str(installed)} | also
    answer = subprocess.run(
        list(map(str, command)), cwd=installed, env=environment, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr
    return answer.stdout


def test_the_wheel_holds_one_top_level_name_and_every_file_of_the_program(wheel, root, files):
    with zipfile.ZipFile(wheel) as archive:
        inside = {name for name in archive.namelist() if not name.endswith("/")}
    code = {name for name in inside if ".dist-info/" not in name}
    expected = {file.as_posix() for file in files if file.parts[0] == "returnhelp"}
    expected |= {f"returnhelp/_files/{file.as_posix()}" for file in files if file.parts[0] in ("ui", "resources")}
    expected |= {f"returnhelp/_files/{file.with_suffix('.mo').as_posix()}" for file in files if file.suffix == ".po"}
    assert {name.partition("/")[0] for name in code} == {"returnhelp"}
    assert code == expected


def test_the_installed_program_finds_its_own_files(installed):
    place = Path(_run(installed, sys.executable, "-c", "from returnhelp import files; print(files.path('ui'))").strip())
    assert place == installed / "returnhelp" / "_files" / "ui"
    assert place.is_dir()


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_the_installed_program_speaks_each_language(installed, root, language):
    catalog = (root / "translations" / language / "LC_MESSAGES" / "returnhelp.po").read_text(encoding="utf-8")
    plain = {text: said for text, said in po.messages(catalog).items() if text and not set(text) & {"\0", "\4", "\n"}}
    text, said = next(pair for pair in plain.items() if pair[0] != pair[1])
    asks = f"from returnhelp.i18n import catalogs; print(catalogs.catalog({language!r}).gettext({text!r}))"
    assert _run(installed, sys.executable, "-X", "utf8", "-c", asks).strip() == said.strip()


def test_the_installed_command_and_window_start(installed):
    scripts = installed / ("Scripts" if sys.platform == "win32" else "bin")
    assert "statistics" in _run(installed, sys.executable, scripts / "returnhelp", "--help")
    assert (scripts / "returnhelp-window").is_file() or (scripts / "returnhelp-window.exe").is_file()


def test_the_installed_window_shows_itself(installed, tmp_path):
    """Starts it as the script does, and closes it as soon as Qt has nothing left to do."""
    starts = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from returnhelp.__main__ import window

runs = QApplication.exec

def shows(*_):
    def look():
        print(*(type(widget).__name__ for widget in QApplication.topLevelWidgets() if widget.isVisible()))
        QApplication.exit(0)
    QTimer.singleShot(0, look)
    return runs()

QApplication.exec = shows
sys.exit(window([]))
"""
    assert _run(installed, sys.executable, "-c", starts, RETURNHELP_HOME=str(tmp_path)).strip()
