"""The sentences for what can go wrong with rules, rates and the tables of the office."""

from returnhelp.domain import errors
from returnhelp.domain.errors import ReturnHelpError
from returnhelp.i18n.catalogs import N_

SENTENCES: dict[type[ReturnHelpError], str] = {
    errors.ConditionMalformedError: N_(
        "The conditions of return aid that came with the program are not whole: {place}, “{field}”. Your data is not"
        " touched. Install the program again, or tell whoever looks after it."
    ),
    errors.ConditionGapError: N_(
        "The conditions of return aid have a gap: “{rule}” has no wording from after {last} until {first}. Your data is"
        " not touched. Tell whoever looks after the program."
    ),
    errors.ConditionOverlapError: N_(
        "The conditions of return aid contradict each other: “{rule}” has two wordings for {day}. Your data is not"
        " touched. Tell whoever looks after the program."
    ),
    errors.NoConditionsOnError: N_(
        "The program does not know which conditions of return aid held on {day}. Nothing was changed. Check the date of"
        " the decision or of the application."
    ),
    errors.ConductNotRecordedError: N_(
        "“{rule}” takes no text about a person’s conduct; only SEM judges it. Nothing was saved. Leave the evidence"
        " empty, choose one of the reasons offered, and give the reference of SEM’s decision."
    ),
    errors.DecisionReferenceShapeError: N_(
        "The reference for “{rule}” does not look like that of a decision. Nothing was saved. Write it with its"
        " numbers, at most 40 signs and eight letters, for example N 641 234/2026."
    ),
    errors.DecisionReferenceMissingError: N_(
        "An exception to “{rule}” is granted by SEM. Nothing was saved. Add the reference of its decision."
    ),
    errors.ExceptionNotForeseenError: N_(
        "The law knows no exception to “{rule}”. Nothing was saved. Answer that it is met, not met or unknown, and give"
        " the reason."
    ),
    errors.LawTableError: N_(
        "The table {file} of the law is damaged: row {row}, “{column}”, {fault}. Your data is untouched."
        " Install the program again, or undo the change to that file."
    ),
    errors.EntryError: N_("The entry for “{table}” was not kept. Nothing was changed. Check it and try again."),
    errors.EntryValueError: N_(
        "“{table}”: the value of “{column}” cannot be used, because {fault}. Nothing was changed. Correct it and try"
        " again."
    ),
    errors.EntrySourceMissingError: N_(
        "“{table}”: the source is missing. Nothing was changed. Write where the figure was read, so that others can"
        " check it."
    ),
    errors.EntryEndError: N_(
        "“{table}”: the last day ({last}) lies before the first ({first}). Nothing was changed. Correct one of them."
    ),
    errors.EntryOverlapError: N_(
        "“{table}”: from {first} on another entry holds for the same. Nothing was changed. Let this one begin later,"
        " or withdraw the other."
    ),
    errors.EntryGapError: N_(
        "“{table}”: from {first} to {last} no entry would hold. Nothing was changed. Move the first or last day so"
        " that no day is left out."
    ),
    errors.EntryStepsError: N_(
        "“{table}”: the steps of a phase follow each other without a gap. Day {expected} is missing, but this step has"
        " day {found}. Nothing was changed. Enter the steps one after the other."
    ),
    errors.EntryDecidedError: N_(
        "This entry of “{table}” was decided already. Nothing was changed. Look at the list again; somebody else was"
        " faster."
    ),
    errors.EntrySamePersonError: N_(
        "“{table}”: an entry is confirmed by a second person, and you entered this one. It is kept and waits. Ask"
        " somebody else to look at it."
    ),
    errors.EntryReasonMissingError: N_(
        "“{table}”: the reason for withdrawing the entry is missing. Nothing was changed. Write in a few words why."
    ),
}
