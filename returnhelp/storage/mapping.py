"""Which table holds which thing of the domain, so that the domain never sees SQL."""

from functools import cache

from sqlalchemy import Table
from sqlalchemy.orm import registry, relationship

from returnhelp.domain import (
    aid,
    case,
    consent,
    contacts,
    documents,
    household,
    office,
    people,
    tasks,
    vulnerability,
)
from returnhelp.storage import tables as t

_CHILDREN_OF_A_PERSON: tuple[tuple[str, type, Table], ...] = (
    ("nationalities", people.Nationality, t.nationalities),
    ("aliases", people.Alias, t.aliases),
    ("travel_documents", people.TravelDocument, t.travel_documents),
)
_CHILDREN_OF_A_CASE: tuple[tuple[str, type, Table], ...] = (
    ("travellers", case.Traveller, t.travellers),
    ("steps", case.StepTaken, t.steps_taken),
    ("stays", case.StayStatus, t.stays),
    ("vulnerabilities", vulnerability.Vulnerability, t.vulnerabilities),
    ("consents", consent.Consent, t.consents),
    ("contacts", contacts.Contact, t.contacts),
    ("documents", documents.Document, t.documents),
    ("notes", tasks.Note, t.notes),
    ("tasks", tasks.Task, t.tasks),
    ("aid", aid.AidLine, t.aid_lines),
)

ENTITIES: dict[type, str] = {
    people.Person: "person",
    household.Household: "household",
    household.Member: "member",
    case.Case: "case",
    **{kind: table.name for _, kind, table in (*_CHILDREN_OF_A_PERSON, *_CHILDREN_OF_A_CASE)},
}
"""What the history keeps, and the name that each has there."""

ROOTS: dict[type, tuple[str, str]] = {
    people.Person: ("person", "id"),
    household.Household: ("household", "id"),
    household.Member: ("household", "household_id"),
    case.Case: ("case", "id"),
    **{kind: ("person", "person_id") for _, kind, _ in _CHILDREN_OF_A_PERSON},
    **{kind: ("case", "case_id") for _, kind, _ in _CHILDREN_OF_A_CASE},
}
"""The record that each belongs to, and the attribute that holds its number."""


@cache
def map_domain() -> None:
    """Map every class once in a process."""
    mapper = registry(metadata=t.metadata)

    def whole(kind: type, table: Table, children: tuple[tuple[str, type, Table], ...] = ()) -> None:
        mapper.map_imperatively(
            kind,
            table,
            version_id_col=table.c.version if "version" in table.c else None,
            properties={
                name: relationship(
                    child, cascade="all, delete-orphan", order_by=child_table.c.id, lazy="select", passive_deletes=False
                )
                for name, child, child_table in children
            },
        )

    for _, kind, table in (*_CHILDREN_OF_A_PERSON, *_CHILDREN_OF_A_CASE):
        whole(kind, table)
    whole(household.Member, t.members)
    whole(people.Person, t.people, _CHILDREN_OF_A_PERSON)
    whole(household.Household, t.households, (("members", household.Member, t.members),))
    whole(case.Case, t.cases, _CHILDREN_OF_A_CASE)
    for kind, table in (
        (office.User, t.users),
        (office.Absence, t.absences),
        (office.SavedFilter, t.saved_filters),
        (office.Draft, t.drafts),
        (office.Closing, t.closings),
    ):
        whole(kind, table)
    mapper.configure()
