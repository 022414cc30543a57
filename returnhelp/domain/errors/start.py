"""What can go wrong with reintegration and monitoring."""

from typing import ClassVar

from returnhelp.domain.errors.base import ReturnHelpError


class InstrumentRefusedError(ReturnHelpError):
    """An instrument that cannot be used; ``row`` is its row in the spreadsheet, or the code of its question."""

    facts: ClassVar[tuple[str, ...]] = ()
    faults: tuple["InstrumentRefusedError", ...] = ()
    """What is wrong with its questions, this one first; a fault of the whole stands alone."""


class InstrumentEmptyError(InstrumentRefusedError):
    """There is no question in it."""


class InstrumentUnreadableError(InstrumentRefusedError):
    """By its content it is no instrument at all."""


class InstrumentTooLongError(InstrumentRefusedError):
    facts = ("row", "limit")


class InstrumentColumnMissingError(InstrumentRefusedError):
    facts = ("column",)


class InstrumentColumnUnknownError(InstrumentRefusedError):
    facts = ("row", "column")


class InstrumentCellEmptyError(InstrumentRefusedError):
    facts = ("row", "column")


class InstrumentCellError(InstrumentRefusedError):
    """What stands in a cell is not understood: a number, a date, yes or no, a code."""

    facts = ("row", "column", "text")


class InstrumentContradictionError(InstrumentRefusedError):
    """The same question is said differently in two of its rows."""

    facts = ("row", "column", "question")


class InstrumentCodeTwiceError(InstrumentRefusedError):
    facts = ("row", "column", "code")


class InstrumentDimensionError(InstrumentRefusedError):
    facts = ("row", "column", "text")


class InstrumentNoOptionsError(InstrumentRefusedError):
    facts = ("row", "column", "question")


class InstrumentValueError(InstrumentRefusedError):
    """The value of an option is not between 0 and 1."""

    facts = ("row", "column", "text")


class InstrumentWeightMissingError(InstrumentRefusedError):
    facts = ("row", "column", "question")


class InstrumentWeightNegativeError(InstrumentRefusedError):
    facts = ("row", "column", "text")


class InstrumentWeightsZeroError(InstrumentRefusedError):
    """A score none of whose questions weighs anything; ``row`` is the first of them."""

    facts = ("row", "column", "score")


class InstrumentConditionError(InstrumentRefusedError):
    """A question depends on one that does not stand before it, or on an answer that this one does not have."""

    facts = ("row", "column", "text")


class InstrumentLanguageMissingError(InstrumentRefusedError):
    facts = ("row", "column", "language")


class InstrumentVersionThereError(InstrumentRefusedError):
    facts = ("key", "version")


class AnswerRefusedError(ReturnHelpError):
    """An answer that the instrument does not have."""

    facts = ("question", "answer")


class NotToBeAskedError(ReturnHelpError):
    """The instrument is not for this person (children, survivors of trafficking)."""

    facts = ("reason",)


class SurveysDifferError(ReturnHelpError):
    """Two surveys by different instruments, or versions of one, are never compared."""

    facts = ("first", "second")


class ProjectNotJudgedError(ReturnHelpError):
    """Nobody judged whether the plan can work, and it is approved all the same."""

    facts = ("project",)


class ProjectWithoutBudgetError(ReturnHelpError):
    facts = ("project",)


class ProjectNotApprovedError(ReturnHelpError):
    """It runs, and no day of an approval is recorded."""

    facts = ("project",)


class ProjectNotEndedError(ReturnHelpError):
    """It is completed, and no day of its end is recorded."""

    facts = ("project",)


class ProjectReasonMissingError(ReturnHelpError):
    """It was stopped, and nobody said why."""

    facts = ("project",)


class BudgetCurrencyError(ReturnHelpError):
    """One budget has sums in several currencies."""

    facts = ("project", "currencies")


class OwnShareTooLargeError(ReturnHelpError):
    facts = ("item",)


class QuoteChosenTwiceError(ReturnHelpError):
    """Two quotes are chosen for the same item."""

    facts = ("item",)


class ProjectPaidOutError(ReturnHelpError):
    """It is to be removed, and payments were made or planned for it."""

    facts = ("project",)


class ProjectGoneError(ReturnHelpError):
    """A part is to be added to a project that is not there any more."""

    facts = ()


class OneRiatError(ReturnHelpError):
    """A case stands in RIAT once."""

    facts = ()


class RiatConsentMissingError(ReturnHelpError):
    """Data is to go to a partner of the EU programme, and nobody consented to that."""

    facts = ()


class VisitBeforeDepartureError(ReturnHelpError):
    facts = ("day", "departed")


class VisitDueBeforeDepartureError(ReturnHelpError):
    facts = ("day", "departed")


class VisitWithoutDepartureError(ReturnHelpError):
    """A visit after return was made, and nobody has left."""

    facts = ("day",)


class VisitNotMadeError(ReturnHelpError):
    """A visit has an outcome, and no day on which it was made."""

    facts = ()
