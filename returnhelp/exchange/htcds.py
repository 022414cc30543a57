"""Cases of trafficking in the words of the Human Trafficking Case Data Standard, version 2.0 (IOM, CC BY 4.0).

No name, no day of birth, no address and no way to get in touch is among the columns; a person is their pseudonym.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from returnhelp.domain import countries
from returnhelp.domain.people import CivilStatus, Sex
from returnhelp.domain.referrals import ReferralReason
from returnhelp.domain.sealed_forms import Acquaintance, MethodOfControl, Recruitment, SexualExploitation
from returnhelp.domain.trafficking import (
    Exploitation,
    HtcdsStatus,
    IdentifiedBy,
    ReferredBy,
    TraffickingStatus,
)

COLUMNS = (
    "org_Name",
    "prs_FirstName",
    "prs_Gender",
    "prs_Citizenship",
    "prs_MaritalStatus",
    "prs_PrimaryLanguage",
    "vic_TraffickingStatus",
    "vic_TraffickingStatusDecisionMakingOrg",
    "vic_AgeWhenTrafficked",
    "vic_RelationshipToTrafficker",
    "vic_MethodOfRecruitment",
    "vic_MethodsOfControl",
    "vic_TypeOfExploitation",
    "vic_TypeOfSexExploitation",
    "vic_LocationOfExploitation",
    "cas_Status",
    "cas_ReferringOrganisation",
    "cas_IncomingReferralDate",
    "cas_ReasonForIncomingReferral",
    "cas_OutgoingReferralDate",
    "cas_ReasonForOutgoingReferral",
    "cas_ReasonForCaseClosure",
    "con_Consent",
)
"""The fields of the standard that are filled; ``prs_FirstName`` holds the pseudonym."""

_OTHER = "Other"
_STATUS: Mapping[StrEnum, str] = {
    TraffickingStatus.POSSIBLE: "PossibleVictimOfTrafficking",
    TraffickingStatus.ACTUAL: "ActualVictimOfTrafficking",
    TraffickingStatus.NOT_A_VICTIM: "NotAVictimOfTrafficking",
}
_DECIDED_BY: Mapping[StrEnum, str] = {
    IdentifiedBy.POLICE: "Police",
    IdentifiedBy.NGO: "NGO",
    IdentifiedBy.COURT: "CourtOrProsecution",
    IdentifiedBy.GOVERNMENT: "NonPoliceGovernmentalOrganization",
}
_REFERRED_BY: Mapping[StrEnum, str] = {
    ReferredBy.NGO: "NGO",
    ReferredBy.VICTIM_SUPPORT: "NGO",
    ReferredBy.POLICE: "LawEnforcement",
    ReferredBy.AUTHORITY: "CentralGovernmentOrganisation",
    ReferredBy.COUNSELLING_OFFICE: "LocalGovernmentOrganisation",
}
_CASE_STATUS: Mapping[StrEnum, str] = {
    HtcdsStatus.ACTIVE: "Active",
    HtcdsStatus.FOLLOW_UP: "FollowUp",
    HtcdsStatus.CLOSED: "Closed",
    HtcdsStatus.CLOSED_REFERRED: "ClosedReferred",
}
_EXPLOITATION: Mapping[StrEnum, str] = {
    Exploitation.FORCED_LABOUR: "ForcedLabour",
    Exploitation.SEXUAL: "SexualExploitation",
    Exploitation.CHILD_LABOUR: "ChildLabour",
    Exploitation.FORCED_MARRIAGE: "ForcedMarriage",
    Exploitation.SERVITUDE: "Servitude",
    Exploitation.FORCED_MILITARY: "ForcedMilitaryByNonStateActors",
    Exploitation.ORGAN_REMOVAL: "OrganRemoval",
    Exploitation.FORCED_BEGGING: "ForcedBegging",
    Exploitation.FORCED_ADOPTION: "ForcedAdoption",
    Exploitation.SURROGACY: "Surrogacy",
}
_SEXUAL: Mapping[StrEnum, str] = {
    SexualExploitation.PROSTITUTION: "Prostitution",
    SexualExploitation.PORNOGRAPHY: "Pornography",
    SexualExploitation.REMOTE: "RemoteInteractiveServices",
    SexualExploitation.PRIVATE: "PrivateSexualServices",
}
_RECRUITMENT: Mapping[StrEnum, str] = {
    Recruitment.PLACE_OF_BUSINESS: "AtAPlaceOfBusiness",
    Recruitment.EDUCATION: "AtAnEducationalInstitution",
    Recruitment.AT_WORK: "AtWork",
    Recruitment.SOCIAL_NETWORK: "ThroughOnlineSocialNetworks",
    Recruitment.ONLINE_ADVERTISEMENT: "ThroughAnOnlineAdvertisement",
    Recruitment.TELEVISION: "ThroughATelevisionAdvert",
    Recruitment.NEWSPAPER: "ThroughANewspaperAdvert",
    Recruitment.FAMILY: "ThroughFamilyOrFamilyEvents",
    Recruitment.FRIENDS: "ThroughFriendsOrSocialEvents",
}
_CONTROL: Mapping[StrEnum, str] = {
    one: "".join(part.capitalize() for part in one.value.split("_")) for one in MethodOfControl
}
_TRAFFICKER: Mapping[StrEnum, str] = {
    Acquaintance.FAMILIAL: "Familial",
    Acquaintance.ACQUAINTED: "Acquainted",
    Acquaintance.UNACQUAINTED: "Unacquainted",
}
_GENDER: Mapping[StrEnum, str] = {Sex.FEMALE: "Feminine", Sex.MALE: "Masculine"}
_MARRIED: Mapping[StrEnum, str] = {
    CivilStatus.SINGLE: "Single",
    CivilStatus.MARRIED: "Married",
    CivilStatus.PARTNERSHIP: "RegisteredPartnership",
    CivilStatus.SEPARATED: "Separated",
    CivilStatus.DIVORCED: "Divorced",
    CivilStatus.WIDOWED: "Widowed",
}
_REASON: Mapping[StrEnum, str] = {
    ReferralReason.ADDITIONAL_SERVICES: "AdditionalServicesRequired",
    ReferralReason.CHANGE_OF_LOCATION: "MigrationOrChangeOfLocation",
}


@dataclass(frozen=True)
class Victim:
    """What goes into one line: codes and days of one person, and what a screening has found, if it was opened."""

    pseudonym: str
    sex: Sex
    nationalities: Sequence[int]
    civil_status: CivilStatus
    language: str
    status: TraffickingStatus
    identified_by: IdentifiedBy | None
    age_when_trafficked: int | None
    exploitation: Sequence[str]
    country_of_exploitation: int | None
    case_status: HtcdsStatus
    referred_by: ReferredBy | None
    referred_in_on: date | None
    reason_in: ReferralReason | None
    referred_out_on: date | None
    reason_out: ReferralReason | None
    closed_because: str
    consent: bool
    screening: Mapping[str, Any]


def rows(organisation: str, victims: Iterable[Victim]) -> list[list[Any]]:
    """A line for each victim, in the order of ``COLUMNS``; several values of one field stand side by side by ``;``."""
    return [_row(organisation, one) for one in victims]


def sheet(organisation: str, victims: Iterable[Victim], kind: str) -> bytes:
    """The lines as a spreadsheet (``kind``: xlsx or csv)."""
    from returnhelp.exchange import sheets

    lines = rows(organisation, victims)
    return sheets.csv(COLUMNS, lines) if kind == "csv" else sheets.xlsx("HTCDS 2.0", COLUMNS, lines)


def _row(organisation: str, one: Victim) -> list[Any]:
    found = one.screening
    return [
        organisation,
        one.pseudonym,
        _GENDER.get(one.sex, "NonSpecifiedUnknown"),
        _several(_iso(bfs) for bfs in one.nationalities),
        _MARRIED.get(one.civil_status, ""),
        one.language,
        _STATUS[one.status],
        _one(_DECIDED_BY, one.identified_by),
        one.age_when_trafficked,
        _one(_TRAFFICKER, found.get("acquaintance")),
        _several(_one(_RECRUITMENT, each) for each in found.get("recruitment", ())),
        _several(_one(_CONTROL, each) for each in found.get("methods_of_control", ())),
        _several(_one(_EXPLOITATION, Exploitation(each)) for each in one.exploitation),
        _several(_one(_SEXUAL, each) for each in found.get("sexual_exploitation", ())),
        _iso(one.country_of_exploitation),
        _CASE_STATUS[one.case_status],
        _one(_REFERRED_BY, one.referred_by),
        one.referred_in_on,
        _one(_REASON, one.reason_in),
        one.referred_out_on,
        _one(_REASON, one.reason_out),
        one.closed_because,
        "TRUE" if one.consent else "FALSE",
    ]


def _one(words: Mapping[StrEnum, str], value: StrEnum | None) -> str:
    return "" if value is None else words.get(value, _OTHER)


def _several(words: Iterable[str]) -> str:
    return ";".join(dict.fromkeys(filter(None, words)))


def _iso(bfs: int | None) -> str:
    """The two letters of ISO 3166; empty where there are none."""
    if bfs is None or bfs not in countries.table():
        return ""
    return countries.country(bfs).code
