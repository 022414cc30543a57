"""What may be edited of the journey, the new start, the other areas and the registers of the office."""

from collections.abc import Mapping

from returnhelp.domain.case import Fitness
from returnhelp.domain.data_requests import DataRequest
from returnhelp.domain.edit_rules import (
    Rule,
    answers,
    between,
    by_type,
    choice,
    clock,
    currency,
    day,
    each,
    empty_or,
    number,
    one_of,
    required_state,
    some_of,
    text,
    without,
)
from returnhelp.domain.minors import MinorCare
from returnhelp.domain.monitoring import Visit
from returnhelp.domain.projects import BudgetLine, PlanActivity, PlanGoal, Project, Quote, Riat
from returnhelp.domain.referrals import Referral
from returnhelp.domain.register_figures import BEST_MARK, LEAST_MARK
from returnhelp.domain.registers import (
    FactSheet,
    InformationRequest,
    Participants,
    Partner,
    Programme,
    StructuralProject,
    TargetGroup,
    Training,
)
from returnhelp.domain.reunification import EntryVisa, KinshipTest, Sponsor
from returnhelp.domain.rif import RifCategory, RifQuestion
from returnhelp.domain.steps import Channel
from returnhelp.domain.survey_answers import SurveyTaken
from returnhelp.domain.trafficking import (
    Exploitation,
    LabourSector,
    MeansOfControl,
    Recruiter,
    SexualType,
    TraffickingFacts,
)
from returnhelp.domain.travel import Arrangement, Clearance, Escort, Help, Leg, PaperKind, PaperRequest, SpecialNeed

_LONG = ("note",)
_CURRENCY = one_of("CHF", "EUR", "USD")
_HEADS = number(100_000)

AREAS: Mapping[str, Mapping[str, Rule]] = {
    "legs": by_type(
        Leg,
        long=_LONG,
        past=("booked_on",),
        sums=("cancellation_cost",),
        carrier=text(100),
        number=text(40),
        from_place=text(100),
        to_place=text(100),
        departs_at=clock,
        arrives_at=clock,
        booking_reference=text(60),
    ),
    "escorts": by_type(Escort, past=("ordered_on", "confirmed_on")),
    "arrangements": by_type(
        Arrangement,
        long=_LONG,
        past=("carrier_told_on", "mission_told_on"),
        helps=some_of(Help),
        needs=some_of(SpecialNeed),
    ),
    "clearances": by_type(Clearance, long=("conditions",), past=("asked_on", "examined_on"), result=empty_or(Fitness)),
    "paper_requests": by_type(
        PaperRequest, long=_LONG, past=("requested_on", "received_on"), sums=("cost",), kind=choice(PaperKind)
    ),
    "rif_questions": by_type(
        RifQuestion,
        long=("question", "answer"),
        required=("question",),
        past=("asked_on", "forwarded_on", "answered_on", "returned_on"),
    ),
    "projects": by_type(
        Project,
        long=("idea", "skills", "market", "feasibility_note", "stopped_reason", "late_reason"),
        past=("planned_on", "feasibility_on", "approved_on", "started_on", "ended_on"),
    ),
    "plan_goals": by_type(PlanGoal, required=("goal",), past=("reached_on",)),
    "plan_activities": by_type(PlanActivity, long=_LONG, past=("delivered_on",)),
    "budget_lines": by_type(
        BudgetLine, long=_LONG, required=("item",), sums=("amount", "own_share"), currency=currency
    ),
    "quotes": by_type(Quote, required=("supplier",), sums=("amount",), past=("quoted_on",), currency=currency),
    "riat": by_type(
        Riat,
        long=("assistance_needed", "partner_feedback", "activities_financed", "rejected_reason"),
        past=("consent_signed_on", "submitted_on", "arrival_confirmed_on", "plan_validated_on", "closed_on"),
        sums=("budget", "final_budget"),
    ),
    "visits": by_type(Visit, long=_LONG, past=("done_on",), sums=("income",), currency=currency),
    "surveys": by_type(
        SurveyTaken,
        long=_LONG,
        past=("taken_on",),
        required=("instrument", "instrument_version"),
        answers=answers,
    ),
    "trafficking": without(
        ("risk_assessed_on", "risk_level"),  # set by the sealed risk assessment alone
        by_type(
            TraffickingFacts,
            past=("identified_on", "referred_on", "reflection_from"),
            exploitation=some_of(Exploitation),
            means=some_of(MeansOfControl),
            labour_sectors=some_of(LabourSector),
            sexual_types=some_of(SexualType),
            recruiters=some_of(Recruiter),
            age_when_trafficked=number(120),
            months=number(1200),
        ),
    ),
    "sponsors": by_type(
        Sponsor,
        long=("address",),
        past=("right_since", "applied_on", "decided_on", "costs_confirmed_on"),
        required=("name",),
    ),
    "entry_visas": by_type(EntryVisa, past=("copy_received_on", "exit_visa_on")),
    "kinship_tests": by_type(KinshipTest, past=("consent_on", "sampled_on", "result_on"), probability=number(10_000)),
    "minor_care": by_type(
        MinorCare,
        long=("guardian_contact", "receiving_address"),
        past=("guardian_consent_on", "assessed_on", "best_interest_on", "receiving_confirmed_on", "handed_over_on"),
    ),
    "referrals": by_type(
        Referral,
        long=("without_consent_reason", "data_given", "note"),
        past=("sent_on", "consent_on", "answered_on"),
        required=("organisation",),
    ),
    "data_requests": by_type(
        DataRequest,
        long=_LONG,
        past=("received_on", "fee_announced_on", "fee_confirmed_on", "answered_on"),
    ),
    # The registers of the office
    "programmes": by_type(
        Programme,
        long=_LONG,
        required=("name",),
        sums=("budget",),
        target_groups=some_of(TargetGroup),
        monitoring_months=each(between(1, 120)),
        currency=_CURRENCY,
    ),
    "partners": by_type(Partner, long=("contact", "note"), required=("name",)),
    "fact_sheets": by_type(
        FactSheet,
        long=("text",),
        past=("as_of",),
        required=("title",),
        country=required_state,
        topic=choice(RifCategory),
    ),
    "structural_projects": by_type(
        StructuralProject,
        long=("outputs", "note"),
        past=("decided_on",),
        required=("title",),
        sums=("budget", "spent"),
        currency=_CURRENCY,
    ),
    "trainings": by_type(
        Training, long=_LONG, required=("title",), hours=number(1000), evaluation=between(LEAST_MARK, BEST_MARK)
    ),
    "participants": by_type(Participants, women=_HEADS, men=_HEADS, others=_HEADS),
    "information_requests": by_type(
        InformationRequest,
        long=("question", "answer"),
        past=("answered_on",),
        received_on=day(past=True, required=True),
        channel=empty_or(Channel),
    ),
}
"""Kind of record → field → rule; payments, entries of the ledger, answers to rules and sealed records are not here:
they are written by the services alone."""
