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
    MONTHLY_REPORT = "monthly_report"
    ANONYMISED_STATISTICS = "anonymised_statistics"
    MANAGE_USERS = "manage_users"
    MANAGE_BACKUPS = "manage_backups"
    MANAGE_SETTINGS = "manage_settings"
    SEE_AUDIT = "see_audit"
    SEE_OWN_AUDIT = "see_own_audit"
    SEE_AUDIT_WITHOUT_NAMES = "see_audit_without_names"
    CHECK_STORE = "check_store"
    SEE_OWN_ACCOUNT = "see_own_account"


_EVERYBODY = {Act.SEE_OWN_ACCOUNT, Act.SEE_OWN_AUDIT}

ALLOWED: dict[Role, frozenset[Act]] = {
    Role.CASEWORKER: frozenset(_EVERYBODY | {Act.SEE_CASES, Act.EDIT_CASES, Act.TAKE_STEP, Act.HAND_OVER}),
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
            Act.MONTHLY_REPORT,
            Act.ANONYMISED_STATISTICS,
            Act.SEE_AUDIT,
            Act.CHECK_STORE,
        }
    ),
    Role.ADMIN: frozenset(
        _EVERYBODY
        | {
            Act.ANONYMISED_STATISTICS,
            Act.MANAGE_USERS,
            Act.MANAGE_BACKUPS,
            Act.MANAGE_SETTINGS,
            Act.SEE_AUDIT_WITHOUT_NAMES,
            Act.CHECK_STORE,
        }
    ),
    Role.AUDITOR: frozenset(_EVERYBODY | {Act.SEE_CASES, Act.SEE_TEAM, Act.SEE_AUDIT, Act.CHECK_STORE}),
}


def allowed(roles: Iterable[Role], act: Act) -> bool:
    """Whether somebody who holds these roles may do this."""
    return any(act in ALLOWED[role] for role in roles)
