"""Surveys in the office: instruments loaded, answers checked, and groups that give nobody away."""

import io
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from returnhelp.domain import edits, survey_tables
from returnhelp.domain.case import CaseType
from returnhelp.domain.edits import Edit
from returnhelp.domain.errors import (
    AnswerRefusedError,
    FieldRefusedError,
    InstrumentCellEmptyError,
    InstrumentEmptyError,
    InstrumentValueError,
    InstrumentVersionThereError,
    InstrumentWeightMissingError,
    NotAllowedError,
    NotThereError,
    NotToBeAskedError,
    SpreadsheetDamagedError,
)
from returnhelp.domain.household import MemberRole
from returnhelp.domain.office_tables import Column, Entry, OfficeTable
from returnhelp.domain.opening import NewCase, NewMember
from returnhelp.domain.survey_answers import SurveyMethod, SurveyOccasion
from returnhelp.domain.survey_files import shipped
from returnhelp.domain.survey_groups import GroupBy
from returnhelp.domain.surveys import Dimension, Instrument, Measure, Refusal
from returnhelp.domain.vulnerability import VulnerabilityKind
from returnhelp.exchange import sheets
from returnhelp.services import audit, cases, surveys, trash
from returnhelp.services.office import Office
from tests.gui.pages.casework.world import open_family, people_of
from tests.gui.pages.opened import GEORGIA, IRAQ
from tests.office import Offices

ADULTS, SATISFACTION = shipped()
BEST = {one.code: next(o.code for o in one.options if o.value == 1) for one in ADULTS.questions if one.counts}
WORST = {one.code: next(o.code for o in one.options if o.value == 0) for one in ADULTS.questions if one.counts}
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def newer(**changes: Any) -> Instrument:
    return replace(ADULTS, version="2", valid_from=date(2026, 3, 1), **changes)


def cells_of(instrument: Instrument) -> list[list[str]]:
    return survey_tables.template(instrument)


def xlsx(cells: list[list[str]]) -> bytes:
    return sheets.xlsx("1", cells[0], cells[1:])


def csv(cells: list[list[str]]) -> bytes:
    out = io.StringIO()
    for row in cells:
        out.write(";".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\r\n")
    return out.getvalue().encode()


def taken(office: Office, case_id: int, person_id: int, answers: dict[str, Any] | None = None, **values: Any) -> None:
    """Somebody has asked a person."""
    told = {
        "person_id": person_id,
        "instrument": ADULTS.key,
        "instrument_version": ADULTS.version,
        "taken_on": office.today(),
        "occasion": SurveyOccasion.BASELINE,
        "method": SurveyMethod.PHONE,
        "answers": answers or {},
    }
    cases.save(office, [Edit("surveys", None, ("case", case_id), {**told, **values})])


def the_survey(office: Office, case_id: int) -> Any:
    [found] = cases.view(office, case_id).parts["surveys"]
    return found


# --- instruments -----------------------------------------------------------------------------------


def test_what_comes_with_the_program_is_there_for_everybody_and_unofficial(anna: Office) -> None:
    found = surveys.instruments(anna)
    assert {one.instrument.key for one in found} == {"reintegration_adult", "satisfaction"}
    assert all(one.in_force and not one.instrument.official and not one.loaded_by for one in found)


@pytest.mark.parametrize("write", [xlsx, csv])
@pytest.mark.parametrize("name", ["sara", "vera"])
def test_a_newer_version_is_loaded_and_then_in_force(house: Offices, name: str, write: Any) -> None:
    office = house.enter(name)
    content = write(cells_of(newer(source="Annex 4")))
    assert surveys.review(office, "survey", content) == newer(source="Annex 4")
    assert len(surveys.instruments(office)) == 2
    assert surveys.load(office, "survey", content).value == newer(source="Annex 4")
    seen = surveys.instruments(office)
    assert [(one.instrument.key, one.instrument.version, one.in_force) for one in seen] == [
        ("reintegration_adult", "2", True),
        ("satisfaction", "1", True),
        ("reintegration_adult", "1", False),
    ]
    assert seen[0].loaded_by == office.user.display_name
    assert seen[0].loaded_on == office.today()
    assert surveys.instruments(house.enter("anna"))[0].instrument == newer(source="Annex 4")


def test_an_exported_instrument_is_the_pattern_that_is_read_back(sara: Office) -> None:
    content = surveys.export(sara, "satisfaction", "1")
    with pytest.raises(InstrumentVersionThereError):
        surveys.review(sara, "satisfaction.xlsx", content)
    surveys.load(sara, "a.xlsx", xlsx(cells_of(newer())))
    assert surveys.export(sara, ADULTS.key, "2") == surveys.export(sara, ADULTS.key, "2")
    with pytest.raises(NotThereError):
        surveys.export(sara, ADULTS.key, "3")


def test_a_version_is_loaded_once_and_never_changed(sara: Office) -> None:
    surveys.load(sara, "a.xlsx", xlsx(cells_of(newer())))
    with pytest.raises(InstrumentVersionThereError):
        surveys.load(sara, "b.csv", csv(cells_of(newer(source="other"))))
    assert [one.instrument.version for one in surveys.instruments(sara)] == ["2", "1", "1"]


def test_a_malformed_one_says_every_fault_with_row_and_column_and_nothing_is_kept(sara: Office) -> None:
    cells = cells_of(newer())
    head = next(place for place, row in enumerate(cells) if row and row[0] == "question")
    columns = {name: place for place, name in enumerate(cells[head])}
    starts = [place for place, row in enumerate(cells) if place > head and row[columns["dimension"]]]
    cells[starts[0]][columns["value"]] = "1.5"
    cells[starts[2]][columns["weight"]] = ""
    cells[starts[4]][columns["dimension"]] = ""
    with pytest.raises(InstrumentValueError) as refused:
        surveys.load(sara, "a.xlsx", xlsx(cells))
    assert [(type(one), one.given["row"], one.given["column"]) for one in refused.value.faults] == [
        (InstrumentValueError, starts[0] + 1, "value"),
        (InstrumentWeightMissingError, starts[2] + 1, "weight"),
        (InstrumentCellEmptyError, starts[4] + 1, "dimension"),
    ]
    assert len(surveys.instruments(sara)) == 2
    assert "surveys.load" not in {line.act for line in audit.entries(sara)}


def test_a_file_that_is_no_survey_or_no_spreadsheet_is_refused(sara: Office) -> None:
    with pytest.raises(SpreadsheetDamagedError):
        surveys.load(sara, "a.xlsx", b"nothing of the kind")
    cells = cells_of(newer())
    head = next(place for place, row in enumerate(cells) if row and row[0] == "question")
    with pytest.raises(InstrumentEmptyError):
        surveys.load(sara, "a.xlsx", xlsx(cells[: head + 1]))


def test_a_question_is_refused_once_and_not_again_by_those_that_depend_on_it(sara: Office) -> None:
    cells = cells_of(newer())
    head = next(place for place, row in enumerate(cells) if row and row[0] == "question")
    column = cells[head].index("dimension")
    at = next(place for place, row in enumerate(cells) if row and row[0] == "P9")
    cells[at][column] = "weather"
    with pytest.raises(Exception, match="weather") as refused:
        surveys.load(sara, "a.xlsx", xlsx(cells))
    assert len(refused.value.faults) == 1


def test_caseworkers_load_nothing(anna: Office) -> None:
    for act in (surveys.review, surveys.load):
        with pytest.raises(NotAllowedError):
            act(anna, "a.xlsx", xlsx(cells_of(newer())))


def test_loading_is_in_the_audit_log(house: Offices, sara: Office) -> None:
    surveys.load(sara, "a.xlsx", xlsx(cells_of(newer())))
    line = next(one for one in audit.entries(sara) if one.act == "surveys.load")
    assert line.detail["instrument"] == "reintegration_adult 2"


# --- surveys taken ---------------------------------------------------------------------------------


@pytest.fixture
def family(anna: Office) -> int:
    return open_family(anna)


def test_a_child_is_refused_by_the_service_too(anna: Office, family: int) -> None:
    yusuf = people_of(anna, family)["Yusuf"]
    with pytest.raises(NotToBeAskedError) as refused:
        taken(anna, family, yusuf)
    assert refused.value.given["reason"] is Refusal.CHILD
    taken(anna, family, yusuf, {"Z1": "5"}, instrument="satisfaction")


def test_the_eighteenth_birthday_is_the_first_day(anna: Office, family: int) -> None:
    yusuf = people_of(anna, family)["Yusuf"]
    was = {"birth_date": date(2012, 2, 9)}
    birth = anna.today().replace(year=anna.today().year - 18) + timedelta(days=1)
    cases.save(anna, [Edit("person", yusuf, ("person", yusuf), {"birth_date": birth}, was)])
    with pytest.raises(NotToBeAskedError):
        taken(anna, family, yusuf)
    cases.save(
        anna,
        [
            Edit("surveys", None, ("case", family), {"person_id": yusuf, "instrument": ADULTS.key,
                 "instrument_version": "1", "taken_on": anna.today()}),
            Edit("person", yusuf, ("person", yusuf), {"birth_date": birth - timedelta(days=1)}, {"birth_date": birth}),
        ],
    )  # fmt: skip
    assert the_survey(anna, family).values["person_id"] == yusuf


def test_a_survivor_is_not_asked_and_what_was_taken_before_stays(anna: Office, family: int) -> None:
    omar, layla = (people_of(anna, family)[name] for name in ("Omar", "Layla"))
    taken(anna, family, omar, {"E1": "satisfied"})
    kind = {"kind": VulnerabilityKind.TRAFFICKING_VICTIM, "person_id": omar}
    cases.save(anna, [Edit("vulnerabilities", None, ("case", family), kind)])
    survey = the_survey(anna, family)
    root = ("case", family)
    cases.save(anna, [Edit("surveys", survey.id, root, {"note": "By phone."}, {"note": ""})])
    for values in ({"answers": {"E1": "very_satisfied"}}, {"taken_on": anna.today() - timedelta(days=1)}):
        was = {name: survey.values[name] for name in values}
        with pytest.raises(NotToBeAskedError) as refused:
            cases.save(anna, [Edit("surveys", survey.id, root, values, was)])
        assert refused.value.given["reason"] is Refusal.TRAFFICKING_SURVIVOR
    taken(anna, family, layla)


def test_in_a_case_of_trafficking_nobody_is_asked_with_it(anna: Office, family: int) -> None:
    root = ("case", family)
    cases.save(anna, [Edit("case", family, root, {"kind": CaseType.TRAFFICKING_RETURN})])
    with pytest.raises(NotToBeAskedError):
        taken(anna, family, people_of(anna, family)["Layla"])


@pytest.mark.parametrize("answers", [{"E1": "splendid"}, {"E1": ["satisfied"]}, {"X9": "yes"}])
def test_an_answer_that_the_survey_does_not_have_is_refused(anna: Office, family: int, answers: Any) -> None:
    with pytest.raises(AnswerRefusedError):
        taken(anna, family, people_of(anna, family)["Omar"], answers)
    assert cases.view(anna, family).parts["surveys"] == ()


def test_a_survey_that_the_office_does_not_have_is_refused(anna: Office, family: int) -> None:
    with pytest.raises(FieldRefusedError) as refused:
        taken(anna, family, people_of(anna, family)["Omar"], instrument_version="7")
    assert refused.value.given == {"field": "instrument", "reason": edits.Refusal.NOT_A_CHOICE}


def test_a_loaded_survey_is_asked_like_any_other(house: Offices, anna: Office, family: int) -> None:
    surveys.load(house.admin, "a.xlsx", xlsx(cells_of(newer())))
    taken(anna, family, people_of(anna, family)["Omar"], {"E1": "satisfied"}, instrument_version="2")
    assert newer() in cases.view(anna, family).instruments


# --- groups ----------------------------------------------------------------------------------------


def asked(office: Office, people: list[int], case_id: int, answers: dict[str, str], **values: Any) -> None:
    """These people of a case were asked on the same day."""
    told = {
        "instrument": ADULTS.key,
        "instrument_version": ADULTS.version,
        "taken_on": office.today(),
        "answers": answers,
        **values,
    }
    cases.save(office, [Edit("surveys", None, ("case", case_id), {"person_id": one, **told}) for one in people])


def a_group(
    office: Office, count: int, answers: dict[str, str], *, destination: int = IRAQ, survey: Any = None, **case: Any
) -> int:
    """So many people of one destination who were asked; the number of their case."""
    members = tuple(
        NewMember(
            MemberRole.PRINCIPAL if number == 0 else MemberRole.OTHER,
            person={"family_name": f"Person {number}", "birth_date": date(1990, 1, 1)},
        )
        for number in range(count)
    )
    opened = cases.open_case(office, NewCase(members, case={"destination": destination, **case})).value
    asked(office, list(cases.view(office, opened).people), opened, answers, **(survey or {}))
    return opened


def figures(office: Office, group: Any = None, measure: Any = Measure.COMPOSITE, **asked: Any) -> Any:
    scores = surveys.group_scores(office, ADULTS.key, "1", FIRST, LAST, **asked).scores
    if group is None:
        return scores.everybody.figures[measure]
    return next(one for one in scores.groups if one.key == group).figures[measure]


def test_ten_people_are_no_group_and_eleven_are(anna: Office, sara: Office) -> None:
    a_group(anna, 10, BEST)
    assert figures(sara).baseline is None
    a_group(anna, 1, WORST)
    shown = figures(sara).baseline
    assert (shown.taken, shown.n, shown.mean, shown.median) == (11, 11, Fraction(10, 11), 1)
    assert shown.completeness == 1
    assert figures(sara, IRAQ).baseline == shown


def test_a_group_that_the_total_would_give_away_hides_another(anna: Office, sara: Office) -> None:
    a_group(anna, 13, BEST)
    a_group(anna, 12, BEST, destination=8541)
    a_group(anna, 2, WORST, destination=GEORGIA)
    assert figures(sara).baseline.n == 27
    assert figures(sara, GEORGIA).baseline is None
    assert figures(sara, 8541).baseline is None
    assert figures(sara, IRAQ).baseline.n == 13


def test_the_office_says_how_small_a_group_may_be_but_never_one_person(
    house: Offices, anna: Office, sara: Office
) -> None:
    a_group(anna, 4, BEST)
    assert figures(sara).baseline is None
    for persons, shown in ((4, True), (5, False)):
        with house.admin.work("tests") as unit:
            unit.session.add(an_entry(house, persons, date(2026, 1, persons)))
            unit.commit()
        assert (figures(sara).baseline is not None) is shown
    with house.admin.work("tests") as unit:
        unit.session.add(an_entry(house, 1, date(2026, 2, 1)))
        unit.commit()
    assert figures(sara).baseline is not None
    scores = surveys.group_scores(sara, ADULTS.key, "1", FIRST, LAST).scores
    assert scores.limit == 3


def an_entry(house: Offices, persons: int, first: date) -> Entry:
    now = house.clock()
    values = {Column.PERSONS.value: persons}
    return Entry(
        table=OfficeTable.SMALL_CELL, values=values, valid_from=first, source="the office", entered_by=1,
        entered_at=now, confirmed_by=2, confirmed_at=now,
    )  # fmt: skip


def test_the_change_is_of_those_with_both_and_a_person_counts_once(anna: Office, sara: Office) -> None:
    case_id = a_group(anna, 12, WORST)
    people = list(cases.view(anna, case_id).people)[:11]
    for later in (WORST, BEST):  # the last follow-up counts
        asked(anna, people, case_id, later, occasion=SurveyOccasion.FOLLOW_UP)
    told = figures(sara)
    assert (told.baseline.n, told.follow_up.n, told.change.n) == (12, 11, 11)
    assert (told.change.mean, told.change.median) == (1, 1)
    before = surveys.group_scores(sara, ADULTS.key, "1", FIRST, date(2026, 3, 1)).scores
    assert before.everybody.figures[Measure.SOCIAL].baseline.taken == 0


def test_survivors_and_the_trash_are_left_out(anna: Office, sara: Office) -> None:
    a_group(anna, 11, BEST)
    other = a_group(anna, 2, WORST)
    assert figures(sara).baseline.n == 13
    kind = {"kind": VulnerabilityKind.TRAFFICKING_VICTIM, "person_id": next(iter(cases.view(anna, other).people))}
    cases.save(anna, [Edit("vulnerabilities", None, ("case", other), kind)])
    assert figures(sara).baseline.n == 11
    third = a_group(anna, 2, WORST)
    trash.put_in(anna, "case", third)
    assert figures(sara).baseline.n == 11


def test_groups_can_be_narrowed_and_say_by_what(anna: Office, sara: Office) -> None:
    a_group(anna, 12, BEST)
    a_group(anna, 12, WORST, destination=GEORGIA, kind=CaseType.MEDICAL_RETURN)
    answer = surveys.group_scores(sara, ADULTS.key, "1", FIRST, LAST, destination=GEORGIA)
    assert answer.destinations == tuple(sorted((GEORGIA, IRAQ)))
    assert answer.programmes == {}
    assert answer.scores.everybody.figures[Measure.ECONOMIC].baseline.mean == 0
    assert [one.key for one in answer.scores.by(GroupBy.KIND)] == [CaseType.MEDICAL_RETURN]
    assert figures(sara, programme_id=5).baseline.taken == 0


def test_satisfaction_of_a_group_is_its_mean_mark(anna: Office, sara: Office) -> None:
    a_group(anna, 11, {"Z1": "5", "Z2": "4"}, survey={"instrument": "satisfaction"})
    told = surveys.group_scores(sara, "satisfaction", "1", FIRST, LAST).scores
    shown = told.everybody.figures[Dimension.SATISFACTION].baseline
    assert shown is not None
    assert (shown.n, shown.mean) == (11, Fraction(9, 2))


def test_group_scores_are_for_supervisors(anna: Office) -> None:
    with pytest.raises(NotAllowedError):
        surveys.group_scores(anna, ADULTS.key, "1", FIRST, LAST)
