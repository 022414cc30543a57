"""The words in which the window tells an error."""

from returnhelp.domain.errors import ReturnHelpError
from returnhelp.gui import faults
from returnhelp.i18n import messages
from returnhelp.i18n.catalogs import _


def told(error: Exception) -> str:
    """The sentence for an error; one that nobody foresaw is recorded, and told without its values."""
    if isinstance(error, ReturnHelpError):
        return messages.sentence(error)
    faults.record(error)
    return _("Something went wrong in the program. What was saved is safe. Try again; if it happens again, start anew.")
