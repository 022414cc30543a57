"""A register that knows so much that a table beside it cannot be safe."""

from pathlib import Path

from returnhelp.domain.cubes import CubeRequest
from returnhelp.domain.tables import K, Months, Variable
from returnhelp.services import statistics
from returnhelp.services.office import Office


def load_all_but_one(office: Office, folder: Path, variable: Variable, period: Months) -> None:
    """Load the true numbers of every category but one small one.

    Where the total is known too, that one cannot be nobody, and no table that tells it apart can be handed out.
    """
    session = office.reading()
    try:
        counts = statistics.count(session, CubeRequest.of((variable,), period))
    finally:
        session.close()
    told = {node.key: number for node, number in zip(counts.axes[0].nodes, counts.in_line, strict=True)}
    keys = counts.axes[0].keys(variable)
    left = next(key for key in keys if 0 < told[key] < K)
    lines = [f"{period.first},{period.last},{told[key]},{key}" for key in keys if key != left]
    file = folder / "register.csv"
    file.write_text("\n".join((f"first,last,most,{variable.value}", *lines)), encoding="utf-8")
    statistics.load_bounds(office, file, "Register")
