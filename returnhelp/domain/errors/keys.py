"""What can go wrong with keys, passwords and the audit chain."""

from returnhelp.domain.errors.base import ReturnHelpError


class WrongPasswordError(ReturnHelpError):
    """Name and password do not go together; no facts, so that nothing tells whether the name exists."""


class LockedOutError(ReturnHelpError):
    """Too many wrong passwords for this name, known or not; ``wait`` is the time still to wait."""

    facts = ("wait",)


class UserNameMissingError(ReturnHelpError):
    pass


class KeysMissingError(ReturnHelpError):
    facts = ("place",)


class KeysDamagedError(ReturnHelpError):
    """Both copies of the keys are unreadable."""

    facts = ("place",)


class KeysNotReadableError(ReturnHelpError):
    """The system does not let this person read the keys."""

    facts = ("place",)


class NewerKeysError(ReturnHelpError):
    facts = ("place",)


class KeysForgedError(ReturnHelpError):
    """The keys are whole, but were not written by somebody who held the keys of the office."""

    facts = ("place",)


class KeysChangedError(ReturnHelpError):
    """The keys of the office were renewed after this person signed in."""


class NotSavedError(ReturnHelpError):
    """The system refused to write for another reason than a full disk or missing rights."""

    facts = ("place",)


class NotKeeperError(ReturnHelpError):
    """Only who holds the key to the list of users may change it."""


class NoClearanceError(ReturnHelpError):
    facts = ("clearance",)


class WrongRecoveryCodeError(ReturnHelpError):
    """The code is typed without a slip, but it is not the one of this office."""


class MistypedRecoveryCodeError(ReturnHelpError):
    """The check character of a group does not fit; ``group`` counts from 1."""

    facts = ("group",)


class RecoveryCodeLengthError(ReturnHelpError):
    facts = ("typed", "needed")


class RekeyUnfinishedError(ReturnHelpError):
    """The store is still being moved to its new key, so the old one cannot be forgotten."""


class NotEnoughMemoryError(ReturnHelpError):
    """Memory in MiB that checking a password needs."""

    facts = ("needed",)


class SignedOutError(ReturnHelpError):
    """The keys were cleared from memory while something still wanted them."""


class SealedFieldDamagedError(ReturnHelpError):
    pass


class SealedFileDamagedError(ReturnHelpError):
    pass


class HeadDamagedError(ReturnHelpError):
    """The file that remembers the last audit entry is missing, unreadable or forged."""

    facts = ("place",)


class LostTailError(ReturnHelpError):
    """The store ends before the last entry that was written to it; its newest entries are lost."""

    facts = ("missing",)


class OldStoreError(ReturnHelpError):
    """The store ends even before the last orderly close: an old copy of it was put back."""

    facts = ("missing",)


class HistoryRewrittenError(ReturnHelpError):
    """An entry of the audit log is not the one that was written then."""

    facts = ("entry",)


class PasswordTooWeakError(ReturnHelpError):
    """A password that is refused; each reason is a class of its own."""


class PasswordTooShortError(PasswordTooWeakError):
    facts = ("least",)


class PasswordTooCommonError(PasswordTooWeakError):
    pass


class PasswordHasNameError(PasswordTooWeakError):
    pass


class PasswordRepeatsError(PasswordTooWeakError):
    pass


class PasswordInARowError(PasswordTooWeakError):
    pass
