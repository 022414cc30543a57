"""Where the files that are not code lie: beside the checkout, or inside the installed package."""

from pathlib import Path

_PACKAGE = Path(__file__).parent
_ROOT = _PACKAGE / "_files" if (_PACKAGE / "_files").is_dir() else _PACKAGE.parent


def path(name: str) -> Path:
    """The file or folder ``name``, for example ``resources/icons`` or ``ui/sign_in.ui``."""
    return _ROOT / name
