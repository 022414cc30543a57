"""What nobody can be in at once by the definitions of the program, which all can read: limits that worlds keep."""

from collections.abc import Iterable

from returnhelp.domain.cubes import Bound, CubeRequest
from returnhelp.domain.figures import UNKNOWN
from returnhelp.domain.regions import Assistance, Stage
from returnhelp.domain.tables import Variable

BY_DEFINITION = "by definition"
HANDED_OUT = "handed out before"
"""They stand in place of a register's name; proofs tell them, so they are not translated."""

_NEVER_TOGETHER = tuple(
    ((Variable.ASSISTANCE, help_), (Variable.STAGE, stage))
    for help_, stage in (
        # Help after the arrival is aid in kind, a project or a programme (domain.frozen).
        *((one.value, Stage.AFTER_ARRIVAL.value) for one in (Assistance.NONE, Assistance.TRAVEL, Assistance.BASIC)),
        # Either both are known of a month, or an older program closed it.
        *((one.value, UNKNOWN) for one in Assistance),
        *((UNKNOWN, one.value) for one in Stage),
    )
)


def by_definition(requests: Iterable[CubeRequest]) -> tuple[Bound, ...]:
    """The limits that can say something of cubes: nobody is in two categories of which one excludes the other."""
    periods = {
        request.period for request in requests if {Variable.ASSISTANCE, Variable.STAGE} <= set(request.variables)
    }
    return tuple(
        Bound(category, period, 0, BY_DEFINITION) for period in sorted(periods) for category in _NEVER_TOGETHER
    )
