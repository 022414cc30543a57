"""What can go wrong with people, households, cases and their steps."""

from returnhelp.domain.errors.base import ReturnHelpError


class StepNotOpenError(ReturnHelpError):
    facts = ("step", "current")


class StepNotForYouError(ReturnHelpError):
    facts = ("step",)


class NeedsMissingError(ReturnHelpError):
    facts = ("step", "missing")


class FutureDateError(ReturnHelpError):
    facts = ("day",)


class BeforeTheLastStepError(ReturnHelpError):
    facts = ("day", "latest")


class AskUnansweredError(ReturnHelpError):
    facts = ("ask",)


class NothingToTakeBackError(ReturnHelpError):
    pass


class NotAllowedError(ReturnHelpError):
    facts = ("act",)


class NotThereError(ReturnHelpError):
    """The record is not in the store, or the reader may not know that it is."""


class ChangedMeanwhileError(ReturnHelpError):
    """Somebody else saved the record first; ``conflicts`` holds each field that differs (domain.edits.Conflict)."""

    facts = ("who",)
    conflicts: tuple[object, ...] = ()


class FieldRefusedError(ReturnHelpError):
    """A value that cannot be kept: the field and the reason are words of the field's own."""

    facts = ("field", "reason")


class NameMissingError(ReturnHelpError):
    pass


class BornAfterError(ReturnHelpError):
    facts = ("day",)


class AlreadyMergedError(ReturnHelpError):
    pass


class CannotMergeWithItselfError(ReturnHelpError):
    pass


class CannotUnmergeError(ReturnHelpError):
    pass


class FileTooLargeError(ReturnHelpError):
    facts = ("name", "limit")


class FileKindRefusedError(ReturnHelpError):
    facts = ("name",)


class PersonInUseError(ReturnHelpError):
    pass
