"""Every kind of record by the name under which it is kept, edited and told in the history."""

from collections.abc import Mapping

from returnhelp.domain.aid import AidLine
from returnhelp.domain.case import Case, StayStatus, StepTaken, Traveller
from returnhelp.domain.compartments import SealedRecord
from returnhelp.domain.consent import Consent
from returnhelp.domain.contacts import Contact
from returnhelp.domain.data_requests import DataRequest
from returnhelp.domain.documents import Document
from returnhelp.domain.household import Household, Member
from returnhelp.domain.minors import MinorCare
from returnhelp.domain.money import LedgerEntry, Payment
from returnhelp.domain.monitoring import Visit
from returnhelp.domain.people import Alias, Nationality, Person, TravelDocument
from returnhelp.domain.projects import BudgetLine, PlanActivity, PlanGoal, Project, Quote, Riat
from returnhelp.domain.referrals import Referral
from returnhelp.domain.registers import (
    FactSheet,
    InformationRequest,
    Participants,
    Partner,
    Programme,
    StructuralProject,
    Training,
)
from returnhelp.domain.reunification import EntryVisa, KinshipTest, Sponsor
from returnhelp.domain.rif import RifQuestion
from returnhelp.domain.rule_answers import RuleAnswer
from returnhelp.domain.survey_answers import SurveyTaken
from returnhelp.domain.tasks import Note, Task
from returnhelp.domain.trafficking import TraffickingFacts
from returnhelp.domain.travel import Arrangement, Clearance, Escort, Leg, PaperRequest
from returnhelp.domain.vulnerability import Vulnerability

KINDS: Mapping[str, type] = {
    "person": Person,
    "nationalities": Nationality,
    "aliases": Alias,
    "travel_documents": TravelDocument,
    "household": Household,
    "member": Member,
    "case": Case,
    "travellers": Traveller,
    "steps_taken": StepTaken,
    "stays": StayStatus,
    "vulnerabilities": Vulnerability,
    "consents": Consent,
    "contacts": Contact,
    "documents": Document,
    "notes": Note,
    "tasks": Task,
    "aid_lines": AidLine,
    "rule_answers": RuleAnswer,
    "payments": Payment,
    "ledger": LedgerEntry,
    "sealed_records": SealedRecord,
    "legs": Leg,
    "escorts": Escort,
    "arrangements": Arrangement,
    "clearances": Clearance,
    "paper_requests": PaperRequest,
    "rif_questions": RifQuestion,
    "projects": Project,
    "plan_goals": PlanGoal,
    "plan_activities": PlanActivity,
    "budget_lines": BudgetLine,
    "quotes": Quote,
    "riat": Riat,
    "visits": Visit,
    "surveys": SurveyTaken,
    "trafficking": TraffickingFacts,
    "sponsors": Sponsor,
    "entry_visas": EntryVisa,
    "kinship_tests": KinshipTest,
    "minor_care": MinorCare,
    "referrals": Referral,
    "data_requests": DataRequest,
    "programmes": Programme,
    "partners": Partner,
    "fact_sheets": FactSheet,
    "structural_projects": StructuralProject,
    "trainings": Training,
    "participants": Participants,
    "information_requests": InformationRequest,
}
"""The thing of the domain behind each kind of record."""
