"""The checkout as its own tests see it."""

from pathlib import Path

import pathspec
import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def files() -> list[Path]:
    """Every file that belongs to the project, from the top: what .gitignore does not leave out."""
    left_out = pathspec.GitIgnoreSpec.from_lines((ROOT / ".gitignore").read_text(encoding="utf-8").splitlines())
    return sorted(Path(file) for file in left_out.match_tree_files(ROOT, negate=True) if Path(file).parts[0] != ".git")


@pytest.fixture(scope="session")
def modules(files: list[Path]) -> dict[Path, str]:
    """The source of every Python module of the project."""
    return {file: (ROOT / file).read_text(encoding="utf-8") for file in files if file.suffix == ".py"}
