"""Cases of trafficking handed out as HTCDS has them: codes and days under a pseudonym, no name and no contact."""

from typing import TYPE_CHECKING

from returnhelp.domain.case import Case
from returnhelp.domain.compartments import SealedKind
from returnhelp.domain.people import Person
from returnhelp.domain.referrals import Referral, ReferralDirection
from returnhelp.domain.roles import Act, Clearance
from returnhelp.domain.steps import Step
from returnhelp.domain.trafficking import TraffickingFacts
from returnhelp.services import compartments, preferences, pseudonyms, records
from returnhelp.services.office import Look, question
from returnhelp.storage import repositories

if TYPE_CHECKING:
    from returnhelp.exchange.htcds import Victim
    from returnhelp.vault.rings import Ring


@question(Act.EXPORT_TRAFFICKING, recorded=True)
def export(look: Look, kind: str = "xlsx") -> bytes:
    """Every victim in a case that may be seen, as a spreadsheet (``kind``: xlsx or csv); recorded with how many.

    Screenings are opened for it, so the clearance for trafficking is needed: raises NoClearanceError.
    """
    from returnhelp.exchange import htcds

    ring = look.office.unlocked.compartment(Clearance.TRAFFICKING)
    name = str(preferences.value(look.session, "office_name")) or look.office.name
    victims: list[Victim] = []
    for case in repositories.cases_of_trafficking(look.session):
        if records.may_see_case(look.session, look.office, case):
            people = repositories.people(look.session, [one.person_id for one in case.trafficking])
            for facts in case.trafficking:
                if facts.person_id in people:
                    victims.append(_victim(look, ring, case, facts, people[facts.person_id]))
    look.subject = ("trafficking", None)
    look.detail = {"rows": len(victims), "kind": kind, "columns": list(htcds.COLUMNS)}
    return htcds.sheet(name, victims, kind)


def _victim(look: Look, ring: "Ring", case: Case, facts: TraffickingFacts, person: Person) -> "Victim":
    from returnhelp.exchange.htcds import Victim

    came = _first(case, ReferralDirection.IN, facts.person_id)
    sent = _first(case, ReferralDirection.OUT, facts.person_id)
    screening = compartments.latest_of(case, SealedKind.SCREENING, facts.person_id)
    closing = next((one.reason for one in reversed(case.standing) if one.step is Step.CLOSED), None)
    assert person.id is not None
    return Victim(
        pseudonym=pseudonyms.of_people(look.session, [person.id]).get(person.id, case.pseudonym),
        sex=person.sex,
        nationalities=[one.bfs for one in sorted(person.nationalities, key=lambda one: one.position)],
        civil_status=person.civil_status,
        language=person.mother_tongue,
        status=facts.status,
        identified_by=facts.identified_by,
        age_when_trafficked=facts.age_when_trafficked,
        exploitation=facts.exploitation,
        country_of_exploitation=facts.country_of_exploitation,
        case_status=facts.htcds_status,
        referred_by=facts.referred_by,
        referred_in_on=came.sent_on if came is not None else facts.referred_on,
        reason_in=came.reason if came is not None else None,
        referred_out_on=sent.sent_on if sent is not None else None,
        reason_out=sent.reason if sent is not None else None,
        closed_because=closing.value if closing is not None else "",
        consent=any(
            one.purpose.value == "data_processing"
            and one.person_id in (None, facts.person_id)
            and one.holds_on(look.office.today())
            for one in case.consents
        ),
        screening=compartments.values_of(look.session, ring, screening) if screening is not None else {},
    )


def _first(case: Case, direction: ReferralDirection, person_id: int) -> Referral | None:
    """The first referral of a person, or of the whole case, that was sent."""
    theirs = [
        one
        for one in case.referrals
        if one.direction is direction and one.sent_on is not None and one.person_id in (None, person_id)
    ]
    return min(theirs, key=lambda one: str(one.sent_on), default=None)
