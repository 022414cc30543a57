"""The fields that RIAT, the tool of the EU Reintegration Programme, asks at each key moment.

Source: the guides for users of RIAT (2023 and 2024); they are not official law, and the tool may ask otherwise by now.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from returnhelp.domain.case import Case
from returnhelp.domain.consent import ConsentPurpose
from returnhelp.domain.names import fold
from returnhelp.domain.projects import KeyMoment
from returnhelp.domain.working_days import add_working_days


class RiatMoment(StrEnum):
    """The application, the arrival with the plan, the final report."""

    KM1 = "km1"
    KM2 = "km2"
    KM3 = "km3"


class RiatField(StrEnum):
    """What RIAT asks, in its order."""

    COUNTRY_OF_RETURN = "country_of_return"
    PROGRAMME = "programme"
    EU_COUNTRY = "eu_country"
    ORGANISATION = "organisation"
    PARTNER = "partner"
    SUPPORT = "support"
    IDENTITY_DOCUMENT = "identity_document"
    CONSENT_SIGNED = "consent_signed"
    NAME = "name"
    SEX = "sex"
    BIRTH_DATE = "birth_date"
    NATIONALITY = "nationality"
    FAMILY = "family"
    TYPE_OF_RETURN = "type_of_return"
    ADMINISTRATIVE_STATUS = "administrative_status"
    DEPARTURE = "departure"
    TRAVEL = "travel"
    ASSISTANCE = "assistance"
    VULNERABILITY = "vulnerability"
    HEARD_FROM = "heard_from"
    ARRIVAL = "arrival"
    BUDGET_LINES = "budget_lines"
    BUDGET = "budget"
    PLAN_VALIDATED = "plan_validated"
    FEEDBACK = "feedback"
    ACTIVITIES = "activities"
    PROOFS = "proofs"
    FINAL_BUDGET = "final_budget"
    FINAL_MEETING = "final_meeting"
    CLOSED = "closed"


_F = RiatField
MOMENTS: Mapping[RiatMoment, tuple[RiatField, ...]] = {
    RiatMoment.KM1: (
        *(_F.COUNTRY_OF_RETURN, _F.PROGRAMME, _F.EU_COUNTRY, _F.ORGANISATION, _F.PARTNER, _F.SUPPORT),
        *(_F.IDENTITY_DOCUMENT, _F.CONSENT_SIGNED, _F.NAME, _F.SEX, _F.BIRTH_DATE, _F.NATIONALITY, _F.FAMILY),
        *(_F.TYPE_OF_RETURN, _F.ADMINISTRATIVE_STATUS, _F.DEPARTURE, _F.TRAVEL, _F.ASSISTANCE, _F.VULNERABILITY),
        _F.HEARD_FROM,
    ),
    RiatMoment.KM2: (_F.ARRIVAL, _F.BUDGET_LINES, _F.BUDGET, _F.PLAN_VALIDATED, _F.FEEDBACK),
    RiatMoment.KM3: (_F.ACTIVITIES, _F.PROOFS, _F.FINAL_BUDGET, _F.FINAL_MEETING, _F.CLOSED),
}

TYPED: Mapping[RiatField, str] = {
    _F.PARTNER: "partner_id",
    _F.SUPPORT: "support",
    _F.CONSENT_SIGNED: "consent_signed_on",
    _F.TYPE_OF_RETURN: "type_of_return",
    _F.ASSISTANCE: "assistance_needed",
    _F.HEARD_FROM: "heard_from",
    _F.ARRIVAL: "arrival_confirmed_on",
    _F.BUDGET: "budget",
    _F.PLAN_VALIDATED: "plan_validated_on",
    _F.FEEDBACK: "partner_feedback",
    _F.ACTIVITIES: "activities_financed",
    _F.FINAL_BUDGET: "final_budget",
    _F.FINAL_MEETING: "final_meeting_on",
    _F.CLOSED: "closed_on",
}
"""What a person types, by the field of the record that keeps it; the rest is known from the case."""

NOT_PASSED_ON = frozenset({_F.ADMINISTRATIVE_STATUS})
"""Where somebody stands in the asylum procedure is typed into RIAT by hand, if at all (AsylG Art. 97(1))."""

_PLACE_OF: Mapping[KeyMoment, int] = {
    KeyMoment.NOT_REGISTERED: 0,
    KeyMoment.REGISTERED: 0,
    KeyMoment.KM1_SUBMITTED: 1,
    KeyMoment.KM2_OPEN: 1,
    KeyMoment.KM2_CONFIRMED: 2,
    KeyMoment.KM3_OPEN: 2,
    KeyMoment.CLOSED: 3,
    KeyMoment.REJECTED: 0,
}
CHARTER_DAYS = 5
"""Working days before departure by which a case of a charter is to be entered (guides of RIAT)."""
ANSWER_DAYS = 7
"""After so many days without an answer a retroactive case is rejected by itself; it can be re-opened."""
_PROGRAMME_WORDS = ("eurp", "eu reintegration", "frontex", "jrs")


@dataclass(frozen=True)
class RiatLine:
    """One field with what is to be typed over, in words."""

    moment: RiatMoment
    field: RiatField
    value: str


def moments_done(moment: KeyMoment) -> int:
    """How many of the three key moments are behind a case that stands there."""
    return _PLACE_OF[moment]


def is_of_the_eu(texts: Iterable[str]) -> bool:
    """Whether a programme of that name or code is the EU Reintegration Programme."""
    return any(word in fold(text) for text in texts for word in _PROGRAMME_WORDS)


def may_go_out(case: Case, principal: int | None, on: date) -> bool:
    """Whether the principal's data may go to a partner of the programme: by a standing consent to give data to an
    authority, or by the signed consent of RIAT."""
    consented = any(
        one.purpose is ConsentPurpose.TRANSFER_TO_AUTHORITY and one.person_id in (None, principal) and one.holds_on(on)
        for one in case.consents
    )
    signed = any(one.consent_signed_on is not None and one.consent_signed_on <= on for one in case.riat)
    return consented or signed


def enter_charter_by(departure: date | None, canton: str | None = None) -> date | None:
    """The last day on which a case of a charter may be entered."""
    return None if departure is None else add_working_days(departure, -CHARTER_DAYS, canton)
