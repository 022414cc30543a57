"""Who may do what: the roles of an office and the acts each of them allows."""

from collections.abc import Iterable
from enum import StrEnum


class Role(StrEnum):
    """A part that a person plays in the office; one person may hold several."""

    CASEWORKER = "caseworker"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"
    AUDITOR = "auditor"


class Clearance(StrEnum):
    """A sealed compartment that somebody may open (medical, trafficking and complaint records)."""

    MEDICAL = "medical"
    TRAFFICKING = "trafficking"
    COMPLAINT = "complaint"


class Act(StrEnum):
    """Something that a permission is needed for."""

    SEE_CASES = "see_cases"
    EDIT_CASES = "edit_cases"
    TAKE_STEP = "take_step"
    TAKE_STEP_BACK = "take_step_back"
    HAND_OVER = "hand_over"
    SEE_TEAM = "see_team"
    MERGE_PEOPLE = "merge_people"
    EMPTY_TRASH = "empty_trash"
    CLOSE_MONTH = "close_month"
    IMPORT_LISTS = "import_lists"
    EXPORT_LISTS = "export_lists"
    EXPORT_TRAFFICKING = "export_trafficking"
    """As HTCDS has them; the clearance is needed too."""
    MONTHLY_REPORT = "monthly_report"
    ANONYMISED_STATISTICS = "anonymised_statistics"
    MANAGE_STATISTICS = "manage_statistics"
    """Change the plan of statistics, and load what registers say."""
    MANAGE_USERS = "manage_users"
    MANAGE_BACKUPS = "manage_backups"
    MANAGE_SETTINGS = "manage_settings"
    SEE_AUDIT = "see_audit"
    SEE_OWN_AUDIT = "see_own_audit"
    SEE_AUDIT_WITHOUT_NAMES = "see_audit_without_names"
    CHECK_STORE = "check_store"
    SEE_OWN_ACCOUNT = "see_own_account"
    SEE_REGISTERS = "see_registers"
    EDIT_REGISTERS = "edit_registers"
    MANAGE_PROGRAMMES = "manage_programmes"
    """Edit programmes, partners and structural projects too."""
    SEE_RATES = "see_rates"
    MANAGE_RATES = "manage_rates"
    """Propose what the tables of the office are to say; a second person confirms it."""
    CONFIRM_RATES = "confirm_rates"
    MANAGE_SURVEYS = "manage_surveys"
    """Load other survey instruments."""
    APPROVE_PAYMENTS = "approve_payments"
    APPROVE_LARGE_PAYMENTS = "approve_large_payments"
    """As the second person, above the limit of the office."""


_EVERYBODY = {Act.SEE_OWN_ACCOUNT, Act.SEE_OWN_AUDIT, Act.SEE_REGISTERS, Act.SEE_RATES}

ALLOWED: dict[Role, frozenset[Act]] = {
    Role.CASEWORKER: frozenset(
        _EVERYBODY
        | {Act.SEE_CASES, Act.EDIT_CASES, Act.TAKE_STEP, Act.HAND_OVER, Act.EDIT_REGISTERS, Act.APPROVE_PAYMENTS}
    ),
    Role.SUPERVISOR: frozenset(
        _EVERYBODY
        | {
            Act.SEE_CASES,
            Act.EDIT_CASES,
            Act.TAKE_STEP,
            Act.TAKE_STEP_BACK,
            Act.HAND_OVER,
            Act.SEE_TEAM,
            Act.MERGE_PEOPLE,
            Act.EMPTY_TRASH,
            Act.CLOSE_MONTH,
            Act.IMPORT_LISTS,
            Act.EXPORT_LISTS,
            Act.EXPORT_TRAFFICKING,
            Act.MONTHLY_REPORT,
            Act.CONFIRM_RATES,
            Act.MANAGE_SURVEYS,
            Act.APPROVE_PAYMENTS,
            Act.APPROVE_LARGE_PAYMENTS,
            Act.ANONYMISED_STATISTICS,
            Act.SEE_AUDIT,
            Act.CHECK_STORE,
            Act.EDIT_REGISTERS,
            Act.MANAGE_PROGRAMMES,
        }
    ),
    Role.ADMIN: frozenset(
        _EVERYBODY
        | {
            Act.ANONYMISED_STATISTICS,
            Act.MANAGE_STATISTICS,
            Act.MANAGE_USERS,
            Act.MANAGE_BACKUPS,
            Act.MANAGE_SETTINGS,
            Act.MANAGE_RATES,
            Act.CONFIRM_RATES,
            Act.MANAGE_SURVEYS,
            Act.SEE_AUDIT_WITHOUT_NAMES,
            Act.CHECK_STORE,
            Act.EDIT_REGISTERS,
            Act.MANAGE_PROGRAMMES,
        }
    ),
    Role.AUDITOR: frozenset(_EVERYBODY | {Act.SEE_CASES, Act.SEE_TEAM, Act.SEE_AUDIT, Act.CHECK_STORE}),
}


def allowed(roles: Iterable[Role], act: Act) -> bool:
    """Whether somebody who holds these roles may do this."""
    return any(act in ALLOWED[role] for role in roles)
