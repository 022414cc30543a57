"""Every rule and every finding is explained in the reader's language."""

from dataclasses import fields
from datetime import date
from typing import Any, get_args

import pytest

from returnhelp.domain import eligibility_evidence as ev
from returnhelp.domain.aid import AidComponent
from returnhelp.domain.eligibility_answers import CodedReason
from returnhelp.domain.eligibility_rules import rules_on
from returnhelp.domain.rule_answers import RuleAnswer, RuleCode, RuleOutcome
from returnhelp.i18n import catalogs, eligibility_words

DAY = date(2026, 3, 16)
SAMPLES: dict[Any, Any] = {
    date: DAY,
    date | None: DAY,
    int: 8248,
    int | None: 8248,
    str: "SEM",
    tuple[int, ...]: (8248, 8541),
    tuple[AidComponent, ...]: (AidComponent.BASIC, AidComponent.IN_KIND),
}


def samples() -> list[ev.Evidence]:
    found: list[ev.Evidence] = []
    for kind in get_args(ev.Evidence):
        choices = {
            ev.ListMissing: [{"which": one} for one in ev.OfficeList],
            ev.AidFound: [{"how": one} for one in ev.AidTrace],
            ev.Basis: [{"group": one} for one in ev.LegalGroup],
            ev.StateNamed: [{"group": "EU"}, {"group": "USA"}],
            ev.StayTooShort: [{"months": 0, "days": 1}, {"months": 1, "days": 31}, {"months": 5, "days": 160}],
            ev.MinorAtDeparture: [{}, {"departure": None}],
        }.get(kind, [{}])
        for chosen in choices:
            values = {one.name: SAMPLES.get(one.type) for one in fields(kind)}
            found.append(kind(**{**values, **chosen}))
            empty = {one.name: None for one in fields(kind) if one.type in (date | None, int | None)}
            if empty:
                found.append(kind(**{**values, **chosen, **empty}))
    return found


@pytest.mark.parametrize("found", samples(), ids=lambda one: type(one).__name__)
def test_every_finding_is_a_whole_sentence(found):
    said = eligibility_words.evidence(found, {8248: "Mira", 8541: "Ana"}, "en")
    assert said.endswith(".")
    assert "{" not in said
    assert "None" not in said
    mirrored = eligibility_words.evidence(found, {}, catalogs.PSEUDO)
    assert mirrored != eligibility_words.evidence(found, {}, "en")


@pytest.mark.parametrize("day", [date(2019, 2, 28), date(2019, 3, 1)])
@pytest.mark.parametrize("code", list(RuleCode))
def test_every_rule_is_explained_with_its_article(code, day):
    row = next(one for one in rules_on(day) if one.code is code)
    text = eligibility_words.rule_text(code, day, "en")
    assert f"({row.article})" in text
    assert ("exceptions" in text) is bool(row.exception)
    assert eligibility_words.rule_title(code, "en").startswith(code.value.upper())
    assert "Not yet compared with the law." in eligibility_words.rule_source(code, day, "en")


def test_there_is_a_text_for_each_wording_and_none_too_many():
    rows = {(one.code, one.valid_from) for day in (date(2019, 2, 28), DAY) for one in rules_on(day)}
    assert set(eligibility_words.TEXTS) == rows


def test_asylv2_76_1_is_told_as_it_was_and_as_it_is():
    assert "permanently" in eligibility_words.rule_text(RuleCode.X7, date(2019, 2, 28), "en")
    assert "at least a year" in eligibility_words.rule_text(RuleCode.X7, date(2019, 3, 1), "en")


def test_findings_read_as_a_caseworker_would_say_them():
    said = eligibility_words.evidence
    assert said(ev.StateExempt(8248, date(2009, 12, 19), "VEV"), language="en") == (
        "Serbia is visa-exempt (since: 19 December 2009; source: VEV)."
    )
    short = ev.StayTooShort(date(2026, 9, 30), date(2027, 4, 10), 6, 192)
    assert said(short, language="en") == (
        "May stay there until 30 September 2026, 6 months less than needed (10 April 2027)."
    )
    aid = ev.AidFound(ev.AidTrace.RECEIVED, date(2019, 5, 2), "2019-0007", None, (AidComponent.BASIC,))
    assert "in case 2019-0007 (day: 2 May 2019): Basic" in said(aid, language="en")
    assert said(ev.DocumentsMissing((1, 2)), {1: "Mira"}, "en") == (
        "No travel document is recorded for Mira and person 2."
    )


def test_a_coded_reason_is_shown_in_words_and_a_written_one_as_it_stands():
    coded = RuleAnswer(RuleCode.X1, RuleOutcome.NOT_MET, reason=CodedReason.SEM_TO_JUDGE)
    assert eligibility_words.answer_reason(coded, "en").startswith("SEM is to judge")
    written = RuleAnswer(RuleCode.X5, RuleOutcome.NOT_MET, reason="sem_to_judge")
    assert eligibility_words.answer_reason(written, "en") == "sem_to_judge"
