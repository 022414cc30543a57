"""Whether a programme fits a case: its countries, its cut-off day, the days it holds, and whom it is for."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from returnhelp.domain.case import CaseType, Procedure, ProcedureStage, StayStatus
from returnhelp.domain.office_tables import Column, Entry, OfficeTable, OfficeTables
from returnhelp.domain.registers import Programme, TargetGroup
from returnhelp.domain.vulnerability import VulnerabilityKind


class FitTest(StrEnum):
    """What is looked at, in this order."""

    VALIDITY = "validity"
    COUNTRY = "country"
    APPLICATION = "application"
    TARGET_GROUP = "target_group"


class FitOutcome(StrEnum):
    """Whether a test is passed; what the case does not tell is open."""

    FITS = "fits"
    OPEN = "open"
    DOES_NOT_FIT = "does_not_fit"


class FitReason(StrEnum):
    """Why a test is passed, open or not passed."""

    ALWAYS_VALID = "always_valid"
    VALID = "valid"
    NOT_YET_VALID = "not_yet_valid"
    ENDED = "ended"
    ALL_COUNTRIES = "all_countries"
    COUNTRY_NAMED = "country_named"
    COUNTRY_NOT_NAMED = "country_not_named"
    NO_DESTINATION = "no_destination"
    NO_CUT_OFF = "no_cut_off"
    APPLIED_BEFORE = "applied_before"
    APPLIED_TOO_LATE = "applied_too_late"
    APPLICATION_UNDATED = "application_undated"
    EVERYBODY = "everybody"
    OF_THE_GROUP = "of_the_group"
    NOT_OF_THE_GROUP = "not_of_the_group"
    GROUP_NOT_RECORDED = "group_not_recorded"


@dataclass(frozen=True)
class FitAnswer:
    """One test answered, with what its reason names: a day, a country (BFS number), groups."""

    test: FitTest
    outcome: FitOutcome
    reason: FitReason
    day: date | None = None
    country: int | None = None
    groups: tuple[TargetGroup, ...] = ()


@dataclass(frozen=True)
class Fit:
    """How a programme fits a case, test by test."""

    answers: tuple[FitAnswer, ...]

    @property
    def outcome(self) -> FitOutcome:
        """The least of its answers: one that does not fit outweighs an open one, an open one those that fit."""
        found = {one.outcome for one in self.answers}
        for outcome in (FitOutcome.DOES_NOT_FIT, FitOutcome.OPEN):
            if outcome in found:
                return outcome
        return FitOutcome.FITS

    @property
    def against(self) -> tuple[FitAnswer, ...]:
        """What speaks against it or is open, the former first."""
        wrong = [one for one in self.answers if one.outcome is FitOutcome.DOES_NOT_FIT]
        return (*wrong, *(one for one in self.answers if one.outcome is FitOutcome.OPEN))


@dataclass(frozen=True)
class CaseFacts:
    """What of a case a programme asks about, on the day on which it is chosen."""

    on: date
    kind: CaseType = CaseType.UNKNOWN
    destination: int | None = None
    applied_on: date | None = None
    """The day of the asylum application; None while the case does not tell it."""
    travellers: int = 0
    minors: int = 0
    """How many of the travellers are under 18 on the day of departure."""
    vulnerabilities: frozenset[VulnerabilityKind] = frozenset()


def fit(programme: Programme, facts: CaseFacts) -> Fit:
    """Whether a programme fits a case (AsylV 2 Art. 71, 72: for defined groups, within a time).

    Programmes took only who had asked for asylum before a day (Maghreb: before 1.11.2005; Western Balkans: before
    6.3.2009), so the cut-off day itself is too late. A list without countries or groups means all of them. Nothing
    here decides: who admits to a programme is SEM.
    """
    return Fit((_validity(programme, facts), _country(programme, facts), _application(programme, facts),
                _group(programme, facts)))  # fmt: skip


def applied_on(stays: Iterable[StayStatus]) -> date | None:
    """The day of the asylum application as the permits tell it: when an asylum procedure was first open."""
    days = [
        stay.since
        for stay in stays
        if stay.since is not None and stay.procedure in _ASYLUM and stay.stage is ProcedureStage.OPEN
    ]
    return min(days, default=None)


def rates(programme: Programme, tables: OfficeTables, on: date) -> Entry | None:
    """The office's rates of a programme on that day, entered under its code or its name."""
    for called in (programme.code, programme.name):
        if called.strip() and (found := tables.entry(OfficeTable.PROGRAMME_RATES, on, called)) is not None:
            return found
    return None


RATE_COLUMNS = (Column.ADULT, Column.MINOR, Column.IN_KIND_MAX)
"""The sums of a rate, in centimes of the entry's currency."""

_ASYLUM = frozenset({Procedure.ASYLUM_ACCELERATED, Procedure.ASYLUM_EXTENDED, Procedure.ASYLUM_DUBLIN})


def _validity(programme: Programme, facts: CaseFacts) -> FitAnswer:
    first, last = programme.valid_from, programme.valid_to
    if first is not None and facts.on < first:
        return FitAnswer(FitTest.VALIDITY, FitOutcome.DOES_NOT_FIT, FitReason.NOT_YET_VALID, day=first)
    if last is not None and facts.on > last:
        return FitAnswer(FitTest.VALIDITY, FitOutcome.DOES_NOT_FIT, FitReason.ENDED, day=last)
    if last is None:
        return FitAnswer(FitTest.VALIDITY, FitOutcome.FITS, FitReason.ALWAYS_VALID)
    return FitAnswer(FitTest.VALIDITY, FitOutcome.FITS, FitReason.VALID, day=last)


def _country(programme: Programme, facts: CaseFacts) -> FitAnswer:
    if not programme.countries:
        return FitAnswer(FitTest.COUNTRY, FitOutcome.FITS, FitReason.ALL_COUNTRIES)
    if facts.destination is None:
        return FitAnswer(FitTest.COUNTRY, FitOutcome.OPEN, FitReason.NO_DESTINATION)
    if facts.destination in programme.countries:
        return FitAnswer(FitTest.COUNTRY, FitOutcome.FITS, FitReason.COUNTRY_NAMED, country=facts.destination)
    return FitAnswer(FitTest.COUNTRY, FitOutcome.DOES_NOT_FIT, FitReason.COUNTRY_NOT_NAMED, country=facts.destination)


def _application(programme: Programme, facts: CaseFacts) -> FitAnswer:
    before = programme.application_before
    if before is None:
        return FitAnswer(FitTest.APPLICATION, FitOutcome.FITS, FitReason.NO_CUT_OFF)
    if facts.applied_on is None:
        return FitAnswer(FitTest.APPLICATION, FitOutcome.OPEN, FitReason.APPLICATION_UNDATED, day=before)
    if facts.applied_on < before:
        return FitAnswer(FitTest.APPLICATION, FitOutcome.FITS, FitReason.APPLIED_BEFORE, day=before)
    return FitAnswer(FitTest.APPLICATION, FitOutcome.DOES_NOT_FIT, FitReason.APPLIED_TOO_LATE, day=before)


def _group(programme: Programme, facts: CaseFacts) -> FitAnswer:
    groups = tuple(TargetGroup(one) for one in programme.target_groups)
    if not groups or TargetGroup.ALL in groups:
        return FitAnswer(FitTest.TARGET_GROUP, FitOutcome.FITS, FitReason.EVERYBODY)
    told = _told_of(facts)
    mine = tuple(one for one in groups if one in told)
    if mine:
        return FitAnswer(FitTest.TARGET_GROUP, FitOutcome.FITS, FitReason.OF_THE_GROUP, groups=mine)
    unrecorded = tuple(one for one in groups if one in _NOT_RECORDED)
    if unrecorded:
        return FitAnswer(FitTest.TARGET_GROUP, FitOutcome.OPEN, FitReason.GROUP_NOT_RECORDED, groups=unrecorded)
    return FitAnswer(FitTest.TARGET_GROUP, FitOutcome.DOES_NOT_FIT, FitReason.NOT_OF_THE_GROUP, groups=groups)


_NOT_RECORDED: Collection[TargetGroup] = frozenset({TargetGroup.MINORITIES})
"""Whether somebody is of a minority is not kept in a case (FADP Art. 5: sensitive), so a person must answer it."""


def _told_of(facts: CaseFacts) -> set[TargetGroup]:
    """The groups to which the household belongs by what the case tells."""
    ill = facts.vulnerabilities
    found: set[TargetGroup] = set()
    if ill:
        found.add(TargetGroup.VULNERABLE)
    if facts.travellers > 1:
        found.add(TargetGroup.FAMILIES)
    if facts.kind is CaseType.TRAFFICKING_RETURN or VulnerabilityKind.TRAFFICKING_VICTIM in ill:
        found |= {TargetGroup.TRAFFICKING, TargetGroup.VULNERABLE}
    if facts.kind is CaseType.MEDICAL_RETURN or VulnerabilityKind.HEALTH in ill:
        found |= {TargetGroup.MEDICAL, TargetGroup.VULNERABLE}
    if facts.minors or VulnerabilityKind.UNACCOMPANIED_MINOR in ill:
        found.add(TargetGroup.MINORS)
    return found
