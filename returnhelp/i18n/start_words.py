"""The words for reintegration and monitoring."""

from enum import StrEnum

from returnhelp.domain import (
    monitoring,
    projects,
    riat_fields,
    survey_answers,
    survey_groups,
    surveys,
    visit_checks,
    visit_lists,
)
from returnhelp.i18n.catalogs import NP_

WORDS: dict[type[StrEnum], dict[StrEnum, tuple[str, str]]] = {
    survey_answers.SurveyOccasion: {
        survey_answers.SurveyOccasion.BASELINE: NP_("occasion of a survey", "Baseline"),
        survey_answers.SurveyOccasion.FOLLOW_UP: NP_("occasion of a survey", "Follow-up"),
    },
    survey_answers.SurveyMethod: {
        survey_answers.SurveyMethod.VISIT: NP_("method of a survey", "Visit"),
        survey_answers.SurveyMethod.PHONE: NP_("method of a survey", "Phone"),
        survey_answers.SurveyMethod.VIDEO: NP_("method of a survey", "Video call"),
        survey_answers.SurveyMethod.ONLINE: NP_("method of a survey", "Online form"),
        survey_answers.SurveyMethod.OFFICE: NP_("method of a survey", "In the office"),
    },
    surveys.Dimension: {
        surveys.Dimension.ECONOMIC: NP_("part of a survey", "Economic"),
        surveys.Dimension.SOCIAL: NP_("part of a survey", "Social"),
        surveys.Dimension.PSYCHOSOCIAL: NP_("part of a survey", "Psychosocial"),
        surveys.Dimension.SATISFACTION: NP_("part of a survey", "Satisfaction"),
    },
    surveys.Measure: {
        surveys.Measure.ECONOMIC: NP_("score of a survey", "Economic"),
        surveys.Measure.SOCIAL: NP_("score of a survey", "Social"),
        surveys.Measure.PSYCHOSOCIAL: NP_("score of a survey", "Psychosocial"),
        surveys.Measure.COMPOSITE: NP_("score of a survey", "Composite"),
    },
    survey_groups.GroupBy: {
        survey_groups.GroupBy.KIND: NP_("what people are grouped by", "Kind of case"),
        survey_groups.GroupBy.DESTINATION: NP_("what people are grouped by", "Destination"),
    },
    surveys.QuestionKind: {
        surveys.QuestionKind.CHOICE: NP_("kind of question", "One answer"),
        surveys.QuestionKind.MULTIPLE: NP_("kind of question", "Several answers"),
    },
    surveys.Band: {
        surveys.Band.LOW: NP_("band of a score", "Low"),
        surveys.Band.MIDDLE: NP_("band of a score", "Middle"),
        surveys.Band.HIGH: NP_("band of a score", "High"),
    },
    surveys.Refusal: {
        surveys.Refusal.CHILD: NP_(
            "why a survey is not asked", "It is for adults only, and this person is under 18 on that day."
        ),
        surveys.Refusal.BIRTH_DATE_MISSING: NP_(
            "why a survey is not asked",
            "It is for adults only, and the birth date is missing. Enter at least the year of birth.",
        ),
        surveys.Refusal.TRAFFICKING_SURVIVOR: NP_(
            "why a survey is not asked", "It is not for survivors of trafficking; there are other surveys for them."
        ),
        surveys.Refusal.VULNERABILITY: NP_(
            "why a survey is not asked", "It is not for people with a vulnerability that this person has."
        ),
    },
    projects.ProjectState: {
        projects.ProjectState.IDEA: NP_("state of a project", "Idea"),
        projects.ProjectState.PLANNED: NP_("state of a project", "Planned"),
        projects.ProjectState.SUBMITTED: NP_("state of a project", "Submitted"),
        projects.ProjectState.APPROVED: NP_("state of a project", "Approved"),
        projects.ProjectState.REFUSED: NP_("state of a project", "Refused"),
        projects.ProjectState.RUNNING: NP_("state of a project", "Running"),
        projects.ProjectState.COMPLETED: NP_("state of a project", "Completed"),
        projects.ProjectState.STOPPED: NP_("state of a project", "Stopped"),
    },
    projects.Feasibility: {
        projects.Feasibility.NOT_ASSESSED: NP_("judgment of a plan", "Not judged yet"),
        projects.Feasibility.FEASIBLE: NP_("judgment of a plan", "It can work"),
        projects.Feasibility.FEASIBLE_WITH_CHANGES: NP_("judgment of a plan", "It can work with changes"),
        projects.Feasibility.NOT_FEASIBLE: NP_("judgment of a plan", "It cannot work"),
    },
    projects.Dimension: {
        projects.Dimension.ECONOMIC: NP_("dimension of an activity", "Economic"),
        projects.Dimension.SOCIAL: NP_("dimension of an activity", "Social"),
        projects.Dimension.PSYCHOSOCIAL: NP_("dimension of an activity", "Psychosocial"),
    },
    projects.Level: {
        projects.Level.INDIVIDUAL: NP_("level of an activity", "Individual"),
        projects.Level.COLLECTIVE: NP_("level of an activity", "Collective"),
        projects.Level.COMMUNITY: NP_("level of an activity", "Community"),
        projects.Level.STRUCTURAL: NP_("level of an activity", "Structural"),
    },
    projects.Modality: {
        projects.Modality.CASH: NP_("modality of an activity", "Cash"),
        projects.Modality.IN_KIND: NP_("modality of an activity", "In kind"),
        projects.Modality.SERVICE: NP_("modality of an activity", "Service or referral"),
        projects.Modality.COUNSELLING: NP_("modality of an activity", "Counselling"),
    },
    projects.ActivityKind: {
        projects.ActivityKind.COUNSELLING: NP_("kind of activity", "Counselling"),
        projects.ActivityKind.MICRO_BUSINESS: NP_("kind of activity", "Small business"),
        projects.ActivityKind.JOB_PLACEMENT: NP_("kind of activity", "Job placement"),
        projects.ActivityKind.TRAINING: NP_("kind of activity", "Training"),
        projects.ActivityKind.EDUCATION: NP_("kind of activity", "Education"),
        projects.ActivityKind.HOUSING: NP_("kind of activity", "Housing"),
        projects.ActivityKind.MEDICAL: NP_("kind of activity", "Medical"),
        projects.ActivityKind.LEGAL: NP_("kind of activity", "Legal"),
        projects.ActivityKind.DOCUMENTATION: NP_("kind of activity", "Papers"),
        projects.ActivityKind.PSYCHOSOCIAL: NP_("kind of activity", "Psychosocial"),
        projects.ActivityKind.MATERIAL: NP_("kind of activity", "Material"),
        projects.ActivityKind.OTHER: NP_("kind of activity", "Other"),
    },
    projects.ActivityState: {
        projects.ActivityState.PLANNED: NP_("state of an activity", "Planned"),
        projects.ActivityState.RUNNING: NP_("state of an activity", "Running"),
        projects.ActivityState.DONE: NP_("state of an activity", "Done"),
        projects.ActivityState.DROPPED: NP_("state of an activity", "Dropped"),
    },
    projects.KeyMoment: {
        projects.KeyMoment.NOT_REGISTERED: NP_("state of a case in RIAT", "Not registered"),
        projects.KeyMoment.REGISTERED: NP_("state of a case in RIAT", "Registered"),
        projects.KeyMoment.KM1_SUBMITTED: NP_("state of a case in RIAT", "KM1 submitted"),
        projects.KeyMoment.KM2_OPEN: NP_("state of a case in RIAT", "Open in KM2"),
        projects.KeyMoment.KM2_CONFIRMED: NP_("state of a case in RIAT", "KM2 confirmed"),
        projects.KeyMoment.KM3_OPEN: NP_("state of a case in RIAT", "Open in KM3"),
        projects.KeyMoment.CLOSED: NP_("state of a case in RIAT", "Closed"),
        projects.KeyMoment.REJECTED: NP_("state of a case in RIAT", "Rejected"),
    },
    projects.TypeOfSupport: {
        projects.TypeOfSupport.POST_ARRIVAL: NP_("package of the EU programme", "Post-arrival"),
        projects.TypeOfSupport.POST_RETURN: NP_("package of the EU programme", "Post-return"),
        projects.TypeOfSupport.BOTH: NP_("package of the EU programme", "Post-arrival and post-return"),
    },
    riat_fields.RiatMoment: {
        riat_fields.RiatMoment.KM1: NP_("key moment", "KM1: application"),
        riat_fields.RiatMoment.KM2: NP_("key moment", "KM2: arrival and plan"),
        riat_fields.RiatMoment.KM3: NP_("key moment", "KM3: final report"),
    },
    riat_fields.RiatField: {
        riat_fields.RiatField.COUNTRY_OF_RETURN: NP_("field of RIAT", "Country of return"),
        riat_fields.RiatField.PROGRAMME: NP_("field of RIAT", "Project"),
        riat_fields.RiatField.EU_COUNTRY: NP_("field of RIAT", "EU country"),
        riat_fields.RiatField.ORGANISATION: NP_("field of RIAT", "Organisation"),
        riat_fields.RiatField.PARTNER: NP_("field of RIAT", "Reintegration partner"),
        riat_fields.RiatField.SUPPORT: NP_("field of RIAT", "Type of support"),
        riat_fields.RiatField.IDENTITY_DOCUMENT: NP_("field of RIAT", "Identity document"),
        riat_fields.RiatField.CONSENT_SIGNED: NP_("field of RIAT", "Consent sheet signed on"),
        riat_fields.RiatField.NAME: NP_("field of RIAT", "Principal applicant"),
        riat_fields.RiatField.SEX: NP_("field of RIAT", "Gender"),
        riat_fields.RiatField.BIRTH_DATE: NP_("field of RIAT", "Date of birth"),
        riat_fields.RiatField.NATIONALITY: NP_("field of RIAT", "Nationality by travel document"),
        riat_fields.RiatField.FAMILY: NP_("field of RIAT", "Family composition"),
        riat_fields.RiatField.TYPE_OF_RETURN: NP_("field of RIAT", "Type of return"),
        riat_fields.RiatField.ADMINISTRATIVE_STATUS: NP_("field of RIAT", "Administrative status"),
        riat_fields.RiatField.DEPARTURE: NP_("field of RIAT", "Date of departure"),
        riat_fields.RiatField.TRAVEL: NP_("field of RIAT", "Travel details"),
        riat_fields.RiatField.ASSISTANCE: NP_("field of RIAT", "Assistance needed"),
        riat_fields.RiatField.VULNERABILITY: NP_("field of RIAT", "Specific vulnerability"),
        riat_fields.RiatField.HEARD_FROM: NP_("field of RIAT", "Heard of the programme from"),
        riat_fields.RiatField.ARRIVAL: NP_("field of RIAT", "Arrival confirmed on"),
        riat_fields.RiatField.BUDGET_LINES: NP_("field of RIAT", "Budget lines"),
        riat_fields.RiatField.BUDGET: NP_("field of RIAT", "Budget in euros"),
        riat_fields.RiatField.PLAN_VALIDATED: NP_("field of RIAT", "Plan validated on"),
        riat_fields.RiatField.FEEDBACK: NP_("field of RIAT", "Feedback of the partner"),
        riat_fields.RiatField.ACTIVITIES: NP_("field of RIAT", "Activities financed, situation of the persons"),
        riat_fields.RiatField.PROOFS: NP_("field of RIAT", "Proofs of payment"),
        riat_fields.RiatField.FINAL_BUDGET: NP_("field of RIAT", "Final budget in euros"),
        riat_fields.RiatField.FINAL_MEETING: NP_("field of RIAT", "Final meeting on"),
        riat_fields.RiatField.CLOSED: NP_("field of RIAT", "Closed on"),
    },
    monitoring.VisitMethod: {
        monitoring.VisitMethod.VISIT: NP_("method of a visit", "Visit"),
        monitoring.VisitMethod.PHONE: NP_("method of a visit", "Phone"),
        monitoring.VisitMethod.VIDEO: NP_("method of a visit", "Video call"),
        monitoring.VisitMethod.WRITING: NP_("method of a visit", "In writing"),
        monitoring.VisitMethod.PARTNER: NP_("method of a visit", "Through the partner"),
    },
    monitoring.VisitOutcome: {
        monitoring.VisitOutcome.RUNNING: NP_("outcome of a visit", "Project runs"),
        monitoring.VisitOutcome.ADAPTED: NP_("outcome of a visit", "Project adapted"),
        monitoring.VisitOutcome.STOPPED: NP_("outcome of a visit", "Project stopped"),
        monitoring.VisitOutcome.NOT_REACHED: NP_("outcome of a visit", "Not reached"),
        monitoring.VisitOutcome.LEFT_THE_COUNTRY: NP_("outcome of a visit", "Left the country"),
    },
    monitoring.Intention: {
        monitoring.Intention.STAY: NP_("whether somebody means to stay", "Wants to stay"),
        monitoring.Intention.WISHES_TO_LEAVE: NP_("whether somebody means to stay", "Wishes to leave"),
        monitoring.Intention.NEEDS_TO_LEAVE: NP_("whether somebody means to stay", "Needs to leave"),
        monitoring.Intention.UNSURE: NP_("whether somebody means to stay", "Not sure"),
    },
    visit_checks.VisitState: {
        visit_checks.VisitState.TO_COME: NP_("state of a visit", "Due"),
        visit_checks.VisitState.OVERDUE: NP_("state of a visit", "Overdue"),
        visit_checks.VisitState.DONE: NP_("state of a visit", "Made"),
        visit_checks.VisitState.UNDATED: NP_("state of a visit", "No date"),
    },
    visit_checks.VisitDoubt: {
        visit_checks.VisitDoubt.EARLY: NP_(
            "doubt about a visit", "The visit was made more than 30 days before it was due. Is it the right one?"
        ),
        visit_checks.VisitDoubt.NO_OUTCOME: NP_(
            "doubt about a visit", "The visit was made, but its outcome is missing."
        ),
    },
    visit_lists.VisitsAsked: {
        visit_lists.VisitsAsked.OPEN: NP_("which visits", "Still to be made"),
        visit_lists.VisitsAsked.OVERDUE: NP_("which visits", "Overdue"),
        visit_lists.VisitsAsked.DONE: NP_("which visits", "Made"),
        visit_lists.VisitsAsked.ALL: NP_("which visits", "All"),
    },
}
