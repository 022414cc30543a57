"""The table of time limits is data: each rule with its article and source, and a broken table is refused."""

from datetime import date

import pytest

from returnhelp.domain import deadline_rules
from returnhelp.domain.deadline_rules import KEYS, DeadlineRules, FromWhat, Unit
from returnhelp.domain.errors import (
    DeadlineRuleRefusedError,
    DeadlineRulesGapError,
    DeadlineRulesOverlapError,
    DeadlineTableUnreadableError,
)

RULE = """
[[rule]]
key = "medical_aid"
article = "AsylV 2 Art. 75"
amount = 6
unit = "months"
from = "aid_began"
source = "somewhere"
"""


def versions(*periods: tuple[str, str]) -> DeadlineRules:
    told = ""
    for begins, ends in periods:
        told += RULE + (f"valid_from = {begins}\n" if begins else "") + (f"valid_to = {ends}\n" if ends else "")
    return deadline_rules.read(told)


def test_the_shipped_table_has_every_rule_with_its_article_and_source():
    rules = deadline_rules.shipped()
    assert set(rules.by_key) == KEYS
    for (rule,) in rules.by_key.values():
        assert rule.article
        assert rule.source


def test_nothing_shipped_claims_to_be_verified():
    assert not [key for key, (rule,) in deadline_rules.shipped().by_key.items() if rule.verified]


def test_what_nobody_read_moves_only_where_a_later_day_harms_nobody():
    moving = {key for key, (rule,) in deadline_rules.shipped().by_key.items() if rule.moves}
    assert moving == {"decision_extended", "data_request_fee", "reintegration_plan", "reflection_period"}


def test_a_rule_is_read_with_all_it_says():
    told = RULE + (
        "least = 2\nfirst_day_counts = true\nmoves = true\nvalid_from = 2019-03-01\nvalid_to = 2026-12-31\n"
        'verified_by = "A. Keller"\nverified_on = 2026-01-05\n'
    )
    rule = deadline_rules.read(told).find("medical_aid", date(2026, 1, 1))
    assert rule is not None
    assert (rule.amount, rule.unit, rule.from_what, rule.least) == (6, Unit.MONTHS, FromWhat.AID_BEGAN, 2)
    assert (rule.first_day_counts, rule.moves, rule.verified) == (True, True, True)


def test_a_rule_is_verified_only_by_somebody_on_a_day():
    for told in ('verified_by = "A. Keller"\n', "verified_on = 2026-01-05\n"):
        (rule,) = deadline_rules.read(RULE + told).by_key["medical_aid"]
        assert not rule.verified


def test_the_version_of_the_day_decides():
    rules = versions(("2019-03-01", "2025-12-31"), ("2026-01-01", ""))
    first, second = rules.by_key["medical_aid"]
    assert rules.find("medical_aid", date(2019, 2, 28)) is None
    assert rules.find("medical_aid", date(2019, 3, 1)) is first
    assert rules.find("medical_aid", date(2025, 12, 31)) is first
    assert rules.find("medical_aid", date(2026, 1, 1)) is second
    assert rules.find("departure_dublin", date(2026, 1, 1)) is None


@pytest.mark.parametrize(
    "periods",
    [
        [("2019-03-01", "2025-12-31"), ("2025-12-31", "")],
        [("2019-03-01", ""), ("2026-01-01", "")],
        [("", ""), ("", "")],
        [("", "2025-12-31"), ("", "2026-12-31")],
    ],
)
def test_two_versions_on_one_day_are_refused(periods):
    with pytest.raises(DeadlineRulesOverlapError):
        versions(*periods)


def test_a_gap_between_two_versions_is_refused_with_its_first_day():
    with pytest.raises(DeadlineRulesGapError) as raised:
        versions(("2026-02-01", ""), ("2019-03-01", "2025-12-31"))
    assert raised.value.given == {"rule": "medical_aid", "day": date(2026, 1, 1)}


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ('key = "medical_aid"', "", "key"),
        ('key = "medical_aid"', 'key = "holidays"', "key"),
        ('key = "medical_aid"', "key = 7", "key"),
        ('article = "AsylV 2 Art. 75"', "", "article"),
        ('article = "AsylV 2 Art. 75"', 'article = " "', "article"),
        ('source = "somewhere"', 'source = ""', "source"),
        ("amount = 6", "", "amount"),
        ("amount = 6", "amount = 6.0", "amount"),
        ("amount = 6", "amount = true", "amount"),
        ("amount = 6", 'amount = "6"', "amount"),
        ("amount = 6", "amount = 1000000", "amount"),
        ("amount = 6", "amount = 6\nleast = 7", "least"),
        ("amount = 6", "amount = 6\nleast = -1", "least"),
        ('unit = "months"', 'unit = "weeks"', "unit"),
        ('unit = "months"', "", "unit"),
        ('from = "aid_began"', 'from = "birth"', "from"),
        ('from = "aid_began"', 'from_what = "aid_began"', "from"),
        ("amount = 6", 'amount = 6\nmoves = "yes"', "moves"),
        ("amount = 6", 'amount = 6\nvalid_from = "2019-03-01"', "valid_from"),
        ("amount = 6", "amount = 6\nvalid_from = 2019-03-01T00:00:00", "valid_from"),
        ("amount = 6", "amount = 6\nvalid_from = 2019-03-01\nvalid_to = 2019-02-28", "valid_to"),
        ("amount = 6", "amount = 6\ncolour = 1", "colour"),
    ],
)
def test_a_rule_with_something_missing_or_wrong_is_refused_and_named(old, new, name):
    with pytest.raises(DeadlineRuleRefusedError) as raised:
        deadline_rules.read(RULE.replace(old, new))
    assert raised.value.given["name"] == name
    assert raised.value.given["rule"] in ("medical_aid", "holidays", "1")


@pytest.mark.parametrize(
    "told", ["", "rule = 3", "[rule]\nkey = 1", "[[rule", "rule = [1]", RULE + "[other]\nx = 1", "\0", "rule = []\nx=1"]
)
def test_what_is_no_table_of_rules_is_refused(told):
    with pytest.raises(DeadlineTableUnreadableError):
        deadline_rules.read(told)
