"""A programme fits a case or does not, and says why (AsylV 2 Art. 71, 72)."""

from datetime import date

import pytest

from returnhelp.domain.case import CaseType, Permit, Procedure, ProcedureStage, StayStatus
from returnhelp.domain.office_tables import Column, Entry, OfficeTable, OfficeTables
from returnhelp.domain.programmes import CaseFacts, FitOutcome, FitReason, FitTest, applied_on, fit, rates
from returnhelp.domain.registers import Programme, TargetGroup
from returnhelp.domain.vulnerability import VulnerabilityKind
from returnhelp.i18n import labels, programme_words
from tests.office import ZURICH

GEORGIA, NIGERIA = 8562, 8336
TODAY = date(2026, 3, 20)
FITS, OPEN, NOT = FitOutcome.FITS, FitOutcome.OPEN, FitOutcome.DOES_NOT_FIT


def answer(programme: Programme, facts: CaseFacts, test: FitTest) -> tuple[FitOutcome, FitReason]:
    (found,) = [one for one in fit(programme, facts).answers if one.test is test]
    return found.outcome, found.reason


def test_a_programme_without_terms_fits_every_case() -> None:
    found = fit(Programme("Open"), CaseFacts(TODAY))
    assert found.outcome is FITS
    assert found.against == ()
    assert [one.test for one in found.answers] == list(FitTest)


@pytest.mark.parametrize(
    ("on", "outcome", "reason"),
    [
        (date(2025, 12, 31), NOT, FitReason.NOT_YET_VALID),
        (date(2026, 1, 1), FITS, FitReason.VALID),
        (date(2026, 12, 31), FITS, FitReason.VALID),
        (date(2027, 1, 1), NOT, FitReason.ENDED),
    ],
)
def test_it_holds_from_its_first_to_its_last_day(on: date, outcome: FitOutcome, reason: FitReason) -> None:
    programme = Programme("Year", valid_from=date(2026, 1, 1), valid_to=date(2026, 12, 31))
    assert answer(programme, CaseFacts(on), FitTest.VALIDITY) == (outcome, reason)


@pytest.mark.parametrize(
    ("applied", "outcome"), [(date(2009, 3, 5), FITS), (date(2009, 3, 6), NOT), (date(2009, 3, 7), NOT), (None, OPEN)]
)
def test_asylv2_71_who_applied_on_the_cut_off_day_is_too_late(applied: date | None, outcome: FitOutcome) -> None:
    western_balkans = Programme("Western Balkans", application_before=date(2009, 3, 6))
    assert answer(western_balkans, CaseFacts(TODAY, applied_on=applied), FitTest.APPLICATION)[0] is outcome


@pytest.mark.parametrize(("destination", "outcome"), [(GEORGIA, FITS), (NIGERIA, NOT), (None, OPEN)])
def test_asylv2_71_it_is_for_its_countries(destination: int | None, outcome: FitOutcome) -> None:
    programme = Programme("Georgia", countries=[GEORGIA])
    assert answer(programme, CaseFacts(TODAY, destination=destination), FitTest.COUNTRY)[0] is outcome


@pytest.mark.parametrize(
    ("group", "facts"),
    [
        (TargetGroup.ALL, {}),
        (TargetGroup.VULNERABLE, {"vulnerabilities": frozenset({VulnerabilityKind.ELDERLY})}),
        (TargetGroup.VULNERABLE, {"kind": CaseType.MEDICAL_RETURN}),
        (TargetGroup.FAMILIES, {"travellers": 2}),
        (TargetGroup.TRAFFICKING, {"kind": CaseType.TRAFFICKING_RETURN}),
        (TargetGroup.MEDICAL, {"vulnerabilities": frozenset({VulnerabilityKind.HEALTH})}),
        (TargetGroup.MINORS, {"minors": 1}),
        (TargetGroup.MINORS, {"vulnerabilities": frozenset({VulnerabilityKind.UNACCOMPANIED_MINOR})}),
    ],
)
def test_asylv2_72_the_case_tells_of_the_group(group: TargetGroup, facts: dict[str, object]) -> None:
    programme = Programme("Group", target_groups=[group.value])
    assert fit(programme, CaseFacts(TODAY, **facts)).outcome is FITS  # type: ignore[arg-type]


def test_one_person_is_no_family_and_nobody_is_told_to_be_of_a_minority() -> None:
    alone = CaseFacts(TODAY, travellers=1)
    assert answer(Programme("F", target_groups=["families"]), alone, FitTest.TARGET_GROUP)[0] is NOT
    assert answer(Programme("M", target_groups=["minorities", "families"]), alone, FitTest.TARGET_GROUP) == (
        OPEN,
        FitReason.GROUP_NOT_RECORDED,
    )


def test_what_speaks_against_it_comes_before_what_is_open() -> None:
    programme = Programme("Georgia", countries=[GEORGIA], application_before=date(2020, 1, 1))
    found = fit(programme, CaseFacts(TODAY, destination=NIGERIA))
    assert found.outcome is NOT
    assert [one.reason for one in found.against] == [FitReason.COUNTRY_NOT_NAMED, FitReason.APPLICATION_UNDATED]
    assert [programme_words.because(one) for one in found.against] == [
        "It is not for Nigeria.",
        "Only asylum applications before 01.01.2020 count, and the day of this one is not recorded.",
    ]


def test_every_reason_is_a_whole_sentence() -> None:
    assert all(labels.label(one).endswith((".", "{groups}.")) for one in FitReason)


def test_the_asylum_application_is_the_first_open_asylum_procedure() -> None:
    def stay(procedure: Procedure, stage: ProcedureStage, since: date | None) -> StayStatus:
        return StayStatus(Permit.N, procedure, stage, since)

    stays = [
        stay(Procedure.ASYLUM_EXTENDED, ProcedureStage.FINAL_NEGATIVE, date(2019, 1, 1)),
        stay(Procedure.ASYLUM_EXTENDED, ProcedureStage.OPEN, date(2018, 6, 1)),
        stay(Procedure.ASYLUM_DUBLIN, ProcedureStage.OPEN, date(2018, 4, 1)),
        stay(Procedure.FOREIGNERS_LAW, ProcedureStage.OPEN, date(2010, 1, 1)),
        stay(Procedure.ASYLUM_EXTENDED, ProcedureStage.OPEN, None),
    ]
    assert applied_on(stays) == date(2018, 4, 1)
    assert applied_on(stays[:1]) is None


def test_the_rates_of_a_programme_stand_under_its_code_or_its_name() -> None:
    from datetime import datetime

    at = datetime(2026, 1, 5, tzinfo=ZURICH)
    values = {Column.PROGRAMME: "geo-1", Column.ADULT: 100_000, Column.MINOR: 50_000, Column.CURRENCY: "CHF"}
    entry = Entry(
        table=OfficeTable.PROGRAMME_RATES, values=values, valid_from=date(2026, 1, 1), source="SEM", entered_by=1,
        entered_at=at, confirmed_by=2, confirmed_at=at,
    )  # fmt: skip
    tables = OfficeTables([entry])
    assert rates(Programme("Georgia", code="GEO-1"), tables, TODAY) is entry
    assert rates(Programme("Geo-1"), tables, TODAY) is entry
    assert rates(Programme("Georgia"), tables, TODAY) is None
    assert rates(Programme("Georgia", code="GEO-1"), tables, date(2025, 12, 31)) is None
