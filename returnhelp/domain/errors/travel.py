"""What can go wrong with travel documents and the journey."""

from returnhelp.domain.errors.base import ReturnHelpError


class ZoneMissingError(ReturnHelpError):
    """There is nothing to read a machine readable zone from."""


class ZoneSignError(ReturnHelpError):
    """A sign that no machine readable zone holds; line and column are counted from 1."""

    facts = ("sign", "line", "column")


class ZoneLengthError(ReturnHelpError):
    """One line that has not as many signs (``found``) as any zone that begins like this (``expected``, several)."""

    facts = ("found", "expected")


class ZoneLinesError(ReturnHelpError):
    """A machine readable zone has two or three lines."""

    facts = ("found",)


class ZoneLineLengthError(ReturnHelpError):
    """One line (counted from 1) is longer or shorter than those of its kind of document."""

    facts = ("line", "found", "expected")


class LegArrivesBeforeItDepartsError(ReturnHelpError):
    """A leg would end before it begins, whatever the clocks of its places (``start`` and ``end``) are."""

    facts = ("start", "end")


class LegsOverlapError(ReturnHelpError):
    """A leg would begin at a place before the leg before it has come there."""

    facts = ("place",)


class EscortConfirmedBeforeOrderedError(ReturnHelpError):
    facts = ("day", "ordered")


class DepartedBeforeDecisionError(ReturnHelpError):
    """Somebody left before the aid for the journey was decided."""

    facts = ("day", "decision")


class RifWordsNotConfirmedError(ReturnHelpError):
    """A question with words about asylum or security goes on only when somebody says so."""

    facts = ("words",)


class RifNotAnsweredError(ReturnHelpError):
    """A question without an answer cannot have been researched."""


class RifNotCheckedError(ReturnHelpError):
    """An answer goes back only when somebody has checked that it is complete."""


class RifDatesOutOfOrderError(ReturnHelpError):
    """A question is asked, forwarded, answered and returned in this order."""

    facts = ("day", "earlier")


class CaseWithoutLegsError(ReturnHelpError):
    """A travel sheet without a journey on it."""


class NobodyDepartedError(ReturnHelpError):
    """A departure is confirmed only for those who left."""


class PaperTellsOfAsylumError(ReturnHelpError):
    """A paper that leaves Switzerland would tell of an asylum procedure or a permit (AsylG Art. 97)."""

    facts = ("words",)


class DepartedWithoutStepError(ReturnHelpError):
    """Somebody would be recorded as departed although the case has not taken that step."""

    facts = ("day",)
