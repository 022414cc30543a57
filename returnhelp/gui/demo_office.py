"""The demo office of this machine: where it lies, and who may sign in to it."""

import shutil
from pathlib import Path

from returnhelp.domain.roles import Role
from returnhelp.gui import known_offices
from returnhelp.gui.worker import Cancelled, Progress
from returnhelp.i18n import catalogs
from returnhelp.services import offices


def folder() -> Path:
    """Where it lies."""
    return known_offices.home() / f"demo{offices.SUFFIX}"


def create(progress: Progress) -> Path:
    """Make it, on the worker's thread; nothing stays behind when that is cancelled."""
    from returnhelp.services import demo  # here, because it loads the store, and the first window must show first

    try:
        demo.create(folder(), progress.report, language=catalogs.language())
    except Cancelled:
        shutil.rmtree(folder(), ignore_errors=True)
        raise
    return folder()


def people() -> list[tuple[str, str, tuple[Role, ...]]]:
    """Names, passwords and roles of those who may sign in to a demo office; on the worker's thread."""
    from returnhelp.services import demo  # as above

    return [(user.name, user.password, user.roles) for user in demo.sign_in_hints()]
