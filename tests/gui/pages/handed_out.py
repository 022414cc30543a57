"""A ledger with something of each kind in it, entered as the services enter it, without waiting for a proof."""

from datetime import date
from typing import Any

from returnhelp.domain.cubes import Bound, CubeRequest, ProtectedCube, Shape
from returnhelp.domain.tables import Hidden, Months, Variable
from returnhelp.domain.views import View
from returnhelp.services.office import Office
from returnhelp.storage import ledger_rows

V = Variable
FILES = ("open-data-2022-de-permit.csv", "open-data-2022-de.proof.json")


def year(of: int) -> Months:
    return Months(date(of, 1, 1), date(of, 12, 31))


def a_cube(variables: tuple[Variable, ...], of: int) -> dict[str, Any]:
    request = CubeRequest.of(variables, year(of))
    axes = request.laid_out()
    cells = [Hidden.PRIMARY_SMALL if at % 2 else 12 for at in range(Shape(axes).size)]
    return ProtectedCube(request, axes, tuple(cells)).to_dict()


def enter(office: Office, kind: str, content: dict[str, Any], proof: dict[str, Any] | None = None) -> int:
    with office.work("tests.enter") as unit:
        number = ledger_rows.append(
            unit.session, at=unit.now, by_user_id=office.user.id, kind=kind, content=content, proof=proof
        )
        unit.commit()
    return number


def hand_out(office: Office) -> None:
    """Two tables of 2022 and one of 2023, an open data sheet, a file of an older program, a register."""
    nations = enter(office, "cube", a_cube((V.NATIONALITY, V.CANTON), 2023), {"any": 1})
    permits = enter(office, "cube", a_cube((V.PERMIT,), 2022), {"any": 1})
    former = enter(office, "cube", a_cube((V.SEX, V.AGE_GROUP), 2022))
    views = [{"cube": permits, **View(V.PERMIT).to_dict()}, {"cube": nations, **View(V.CONTINENT, V.CANTON).to_dict()}]
    files = [{"name": name, "sha256": letter * 64} for name, letter in zip(FILES, "ab", strict=True)]
    enter(
        office,
        "export",
        {"kind": "csv", "language": "de", "profile": "open_data", "files": files, "views": views},
    )
    enter(office, "export", {"kind": "former", "digest": "c" * 64, "cubes": [former]})
    bounds = [Bound(((V.CANTON, "BE"),), year(2021), 12, "BFS").to_dict()]
    enter(office, "bounds", {"file": "register.csv", "source": "BFS", "bounds": bounds})


def damage(office: Office, number: int) -> None:
    """Somebody writes into the ledger past the program."""
    with office.work("tests.damage") as unit:
        connection = unit.session.connection()
        for trigger in connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'statistics_ledger'"
        ).fetchall():
            connection.exec_driver_sql(f'DROP TRIGGER "{trigger[0]}"')
        connection.exec_driver_sql(f"UPDATE statistics_ledger SET content = '{{}}' WHERE number = {number}")
        unit.commit()
