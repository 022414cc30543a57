"""One office for each module, with a seat at the desk of whoever works there."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from returnhelp.gui.pages.case import CasePage
from returnhelp.services.office import Office
from tests.gui.pages.casework.world import open_family, wake
from tests.gui.pages.office_desk import Seat, seat
from tests.office import Offices


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Offices]:
    made = Offices(tmp_path_factory.mktemp("office"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def anna(house: Offices) -> Office:
    return house.enter("anna")


@pytest.fixture(scope="module")
def beat(house: Offices) -> Office:
    return house.enter("beat")


@pytest.fixture(scope="module")
def sara(house: Offices) -> Office:
    return house.enter("sara")


@pytest.fixture(scope="module")
def otto(house: Offices) -> Office:
    return house.enter("otto")


@pytest.fixture
def seat_of(qtbot, tmp_path: Path) -> Iterator[Callable[[Office], Seat]]:
    """A seat for somebody; it is cleared up afterwards."""
    with ExitStack() as stack:
        yield lambda office: stack.enter_context(seat(qtbot, office, tmp_path / office.user.name))


@pytest.fixture
def at_desk(seat_of: Callable[[Office], Seat], anna: Office) -> Seat:
    """Anna's seat."""
    return seat_of(anna)


@pytest.fixture
def family(anna: Office) -> int:
    """A family of four at their first enquiry; the number of the case."""
    return open_family(anna)


@pytest.fixture
def page(qtbot, at_desk: Seat, family: int) -> CasePage:
    """The page of the family's case, open before Anna."""
    shown = at_desk.show(lambda desk: CasePage(desk, family))
    wake(qtbot, shown)
    return shown
