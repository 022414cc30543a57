"""The page of one person: who they are, their papers, their dossiers and cases, and what was merged."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QToolButton,
    QWidget,
)

from returnhelp.domain.edits import FIELDS
from returnhelp.domain.mrz_taking import Recorded
from returnhelp.domain.people import age_on
from returnhelp.domain.roles import Act
from returnhelp.gui import icons
from returnhelp.gui.desk import Desk
from returnhelp.gui.models import fields
from returnhelp.gui.models.fields import Names
from returnhelp.gui.models.history import rows_of
from returnhelp.gui.models.working_copy import Fault, Key, WorkingCopy
from returnhelp.gui.pages.case_folder import name_of
from returnhelp.gui.pages.case_head import saved_words
from returnhelp.gui.pages.panel import Panel
from returnhelp.gui.pages.person_fields import PersonFields
from returnhelp.gui.pages.person_merge import MergePanel
from returnhelp.gui.pages.person_mrz import KEY, MrzPanel, Taken
from returnhelp.gui.pages.record_page import RecordPage
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets.field_editors import Choices
from returnhelp.gui.widgets.links_row import Link, LinksRow
from returnhelp.gui.widgets.message_bar import Kind
from returnhelp.i18n import formats, labels
from returnhelp.i18n.catalogs import _, ngettext
from returnhelp.services import cases, people, trash
from returnhelp.services.cases import HistoryLine
from returnhelp.services.office import Change
from returnhelp.services.people import PersonView

_LATEST = 8  # changes that are shown beside the fields


class PersonPage(RecordPage):
    """One person with everything that names them."""

    form = "person"
    help_anchor = "person"

    head_frame: QFrame
    name_title: QLabel
    original_note: QLabel
    restricted_badge: QLabel
    trashed_badge: QLabel
    saved_note: QLabel
    undo_link: QPushButton
    discard_button: QPushButton
    save_button: QPushButton
    more_button: QToolButton
    facts_note: QLabel
    panels_widget: QWidget
    messages_widget: QWidget
    content_scroll: QScrollArea
    fields_widget: QWidget
    cases_row: LinksRow
    no_cases_note: QLabel
    dossiers_note: QLabel
    merges_heading: QLabel
    merges_row: LinksRow
    merges_note: QLabel
    history_note: QLabel

    def __init__(self, desk: Desk, person_id: int, parent: QWidget | None = None) -> None:
        super().__init__(desk, WorkingCopy(), parent)
        self.person_id = person_id
        self._key = ("person", person_id)
        self._view: PersonView | None = None
        self._lines: Sequence[HistoryLine] = ()
        self._can_undo = False
        self._papers: list[Key] = []  # those beside which a travel document is read
        self.fields = PersonFields(self.copy, self.names, Choices(today=lambda: self.office.today()))
        self._set_up()
        self.keys("Ctrl+Return", self._go_on)
        self.keys(KEY, self.begin_reading)
        self.fields.offer_reading(KEY)
        self.fields.read_wanted.connect(self.begin_reading)
        self.copy.changed.connect(lambda _key, _name: self._tell_unsaved())
        self.copy.listed.connect(self._tell_unsaved)

    def _set_up(self) -> None:
        for place, widgets in (
            (self.fields_widget, (self.fields,)),
            (self.messages_widget, (self._above,)),
        ):
            layout = place.layout()
            assert layout is not None
            for widget in widgets:
                layout.addWidget(widget)
        self.panels_widget.hide()
        self.restricted_badge.setProperty("kind", "warning")
        self.trashed_badge.setProperty("kind", "error")
        dress(self.discard_button, Look.QUIET)
        dress(self.save_button, Look.PRIMARY)
        self.more_button.setIcon(icons.icon("dots-three-vertical"))
        self.more_button.setIconSize(QSize(18, 18))
        self.more_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.more_button.setMenu(self._menu)
        self.save_button.clicked.connect(lambda: self.save())
        self.discard_button.clicked.connect(self.discard)
        self.undo_link.clicked.connect(self.undo)
        self.cases_row.followed.connect(self.desk.open_case)
        self.merges_row.followed.connect(self._part)

    # --- what the window asks --------------------------------------------------------------------------

    def title(self) -> str:
        if self._view is None:
            return ""
        name = self._view.pseudonym or name_of(self.copy, self._key)
        return f"• {name}" if self.is_unsaved else name

    def draft_subject(self) -> str:
        return str(self.person_id)

    def focus_first(self) -> None:
        self.fields.family_name_edit.setFocus()

    def refresh(self, change: Change[Any] | None) -> None:
        if change is not None and self._view is not None and not self._concerns(change):
            return
        office, number = self.office, self.person_id

        def read() -> tuple[PersonView, tuple[HistoryLine, ...]]:
            return people.view(office, number), cases.history(office, "person", number)

        self.ask(read, self._take, latest="person")

    def _concerns(self, change: Change[Any]) -> bool:
        view = self._view
        assert view is not None
        return (
            self.person_id in change.people
            or bool(change.cases & {case_id for case_id, _number, _step in view.cases})
            or bool(change.households & {one.id for one in view.households})
        )

    def _take(self, answer: tuple[PersonView, tuple[HistoryLine, ...]]) -> None:
        self._view, self._lines = answer
        records = [self._view.person]
        for parts in self._view.parts.values():
            records += parts
        self.copy.read(records)
        self._display()
        self.titled.emit()
        self.ready()

    def retranslate(self) -> None:
        self.fields.retranslate()
        if self._view is not None:
            self._display()

    # --- what is shown ---------------------------------------------------------------------------------

    def _display(self) -> None:
        view = self._view
        assert view is not None
        values = view.person.values
        self.fields.show_person(self.person_id, editable=self.editable())
        original = (values["original_family_name"], values["original_given_names"])
        self.original_note.setText(" ".join(part for part in original if part))
        self.restricted_badge.setVisible(bool(values["restricted"]))
        self.trashed_badge.setVisible(values["deleted_at"] is not None)
        self.facts_note.setText(self._facts(view))
        self.cases_row.set_links(
            [Link(f"{number} – {labels.label(step)}", case_id, "folder-open") for case_id, number, step in view.cases]
        )
        self.no_cases_note.setVisible(not view.cases)
        dossiers = [one.values["n_number"] or _("without a number") for one in view.households]
        self.dossiers_note.setText("\n".join(dossiers) or _("In no dossier."))
        may_part = self.office.may(Act.MERGE_PEOPLE) and values["deleted_at"] is None
        merges = view.merges if may_part else ()
        self.merges_row.set_links([Link(name, merge_id, "arrows-out-line-horizontal") for merge_id, name in merges])
        for widget in (self.merges_heading, self.merges_note):
            widget.setVisible(bool(merges))
        self._show_history()
        self._tell_unsaved()

    def _facts(self, view: PersonView) -> str:
        values = view.person.values
        born = fields.birth(values["birth_date"], values["birth_precision"])
        age = age_on(values["birth_date"], self.office.today())
        years = ngettext("{count} year", "{count} years", age).format(count=age) if age is not None else ""
        parts = [
            f"{born} ({years})" if years else "",
            labels.label(values["sex"]),
            fields.written("person", "nationalities", values["nationalities"], Names()),
            values["zemis"],
        ]
        return "  ·  ".join(part for part in parts if part)

    def _show_history(self) -> None:
        said = []
        for row in rows_of(self._lines, self.names())[:_LATEST]:
            what = f"{row.before} → {row.after}" if row.before and row.after else row.after or row.before
            said.append(f"{formats.short_date(row.recorded_at.astimezone().date())} {row.by}\n{row.field}: {what}")
        self.history_note.setText("\n\n".join(said) or _("Nothing was changed yet."))

    def _tell_unsaved(self) -> None:
        if self._view is None:
            return
        count = self.copy.unsaved() if self.editable() else 0
        self.name_title.setText(name_of(self.copy, self._key))
        self.save_button.setVisible(count > 0)
        self.discard_button.setVisible(count > 0)
        self.undo_link.setVisible(self._can_undo and count == 0)
        if count:
            said = ngettext("{count} change is not saved", "{count} changes are not saved", count)
            self.saved_note.setText(said.format(count=formats.number(count)))
        else:
            saved = max((line.recorded_at for line in self._lines), default=None)
            self.saved_note.setText(saved_words(saved, self.office.now()))

    # --- saving ----------------------------------------------------------------------------------------

    def editable(self) -> bool:
        return self._view is not None and self._view.can_edit

    def names(self) -> Names:
        name = name_of(self.copy, self._key) if self._key in self.copy else ""
        return Names({self.person_id: name}, {})

    def commit(self) -> None:
        self.fields.commit()

    def clear_marks(self) -> None:
        self.fields.clear_marks()

    def go_to_fault(self, fault: Fault, why: str) -> None:
        self.fields.mark_fault(fault, why)

    def tell_can_undo(self, can_undo: bool) -> None:
        self._can_undo = can_undo
        self._tell_unsaved()

    @property
    def merge_panel(self) -> MergePanel:
        return self.panel(MergePanel, self._make_merge_panel)

    def _make_merge_panel(self) -> MergePanel:
        made = MergePanel(self, self.person_id)
        made.merged.connect(self._merged)
        return made

    def place_panel(self, panel: Panel) -> None:
        layout = self.panels_widget.layout()
        assert layout is not None
        layout.addWidget(panel)

    def panels_shown(self, shown: bool) -> None:
        self.panels_widget.setVisible(shown)

    # --- reading a travel document ---------------------------------------------------------------------

    @property
    def mrz_panel(self) -> MrzPanel:
        return self.panel(MrzPanel, self._make_mrz_panel)

    def _make_mrz_panel(self) -> MrzPanel:
        made = MrzPanel(lambda: self.office.today())
        made.taken.connect(self._take_over)
        return made

    def begin_reading(self) -> None:
        """Open the panel into which a travel document is scanned."""
        if not self.editable() or self.mrz_panel.isVisible():
            return
        self.commit()
        copy, key = self.copy, self._key
        person = {name: copy.value(key, name) for name in FIELDS["person"]}
        self._papers = [one for one in copy.keys("travel_documents", key) if not copy.is_removed(one)]
        papers = [{name: copy.value(one, name) for name in FIELDS["travel_documents"]} for one in self._papers]
        self.open_panel(self.mrz_panel)
        self.mrz_panel.begin(Recorded(person, papers))

    def _take_over(self, taken: Taken) -> None:
        """What was read and chosen stands in the fields, to be saved by the person."""
        for name, value in taken.person.items():
            self.copy.put(self._key, name, value)
        if taken.document is not None:
            paper = self._papers[taken.document]
            for name, value in taken.paper.items() if paper in self.copy else ():
                self.copy.put(paper, name, value)
        elif taken.paper:
            self.copy.add("travel_documents", self._key, {**self.fields.begin_document(), **taken.paper})
        self.show_message(_("Taken over from the document. It is not saved yet."), Kind.INFO)
        self.save_button.setFocus()

    def _go_on(self) -> None:
        """Ctrl+Enter: do what the open panel does, else save."""
        if panels := self.open_panels():
            panels[0].go()
        else:
            self.save()

    # --- merging and the trash -------------------------------------------------------------------------

    def menu(self) -> QMenu:
        """The menu of what else can be done, filled."""
        self._fill_menu()
        return self._menu

    def _fill_menu(self) -> None:
        self._menu.clear()
        view = self._view
        if view is None:
            return
        trashed = view.person.values["deleted_at"] is not None
        merged = view.person.values["merged_into_id"] is not None
        in_use = bool(view.cases or view.households)
        may_edit = self.office.may(Act.EDIT_CASES)
        entries = (
            (
                "git-merge",
                _("Merge with another person …"),
                self.begin_merge,
                self.office.may(Act.MERGE_PEOPLE) and not trashed,
            ),
            ("trash", _("Put into the trash"), self._put_into_trash, may_edit and not trashed and not in_use),
            (
                "arrow-counter-clockwise",
                _("Bring back from the trash"),
                self._bring_back,
                may_edit and trashed and not merged,
            ),
        )
        for icon, text, do, may in entries:
            if may:
                self._menu.addAction(icons.icon(icon), text).triggered.connect(lambda _checked=False, do=do: do())
        if not self._menu.actions():
            said = _("A person who is in a case or dossier cannot be deleted.") if in_use else _("Nothing else to do.")
            self._menu.addAction(said).setEnabled(False)

    def begin_merge(self) -> None:
        """Save what is typed, then look for the other record."""

        def begin() -> None:
            if self._view is not None:
                self.open_panel(self.merge_panel)
                self.merge_panel.begin(self._view)

        self.save(begin)

    def _merged(self, kept: int) -> None:
        if kept != self.person_id:
            self.desk.open_person(kept)

    def _part(self, merge_id: object) -> None:
        if not isinstance(merge_id, int):
            return
        office = self.office
        self.act(lambda: people.take_merge_back(office, merge_id), said=_("They are two people again."))

    def _put_into_trash(self) -> None:
        office, number = self.office, self.person_id
        self.act(
            lambda: trash.put_in(office, "person", number),
            said=_("The person is in the trash."),
            undo=lambda _change: trash.bring_back(office, "person", number),
        )

    def _bring_back(self) -> None:
        office, number = self.office, self.person_id
        self.act(lambda: trash.bring_back(office, "person", number), said=_("The person is back."))

    # --- drafts ----------------------------------------------------------------------------------------

    def hold_draft(self) -> dict[str, Any] | None:
        if not self.editable():
            return None
        self.fields.peek()
        typed = self.copy.hold()
        return {"typed": typed} if typed else None

    def restore_draft(self, content: dict[str, Any]) -> None:
        self.copy.restore(content.get("typed", ()))
        if self._view is not None:
            self._display()
