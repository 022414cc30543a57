"""What every paper of the office carries: its head, its fonts, the end of the audit chain."""

from typing import TYPE_CHECKING

from returnhelp import settings
from returnhelp.services import audit, preferences
from returnhelp.services.office import Look, Office, local_now

if TYPE_CHECKING:
    from returnhelp.reports.fonts import Fonts
    from returnhelp.reports.paper import PaperHead


def fonts() -> "Fonts":
    """The fonts of the papers, cut once on this machine."""
    from returnhelp.reports.fonts import Fonts

    return Fonts(settings.folder("cache") / "fonts")


def prepare_fonts() -> None:
    """Cut the fonts before anybody prints; for an idle moment of the worker."""
    fonts().prepare()


def head(look: Look) -> "PaperHead":
    """The office's head, who makes the paper and when, and the end of the audit chain."""
    from returnhelp.reports.paper import PaperHead

    office = look.office
    return PaperHead(
        str(preferences.value(look.session, "office_name")) or office.name,
        str(preferences.value(look.session, "office_address")),
        office.user.display_name,
        office.now(),
        audit.chain_head(look),
    )


def head_before_sign_in(office_name: str, made_by: str = "") -> "PaperHead":
    """The head of a paper that is printed while the office is being made."""
    from returnhelp.reports.paper import PaperHead

    return PaperHead(office_name, "", made_by, local_now(), "")


def office_language(office: Office) -> str:
    return str(preferences.of_office(office, "office_language"))
