"""Which table holds which thing of the domain, so that the domain never sees SQL."""

from functools import cache

from sqlalchemy import Table
from sqlalchemy.orm import registry, relationship

from returnhelp.domain import (
    aid,
    case,
    compartments,
    consent,
    contacts,
    data_requests,
    documents,
    household,
    minors,
    money,
    monitoring,
    office,
    office_tables,
    people,
    projects,
    referrals,
    registers,
    reunification,
    rif,
    rule_answers,
    survey_answers,
    survey_instruments,
    tasks,
    trafficking,
    travel,
    vulnerability,
)
from returnhelp.storage import case_tables as of_case
from returnhelp.storage import office_tables as of_office
from returnhelp.storage import tables as t
from returnhelp.storage.statistics_tables import closings

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
    ("rule_answers", rule_answers.RuleAnswer, of_case.rule_answers_table),
    ("payments", money.Payment, of_case.payments),
    ("ledger", money.LedgerEntry, of_case.ledger),
    ("legs", travel.Leg, of_case.legs),
    ("escorts", travel.Escort, of_case.escorts),
    ("arrangements", travel.Arrangement, of_case.arrangements),
    ("clearances", travel.Clearance, of_case.clearances),
    ("paper_requests", travel.PaperRequest, of_case.paper_requests),
    ("rif_questions", rif.RifQuestion, of_case.rif_questions),
    ("projects", projects.Project, of_case.projects_table),
    ("plan_goals", projects.PlanGoal, of_case.plan_goals),
    ("plan_activities", projects.PlanActivity, of_case.plan_activities),
    ("budget_lines", projects.BudgetLine, of_case.budget_lines),
    ("quotes", projects.Quote, of_case.quotes),
    ("riat", projects.Riat, of_case.riat),
    ("visits", monitoring.Visit, of_case.visits),
    ("surveys", survey_answers.SurveyTaken, of_case.surveys_table),
    ("sealed_records", compartments.SealedRecord, of_case.sealed_records),
    ("trafficking", trafficking.TraffickingFacts, of_case.trafficking_table),
    ("sponsors", reunification.Sponsor, of_case.sponsors),
    ("entry_visas", reunification.EntryVisa, of_case.entry_visas),
    ("kinship_tests", reunification.KinshipTest, of_case.kinship_tests),
    ("minor_care", minors.MinorCare, of_case.minor_care),
    ("referrals", referrals.Referral, of_case.referrals_table),
    ("data_requests", data_requests.DataRequest, of_case.data_requests_table),
)
_REGISTERS: tuple[tuple[type, Table], ...] = (
    (registers.Programme, of_office.programmes),
    (registers.Partner, of_office.partners),
    (registers.FactSheet, of_office.fact_sheets),
    (registers.StructuralProject, of_office.structural_projects),
    (registers.InformationRequest, of_office.information_requests),
)

ENTITIES: dict[type, str] = {
    people.Person: "person",
    household.Household: "household",
    household.Member: "member",
    case.Case: "case",
    registers.Training: "trainings",
    registers.Participants: "participants",
    **{kind: table.name for _, kind, table in (*_CHILDREN_OF_A_PERSON, *_CHILDREN_OF_A_CASE)},
    **{kind: table.name for kind, table in _REGISTERS},
}
"""What the history keeps, and the name that each has there."""

ROOTS: dict[type, tuple[str, str]] = {
    people.Person: ("person", "id"),
    household.Household: ("household", "id"),
    household.Member: ("household", "household_id"),
    case.Case: ("case", "id"),
    **{kind: ("person", "person_id") for _, kind, _ in _CHILDREN_OF_A_PERSON},
    **{kind: ("case", "case_id") for _, kind, _ in _CHILDREN_OF_A_CASE},
    registers.Training: ("trainings", "id"),
    registers.Participants: ("trainings", "training_id"),
    **{kind: (table.name, "id") for kind, table in _REGISTERS},
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
    whole(registers.Participants, of_office.participants)
    whole(registers.Training, of_office.trainings, (("participants", registers.Participants, of_office.participants),))
    for kind, table in (
        *_REGISTERS,
        (office_tables.Entry, of_office.office_entries),
        (survey_instruments.Loaded, of_office.instruments),
        (office.User, t.users),
        (office.Absence, t.absences),
        (office.SavedFilter, t.saved_filters),
        (office.Draft, t.drafts),
        (office.Closing, closings),
    ):
        whole(kind, table)
    mapper.configure()
