"""The forms of what is sealed, as data: which fields each kind has, what they may hold, which must be filled in."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from typing import Any

from returnhelp.domain.compartments import SealedKind
from returnhelp.domain.edit_rules import Refusal, Rule, choice, day, some_of, text, yes_no
from returnhelp.domain.errors import FieldRefusedError
from returnhelp.domain.steps import Channel
from returnhelp.domain.trafficking import Exploitation, RiskLevel


class PalermoAct(StrEnum):
    """What was done (Palermo Protocol Art. 3(a))."""

    RECRUITMENT = "recruitment"
    TRANSPORTATION = "transportation"
    TRANSFER = "transfer"
    HARBOURING = "harbouring"
    RECEIPT = "receipt"


class PalermoMeans(StrEnum):
    """By what means (Palermo Protocol Art. 3(a)); for a child none is needed (Art. 3(c))."""

    THREAT = "threat"
    FORCE = "force"
    OTHER_COERCION = "other_coercion"
    ABDUCTION = "abduction"
    FRAUD = "fraud"
    DECEPTION = "deception"
    ABUSE_OF_POWER = "abuse_of_power"
    ABUSE_OF_VULNERABILITY = "abuse_of_vulnerability"
    PAYMENTS_FOR_CONSENT = "payments_for_consent"


class MethodOfControl(StrEnum):
    """How somebody was held (HTCDS 2.0)."""

    DEBT_BONDAGE = "debt_bondage"
    TAKES_EARNINGS = "takes_earnings"
    RESTRICTS_FINANCIAL_ACCESS = "restricts_financial_access"
    THREATS = "threats"
    PSYCHOLOGICAL_ABUSE = "psychological_abuse"
    PHYSICAL_ABUSE = "physical_abuse"
    SEXUAL_ABUSE = "sexual_abuse"
    FALSE_PROMISES = "false_promises"
    PSYCHOACTIVE_SUBSTANCES = "psychoactive_substances"
    RESTRICTS_MOVEMENT = "restricts_movement"
    RESTRICTS_MEDICAL_CARE = "restricts_medical_care"
    EXCESSIVE_WORKING_HOURS = "excessive_working_hours"
    USES_CHILDREN = "uses_children"
    THREAT_OF_LAW_ENFORCEMENT = "threat_of_law_enforcement"
    WITHHOLDS_NECESSITIES = "withholds_necessities"
    WITHHOLDS_DOCUMENTS = "withholds_documents"
    OTHER = "other"


class Recruitment(StrEnum):
    """How the contact came about (HTCDS 2.0)."""

    PLACE_OF_BUSINESS = "place_of_business"
    EDUCATION = "education"
    AT_WORK = "at_work"
    SOCIAL_NETWORK = "social_network"
    ONLINE_ADVERTISEMENT = "online_advertisement"
    TELEVISION = "television"
    NEWSPAPER = "newspaper"
    FAMILY = "family"
    FRIENDS = "friends"
    OTHER = "other"


class Acquaintance(StrEnum):
    """What the trafficker was to the person (HTCDS 2.0); nobody is named."""

    FAMILIAL = "familial"
    ACQUAINTED = "acquainted"
    UNACQUAINTED = "unacquainted"


class SexualExploitation(StrEnum):
    """Kinds of sexual exploitation (HTCDS 2.0)."""

    PROSTITUTION = "prostitution"
    PORNOGRAPHY = "pornography"
    REMOTE = "remote"
    PRIVATE = "private"


class SafeChannel(StrEnum):
    """How somebody may be reached without being put in danger."""

    PHONE = "phone"
    MESSAGE = "message"
    EMAIL = "email"
    SHELTER = "shelter"
    TRUSTED_PERSON = "trusted_person"
    APPOINTMENTS_ONLY = "appointments_only"


class Presence(StrEnum):
    """Whether the traffickers are at large in the place of return."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"


class ComplaintTopic(StrEnum):
    """What a complaint about the office or a partner is about."""

    SERVICE = "service"
    STAFF = "staff"
    MONEY = "money"
    DISCRIMINATION = "discrimination"
    SEXUAL_EXPLOITATION_AND_ABUSE = "sexual_exploitation_and_abuse"
    DATA_PROTECTION = "data_protection"
    OTHER = "other"


class Holds(Enum):
    """What a field holds, as far as its editor differs."""

    LINE = 1
    TEXT = 2
    DATE = 3
    CHECK = 4
    CHOICE = 5
    CHOICES = 6


@dataclass(frozen=True)
class SealedField:
    """One field of a sealed form; its word is that of its name."""

    name: str
    holds: Holds
    values: type[StrEnum] | None = None
    required: bool = False

    @property
    def rule(self) -> Rule:
        """What its value must keep."""
        match self.holds:
            case Holds.LINE:
                return text(400, required=self.required)
            case Holds.TEXT:
                return text(20_000, required=self.required)
            case Holds.DATE:
                return day(past=True, required=self.required)
            case Holds.CHECK:
                return yes_no
            case Holds.CHOICE:
                assert self.values is not None
                return choice(self.values, optional=not self.required)
            case Holds.CHOICES:
                assert self.values is not None
                return some_of(self.values)

    @property
    def empty(self) -> Any:
        """Its value when nothing is recorded."""
        return {Holds.LINE: "", Holds.TEXT: "", Holds.CHECK: False, Holds.CHOICES: []}.get(self.holds)


SEALED_FIELDS: Mapping[SealedKind, tuple[SealedField, ...]] = {
    SealedKind.SCREENING: (
        SealedField("screened_on", Holds.DATE, required=True),
        SealedField("screened_by", Holds.LINE, required=True),
        SealedField("child_then", Holds.CHECK),
        SealedField("acts", Holds.CHOICES, PalermoAct),
        SealedField("means", Holds.CHOICES, PalermoMeans),
        SealedField("purposes", Holds.CHOICES, Exploitation),
        SealedField("methods_of_control", Holds.CHOICES, MethodOfControl),
        SealedField("recruitment", Holds.CHOICES, Recruitment),
        SealedField("acquaintance", Holds.CHOICE, Acquaintance),
        SealedField("sexual_exploitation", Holds.CHOICES, SexualExploitation),
        SealedField("exploitation_details", Holds.TEXT),
    ),
    SealedKind.SAFE_CONTACT: (
        SealedField("safe_channel", Holds.CHOICE, SafeChannel, required=True),
        SealedField("safe_address", Holds.LINE),
        SealedField("safe_times", Holds.LINE),
        SealedField("safe_person", Holds.LINE),
        SealedField("code_word", Holds.LINE),
        SealedField("agreed_on", Holds.DATE),
        SealedField("never_do", Holds.TEXT),
    ),
    SealedKind.RISK_ASSESSMENT: (
        SealedField("assessed_on", Holds.DATE, required=True),
        SealedField("assessor", Holds.LINE, required=True),
        SealedField("level", Holds.CHOICE, RiskLevel, required=True),
        SealedField("traffickers_at_large", Holds.CHOICE, Presence),
        SealedField("risks_of_place", Holds.TEXT),
        SealedField("risks_of_family", Holds.TEXT),
        SealedField("risks_of_traffickers", Holds.TEXT),
        SealedField("risks_of_health", Holds.TEXT),
        SealedField("measures", Holds.TEXT),
    ),
    SealedKind.DIAGNOSIS: (
        SealedField("diagnosed_on", Holds.DATE),
        SealedField("doctor", Holds.LINE),
        SealedField("diagnosis", Holds.TEXT, required=True),
        SealedField("medication", Holds.TEXT),
        SealedField("treatment_needed", Holds.TEXT),
    ),
    SealedKind.COMPLAINT: (
        SealedField("complained_on", Holds.DATE, required=True),
        SealedField("complaint_channel", Holds.CHOICE, Channel),
        SealedField("complaint_topic", Holds.CHOICE, ComplaintTopic, required=True),
        SealedField("complaint_handler", Holds.LINE),
        SealedField("complaint_answered_on", Holds.DATE),
        SealedField("complaint_text", Holds.TEXT, required=True),
        SealedField("complaint_wish", Holds.TEXT),
        SealedField("complaint_outcome", Holds.TEXT),
    ),
}
"""The fields of each kind, in the order in which they are asked."""

OF_ONE_PERSON = frozenset(
    {SealedKind.DIAGNOSIS, SealedKind.SCREENING, SealedKind.SAFE_CONTACT, SealedKind.RISK_ASSESSMENT}
)
"""Kinds that are always about one person; a complaint may be about the case."""


class Element(StrEnum):
    """The three elements of trafficking in persons (Palermo Protocol Art. 3)."""

    ACT = "act"
    MEANS = "means"
    PURPOSE = "purpose"


_ELEMENTS = {Element.ACT: "acts", Element.MEANS: "means", Element.PURPOSE: "purposes"}


def elements_missing(screening: Mapping[str, Any]) -> tuple[Element, ...]:
    """Which of the three elements a screening has not found; means are not required for a child."""
    return tuple(
        element
        for element, name in _ELEMENTS.items()
        if not screening.get(name) and not (element is Element.MEANS and screening.get("child_then"))
    )


def checked(kind: SealedKind, values: Mapping[str, Any], today: date) -> dict[str, Any]:
    """The values of a whole form as they are kept; raises FieldRefusedError with the field and the reason."""
    fields = {one.name: one for one in SEALED_FIELDS[kind]}
    for name in values:
        if name not in fields:
            raise FieldRefusedError(field=name, reason=Refusal.NOT_EDITABLE)
    kept: dict[str, Any] = {}
    for name, one in fields.items():
        value = values.get(name, one.empty)
        if one.required and value in (None, "", []):
            raise FieldRefusedError(field=name, reason=Refusal.EMPTY)
        kept[name] = one.rule(name, value, today)
    return kept


def packed(values: Mapping[str, Any]) -> str:
    """The values as the text that is sealed."""
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True)


def unpacked(kind: SealedKind, text_: str) -> dict[str, Any]:
    """The values again; a field that the form had not yet is empty, one that it has no more is left out."""
    kept = json.loads(text_)
    return {one.name: value_of(one, kept.get(one.name)) for one in SEALED_FIELDS[kind]}


def value_of(one: SealedField, kept: Any) -> Any:
    """A value as the form has it, from the text that was sealed or a draft."""
    if kept is None:
        return one.empty
    if one.holds is Holds.DATE:
        return date.fromisoformat(kept)
    if one.holds is Holds.CHOICE and one.values is not None:
        return one.values(kept)
    if one.holds is Holds.CHOICES and one.values is not None:
        return [one.values(each) for each in kept]
    return kept
