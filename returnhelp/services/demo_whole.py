"""What the demo office has beside its many cases: registers, rates, and whole cases from first contact to closing."""

from collections.abc import Mapping
from typing import Any

from returnhelp import files
from returnhelp.domain.edits import Edit
from returnhelp.domain.office_tables import OfficeTable
from returnhelp.domain.register_lists import Register
from returnhelp.i18n.catalogs import N_, catalog
from returnhelp.services import demo_story, preferences, registers, rules
from returnhelp.services.demo_days import told
from returnhelp.services.demo_story import Staff
from returnhelp.services.office import Office
from returnhelp.services.rule_views import Proposal

FOLDER = "resources/demo"
_SOURCE = N_("Demo value – not verified law (invented for the demo office)")
_SETTINGS = {"four_eyes_limit": 3_000, "eur_in_francs": "0.95", "usd_in_francs": "0.88"}
"""What this office has set for approving payments: in whole francs, and francs for one unit."""
_PARTS = {"participants"}
"""What belongs to a record of a register."""


def add(staff: Staff) -> Mapping[str, int]:
    """Everything, by ada, sofia and carla; answers the number of each case by the name of its story."""
    known = keep_registers(staff["sofia"])
    enter_rates(staff["ada"], staff["sofia"])
    return tell_cases(staff, known)


def tell_cases(staff: Staff, known: Mapping[str, int]) -> Mapping[str, int]:
    """Every whole case, in the order of the files; answers their numbers by the names of their stories.

    Each knows the registers (``known``) and, as ``story.name``, what was given a name in the stories before it.
    """
    numbers: dict[str, int] = {}
    before = dict(known)
    for file in sorted(files.path(FOLDER).glob("case_*.toml")):
        story = demo_story.read(file)
        here = dict(before)
        name = str(story["name"])
        numbers[name] = demo_story.tell(staff, story, here)
        before |= {f"{name}.{one}": number for one, number in here.items() if one not in before}
    return numbers


def keep_registers(desk: Office) -> dict[str, int]:
    """The registers of the office, the partners first; answers the number of each record that has a name."""
    known: dict[str, int] = {}
    written = demo_story.read(files.path(f"{FOLDER}/registers.toml"))
    for some in ((Register.PARTNERS,), tuple(one for one in Register if one is not Register.PARTNERS)):
        edits: list[Edit] = []
        names: dict[int, str] = {}
        for register in some:
            for row in written[register.value]:
                values = told(row, desk.today(), known)
                name = values.pop("as", "")
                parts = [(entity, one) for entity in _PARTS for one in values.pop(entity, ())]
                root = (register.value, -len(edits) - 1)
                names[len(edits)] = name
                edits.append(Edit(register.value, None, root, values))
                edits += [Edit(entity, None, root, one) for entity, one in parts]
        made = registers.save(desk, edits).value
        known |= {name: made[place] for place, name in names.items() if name}
    return known


def enter_rates(proposer: Office, second: Office) -> None:
    """The tables of the office: proposed by one person, confirmed by another; the last row still waits for that."""
    with_source = catalog(str(preferences.of_office(proposer, "office_language"))).gettext(_SOURCE)
    rows = demo_story.read(files.path(f"{FOLDER}/rates.toml"))["row"]
    entered = rules.propose(proposer, [_proposal(row, with_source) for row in rows]).value
    rules.confirm(second, entered[:-1])
    for name, value in _SETTINGS.items():
        preferences.set_office_setting(proposer, name, value)


def _proposal(row: Mapping[str, Any], source: str) -> Proposal:
    values = {name: one for name, one in row.items() if name not in ("table", "valid_from", "valid_to")}
    return Proposal(
        table=OfficeTable(row["table"]),
        values=values,
        valid_from=row["valid_from"],
        valid_to=row.get("valid_to"),
        source=source,
    )
