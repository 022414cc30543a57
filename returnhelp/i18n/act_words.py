"""The words of the audit log: what was done, by the name under which a service records it."""

from returnhelp.i18n import catalogs
from returnhelp.i18n.catalogs import N_, NP_

ACTS: dict[str, str] = {
    "offices.create": N_("Office created"),
    "offices.sign_in": N_("Signed in"),
    "offices.reset_with_recovery": N_("New password by the recovery code"),
    "cases.open_case": N_("Case opened"),
    "cases.view": N_("Case looked at"),
    "cases.save": N_("Case saved"),
    "cases.undo": N_("Change taken back"),
    "steps.take": N_("Step taken"),
    "steps.take_back": N_("Step taken back"),
    "people.view": N_("Person looked at"),
    "people.merge": N_("People merged"),
    "people.take_merge_back": N_("Merging taken back"),
    "households.add_member": N_("Person added to a household"),
    "documents.attach": N_("Document attached"),
    "documents.content": N_("Document opened"),
    "documents.remove": N_("Document taken away"),
    "handover.note": N_("Note to a colleague"),
    "handover.read_note": N_("Note read"),
    "handover.hand_over": N_("Cases handed over"),
    "handover.absent": N_("Absence entered"),
    "handover.absence_over": N_("Absence ended"),
    "drafts.keep": N_("Draft kept"),
    "drafts.forget": N_("Draft thrown away"),
    "lists.export_cases": N_("List of cases exported"),
    "lists.export_people": N_("List of people exported"),
    "lists.save_filter": N_("Filter saved"),
    "lists.forget_filter": N_("Filter deleted"),
    "money.decide": N_("Decision on aid recorded"),
    "money.correct": N_("Decision on aid changed"),
    "money.take_back_decision": N_("Decision on aid taken back"),
    "money.plan": N_("Payment planned"),
    "money.change": N_("Planned payment changed"),
    "money.approve": N_("Payment approved"),
    "money.release": N_("Approval of a payment taken back"),
    "money.pay": N_("Payment handed out"),
    "money.show": N_("Evidence of a payment recorded"),
    "money.void": N_("Payment voided"),
    "money.reclaim": N_("Money asked back"),
    "money.repay": N_("Money returned"),
    "money.write_off": N_("Money written off"),
    "money.take_back": N_("Reclaim undone"),
    "money_papers.receipt": N_("Receipt made"),
    "money_papers.application": N_("Application for aid made"),
    "money_papers.ledger_statement": N_("Ledger of a case made as a paper"),
    "money_papers.cash_list": N_("Cash list made as a paper"),
    "trash.put_in": N_("Put into the trash"),
    "trash.bring_back": N_("Taken out of the trash"),
    "trash.empty": N_("Trash emptied"),
    "imports.take_over": N_("List taken over"),
    "imports.save_mapping": N_("Mapping of columns saved"),
    "reporting.monthly": N_("Monthly report looked at"),
    "reporting.save_monthly": N_("Monthly report saved as a file"),
    "closing.close": N_("Months closed"),
    "statistics.publish": N_("Statistics handed out"),
    "statistics.export": N_("Statistics handed out as files"),
    "statistics_plan.set_plan": N_("Plan of statistics changed"),
    "statistics_plan.load_bounds": N_("Public figures loaded"),
    "users.add": N_("User added"),
    "users.change": N_("User changed"),
    "users.disable": N_("User let in no more"),
    "users.reset_password": N_("New password given to a user"),
    "users.change_own_password": N_("Own password changed"),
    "rekeying.remove": N_("Keys taken from a user"),
    "preferences.set_office_setting": N_("Setting of the office changed"),
    "preferences.set_mine": N_("Own setting changed"),
    "preferences.remember_list": N_("Columns of a list chosen"),
    "backups.now": N_("Back-up made"),
    "backups.export": N_("Back-up written to a file"),
    "backups.automatic": N_("Back-up made by itself"),
    "backups.at_exit": N_("Back-up made at the end of work"),
    "backups.restore": N_("Back-up brought back"),
    "backups.restored_over": N_("Set aside for a back-up that was brought back"),
    "calendar.export": N_("Departures given to another calendar, without names"),
    "journey_papers.travel_sheet": N_("Travel sheet made"),
    "journey_papers.arrival_notice": N_("Arrival notice made"),
    "journey_papers.departure_confirmation": N_("Departure confirmed to canton and SEM"),
    "journey_papers.rif_question": N_("Question to the Return Information Fund printed"),
    "checking._told": N_("Store checked"),
    "rules.propose": N_("Row of rates proposed"),
    "rules.withdraw": N_("Withdrawal of a row of rates proposed"),
    "rules.confirm": N_("Row of rates confirmed"),
    "rules.refuse": N_("Row of rates not confirmed"),
    "law.record_check": N_("Check of the law recorded"),
    "law.take_check_back": N_("Check of the law taken back"),
    "eligibility.answer": N_("Rules of eligibility answered"),
    "entitlement.take_over": N_("Proposed aid taken over"),
    "compartments.read": N_("Sealed record opened"),
    "compartments.write": N_("Sealed record written"),
    "htcds.export": N_("Cases of trafficking exported (HTCDS)"),
    "registers.save": N_("Register saved"),
    "registers.put_into_trash": N_("Record of a register put into the trash"),
    "registers.bring_back": N_("Record of a register taken out of the trash"),
    "registers.undo": N_("Change of a register taken back"),
    "registers.export": N_("Register exported"),
    "project_papers.project_plan": N_("Reintegration plan printed"),
    "reintegration.export_riat": N_("Fields for RIAT exported"),
    "surveys.load": N_("Survey instrument loaded"),
    "demo.fill": N_("Demo office filled"),
}
"""A sentence fragment for each act; one that is not here shows its own name."""

SUBJECTS: dict[str, tuple[str, str]] = {
    "case": NP_("subject of an audit entry", "case"),
    "person": NP_("subject of an audit entry", "person"),
    "household": NP_("subject of an audit entry", "household"),
    "user": NP_("subject of an audit entry", "user"),
    "report": NP_("subject of an audit entry", "report"),
    "statistics": NP_("subject of an audit entry", "statistics"),
    "trafficking": NP_("subject of an audit entry", "cases of trafficking"),
    "document": NP_("subject of an audit entry", "document"),
    "list": NP_("subject of an audit entry", "list"),
    "store": NP_("subject of an audit entry", "store"),
    "programmes": NP_("subject of an audit entry", "programme"),
    "partners": NP_("subject of an audit entry", "partner"),
    "fact_sheets": NP_("subject of an audit entry", "fact sheet"),
    "structural_projects": NP_("subject of an audit entry", "project abroad"),
    "trainings": NP_("subject of an audit entry", "training or event"),
    "information_requests": NP_("subject of an audit entry", "information request"),
    "backup": NP_("subject of an audit entry", "back-up"),
    "calendar": NP_("subject of an audit entry", "calendar"),
    "instrument": NP_("subject of an audit entry", "survey instrument"),
    "office_entry": NP_("subject of an audit entry", "row of rates"),
}

GROUPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "cases": (
        N_("Cases and people"),
        (
            "cases.",
            "steps.",
            "people.",
            "documents.",
            "journey_papers.",
            "households.",
            "handover.",
            "trash.",
            "drafts.",
            "compartments.",
            "money.",
            "money_papers.",
            "eligibility.",
            "entitlement.",
            "project_papers.",
            "reintegration.",
        ),
    ),
    "lists": (N_("Lists taken over and exported"), ("imports.", "lists.", "htcds.", "calendar.")),
    "reports": (N_("Reports and statistics"), ("reporting.", "closing.", "statistics.", "statistics_plan.")),
    "registers": (N_("Registers of the office"), ("registers.",)),
    "users": (N_("Users and signing in"), ("offices.", "users.", "rekeying.")),
    "office": (
        N_("Settings, back-ups and checks"),
        ("preferences.", "backups.", "checking.", "demo.", "rules.", "law.", "surveys."),
    ),
}
"""Acts that a person looks for together: their name, and how the acts of each begin."""


def act(name: str, language: str | None = None) -> str:
    """What was done, in words."""
    return catalogs.words(language).gettext(ACTS.get(name, name))


def subject(kind: str, number: int | None, language: str | None = None) -> str:
    """What it was done to: the kind of record and its number in the store; empty where it is not told."""
    if not kind:
        return ""
    words = catalogs.words(language)
    said = words.pgettext(*SUBJECTS[kind]) if kind in SUBJECTS else kind
    return said if number is None else words.gettext("{record} {number}").format(record=said, number=number)


def group(key: str, language: str | None = None) -> str:
    """The name of a group of acts."""
    return catalogs.words(language).gettext(GROUPS[key][0])


def belongs(name: str, key: str) -> bool:
    """Whether an act is one of a group."""
    return name.startswith(GROUPS[key][1])
