"""The entries of the ledger of statistics with all that each of them holds, for whoever looks one up."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from returnhelp.domain.cubes import Bound, CubeRequest
from returnhelp.domain.errors import LedgerDamagedError
from returnhelp.domain.roles import Act
from returnhelp.domain.statistics_plan import PlannedCube
from returnhelp.domain.views import View
from returnhelp.services.office import Look, question
from returnhelp.services.statistics_ledger import LedgerLine, ledger
from returnhelp.storage import ledger_rows

_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, IndexError)


@dataclass(frozen=True)
class Entry:
    """One entry; what its kind does not have is empty."""

    line: LedgerLine
    cells: int = 0
    """Of a cube: so many cells, totals too."""
    hidden: int = 0
    proven: bool = False
    """Of a cube: its proof is kept (an older program kept none of this kind)."""
    format: str = ""
    """Of an export: xlsx, csv, json or pdf; ``former`` for one of an older program."""
    language: str = ""
    files: tuple[tuple[str, str], ...] = ()
    """Of an export: names and their SHA-256; an older program kept no name."""
    tables: tuple[tuple[CubeRequest | None, View | None], ...] = ()
    """Of an export: which view was cut out of which cube; None for what is not known of it."""
    cubes: tuple[PlannedCube, ...] = ()
    """Of a plan."""
    source: str = ""
    bounds: tuple[Bound, ...] = ()
    """Of a register's list."""

    @property
    def requests(self) -> tuple[CubeRequest, ...]:
        """The cubes that it is about, each once."""
        own = (self.line.request,) if self.line.request is not None else ()
        return tuple(dict.fromkeys((*own, *(request for request, _ in self.tables if request is not None))))


@question(Act.ANONYMISED_STATISTICS)
def entries(look: Look) -> tuple[Entry, ...]:
    """Everything in the ledger, the latest first, the whole chain verified; raises LedgerDamagedError."""
    rows = {row.number: row for row in ledger_rows.entries(look.session)}
    lines = ledger(look.office)
    requests = {line.number: line.request for line in lines if line.request is not None}
    found = []
    for line in lines:
        try:
            found.append(_entry(line, rows[line.number], requests))
        except _UNREADABLE:
            raise LedgerDamagedError(number=line.number) from None
    return tuple(found)


def _entry(line: LedgerLine, row: ledger_rows.LedgerRow, requests: Mapping[int, CubeRequest]) -> Entry:
    told: dict[str, Any] = row.content
    match row.kind:
        case "cube":
            cells = told["cells"]
            hidden = sum(isinstance(cell, str) for cell in cells)
            return Entry(line, cells=len(cells), hidden=hidden, proven=row.proof_text is not None)
        case "export":
            return _export(line, told, requests)
        case "plan":
            return Entry(line, cubes=tuple(PlannedCube.from_dict(one) for one in told["cubes"]))
    return Entry(line, source=str(told["source"]), bounds=tuple(Bound.from_dict(one) for one in told["bounds"]))


def _export(line: LedgerLine, told: Mapping[str, Any], requests: Mapping[int, CubeRequest]) -> Entry:
    files = tuple((str(one["name"]), str(one["sha256"])) for one in told.get("files", ()))
    if "digest" in told:
        files = (*files, ("", str(told["digest"])))
    views = ((one["cube"], View.from_dict(one)) for one in told.get("views", ()))
    tables = (
        *((_cut_from(requests.get(number), view), view) for number, view in views),
        *((requests.get(number), None) for number in told.get("cubes", ())),
    )
    return Entry(line, format=str(told["kind"]), language=str(told.get("language", "")), files=files, tables=tables)


def _cut_from(request: CubeRequest | None, view: View) -> CubeRequest | None:
    """The cube, if the view can be one of it; None where an entry names another by mistake."""
    told = {level for axis in request.axes for level in axis} if request is not None else set()
    return request if told >= set(view.variables) else None
