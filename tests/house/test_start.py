"""A start loads no more than it shows."""

import subprocess
import sys

import pytest

HEAVY = {
    "PySide6", "alembic", "argon2", "babel", "cryptography", "fontTools", "fpdf", "highspy", "holidays", "numpy",
    "phonenumbers", "pikepdf", "python_calamine", "reportlab", "sqlalchemy", "sqlcipher3", "uharfbuzz", "xlsxwriter",
}  # fmt: skip


def loaded_by(module: str) -> set[str]:
    """The top-level packages that a fresh Python has loaded after importing a module."""
    says = f"import sys, {module}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    answer = subprocess.run([sys.executable, "-c", says], capture_output=True, text=True, check=True)
    return set(answer.stdout.split())


@pytest.mark.parametrize(
    ("module", "may_load"),
    [
        ("returnhelp.__main__", set()),
        ("returnhelp.cli.main", set()),
        ("returnhelp.gui.start", {"PySide6"}),
    ],
)
def test_a_heavy_library_is_loaded_only_when_it_is_used(module, may_load):
    assert loaded_by(module) & HEAVY <= may_load
