"""What can go wrong with spreadsheets, figures and statistics."""

from typing import ClassVar

from returnhelp.domain.errors.base import ReturnHelpError


class FiguresDoNotAddUpError(ReturnHelpError):
    """Parts and total of a report contradict each other; a report is rather not made than wrong."""

    facts = ("topic", "period", "parts", "total")


class SameVariableTwiceError(ReturnHelpError):
    """Rows and columns group the same thing, as countries and their regions do."""

    facts = ("rows", "columns")


class ViewOutsideCubeError(ReturnHelpError):
    """A view asks for a variable, or for two of one axis, that its cube does not tell apart."""

    facts = ("variable",)


class OverlappingPeriodsError(ReturnHelpError):
    """A period and only some of its parts would be handed out; what is missing lies in ``first`` to ``last``."""

    facts = ("first", "last")


class LoopedTablesError(ReturnHelpError):
    """With the tables already handed out this one would close a ring, in which no table can be proven by itself."""

    facts = ("variables",)


class PublishedDiffersError(ReturnHelpError):
    """What was counted is not what was handed out for the same closed months."""

    facts = ("first", "last")


class ClassificationChangedError(ReturnHelpError):
    """The categories of a variable are not those of the tables handed out for the same months."""

    facts = ("variable",)


class NoSafeTableError(ReturnHelpError):
    """Whatever is hidden, somebody could be found, given what was handed out before; ``variables`` of the table."""

    facts = ("variables",)


class NothingShownError(ReturnHelpError):
    """Every number of a table but the total would be hidden, so that it is of no use; ``variables`` of the table."""

    facts = ("variables",)


class ProofTimeLimitError(ReturnHelpError):
    facts = ("seconds",)


class ProofRejectedError(ReturnHelpError):
    """The checker refused a table or its proof; ``finding`` says what it found, for the log."""

    finding: str = ""


class SpreadsheetError(ReturnHelpError):
    """A spreadsheet that is not opened; ``name`` is the name of the file."""

    facts: ClassVar[tuple[str, ...]] = ("name",)


class NotASpreadsheetError(SpreadsheetError):
    """By its content it is something else."""


class SpreadsheetKindError(SpreadsheetError):
    """A kind of spreadsheet that is not read (xlsb, the XML of 2003)."""


class SpreadsheetDamagedError(SpreadsheetError):
    pass


class SpreadsheetEncryptedError(SpreadsheetError):
    pass


class SpreadsheetMacrosError(SpreadsheetError):
    pass


class SpreadsheetLinksError(SpreadsheetError):
    """It fetches data from other files or servers."""


class SpreadsheetEmptyError(SpreadsheetError):
    pass


class SpreadsheetTooBigError(SpreadsheetError):
    """``limit`` in MiB, of the file."""

    facts = ("name", "limit")


class SpreadsheetUnpacksTooBigError(SpreadsheetError):
    """``limit`` in MiB, of what the archive unpacks to."""

    facts = ("name", "limit")


class SpreadsheetTooManyRowsError(SpreadsheetError):
    facts = ("name", "limit")


class SpreadsheetTooManyColumnsError(SpreadsheetError):
    facts = ("name", "limit")


class SpreadsheetTooManyCellsError(SpreadsheetError):
    facts = ("name", "limit")


class HeadingRowNotFoundError(SpreadsheetError):
    """No row looks like the headings of a list of people."""


class SheetNotThereError(SpreadsheetError):
    """The sheet, or the heading row, that a mapping was made for is not in this file."""

    facts = ("name", "sheet")


class NameColumnMissingError(ReturnHelpError):
    """The mapping gives no column for the name."""


class MappingUnreadableError(SpreadsheetError):
    """A saved mapping that is not one, or of a newer kind."""


class DoubtsOpenError(ReturnHelpError):
    facts = ("count",)


class NothingToTakeOverError(ReturnHelpError):
    pass


class LedgerDamagedError(ReturnHelpError):
    """An entry of the ledger of statistics (its ``number``) is missing or is not what was written."""

    facts = ("number",)


class ClosedMonthDamagedError(ReturnHelpError):
    """What is kept of a closed month (its first day) is not what was sealed when it was closed."""

    facts = ("month",)


class MonthToComeError(ReturnHelpError):
    facts = ("month",)


class RegisterBoundTooLowError(ReturnHelpError):
    """A public register allows fewer persons (``most``) of a ``category`` than were counted in closed months."""

    facts = ("category", "most")


class NoProofGivenError(ReturnHelpError):
    """Among files to be verified there is no proof."""


class NotAProofError(ReturnHelpError):
    """A file (``name``) that should hold a proof of statistics holds none, or a damaged one."""

    facts = ("name",)


class ProofDoesNotHoldError(ReturnHelpError):
    """A proof in a file (``name``) was read and refused; ``finding`` says why."""

    facts = ("name", "finding")


class TableNotProvenError(ReturnHelpError):
    """No proof speaks of a file (``name``), or not of all tables in it."""

    facts = ("name",)


class TableNumbersDifferError(ReturnHelpError):
    """A ``table`` in a file (``name``) does not have the proven numbers in their places."""

    facts = ("name", "table")


class TableFileChangedError(ReturnHelpError):
    """A file (``name``) is not, byte for byte, the one that was handed out with the proof."""

    facts = ("name",)
