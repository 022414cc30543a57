"""What every test starts with: no screen, no settings of this machine, English, the same random data each time."""

import os
import shutil
import tempfile
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # Qt reads these as it is loaded, so they stand above every import of it
os.environ["QT_SCALE_FACTOR"] = "1"
os.environ["LC_ALL"] = "C.UTF-8"
_home = tempfile.TemporaryDirectory(prefix="returnhelp-test-")
os.environ["RETURNHELP_HOME"] = _home.name
# Cutting the fonts of the papers takes 20 s, so they are kept from run to run.
_fonts = Path(__file__).parents[1] / "build" / "fonts"
_fonts.mkdir(parents=True, exist_ok=True)
_cut = Path(_home.name, "cache", "fonts")
shutil.copytree(_fonts, _cut, ignore=shutil.ignore_patterns("*.ttf.*"))

from collections.abc import Iterator  # noqa: E402

import pytest  # noqa: E402
from hypothesis import HealthCheck, settings  # noqa: E402

from returnhelp.i18n import catalogs  # noqa: E402

pytest_plugins = ["tests.office"]

_SLOW_MACHINE = [HealthCheck.too_slow]
settings.register_profile("short", derandomize=True, deadline=None, database=None, suppress_health_check=_SLOW_MACHINE)
settings.register_profile(
    "long", max_examples=2_000, deadline=None, print_blob=True, suppress_health_check=_SLOW_MACHINE
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--campaign",
        choices=("short", "long"),
        default="short",
        help="how far the reliability tests go; long ones draw new random data each time",
    )


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile(config.getoption("--campaign"))


def pytest_unconfigure() -> None:
    for font in _cut.glob("*.ttf"):
        if not (_fonts / font.name).exists():
            shutil.copy(font, _fonts / f"{font.name}.{os.getpid()}")  # whole at once, as others may be reading
            (_fonts / f"{font.name}.{os.getpid()}").replace(_fonts / font.name)
    _home.cleanup()


@pytest.fixture(scope="session")
def campaign(request: pytest.FixtureRequest) -> str:
    """ "short" or "long": how far a reliability test goes."""
    chosen: str = request.config.getoption("--campaign")
    return chosen


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    catalogs.use("en")
    yield
    catalogs.use("en")
