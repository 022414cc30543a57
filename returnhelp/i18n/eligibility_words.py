"""The rules of eligibility and the findings about them as a reader understands them, each with its article."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date

from returnhelp.domain import eligibility_evidence as ev
from returnhelp.domain.eligibility_answers import CODED, CodedReason
from returnhelp.domain.eligibility_rules import EU_EFTA, ConditionRule, rules_on
from returnhelp.domain.rule_answers import RuleAnswer, RuleCode
from returnhelp.i18n import catalogs, formats, labels
from returnhelp.i18n.catalogs import N_
from returnhelp.i18n.citations import citation

_FIRST = date(2008, 1, 1)
_REVISED = date(2019, 3, 1)

# By the code and the day from which the wording holds, as resources/legal/conditions.toml has them.
TEXTS: Mapping[tuple[RuleCode, date], str] = {
    (RuleCode.X1, _FIRST): N_(
        "Whoever has committed a crime, or misdemeanours again and again, gets no financial return aid. SEM judges it;"
        " the office records only the reference of the decision. Counselling and help with the journey remain."
    ),
    (RuleCode.X2, _FIRST): N_(
        "Whoever behaves in a manifestly abusive way gets no financial return aid. SEM judges it; the office records"
        " only the reference of the decision. Counselling and help with the journey remain."
    ),
    (RuleCode.X3, _FIRST): N_(
        "Whoever obviously has sufficient means, or extensive assets, gets no financial return aid. SEM judges it."
        " Counselling and help with the journey remain."
    ),
    (RuleCode.X4, _FIRST): N_("The Federal Department of Justice and Police can exclude countries for some time."),
    (RuleCode.X5, _FIRST): N_(
        "Nationals of EU and EFTA states, the USA, Canada and Australia get no return aid; medical and in-kind aid are"
        " excluded too."
    ),
    (RuleCode.X5, _REVISED): N_(
        "Nationals of a state that is visa-exempt for stays of up to three months get no return aid. With several"
        " nationalities, SEM is asked."
    ),
    (RuleCode.X6, _FIRST): N_(
        "Whoever moves on to an EU or EFTA state, the USA, Canada or Australia gets no return aid; medical and in-kind"
        " aid are excluded too."
    ),
    (RuleCode.X6, _REVISED): N_(
        "Whoever moves on to a state that is visa-exempt for stays of up to three months gets no return aid."
    ),
    (RuleCode.X7, _FIRST): N_("Aid for going to a third state needs the right to stay there permanently."),
    (RuleCode.X7, _REVISED): N_("Aid for going to a third state needs the right to stay there for at least a year."),
    (RuleCode.X8, _FIRST): N_("Return aid is given once."),
    (RuleCode.X8, _REVISED): N_("Return aid is given once; aid received from other European states counts too."),
    (RuleCode.C1, _FIRST): N_("The person shows that everything needed for leaving has been arranged."),
    (RuleCode.C2, _FIRST): N_("Receiving aid must not delay the departure."),
    (RuleCode.C3, _FIRST): N_(
        "Whoever does not leave, or comes back to Switzerland, has to pay back what was paid. The person must know"
        " this."
    ),
    (RuleCode.C3, _REVISED): N_(
        "Whoever does not leave, or comes back to Switzerland, has to pay back what Switzerland paid. The person must"
        " know this."
    ),
}


def rule_title(rule: RuleCode, language: str | None = None) -> str:
    """The code and name of a rule: X7 Right to stay in a third state."""
    return f"{rule.value.upper()} {labels.label(rule, language)}"


def rule_text(rule: RuleCode, day: date, language: str | None = None) -> str:
    """What a rule asks on that day, with its article and the exception that SEM may make.

    Raises NoConditionsOnError for a day before the first wording that is known.
    """
    row = _row(rule, day)
    words = catalogs.words(language)
    text = words.gettext("{text} ({article})").format(
        text=words.gettext(TEXTS[rule, row.valid_from]), article=citation(row.article, language)
    )
    if not row.exception:
        return text
    exception = words.gettext(
        "SEM may make exceptions for special personal, social or occupational needs of reintegration ({article})."
    )
    return f"{text} {exception.format(article=citation(row.exception, language))}"


def rule_source(rule: RuleCode, day: date, language: str | None = None) -> str:
    """Where the wording of that day was read, and who has compared it with the law and when; or that nobody has."""
    row = _row(rule, day)
    words = catalogs.words(language)
    if row.verified_on is None:
        return words.gettext("Source: {source}. Not yet compared with the law.").format(source=row.source)
    return words.gettext("Source: {source}. Compared with the law by {name} on {day}.").format(
        source=row.source, name=row.verified_by, day=formats.date(row.verified_on, language)
    )


def _row(rule: RuleCode, day: date) -> ConditionRule:
    return next(one for one in rules_on(day) if one.code is rule)


def answer_reason(answer: RuleAnswer, language: str | None = None) -> str:
    """Why the application goes out, as it was written; for crime and abuse the coded reason in words."""
    if answer.rule in CODED and answer.reason in set(CodedReason):
        return labels.label(CodedReason(answer.reason), language)
    return answer.reason


def evidence(found: ev.Evidence, names: Mapping[int, str] | None = None, language: str | None = None) -> str:
    """A finding as a sentence; ``names`` are those of the people it may speak of, by their number."""
    facts = {one.name: getattr(found, one.name) for one in fields(found)}
    shown = {name: _shown(name, value, names or {}, language) for name, value in facts.items()}
    return _text(found, language).format(**shown)


def _text(found: ev.Evidence, language: str | None) -> str:
    words = catalogs.words(language)
    match found:
        case ev.ListMissing():
            return words.gettext(_LISTS_MISSING[found.which])
        case ev.AidFound():
            return words.gettext(_TRACES[found.how])
        case ev.Basis():
            return words.gettext(_GROUPS[found.group])
        case ev.StateNamed() if found.group in EU_EFTA:
            return words.gettext("{state} belonged to the {group}, which the wording before 1 March 2019 names.")
        case ev.MinorAtDeparture() if found.departure is None:
            return words.gettext("Minor now; turns 18 on {adult_on}. No departure is planned yet.")
        case ev.StayTooShort() if found.months:
            return words.ngettext(
                "May stay there until {until}, {months} month less than needed ({needed}).",
                "May stay there until {until}, {months} months less than needed ({needed}).",
                found.months,
            )
        case ev.StayTooShort():
            return words.ngettext(
                "May stay there until {until}, {days} day less than needed ({needed}).",
                "May stay there until {until}, {days} days less than needed ({needed}).",
                found.days,
            )
        case ev.DeadlinePassed():
            return words.ngettext(
                "The departure on {departure} is {days} day after the deadline of {deadline}. Say why.",
                "The departure on {departure} is {days} days after the deadline of {deadline}. Say why.",
                found.days,
            )
        case _:
            return words.gettext(_TEXTS[type(found)])


def _shown(name: str, value: object, names: Mapping[int, str], language: str | None) -> str:
    """A fact as it stands in a sentence; one that is not known says so."""
    words = catalogs.words(language)
    match name, value:
        case _, date():
            return formats.date(value, language)
        case (("since" | "day" | "country" | "source" | "case_number" | "components"), (None | "" | ())):
            return words.gettext("not known")
        case (("state" | "country"), int()):
            return labels.country(value, language)
        case (("exempt" | "others"), tuple()):
            return formats.listed((labels.country(bfs, language) for bfs in value), language)
        case "people", tuple():
            return formats.listed((_person(one, names, language) for one in value), language)
        case "person_id", int():
            return _person(value, names, language)
        case "components", tuple():
            return formats.listed((labels.label(one, language) for one in value), language)
        case _, int():
            return formats.number(value, language)
        case _:
            return str(value)


def _person(person_id: int, names: Mapping[int, str], language: str | None) -> str:
    return names.get(person_id) or catalogs.words(language).gettext("person {number}").format(number=person_id)


# The placeholders are the fields of the finding.
_TEXTS: Mapping[type, str] = {
    ev.SemJudges: N_("SEM judges this. Record no more than the reference of its decision."),
    ev.StateExempt: N_("{state} is visa-exempt (since: {since}; source: {source})."),
    ev.StateNotExempt: N_("{state} is not on the office’s list of visa-exempt states."),
    ev.OneOfSeveral: N_("One of several nationalities: excluded: {exempt}; not excluded: {others}. Ask SEM."),
    ev.EuropeanNotListed: N_(
        "{state} is an EU or EFTA state, and the office’s list of visa-exempt states does not have it. Check the list."
    ),
    ev.StateNamed: N_("The wording before 1 March 2019 names {state}."),
    ev.StateNotNamed: N_("The wording before 1 March 2019 does not name {state}."),
    ev.ExemptBesidesNamed: N_(
        "The wording before 1 March 2019 does not name {state}, but it was visa-exempt (since: {since}; source:"
        " {source}). Ask SEM whether that excluded too."
    ),
    ev.StateExcluded: N_("{state} is excluded by the EJPD (since: {since}; source: {source})."),
    ev.StateNotExcluded: N_("{state} is not on the office’s list of excluded countries."),
    ev.NationalityUnknown: N_("The nationality is not known."),
    ev.Stateless: N_("Stateless, so not a national of any of these states."),
    ev.DestinationUnknown: N_("The destination is not known yet."),
    ev.DestinationKindUnclear: N_("Whether {state} is a third state for them is to be clarified."),
    ev.NotOnward: N_("{state} is their state of origin, not a third state."),
    ev.StayLongEnough: N_("May stay there until {until}; at least until {needed} is needed."),
    ev.StayUndated: N_("May stay there until {until}. It must be a year from the departure, which is not planned yet."),
    ev.StayNotPermanent: N_("May stay there until {until}, so not permanently."),
    ev.StayPermanent: N_("May stay there permanently."),
    ev.StayUnknown: N_("It is not recorded until when the person may stay there."),
    ev.RestrictedMayMatch: N_(
        "A record that you may not see may be about the same person. Ask whoever may see restricted records."
    ),
    ev.NothingFoundHere: N_(
        "This office’s records have no earlier aid. Ask about aid through other offices and in other European states."
    ),
    ev.DocumentsThere: N_("Everybody has a travel document that is valid at departure ({departure})."),
    ev.DocumentsMissing: N_("No travel document is recorded for {people}."),
    ev.DocumentsExpired: N_("The travel document is no longer valid at departure: {people}."),
    ev.DepartureNotPlanned: N_("The departure is not planned yet for everybody."),
    ev.DeadlineKept: N_("The departure on {departure} is within the deadline of {deadline}."),
    ev.DeadlineUnknown: N_("No departure deadline is recorded."),
    ev.RepaymentExplained: N_("Repayment was explained on {on}."),
    ev.RepaymentToExplain: N_("It is not recorded that repayment was explained."),
    ev.BackAfterAid: N_(
        "{person_id} received money in case {case_number} (day: {day}) and is in Switzerland again. SEM may ask it"
        " back."
    ),
    ev.MinorAtDeparture: N_("Minor at departure on {departure}; turns 18 on {adult_on} (AsylV 1 Art. 1a let. d)."),
    ev.AgeUnclear: N_("The birth date is not known well enough to tell whether this is a minor at departure."),
    ev.DublinOpen: N_(
        "No article of AsylV 2 bars people in the Dublin procedure. Ask SEM whether its directive allows aid."
    ),
    ev.HardshipOnly: N_(
        "Status S and a visa-exempt nationality: aid is possible by exception, case by case (AsylV 2 Art. 76a(2))."
    ),
    ev.WaiverBeforePayment: N_("The waiver of status S is signed before anything is paid (AsylG Art. 79)."),
    ev.ProgrammeOpen: N_("{programme}: the asylum application of {applied} lies before the cut-off day, {before}."),
    ev.ProgrammeClosed: N_(
        "{programme}: the asylum application of {applied} does not lie before the cut-off day, {before}."
    ),
    ev.ProgrammeUndated: N_(
        "{programme} takes asylum applications before {before} only; the day of this one is not recorded."
    ),
    ev.ProgrammeElsewhere: N_("{programme} is not for {state}."),
}
_LISTS_MISSING: Mapping[ev.OfficeList, str] = {
    ev.OfficeList.VISA_EXEMPT: N_("The office has no list of visa-exempt states for this day yet. Ask SEM."),
    ev.OfficeList.EXCLUDED: N_("The office has no list of excluded countries yet. Ask SEM."),
}
_GROUPS: Mapping[ev.LegalGroup, str] = {
    ev.LegalGroup.ASYLUM: N_("Aid as an asylum seeker, also after a refusal or a withdrawal (AsylV 2 Art. 62, 63)."),
    ev.LegalGroup.PROVISIONALLY_ADMITTED: N_("Aid as provisionally admitted (AsylV 2 Art. 63)."),
    ev.LegalGroup.RECOGNISED_REFUGEE: N_("Aid as a recognised refugee (AsylV 2 Art. 63)."),
    ev.LegalGroup.IN_NEED_OF_PROTECTION: N_("Aid as a person in need of protection, status S (AsylV 2 Art. 63)."),
    ev.LegalGroup.TRAFFICKING: N_("Aid as a victim or witness of human trafficking (AIG Art. 60(2)b)."),
    ev.LegalGroup.FOREIGNERS_LAW: N_(
        "Under the foreign nationals’ law only the groups of AIG Art. 60(2) get aid. Check which one it is."
    ),
    ev.LegalGroup.UNKNOWN: N_("As whom the people get aid cannot be told: record permit and procedure."),
}
_TRACES: Mapping[ev.AidTrace, str] = {
    ev.AidTrace.RECEIVED: N_("Received aid in case {case_number} (day: {day}): {components}."),
    ev.AidTrace.DECIDED: N_(
        "Aid was granted in case {case_number} (day: {day}) and is not recorded as paid: {components}."
    ),
    ev.AidTrace.PERHAPS: N_(
        "Somebody who may be the same person had aid in case {case_number} (day: {day}): {components}. Compare the two"
        " records."
    ),
    ev.AidTrace.IN_TRASH: N_(
        "A record in the trash speaks of aid in case {case_number} (day: {day}): {components}. Look at it."
    ),
    ev.AidTrace.ONLY_TRAVEL: N_("No return aid in case {case_number} (day: {day}), only: {components}."),
    ev.AidTrace.PROGRAMME: N_(
        "Aid of the EU Reintegration Programme in case {case_number} (day: {day}): {components}. Ask SEM."
    ),
    ev.AidTrace.ABROAD: N_("Received aid from another European state (state: {country}; day: {day})."),
    ev.AidTrace.ABROAD_PERHAPS: N_(
        "May have received aid from another European state (state: {country}; day: {day}). Ask."
    ),
    ev.AidTrace.ABROAD_NOT_COUNTED: N_(
        "Aid from another European state (state: {country}; day: {day}) did not count before 1 March 2019."
    ),
}
