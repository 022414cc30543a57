"""Papers being procured for a journey: asked of which authority, come when, at what cost (AsylV 2 Art. 57)."""

from typing import Any

from PySide6.QtWidgets import QPlainTextEdit

from returnhelp.domain.travel import PaperKind
from returnhelp.gui import theme
from returnhelp.gui.models.records import FieldColumn
from returnhelp.gui.models.working_copy import Key
from returnhelp.gui.pages.case_list_section import ListSection
from returnhelp.gui.pages.case_section import CaseSection
from returnhelp.i18n import formats
from returnhelp.i18n.catalogs import N_, _


class TravelPaperDetail(CaseSection):
    """What is to be said of one paper."""

    form = "case_travel_paper_detail"
    title = ""

    note_edit: QPlainTextEdit

    def build(self) -> None:
        self.note_edit.setFixedHeight(theme.px(72))
        self.tie("paper_requests").tie("note", self.note_edit)


class TravelPapersSection(ListSection):
    """Travel documents, visas and certificates that are still to come, and those that have come."""

    title = N_("Papers being procured")
    entities = frozenset({"paper_requests"})

    def build(self) -> None:
        columns = (
            FieldColumn("kind", 180, stretches=True),
            FieldColumn("person_id", 140),
            FieldColumn("authority", 200, stretches=True),
            FieldColumn("requested_on", 108),
            FieldColumn("received_on", 108),
            FieldColumn("cost", 96),
        )
        self.table("paper_requests", columns, N_("Add a paper"), self._begin)
        self.show_detail(TravelPaperDetail(self.folder))
        self.folder.copy.changed.connect(self._typed)

    def display(self) -> None:
        super().display()
        self._add_up()

    def _begin(self) -> dict[str, Any]:
        return {
            "kind": PaperKind.PASSPORT,
            "person_id": self.somebody(),
            "authority": "",
            "requested_on": self.folder.today(),
            "received_on": None,
            "cost": None,
            "note": "",
        }

    def _typed(self, key: Key, _name: str) -> None:
        if key[0] == "paper_requests" and self.isVisible():
            self._add_up()

    def _add_up(self) -> None:
        """What the papers cost together; the federation bears it in the scope of the article."""
        copy = self.folder.copy
        costs = [copy.value(key, "cost") for key in copy.keys("paper_requests") if not copy.is_removed(key)]
        known = [cost for cost in costs if cost is not None]
        self.sum_note.setVisible(bool(known))
        said = _("Together {sum}. AsylV 2 Art. 57 says what of it the federation bears.")
        self.sum_note.setText(said.format(sum=formats.money(sum(known))))
