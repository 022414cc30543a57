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
    "trash.put_in": N_("Put into the trash"),
    "trash.bring_back": N_("Taken out of the trash"),
    "trash.empty": N_("Trash emptied"),
    "imports.take_over": N_("List taken over"),
    "imports.save_mapping": N_("Mapping of columns saved"),
    "reporting.monthly": N_("Monthly report looked at"),
    "reporting.save_monthly": N_("Monthly report saved as a file"),
    "closing.close": N_("Months closed"),
    "statistics.publish": N_("Statistics handed out"),
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
    "checking._told": N_("Store checked"),
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
    "document": NP_("subject of an audit entry", "document"),
    "list": NP_("subject of an audit entry", "list"),
    "store": NP_("subject of an audit entry", "store"),
    "backup": NP_("subject of an audit entry", "back-up"),
}

GROUPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "cases": (
        N_("Cases and people"),
        ("cases.", "steps.", "people.", "documents.", "households.", "handover.", "trash.", "drafts."),
    ),
    "lists": (N_("Lists taken over and exported"), ("imports.", "lists.")),
    "reports": (N_("Reports and statistics"), ("reporting.", "closing.", "statistics.")),
    "users": (N_("Users and signing in"), ("offices.", "users.", "rekeying.")),
    "office": (N_("Settings, back-ups and checks"), ("preferences.", "backups.", "checking.", "demo.")),
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
