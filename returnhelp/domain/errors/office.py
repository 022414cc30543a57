"""What can go wrong with users, settings, files and the start of the program."""

from returnhelp.domain.errors.base import ReturnHelpError


class UserNameTakenError(ReturnHelpError):
    facts = ("name",)


class UserNotThereError(ReturnHelpError):
    facts = ("name",)


class LastAdminError(ReturnHelpError):
    pass


class NoAdminError(ReturnHelpError):
    pass


class NoRoleError(ReturnHelpError):
    pass


class MonthNotOverError(ReturnHelpError):
    facts = ("month",)


class MonthsNotClosedError(ReturnHelpError):
    facts = ("first", "last")


class FolderNotEmptyError(ReturnHelpError):
    facts = ("place",)


class DemoOnlyError(ReturnHelpError):
    pass


class NoFontError(ReturnHelpError):
    """No font at hand has these letters; a paper is rather not printed than printed with empty boxes."""

    facts = ("letters", "script", "font")


class PaperTooLongError(ReturnHelpError):
    facts = ("pages",)


class PaperPasswordError(ReturnHelpError):
    facts = ("longest",)


class SettingRefusedError(ReturnHelpError):
    facts = ("setting",)


class SettingOutOfRangeError(ReturnHelpError):
    facts = ("setting", "least", "most")


class SettingsNotWrittenError(ReturnHelpError):
    facts = ("place",)


class QtNotSoundError(ReturnHelpError):
    """The parts of PySide6 do not fit each other, or lose memory on this Python; ``needed`` is as pip wants it."""

    facts = ("found", "python", "needed")


class QtLibrariesMissingError(ReturnHelpError):
    """Libraries of the system without which Qt ends the program; ``packages`` are Debian's, for a command line."""

    facts = ("packages",)


class NoScreenError(ReturnHelpError):
    pass


class UserNameRefusedError(ReturnHelpError):
    facts = ("name",)


class PasswordNotGivenError(ReturnHelpError):
    pass


class PasswordsDifferError(ReturnHelpError):
    """A new password was typed twice, and not the same."""


class FileKindUnknownError(ReturnHelpError):
    facts = ("name", "known")


class CannotDisableOneselfError(ReturnHelpError):
    pass


class FileNotWrittenError(ReturnHelpError):
    """A file could not be written to the place that a person chose."""

    facts = ("name",)


class FileNotReadError(ReturnHelpError):
    facts = ("name",)
