"""Which wording of each condition holds on a day, and what is refused as a table of conditions."""

from datetime import date, timedelta

import pytest

from returnhelp import files
from returnhelp.domain import countries
from returnhelp.domain.eligibility_rules import EU_EFTA, ConditionRule, group_of, read, rules_on
from returnhelp.domain.errors import (
    ConditionGapError,
    ConditionMalformedError,
    ConditionOverlapError,
    NoConditionsOnError,
)
from returnhelp.domain.rule_answers import RuleCode

BEFORE, SINCE = date(2019, 2, 28), date(2019, 3, 1)
SHIPPED = files.path("resources/legal/conditions.toml").read_text(encoding="utf-8")


def rule(code: RuleCode, day: date) -> ConditionRule:
    return next(one for one in rules_on(day) if one.code is code)


def test_every_rule_has_one_wording_on_every_day_since_2008():
    day = date(2008, 1, 1)
    while day < date(2031, 1, 1):
        assert [one.code for one in rules_on(day)] == list(RuleCode)
        day += timedelta(days=97)


def test_before_2008_no_conditions_are_known():
    rules_on(date(2008, 1, 1))
    with pytest.raises(NoConditionsOnError):
        rules_on(date(2007, 12, 31))


@pytest.mark.parametrize("code", [RuleCode.X5, RuleCode.X6, RuleCode.X7, RuleCode.X8, RuleCode.C3])
def test_the_wording_changes_with_the_first_of_march_2019(code):
    assert rule(code, BEFORE).valid_to == BEFORE
    assert rule(code, SINCE).valid_from == SINCE


def test_asylv2_76_1_asked_for_a_permanent_stay_before_and_asks_for_a_year_since():
    assert rule(RuleCode.X7, BEFORE).stay_months is None
    assert rule(RuleCode.X7, SINCE).stay_months == 12


def test_asylv2_62_4_counts_aid_of_other_european_states_only_since_2019():
    assert not rule(RuleCode.X8, BEFORE).abroad_counts
    assert rule(RuleCode.X8, SINCE).abroad_counts


def test_asylv2_76a_2_knows_exceptions_for_nationality_and_moving_on_only():
    assert {one.code for one in rules_on(SINCE) if one.exception} == {RuleCode.X5, RuleCode.X6}


def test_what_nobody_has_compared_with_the_law_is_not_verified():
    assert not any(one.verified for one in rules_on(SINCE))


@pytest.mark.parametrize(
    ("state", "day", "group"),
    [
        (8250, date(2013, 6, 30), ""),  # Croatia
        (8250, date(2013, 7, 1), "EU"),
        (8215, date(2020, 1, 31), "EU"),  # United Kingdom
        (8215, date(2020, 2, 1), ""),
        (8228, SINCE, "EFTA"),  # Norway
        (8248, BEFORE, ""),  # Serbia
        (8439, BEFORE, ""),  # the USA are named, but no member
    ],
)
def test_states_belong_to_the_eu_and_efta_on_their_days(state, day, group):
    assert group_of(state, day, EU_EFTA) == group


def test_the_eu_had_28_members_on_the_last_day_of_the_old_wording():
    members = [one for one in countries.table() if group_of(one, BEFORE, ("EU",))]
    assert len(members) == 28
    assert len([one for one in countries.table() if group_of(one, BEFORE, ("EFTA",))]) == 3


def changed(old: str, new: str) -> str:
    assert SHIPPED.count(old) >= 1
    return SHIPPED.replace(old, new, 1)


def test_a_day_without_a_wording_is_refused():
    with pytest.raises(ConditionGapError) as refused:
        read(changed("valid_to = 2019-02-28", "valid_to = 2019-02-27"))
    assert refused.value.given == {"rule": RuleCode.X5, "last": date(2019, 2, 27), "first": SINCE}


def test_two_wordings_on_one_day_are_refused():
    with pytest.raises(ConditionOverlapError) as refused:
        read(changed("valid_to = 2019-02-28", "valid_to = 2019-03-01"))
    assert refused.value.given == {"rule": RuleCode.X5, "day": SINCE}
    with pytest.raises(ConditionOverlapError):
        read(changed("valid_to = 2019-02-28\n", ""))


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('code = "x1"', 'code = "x9"', "code"),
        ('code = "x1"\n', "", "code"),
        ('article = "AsylV 2 Art. 64(1)b"', 'article = " "', "article"),
        ("valid_from = 2008-01-01", 'valid_from = "2008-01-01"', "valid_from"),
        ("valid_to = 2019-02-28", "valid_to = 2007-12-31", "valid_to"),
        ("stay_months = 12", "stay_months = 0", "stay_months"),
        ("stay_months = 12", "stay_months = true", "stay_months"),
        ("stay_months = 12", "stay_mounts = 12", "stay_mounts"),
        ('verified_by = ""', 'verified_by = "A. Meier"', "verified_on"),
        ('verified_on = ""', "verified_on = 2026-03-01", "verified_on"),
        ('verified_on = ""', 'verified_on = "in March"', "verified_on"),
        ('named_states = ["EU", ', 'named_states = ["EWR", ', "EWR"),
        ("bfs = [8250]", 'bfs = ["HR"]', "bfs"),
        ("bfs = [8250]", "bfs = []", "bfs"),
        ("[[states]]", "[[countries]]", "states"),
    ],
)
def test_a_row_that_is_not_whole_is_refused(old, new, field):
    text = SHIPPED.replace(old, new) if old == "[[states]]" else changed(old, new)
    with pytest.raises(ConditionMalformedError) as refused:
        read(text)
    assert refused.value.given["field"] == field


def test_a_rule_without_any_wording_and_a_file_that_is_none_are_refused():
    with pytest.raises(ConditionMalformedError):
        read(changed('code = "x1"', 'code = "x2"').replace('code = "x2"', 'code = "x3"'))
    with pytest.raises(ConditionMalformedError):
        read("[[rule]\n")


def test_a_wording_that_ends_without_a_next_one_is_refused():
    with pytest.raises(ConditionMalformedError) as refused:
        read(changed("valid_from = 2019-03-01", "valid_from = 2019-03-01\nvalid_to = 2030-12-31"))
    assert refused.value.given["field"] == "valid_to"


def test_a_row_that_was_compared_with_the_law_says_by_whom_and_when():
    compared = SHIPPED.replace(
        'verified_by = ""\nverified_on = ""', 'verified_by = "A. Meier"\nverified_on = 2026-03-01', 1
    )
    first = read(compared).rules[0]
    assert (first.verified, first.verified_by, first.verified_on) == (True, "A. Meier", date(2026, 3, 1))
