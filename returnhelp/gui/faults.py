"""What is kept of an error nobody foresaw: its kind and where it happened, never a value."""

import sys
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from traceback import walk_tb
from types import TracebackType

from returnhelp import settings

_LIMIT = 256 * 1024  # bytes; then the log begins again, with the one before kept


def log_file() -> Path:
    """Where faults are written down on this machine."""
    return settings.folder("log") / "faults.log"


def place(traceback: TracebackType | None) -> str:
    """Where it happened: the lines of our own code, the innermost first, without any value."""
    lines = [
        f"{frame.f_globals.get('__name__', '?')}:{line}"
        for frame, line in walk_tb(traceback)
        if str(frame.f_globals.get("__name__", "")).startswith("returnhelp")
    ]
    return " < ".join(reversed(lines)) or "outside of the program"


def record(error: BaseException, now: datetime | None = None) -> str:
    """Write down the kind of an error and its place; answers that line."""
    kinds = type(error).__name__
    if error.__cause__ is not None:
        kinds = f"{kinds} from {type(error.__cause__).__name__}"
    line = f"{kinds} at {place(error.__traceback__)}"
    moment = (now or datetime.now().astimezone()).isoformat(timespec="seconds")
    file = log_file()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.exists() and file.stat().st_size > _LIMIT:
            file.replace(file.with_suffix(".old.log"))
        with file.open("a", encoding="utf-8") as log:
            log.write(f"{moment} {line}\n")
    except OSError:  # a full or read-only disk must not hide the fault itself
        sys.stderr.write(f"{line}\n")
    return line


def install(show: Callable[[str], None]) -> None:
    """From now on every error nobody caught is recorded, and shown with its line on the window's thread."""

    def on_the_window(_kind: type[BaseException], error: BaseException, _traceback: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            raise SystemExit(130)
        show(record(error))

    def on_a_thread(given: threading.ExceptHookArgs) -> None:
        if given.exc_value is not None:
            record(given.exc_value)

    sys.excepthook = on_the_window
    threading.excepthook = on_a_thread
