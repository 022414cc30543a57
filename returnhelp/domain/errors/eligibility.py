"""What can go wrong with the conditions of return aid and the answers to them."""

from returnhelp.domain.errors.base import ReturnHelpError


class ConditionMalformedError(ReturnHelpError):
    """A row of the conditions is not whole; ``field`` names what is missing or wrong in it."""

    facts = ("place", "field")


class ConditionGapError(ReturnHelpError):
    """Between two wordings of a rule there are days without one (after ``last``, before ``first``)."""

    facts = ("rule", "last", "first")


class ConditionOverlapError(ReturnHelpError):
    """On ``day`` two wordings of a rule would hold."""

    facts = ("rule", "day")


class NoConditionsOnError(ReturnHelpError):
    """The day lies before the first wording that the program knows."""

    facts = ("day",)


class ConductNotRecordedError(ReturnHelpError):
    """Crime and abuse are SEM's to judge: no text about them is taken (AIG Art. 109g)."""

    facts = ("rule",)


class DecisionReferenceShapeError(ReturnHelpError):
    """What should be the reference of a decision reads like something else."""

    facts = ("rule",)


class DecisionReferenceMissingError(ReturnHelpError):
    """SEM's exception is recorded with the reference of its decision."""

    facts = ("rule",)


class ExceptionNotForeseenError(ReturnHelpError):
    """The text of the rule knows no exception."""

    facts = ("rule",)
