"""The sentence a person reads for each named error."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from pathlib import PurePath

from returnhelp.domain import errors
from returnhelp.domain.amounts import Amount
from returnhelp.domain.errors import ReturnHelpError
from returnhelp.i18n import (
    catalogs,
    categories,
    formats,
    labels,
    sentences_areas,
    sentences_money,
    sentences_rules,
    sentences_start,
    sentences_statistics,
    sentences_travel,
)
from returnhelp.i18n.catalogs import N_

# What is wrong, where, that nothing is lost, what to do. The placeholders are the facts of the error;
# ``{day:month}`` shows a date as its month.
SENTENCES: dict[type[ReturnHelpError], str] = {
    # Steps of a case
    errors.StepNotOpenError: N_(
        "A case at “{current}” cannot go to “{step}”. Nothing was changed. Choose one of the steps that are offered."
    ),
    errors.StepNotForYouError: N_(
        "Your role does not allow the step “{step}”. Nothing was changed. Ask your supervisor."
    ),
    errors.NeedsMissingError: N_(
        "Still missing before “{step}”: {missing}. Everything you entered is kept. Fill it in and try again."
    ),
    errors.FutureDateError: N_(
        "{day} is still to come. The step was not taken. Enter the day on which it happened, today at the latest."
    ),
    errors.BeforeTheLastStepError: N_(
        "{day} lies before the last step, which was on {latest}. The step was not taken. Enter that day or a later one."
    ),
    errors.AskUnansweredError: N_("“{ask}” is not filled in yet. The step was not taken. Fill it in and try again."),
    errors.NothingToTakeBackError: N_(
        "This is the first step of the case and cannot be taken back. Nothing was changed. To drop the case, delete it."
    ),
    # People, households, cases
    errors.NotAllowedError: N_(
        "Your role does not allow this: {act}. Nothing was changed. Ask your supervisor or your admin."
    ),
    errors.NotThereError: N_(
        "This record is no longer there, or it is not open to you. Nothing was changed. Go back to the list."
    ),
    errors.ChangedMeanwhileError: N_(
        "{who} saved this record while you were working on it. Nothing of yours is lost."
        " Look at what differs and choose what to keep."
    ),
    errors.FieldRefusedError: N_("{field}: {reason}. It was not saved; what you typed is still there. Correct it."),
    errors.NameMissingError: N_(
        "The name is missing. The person was not saved; what you typed is still there."
        " Enter a family name or a given name."
    ),
    errors.BornAfterError: N_(
        "The birth date lies after {day}. It was not saved; what you typed is still there. Check both dates."
    ),
    errors.AlreadyMergedError: N_(
        "One of the two was already merged with another person. Nothing was changed. Open the list again and look."
    ),
    errors.PersonInUseError: N_(
        "This person belongs to a household or a case. Nothing was deleted. Take them out of it first."
    ),
    errors.CannotMergeWithItselfError: N_(
        "Both are the same person. Nothing was changed. Choose two different people to merge."
    ),
    errors.CannotUnmergeError: N_(
        "This merge can no longer be taken back, because one of the two was changed or merged again since."
        " Nothing was changed. Both histories can still be read."
    ),
    errors.FileTooLargeError: N_(
        "“{name}” is larger than {limit} MB and was not attached. The file itself is untouched."
        " Make it smaller, or split it."
    ),
    errors.FileKindRefusedError: N_(
        "“{name}” is not a kind of file that may be attached. The file itself is untouched."
        " Attach a PDF, a picture or an office document."
    ),
    # The office
    errors.UserNameTakenError: N_(
        "There is already a user named “{name}”. Nothing was changed. Choose another name to sign in with."
    ),
    errors.UserNotThereError: N_("There is no user named “{name}”. Nothing was changed. Check the spelling."),
    errors.LastAdminError: N_(
        "This is the only admin of the office. Nothing was changed. Make somebody else an admin first."
    ),
    errors.NoAdminError: N_(
        "The first user of an office is its admin. Nothing was changed. Give this user the role of admin as well."
    ),
    errors.NoRoleError: N_("No role is chosen. Nothing was changed. Choose at least one role for this user."),
    errors.MonthToComeError: N_(
        "{month:month} has not begun, so there is nothing to report yet. Choose this month or an earlier one."
    ),
    errors.MonthNotOverError: N_("{month:month} is not over yet. Nothing was closed. Wait for its last day to pass."),
    errors.MonthsNotClosedError: N_(
        "Not every month from {first:month} to {last:month} is closed, and only closed months may be handed out."
        " Nothing was written. Ask a supervisor to close them."
    ),
    errors.FolderNotEmptyError: N_(
        "The folder {place} is not empty. Nothing was written there. Choose an empty folder or a new name."
    ),
    errors.DemoOnlyError: N_(
        "This is possible in the demo office only. Nothing was changed. Open the demo office to try it."
    ),
    # Settings
    errors.SettingRefusedError: N_(
        "This cannot be used for “{setting}”. It was not saved and the old value still holds."
        " Look at the explanation beside it."
    ),
    errors.SettingOutOfRangeError: N_(
        "“{setting}” must lie between {least} and {most}. It was not saved and the old value still holds."
        " Enter a number in between."
    ),
    errors.SettingsNotWrittenError: N_(
        "The settings of this computer could not be saved in {place}. Your cases are not touched by this."
        " Check that the folder can be written to and that the disk is not full."
    ),
    # The start
    errors.QtNotSoundError: N_(
        "The window needs PySide6 {needed} on Python {python}, all its parts of one version. Here are {found}."
        ' Nothing was opened. Install the right one with: pip install --upgrade "PySide6{needed}"'
    ),
    errors.QtLibrariesMissingError: N_(
        "This computer lacks what a window needs. Nothing was opened."
        " Run this once and start again: sudo apt-get install {packages}"
    ),
    errors.NoScreenError: N_(
        "There is no screen here to show the window on. Nothing was opened."
        " “returnhelp --help” tells what works without a window."
    ),
    # Keys and signing in
    errors.WrongPasswordError: N_(
        "This name and this password do not go together. Nothing was changed. Type both again; capital letters count."
    ),
    errors.LockedOutError: N_(
        "Too many wrong passwords were typed. Nothing is lost."
        " Try again in {wait}, or ask your admin for a new password."
    ),
    errors.UserNameMissingError: N_(
        "The name to sign in with is missing. Nothing was changed. Enter a name with at least one letter or digit."
    ),
    errors.KeysMissingError: N_(
        "The keys of the office are not in {place}. Nothing was changed."
        " Check whether this is the folder of your office, or restore a back-up."
    ),
    errors.KeysDamagedError: N_(
        "Both copies of the keys in {place} are damaged. Nothing was changed, and the store itself is untouched."
        " Restore the keys from a back-up."
    ),
    errors.KeysNotReadableError: N_(
        "The keys in {place} may not be read from this computer account. Nothing was changed."
        " Ask whoever looks after the computer for the right to read this folder."
    ),
    errors.NewerKeysError: N_(
        "The keys in {place} were written by a newer version of this program. Nothing was changed."
        " Install the newer version to open them."
    ),
    errors.KeysForgedError: N_(
        "The keys in {place} were changed outside this program. Nothing was opened and nothing was changed."
        " Tell your admin, who can restore the keys from a back-up."
    ),
    errors.KeysChangedError: N_(
        "The keys of the office were renewed since you signed in. Nothing is lost."
        " Sign in again, and repeat the last step."
    ),
    errors.NotSavedError: N_(
        "It was not possible to write to {place}. Nothing was changed. Check the disk and try again."
    ),
    errors.NotKeeperError: N_(
        "Only an admin who looks after the users can do this. Nothing was changed. Ask one,"
        " or open the office with the recovery code."
    ),
    errors.NoClearanceError: N_(
        "You cannot open these records: {clearance}. Nothing was changed. Ask somebody of the office who can."
    ),
    errors.WrongRecoveryCodeError: N_(
        "This recovery code is typed correctly, but it does not belong to this office, or a newer one was made since."
        " Nothing was changed. Look for the latest printed code."
    ),
    errors.MistypedRecoveryCodeError: N_(
        "There is a typing mistake in group {group} of the recovery code. Nothing was changed."
        " Compare this group with the printed code."
    ),
    errors.RecoveryCodeLengthError: N_(
        "The recovery code has {needed} letters and digits, but {typed} were typed. Nothing was changed."
        " Compare it with the printed code."
    ),
    errors.RekeyUnfinishedError: N_(
        "The store is still being moved to its new key. Nothing is lost. Wait until this is finished and try again."
    ),
    errors.NotEnoughMemoryError: N_(
        "Checking the password needs {needed} MB of free memory, and this computer does not have it now."
        " Nothing was changed. Close other programs and try again."
    ),
    errors.SignedOutError: N_("You are signed out. Nothing that was saved is lost. Sign in again to go on."),
    errors.SealedFieldDamagedError: N_(
        "A sealed entry cannot be opened. Nothing was changed. Sign out and in again;"
        " if it stays closed, ask your admin to check the store."
    ),
    errors.SealedFileDamagedError: N_(
        "An attached file is damaged or was exchanged, so it is not shown. Everything else of the case is untouched."
        " Ask your admin to bring it back from a back-up."
    ),
    # The audit chain
    errors.HeadDamagedError: N_(
        "The note of the last entry in the audit log is missing or damaged: {place}. Nothing was changed."
        " Nobody can sign in before the latest back-up is brought back: “Restore a back-up” on this page."
    ),
    errors.LostTailError: N_(
        "The last entries of the audit log are missing, {missing} in number: the work saved last is not in the store."
        " Nothing else was changed. Ask your admin to compare the store with the latest back-up."
    ),
    errors.OldStoreError: N_(
        "This is an older copy of the store: {missing} later entries of the audit log are missing."
        " Nothing was changed. Ask your admin which copy is the right one."
    ),
    errors.HistoryRewrittenError: N_(
        "Entry {entry} of the audit log is not the one that was written then. Nothing was changed."
        " Keep this computer as it is, and tell your admin."
    ),
    # Passwords
    errors.PasswordTooWeakError: N_("This password is too easy to guess. Nothing was changed. Choose another one."),
    errors.PasswordTooShortError: N_(
        "This password is too short. Nothing was changed. Choose one with at least {least} characters;"
        " four words that do not belong together are easy to remember."
    ),
    errors.PasswordTooCommonError: N_(
        "This password is made of words and years that are tried first by anybody who guesses. Nothing was changed."
        " Choose four words that do not belong together."
    ),
    errors.PasswordHasNameError: N_(
        "This password is mostly a name of a person or of the office. Nothing was changed."
        " Choose words that have nothing to do with either."
    ),
    errors.PasswordRepeatsError: N_(
        "This password mostly repeats itself. Nothing was changed. Choose four words that do not belong together."
    ),
    errors.PasswordInARowError: N_(
        "This password follows the keyboard, the alphabet or the numbers. Nothing was changed."
        " Choose four words that do not belong together."
    ),
    # Papers
    errors.FiguresDoNotAddUpError: N_(
        "The report was not made, because its figures contradict each other: “{topic}”, {period},"
        " the parts make {parts} and the total is {total}. Nothing was changed. Tell your admin these numbers."
    ),
    errors.NoFontError: N_(
        "No font on this computer has the letters “{letters}” ({script}), so nothing was printed. Nothing is lost."
        " Install the font “{font}”, or write the name in Latin letters, and print again."
    ),
    errors.PaperTooLongError: N_(
        "The report does not fit on {pages} pages, so it was not made. Nothing is lost."
        " Tell your admin which month it was."
    ),
    errors.PaperPasswordError: N_(
        "The file was not saved: its password must have at least 1 character and at most {longest}."
        " Choose another password and save again."
    ),
    # The store
    errors.UnsoundLibraryError: N_(
        "{library} {found} is not safe to keep data with; {needed} or later is needed. No store was opened."
        " Install the program again."
    ),
    errors.StoreNotThereError: N_(
        "There is no office in {place}. Nothing was changed. Choose the folder whose name ends in .returnhelp."
    ),
    errors.NotAStoreError: N_(
        "{place} is not the data of an office. The file was not touched. Choose another folder, or restore a back-up."
    ),
    errors.WrongStoreKeyError: N_(
        "{place} and its key file do not belong together. Nothing was changed."
        " Put the key file of this office back, or restore a back-up."
    ),
    errors.StoreDamagedError: N_(
        "The data in {place} is damaged. Nothing was changed. Do not copy anything over it; restore the last back-up."
    ),
    errors.NewerStoreError: N_(
        "{place} was written by a newer version of this program. Nothing was changed. Install the newer version."
    ),
    errors.OlderStoreError: N_(
        "{place} was written by an older version of this program and must be brought up to date first."
        " Nothing was changed."
    ),
    errors.StoreReadOnlyError: N_(
        "Nothing can be written in {place}. Nothing was changed. Ask whoever looks after this computer for the right"
        " to write there."
    ),
    errors.NetworkDriveError: N_(
        "{place} is on a network drive ({kind}), where data can be lost when two people work. Nothing was changed."
        " Choose a folder on this computer’s own disk."
    ),
    errors.SyncedFolderError: N_(
        "{place} is in a folder that is copied to other computers ({folder}), which damages data that is in use."
        " Nothing was changed. Choose a folder outside it."
    ),
    errors.DiskFullError: N_(
        "The disk is full: {free} MB are free, {floor} MB are needed. Nothing that was saved is lost."
        " Free some space on the disk that holds {place}, then try again."
    ),
    errors.StoreBusyError: N_(
        "Another program is saving just now. Nothing was changed; what you typed is still there. Try again."
    ),
    errors.StoreInUseError: N_(
        "The data in {place} is in use by {holder}. Nothing was changed."
        " Wait until they are done, or ask them to close it."
    ),
    errors.StoreClosedError: N_("The office is locked. Nothing that was saved is lost. Sign in again to go on."),
    errors.BackupUnusableError: N_(
        "The back-up {place} cannot be used: it is damaged or not complete. Nothing was changed. Choose another one."
    ),
    # Anonymised statistics
    errors.SameVariableTwiceError: N_(
        "Rows and columns group the same thing: {rows} and {columns}. Nothing was written. Choose something"
        " else for one of the two."
    ),
    errors.OverlappingPeriodsError: N_(
        "Between {first:month} and {last:month} a table is missing of which other months were handed out, or would"
        " be: beside the whole, those months would tell it by subtraction. Nothing was written. Hand out all parts"
        " (months, quarters) before what they are parts of, or take a table of the whole year by months."
    ),
    errors.LoopedTablesError: N_(
        "With the tables already handed out, this one would close a ring that cannot be proven safe: {variables}."
        " Nothing of it was written. Choose other rows or columns."
    ),
    errors.PublishedDiffersError: N_(
        "What was counted from {first:month} to {last:month} is not what was handed out before for the same"
        " months. Nothing was written. Tell your admin, and check the store."
    ),
    errors.ClassificationChangedError: N_(
        "The categories of “{variable}” are not those of the tables that were handed out before for these"
        " months. Nothing was written. Choose other months, or use the version of the program that made those"
        " tables."
    ),
    errors.NoSafeTableError: N_(
        "A table of {variables} cannot be handed out: whatever is hidden, somebody could be found. Nothing of it"
        " was written. Choose coarser rows or columns, or a longer time."
    ),
    errors.ProofTimeLimitError: N_(
        "The proof that nobody can be recognised was not finished within {seconds} seconds. Nothing of"
        " it was written. Choose coarser rows or columns, or a shorter list of months."
    ),
    errors.LedgerDamagedError: N_(
        "Entry {number} of the record of what was handed out is missing or damaged, so no new table can be proven"
        " safe. Nothing was written. Restore the last back-up, or ask whoever looks after the program."
    ),
    errors.ClosedMonthDamagedError: N_(
        "What was counted for {month:month} is not what it was when the month was closed. Nothing was handed out."
        " Restore the last back-up, and tell whoever looks after the program."
    ),
    errors.ProofRejectedError: N_(
        "The last check found that this table would not be safe. Nothing was written. Choose coarser rows or"
        " columns, and tell whoever looks after the program."
    ),
    # Users
    errors.UserNameRefusedError: N_(
        "“{name}” cannot be a name to sign in with. Nothing was changed."
        " Use 2 to 40 of the letters a to z, digits, dots, hyphens and underscores; the first is a letter or a digit."
    ),
    errors.CannotDisableOneselfError: N_("You cannot disable yourself. Nothing was changed. Ask another admin."),
    errors.PasswordNotGivenError: N_(
        "No password was given. Nothing was done. Type it when asked, or hand it over with --password-fd."
    ),
    errors.PasswordsDifferError: N_("The two passwords are not the same. Nothing was changed. Type the new one twice."),
    errors.FileKindUnknownError: N_(
        "What kind of file “{name}” should be is not clear from its ending. Nothing was written. Use one of"
        " these endings: {known}."
    ),
    # Lists taken over
    errors.SpreadsheetError: N_(
        "“{name}” was not opened. Nothing was taken over, and the file is untouched. Save it again as xlsx"
        " and try once more."
    ),
    errors.NotASpreadsheetError: N_(
        "“{name}” is not a spreadsheet, whatever its name says. Nothing was taken over. Choose an xlsx, xls,"
        " ods or csv file."
    ),
    errors.SpreadsheetKindError: N_(
        "“{name}” is a kind of spreadsheet that is not read here. Nothing was taken over. Open it in its own"
        " program and save it as xlsx."
    ),
    errors.SpreadsheetDamagedError: N_(
        "“{name}” is damaged and cannot be read. Nothing was taken over. Open it in its own program, save it"
        " again and try once more."
    ),
    errors.SpreadsheetEncryptedError: N_(
        "“{name}” is protected with a password. Nothing was taken over. Save a copy without the password and"
        " take that one."
    ),
    errors.SpreadsheetMacrosError: N_(
        "“{name}” holds macros, which could do harm. Nothing was opened or taken over. Save a copy as xlsx,"
        " which has none."
    ),
    errors.SpreadsheetLinksError: N_(
        "“{name}” fetches data from other files or servers. Nothing was opened or taken over. Save a copy"
        " with values only."
    ),
    errors.SpreadsheetEmptyError: N_(
        "There is nothing in “{name}”. Nothing was taken over. Check whether it is the right file."
    ),
    errors.SpreadsheetTooBigError: N_(
        "“{name}” is larger than {limit} MB. Nothing was taken over. Split the list and take over one part"
        " after the other."
    ),
    errors.SpreadsheetUnpacksTooBigError: N_(
        "“{name}” would unpack to more than {limit} MB, as no list of people does. Nothing was taken over."
        " Copy the list alone into a new spreadsheet."
    ),
    errors.SpreadsheetTooManyRowsError: N_(
        "“{name}” has more than {limit} rows. Nothing was taken over. Split the list and take over one part"
        " after the other."
    ),
    errors.SpreadsheetTooManyColumnsError: N_(
        "“{name}” has more than {limit} columns. Nothing was taken over. Copy the columns of the list alone"
        " into a new spreadsheet."
    ),
    errors.SpreadsheetTooManyCellsError: N_(
        "“{name}” has more than {limit} cells. Nothing was taken over. Split the list and take over one part"
        " after the other."
    ),
    errors.HeadingRowNotFoundError: N_(
        "No row of “{name}” looks like the headings of a list of people. Nothing was taken over. Say which"
        " row has the headings."
    ),
    errors.SheetNotThereError: N_(
        "“{name}” has no sheet “{sheet}” with the headings this mapping was made for. Nothing was taken over."
        " Choose another sheet, or map the columns anew."
    ),
    errors.NameColumnMissingError: N_(
        "No column is taken for the name. Nothing was taken over. Say which column holds the names."
    ),
    errors.MappingUnreadableError: N_(
        "“{name}” is no mapping that this version can read. Nothing was changed. Choose another one, or map"
        " the columns anew."
    ),
    errors.DoubtsOpenError: N_(
        "Doubts that still need an answer: {count}. Nothing was taken over; your answers are kept. Answer"
        " them, or accept what is proposed."
    ),
    errors.NothingToTakeOverError: N_(
        "No row of this list can be taken over. Nothing was changed. Look at the reason beside each row."
    ),
    errors.FileNotWrittenError: N_(
        "The file {name} could not be written there. Nothing is lost; choose another place and save it again."
    ),
    errors.FileNotReadError: N_(
        "The file {name} cannot be read: it is not there, or not open to you. Nothing was changed."
        " Check its name and where it lies."
    ),
    # Back-ups
    errors.BackupIncompleteError: N_(
        "The back-up {place} is sound, but attached files are missing from it or damaged, {count} in number."
        " Nothing was changed. Choose another back-up, or restore this one without them."
    ),
    errors.BackupOfAnotherOfficeError: N_(
        "The office in {place} is another one than that of the back-up. Nothing was changed."
        " Choose an empty folder to restore it in."
    ),
    errors.DemoMixedError: N_(
        "A demo office and a real one are never mixed, and {place} holds the other kind. Nothing was changed."
        " Choose an empty folder."
    ),
    errors.SecondPersonNeededError: N_(
        "This needs a second person: an admin or supervisor of the office as it is now, with their password of today."
        " Nothing was changed. Ask one of them to confirm."
    ),
}
for _area in (
    *(sentences_rules, sentences_money, sentences_travel, sentences_start, sentences_areas),
    sentences_statistics,
):
    SENTENCES |= _area.SENTENCES

_EVERYBODY = N_("All persons")


def sentence(error: ReturnHelpError, language: str | None = None) -> str:
    """What to tell the person, in the language given or in use."""
    return filled(next(SENTENCES[kind] for kind in type(error).__mro__ if kind in SENTENCES), error, language)


def filled(text: str, error: ReturnHelpError, language: str | None = None) -> str:
    """A text about an error (an English source text) with the facts of the error in it."""
    facts = {name: _Fact(name, value, language) for name, value in error.given.items()}
    return catalogs.words(language).gettext(text).format_map(facts)


class _Fact:
    """A fact of an error, which shows itself as a person writes it."""

    def __init__(self, name: str, value: object, language: str | None) -> None:
        self._name = name
        self._value = value
        self._language = language

    def __format__(self, shape: str) -> str:
        if shape == "month" and isinstance(self._value, date):
            return formats.month(self._value.year, self._value.month, self._language)
        if self._name in ("field", "reason", "setting") and type(self._value) is str:
            return labels.field(self._value, language=self._language)  # a name of ours, or an English source text
        if self._name == "category" and isinstance(self._value, tuple):
            named = [categories.category(of, key, self._language) for of, key in self._value]
            everybody = catalogs.words(self._language).gettext(_EVERYBODY)
            return formats.listed(named, self._language) if named else everybody
        return _shown(self._value, self._language)


def _shown(value: object, language: str | None) -> str:
    match value:
        case StrEnum():
            return labels.label(value, language)
        case str() | PurePath():
            return str(value)
        case datetime():
            return formats.moment(value, language)
        case date():
            return formats.date(value, language)
        case timedelta():
            return formats.duration(value, language)
        case Amount():
            return formats.money(value.centimes, value.currency, language)
        case int() if abs(value) < 10_000:  # it may be a year or a row
            return str(value)
        case int() | float() | Decimal():
            return formats.number(value, language)
        case Iterable():
            return formats.listed((_shown(item, language) for item in value), language)
    return str(value)
