"""Cases of trafficking leave the office in the words of HTCDS, under a pseudonym, and nobody can be reached by them."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest

from returnhelp.domain.case import Case
from returnhelp.domain.compartments import SealedKind
from returnhelp.domain.edits import Edit
from returnhelp.domain.errors import NoClearanceError, NotAllowedError
from returnhelp.domain.people import Person
from returnhelp.domain.roles import Clearance
from returnhelp.domain.sealed_forms import Acquaintance, MethodOfControl, Recruitment, SexualExploitation
from returnhelp.domain.trafficking import (
    Exploitation,
    ExploitedIn,
    HtcdsStatus,
    IdentifiedBy,
    ReferredBy,
    TraffickingStatus,
)
from returnhelp.exchange import htcds as standard
from returnhelp.services import audit, cases, compartments, htcds
from returnhelp.services.office import Look, Office
from tests.office import Offices
from tests.services.trafficking_world import CONTENT, NIGERIA, clear, open_case, safe_contact, traveller

ITALY = 8218


@pytest.fixture
def anna(house: Offices) -> Office:
    return clear(house, "anna", Clearance.TRAFFICKING)


@pytest.fixture
def sara(house: Offices) -> Office:
    return clear(house, "sara", Clearance.TRAFFICKING)


def whole_case(office: Office) -> int:
    """A case in which every field is filled that could give somebody away."""
    number = open_case(office)
    who, root = traveller(office, number), ("case", number)
    cases.save(
        office,
        [
            Edit(
                "trafficking",
                None,
                root,
                {
                    "person_id": who,
                    "status": TraffickingStatus.ACTUAL,
                    "identified_by": IdentifiedBy.COURT,
                    "referred_by": ReferredBy.VICTIM_SUPPORT,
                    "referred_on": date(2026, 2, 1),
                    "exploitation": [Exploitation.SEXUAL, Exploitation.SERVITUDE],
                    "exploited_in": ExploitedIn.ABROAD,
                    "country_of_exploitation": ITALY,
                    "age_when_trafficked": 19,
                    "htcds_status": HtcdsStatus.FOLLOW_UP,
                },
            ),
            Edit(
                "referrals",
                None,
                root,
                {
                    "organisation": "Haus am Bach",
                    "contact": "Frau Rot, 031 999 88 77",
                    "person_id": who,
                    "sent_on": date(2026, 3, 1),
                    "consent_on": date(2026, 3, 1),
                    "note": "Rings in the evening.",
                },
            ),
        ],
    )
    compartments.write(office, number, SealedKind.SAFE_CONTACT, who, safe_contact())
    compartments.write(
        office,
        number,
        SealedKind.SCREENING,
        who,
        {
            "screened_on": date(2026, 2, 2),
            "screened_by": "Anna Muster",
            "methods_of_control": [MethodOfControl.DEBT_BONDAGE, MethodOfControl.THREAT_OF_LAW_ENFORCEMENT],
            "recruitment": [Recruitment.FRIENDS],
            "acquaintance": Acquaintance.ACQUAINTED,
            "sexual_exploitation": [SexualExploitation.PROSTITUTION],
            "exploitation_details": "A flat in Turin, owned by Mama Joy.",
        },
    )
    return number


def lines(content: bytes) -> list[dict[str, str]]:
    head, *rest = [line.split(";") for line in content.decode("utf-8-sig").splitlines()]
    return [dict(zip(head, line, strict=False)) for line in rest]


def test_the_fields_are_those_of_the_standard(anna: Office, sara: Office) -> None:
    number = whole_case(anna)
    (row,) = standard.rows("IOM Bern", [victim(sara, number)])
    told = dict(zip(standard.COLUMNS, row, strict=True))
    assert told["org_Name"] == "IOM Bern"
    assert told["prs_FirstName"] == cases.view(sara, number).case.values["pseudonym"]
    assert told["prs_Gender"] == "Feminine"
    assert told["prs_Citizenship"] == "NG"
    assert told["vic_TraffickingStatus"] == "ActualVictimOfTrafficking"
    assert told["vic_TraffickingStatusDecisionMakingOrg"] == "CourtOrProsecution"
    assert told["vic_AgeWhenTrafficked"] == 19
    assert told["vic_RelationshipToTrafficker"] == "Acquainted"
    assert told["vic_MethodOfRecruitment"] == "ThroughFriendsOrSocialEvents"
    assert told["vic_MethodsOfControl"] == "DebtBondage;ThreatOfLawEnforcement"
    assert told["vic_TypeOfExploitation"] == "SexualExploitation;Servitude"
    assert told["vic_TypeOfSexExploitation"] == "Prostitution"
    assert told["vic_LocationOfExploitation"] == "IT"
    assert told["cas_Status"] == "FollowUp"
    assert told["cas_ReferringOrganisation"] == "NGO"
    assert told["cas_IncomingReferralDate"] == date(2026, 2, 1)
    assert told["cas_OutgoingReferralDate"] == date(2026, 3, 1)
    assert told["cas_ReasonForOutgoingReferral"] == "AdditionalServicesRequired"
    assert told["con_Consent"] == "FALSE"


def victim(office: Office, number: int) -> standard.Victim:
    session = office.reading()
    try:
        case = session.get(Case, number)
        assert case is not None
        (facts,) = case.trafficking
        person = session.get(Person, facts.person_id)
        assert person is not None
        ring = office.unlocked.compartment(Clearance.TRAFFICKING)
        return htcds._victim(Look(office, session), ring, case, facts, person)
    finally:
        session.close()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_name_and_no_contact_leaves(anna: Office, sara: Office, kind: str) -> None:
    number = whole_case(anna)
    content = htcds.export(sara, kind)
    if kind == "xlsx":
        with ZipFile(BytesIO(content)) as book:
            written = "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    else:
        written = content.decode("utf-8-sig")
    assert cases.view(sara, number).case.values["pseudonym"] in written
    secret = (
        *(
            "Okonkwo",
            "Blessing",
            "Ọkọnkwọ",
            "111 22",
            "1112233",
            "345.678",
            "765 432",
            "1999",
            "Haus am Bach",
            "Frau Rot",
            "999 88",
        ),
        *(
            "evening",
            "Turin",
            "Mama Joy",
            "Aprikose",
            CONTENT,
            "Muster",
            cases.view(sara, number).case.values["number"],
        ),
    )
    assert [one for one in secret if one.casefold() in written.casefold()] == []
    forbidden = ("Birthdate", "Phone", "Email", "Mailing", "SecondName", "per_", "Details", "CaseWorker")
    assert not any(word in column for column in standard.COLUMNS for word in forbidden)


def test_only_a_supervisor_with_the_clearance_hands_them_out(house: Offices, anna: Office) -> None:
    whole_case(anna)
    for name in ("anna", "otto", "vera"):
        with pytest.raises(NotAllowedError):
            htcds.export(house.enter(name))
    with pytest.raises(NoClearanceError):
        htcds.export(clear(house, "sara", Clearance.MEDICAL))


def test_handing_them_out_is_in_the_audit_log(anna: Office, sara: Office, house: Offices) -> None:
    whole_case(anna)
    htcds.export(sara, "csv")
    entry = next(one for one in audit.entries(house.enter("otto")) if one.act == "htcds.export")
    assert entry.detail["rows"] == 1
    assert "Okonkwo" not in repr(entry)


def test_every_code_has_a_word_of_the_standard() -> None:
    for words, kind in (
        (standard._STATUS, TraffickingStatus),
        (standard._CASE_STATUS, HtcdsStatus),
        (standard._CONTROL, MethodOfControl),
        (standard._TRAFFICKER, Acquaintance),
        (standard._SEXUAL, SexualExploitation),
    ):
        assert set(words) == set(kind)
    assert set(Exploitation) - set(standard._EXPLOITATION) == {Exploitation.OTHER}
    assert set(Recruitment) - set(standard._RECRUITMENT) == {Recruitment.OTHER}
    assert standard._iso(NIGERIA) == "NG"
    assert standard._iso(None) == ""
