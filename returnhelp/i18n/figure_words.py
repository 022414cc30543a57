"""The words for edits that are refused, and for the figures of a report."""

from enum import StrEnum

from returnhelp.domain import edits, figures
from returnhelp.i18n.catalogs import NP_

WORDS: dict[type[StrEnum], dict[StrEnum, tuple[str, str]]] = {
    edits.Refusal: {
        edits.Refusal.TOO_LONG: NP_("why a value is refused", "it is too long"),
        edits.Refusal.NOT_A_DATE: NP_("why a value is refused", "this is not a date"),
        edits.Refusal.TOO_EARLY: NP_("why a value is refused", "the date lies too far back"),
        edits.Refusal.IN_THE_FUTURE: NP_("why a value is refused", "the date is still to come"),
        edits.Refusal.NOT_A_NUMBER: NP_("why a value is refused", "this is not a number"),
        edits.Refusal.NEGATIVE: NP_("why a value is refused", "it cannot be less than nothing"),
        edits.Refusal.TOO_LARGE: NP_("why a value is refused", "it is too large"),
        edits.Refusal.NOT_A_CHOICE: NP_("why a value is refused", "this cannot be chosen here"),
        edits.Refusal.NOT_EDITABLE: NP_("why a value is refused", "the program fills this in itself"),
        edits.Refusal.EMPTY: NP_("why a value is refused", "it must not be empty"),
        edits.Refusal.BEFORE_BIRTH: NP_("why a value is refused", "it lies before the birth date"),
        edits.Refusal.END_BEFORE_START: NP_("why a value is refused", "the end lies before the beginning"),
    },
    figures.AgeGroup: {
        figures.AgeGroup.FROM_0: NP_("age group", "0–5"),
        figures.AgeGroup.FROM_6: NP_("age group", "6–13"),
        figures.AgeGroup.FROM_14: NP_("age group", "14–17"),
        figures.AgeGroup.FROM_18: NP_("age group", "18–25"),
        figures.AgeGroup.FROM_26: NP_("age group", "26–35"),
        figures.AgeGroup.FROM_36: NP_("age group", "36–50"),
        figures.AgeGroup.FROM_51: NP_("age group", "51–64"),
        figures.AgeGroup.FROM_65: NP_("age group", "65 and over"),
        figures.AgeGroup.UNKNOWN: NP_("age group", "Unknown"),
    },
    figures.Period: {
        figures.Period.MONTH: NP_("period", "Month"),
        figures.Period.MONTH_LAST_YEAR: NP_("period", "Same month last year"),
        figures.Period.YEAR_TO_DATE: NP_("period", "Year to date"),
        figures.Period.YEAR_TO_DATE_LAST_YEAR: NP_("period", "Last year to date"),
    },
    figures.Topic: {
        figures.Topic.DEPARTURES: NP_("topic of a report", "Departures"),
        figures.Topic.NATIONALITY: NP_("topic of a report", "By nationality"),
        figures.Topic.CANTON: NP_("topic of a report", "By canton"),
        figures.Topic.SEX: NP_("topic of a report", "By sex"),
        figures.Topic.AGE_GROUP: NP_("topic of a report", "By age group"),
        figures.Topic.PERMIT: NP_("topic of a report", "By permit"),
        figures.Topic.CASE_TYPE: NP_("topic of a report", "By type of case"),
        figures.Topic.DESTINATION_KIND: NP_("topic of a report", "By kind of destination"),
        figures.Topic.VULNERABILITY: NP_("topic of a report", "By vulnerability"),
        figures.Topic.COUNSELLING: NP_("topic of a report", "Counselling"),
        figures.Topic.APPLICATIONS: NP_("topic of a report", "Applications"),
        figures.Topic.DECISIONS: NP_("topic of a report", "Decisions of SEM"),
        figures.Topic.OPEN_CASES: NP_("topic of a report", "Open cases by step"),
        figures.Topic.MONEY_DECIDED: NP_("topic of a report", "Money decided"),
        figures.Topic.MONEY_PAID: NP_("topic of a report", "Money paid"),
        figures.Topic.LEAD_TIME: NP_("topic of a report", "Days from the first counselling to the departure"),
    },
    figures.Unit: {
        figures.Unit.PERSONS: NP_("what is counted", "Persons"),
        figures.Unit.CASES: NP_("what is counted", "Cases"),
        figures.Unit.SESSIONS: NP_("what is counted", "Counselling sessions"),
        figures.Unit.APPLICATIONS: NP_("what is counted", "Applications"),
        figures.Unit.DECISIONS: NP_("what is counted", "Decisions"),
        figures.Unit.CENTIMES: NP_("what is counted", "Amount"),
    },
    figures.Gap: {
        figures.Gap.BIRTH_DATE: NP_("what is missing", "Birth date missing"),
        figures.Gap.BIRTH_DATE_NOT_TO_THE_DAY: NP_("what is missing", "Birth date not known to the day"),
        figures.Gap.NATIONALITY: NP_("what is missing", "Nationality missing"),
        figures.Gap.CANTON: NP_("what is missing", "Canton missing"),
        figures.Gap.SEX: NP_("what is missing", "Sex missing"),
        figures.Gap.PERMIT: NP_("what is missing", "Permit missing"),
        figures.Gap.CASE_TYPE: NP_("what is missing", "Type of case missing"),
        figures.Gap.DESTINATION_KIND: NP_("what is missing", "Kind of destination missing"),
        figures.Gap.FIRST_COUNSELLING: NP_("what is missing", "First counselling missing"),
        figures.Gap.DECISION: NP_("what is missing", "Departed without a recorded decision"),
        figures.Gap.AMOUNT_WITHOUT_DAY: NP_("what is missing", "Amount without its day"),
    },
}
