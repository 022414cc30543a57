"""A linear program kept in memory and asked again and again, and the time that all asking together may take."""

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

_EVER = 2**31 - 1


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

    def between(self, first: float, last: float) -> "Limit":
        """The same end; what is reached of it, 0 to 1, is told as from ``first`` to ``last``."""
        part = Limit(self._seconds)
        part._end = self._end
        told = self._progress
        if told is not None:
            part._progress = lambda reached: told(first + (last - first) * reached)
        return part


@dataclass(frozen=True)
class Rows:
    """Sums that must lie from ``least`` to ``most``: each of its own columns, every column times its factor."""

    columns: "Whole"
    """The columns of all rows, one row after the other."""
    lengths: "Whole"
    least: "Floats"
    most: "Floats"
    factors: "Floats | None" = None
    """None: all are 1."""

    @classmethod
    def of(
        cls, sums: Sequence[Sequence[int]], least: Sequence[float], most: Sequence[float], factors: Any = None
    ) -> "Rows":
        """Rows of the plain sums of these columns, or with ``factors`` laid out as the columns are."""
        import numpy as np

        return cls(
            np.array([column for row in sums for column in row], dtype=np.int64),
            np.array([len(row) for row in sums], dtype=np.int64),
            np.array(least, dtype=np.float64),
            np.array(most, dtype=np.float64),
            None if factors is None else np.array([one for row in factors for one in row], dtype=np.float64),
        )


class Model:
    """Values from ``least`` to ``most`` that satisfy rows; bounds and costs may change between questions.

    The same questions in the same order have the same answers.
    """

    def __init__(self, least: "Floats", most: "Floats", rows: Rows, limit: Limit) -> None:
        import highspy
        import numpy as np

        self.size = len(least)
        self._limit = limit
        self._places = np.arange(self.size, dtype=np.int32)
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
        self._highs.addVars(self.size, least, most)
        if len(rows.lengths):
            self._highs.addRows(
                len(rows.lengths),
                rows.least,
                rows.most,
                len(rows.columns),
                np.concatenate(([0], np.cumsum(rows.lengths)[:-1])).astype(np.int32),
                rows.columns.astype(np.int32),
                np.ones(len(rows.columns)) if rows.factors is None else rows.factors,
            )

    def bound(self, places: "Whole", least: "Floats", most: "Floats") -> None:
        """Let the values at these places lie within new bounds."""
        import numpy as np

        self._highs.changeColsBounds(len(places), places.astype(np.int32), np.asarray(least), np.asarray(most))

    def bound_row(self, row: int, least: float, most: float) -> None:
        """Let the sum of a row lie within new bounds; infinite ones are no bounds."""
        self._highs.changeRowBounds(row, least, most)

    def restart(self) -> None:
        """Forget the last answer: the next one is looked for from the least values on."""
        self._highs.clearSolver()

    def cheapest(self, cost: "Floats") -> "Floats | None":
        """Values of the least cost (a cost for each place, a unit each), or None where there are none.

        They may be broken numbers. Raises ProofTimeLimitError.
        """
        self._highs.changeColsCost(self.size, self._places, cost)
        return self._run("off")

    def cheapest_whole(self, cost: "Floats", branches: int | None = None) -> "Whole | None":
        """The same in whole numbers; slow where the broken ones do not happen to be whole.

        After so many ``branches`` of the search the best that was found is taken, None if nothing was.
        """
        found = self.cheapest(cost)
        if found is None or is_whole(found):
            return None if found is None else rounded(found)
        if branches == 0:
            return None
        self._highs.changeColsIntegrality(self.size, self._places, _kinds(self.size, whole=True))
        try:
            self._highs.setOptionValue("mip_max_nodes", _EVER if branches is None else branches)
            found = self._run("on")
        finally:
            self._highs.changeColsIntegrality(self.size, self._places, _kinds(self.size, whole=False))
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
                case status.kSolutionLimit:
                    values = np.array(self._highs.getSolution().col_value)
                    found = (
                        self._highs.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
                    )
                    return values if found and is_whole(values) else None
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
