"""Every page there is, in the order of the rail."""

from collections.abc import Callable

from returnhelp.domain.roles import Act
from returnhelp.gui.page import Pages, PageSpec, TabSpec
from returnhelp.gui.pages import (
    calendar,
    cash_list,
    importing,
    list_search,
    monitoring_calendar,
    office,
    registers,
    reports,
    statistics,
)
from returnhelp.gui.pages.case import CasePage
from returnhelp.gui.pages.case_list import CaseListPage
from returnhelp.gui.pages.handing_over import HandingOverPage
from returnhelp.gui.pages.my_day import MyDayPage
from returnhelp.gui.pages.new_case import NewCasePage
from returnhelp.gui.pages.people_list import PeopleListPage
from returnhelp.gui.pages.person import PersonPage
from returnhelp.gui.pages.trash import TrashPage
from returnhelp.i18n.catalogs import N_
from returnhelp.services.office import Office


def _with(act: Act) -> Callable[[Office], bool]:
    return lambda signed_in: signed_in.may(act)


PAGES = Pages(
    rail=(
        PageSpec("my_day", N_("My day"), "sun", _with(Act.SEE_CASES), MyDayPage),
        PageSpec("cases", N_("Cases"), "folder", _with(Act.SEE_CASES), CaseListPage),
        PageSpec("people", N_("People"), "users", _with(Act.SEE_CASES), PeopleListPage),
        calendar.SPEC,
        monitoring_calendar.SPEC,
        cash_list.SPEC,
        PageSpec(
            "new_case", N_("New case"), "folder-plus", _with(Act.EDIT_CASES), NewCasePage, in_rail=False, keys="Ctrl+N"
        ),
        importing.SPEC,
        reports.SPEC,
        statistics.SPEC,
        PageSpec("handing_over", N_("Handing over"), "hand-palm", _with(Act.HAND_OVER), HandingOverPage),
        PageSpec("trash", N_("Trash"), "trash", _with(Act.EDIT_CASES), TrashPage, in_rail=False),
        registers.SPEC,
        *office.SPECS,
    ),
    tabs={"case": TabSpec("folder", CasePage), "person": TabSpec("user", PersonPage)},
    find=list_search.find,
)
