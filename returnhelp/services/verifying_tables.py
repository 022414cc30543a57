"""Whether a table in a file has the numbers of its view of a cube, each in its place."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from returnhelp.domain import profiles
from returnhelp.domain.cubes import Node, PublishedCube
from returnhelp.domain.errors import TableNotProvenError, TableNumbersDifferError, ViewOutsideCubeError
from returnhelp.domain.handouts import HIDDEN, Side, Table
from returnhelp.domain.intake import Cell, Sheet
from returnhelp.domain.views import Slice, View, cut
from returnhelp.i18n.catalogs import LANGUAGES, catalog
from returnhelp.services import statistics_told

Named = tuple[str, PublishedCube, View]
"""The name of a table in its file, the cube it was cut from, and how."""
_DICTIONARY = ["kind", "of", "code", "text"]


def check(name: str, content: bytes, tables: Sequence[Named]) -> None:
    """Raise TableNumbersDifferError or TableNotProvenError unless the file has these tables and no other numbers.

    The digest alone speaks for a paper. May raise a SpreadsheetError for a workbook that is not opened.
    """
    match name.lower().rpartition(".")[2]:
        case "csv":
            wanted = {table: _csv_lines(*_cut(name, table, cube, view)) for table, cube, view in tables}
            _check_csv(name, content, wanted)
        case "json":
            _check_json(name, content, tables)
        case "xlsx":
            _check_xlsx(name, content, tables)


def is_dictionary(content: bytes) -> bool:
    """Whether a file is the dictionary that goes with tables as csv; it holds no number of persons."""
    rows = _rows(content)
    return bool(rows) and rows[0] == _DICTIONARY


def _cut(name: str, table: str, cube: PublishedCube, view: View) -> tuple[View, Slice[int | None]]:
    try:
        return view, cut(cube, view)
    except ViewOutsideCubeError as outside:
        raise TableNumbersDifferError(name=name, table=table) from outside


# --- csv -------------------------------------------------------------------------------------------


def _check_csv(name: str, content: bytes, wanted: Mapping[str, list[list[str | None]]]) -> None:
    rows = _rows(content)
    for table, lines in wanted.items():
        alike = len(rows) == len(lines) and all(
            len(row) == len(line) and all(told in (None, text) for text, told in zip(row, line, strict=True))
            for row, line in zip(rows, lines, strict=True)
        )
        if not alike:
            raise TableNumbersDifferError(name=name, table=table)


def _csv_lines(view: View, told: Slice[int | None]) -> list[list[str | None]]:
    """What the file must say; None where it has a word of its language."""
    from returnhelp.exchange.sheets import harmless

    shares = profiles.share_of_answered(told)
    heads: list[str | None] = [f"{one.value}{end}" for one in view.variables for end in ("_level", "_code", "")]
    held = [text for variable, key in view.held for text in _codes(Node(variable, key))]
    lines = [[*heads, "persons", *(["share"] if shares else [])]]
    for number, (row, persons) in enumerate(zip(told.rows, told.cells, strict=True)):
        for column, cell in zip(told.columns, persons, strict=True):
            codes = [*_codes(row), *(_codes(column) if view.columns else ()), *held]
            line = [None if code is None else harmless(code) for code in codes]
            line.append(HIDDEN if cell is None else str(cell))
            if shares:
                share = shares[number]
                line.append("" if share is None else f"{share:.4f}")
            lines.append(line)
    return lines


def _codes(node: Node) -> tuple[str, str, None]:
    return (node.level.value, str(node.key), None) if node.level else ("", "", None)


def _rows(content: bytes) -> list[list[str]]:
    try:
        rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
        return [row for row in rows if row]
    except (UnicodeDecodeError, csv.Error):
        return []


# --- json ------------------------------------------------------------------------------------------


def _check_json(name: str, content: bytes, tables: Sequence[Named]) -> None:
    found = _json_tables(content)
    if found is None or len(found) != len(tables):
        raise TableNotProvenError(name=name)
    for table, cube, view in tables:
        told = _cut(name, table, cube, view)[1]
        one = found.get(table, {})
        period = cube.request.period
        wanted = {
            "period": {"first": period.first.isoformat(), "last": period.last.isoformat()},
            "k": cube.k,
            "persons": [list(row) for row in told.cells],
            "shares": [None if share is None else round(share, 4) for share in profiles.share_of_answered(told)],
        }
        sides = ((one.get("rows"), view.rows, told.rows), (one.get("columns"), view.columns, told.columns))
        alike = (
            all(_alike(one.get(field), value) for field, value in wanted.items())
            and all(_json_side(side) == _side(variable, nodes) for side, variable, nodes in sides)
            and _json_held(one.get("held")) == [[variable.value, str(key)] for variable, key in view.held]
        )
        if not alike:
            raise TableNumbersDifferError(name=name, table=table)


def _alike(one: Any, other: Any) -> bool:
    """Equal, and of equal kind: true is no 1 and 5.0 no 5."""
    return bool(one == other) and repr(one) == repr(other)


def _json_tables(content: bytes) -> dict[str, Mapping[str, Any]] | None:
    """The tables by name; None where the file is not one of ours."""
    try:
        told = json.loads(content)
    except (ValueError, RecursionError):
        return None
    tables = told.get("tables") if isinstance(told, dict) else None
    if not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
        return None
    found = {one["name"]: one for one in tables if isinstance(one.get("name"), str)}
    return found if len(found) == len(tables) else None


def _side(variable: Any, nodes: Iterable[Node]) -> tuple[str, list[list[str]]] | None:
    if variable is None:
        return None
    return variable.value, [[node.level.value, str(node.key)] if node.level else ["", ""] for node in nodes]


def _json_side(told: Any) -> tuple[Any, Any] | None:
    return (told.get("variable"), told.get("lines")) if isinstance(told, dict) else None


def _json_held(told: Any) -> list[Any] | None:
    return [one[:2] for one in told if isinstance(one, list)] if isinstance(told, list) else None


# --- xlsx ------------------------------------------------------------------------------------------


def _check_xlsx(name: str, content: bytes, tables: Sequence[Named]) -> None:
    """Each sheet but the last, the dictionary, is one of the tables in the words of one language."""
    from returnhelp.exchange.reading import read

    sheets = list(read(content, name).sheets[:-1])
    if len(sheets) != len(tables):
        raise TableNotProvenError(name=name)
    for table, cube, view in tables:
        _cut(name, table, cube, view)
        grids = [_grid(statistics_told.handout([(cube, view)], one, "").tables[0], one) for one in LANGUAGES]
        sheet = next((one for one in sheets if not one.formulas and any(_ends_with(one, grid) for grid in grids)), None)
        if sheet is None:
            raise TableNumbersDifferError(name=name, table=table)
        sheets.remove(sheet)


def _grid(table: Table, language: str) -> list[list[Cell]]:
    words = catalog(language)
    columns = _words(table.columns) if table.columns else [words.gettext("Persons")]
    share = [words.gettext("Share")] if table.shares else []
    grid: list[list[Cell]] = [[table.rows.word, *columns, *share]]
    for number, (line, persons) in enumerate(zip(table.rows.lines, table.persons, strict=True)):
        told: list[Cell] = [HIDDEN if cell is None else cell for cell in persons]
        if table.shares:
            own = table.shares[number]
            told.append(None if own is None else round(own, 4))
        grid.append([line.word, *told])
    return grid


def _words(side: Side) -> list[str]:
    return [line.word for line in side.lines]


def _ends_with(sheet: Sheet, grid: Sequence[Sequence[Cell]]) -> bool:
    rows = [row for row in sheet.rows if any(cell not in (None, "") for cell in row)]
    return len(rows) >= len(grid) and all(
        _trimmed(row) == _trimmed(line) for row, line in zip(rows[-len(grid) :], grid, strict=True)
    )


def _trimmed(row: Sequence[Cell]) -> list[Cell]:
    """Without the empty cells at its end."""
    line = [None if cell == "" else cell for cell in row]
    while line and line[-1] is None:
        line.pop()
    return line
