"""What can go wrong with the store and its back-ups."""

from returnhelp.domain.errors.base import ReturnHelpError


class UnsoundLibraryError(ReturnHelpError):
    facts = ("library", "found", "needed")


class StoreNotThereError(ReturnHelpError):
    facts = ("place",)


class NotAStoreError(ReturnHelpError):
    facts = ("place",)


class WrongStoreKeyError(ReturnHelpError):
    facts = ("place",)


class StoreDamagedError(ReturnHelpError):
    facts = ("place",)


class NewerStoreError(ReturnHelpError):
    facts = ("place",)


class OlderStoreError(ReturnHelpError):
    """The store was written by an older program and is brought up to date before it is opened."""

    facts = ("place",)


class StoreReadOnlyError(ReturnHelpError):
    facts = ("place",)


class NetworkDriveError(ReturnHelpError):
    facts = ("place", "kind")


class SyncedFolderError(ReturnHelpError):
    facts = ("place", "folder")


class DiskFullError(ReturnHelpError):
    """Free space in MiB, and how much is needed before an edit is begun."""

    facts = ("place", "free", "floor")


class StoreBusyError(ReturnHelpError):
    pass


class StoreInUseError(ReturnHelpError):
    """Somebody else has the store open, or alone for a restore, a key change or a migration."""

    facts = ("place", "holder")


class StoreClosedError(ReturnHelpError):
    pass


class BackupUnusableError(ReturnHelpError):
    facts = ("place",)


class BackupIncompleteError(ReturnHelpError):
    """``count`` of the attached files that a back-up needs are gone or damaged; the rest of it is sound."""

    facts = ("place", "count")


class BackupOfAnotherOfficeError(ReturnHelpError):
    facts = ("place",)


class DemoMixedError(ReturnHelpError):
    """A demo office would come over a real one, or a real one over a demo."""

    facts = ("place",)


class SecondPersonNeededError(ReturnHelpError):
    """What one person alone must not do: a second one who may has to confirm it."""
