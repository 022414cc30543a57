"""What kind of value each field of a record holds, how it is written in words, and how it is read from a draft."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, get_args, get_type_hints

from returnhelp.domain.aid import AidLine
from returnhelp.domain.case import Case, Fitness, StayStatus, StepTaken, Traveller
from returnhelp.domain.consent import Consent
from returnhelp.domain.contacts import Contact
from returnhelp.domain.documents import Document
from returnhelp.domain.household import Household, Member
from returnhelp.domain.identifiers import phone_to_read
from returnhelp.domain.people import Alias, Nationality, Person, Precision, TravelDocument
from returnhelp.domain.steps import Ask, Channel
from returnhelp.domain.tasks import Note, Task
from returnhelp.domain.vulnerability import Vulnerability
from returnhelp.i18n import formats, labels
from returnhelp.i18n.catalogs import _

RECORDS: Mapping[str, type] = {
    "person": Person,
    "nationalities": Nationality,
    "aliases": Alias,
    "travel_documents": TravelDocument,
    "household": Household,
    "member": Member,
    "case": Case,
    "travellers": Traveller,
    "steps_taken": StepTaken,
    "stays": StayStatus,
    "vulnerabilities": Vulnerability,
    "consents": Consent,
    "contacts": Contact,
    "documents": Document,
    "notes": Note,
    "tasks": Task,
    "aid_lines": AidLine,
}
"""The thing of the domain behind each kind of record."""


class Kind(StrEnum):
    """What a field holds, as far as it is shown and edited differently."""

    TEXT = "text"
    CHOICE = "choice"
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
    "person_id": Kind.PERSON,
    "merged_into_id": Kind.PERSON,
    "caseworker_id": Kind.USER,
    "assignee_id": Kind.USER,
    "for_user_id": Kind.USER,
    "by_user_id": Kind.USER,
    "deleted_by": Kind.USER,
    "taken_back_by": Kind.USER,
}
# Texts whose values are words of the domain all the same.
_WORDS: Mapping[tuple[str, str], type[StrEnum]] = {("case", "fit_to_travel"): Fitness}
_ANSWERS: Mapping[str, type[StrEnum]] = {Ask.FIT_TO_TRAVEL.value: Fitness, Ask.CHANNEL.value: Channel}


@dataclass(frozen=True)
class Names:
    """The names behind the numbers of people and users."""

    people: Mapping[int, str] = field(default_factory=dict)
    users: Mapping[int, str] = field(default_factory=dict)


@cache
def _hints(entity: str) -> dict[str, Any]:
    return get_type_hints(RECORDS[entity])


@cache
def kind(entity: str, name: str) -> Kind:
    """What a field of a record holds."""
    if name in _BY_NAME:
        return _BY_NAME[name]
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
    if value is None or value in ("", []):
        return ""
    match kind(entity, name):
        case Kind.CHOICE:
            return labels.label(value) if isinstance(value, StrEnum) else str(value)
        case Kind.DATE:
            return formats.short_date(value)
        case Kind.MOMENT:
            return formats.moment(value.astimezone())
        case Kind.CHECK:
            return _("yes") if value else _("no")
        case Kind.MONEY:
            return formats.money(value)
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
        case Kind.NUMBER:
            return formats.number(value)
    return phone_to_read(value) if name == "phone" else str(value)


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
