"""A small linear program kept in memory and asked again and again; its answers are whole numbers."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from returnhelp.domain.errors import ProofRejectedError, ProofTimeLimitError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

Progress = Callable[[float], None]
"""Is told from 0 to 1 how far the work is; what it raises ends the work (that is how a person cancels)."""


class Limit:
    """The seconds that a proof may take; raises ProofTimeLimitError when they are over."""

    def __init__(self, seconds: float, progress: Progress | None = None) -> None:
        self._seconds = seconds
        self._end = time.monotonic() + seconds
        self._progress = progress

    def left(self) -> float:
        """Seconds that are left."""
        rest = self._end - time.monotonic()
        if rest <= 0:
            raise ProofTimeLimitError(seconds=round(self._seconds))
        return rest

    def reached(self, part: float) -> None:
        self.left()
        if self._progress:
            self._progress(part)


@dataclass(frozen=True)
class Equation:
    """Values at ``places``, each times its factor, add up to ``total``."""

    places: tuple[int, ...]
    factors: tuple[int, ...]
    total: int = 0


class Solver:
    """Values from ``least`` to ``most`` that satisfy equations; bounds and costs may change between questions."""

    def __init__(self, least: "Floats", most: "Floats", equations: Sequence[Equation], limit: Limit) -> None:
        import highspy
        import numpy as np

        self._size = len(least)
        self._limit = limit
        self._places = np.arange(self._size, dtype=np.int32)
        make: Any = highspy.Highs
        self._highs = make()
        for option, value in {
            "output_flag": False,
            "threads": 1,
            "parallel": "off",
            "random_seed": 1,
            "presolve": "off",
            "simplex_strategy": 0,  # with new costs the last answer is still allowed: primal
            "mip_rel_gap": 0.0,
        }.items():
            self._highs.setOptionValue(option, value)
        self._highs.addVars(self._size, least, most)
        totals = np.array([equation.total for equation in equations], dtype=np.float64)
        lengths = [len(equation.places) for equation in equations]
        self._highs.addRows(
            len(equations),
            totals,
            totals,
            sum(lengths),
            np.concatenate(([0], np.cumsum(lengths)[:-1])).astype(np.int32),
            np.array([place for equation in equations for place in equation.places], dtype=np.int32),
            np.array([factor for equation in equations for factor in equation.factors], dtype=np.float64),
        )

    def bound(self, places: "Whole", least: "Floats", most: "Floats") -> None:
        """Let the values at these places lie within new bounds."""
        import numpy as np

        self._highs.changeColsBounds(len(places), places.astype(np.int32), least, most)

    def cheapest(self, cost: "Floats") -> "Floats | None":
        """Values of the least cost (a cost for each place, a unit each), or None where there are none.

        They may be broken numbers. Raises ProofTimeLimitError.
        """
        self._highs.changeColsCost(self._size, self._places, cost)
        return self._run("off")

    def cheapest_whole(self, cost: "Floats") -> "Whole | None":
        """The same in whole numbers; slow where the broken ones do not happen to be whole."""
        found = self.cheapest(cost)
        if found is None or is_whole(found):
            return None if found is None else rounded(found)
        self._highs.changeColsIntegrality(self._size, self._places, _kinds(self._size, whole=True))
        try:
            found = self._run("on")
        finally:
            self._highs.changeColsIntegrality(self._size, self._places, _kinds(self._size, whole=False))
        return None if found is None else rounded(found)

    def _run(self, presolve: str) -> "Floats | None":
        import highspy
        import numpy as np

        status = highspy.HighsModelStatus
        for attempt in (presolve, "on"):
            self._highs.setOptionValue("presolve", attempt)
            # The clock of HiGHS runs on from one question to the next.
            self._highs.setOptionValue("time_limit", self._highs.getRunTime() + self._limit.left())
            self._highs.run()
            match self._highs.getModelStatus():
                case status.kOptimal:
                    return np.array(self._highs.getSolution().col_value)
                case status.kInfeasible:
                    return None
                case status.kTimeLimit:
                    self._limit.left()
            self._highs.clearSolver()
        refused = ProofRejectedError()
        refused.finding = f"the solver ends with {self._highs.getModelStatus()}"
        raise refused


def is_whole(values: "Floats") -> bool:
    return bool((abs(values - values.round()) < 1e-6).all())


def rounded(values: "Floats") -> "Whole":
    import numpy as np

    return values.round().astype(np.int64)


def _kinds(size: int, whole: bool) -> Any:
    import highspy
    import numpy as np

    kind = highspy.HighsVarType.kInteger if whole else highspy.HighsVarType.kContinuous
    return np.full(size, int(kind), dtype=np.uint8)
