"""The words for rules, rates and the tables of the office."""

from enum import StrEnum

from returnhelp.domain import (
    eligibility_answers,
    eligibility_evidence,
    eligibility_facts,
    entitlement_case,
    entitlement_claim,
    entitlement_terms,
    law_checks,
    law_rows,
    office_tables,
    rule_answers,
    state_lines,
)
from returnhelp.i18n.catalogs import NP_

WORDS: dict[type[StrEnum], dict[StrEnum, tuple[str, str]]] = {
    rule_answers.RuleCode: {
        rule_answers.RuleCode.X1: NP_("rule of eligibility", "No crime, no repeated misdemeanours"),
        rule_answers.RuleCode.X2: NP_("rule of eligibility", "No abuse"),
        rule_answers.RuleCode.X3: NP_("rule of eligibility", "No sufficient means of their own"),
        rule_answers.RuleCode.X4: NP_("rule of eligibility", "Country not excluded"),
        rule_answers.RuleCode.X5: NP_("rule of eligibility", "Nationality"),
        rule_answers.RuleCode.X6: NP_("rule of eligibility", "Moving on"),
        rule_answers.RuleCode.X7: NP_("rule of eligibility", "Right to stay in a third state"),
        rule_answers.RuleCode.X8: NP_("rule of eligibility", "No aid received before"),
        rule_answers.RuleCode.C1: NP_("rule of eligibility", "Departure prepared"),
        rule_answers.RuleCode.C2: NP_("rule of eligibility", "No delay of the departure"),
        rule_answers.RuleCode.C3: NP_("rule of eligibility", "Repayment explained"),
    },
    rule_answers.RuleOutcome: {
        rule_answers.RuleOutcome.MET: NP_("outcome of a rule", "Met"),
        rule_answers.RuleOutcome.NOT_MET: NP_("outcome of a rule", "Not met"),
        rule_answers.RuleOutcome.UNKNOWN: NP_("outcome of a rule", "Unknown"),
        rule_answers.RuleOutcome.EXCEPTION_REQUESTED: NP_("outcome of a rule", "Exception requested"),
        rule_answers.RuleOutcome.EXCEPTION_GRANTED: NP_("outcome of a rule", "Exception granted by SEM"),
    },
    entitlement_case.Standing: {
        entitlement_case.Standing.NEW: NP_("how a proposal stands", "Not asked for yet"),
        entitlement_case.Standing.SAME: NP_("how a proposal stands", "Asked for already"),
        entitlement_case.Standing.DIFFERS: NP_("how a proposal stands", "The draft asks for another sum"),
        entitlement_case.Standing.SENT: NP_("how a proposal stands", "The line that is out asks for another sum"),
        entitlement_case.Standing.OTHERWISE: NP_("how a proposal stands", "Asked for in another way"),
        entitlement_case.Standing.NOTHING: NP_("how a proposal stands", "Nothing to ask for"),
    },
    eligibility_answers.CodedReason: {
        eligibility_answers.CodedReason.SEM_TO_JUDGE: NP_(
            "why an application goes out", "SEM is to judge; the office knows of no decision"
        ),
        eligibility_answers.CodedReason.DECISION_CONTESTED: NP_(
            "why an application goes out", "The decision is contested"
        ),
        eligibility_answers.CodedReason.NO_FINANCIAL_AID: NP_(
            "why an application goes out", "No financial return aid is asked for"
        ),
        eligibility_answers.CodedReason.EXIT_MONEY: NP_(
            "why an application goes out", "Exit money is asked for (AsylV 2 Art. 59abis)"
        ),
    },
    eligibility_answers.OpenBecause: {
        eligibility_answers.OpenBecause.UNANSWERED: NP_("why a rule is open", "Not answered yet"),
        eligibility_answers.OpenBecause.UNKNOWN: NP_("why a rule is open", "Unknown, and no reason given"),
        eligibility_answers.OpenBecause.NOT_MET: NP_("why a rule is open", "Not met, and no reason given"),
        eligibility_answers.OpenBecause.EXCEPTION_REQUESTED: NP_(
            "why a rule is open", "Exception requested, and no reason given"
        ),
        eligibility_answers.OpenBecause.CHANGED: NP_(
            "why a rule is open", "Changed since the answer: to be answered again"
        ),
    },
    eligibility_answers.Changed: {
        eligibility_answers.Changed.FACTS: NP_("what changed since an answer", "The facts have changed since"),
        eligibility_answers.Changed.LAW: NP_(
            "what changed since an answer", "Another wording of the law applies since"
        ),
    },
    eligibility_facts.Certainty: {
        eligibility_facts.Certainty.SAME_PERSON: NP_("how sure an earlier record is", "The same person"),
        eligibility_facts.Certainty.PERHAPS: NP_("how sure an earlier record is", "Perhaps the same person"),
        eligibility_facts.Certainty.RESTRICTED_MAY_MATCH: NP_(
            "how sure an earlier record is", "A record you may not see may match"
        ),
    },
    eligibility_evidence.OfficeList: {
        eligibility_evidence.OfficeList.VISA_EXEMPT: NP_("list of states", "Visa-exempt states"),
        eligibility_evidence.OfficeList.EXCLUDED: NP_("list of states", "Countries excluded by the EJPD"),
    },
    eligibility_evidence.AidTrace: {
        eligibility_evidence.AidTrace.RECEIVED: NP_("trace of earlier aid", "Return aid paid"),
        eligibility_evidence.AidTrace.DECIDED: NP_("trace of earlier aid", "Return aid granted, not paid"),
        eligibility_evidence.AidTrace.PERHAPS: NP_(
            "trace of earlier aid", "Aid to somebody who may be the same person"
        ),
        eligibility_evidence.AidTrace.IN_TRASH: NP_("trace of earlier aid", "Aid in a record in the trash"),
        eligibility_evidence.AidTrace.ONLY_TRAVEL: NP_("trace of earlier aid", "Only travel costs or travel money"),
        eligibility_evidence.AidTrace.PROGRAMME: NP_("trace of earlier aid", "Aid of the EU Reintegration Programme"),
        eligibility_evidence.AidTrace.ABROAD: NP_("trace of earlier aid", "Aid of another European state"),
        eligibility_evidence.AidTrace.ABROAD_PERHAPS: NP_(
            "trace of earlier aid", "Perhaps aid of another European state"
        ),
        eligibility_evidence.AidTrace.ABROAD_NOT_COUNTED: NP_(
            "trace of earlier aid", "Aid of another European state that did not count then"
        ),
    },
    eligibility_evidence.LegalGroup: {
        eligibility_evidence.LegalGroup.ASYLUM: NP_("group with a right to aid", "Asylum seeker"),
        eligibility_evidence.LegalGroup.PROVISIONALLY_ADMITTED: NP_(
            "group with a right to aid", "Provisionally admitted"
        ),
        eligibility_evidence.LegalGroup.RECOGNISED_REFUGEE: NP_("group with a right to aid", "Recognised refugee"),
        eligibility_evidence.LegalGroup.IN_NEED_OF_PROTECTION: NP_(
            "group with a right to aid", "In need of protection (S)"
        ),
        eligibility_evidence.LegalGroup.TRAFFICKING: NP_(
            "group with a right to aid", "Victim or witness of human trafficking"
        ),
        eligibility_evidence.LegalGroup.FOREIGNERS_LAW: NP_(
            "group with a right to aid", "Under the foreign nationals’ law"
        ),
        eligibility_evidence.LegalGroup.UNKNOWN: NP_("group with a right to aid", "Not known"),
    },
    law_rows.Context: {
        law_rows.Context.CANTON: NP_("scheme of return aid", "Departure from a canton"),
        law_rows.Context.FEDERAL_CENTRE: NP_("scheme of return aid", "Departure from a federal centre"),
        law_rows.Context.STATUS_S: NP_("scheme of return aid", "Protection status S"),
        law_rows.Context.DETENTION: NP_("scheme of return aid", "Administrative detention"),
        law_rows.Context.TRAFFICKING: NP_("scheme of return aid", "Victims of trafficking and exploitation"),
        law_rows.Context.PROGRAMME: NP_("scheme of return aid", "Country programme"),
        law_rows.Context.EURP: NP_("scheme of return aid", "EU Reintegration Programme (EURP)"),
    },
    law_rows.Basis: {
        law_rows.Basis.LAW: NP_("what an amount rests on", "Text of law"),
        law_rows.Basis.PRACTICE: NP_("what an amount rests on", "Practice of an authority or programme"),
    },
    law_rows.Condition: {
        law_rows.Condition.PROJECT: NP_("condition of aid", "A project that it is for"),
        law_rows.Condition.TREATMENT_INDISPENSABLE: NP_("condition of aid", "A treatment that cannot be done without"),
        law_rows.Condition.RAISED_BY_SEM: NP_("condition of aid", "SEM agrees to raise it"),
        law_rows.Condition.INTERVIEW: NP_("condition of aid", "Counselling interview in detention held"),
        law_rows.Condition.WILLING_TO_LEAVE: NP_("condition of aid", "The person is willing to leave"),
        law_rows.Condition.CANTON_APPLIES: NP_("condition of aid", "The canton applies for it"),
        law_rows.Condition.CANTON_PREPARED_PAPERS: NP_(
            "condition of aid", "The canton has done in time what the travel papers need"
        ),
        law_rows.Condition.EXCEPTION_BY_SEM: NP_("condition of aid", "SEM grants an exception"),
        law_rows.Condition.WAIVER_SIGNED: NP_("condition of aid", "Waiver of status S signed before payment"),
        law_rows.Condition.RISK_ASSESSED: NP_("condition of aid", "Risk assessment done before the return"),
        law_rows.Condition.NEEDS_ESCORT: NP_("condition of aid", "The person needs company on the way"),
        law_rows.Condition.EXAMINED: NP_("condition of aid", "A medical examination found it necessary"),
        law_rows.Condition.RECEIPTS: NP_("condition of aid", "Receipts for what was spent"),
        law_rows.Condition.BIRTH_DATE_UNSURE: NP_(
            "condition of aid", "The birth date is not exact: adult or minor is not certain"
        ),
        law_rows.Condition.DEPARTURE_DATE_OPEN: NP_(
            "condition of aid", "No departure date yet: the age on the day of the decision was taken"
        ),
        law_rows.Condition.INTERVIEW_TO_COME: NP_("condition of aid", "The interview in detention is still to come"),
        law_rows.Condition.SHORTENED_TO_SIX_MONTHS: NP_(
            "condition of aid", "Shortened to six months: longer only where a final cure is possible"
        ),
        law_rows.Condition.INDEX_NOT_ENTERED: NP_(
            "condition of aid", "The amount of this year is not entered: that of 2019 was taken"
        ),
        law_rows.Condition.EURP_LIST_NOT_ENTERED: NP_(
            "condition of aid", "The list of EURP countries is not entered: ask SEM"
        ),
        law_rows.Condition.ASK_WHETHER_BESIDE_IN_KIND: NP_(
            "condition of aid", "Ask SEM whether it is given beside Swiss return aid"
        ),
    },
    law_rows.LawFault: {
        law_rows.LawFault.UNREADABLE: NP_("fault in a table of the law", "cannot be read"),
        law_rows.LawFault.UNKNOWN_FIELD: NP_("fault in a table of the law", "unknown field"),
        law_rows.LawFault.MISSING: NP_("fault in a table of the law", "nothing there"),
        law_rows.LawFault.UNKNOWN_VALUE: NP_("fault in a table of the law", "unknown value"),
        law_rows.LawFault.NOT_AN_AMOUNT: NP_("fault in a table of the law", "not a whole amount"),
        law_rows.LawFault.NOT_A_NUMBER: NP_("fault in a table of the law", "not a number above 0"),
        law_rows.LawFault.NOT_A_DATE: NP_("fault in a table of the law", "not a date"),
        law_rows.LawFault.NOT_A_TEXT: NP_("fault in a table of the law", "not a text"),
        law_rows.LawFault.END_BEFORE_START: NP_("fault in a table of the law", "the end lies before the start"),
        law_rows.LawFault.GAP: NP_("fault in a table of the law", "a gap after the row before it"),
        law_rows.LawFault.OVERLAP: NP_("fault in a table of the law", "holds at the same time as another row"),
    },
    entitlement_claim.LegalAge: {
        entitlement_claim.LegalAge.ADULT: NP_("age in law", "Adult"),
        entitlement_claim.LegalAge.MINOR: NP_("age in law", "Minor"),
    },
    entitlement_terms.NoProposal: {
        entitlement_terms.NoProposal.NO_RATE: NP_("why no sum is named", "No table has an amount for this day"),
        entitlement_terms.NoProposal.STAY_UNKNOWN: NP_(
            "why no sum is named", "The date of entry is missing, and the amount depends on the length of stay"
        ),
        entitlement_terms.NoProposal.STAY_TOO_SHORT: NP_("why no sum is named", "The stay was too short for it"),
        entitlement_terms.NoProposal.BIRTH_DATE_MISSING: NP_(
            "why no sum is named", "A birth date is missing, and the amount depends on the age"
        ),
        entitlement_terms.NoProposal.PHASE_MISSING: NP_(
            "why no sum is named", "The phase in the federal centre is missing"
        ),
        entitlement_terms.NoProposal.STEP_MISSING: NP_(
            "why no sum is named", "The office has entered no step for this phase and length of stay"
        ),
        entitlement_terms.NoProposal.PROGRAMME_MISSING: NP_("why no sum is named", "The programme is missing"),
        entitlement_terms.NoProposal.PROGRAMME_RATE_MISSING: NP_(
            "why no sum is named", "The office has entered no rate of this programme for this day"
        ),
        entitlement_terms.NoProposal.BY_COST: NP_("why no sum is named", "The law names no sum: the cost counts"),
        entitlement_terms.NoProposal.EXCLUDED: NP_(
            "why no sum is named", "Excluded from financial return aid (AsylV 2 Art. 64(1))"
        ),
        entitlement_terms.NoProposal.NOT_EXCLUDED: NP_(
            "why no sum is named", "Only for those who are excluded from return aid (AsylV 2 Art. 64(1))"
        ),
        entitlement_terms.NoProposal.EXIT_CONDITION_MISSING: NP_(
            "why no sum is named",
            "None of the conditions is recorded: papers over six months, a refused removal, detention",
        ),
        entitlement_terms.NoProposal.NO_EXCEPTION_YET: NP_(
            "why no sum is named", "On this day the law knew no exception yet"
        ),
        entitlement_terms.NoProposal.NOT_WITH_EXIT_MONEY: NP_(
            "why no sum is named", "Never together with exit money (AsylV 2 Art. 59abis(4))"
        ),
        entitlement_terms.NoProposal.INTERVIEW_MISSING: NP_(
            "why no sum is named", "The counselling interview in detention is not recorded"
        ),
        entitlement_terms.NoProposal.NOT_RAISED_FROM_FEDERAL_CENTRE: NP_(
            "why no sum is named", "Not raised for departures from a federal centre"
        ),
        entitlement_terms.NoProposal.WITHOUT_END: NP_(
            "why no sum is named", "Medical aid is never without an end: enter the months"
        ),
        entitlement_terms.NoProposal.EURP_FROM_CANTONS_ONLY: NP_(
            "why no sum is named", "SEM uses the EURP for departures from cantons only"
        ),
        entitlement_terms.NoProposal.NOT_AN_EURP_STATE: NP_(
            "why no sum is named", "The country is not on the office’s list of EURP countries"
        ),
        entitlement_terms.NoProposal.DESTINATION_MISSING: NP_("why no sum is named", "The destination is missing"),
        entitlement_terms.NoProposal.NO_AID_IN_SUCH_CASES: NP_(
            "why no sum is named", "In this type of case the office gives no money"
        ),
    },
    office_tables.OfficeTable: {
        office_tables.OfficeTable.FEDERAL_CENTRE_STEPS: NP_("table of the office", "Steps in federal centres"),
        office_tables.OfficeTable.VISA_EXEMPT_STATES: NP_("table of the office", "Visa-exempt countries"),
        office_tables.OfficeTable.EXCLUDED_STATES: NP_("table of the office", "Countries excluded by the EJPD"),
        office_tables.OfficeTable.EURP_STATES: NP_("table of the office", "EURP countries"),
        office_tables.OfficeTable.PROGRAMME_RATES: NP_("table of the office", "Programme rates"),
        office_tables.OfficeTable.INDEXED_MEDICAL: NP_(
            "table of the office", "Medical examination and escort, indexed amounts"
        ),
        office_tables.OfficeTable.RIF_TARGET_DAYS: NP_("table of the office", "Days for an answer to a RIF question"),
        office_tables.OfficeTable.MONITORING_MONTHS: NP_("table of the office", "Months until monitoring visits"),
        office_tables.OfficeTable.RETENTION_YEARS: NP_("table of the office", "Years until records are erased"),
        office_tables.OfficeTable.SMALL_CELL: NP_("table of the office", "Smallest number shown in statistics"),
        office_tables.OfficeTable.WITHDRAWALS: NP_("table of the office", "Withdrawals"),
        office_tables.OfficeTable.LAW_CHECKS: NP_("table of the office", "Checks of the law"),
    },
    office_tables.Column: {
        office_tables.Column.PHASE: NP_("column of a table of the office", "Phase"),
        office_tables.Column.DAYS_FROM: NP_("column of a table of the office", "From day"),
        office_tables.Column.DAYS_TO: NP_("column of a table of the office", "To day"),
        office_tables.Column.ADULT: NP_("column of a table of the office", "For an adult"),
        office_tables.Column.MINOR: NP_("column of a table of the office", "For a minor"),
        office_tables.Column.IN_KIND_MAX: NP_("column of a table of the office", "In-kind aid, at most"),
        office_tables.Column.STATE: NP_("column of a table of the office", "Country"),
        office_tables.Column.PROGRAMME: NP_("column of a table of the office", "Programme"),
        office_tables.Column.CURRENCY: NP_("column of a table of the office", "Currency"),
        office_tables.Column.BENEFIT: NP_("column of a table of the office", "Benefit"),
        office_tables.Column.AMOUNT: NP_("column of a table of the office", "Amount"),
        office_tables.Column.DAYS: NP_("column of a table of the office", "Days"),
        office_tables.Column.VISIT: NP_("column of a table of the office", "Visit number"),
        office_tables.Column.MONTHS: NP_("column of a table of the office", "Months after departure"),
        office_tables.Column.YEARS: NP_("column of a table of the office", "Years"),
        office_tables.Column.PERSONS: NP_("column of a table of the office", "Persons"),
        office_tables.Column.VERIFIED_BY: NP_("column of a table of the office", "Verified by"),
        office_tables.Column.VERIFIED_ON: NP_("column of a table of the office", "Verified on"),
        office_tables.Column.NOTHING: NP_("column of a table of the office", "Nothing listed"),
        office_tables.Column.ENTRY: NP_("column of a table of the office", "Row"),
        office_tables.Column.SUCCESSOR: NP_("column of a table of the office", "Row in its place"),
        office_tables.Column.ROW: NP_("column of a table of the office", "Row of the law"),
        office_tables.Column.MARK: NP_("column of a table of the office", "Fingerprint of the row"),
    },
    office_tables.Standing: {
        office_tables.Standing.WAITING: NP_("how a row of a table stands", "Waits"),
        office_tables.Standing.HOLDING: NP_("how a row of a table stands", "Valid"),
        office_tables.Standing.TO_COME: NP_("how a row of a table stands", "To come"),
        office_tables.Standing.ENDED: NP_("how a row of a table stands", "Ended"),
        office_tables.Standing.WITHDRAWN: NP_("how a row of a table stands", "Withdrawn"),
        office_tables.Standing.REFUSED: NP_("how a row of a table stands", "Not confirmed"),
    },
    office_tables.ColumnKind: {
        office_tables.ColumnKind.STATE: NP_("kind of column", "A country"),
        office_tables.ColumnKind.MONEY: NP_("kind of column", "An amount of money"),
        office_tables.ColumnKind.DAYS: NP_("kind of column", "A number of days"),
        office_tables.ColumnKind.MONTHS: NP_("kind of column", "A number of months"),
        office_tables.ColumnKind.NUMBER: NP_("kind of column", "A plain number"),
        office_tables.ColumnKind.TEXT: NP_("kind of column", "A short text"),
        office_tables.ColumnKind.CHOICE: NP_("kind of column", "A choice"),
    },
    office_tables.EntryFault: {
        office_tables.EntryFault.MISSING: NP_("fault in a table of the office", "it is missing"),
        office_tables.EntryFault.UNKNOWN_COLUMN: NP_("fault in a table of the office", "the table has no such column"),
        office_tables.EntryFault.NOT_A_NUMBER: NP_("fault in a table of the office", "it is not a whole number"),
        office_tables.EntryFault.NEGATIVE: NP_("fault in a table of the office", "it lies below 0"),
        office_tables.EntryFault.UNKNOWN_STATE: NP_(
            "fault in a table of the office", "it is no country of today’s list"
        ),
        office_tables.EntryFault.NOT_A_CHOICE: NP_("fault in a table of the office", "it is none of the choices"),
        office_tables.EntryFault.NOT_A_TEXT: NP_("fault in a table of the office", "it is not a text"),
        office_tables.EntryFault.END_BEFORE_START: NP_(
            "fault in a table of the office", "the last day lies before the first"
        ),
        office_tables.EntryFault.IN_THE_FUTURE: NP_("fault in a table of the office", "the day is still to come"),
    },
    state_lines.LineFault: {
        state_lines.LineFault.NO_STATE: NP_("fault in a line of a list", "The country is missing"),
        state_lines.LineFault.UNKNOWN_STATE: NP_("fault in a line of a list", "No country of today has this name"),
        state_lines.LineFault.SEVERAL_STATES: NP_("fault in a line of a list", "More than one country has this name"),
        state_lines.LineFault.NO_START: NP_("fault in a line of a list", "The first day is missing"),
        state_lines.LineFault.NOT_A_DAY: NP_("fault in a line of a list", "Not a whole date"),
        state_lines.LineFault.END_BEFORE_START: NP_("fault in a line of a list", "The last day lies before the first"),
        state_lines.LineFault.TOO_MANY_PARTS: NP_("fault in a line of a list", "More than country, from and to"),
        state_lines.LineFault.TWICE: NP_("fault in a line of a list", "The same country and day as in a line above"),
        state_lines.LineFault.TOO_MANY_LINES: NP_(
            "fault in a line of a list", "Too many lines for a list of countries"
        ),
    },
    law_checks.LawPart: {
        law_checks.LawPart.BENEFITS: NP_("part of the law", "Benefits"),
        law_checks.LawPart.CONDITIONS: NP_("part of the law", "Conditions"),
        law_checks.LawPart.NAMED_STATES: NP_("part of the law", "Countries that a text names"),
        law_checks.LawPart.DEADLINES: NP_("part of the law", "Deadlines"),
    },
}
