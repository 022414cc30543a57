"""The plan of a project on paper: printed for the person to sign, or saved as a file."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from returnhelp.gui import writing
from returnhelp.gui.dialogs import files as file_boxes
from returnhelp.gui.models.working_copy import Key
from returnhelp.gui.widgets.message_bar import Kind
from returnhelp.gui.widgets.pdf_view import print_bytes
from returnhelp.i18n import catalogs
from returnhelp.i18n.catalogs import _
from returnhelp.services import case_papers
from returnhelp.services.case_papers import Wish

if TYPE_CHECKING:
    from returnhelp.gui.pages.case_section import CaseSection

PLAN = "project_plan"


class PlanPaper:
    """Makes the paper in the language of the window, and in the client's own beside it where we write that."""

    def __init__(self, section: "CaseSection") -> None:
        self._section = section
        self._folder = section.folder

    def may(self) -> bool:
        """Whether the person signed in may make it now."""
        return case_papers.paper(PLAN).may(self._folder.page.office) and self._folder.past is None

    def print_it(self, key: Key | None) -> None:
        """Ask for a printer and print the plan of a project that is saved."""
        self._make(key, self._print, saved=False)

    def save_it(self, key: Key | None) -> None:
        """Ask for a place and write the plan there."""
        name = _("Reintegration plan {number}").format(number=self._folder.view.case.values["number"]) + ".pdf"
        chosen = file_boxes.save_file(self._section, _("Save the plan"), name, [("PDF", "*.pdf")])
        if chosen is not None:
            place = writing.with_suffix(chosen, ".pdf")
            self._make(key, lambda paper: self._write(place, paper), saved=True)

    def _make(self, key: Key | None, then: Callable[[bytes], None], *, saved: bool) -> None:
        if key is None or self._folder.copy.is_new(key):
            return
        office, case_id, kind = self._folder.page.office, self._folder.case_id, case_papers.paper(PLAN)
        first = catalogs.language()
        second = case_papers.second_language(kind, first, self._client_language(key))
        wish = Wish(first, second, key[1], saved)
        self._folder.page.ask(lambda: kind.make(office, case_id, wish), then)

    def _client_language(self, key: Key) -> str:
        """The language of the person whose project it is, else of the principal."""
        copy = self._folder.copy
        numbers = [copy.value(key, "person_id"), *self._folder.person_ids()]
        person = next((("person", one) for one in numbers if one is not None), None)
        return str(copy.value(person, "mother_tongue") or "") if person is not None and person in copy else ""

    def _print(self, paper: bytes) -> None:
        page = self._folder.page
        printer = file_boxes.printer(self._section, _("Reintegration plan"))
        if printer is None:
            return
        if print_bytes(paper, printer):
            page.desk.toast(_("The plan was sent to the printer."))
        else:
            page.show_message(_("The printer did not take the plan. Look whether it is on, and try again."), Kind.ERROR)

    def _write(self, place: Path, paper: bytes) -> None:
        page = self._folder.page

        def told(written: Path) -> None:
            page.desk.toast(_("Saved: {name}").format(name=written.name))

        page.ask(lambda: writing.write(place, paper), told)
