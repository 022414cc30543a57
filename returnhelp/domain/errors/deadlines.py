"""What can go wrong with the rules of deadlines and the calendar of departures."""

from returnhelp.domain.errors.base import ReturnHelpError


class DeadlineTableUnreadableError(ReturnHelpError):
    """The text is no table of rules at all."""


class DeadlineRuleRefusedError(ReturnHelpError):
    """A rule lacks something, or one of its fields cannot be what it says; ``rule`` is its key or its place."""

    facts = ("rule", "name")


class DeadlineRulesOverlapError(ReturnHelpError):
    """Two versions of a rule hold on the same ``day``."""

    facts = ("rule", "day")


class DeadlineRulesGapError(ReturnHelpError):
    """No version of a rule holds on ``day``, though one holds before and one after."""

    facts = ("rule", "day")


class CalendarEmptyError(ReturnHelpError):
    """There is no departure to write; a calendar file without an entry is none (RFC 5545 3.6)."""
