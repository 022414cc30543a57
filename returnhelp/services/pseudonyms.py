"""Cases of trafficking are closed off and their people are shown by a pseudonym, by itself."""

import secrets
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from returnhelp.domain import pseudonyms
from returnhelp.domain.case import Case
from returnhelp.domain.errors import StaysRestrictedError
from returnhelp.services.office import Work
from returnhelp.storage import repositories

if TYPE_CHECKING:
    from returnhelp.storage.session import Session


def settle(work: Work, case: Case) -> None:
    """Close a case off and give it its pseudonym as soon as it is one of trafficking.

    Somebody must see it: without a caseworker it is from then on with whoever made it one. A case that is
    opened to all again, which a supervisor with clearance can do, has its names again. Raises
    StaysRestrictedError while it is one of trafficking.
    """
    if not pseudonyms.is_called_for(case):
        if case.pseudonym and not case.restricted:
            case.pseudonym = ""
        return
    if case.pseudonym and not case.restricted:
        raise StaysRestrictedError()
    if not case.pseudonym:
        case.restricted = True
        case.pseudonym = drawn(work)
        if case.caseworker_id is None:
            case.caseworker_id = work.office.user.id
        work.unit.also_reindex_people.update(one.person_id for one in case.travellers)


def drawn(work: Work) -> str:
    """A pseudonym that no case has."""
    return pseudonyms.draw(secrets.randbelow, lambda one: repositories.pseudonym_is_taken(work.session, one))


def of_people(session: "Session", person_ids: Iterable[int]) -> Mapping[int, str]:
    """Who of these people is shown by a pseudonym, and by which; the same as in the list of people."""
    return repositories.pseudonyms_of_people(session, person_ids)
