"""The words for deadlines, and how each was counted, told to a person."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from returnhelp.domain import deadline_rules, deadlines
from returnhelp.domain.deadline_rules import Unit
from returnhelp.domain.deadlines import Deadline
from returnhelp.domain.working_days import holidays_of
from returnhelp.i18n import catalogs, formats
from returnhelp.i18n.catalogs import NP_
from returnhelp.i18n.citations import citation

_Kind = deadlines.DeadlineKind
_From = deadline_rules.FromWhat

WORDS: dict[type[StrEnum], dict[StrEnum, tuple[str, str]]] = {
    _Kind: {
        _Kind.DEPARTURE: NP_("deadline", "Leave Switzerland"),
        _Kind.SEM_DECISION: NP_("deadline", "SEM decides on the asylum application"),
        _Kind.FEDERAL_CENTRE: NP_("deadline", "Longest stay in a federal centre"),
        _Kind.CONSENT_REVIEW: NP_("deadline", "Look at the consent again"),
        _Kind.DATA_REQUEST: NP_("deadline", "Answer a request about own data"),
        _Kind.DATA_REQUEST_FEE: NP_("deadline", "The person confirms the fee of a request"),
        _Kind.DATA_INFORMATION: NP_("deadline", "Tell the person of data received from others"),
        _Kind.TRAVEL_DOCUMENT: NP_("deadline", "Last day to travel on the document"),
        _Kind.CLEARANCE: NP_("deadline", "Last day of being fit to travel"),
        _Kind.THIRD_STATE_STAY: NP_("deadline", "Last day to travel on the right to stay in a third state"),
        _Kind.STATUS_S_WAIVER: NP_("deadline", "Waiver of status S signed before payment"),
        _Kind.INSTALMENT: NP_("deadline", "Planned payment"),
        _Kind.MONITORING_VISIT: NP_("deadline", "Monitoring visit"),
        _Kind.MEDICAL_AID_END: NP_("deadline", "End of medical aid"),
        _Kind.EURP_END: NP_("deadline", "End of support after return (EURP)"),
        _Kind.REINTEGRATION_PLAN: NP_("deadline", "Agree on the reintegration plan"),
        _Kind.RIF_ANSWER: NP_("deadline", "Answer from the Return Information Fund"),
        _Kind.REFLECTION_END: NP_("deadline", "End of the reflection period"),
        _Kind.FAMILY_WAIT_END: NP_("deadline", "From now on the family may apply"),
        _Kind.FAMILY_APPLICATION: NP_("deadline", "Apply for family reunification"),
        _Kind.REFERRAL_ANSWER: NP_("deadline", "Answer to a referral"),
    },
    _From: {
        _From.ORDER_NOTIFIED: NP_("what a deadline is counted from", "Order notified"),
        _From.SET_BY_AUTHORITY: NP_("what a deadline is counted from", "Day set by the authority"),
        _From.DUBLIN_CONSENT: NP_("what a deadline is counted from", "Dublin state agreed"),
        _From.PREPARATION_ENDED: NP_("what a deadline is counted from", "Preparatory phase ended"),
        _From.CENTRE_ENTERED: NP_("what a deadline is counted from", "Arrival in the federal centre"),
        _From.CONSENT_GIVEN: NP_("what a deadline is counted from", "Consent given"),
        _From.REQUEST_RECEIVED: NP_("what a deadline is counted from", "Request received"),
        _From.FEE_ANNOUNCED: NP_("what a deadline is counted from", "Fee announced"),
        _From.FEE_CONFIRMED: NP_("what a deadline is counted from", "Fee confirmed"),
        _From.EXTENDED: NP_("what a deadline is counted from", "Extended to"),
        _From.DATA_RECEIVED: NP_("what a deadline is counted from", "Data received"),
        _From.DOCUMENT_EXPIRES: NP_("what a deadline is counted from", "Document valid until"),
        _From.CLEARANCE_EXPIRES: NP_("what a deadline is counted from", "Fit to travel until"),
        _From.STAY_RIGHT_ENDS: NP_("what a deadline is counted from", "Right to stay until"),
        _From.PAYMENT_PLANNED: NP_("what a deadline is counted from", "Payment planned"),
        _From.INSTALMENT_PLANNED: NP_("what a deadline is counted from", "Payment planned for"),
        _From.VISIT_PLANNED: NP_("what a deadline is counted from", "Visit planned"),
        _From.RETURN: NP_("what a deadline is counted from", "Return"),
        _From.AID_BEGAN: NP_("what a deadline is counted from", "Aid began"),
        _From.RIF_ASKED: NP_("what a deadline is counted from", "Question asked"),
        _From.REFLECTION_BEGAN: NP_("what a deadline is counted from", "Reflection period began"),
        _From.FAMILY_RIGHT_BEGAN: NP_("what a deadline is counted from", "Right to be joined by the family began"),
        _From.PROVISIONAL_ADMISSION: NP_("what a deadline is counted from", "Provisional admission"),
        _From.WAIT_ENDED: NP_("what a deadline is counted from", "Waiting period ended"),
        _From.TWELFTH_BIRTHDAY: NP_("what a deadline is counted from", "Twelfth birthday"),
        _From.REFERRAL_SENT: NP_("what a deadline is counted from", "Referral sent"),
        _From.AGREED: NP_("what a deadline is counted from", "Day agreed"),
    },
    Unit: {
        Unit.DAYS: NP_("unit of a deadline", "Days"),
        Unit.WORKING_DAYS: NP_("unit of a deadline", "Working days"),
        Unit.MONTHS: NP_("unit of a deadline", "Months"),
        Unit.YEARS: NP_("unit of a deadline", "Years"),
    },
}


def explained(deadline: Deadline, language: str | None = None) -> str:
    """How a deadline was counted, by which article, and why it moved or not, in a few short sentences."""
    return " ".join(_sentences(deadline, language))


def _sentences(one: Deadline, language: str | None) -> Iterator[str]:
    words = catalogs.words(language)
    what, start = words.pgettext(*WORDS[_From][one.from_what]), formats.date(one.counted_from, language)
    if one.amount:
        yield words.gettext("{what}: {day}.").format(what=what, day=start)
        what, start = _span(one, language), formats.date(one.counted_to, language)
    if one.article:
        cited = citation(one.article, language)
        yield words.gettext("{what}: {day} ({article}).").format(what=what, day=start, article=cited)
    else:
        yield words.gettext("{what}: {day}.").format(what=what, day=start)
    if one.first_day_counts:
        yield words.gettext("The first day counts.")
    if one.least:
        yield words.gettext("The authority may set a shorter time; this is the last day possible.")
    elif one.least == 0:
        yield words.gettext("The authority may order it at once; this is the last day possible.")
    yield from _days_without_work(one, language)
    if one.falls_short and one.travel_on:
        day = formats.date(one.travel_on, language)
        yield words.gettext("The journey is planned for {day}, which is too late.").format(day=day)
    if not one.verified:
        yield words.gettext("Nobody has checked this rule against the law of today yet.")


def _span(one: Deadline, language: str | None) -> str:
    """So much time later, or earlier where it is counted backwards."""
    words, count = catalogs.words(language), abs(one.amount)
    later = one.amount > 0
    match one.unit:
        case Unit.DAYS if later:
            text = words.ngettext("{count} day later", "{count} days later", count)
        case Unit.DAYS:
            text = words.ngettext("{count} day earlier", "{count} days earlier", count)
        case Unit.WORKING_DAYS if later:
            text = words.ngettext("{count} working day later", "{count} working days later", count)
        case Unit.WORKING_DAYS:
            text = words.ngettext("{count} working day earlier", "{count} working days earlier", count)
        case Unit.MONTHS if later:
            text = words.ngettext("{count} month later", "{count} months later", count)
        case Unit.MONTHS:
            text = words.ngettext("{count} month earlier", "{count} months earlier", count)
        case Unit.YEARS if later:
            text = words.ngettext("{count} year later", "{count} years later", count)
        case Unit.YEARS:
            text = words.ngettext("{count} year earlier", "{count} years earlier", count)
    return text.format(count=formats.number(count, language))


def _days_without_work(one: Deadline, language: str | None) -> Iterator[str]:
    """Which holidays were not counted, and what became of a last day without work."""
    words = catalogs.words(language)
    if one.ends_without_work:
        last = _named(one.counted_to, one, language)
        if one.moved_to_working_day:
            due = formats.date(one.due_on, language)
            said = words.gettext("{day} is no working day; it is due on the next one, {due}.")
            yield said.format(day=last, due=due)
        elif one.article:  # of a day that an agreement or a document names nobody expects that it moves
            yield words.gettext("{day} is no working day; the deadline stays there all the same.").format(day=last)
    passed = [_named(day, one, language) for day in one.stepped_over if day != one.counted_to]
    if passed:
        shown = formats.listed(passed, language)
        yield words.ngettext("Holiday not counted: {days}.", "Holidays not counted: {days}.", len(passed)).format(
            days=shown
        )


def _named(day: date, one: Deadline, language: str | None) -> str:
    """A day with the name of the holiday or the day of the week."""
    spoken = language or catalogs.language()
    why = holidays_of(one.canton, day.year, spoken).get(day) or formats.weekday(day, language)
    return catalogs.words(language).gettext("{day} ({why})").format(day=formats.date(day, language), why=why)
