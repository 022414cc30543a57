"""The registers: kept by those who may, found, undone, brought back, and offered to others."""

from datetime import date
from fractions import Fraction

import pytest

from returnhelp.domain.case import Permit, Procedure, ProcedureStage
from returnhelp.domain.edits import Edit, Refusal
from returnhelp.domain.errors import ChangedMeanwhileError, FieldRefusedError, NotAllowedError, NotThereError
from returnhelp.domain.programmes import FitOutcome, FitReason
from returnhelp.domain.register_lists import Register, RegisterQuery
from returnhelp.domain.registers import OrganisationKind, PartnerKind, RequestTopic
from returnhelp.i18n import catalogs
from returnhelp.services import cases, preferences, registers
from returnhelp.services.office import Office
from tests.gui.pages.opened import open_case
from tests.office import Offices

GEORGIA, IRAQ, SWITZERLAND = 8562, 8512, 8100
TODAY = date(2026, 3, 20)


def add(office: Office, register: Register, **values: object) -> int:
    """A new record; the answer is its number."""
    return registers.save(office, [Edit(register, None, (register, -1), values)]).value[0]


def change(office: Office, register: Register, number: int, was: dict[str, object], **values: object) -> int:
    """Change fields of a record; the answer is the audit entry."""
    return registers.save(office, [Edit(register, number, (register, number), values, was)]).seq


def titles(office: Office, register: Register, name: str = "name", **asked: object) -> list[object]:
    """What a list shows, in order."""
    query = RegisterQuery(register, **asked)  # type: ignore[arg-type]
    rows = registers.listed(office, query, 0, 50)
    assert registers.count(office, query) == len(rows)
    return [row.values[name] for row in rows]


# --- who may ---------------------------------------------------------------------------------------


def test_caseworkers_keep_sheets_trainings_and_requests_alone(anna: Office) -> None:
    add(anna, Register.FACT_SHEETS, country=GEORGIA, title="Schools")
    add(anna, Register.TRAININGS, title="Return counselling")
    add(anna, Register.INFORMATION_REQUESTS, received_on=TODAY)
    for register, values in (
        (Register.PROGRAMMES, {"name": "Georgia"}),
        (Register.PARTNERS, {"name": "Mission Tbilisi"}),
        (Register.STRUCTURAL_PROJECTS, {"title": "Well"}),
    ):
        with pytest.raises(NotAllowedError):
            add(anna, register, **values)
        assert titles(anna, register, next(iter(values))) == []


@pytest.mark.parametrize("name", ["sara", "vera"])
def test_supervisors_and_admins_keep_all_of_them(house: Offices, name: str) -> None:
    office = house.enter(name)
    number = add(office, Register.PROGRAMMES, name="Georgia", countries=[GEORGIA])
    seen = registers.view(office, Register.PROGRAMMES, number)
    assert seen.can_edit
    assert seen.record.values["countries"] == [GEORGIA]


def test_everybody_reads_and_only_those_who_may_change(house: Offices, sara: Office) -> None:
    number = add(sara, Register.PROGRAMMES, name="Georgia")
    anna, otto = house.enter("anna"), house.enter("otto")
    for office in (anna, otto):
        seen = registers.view(office, Register.PROGRAMMES, number)
        assert not seen.can_edit
    with pytest.raises(NotAllowedError):
        change(anna, Register.PROGRAMMES, number, {"name": "Georgia"}, name="Mine")
    with pytest.raises(NotAllowedError):
        registers.put_into_trash(anna, Register.PROGRAMMES, number)
    with pytest.raises(NotAllowedError):
        add(otto, Register.FACT_SHEETS, country=GEORGIA, title="Schools")


def test_a_register_is_not_reached_through_the_cases(anna: Office, sara: Office) -> None:
    number = add(sara, Register.PROGRAMMES, name="Georgia")
    root = (Register.PROGRAMMES.value, number)
    with pytest.raises(NotThereError):
        cases.save(anna, [Edit("programmes", number, root, {"name": "Mine"})])
    with pytest.raises(NotThereError):
        registers.save(sara, [Edit("case", 1, ("case", 1), {"airport": "ZRH"})])


# --- keeping ---------------------------------------------------------------------------------------


def test_a_training_begins_with_its_participants_in_one_go(anna: Office) -> None:
    root = ("trainings", -1)
    change = registers.save(
        anna,
        [
            Edit("trainings", None, root, {"title": "Return counselling", "held_on": TODAY}),
            Edit("participants", None, root, {"organisation": OrganisationKind.POLICE, "women": 3, "men": 4}),
        ],
    )
    assert change.registers == {"trainings"}
    number = change.value[0]
    seen = registers.view(anna, Register.TRAININGS, number)
    (police,) = seen.parts["participants"]
    assert (police.id, police.values["women"]) == (change.value[1], 3)
    assert [row.participants for row in registers.listed(anna, RegisterQuery(Register.TRAININGS), 0, 9)] == [7]


def test_all_or_nothing_is_kept(anna: Office) -> None:
    root = ("trainings", -1)
    edits = [
        Edit("trainings", None, root, {"title": "Return counselling"}),
        Edit("participants", None, root, {"women": -3}),
    ]
    with pytest.raises(FieldRefusedError) as refused:
        registers.save(anna, edits)
    assert refused.value.given == {"field": "women", "reason": Refusal.NEGATIVE}
    assert titles(anna, Register.TRAININGS, "title") == []


@pytest.mark.parametrize(
    ("register", "values", "name", "reason"),
    [
        (Register.PROGRAMMES, {"name": " "}, "name", Refusal.EMPTY),
        (Register.PROGRAMMES, {"name": "P", "currency": "XYZ"}, "currency", Refusal.NOT_A_CHOICE),
        (Register.PROGRAMMES, {"name": "P", "monitoring_months": [0]}, "monitoring_months", Refusal.TOO_SMALL),
        (Register.PROGRAMMES, {"name": "P", "target_groups": ["rich"]}, "target_groups", Refusal.NOT_A_CHOICE),
        (Register.PROGRAMMES, {"name": "P", "partner_ids": [99]}, "partner_ids", Refusal.NOT_A_CHOICE),
        (
            Register.PROGRAMMES,
            {"name": "P", "valid_from": TODAY, "valid_to": date(2026, 3, 19)},
            "valid_to",
            Refusal.END_BEFORE_START,
        ),
        (Register.FACT_SHEETS, {"title": "T", "country": None}, "country", Refusal.EMPTY),
        (Register.FACT_SHEETS, {"title": "T"}, "fact_sheets", Refusal.EMPTY),
        (
            Register.FACT_SHEETS,
            {"title": "T", "country": GEORGIA, "as_of": date(2026, 3, 21)},
            "as_of",
            Refusal.IN_THE_FUTURE,
        ),
        (Register.STRUCTURAL_PROJECTS, {"title": "T", "partner_id": 99}, "partner_id", Refusal.NOT_A_CHOICE),
        (Register.STRUCTURAL_PROJECTS, {"title": "T", "budget": -1}, "budget", Refusal.NEGATIVE),
        (Register.TRAININGS, {"title": "T", "evaluation": 99}, "evaluation", Refusal.TOO_SMALL),
        (Register.TRAININGS, {"title": "T", "evaluation": 501}, "evaluation", Refusal.TOO_LARGE),
        (Register.INFORMATION_REQUESTS, {"received_on": None}, "received_on", Refusal.EMPTY),
        (
            Register.INFORMATION_REQUESTS,
            {"received_on": TODAY, "answered_on": date(2026, 3, 19)},
            "answered_on",
            Refusal.END_BEFORE_START,
        ),
        (Register.INFORMATION_REQUESTS, {"received_on": TODAY, "channel": "pigeon"}, "channel", Refusal.NOT_A_CHOICE),
    ],
)
def test_what_cannot_be_is_refused(
    sara: Office, register: Register, values: dict[str, object], name: str, reason: Refusal
) -> None:
    with pytest.raises(FieldRefusedError) as refused:
        add(sara, register, **values)
    assert refused.value.given == {"field": name, "reason": reason}
    assert registers.count(sara, RegisterQuery(register)) == 0


def test_months_of_visits_stand_in_order_each_once(sara: Office) -> None:
    number = add(sara, Register.PROGRAMMES, name="P", monitoring_months=[12, 6, 12, 3])
    assert registers.view(sara, Register.PROGRAMMES, number).record.values["monitoring_months"] == [3, 6, 12]


def test_somebody_else_was_first(house: Offices) -> None:
    anna, beat = house.enter("anna"), house.enter("beat")
    number = add(anna, Register.FACT_SHEETS, country=GEORGIA, title="Schools")
    change(beat, Register.FACT_SHEETS, number, {"title": "Schools"}, title="All schools")
    with pytest.raises(ChangedMeanwhileError) as error:
        change(anna, Register.FACT_SHEETS, number, {"title": "Schools", "source": ""}, title="My schools", source="x")
    (conflict,) = error.value.conflicts
    assert error.value.given["who"] == "Beat Beispiel"
    assert (conflict.entity, conflict.field, conflict.theirs, conflict.mine) == (
        "fact_sheets",
        "title",
        "All schools",
        "My schools",
    )
    assert registers.view(anna, Register.FACT_SHEETS, number).record.values["source"] == ""


def test_an_edit_is_undone_by_who_made_it(house: Offices) -> None:
    anna, beat = house.enter("anna"), house.enter("beat")
    number = add(anna, Register.TRAININGS, title="Return counselling")
    root = ("trainings", number)
    seq = registers.save(
        anna,
        [
            Edit("trainings", number, root, {"title": "New"}, {"title": "Return counselling"}),
            Edit("participants", None, root, {"women": 3}),
        ],
    ).seq
    with pytest.raises(NotAllowedError):
        registers.undo(beat, seq)
    registers.undo(anna, seq)
    seen = registers.view(anna, Register.TRAININGS, number)
    assert seen.record.values["title"] == "Return counselling"
    assert seen.parts["participants"] == ()


def test_removed_participants_come_back(anna: Office) -> None:
    number = add(anna, Register.TRAININGS, title="T")
    root = ("trainings", number)
    group = registers.save(anna, [Edit("participants", None, root, {"women": 3})]).value[0]
    seq = registers.save(anna, [Edit("participants", group, root, remove=True)]).seq
    registers.undo(anna, seq)
    (kept,) = registers.view(anna, Register.TRAININGS, number).parts["participants"]
    assert (kept.id, kept.values["women"]) == (group, 3)


def test_the_history_tells_who_changed_what(house: Offices) -> None:
    anna, beat = house.enter("anna"), house.enter("beat")
    number = add(anna, Register.FACT_SHEETS, country=GEORGIA, title="Schools")
    change(beat, Register.FACT_SHEETS, number, {"title": "Schools"}, title="All schools")
    latest, first = registers.history(anna, Register.FACT_SHEETS, number)
    assert (latest.by, latest.field, latest.old, latest.new) == ("Beat Beispiel", "title", "Schools", "All schools")
    assert (first.by, first.field, first.new["title"]) == ("Anna Muster", "", "Schools")
    with pytest.raises(NotThereError):
        registers.history(anna, Register.FACT_SHEETS, 99)


def test_the_trash_keeps_a_record_until_it_is_brought_back(sara: Office) -> None:
    number = add(sara, Register.PARTNERS, name="Mission Tbilisi")
    assert registers.put_into_trash(sara, Register.PARTNERS, number).registers == {"partners"}
    assert titles(sara, Register.PARTNERS) == []
    assert titles(sara, Register.PARTNERS, trashed=True) == ["Mission Tbilisi"]
    seen = registers.view(sara, Register.PARTNERS, number)
    assert (seen.can_edit, seen.can_bring_back) == (False, True)
    with pytest.raises(NotThereError):
        change(sara, Register.PARTNERS, number, {"name": "Mission Tbilisi"}, name="X")
    with pytest.raises(NotThereError):
        registers.put_into_trash(sara, Register.PARTNERS, number)
    registers.bring_back(sara, Register.PARTNERS, number)
    assert titles(sara, Register.PARTNERS) == ["Mission Tbilisi"]
    with pytest.raises(NotThereError):
        registers.bring_back(sara, Register.PARTNERS, number)


def test_a_partner_in_the_trash_stays_where_it_is_named_and_is_named_no_more(sara: Office) -> None:
    partner = add(sara, Register.PARTNERS, name="Mission Tbilisi")
    number = add(sara, Register.PROGRAMMES, name="Georgia", partner_ids=[partner])
    registers.put_into_trash(sara, Register.PARTNERS, partner)
    change(sara, Register.PROGRAMMES, number, {"donor": ""}, donor="SEM", partner_ids=[partner])
    (row,) = registers.listed(sara, RegisterQuery(Register.PROGRAMMES), 0, 9)
    assert row.partners == ("Mission Tbilisi",)
    with pytest.raises(FieldRefusedError):
        add(sara, Register.PROGRAMMES, name="Iraq", partner_ids=[partner])


# --- lists -----------------------------------------------------------------------------------------


@pytest.fixture
def partners(sara: Office) -> list[int]:
    return [
        add(sara, Register.PARTNERS, name="Zürcher Werkstatt", kind=PartnerKind.SUPPLIER, country=SWITZERLAND),
        add(sara, Register.PARTNERS, name="Mission Tbilisi", country=GEORGIA, phone="+995 32 212 34 56"),
        add(sara, Register.PARTNERS, name="Élan", kind=PartnerKind.NGO, active=False),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("zurch", ["Zürcher Werkstatt"]),
        ("ÉLAN", ["Élan"]),
        ("elan", ["Élan"]),
        ("geor", ["Mission Tbilisi"]),
        ("mission geor", ["Mission Tbilisi"]),
        ("mission iraq", []),
        ("2123456", ["Mission Tbilisi"]),
        ("  ", ["Élan", "Mission Tbilisi", "Zürcher Werkstatt"]),
        ("…", []),
    ],
)
def test_a_register_is_searched_while_somebody_types(
    sara: Office, partners: list[int], text: str, found: list[str]
) -> None:
    assert titles(sara, Register.PARTNERS, text=text) == found


def test_a_register_is_sorted_as_the_language_sorts_and_the_empty_ones_stay_last(
    sara: Office, partners: list[int]
) -> None:
    assert titles(sara, Register.PARTNERS, sort="country") == ["Mission Tbilisi", "Zürcher Werkstatt", "Élan"]
    assert titles(sara, Register.PARTNERS, sort="country", descending=True) == [
        "Zürcher Werkstatt",
        "Mission Tbilisi",
        "Élan",
    ]
    assert titles(sara, Register.PARTNERS, sort="kind") == ["Mission Tbilisi", "Élan", "Zürcher Werkstatt"]
    assert titles(sara, Register.PARTNERS, sort="no such column")[0] == "Élan"
    catalogs.use("de")
    assert titles(sara, Register.PARTNERS, text="schweiz") == ["Zürcher Werkstatt"]


def test_a_list_comes_in_pages(sara: Office, partners: list[int]) -> None:
    query = RegisterQuery(Register.PARTNERS)
    assert [row.id for row in registers.listed(sara, query, 1, 1)] == [partners[1]]
    assert registers.listed(sara, query, 3, 5) == []


def test_a_list_is_narrowed_to_a_country_and_a_year(sara: Office) -> None:
    add(sara, Register.PROGRAMMES, name="Georgia", countries=[GEORGIA])
    add(sara, Register.PROGRAMMES, name="Everywhere")
    assert titles(sara, Register.PROGRAMMES, country=GEORGIA) == ["Georgia"]
    add(sara, Register.TRAININGS, title="Old", held_on=date(2025, 12, 31))
    add(sara, Register.TRAININGS, title="New", held_on=date(2026, 1, 1))
    assert titles(sara, Register.TRAININGS, "title", year=2026) == ["New"]
    assert registers.years(sara, Register.TRAININGS) == (2026, 2025)
    assert registers.years(sara, Register.INFORMATION_REQUESTS) == (2026,)


def test_fact_sheets_are_old_by_the_setting_of_the_office(house: Offices) -> None:
    anna, vera = house.enter("anna"), house.enter("vera")
    add(anna, Register.FACT_SHEETS, country=GEORGIA, title="A year", as_of=date(2025, 3, 20))
    add(anna, Register.FACT_SHEETS, country=GEORGIA, title="A year and a day", as_of=date(2025, 3, 19))
    add(anna, Register.FACT_SHEETS, country=GEORGIA, title="Undated")
    assert titles(anna, Register.FACT_SHEETS, "title", outdated=True) == ["A year and a day", "Undated"]
    figures = registers.sheet_figures(anna)
    assert (figures.sheets, figures.outdated, figures.months) == (3, 2, 12)
    preferences.set_office_setting(vera, "fact_sheet_months", 24)
    assert titles(anna, Register.FACT_SHEETS, "title", outdated=True) == ["Undated"]
    rows = {row.values["title"]: row for row in registers.listed(anna, RegisterQuery(Register.FACT_SHEETS), 0, 9)}
    assert (rows["A year"].months, rows["A year"].outdated, rows["Undated"].months) == (12, False, None)


def test_the_list_leaves_as_it_is_shown(sara: Office, partners: list[int]) -> None:
    query = RegisterQuery(Register.PARTNERS, text="mission")
    content = registers.export(sara, query, ["name"], ["Name"], lambda row, name: row.values[name], "csv")
    assert content.decode("utf-8-sig") == "Name\r\nMission Tbilisi\r\n"
    book = registers.export(sara, query, ["name"], ["Name"], lambda row, name: row.values[name], "xlsx")
    assert book.startswith(b"PK")


# --- what they add up to, and what others name -----------------------------------------------------


def test_the_years_figures_leave_the_trash_out(anna: Office) -> None:
    root = ("trainings", -1)
    values = {"title": "T", "held_on": TODAY, "answers": 4, "evaluation": 450}
    for women in (3, 5):
        number = registers.save(
            anna, [Edit("trainings", None, root, values), Edit("participants", None, root, {"women": women})]
        ).value[0]
    registers.put_into_trash(anna, Register.TRAININGS, number)
    add(anna, Register.INFORMATION_REQUESTS, received_on=TODAY, topic=RequestTopic.VISA)
    figures = registers.training_figures(anna, 2026)
    assert (figures.trainings, figures.heads.women, figures.mean) == (1, 3, Fraction(9, 2))
    asked = registers.request_figures(anna, 2026)
    assert (asked.requests, asked.by_month[2], asked.by_topic) == (1, 1, {RequestTopic.VISA: 1})
    assert registers.request_figures(anna, 2025).requests == 0
    assert registers.project_figures(anna).projects == 0


def test_partners_are_offered_the_usual_ones_first(sara: Office, partners: list[int]) -> None:
    def names(**asked: object) -> list[tuple[str, bool]]:
        found = registers.choices(sara, Register.PARTNERS, **asked)  # type: ignore[arg-type]
        return [(one.name, one.usual) for one in found]

    assert names() == [("Mission Tbilisi", True), ("Zürcher Werkstatt", True), ("Élan", False)]
    assert names(country=GEORGIA) == [("Mission Tbilisi", True), ("Élan", False), ("Zürcher Werkstatt", False)]
    assert names(kinds=frozenset({PartnerKind.SUPPLIER}))[0] == ("Zürcher Werkstatt", True)


def test_programmes_are_offered_by_day_and_country(sara: Office) -> None:
    add(sara, Register.PROGRAMMES, name="Georgia", countries=[GEORGIA], valid_to=date(2026, 3, 20))
    add(sara, Register.PROGRAMMES, name="Iraq", countries=[IRAQ])
    first = registers.choices(sara, Register.PROGRAMMES, country=GEORGIA)
    assert [(one.name, one.usual) for one in first] == [("Georgia", True), ("Iraq", False)]
    later = registers.choices(sara, Register.PROGRAMMES, on=date(2026, 3, 21), country=GEORGIA)
    assert [one.usual for one in later] == [False, False]


def test_a_case_is_offered_the_programmes_that_fit_it_first(sara: Office) -> None:
    add(sara, Register.PROGRAMMES, name="A ended", valid_to=date(2025, 1, 1))
    dated = add(sara, Register.PROGRAMMES, name="Dated", application_before=date(2025, 6, 1))
    fitting = add(sara, Register.PROGRAMMES, name="Georgia", countries=[GEORGIA])
    number = open_case(sara, "Beridze", case={"destination": GEORGIA})
    seen = cases.view(sara, number)
    assert [(one.name, one.fit.outcome) for one in seen.programmes] == [
        ("Georgia", FitOutcome.FITS),
        ("Dated", FitOutcome.OPEN),
        ("A ended", FitOutcome.DOES_NOT_FIT),
    ]
    assert seen.programmes[2].fit.against[0].reason is FitReason.ENDED
    root = ("case", number)
    stay = {
        "permit": Permit.N,
        "procedure": Procedure.ASYLUM_EXTENDED,
        "stage": ProcedureStage.OPEN,
        "since": date(2025, 5, 31),
    }
    cases.save(sara, [Edit("stays", None, root, stay), Edit("case", number, root, {"programme_id": dated})])
    assert {one.name: one.fit.outcome for one in cases.view(sara, number).programmes}["Dated"] is FitOutcome.FITS
    registers.put_into_trash(sara, Register.PROGRAMMES, dated)
    assert "Dated" in [one.name for one in cases.view(sara, number).programmes]
    assert fitting in [one.id for one in cases.view(sara, number).programmes]


def test_a_case_names_only_a_programme_that_there_is(sara: Office) -> None:
    number = open_case(sara, "Beridze")
    with pytest.raises(FieldRefusedError) as refused:
        cases.save(sara, [Edit("case", number, ("case", number), {"programme_id": 99})])
    assert refused.value.given == {"field": "programme_id", "reason": Refusal.NOT_A_CHOICE}
