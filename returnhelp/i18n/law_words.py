"""The rows of the shipped law in words: what each is called, and what it says."""

from collections.abc import Mapping
from datetime import date

from returnhelp.domain.deadline_rules import DeadlineRule, Unit
from returnhelp.domain.eligibility_rules import ConditionRule, NamedStates
from returnhelp.domain.law_checks import LawRow
from returnhelp.domain.law_rows import Rate
from returnhelp.i18n import catalogs, eligibility_words, explaining, formats, labels
from returnhelp.i18n.catalogs import N_

DEADLINES: Mapping[str, str] = {
    "departure_accelerated": N_("Departure, accelerated procedure"),
    "departure_extended": N_("Departure, extended procedure"),
    "departure_dublin": N_("Departure, Dublin procedure"),
    "departure_foreigners_law": N_("Departure under the foreign nationals’ law"),
    "decision_dublin": N_("Decision of SEM, Dublin procedure"),
    "decision_accelerated": N_("Decision of SEM, accelerated procedure"),
    "decision_extended": N_("Decision of SEM, extended procedure"),
    "federal_centre": N_("Longest stay in a federal centre"),
    "data_request": N_("Answer to a request about own data"),
    "data_request_fee": N_("Confirmation of the fee of a request about own data"),
    "data_information": N_("Telling a person of data received from others"),
    "third_state_stay": N_("Right to stay in a third state"),
    "medical_aid": N_("Longest medical aid"),
    "eurp_post_return": N_("Support after return (EURP)"),
    "reintegration_plan": N_("Reintegration plan"),
    "reflection_period": N_("Reflection period for victims of trafficking"),
    "family_aig_47": N_("Family reunification"),
    "family_aig_47_over_twelve": N_("Family reunification, children over twelve"),
    "family_aig_47_turning_twelve": N_("Family reunification, children who turn twelve"),
    "family_wait": N_("Waiting period before family reunification, provisional admission"),
    "family_vzae_74": N_("Family reunification, provisional admission"),
    "family_vzae_74_over_twelve": N_("Family reunification, provisional admission, children over twelve"),
    "family_vzae_74_turning_twelve": N_("Family reunification, provisional admission, children who turn twelve"),
    "status_s_waiver": N_("Waiver of status S"),
}
"""What the deadlines of the law are called, by their key."""

_GROUPS = {"EU": N_("EU"), "EFTA": N_("EFTA")}


def title(row: LawRow, language: str | None = None) -> str:
    """What a row is about."""
    words = catalogs.words(language)
    match row.row:
        case Rate(benefit=benefit, raised=raised):
            said = labels.label(benefit, language)
            return words.gettext("{benefit}, raised").format(benefit=said) if raised else said
        case ConditionRule(code=code):
            return eligibility_words.rule_title(code, language)
        case NamedStates() as states:
            return _group(states, language)
        case DeadlineRule(key=key):
            return words.gettext(DEADLINES[key])


def second(row: LawRow, language: str | None = None) -> str:
    """What tells it from others of the same name: the scheme and the length of stay, the event counted from."""
    match row.row:
        case Rate() as rate:
            return ", ".join(filter(None, (labels.label(rate.context, language), _stay(rate, language))))
        case DeadlineRule(from_what=event):
            return labels.label(event, language)
    return ""


def article(row: LawRow, language: str | None = None) -> str:
    """Its article as the language cites it; empty where no article names it."""
    return explaining.citation(row.article, language) if row.article else ""


def figure(row: LawRow, language: str | None = None) -> str:
    """Its figure in short: a sum, a time, how many states; empty where it has none."""
    words = catalogs.words(language)
    match row.row:
        case Rate() as rate:
            return _sum(rate, language)
        case NamedStates(states=states):
            count = len(states)
            return words.ngettext("{count} country", "{count} countries", count).format(count=count)
        case DeadlineRule() as rule:
            return _time(rule.amount, rule.unit, language)
    return ""


def says(row: LawRow, day: date, language: str | None = None) -> str:
    """Everything that it says on that day, in sentences."""
    match row.row:
        case Rate() as rate:
            return " ".join(_of_rate(rate, language))
        case ConditionRule(code=code):
            return eligibility_words.rule_text(code, day, language)
        case NamedStates(states=states):
            names = sorted((labels.country(one, language) for one in states), key=formats.sort_key)
            return f"{', '.join(names)}."
        case DeadlineRule() as rule:
            return " ".join(_of_deadline(rule, language))


def _group(row: NamedStates, language: str | None) -> str:
    """A union of states by its name, a state that is named alone by its own."""
    if row.group in _GROUPS:
        return catalogs.words(language).gettext(_GROUPS[row.group])
    return ", ".join(labels.country(one, language) for one in row.states)


def _sum(rate: Rate, language: str | None) -> str:
    words = catalogs.words(language)
    if rate.adult is not None:
        return formats.money(rate.adult, rate.currency, language)
    most = rate.per_person_max if rate.per_person_max is not None else rate.per_family_max
    if most is None:
        return ""
    return words.gettext("up to {amount}").format(amount=formats.money(most, rate.currency, language))


def _of_rate(rate: Rate, language: str | None) -> list[str]:
    words = catalogs.words(language)
    told = (
        (rate.adult, words.gettext("An adult: {amount}.")),
        (rate.minor, words.gettext("A minor: {amount}.")),
        (rate.per_person_max, words.gettext("The most for a person: {amount}.")),
        (rate.per_family_max, words.gettext("The most for a family: {amount}.")),
    )
    said = [text.format(amount=formats.money(sum_, rate.currency, language)) for sum_, text in told if sum_ is not None]
    if not said:
        said.append(words.gettext("No text names a sum."))
    if rate.months_max is not None:
        most = words.ngettext("For {count} month at most.", "For {count} months at most.", rate.months_max)
        said.append(most.format(count=rate.months_max))
    if rate.indexed:
        said.append(words.gettext("The office enters the amount of each year."))
    if rate.conditions:
        listed = "; ".join(labels.label(one, language) for one in rate.conditions)
        said.append(words.gettext("Conditions: {conditions}.").format(conditions=listed))
    if rate.exception_article:
        cited = explaining.citation(rate.exception_article, language)
        said.append(words.gettext("SEM may make exceptions ({article}).").format(article=cited))
    said.append(words.gettext("Rests on: {basis}.").format(basis=labels.label(rate.basis, language)))
    return said


def _stay(rate: Rate, language: str | None) -> str:
    words = catalogs.words(language)
    if rate.stay_below is not None and rate.stay_from:
        text = words.gettext("stay of {first} to under {last} months")
    elif rate.stay_below is not None:
        text = words.gettext("stay under {last} months")
    elif rate.stay_from:
        text = words.gettext("stay of {first} months and more")
    else:
        return ""
    return text.format(first=rate.stay_from, last=rate.stay_below)


def _of_deadline(rule: DeadlineRule, language: str | None) -> list[str]:
    words = catalogs.words(language)
    event, span = labels.label(rule.from_what, language), _time(rule.amount, rule.unit, language)
    form = words.gettext("{time} from: {event}.") if rule.amount >= 0 else words.gettext("{time} before: {event}.")
    said = [form.format(time=span, event=event)]
    if rule.least == 0:
        said.append(words.gettext("An authority may order it at once."))
    elif rule.least is not None:
        least = _time(rule.least, rule.unit, language)
        said.append(words.gettext("An authority may set a shorter time, at least {time}.").format(time=least))
    if rule.first_day_counts:
        said.append(words.gettext("The first day counts."))
    if rule.moves:
        said.append(words.gettext("A last day without work becomes the next working day."))
    return said


def _time(amount: int, unit: Unit, language: str | None) -> str:
    words, count = catalogs.words(language), abs(amount)
    match unit:
        case Unit.DAYS:
            text = words.ngettext("{count} day", "{count} days", count)
        case Unit.WORKING_DAYS:
            text = words.ngettext("{count} working day", "{count} working days", count)
        case Unit.MONTHS:
            text = words.ngettext("{count} month", "{count} months", count)
        case Unit.YEARS:
            text = words.ngettext("{count} year", "{count} years", count)
    return text.format(count=formats.number(count, language))
