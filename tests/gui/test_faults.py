"""What nobody foresaw is written down without a value, and told calmly."""

import sys
import threading
from pathlib import Path

import pytest

from returnhelp.domain.errors import WrongPasswordError
from returnhelp.gui import faults
from returnhelp.gui.told import told
from returnhelp.i18n import formats


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RETURNHELP_HOME", str(tmp_path))
    return faults.log_file()


def _broken() -> Exception:
    try:
        formats.month(2026, 13, "Selam Tesfay")
    except Exception as error:  # noqa: BLE001 - any will do
        return error
    raise AssertionError


def test_kind_and_place_are_kept_and_no_value(log: Path):
    line = faults.record(_broken())
    written = log.read_text(encoding="utf-8")
    assert line in written
    assert "returnhelp.i18n.formats:" in line
    assert "Tesfay" not in written


def test_the_log_does_not_grow_for_ever(log: Path):
    log.parent.mkdir(parents=True)
    log.write_text("x" * 300_000, encoding="utf-8")
    faults.record(ValueError())
    assert log.stat().st_size < 1000
    assert log.with_suffix(".old.log").exists()


def test_a_log_that_cannot_be_written_hides_nothing(log: Path, capsys):
    log.parent.parent.mkdir(parents=True, exist_ok=True)
    log.parent.write_text("a file where a folder should be", encoding="utf-8")
    faults.record(KeyError("secret"))
    said = capsys.readouterr().err
    assert "KeyError" in said
    assert "secret" not in said


def test_an_unforeseen_error_is_told_calmly(log: Path):
    assert "Tesfay" not in told(_broken())
    assert log.exists()


def test_a_known_error_has_its_own_sentence(log: Path):
    assert told(WrongPasswordError())
    assert not log.exists()


def test_what_nobody_caught_is_shown(log: Path, monkeypatch: pytest.MonkeyPatch):
    shown: list[str] = []
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    faults.install(shown.append)
    error = _broken()
    sys.excepthook(type(error), error, error.__traceback__)
    assert len(shown) == 1
    assert shown[0] in log.read_text(encoding="utf-8")
    with pytest.raises(SystemExit):
        sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    thread = threading.Thread(target=lambda: 1 // 0)
    thread.start()
    thread.join()
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")
