"""The tables of the store, in types that every database has."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from returnhelp.domain.aid import AidComponent, DecisionState, ProjectKind
from returnhelp.domain.case import (
    CaseType,
    CentrePhase,
    DestinationKind,
    ExitCondition,
    Permit,
    Procedure,
    ProcedureStage,
    Route,
)
from returnhelp.domain.consent import ConsentForm, ConsentKind, ConsentPurpose
from returnhelp.domain.contacts import ContactKind, ContactTopic
from returnhelp.domain.documents import DocumentKind
from returnhelp.domain.household import MemberRole
from returnhelp.domain.people import (
    CivilStatus,
    NationalityStatus,
    Origin,
    Precision,
    Sex,
    TravelDocumentKind,
)
from returnhelp.domain.steps import Reason, Step
from returnhelp.domain.vulnerability import VulnerabilityKind
from returnhelp.storage.columns import Moment, Word
from returnhelp.storage.table_parts import key, of, versioned
from returnhelp.storage.table_parts import metadata as metadata

# --- people ----------------------------------------------------------------------------------------

people = Table(
    "people",
    metadata,
    key(),
    Column("family_name", String(200), nullable=False),
    Column("given_names", String(200), nullable=False),
    Column("original_family_name", String(200), nullable=False),
    Column("original_given_names", String(200), nullable=False),
    Column("birth_date", Date, index=True),
    Column("birth_precision", Word(Precision), nullable=False),
    Column("birth_place", String(200), nullable=False),
    Column("sex", Word(Sex), nullable=False),
    Column("nationality_status", Word(NationalityStatus), nullable=False),
    Column("mother_tongue", String(20), nullable=False),
    Column("languages", JSON, nullable=False),
    Column("interpreter_needed", Boolean, nullable=False),
    Column("civil_status", Word(CivilStatus), nullable=False),
    Column("phone", String(60), nullable=False),
    Column("address", Text),
    Column("canton", String(20)),
    Column("zemis", String(40), nullable=False, index=True),
    Column("note", Text, nullable=False),
    Column("restricted", Boolean, nullable=False),
    Column("origin", Word(Origin), nullable=False),
    Column("merged_into_id", Integer),
    *versioned(),
)

nationalities = Table(
    "nationalities",
    metadata,
    key(),
    of("people"),
    Column("bfs", Integer, nullable=False),
    Column("position", Integer, nullable=False),
)

aliases = Table(
    "aliases",
    metadata,
    key(),
    of("people"),
    Column("family_name", String(200), nullable=False),
    Column("given_names", String(200), nullable=False),
    Column("original_script", String(400), nullable=False),
)

travel_documents = Table(
    "travel_documents",
    metadata,
    key(),
    of("people"),
    Column("kind", Word(TravelDocumentKind), nullable=False),
    Column("number", String(60), nullable=False),
    Column("issuing_state", Integer),
    Column("issued_on", Date),
    Column("expires_on", Date),
)

merges = Table(
    "merges",
    metadata,
    key(),
    Column("kept_id", Integer, nullable=False, index=True),
    Column("gone_id", Integer, nullable=False, index=True),
    Column("moved", JSON, nullable=False),
    Column("merged_at", Moment, nullable=False),
    Column("by_user_id", Integer, nullable=False),
    Column("taken_back_at", Moment),
)

# --- households ------------------------------------------------------------------------------------

households = Table(
    "households",
    metadata,
    key(),
    Column("n_number", String(40), nullable=False, index=True),
    Column("canton", String(20)),
    Column("address", Text, nullable=False),
    Column("centre", String(200), nullable=False),
    Column("phone", String(60), nullable=False),
    Column("entry_date", Date),
    Column("note", Text, nullable=False),
    Column("origin", Word(Origin), nullable=False),
    *versioned(),
)

members = Table(
    "members",
    metadata,
    key(),
    of("households"),
    of("people"),
    Column("role", Word(MemberRole), nullable=False),
    Column("left_on", Date),
)

# --- cases -----------------------------------------------------------------------------------------

cases = Table(
    "cases",
    metadata,
    key(),
    of("households"),
    Column("number", String(40), nullable=False),
    Column("kind", Word(CaseType), nullable=False),
    Column("opened_on", Date),
    Column("route", Word(Route), nullable=False),
    Column("counselling_office", String(100), nullable=False),
    Column("canton", String(20)),
    Column("caseworker_id", Integer, index=True),
    Column("destination", Integer),
    Column("destination_kind", Word(DestinationKind), nullable=False),
    Column("programme", String(100), nullable=False),
    Column("programme_id", Integer),
    Column("permit", Word(Permit), nullable=False),
    Column("procedure", Word(Procedure), nullable=False),
    Column("planned_departure", Date, index=True),
    Column("airport", String(60), nullable=False),
    Column("flight", String(60), nullable=False),
    Column("fit_to_travel", String(40), nullable=False),
    Column("fit_to_travel_until", Date),
    Column("restricted", Boolean, nullable=False),
    Column("pseudonym", String(40), nullable=False),
    Column("third_state_stay_until", Date),
    Column("centre_phase", Word(CentrePhase)),
    Column("in_detention", Boolean, nullable=False),
    Column("detention_interview_on", Date),
    Column("waiver_signed_on", Date),
    Column("exit_reason", Word(Reason)),
    Column("exit_condition", Word(ExitCondition)),
    Column("raised_aid_reason", Text, nullable=False),
    Column("raised_travel_reason", Text, nullable=False),
    Column("medical_months", Integer),
    Column("final_cure_possible", Boolean, nullable=False),
    Column("summary", Text, nullable=False),
    Column("origin", Word(Origin), nullable=False),
    Column("step", Word(Step), nullable=False),
    Column("step_since", Date),
    *versioned(),
    UniqueConstraint("number"),
)

# Only those in the trash: an index of all would be taken for a short way to the others.
_TRASHED = cases.c.deleted_at.is_not(None)
Index("ix_cases_deleted_at", cases.c.deleted_at, sqlite_where=_TRASHED, postgresql_where=_TRASHED)

case_numbers = Table(
    "case_numbers",
    metadata,
    Column("year", Integer, primary_key=True),
    Column("serial", Integer, primary_key=True),
    Column("number", String(40), nullable=False),
    Column("case_id", Integer),
    Column("deleted_at", Moment),
)

travellers = Table(
    "travellers",
    metadata,
    key(),
    of("cases"),
    of("people"),
    Column("permit", Word(Permit)),
    Column("canton", String(20)),
    Column("destination", Integer),
    Column("departed_on", Date, index=True),
    Column("airport", String(60), nullable=False),
)

steps_taken = Table(
    "steps_taken",
    metadata,
    key(),
    of("cases", index=False),
    Column("before", Word(Step)),
    Column("step", Word(Step), nullable=False),
    Column("effective_on", Date, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("by_user_id", Integer, nullable=False),
    Column("reason", Word(Reason)),
    Column("reference", String(100), nullable=False),
    Column("comment", Text, nullable=False),
    Column("answers", JSON, nullable=False),
    Column("origin", Word(Origin), nullable=False),
    Column("taken_back_at", Moment),
    Column("taken_back_by", Integer),
    Column("taken_back_reason", Text, nullable=False),
    Index("ix_steps_taken_step_day", "step", "effective_on", "taken_back_at", "case_id"),
    Index("ix_steps_taken_case_step", "case_id", "step", "taken_back_at", "effective_on"),
)

stays = Table(
    "stays",
    metadata,
    key(),
    of("cases"),
    Column("permit", Word(Permit), nullable=False),
    Column("procedure", Word(Procedure), nullable=False),
    Column("stage", Word(ProcedureStage), nullable=False),
    Column("since", Date),
    Column("departure_deadline", Date),
    Column("notified_on", Date),
    Column("dublin_consent_on", Date),
    Column("preparation_ended_on", Date),
)

vulnerabilities = Table(
    "vulnerabilities",
    metadata,
    key(),
    of("cases"),
    of("people"),
    Column("kind", Word(VulnerabilityKind), nullable=False),
    Column("since", Date),
    Column("until", Date),
    Column("tailored_support", Boolean, nullable=False),
    Index("ix_vulnerabilities_kind_case", "kind", "case_id", "person_id"),
)

consents = Table(
    "consents",
    metadata,
    key(),
    of("cases"),
    of("people", nullable=True),
    Column("purpose", Word(ConsentPurpose), nullable=False),
    Column("kind", Word(ConsentKind), nullable=False),
    Column("form", Word(ConsentForm), nullable=False),
    Column("language", String(20), nullable=False),
    Column("given_on", Date),
    Column("withdrawn_on", Date),
)

contacts = Table(
    "contacts",
    metadata,
    key(),
    of("cases", index=False),
    of("people", nullable=True),
    Column("kind", Word(ContactKind), nullable=False),
    Column("happened_on", Date, nullable=False),
    Column("topic", Word(ContactTopic), nullable=False),
    Column("minutes", Integer),
    Column("language", String(20), nullable=False),
    Column("interpreter", Boolean, nullable=False),
    Column("note", Text, nullable=False),
    Column("by_user_id", Integer),
    Index("ix_contacts_kind_day", "kind", "happened_on", "case_id", "person_id"),
    Index("ix_contacts_case_kind", "case_id", "kind", "happened_on"),
)

documents = Table(
    "documents",
    metadata,
    key(),
    of("cases"),
    of("people", nullable=True),
    Column("name", String(300), nullable=False),
    Column("kind", Word(DocumentKind), nullable=False),
    Column("media_type", String(100), nullable=False),
    Column("size", Integer, nullable=False),
    Column("sealed_file", String(64), nullable=False),
    Column("added_at", Moment, nullable=False),
    Column("by_user_id", Integer),
)

notes = Table(
    "notes",
    metadata,
    key(),
    of("cases"),
    Column("text", Text, nullable=False),
    Column("written_at", Moment, nullable=False),
    Column("by_user_id", Integer),
    Column("for_user_id", Integer, index=True),
    Column("read_at", Moment),
)

tasks = Table(
    "tasks",
    metadata,
    key(),
    of("cases"),
    Column("title", String(300), nullable=False),
    Column("due_on", Date),
    Column("done_on", Date),
    Column("assignee_id", Integer),
    Index("ix_tasks_open", "done_on", "due_on", "assignee_id"),
)

aid_lines = Table(
    "aid_lines",
    metadata,
    key(),
    of("cases"),
    of("people", nullable=True),
    Column("component", Word(AidComponent), nullable=False),
    Column("project", Word(ProjectKind)),
    Column("currency", String(3), nullable=False),
    Column("requested", Integer),
    Column("requested_on", Date),
    Column("decided", Integer),
    Column("decided_on", Date, index=True),
    Column("decision_reference", String(100), nullable=False),
    Column("state", Word(DecisionState), nullable=False),
    Column("conditions", Text, nullable=False),
    Column("refusal", Word(Reason)),
    Column("above_ceiling_reason", Text, nullable=False),
    Column("paid", Integer),
    Column("paid_on", Date, index=True),
    Column("calculation", Text, nullable=False),
    Column("article", String(100), nullable=False),
    Column("origin", Word(Origin), nullable=False),
)

# --- the office ------------------------------------------------------------------------------------

facts = Table(
    "facts",
    metadata,
    Column("key", String(60), primary_key=True),
    Column("value", JSON, nullable=False),
)

users = Table(
    "users",
    metadata,
    key(),
    Column("name", String(60), nullable=False, unique=True),
    Column("display_name", String(200), nullable=False),
    Column("roles", JSON, nullable=False),
    Column("clearances", JSON, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("slot", String(64), nullable=False),
    Column("disabled_at", Moment),
    Column("version", Integer, nullable=False),
)

user_settings = Table(
    "user_settings",
    metadata,
    Column("user_id", Integer, primary_key=True),
    Column("key", String(100), primary_key=True),
    Column("value", JSON, nullable=False),
)

absences = Table(
    "absences",
    metadata,
    key(),
    Column("user_id", Integer, nullable=False, index=True),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("substitute_id", Integer, index=True),
)

saved_filters = Table(
    "saved_filters",
    metadata,
    key(),
    Column("user_id", Integer, nullable=False, index=True),
    Column("page", String(40), nullable=False),
    Column("name", String(100), nullable=False),
    Column("content", JSON, nullable=False),
    UniqueConstraint("user_id", "page", "name"),
)

drafts = Table(
    "drafts",
    metadata,
    key(),
    Column("user_id", Integer, nullable=False, index=True),
    Column("page", String(60), nullable=False),
    Column("subject", String(100), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("saved_at", Moment, nullable=False),
    UniqueConstraint("user_id", "page", "subject"),
)

import_mappings = Table(
    "import_mappings",
    metadata,
    key(),
    Column("name", String(100), nullable=False, unique=True),
    Column("content", JSON, nullable=False),
)

# --- what happened ---------------------------------------------------------------------------------

audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("user_id", Integer, index=True),
    Column("act", String(60), nullable=False),
    Column("subject_kind", String(20), nullable=False),
    Column("subject_id", Integer),
    Column("detail", JSON, nullable=False),
    Column("salt", LargeBinary, nullable=False),
    Column("commitment", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Index("ix_audit_subject", "subject_kind", "subject_id"),
)

changes = Table(
    "changes",
    metadata,
    key(),
    Column("audit_seq", Integer, nullable=False, index=True),
    Column("root_kind", String(20), nullable=False),
    Column("root_id", Integer, nullable=False),
    Column("entity", String(40), nullable=False),
    Column("entity_id", Integer, nullable=False),
    # "" = the whole record: new holds it when it was made, old when it was removed.
    Column("field", String(40), nullable=False),
    Column("old", JSON),
    Column("new", JSON),
    Column("recorded_at", Moment, nullable=False),
    Column("user_id", Integer, nullable=False),
    Column("holds_from", Date, nullable=False),
    Index("ix_changes_root", "root_kind", "root_id"),
)

# --- rows ready for the lists (kept by the unit of work, made anew from the rest at any time) -------


def _listed_by(*columns: str) -> tuple[Index, ...]:
    """Indexes to sort and filter a list by; each holds who sees a row and its step, so that no row is read for that."""
    seen_by = ("trashed", "restricted", "caseworker_id", "step")
    return tuple(Index(None, column, *(one for one in seen_by if one != column)) for column in columns)


case_rows = Table(
    "case_rows",
    metadata,
    Column("case_id", Integer, primary_key=True),
    Column("number", String(40), nullable=False),
    Column("name", String(400), nullable=False),
    Column("name_sort", String(400), nullable=False),
    Column("people", Integer, nullable=False),
    Column("n_number", String(40), nullable=False),
    Column("step", String(40), nullable=False),
    Column("step_since", Date),
    Column("kind", String(40), nullable=False),
    Column("route", String(40), nullable=False),
    Column("caseworker_id", Integer),
    Column("canton", String(20)),
    Column("nationality", Integer),
    Column("permit", String(10), nullable=False),
    Column("destination", Integer),
    Column("opened_on", Date),
    Column("departure", Date),
    Column("departed", Boolean, nullable=False),
    Column("moved_on", Date),
    Column("next_due", Date),
    Column("birth_dates_missing", Integer, nullable=False),
    Column("vulnerable", Boolean, nullable=False),
    Column("restricted", Boolean, nullable=False),
    Column("trashed", Boolean, nullable=False),
    *_listed_by(
        *("number", "name_sort", "n_number", "step", "step_since", "kind", "caseworker_id", "canton", "nationality"),
        *("permit", "destination", "opened_on", "departure", "moved_on", "next_due", "route", "people", "vulnerable"),
        "birth_dates_missing",
    ),
)

person_rows = Table(
    "person_rows",
    metadata,
    Column("person_id", Integer, primary_key=True),
    Column("name", String(400), nullable=False),
    Column("name_sort", String(400), nullable=False),
    Column("original_name", String(400), nullable=False),
    Column("birth_date", Date),
    Column("birth_precision", String(10), nullable=False),
    Column("sex", String(10), nullable=False),
    Column("nationality", Integer),
    Column("canton", String(20)),
    Column("zemis", String(40), nullable=False),
    Column("n_number", String(40), nullable=False),
    Column("phone", String(60), nullable=False),
    Column("case_id", Integer),
    Column("case_number", String(40), nullable=False),
    Column("step", String(40), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("permit", String(10), nullable=False),
    Column("caseworker_id", Integer),
    Column("departed_on", Date),
    Column("vulnerable", Boolean, nullable=False),
    Column("restricted", Boolean, nullable=False),
    Column("trashed", Boolean, nullable=False),
    *_listed_by(
        *("name_sort", "birth_date", "nationality", "canton", "zemis", "n_number", "case_number", "step", "permit"),
        *("caseworker_id", "departed_on", "original_name", "sex", "phone", "kind", "vulnerable"),
    ),
)
