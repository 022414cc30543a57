"""The words for the answers to the rules of eligibility, and for the fields of a case that proposals of aid need."""

from returnhelp.i18n.catalogs import NP_

RECORDS: dict[str, tuple[str, str]] = {
    "rule_answers": NP_("record", "Answer to a rule of eligibility"),
}

FIELDS: dict[tuple[str | None, str], tuple[str, str]] = {
    ("rule_answers", "rule"): NP_("field", "Rule of eligibility"),
    ("rule_answers", "outcome"): NP_("field", "Answer"),
    ("rule_answers", "evidence"): NP_("field", "On what it rests"),
    ("rule_answers", "reference"): NP_("field", "Reference of SEM’s decision"),
    ("rule_answers", "reason"): NP_("field", "Why the application goes out all the same"),
    ("rule_answers", "law_version"): NP_("field", "Wording and facts at the time"),
    ("rule_answers", "decided_on"): NP_("field", "Decided by SEM on"),
    ("rule_answers", "answered_at"): NP_("field", "Answered at"),
    ("rule_answers", "by_user_id"): NP_("field", "Answered by"),
    (None, "third_state_stay_until"): NP_("field", "May stay in the third state until"),
    (None, "centre_phase"): NP_("field", "Phase in the federal centre"),
    (None, "in_detention"): NP_("field", "In administrative detention"),
    (None, "detention_interview_on"): NP_("field", "Counselling interview in detention on"),
    (None, "waiver_signed_on"): NP_("field", "Waiver of status S signed on"),
    (None, "exit_reason"): NP_("field", "Excluded from return aid by"),
    (None, "exit_condition"): NP_("field", "Condition of exit money"),
    (None, "raised_aid_reason"): NP_("field", "Why more in-kind aid is needed"),
    (None, "raised_travel_reason"): NP_("field", "Why more travel money is needed"),
    (None, "medical_months"): NP_("field", "Medical aid for months"),
    (None, "final_cure_possible"): NP_("field", "A final cure is possible"),
}
"""By kind of record and field."""
