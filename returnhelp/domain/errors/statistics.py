"""What can go wrong with the plan of statistics, with what it lets out, and with what registers say."""

from returnhelp.domain.errors.base import ReturnHelpError
from returnhelp.domain.errors.tables import ProofRejectedError


class ViewNotInPlanError(ReturnHelpError):
    """No cube of the plan tells these variables apart together; ``nearest`` are those of the closest one."""

    facts = ("variables", "nearest")


class PeriodNotPlannedError(ReturnHelpError):
    """A cube of these variables is made for whole calendar years, or for what ``shortest`` says and longer."""

    facts = ("variables", "shortest")


class LoopedPlanError(ReturnHelpError):
    """The cubes of a plan close a ring; ``variables`` are those on it."""

    facts = ("variables",)


class PlanEmptyError(ReturnHelpError):
    """A plan without a cube lets nothing out."""


class PlanChangedThisYearError(ReturnHelpError):
    """The plan changes at most once in a calendar year; the next time from ``next_change`` on."""

    facts = ("next_change",)


class HandedOutMeanwhileError(ProofRejectedError):
    """Since a cube was proven, another of the same people was handed out, or a register loaded."""


class BoundsHeadingError(ReturnHelpError):
    """A list of a register lacks a column that it needs, or has one (``heading``) that is none of ours."""

    facts = ("name", "heading")


class BoundsEmptyError(ReturnHelpError):
    facts = ("name",)


class BoundsSourceError(ReturnHelpError):
    """It was not said who published the figures of a list; ``name`` of the file."""

    facts = ("name",)


class BoundMonthsError(ReturnHelpError):
    """The first and last day of a line are not those of whole months; none of the list was loaded."""

    facts = ("name", "line")


class BoundNumberError(ReturnHelpError):
    """The number of a line is none, or below zero; none of the list was loaded."""

    facts = ("name", "line")


class BoundCategoryError(ReturnHelpError):
    """What a line has ``told`` is no category of the variable; none of the list was loaded."""

    facts = ("name", "line", "variable", "told")


class BoundTwiceError(ReturnHelpError):
    """The category and months of a line stand in an earlier one; none of the list was loaded."""

    facts = ("name", "line")


class ProfileOutsidePlanError(ReturnHelpError):
    """A profile needs a table of these variables, which no cube of the plan tells apart together."""

    facts = ("profile", "variables")


class CategoryUnknownError(ReturnHelpError):
    """What was ``told`` is the code of no category of the variable."""

    facts = ("told", "variable")


class PlanUnreadableError(ReturnHelpError):
    """The file with this name holds no plan of statistics."""

    facts = ("name",)
