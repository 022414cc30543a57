"""The tables of what hangs on a case beside the first ones: rules, money, journey, new start, other areas."""

from sqlalchemy import Column, Date, Index, Integer, String, Table

from returnhelp.domain import (
    compartments,
    data_requests,
    minors,
    money,
    monitoring,
    projects,
    referrals,
    reunification,
    rif,
    rule_answers,
    survey_answers,
    trafficking,
    travel,
)
from returnhelp.storage.table_parts import key, metadata, record_table

rule_answers_table = record_table("rule_answers", rule_answers.RuleAnswer, long=("evidence", "reason"))

payments = record_table("payments", money.Payment, long=("note", "void_reason"), index=("line_id", "paid_on"))
Index("ix_payments_planned", payments.c.state, payments.c.planned_on)
ledger = record_table("ledger", money.LedgerEntry, long=("reason",), index=("line_id",))

legs = record_table("legs", travel.Leg, long=("note",), index=("departs_on",))
escorts = record_table("escorts", travel.Escort)
arrangements = record_table("arrangements", travel.Arrangement, long=("note",))
clearances = record_table("clearances", travel.Clearance, long=("conditions",))
paper_requests = record_table("paper_requests", travel.PaperRequest, long=("note",))
rif_questions = record_table("rif_questions", rif.RifQuestion, long=("question", "answer"))

projects_table = record_table(
    "projects", projects.Project, long=("idea", "skills", "market", "feasibility_note", "stopped_reason", "late_reason")
)
plan_goals = record_table("plan_goals", projects.PlanGoal)
plan_activities = record_table("plan_activities", projects.PlanActivity, long=("note",))
budget_lines = record_table("budget_lines", projects.BudgetLine, long=("note",))
quotes = record_table("quotes", projects.Quote)
riat = record_table(
    "riat", projects.Riat, long=("assistance_needed", "partner_feedback", "activities_financed", "rejected_reason")
)
visits = record_table("visits", monitoring.Visit, long=("note",), index=("due_on",))
_TO_MAKE = visits.c.done_on.is_(None)
Index("ix_visits_to_make", visits.c.due_on, visits.c.case_id, sqlite_where=_TO_MAKE, postgresql_where=_TO_MAKE)
surveys_table = record_table("surveys", survey_answers.SurveyTaken, long=("note",))

sealed_records = record_table("sealed_records", compartments.SealedRecord)
trafficking_table = record_table("trafficking", trafficking.TraffickingFacts)
sponsors = record_table("sponsors", reunification.Sponsor, long=("address",))
entry_visas = record_table("entry_visas", reunification.EntryVisa)
kinship_tests = record_table("kinship_tests", reunification.KinshipTest)
minor_care = record_table("minor_care", minors.MinorCare, long=("guardian_contact", "receiving_address"))
referrals_table = record_table("referrals", referrals.Referral, long=("without_consent_reason", "data_given", "note"))
data_requests_table = record_table("data_requests", data_requests.DataRequest, long=("note",))

# Kept by the unit of work for My day; made anew from the cases at any time.
deadline_rows = Table(
    "deadline_rows",
    metadata,
    key(),
    Column("case_id", Integer, index=True, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("person_id", Integer),
    Column("due_on", Date, nullable=False),
    Column("met_on", Date),
    Index("ix_deadline_rows_open", "met_on", "due_on", "case_id"),
)
