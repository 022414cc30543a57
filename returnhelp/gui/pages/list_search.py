"""What the search on top of the window finds: people and cases."""

from collections.abc import Sequence
from functools import partial

from returnhelp.domain.lists import CaseRow, PersonRow
from returnhelp.domain.roles import Act
from returnhelp.gui.desk import Desk
from returnhelp.gui.models import fields
from returnhelp.gui.page import Hit
from returnhelp.i18n import labels
from returnhelp.i18n.catalogs import _
from returnhelp.services import lists
from returnhelp.services.office import Office

_SHOWN = 5  # of people and of cases; the lists show the rest


def find(office: Office, typed: str) -> Sequence[Hit]:
    """The likeliest people and cases; asked on the worker's thread."""
    if not office.may(Act.SEE_CASES) or not typed.strip():
        return ()
    cases, people = lists.found(office, typed, _SHOWN + 1)
    hits = [_person(row) for row in people[:_SHOWN]]
    if len(people) > _SHOWN:
        hits.append(_more(_("People"), _("All people who match “{text}”").format(text=typed), "people", typed))
    hits += [_case(row) for row in cases[:_SHOWN]]
    if len(cases) > _SHOWN:
        hits.append(_more(_("Cases"), _("All cases that match “{text}”").format(text=typed), "cases", typed))
    return hits


def _person(row: PersonRow) -> Hit:
    born = fields.birth(row.birth_date, row.birth_precision)
    country = labels.country(row.nationality) if row.nationality is not None else ""
    said = (born, country, row.case_number)
    return Hit(
        _("People"),
        row.name or row.original_name or _("no name yet"),
        " · ".join(part for part in said if part),
        "user",
        partial(_open_person, row.person_id),
    )


def _case(row: CaseRow) -> Hit:
    return Hit(
        _("Cases"),
        row.name or _("no name yet"),
        f"{row.number} · {labels.label(row.step)}",
        "folder",
        partial(_open_case, row.case_id),
    )


def _more(group: str, title: str, page: str, typed: str) -> Hit:
    return Hit(group, title, icon="magnifying-glass", go=lambda desk: desk.open_page(page, {"text": typed}))


def _open_person(person_id: int, desk: Desk) -> None:
    desk.open_person(person_id)


def _open_case(case_id: int, desk: Desk) -> None:
    desk.open_case(case_id)
