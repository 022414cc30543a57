"""The words for roles and what they allow; they load nothing else, for the sign-in window shows them."""

from enum import StrEnum

from returnhelp.domain import roles
from returnhelp.i18n.catalogs import NP_

WORDS: dict[type[StrEnum], dict[StrEnum, tuple[str, str]]] = {
    roles.Role: {
        roles.Role.CASEWORKER: NP_("role", "Caseworker"),
        roles.Role.SUPERVISOR: NP_("role", "Supervisor"),
        roles.Role.ADMIN: NP_("role", "Admin"),
        roles.Role.AUDITOR: NP_("role", "Auditor (reads only)"),
    },
    roles.Clearance: {
        roles.Clearance.MEDICAL: NP_("sealed records", "Medical records"),
        roles.Clearance.TRAFFICKING: NP_("sealed records", "Trafficking records"),
        roles.Clearance.COMPLAINT: NP_("sealed records", "Complaints"),
    },
    roles.Act: {
        roles.Act.SEE_CASES: NP_("permission", "See cases"),
        roles.Act.EDIT_CASES: NP_("permission", "Edit cases"),
        roles.Act.TAKE_STEP: NP_("permission", "Take a step"),
        roles.Act.TAKE_STEP_BACK: NP_("permission", "Take a step back"),
        roles.Act.HAND_OVER: NP_("permission", "Hand cases over"),
        roles.Act.SEE_TEAM: NP_("permission", "See the work of the team"),
        roles.Act.MERGE_PEOPLE: NP_("permission", "Merge people"),
        roles.Act.EMPTY_TRASH: NP_("permission", "Empty the trash"),
        roles.Act.CLOSE_MONTH: NP_("permission", "Close a month"),
        roles.Act.IMPORT_LISTS: NP_("permission", "Import lists"),
        roles.Act.EXPORT_LISTS: NP_("permission", "Export lists"),
        roles.Act.EXPORT_TRAFFICKING: NP_("permission", "Export cases of trafficking (HTCDS)"),
        roles.Act.MONTHLY_REPORT: NP_("permission", "Print the monthly report"),
        roles.Act.ANONYMISED_STATISTICS: NP_("permission", "Hand out anonymised statistics"),
        roles.Act.MANAGE_STATISTICS: NP_("permission", "Change the plan of statistics and load public figures"),
        roles.Act.MANAGE_USERS: NP_("permission", "Manage users"),
        roles.Act.MANAGE_BACKUPS: NP_("permission", "Manage back-ups"),
        roles.Act.MANAGE_SETTINGS: NP_("permission", "Change the settings of the office"),
        roles.Act.SEE_AUDIT: NP_("permission", "Read the audit log"),
        roles.Act.SEE_OWN_AUDIT: NP_("permission", "Read one’s own entries in the audit log"),
        roles.Act.SEE_AUDIT_WITHOUT_NAMES: NP_("permission", "Read the audit log without names"),
        roles.Act.CHECK_STORE: NP_("permission", "Check the store"),
        roles.Act.SEE_OWN_ACCOUNT: NP_("permission", "See one’s own account"),
        roles.Act.SEE_REGISTERS: NP_("permission", "See the registers of the office"),
        roles.Act.EDIT_REGISTERS: NP_("permission", "Edit fact sheets, trainings and information requests"),
        roles.Act.MANAGE_PROGRAMMES: NP_("permission", "Edit programmes, partners and projects abroad"),
        roles.Act.SEE_RATES: NP_("permission", "See rates and rules"),
        roles.Act.MANAGE_RATES: NP_("permission", "Propose rates and lists of the office"),
        roles.Act.APPROVE_PAYMENTS: NP_("permission", "Approve payments"),
        roles.Act.APPROVE_LARGE_PAYMENTS: NP_("permission", "Approve payments above the limit as the second person"),
        roles.Act.CONFIRM_RATES: NP_("permission", "Confirm rates and lists of the office"),
        roles.Act.MANAGE_SURVEYS: NP_("permission", "Load survey instruments"),
    },
}
