"""What kind of value each field of a record holds, how it is written in words, and how it is read from a draft."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, get_args, get_type_hints

from returnhelp.domain import aid_abroad, surveys
from returnhelp.domain.case import Fitness
from returnhelp.domain.identifiers import phone_to_read
from returnhelp.domain.people import Precision
from returnhelp.domain.record_kinds import KINDS as KINDS
from returnhelp.domain.registers import (
    TargetGroup,
)
from returnhelp.domain.rif import RifCategory
from returnhelp.domain.steps import Ask, Channel
from returnhelp.domain.surveys import Instrument
from returnhelp.domain.trafficking import Exploitation, LabourSector, MeansOfControl, Recruiter, SexualType
from returnhelp.domain.travel import Help, PaperKind, SpecialNeed
from returnhelp.i18n import catalogs, formats, labels
from returnhelp.i18n.catalogs import _


class Kind(StrEnum):
    """What a field holds, as far as it is shown and edited differently."""

    TEXT = "text"
    CHOICE = "choice"
    CHOICES = "choices"
    DATE = "date"
    MOMENT = "moment"
    CHECK = "check"
    NUMBER = "number"
    MONEY = "money"
    COUNTRY = "country"
    COUNTRIES = "countries"
    CANTON = "canton"
    LANGUAGE = "language"
    LANGUAGES = "languages"
    PERSON = "person"
    USER = "user"
    NUMBERS = "numbers"
    MARK = "mark"
    """Hundredths of a mark, such as 4.35."""
    PERCENT = "percent"
    """Hundredths of a per cent."""
    PROGRAMME = "programme"
    PARTNER = "partner"
    PARTNERS = "partners"
    INSTRUMENT = "instrument"
    ANSWERS = "answers"
    """The answers to a survey: code of the question → code of the option, or several."""


_BY_NAME = {
    "destination": Kind.COUNTRY,
    "issuing_state": Kind.COUNTRY,
    "bfs": Kind.COUNTRY,
    "nationalities": Kind.COUNTRIES,
    "canton": Kind.CANTON,
    "language": Kind.LANGUAGE,
    "mother_tongue": Kind.LANGUAGE,
    "languages": Kind.LANGUAGES,
    "requested": Kind.MONEY,
    "decided": Kind.MONEY,
    "paid": Kind.MONEY,
    "bound": Kind.MONEY,
    "free": Kind.MONEY,
    "person_id": Kind.PERSON,
    "merged_into_id": Kind.PERSON,
    "caseworker_id": Kind.USER,
    "assignee_id": Kind.USER,
    "for_user_id": Kind.USER,
    "by_user_id": Kind.USER,
    "deleted_by": Kind.USER,
    "taken_back_by": Kind.USER,
    "approved_by": Kind.USER,
    "second_approval_by": Kind.USER,
    "entered_by": Kind.USER,
    "country": Kind.COUNTRY,
    "country_of_exploitation": Kind.COUNTRY,
    "countries": Kind.COUNTRIES,
    "amount": Kind.MONEY,
    "charged": Kind.MONEY,
    "cost": Kind.MONEY,
    "cancellation_cost": Kind.MONEY,
    "own_share": Kind.MONEY,
    "budget": Kind.MONEY,
    "final_budget": Kind.MONEY,
    "spent": Kind.MONEY,
    "income": Kind.MONEY,
    "evaluation": Kind.MARK,
    "probability": Kind.PERCENT,
    "monitoring_months": Kind.NUMBERS,
    "programme_id": Kind.PROGRAMME,
    "partner_id": Kind.PARTNER,
    "partner_ids": Kind.PARTNERS,
}
# Texts whose values are words of the domain all the same.
_WORDS: Mapping[tuple[str, str], type[StrEnum]] = {
    ("case", "fit_to_travel"): Fitness,
    ("clearances", "result"): Fitness,
    ("paper_requests", "kind"): PaperKind,
    ("fact_sheets", "topic"): RifCategory,
    ("information_requests", "channel"): Channel,
}
# Records whose amounts are in a currency of their own, so that a sum alone is told.
_OWN_CURRENCY = frozenset({"programmes", "structural_projects"})
# Texts that are called as other records call a number.
_PLAIN = frozenset({("projects", "approved_by")})
# What was asked in a survey, and answered.
_SURVEY: Mapping[tuple[str, str], Kind] = {
    ("surveys", "instrument"): Kind.INSTRUMENT,
    ("surveys", "answers"): Kind.ANSWERS,
}
# Lists whose values are words of the domain.
_LISTS: Mapping[tuple[str, str], type[StrEnum]] = {
    ("arrangements", "helps"): Help,
    ("arrangements", "needs"): SpecialNeed,
    ("programmes", "target_groups"): TargetGroup,
    ("trafficking", "exploitation"): Exploitation,
    ("trafficking", "means"): MeansOfControl,
    ("trafficking", "labour_sectors"): LabourSector,
    ("trafficking", "sexual_types"): SexualType,
    ("trafficking", "recruiters"): Recruiter,
}
_ANSWERS: Mapping[str, type[StrEnum]] = {Ask.FIT_TO_TRAVEL.value: Fitness, Ask.CHANNEL.value: Channel}


@dataclass(frozen=True)
class Names:
    """The names behind the numbers of people, users, programmes and partners, and behind the codes of surveys."""

    people: Mapping[int, str] = field(default_factory=dict)
    users: Mapping[int, str] = field(default_factory=dict)
    programmes: Mapping[int, str] = field(default_factory=dict)
    partners: Mapping[int, str] = field(default_factory=dict)
    instruments: Sequence[Instrument] = ()


@cache
def _hints(entity: str) -> dict[str, Any]:
    return get_type_hints(KINDS[entity])


@cache
def kind(entity: str, name: str) -> Kind:
    """What a field of a record holds."""
    if (entity, name) in _PLAIN:
        return Kind.TEXT
    if (entity, name) in _SURVEY:
        return _SURVEY[entity, name]
    if name in _BY_NAME:
        return _BY_NAME[name]
    if (entity, name) in _LISTS:
        return Kind.CHOICES
    if (entity, name) in _WORDS or choice(entity, name) is not None:
        return Kind.CHOICE
    types = _types(entity, name)
    for holds, shown in ((datetime, Kind.MOMENT), (date, Kind.DATE), (bool, Kind.CHECK), (int, Kind.NUMBER)):
        if holds in types:
            return shown
    return Kind.TEXT


@cache
def choice(entity: str, name: str) -> type[StrEnum] | None:
    """The values among which a field chooses, or None."""
    if (entity, name) in _WORDS:
        return _WORDS[entity, name]
    return next((one for one in _types(entity, name) if isinstance(one, type) and issubclass(one, StrEnum)), None)


def choices(entity: str, name: str) -> type[StrEnum]:
    """The values of which a field holds several; KeyError for any other field."""
    return _LISTS[entity, name]


@cache
def optional(entity: str, name: str) -> bool:
    """Whether an empty field is None (a text otherwise is "")."""
    return type(None) in _types(entity, name)


def _types(entity: str, name: str) -> tuple[Any, ...]:
    if entity == "person" and name == "nationalities":
        return (list,)
    hint = _hints(entity).get(name, str)
    return get_args(hint) or (hint,)


def plain(value: Any) -> Any:
    """A value as JSON can hold it."""
    return value.isoformat() if isinstance(value, date) else value


def typed(entity: str, name: str, kept: Any) -> Any:
    """A value as the domain has it, from what a draft or the history kept; what makes no sense any more is empty."""
    if kept is None:
        return None
    try:
        match kind(entity, name):
            case Kind.DATE:
                return kept if isinstance(kept, date) else date.fromisoformat(kept)
            case Kind.MOMENT:
                return kept if isinstance(kept, datetime) else datetime.fromisoformat(kept)
            case Kind.CHOICE:
                values = choice(entity, name)
                return values(kept) if values is not None and kept else kept
    except ValueError:
        return None
    return kept


def written(entity: str, name: str, value: Any, names: Names) -> str:
    """A value in words, whether as the domain has it or as the history keeps it; "" when there is none."""
    value = typed(entity, name, value)
    if value is None or value in ("", [], {}):
        return ""
    if (entity, name) == ("rule_answers", "reference") and (state := aid_abroad.state_of(value)) is not None:
        return _("aid from {country}").format(country=labels.country(state))
    match kind(entity, name):
        case Kind.CHOICE:
            return labels.label(value) if isinstance(value, StrEnum) else str(value)
        case Kind.CHOICES:
            known = choices(entity, name)
            return formats.listed(labels.label(known(one)) for one in value if one in set(known))
        case Kind.DATE:
            return formats.short_date(value)
        case Kind.MOMENT:
            return formats.moment(value.astimezone())
        case Kind.CHECK:
            return _("yes") if value else _("no")
        case Kind.MONEY:
            return amount(value) if entity in _OWN_CURRENCY else formats.money(value)
        case Kind.MARK:
            return amount(value)
        case Kind.PERCENT:
            return formats.percent(Decimal(value) / 10_000, decimals=2)
        case Kind.COUNTRY:
            return labels.country(value)
        case Kind.COUNTRIES:
            return formats.listed(labels.country(one) for one in value)
        case Kind.CANTON:
            return labels.canton(value)
        case Kind.LANGUAGE:
            return labels.language_name(value)
        case Kind.LANGUAGES:
            return formats.listed(labels.language_name(one) for one in value)
        case Kind.PERSON:
            return names.people.get(value) or _("somebody else")
        case Kind.USER:
            return names.users.get(value, "")
        case Kind.PROGRAMME:
            return names.programmes.get(value) or _("a programme in the trash")
        case Kind.PARTNER:
            return names.partners.get(value) or _("a partner in the trash")
        case Kind.PARTNERS:
            return formats.listed(names.partners.get(one, "") for one in value)
        case Kind.INSTRUMENT:
            return _titled(value, names.instruments)
        case Kind.ANSWERS:
            return _answered(value, names.instruments)
        case Kind.NUMBERS:
            return formats.listed(formats.number(one) for one in value)
        case Kind.NUMBER:
            return formats.number(value)
    return phone_to_read(value) if name == "phone" else str(value)


def _titled(key: str, instruments: Iterable[Instrument]) -> str:
    found = [one for one in instruments if one.key == key]
    return surveys.said(found[-1].titles, catalogs.language()) if found else key


def _answered(answers: Mapping[str, Any], instruments: Iterable[Instrument]) -> str:
    """Each question by its code with the words of its answer; the codes alone where no survey has them all."""
    asked = next((one for one in instruments if all(one.question(code) for code in answers)), None)
    return "; ".join(f"{code} {_chosen(asked, code, given)}" for code, given in answers.items())


def _chosen(asked: Instrument | None, code: str, given: Any) -> str:
    question = asked.question(code) if asked is not None else None
    told = []
    for one in given if isinstance(given, list) else [given]:
        option = question.option(one) if question is not None else None
        told.append(surveys.said(option.words, catalogs.language()) if option is not None else str(one))
    return formats.listed(told)


def amount(centimes: int | None) -> str:
    """An amount as a column of amounts shows it, without its currency."""
    return "" if centimes is None else formats.number(Decimal(centimes) / 100, decimals=2)


def answer(ask: str, value: Any) -> str:
    """What was answered to a question of a step, in words."""
    if value in (None, ""):
        return ""
    if ask in _ANSWERS and value in set(_ANSWERS[ask]):
        return labels.label(_ANSWERS[ask](value))
    if ask == Ask.DEPARTURE_DATE.value:
        return formats.short_date(date.fromisoformat(value) if isinstance(value, str) else value)
    if ask == Ask.AMOUNT.value and isinstance(value, int):
        return formats.money(value)
    return str(value)


def question(ask: str) -> str:
    """The words of a question of a step; empty for what no person was asked."""
    return labels.label(Ask(ask)) if ask in set(Ask) else ""


def birth(day: date | None, precision: Precision) -> str:
    """A birth date as well as it is known."""
    if day is None:
        return ""
    match precision:
        case Precision.MONTH:
            return f"{day.month:02}.{day.year}"
        case Precision.YEAR:
            return str(day.year)
        case Precision.ESTIMATED:
            return _("about {year}").format(year=day.year)
        case Precision.DAY:
            return formats.short_date(day)


def title(entity: str, name: str) -> str:
    """The name of a field."""
    return labels.field(name, entity)
