"""The settings of the office and of each person in it."""

from typing import TYPE_CHECKING, Any

from returnhelp import settings
from returnhelp.domain.roles import Act
from returnhelp.services.office import Look, Office, Work, command, question
from returnhelp.storage import deadline_rows, repositories

if TYPE_CHECKING:
    from returnhelp.storage.session import Session

_OF_DEADLINES = frozenset({"consent_review_months", "document_beyond_months", "referral_answer_days"})
"""Settings by which deadlines are counted."""


def value(session: "Session", name: str) -> Any:
    """A setting of the office inside a piece of work, or its default."""
    return settings.parse(name, repositories.fact(session, f"setting:{name}"))


def put(session: "Session", name: str, new: Any) -> None:
    """Keep a setting of the office inside a piece of work; raises what ``settings.written`` raises."""
    repositories.set_fact(session, f"setting:{name}", settings.written(name, new))


def of_office(office: Office, name: str) -> Any:
    """A setting of the office, or its default."""
    session = office.reading()
    try:
        return value(session, name)
    finally:
        session.close()


@question(Act.SEE_OWN_ACCOUNT)
def office_settings(look: Look) -> dict[str, Any]:
    """Every setting of the office with its value."""
    return {one.name: value(look.session, one.name) for one in settings.of(settings.Home.OFFICE)}


@command(Act.MANAGE_SETTINGS)
def set_office_setting(work: Work, name: str, new: Any) -> None:
    """Change a setting of the office; raises SettingRefusedError or SettingOutOfRangeError."""
    put(work.session, name, new)
    work.unit.detail["setting"] = name
    if name in _OF_DEADLINES:
        deadline_rows.rebuild(work.session, work.today)


@question(Act.SEE_OWN_ACCOUNT)
def mine(look: Look, name: str) -> Any:
    """A setting of the person signed in, or its default."""
    return settings.parse(name, repositories.user_setting(look.session, look.office.user.id, name))


@command(Act.SEE_OWN_ACCOUNT)
def set_mine(work: Work, name: str, new: Any) -> None:
    """Change a setting of the person signed in."""
    repositories.set_user_setting(work.session, work.office.user.id, name, settings.written(name, new))


@question(Act.SEE_OWN_ACCOUNT)
def view_of_list(look: Look, page: str) -> dict[str, Any]:
    """What a list remembers for the person signed in: columns, order, filters; {} at first."""
    kept = settings.parse("list_views", repositories.user_setting(look.session, look.office.user.id, "list_views"))
    return dict(kept.get(page, {}))


@command(Act.SEE_OWN_ACCOUNT)
def remember_list(work: Work, page: str, content: dict[str, Any]) -> None:
    """Remember columns, order and filters of a list for the person signed in."""
    user_id = work.office.user.id
    kept = dict(settings.parse("list_views", repositories.user_setting(work.session, user_id, "list_views")))
    kept[page] = content
    repositories.set_user_setting(work.session, user_id, "list_views", settings.written("list_views", kept))
