"""The rates and lists of the office: two people for every change, the law checked without one."""

import time
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from returnhelp.domain.case import CentrePhase
from returnhelp.domain.errors import (
    EntryDecidedError,
    EntryOverlapError,
    EntryReasonMissingError,
    EntrySourceMissingError,
    EntryValueError,
    NotAllowedError,
    NotThereError,
    SecondPersonNeededError,
)
from returnhelp.domain.law_checks import LawPart
from returnhelp.domain.office_tables import OfficeTable, OfficeTables, Standing
from returnhelp.domain.roles import Role
from returnhelp.domain.state_lines import LineFault
from returnhelp.services import audit, law, rules, users
from returnhelp.services.office import Look, Office
from returnhelp.services.rule_views import EntrySeen, Proposal
from tests.office import PASSWORD, Offices

T = OfficeTable
GEORGIA, TURKEY, MOLDOVA = 8562, 8239, 8263
FROM = date(2026, 1, 1)


def a_row(table: OfficeTable, valid_from: date = FROM, valid_to: date | None = None, **values: Any) -> Proposal:
    return Proposal(
        table=table,
        values=values,
        valid_from=valid_from,
        valid_to=valid_to,
        source="SEM circular of 3.12.2025",
        verified_by="Vera Admin",
        verified_on=date(2026, 3, 1),
    )


def a_rate(valid_from: date = FROM, valid_to: date | None = None, adult: int = 2000_00) -> Proposal:
    values = {"programme": "Guinea", "adult": adult, "minor": 1000_00, "in_kind_max": 300_00, "currency": "CHF"}
    return a_row(T.PROGRAMME_RATES, valid_from, valid_to, **values)


def none_from(day: date, table: OfficeTable = T.EXCLUDED_STATES) -> Proposal:
    return a_row(table, day, nothing=True)


def counting(house: Offices, sara: Office, *proposals: Proposal, replaces: int | None = None) -> list[int]:
    """Rows that the admin proposed and the supervisor confirmed."""
    numbers = rules.propose(house.admin, proposals, replaces).value
    rules.confirm(sara, numbers)
    return list(numbers)


def tables_of(office: Office) -> OfficeTables:
    look = Look(office, office.reading())
    try:
        return rules.tables(look)
    finally:
        look.session.close()


def row(office: Office, number: int, on: date | None = None) -> EntrySeen:
    for table in OfficeTable:
        found = [one for one in rules.entries(office, table, on) if one.id == number]
        if found:
            return found[0]
    raise LookupError(number)


# --- two people --------------------------------------------------------------------------------------


def test_a_row_counts_only_once_a_second_person_has_confirmed_it(house: Offices, sara: Office) -> None:
    (number,) = rules.propose(house.admin, [a_rate()]).value
    assert tables_of(sara).entry(T.PROGRAMME_RATES, FROM, "Guinea") is None
    assert row(sara, number).standing is Standing.WAITING
    assert rules.confirm(sara, [number]).value == 1
    entry = tables_of(sara).entry(T.PROGRAMME_RATES, FROM, "guinea")
    assert entry is not None
    assert entry.values["adult"] == 2000_00
    seen = row(sara, number)
    assert (seen.proposed.by, seen.confirmed and seen.confirmed.by) == ("Vera Admin", "Sara Leitung")
    assert seen.source == "SEM circular of 3.12.2025"


def test_who_proposed_a_row_never_confirms_it(house: Offices) -> None:
    (number,) = rules.propose(house.admin, [a_rate()]).value
    assert not row(house.admin, number).may_confirm
    with pytest.raises(SecondPersonNeededError):
        rules.confirm(house.admin, [number])
    assert row(house.admin, number).standing is Standing.WAITING


def test_a_second_admin_may_confirm_too(house: Offices) -> None:
    users.add(house.admin, "udo", "Udo Zweit", PASSWORD, {Role.ADMIN})
    (number,) = rules.propose(house.admin, [a_rate()]).value
    other = house.enter("udo")
    assert row(other, number).may_confirm
    rules.confirm(other, [number])
    assert row(other, number).standing is Standing.HOLDING


def test_supervisors_confirm_and_do_not_propose_and_caseworkers_only_read(
    house: Offices, sara: Office, anna: Office
) -> None:
    (number,) = rules.propose(house.admin, [a_rate()]).value
    with pytest.raises(NotAllowedError):
        rules.propose(sara, [a_rate()])
    with pytest.raises(NotAllowedError):
        rules.confirm(anna, [number])
    assert row(anna, number).values["adult"] == 2000_00
    assert not row(anna, number).may_confirm
    assert rules.waiting_for_me(anna) == 0


def test_a_withdrawal_too_needs_a_second_person_and_the_row_counts_until_then(house: Offices, sara: Office) -> None:
    (number,) = counting(house, sara, a_rate())
    with pytest.raises(EntryReasonMissingError):
        rules.withdraw(house.admin, number, " ")
    rules.withdraw(house.admin, number, "typed twice")
    assert tables_of(sara).entry(T.PROGRAMME_RATES, FROM, "Guinea") is not None
    waits = row(sara, number).waits_id
    assert waits is not None
    assert waits != number
    with pytest.raises(SecondPersonNeededError):
        rules.confirm(house.admin, [waits])
    with pytest.raises(EntryDecidedError):
        rules.withdraw(house.admin, number, "again")
    rules.confirm(sara, [waits])
    seen = row(sara, number)
    assert seen.standing is Standing.WITHDRAWN
    assert seen.reason == "typed twice"
    assert seen.withdrawn is not None
    assert seen.withdrawn.by == "Vera Admin"
    assert seen.withdrawal_agreed is not None
    assert seen.withdrawal_agreed.by == "Sara Leitung"
    assert tables_of(sara).entry(T.PROGRAMME_RATES, FROM, "Guinea") is None


def test_what_was_refused_stays_readable_with_the_reason(house: Offices, sara: Office) -> None:
    (number,) = rules.propose(house.admin, [a_rate()]).value
    with pytest.raises(EntryReasonMissingError):
        rules.refuse(sara, [number], "")
    rules.refuse(sara, [number], "wrong year")
    assert (row(sara, number).standing, row(sara, number).reason) == (Standing.REFUSED, "wrong year")
    with pytest.raises(EntryDecidedError):
        rules.confirm(sara, [number])


def test_a_withdrawal_that_is_refused_leaves_the_row_as_it_was(house: Offices, sara: Office) -> None:
    (number,) = counting(house, sara, a_rate())
    rules.withdraw(house.admin, number, "typed twice")
    waits = row(sara, number).waits_id
    assert waits is not None
    rules.refuse(sara, [waits], "it is right")
    seen = row(sara, number)
    assert (seen.standing, seen.waits_id, seen.reason) == (Standing.HOLDING, None, "")
    rules.withdraw(house.admin, number, "wrong after all")
    assert row(sara, number).leaving


# --- in the place of another -------------------------------------------------------------------------


def test_a_row_in_the_place_of_another_takes_it_at_once_when_confirmed(house: Offices, sara: Office) -> None:
    (old,) = counting(house, sara, a_row(T.EXCLUDED_STATES, state=GEORGIA))
    ended = replace(a_row(T.EXCLUDED_STATES, state=GEORGIA), valid_to=date(2026, 6, 30))
    (new,) = rules.propose(house.admin, [ended], replaces=old).value
    assert tables_of(sara).listed(T.EXCLUDED_STATES, GEORGIA, date(2026, 7, 1)) is True
    assert row(sara, old).waits_id == new
    assert row(sara, old).replaced_by == new
    assert row(sara, new).replaces == old
    rules.confirm(sara, [new])
    assert row(sara, old).standing is Standing.WITHDRAWN
    assert tables_of(sara).listed(T.EXCLUDED_STATES, GEORGIA, date(2026, 6, 30)) is True
    assert tables_of(sara).entry(T.EXCLUDED_STATES, date(2026, 7, 1), GEORGIA) is None


def test_a_refused_replacement_leaves_the_old_row(house: Offices, sara: Office) -> None:
    (old,) = counting(house, sara, a_rate())
    (new,) = rules.propose(house.admin, [a_rate(adult=1500_00)], replaces=old).value
    rules.refuse(sara, [new], "no source for that")
    assert row(sara, old).waits_id is None
    assert row(sara, old).standing is Standing.HOLDING
    (again,) = rules.propose(house.admin, [a_rate(adult=1600_00)], replaces=old).value
    rules.confirm(sara, [again])
    entry = tables_of(sara).entry(T.PROGRAMME_RATES, FROM, "Guinea")
    assert entry is not None
    assert entry.values["adult"] == 1600_00


def test_only_a_row_of_the_same_table_that_counts_can_be_replaced(house: Offices, sara: Office) -> None:
    (number,) = rules.propose(house.admin, [a_rate()]).value
    with pytest.raises(EntryDecidedError):
        rules.propose(house.admin, [a_rate(adult=1)], replaces=number)
    rules.confirm(sara, [number])
    with pytest.raises(NotThereError):
        rules.propose(house.admin, [a_row(T.EURP_STATES, state=GEORGIA)], replaces=number)
    with pytest.raises(NotThereError):
        rules.propose(house.admin, [a_row(T.WITHDRAWALS, entry=number)])


# --- what is said before -----------------------------------------------------------------------------


def test_which_rows_will_end_on_another_day_is_said_before_proposing_and_confirming(
    house: Offices, sara: Office
) -> None:
    counting(house, sara, a_rate(date(2025, 1, 1)))
    (said,) = rules.foreseen(house.admin, a_rate(date(2026, 4, 1)))
    assert (said.valid_from, said.before, said.after) == (date(2025, 1, 1), None, date(2026, 3, 31))
    (number,) = rules.propose(house.admin, [a_rate(date(2026, 4, 1))]).value
    assert row(sara, number).ends == (said,)
    rules.confirm(sara, [number])
    rules.withdraw(house.admin, number, "not decided yet")
    (again,) = row(sara, number).ends
    assert (again.before, again.after) == (date(2026, 3, 31), None)


def test_nothing_is_kept_of_a_proposal_that_is_refused(house: Offices, sara: Office) -> None:
    counting(house, sara, a_rate())
    for wrong, error in (
        (a_rate(), EntryOverlapError),
        (replace(a_rate(date(2027, 1, 1)), source=" "), EntrySourceMissingError),
        (replace(a_rate(date(2027, 1, 1)), verified_on=date(2026, 3, 21)), EntryValueError),
        (replace(a_rate(date(2027, 1, 1)), verified_by=""), EntryValueError),
        (replace(a_rate(date(2027, 1, 1)), verified_on=None), EntryValueError),
        (a_row(T.SMALL_CELL, persons=-1), EntryValueError),
    ):
        with pytest.raises(error):
            rules.propose(house.admin, [a_row(T.EURP_STATES, state=GEORGIA), wrong])
        with pytest.raises(error):
            rules.foreseen(house.admin, wrong)
    assert rules.entries(sara, T.EURP_STATES) == ()
    assert len(rules.entries(sara, T.PROGRAMME_RATES)) == 1


def test_several_rows_are_confirmed_all_or_none(house: Offices, sara: Office) -> None:
    numbers = rules.propose(
        house.admin, [a_row(T.EURP_STATES, state=GEORGIA), a_row(T.EURP_STATES, state=TURKEY)]
    ).value
    with pytest.raises(NotThereError):
        rules.confirm(sara, [*numbers, 999])
    assert all(one.standing is Standing.WAITING for one in rules.entries(sara, T.EURP_STATES))
    assert rules.waiting_for_me(sara) == 2
    assert rules.confirm(sara, numbers).value == 2
    assert rules.waiting_for_me(sara) == 0


def test_steps_of_a_federal_centre_are_kept_side_by_side(house: Offices, sara: Office) -> None:
    steps = [
        a_row(T.FEDERAL_CENTRE_STEPS, phase="phase_1", days_from=first, days_to=last, adult=adult, minor=adult // 2,
              in_kind_max=0)
        for first, last, adult in ((0, 20, 500_00), (21, None, 300_00))
    ]  # fmt: skip
    counting(house, sara, *steps)
    found = tables_of(sara).step(CentrePhase.PHASE_1, 21, FROM)
    assert found is not None
    assert found.values["adult"] == 300_00


# --- that nothing is listed --------------------------------------------------------------------------


def test_listed_nothing_is_another_answer_than_no_list(house: Offices, sara: Office) -> None:
    day = date(2026, 3, 20)
    assert tables_of(sara).listed(T.EXCLUDED_STATES, GEORGIA, day) is None
    assert rules.state_list(tables_of(sara), T.EXCLUDED_STATES, day) is None
    counting(house, sara, none_from(FROM))
    assert tables_of(sara).listed(T.EXCLUDED_STATES, GEORGIA, day) is False
    assert rules.state_list(tables_of(sara), T.EXCLUDED_STATES, day) == {}
    assert tables_of(sara).listed(T.EXCLUDED_STATES, GEORGIA, FROM - timedelta(days=1)) is None


def test_a_state_that_is_listed_later_ends_that_nothing_is_and_the_other_way_round(
    house: Offices, sara: Office
) -> None:
    counting(house, sara, none_from(FROM))
    (said,) = rules.foreseen(house.admin, a_row(T.EXCLUDED_STATES, date(2026, 4, 1), state=GEORGIA))
    assert (said.values, said.after) == ({"nothing": True}, date(2026, 3, 31))
    counting(house, sara, a_row(T.EXCLUDED_STATES, date(2026, 4, 1), state=GEORGIA))
    tables = tables_of(sara)
    assert [tables.listed(T.EXCLUDED_STATES, GEORGIA, date(2026, month, 1)) for month in (3, 4)] == [False, True]
    counting(house, sara, none_from(date(2026, 5, 1)))
    tables = tables_of(sara)
    assert [tables.listed(T.EXCLUDED_STATES, GEORGIA, day) for day in (date(2026, 4, 30), date(2026, 5, 1))] == [
        True,
        False,
    ]
    listed = rules.state_list(tables, T.EXCLUDED_STATES, date(2026, 5, 1))
    assert listed is not None
    assert [(one.first, one.last) for one in listed[GEORGIA]] == [(date(2026, 4, 1), date(2026, 4, 30))]


def test_that_nothing_is_listed_cannot_hold_beside_a_state(house: Offices, sara: Office) -> None:
    counting(house, sara, a_row(T.EURP_STATES, FROM, date(2026, 12, 31), state=GEORGIA))
    for start in (FROM, date(2026, 12, 31)):
        with pytest.raises(EntryOverlapError):
            rules.propose(house.admin, [none_from(start, T.EURP_STATES)])
    counting(house, sara, none_from(date(2027, 1, 1), T.EURP_STATES))
    assert tables_of(sara).listed(T.EURP_STATES, GEORGIA, date(2027, 1, 1)) is False


def test_a_table_of_sums_cannot_say_that_nothing_is_listed(house: Offices) -> None:
    with pytest.raises(EntryValueError):
        rules.propose(house.admin, [none_from(FROM, T.SMALL_CELL)])
    with pytest.raises(EntryValueError):
        rules.propose(house.admin, [a_row(T.EXCLUDED_STATES)])  # a state that was forgotten is no empty list


# --- pasted lists ------------------------------------------------------------------------------------

PASTED = """Land;von;bis
Georgien;1.1.2024;
Türkei\t1.2.2024\t31.12.2025

Atlantis
Moldova
Albanien;gestern
Albanien;1.1.2024;1.1.2023
Georgia;1.1.2024
Ukraine;1.1.2024;;x
Kongo"""


def test_a_pasted_list_is_read_and_refused_lines_are_named_by_number(house: Offices, sara: Office) -> None:
    counting(house, sara, a_row(T.VISA_EXEMPT_STATES, FROM, state=8541))
    common = a_row(T.VISA_EXEMPT_STATES)
    reading = rules.read_states(house.admin, f"{PASTED}\n8541;1.1.2026", common)
    assert [(one.values["state"], one.valid_from, one.valid_to) for one in reading.proposals] == [
        (GEORGIA, date(2024, 1, 1), None),
        (TURKEY, date(2024, 2, 1), date(2025, 12, 31)),
        (MOLDOVA, FROM, None),
    ]
    told = {one.number: one.why for one in reading.refused if isinstance(one.why, LineFault)}
    assert told == {
        5: LineFault.UNKNOWN_STATE,
        7: LineFault.NOT_A_DAY,
        8: LineFault.END_BEFORE_START,
        9: LineFault.TWICE,
        10: LineFault.TOO_MANY_PARTS,
        11: LineFault.SEVERAL_STATES,
    }
    (beside,) = [one for one in reading.refused if not isinstance(one.why, LineFault)]
    assert beside.number == 12
    assert isinstance(beside.why, EntryOverlapError)
    assert all(one.source == common.source for one in reading.proposals)
    assert len(counting(house, sara, *reading.proposals)) == 3
    assert tables_of(sara).listed(T.VISA_EXEMPT_STATES, TURKEY, date(2026, 1, 1)) is False


def test_a_pasted_list_without_a_source_is_refused_as_a_whole(house: Offices) -> None:
    with pytest.raises(EntrySourceMissingError):
        rules.read_states(house.admin, PASTED, replace(a_row(T.VISA_EXEMPT_STATES), source=""))


# --- the overview ------------------------------------------------------------------------------------


def test_the_overview_says_what_is_empty_what_waits_and_what_was_verified_long_ago(
    house: Offices, sara: Office
) -> None:
    first = {one.table: one for one in rules.overview(sara)}
    assert T.WITHDRAWALS not in first
    assert all(one.holding == one.waiting == 0 for one in first.values())
    (number,) = counting(house, sara, a_rate())
    rules.propose(house.admin, [a_rate(date(2027, 1, 1)), replace(a_row(T.SMALL_CELL, persons=3), verified_by="",
                                                                  verified_on=None)])  # fmt: skip
    rules.withdraw(house.admin, number, "typed twice")
    seen = {one.table: one for one in rules.overview(sara)}
    assert (seen[T.PROGRAMME_RATES].holding, seen[T.PROGRAMME_RATES].waiting) == (1, 2)
    assert seen[T.PROGRAMME_RATES].oldest == date(2026, 3, 1)
    house.clock.pass_days(346)  # 1 March 2027: a year after, not yet more
    assert not {one.table: one.old for one in rules.overview(sara)}[T.PROGRAMME_RATES]
    house.clock.pass_days(1)
    assert {one.table: one.old for one in rules.overview(sara)}[T.PROGRAMME_RATES]


def test_rows_stand_as_they_stand_on_the_day_that_is_asked_for(house: Offices, sara: Office) -> None:
    numbers = counting(house, sara, a_rate(date(2025, 1, 1)), a_rate(date(2026, 4, 1)))
    stands = {
        day: [row(sara, number, day).standing for number in numbers]
        for day in (date(2024, 12, 31), date(2026, 3, 31), date(2026, 4, 1))
    }
    assert stands == {
        date(2024, 12, 31): [Standing.TO_COME, Standing.TO_COME],
        date(2026, 3, 31): [Standing.HOLDING, Standing.TO_COME],
        date(2026, 4, 1): [Standing.ENDED, Standing.HOLDING],
    }
    assert row(sara, numbers[0]).ends_on == date(2026, 3, 31)


def test_the_tables_are_made_once_and_again_after_a_change(house: Offices, sara: Office) -> None:
    counting(house, sara, *(a_row(T.VISA_EXEMPT_STATES, FROM, state=state) for state in (GEORGIA, TURKEY)))
    look = Look(sara, sara.reading())
    first = rules.tables(look)
    rules.tables(look)
    began = time.perf_counter()
    for _time in range(50):
        assert rules.tables(look) is first
    assert (time.perf_counter() - began) / 50 < 0.005  # 1 ms at rest; a busy machine is given more
    look.session.close()
    counting(house, sara, a_rate())
    assert tables_of(sara) is not first


# --- the audit log -----------------------------------------------------------------------------------


def test_every_act_is_in_the_audit_log_with_its_table(house: Offices, sara: Office) -> None:
    (number,) = counting(house, sara, a_rate())
    rules.withdraw(house.admin, number, "typed twice")
    lines = list(audit.entries(sara, None, 3))
    assert [one.act for one in lines] == ["rules.withdraw", "rules.confirm", "rules.propose"]
    assert all(one.detail["table"] == "programme_rates" for one in lines)
    assert "typed twice" not in str([one.detail for one in lines])


# --- the law -----------------------------------------------------------------------------------------


def test_rows_of_the_law_hold_by_day_and_say_that_nobody_has_verified_them(anna: Office) -> None:
    for day in (date(2019, 2, 28), date(2019, 3, 1)):
        rows = law.rows(anna, LawPart.BENEFITS, day)
        assert rows
        assert all(one.row.valid_from <= day <= (one.row.valid_to or date.max) for one in rows if one.row.valid_from)
        assert not any(one.verified for one in rows)
    assert law.rows(anna, LawPart.CONDITIONS, date(1990, 1, 1)) == ()
    assert {part: bool(law.rows(anna, part)) for part in LawPart} == dict.fromkeys(LawPart, True)


def test_every_row_of_the_law_has_a_name_of_its_own(anna: Office) -> None:
    keys = [one.row.key for part in LawPart for one in law.rows(anna, part, date(2018, 6, 1))]
    assert len(keys) == len(set(keys))


def test_the_office_records_that_it_checked_a_row_without_changing_it(house: Offices, anna: Office) -> None:
    row_ = law.rows(anna, LawPart.BENEFITS)[0].row
    said = {"verified_by": "Vera Admin", "verified_on": date(2026, 3, 19), "source": "AS 2018 2875"}
    number = law.record_check(house.admin, row_.key, row_.mark, **said).value  # type: ignore[arg-type]  # of one shape
    seen = law.rows(anna, LawPart.BENEFITS)[0]
    assert seen.verified
    assert seen.row == row_
    assert (seen.checks[0].verified_by, seen.checks[0].source, seen.checks[0].holds) == (
        "Vera Admin",
        "AS 2018 2875",
        True,
    )
    assert all(one.table not in (T.LAW_CHECKS, T.WITHDRAWALS) for one in rules.overview(anna))
    assert rules.waiting_for_me(house.enter("sara")) == 0
    with pytest.raises(EntryReasonMissingError):
        law.take_check_back(house.admin, number, "")
    law.take_check_back(house.admin, number, "wrong row")
    assert not law.rows(anna, LawPart.BENEFITS)[0].verified
    assert law.rows(anna, LawPart.BENEFITS)[0].checks[0].reason == "wrong row"


def test_a_check_of_a_row_that_says_something_else_by_now_is_refused(house: Offices, sara: Office) -> None:
    row_ = law.rows(sara, LawPart.DEADLINES)[0].row
    said: dict[str, Any] = {"verified_by": "Vera", "verified_on": date(2026, 3, 19), "source": "AsylG"}
    with pytest.raises(NotThereError):
        law.record_check(house.admin, row_.key, "another", **said)
    with pytest.raises(EntryValueError):
        law.record_check(house.admin, row_.key, row_.mark, **said | {"verified_on": date(2026, 3, 21)})
    with pytest.raises(EntryValueError):
        law.record_check(house.admin, row_.key, row_.mark, **said | {"verified_by": " "})
    with pytest.raises(EntrySourceMissingError):
        law.record_check(house.admin, row_.key, row_.mark, **said | {"source": ""})
    with pytest.raises(NotAllowedError):
        law.record_check(sara, row_.key, row_.mark, **said)
