"""People read together with what hangs on them, for whoever looks at all of them at once."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from returnhelp.domain.people import Person
from returnhelp.storage import tables as t


def with_papers(session: Session, ids: Iterable[int]) -> dict[int, Person]:
    """These people by their number, with nationalities and travel documents, in one reading of each."""
    together = (selectinload(Person.nationalities), selectinload(Person.travel_documents))  # type: ignore[arg-type]
    found = session.scalars(select(Person).where(t.people.c.id.in_(list(ids))).options(*together))
    return {one.id: one for one in found if one.id is not None}
