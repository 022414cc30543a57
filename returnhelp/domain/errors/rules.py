"""What can go wrong with the tables of the law and of the office."""

from typing import ClassVar

from returnhelp.domain.errors.base import ReturnHelpError
from returnhelp.domain.errors.store import SecondPersonNeededError


class LawTableError(ReturnHelpError):
    """A table of the law that cannot be used; rows are counted from 1, row 0 is the file as a whole."""

    facts = ("file", "row", "column", "fault")


class EntryError(ReturnHelpError):
    """An entry of an office table that is refused; nothing is kept of it."""

    facts: ClassVar[tuple[str, ...]] = ("table",)


class EntryValueError(EntryError):
    """One value of it; ``fault`` says what is wrong."""

    facts = ("table", "column", "fault")


class EntrySourceMissingError(EntryError):
    """A figure without the place where it was read."""


class EntryEndError(EntryError):
    """The last day lies before the first."""

    facts = ("table", "first", "last")


class EntryOverlapError(EntryError):
    """Another entry of the same series holds on the same days (from ``first`` on)."""

    facts = ("table", "first")


class EntryGapError(EntryError):
    """Between it and its neighbour there are days without an entry."""

    facts = ("table", "first", "last")


class EntryStepsError(EntryError):
    """The steps of one phase must follow each other: day ``expected`` was to be the next or the last before."""

    facts = ("table", "expected", "found")


class EntryDecidedError(EntryError):
    """It was confirmed or withdrawn already."""


class EntrySamePersonError(EntryError, SecondPersonNeededError):
    """Who entered it cannot confirm it."""

    facts = ("table",)


class EntryReasonMissingError(EntryError):
    """Withdrawn without a word why."""
