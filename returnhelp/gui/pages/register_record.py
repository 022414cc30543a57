"""One record of a register: its fields, its latest changes, saved and taken back like a case."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QLabel, QMenu, QPushButton, QScrollArea, QToolButton, QWidget

from returnhelp.domain.edits import FIELDS, Edit
from returnhelp.domain.register_lists import Register
from returnhelp.gui import icons
from returnhelp.gui.desk import Desk
from returnhelp.gui.models import fields as of_records
from returnhelp.gui.models.fields import Names
from returnhelp.gui.models.history import rows_of
from returnhelp.gui.models.working_copy import Fault, Key, WorkingCopy
from returnhelp.gui.pages.case_head import saved_words
from returnhelp.gui.pages.panel import Panel
from returnhelp.gui.pages.record_page import RecordPage
from returnhelp.gui.pages.register_fields import FORMS
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets.field_editors import Choices
from returnhelp.i18n import formats, labels
from returnhelp.i18n.catalogs import _, ngettext
from returnhelp.services import registers
from returnhelp.services.office import Change, Office
from returnhelp.services.registers import RegisterView

CHILDREN_OF = {Register.TRAININGS: ("participants",)}
"""The kinds of record that hang on a register's own."""
_LATEST = 8  # changes that are shown beside the fields


class RegisterRecord(RecordPage):
    """A record of one register, or a new one that nobody has saved yet (``number`` None)."""

    form = "register_record"
    help_anchor = "registers"

    left = Signal()
    """Somebody goes back to the list."""
    numbered = Signal(int)
    """It was saved for the first time, and has this number."""

    head_frame: QFrame
    back_button: QPushButton
    name_title: QLabel
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
    history_heading: QLabel
    history_note: QLabel

    def __init__(self, desk: Desk, register: Register, number: int | None, parent: QWidget | None = None) -> None:
        super().__init__(desk, WorkingCopy(), parent)
        self.register = register
        self.number = number
        self.may = registers.may_edit(self.office, register)
        self._view: RegisterView | None = None
        self._record: Key | None = None
        self._can_undo = self._begun = False
        self.fields = FORMS[register](self.copy, self.names, Choices(today=lambda: self.office.today()))
        self._set_up()
        self.keys("Ctrl+Return", self.save)
        self.keys("Escape", self.left.emit)
        self.copy.changed.connect(lambda _key, _name: self._tell_unsaved())
        self.copy.listed.connect(self._tell_unsaved)
        self.retranslate()

    def _set_up(self) -> None:
        for place, widget in ((self.fields_widget, self.fields), (self.messages_widget, self._above)):
            layout = place.layout()
            assert layout is not None
            layout.addWidget(widget)
        self.panels_widget.hide()
        self.trashed_badge.setProperty("kind", "error")
        dress(self.back_button, Look.QUIET)
        dress(self.discard_button, Look.QUIET)
        dress(self.save_button, Look.PRIMARY)
        self.back_button.setIcon(icons.icon("arrow-left"))
        self.more_button.setIcon(icons.icon("dots-three-vertical"))
        self.more_button.setIconSize(QSize(18, 18))
        self.more_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.more_button.setMenu(self._menu)
        self.back_button.clicked.connect(self.left)
        self.save_button.clicked.connect(lambda: self.save())
        self.discard_button.clicked.connect(self._discard)
        self.undo_link.clicked.connect(self.undo)

    # --- what the list asks --------------------------------------------------------------------------

    @property
    def key_of_record(self) -> Key | None:
        """Its key in the working copy."""
        return self._record

    def title(self) -> str:
        if self._record is None or self._record not in self.copy:
            return ""
        values = {name: self.copy.value(self._record, name) for name in ("name", "title", "question")}
        named = str(values["name"] or values["title"] or values["question"] or "").strip()
        if named:
            return named.splitlines()[0][:80]
        return (
            _("New: {record}").format(record=labels.record(self.register)) if self.number is None else _("No name yet")
        )

    def focus_first(self) -> None:
        if self.editable():
            self.fields.focus_first()
        else:
            self.back_button.setFocus()

    def refresh(self, change: Change[Any] | None) -> None:
        if change is not None and self.register not in change.registers and "partners" not in change.registers:
            return
        office, register, number = self.office, self.register, self.number
        if number is not None:
            self.ask(lambda: registers.view(office, register, number), self._take, latest="record")
        elif self._record is None:
            self.ask(lambda: _begin(office, register), self._begin_new, latest="record")

    def retranslate(self) -> None:
        self.back_button.setText(labels.label(self.register))
        self.fields.retranslate()
        self._display()

    def _begin_new(self, partners: Sequence[Any]) -> None:
        self.fields.first_partners = partners
        if self._record is None:
            self._record = self.copy.begin(self.register, self.fields.begins_with())
        self._display()
        if self.isVisible():
            self.fields.focus_first()
        self.ready()

    def _take(self, view: RegisterView) -> None:
        first, self._view = self._view is None, view
        self._record = (view.record.entity, view.record.id)
        self.copy.read([view.record, *(one for parts in view.parts.values() for one in parts)])
        self._display()
        self.titled.emit()
        if first and self.isVisible():
            self.focus_first()
        self.ready()

    def _display(self) -> None:
        if self._record is None or self._record not in self.copy:
            return
        view = self._view
        self.fields.show_record(self._record, view, editable=self.editable())
        trashed = view is not None and view.record.values["deleted_at"] is not None
        self.trashed_badge.setVisible(trashed)
        self.facts_note.setText("" if self.may else _("Supervisors and admins keep this register."))
        self.facts_note.setVisible(not self.may)
        self.more_button.setVisible(view is not None and (view.can_edit or view.can_bring_back))
        self._show_history()
        self._tell_unsaved()

    def _show_history(self) -> None:
        lines = self._view.history if self._view is not None else ()
        said = []
        for row in rows_of(lines, self.names())[:_LATEST]:
            what = f"{row.before} → {row.after}" if row.before and row.after else row.after or row.before
            said.append(f"{formats.short_date(row.recorded_at.astimezone().date())} {row.by}\n{row.field}: {what}")
        self.history_note.setText("\n\n".join(said))
        self.history_heading.setVisible(bool(said))

    def _tell_unsaved(self) -> None:
        count = self.copy.unsaved() if self.is_touched else 0
        self.name_title.setText(self.title())
        self.save_button.setVisible(count > 0 or (self.number is None and self.editable()))
        self.discard_button.setVisible(count > 0)
        self.undo_link.setVisible(self._can_undo and count == 0)
        if count:
            said = ngettext("{count} change is not saved", "{count} changes are not saved", count)
            self.saved_note.setText(said.format(count=formats.number(count)))
        else:
            lines = self._view.history if self._view is not None else ()
            saved = max((line.recorded_at for line in lines), default=None)
            self.saved_note.setText(saved_words(saved, self.office.now()) if saved is not None else "")

    # --- saving --------------------------------------------------------------------------------------

    def editable(self) -> bool:
        return self.may if self._view is None else self._view.can_edit

    def names(self) -> Names:
        if self._view is None:
            return Names(partners={one.id: one.name for one in self.fields.first_partners})
        return Names({}, self._view.users, self._view.names.programmes, self._view.names.partners)

    def keep(self, office: Office, edits: Sequence[Edit]) -> Change[dict[int, int]]:
        return registers.save(office, edits)

    def take_back(self, office: Office, seq: int) -> Change[None]:
        return registers.undo(office, seq)

    def was_kept(self, made: dict[Key, Key]) -> None:
        if self._record in made:
            self._record = made[self._record]
            self.number = self._record[1]
            self._begun = True
            self.numbered.emit(self.number)
            self.refresh(None)
            office, register, number = self.office, self.register, self.number
            self._say(
                _("{name} is entered.").format(name=self.title()),
                lambda: registers.put_into_trash(office, register, number),
            )

    def commit(self) -> None:
        self.fields.commit()

    def clear_marks(self) -> None:
        self.fields.clear_marks()

    def go_to_fault(self, fault: Fault, why: str) -> None:
        self.fields.mark_fault(fault, why)

    def tell_can_undo(self, can_undo: bool) -> None:
        """What was just begun is put into the trash instead of being taken back."""
        self._can_undo, self._begun = can_undo and not self._begun, False
        self._tell_unsaved()

    def _discard(self) -> None:
        if self.number is not None:
            self.discard()
            return
        self._record = None
        self.copy.discard()
        self.left.emit()

    @property
    def is_touched(self) -> bool:
        """Whether something is typed that is not saved; what a new record begins with is nothing typed."""
        if not self.editable() or self._record is None or self._record not in self.copy:
            return False
        if self.number is not None:
            return self.copy.unsaved() > 0
        mine = self._record
        parts = CHILDREN_OF.get(self.register, ())
        return any(self.copy.is_typed(mine, name) for name in FIELDS[self.register]) or any(
            self.copy.keys(part, mine) for part in parts
        )

    def place_panel(self, panel: Panel) -> None:
        layout = self.panels_widget.layout()
        assert layout is not None
        layout.addWidget(panel)

    def panels_shown(self, shown: bool) -> None:
        self.panels_widget.setVisible(shown)

    # --- the trash -----------------------------------------------------------------------------------

    def menu(self) -> QMenu:
        """The menu of what else can be done, filled."""
        self._fill_menu()
        return self._menu

    def _fill_menu(self) -> None:
        self._menu.clear()
        view = self._view
        if view is None:
            return
        for icon, text, do, may in (
            ("trash", _("Put into the trash"), self._put_into_trash, view.can_edit),
            ("arrow-counter-clockwise", _("Bring back from the trash"), self._bring_back, view.can_bring_back),
        ):
            if may:
                self._menu.addAction(icons.icon(icon), text).triggered.connect(lambda _checked=False, do=do: do())

    def _put_into_trash(self) -> None:
        office, register, number = self.office, self.register, self.number
        if number is not None:
            self.act(
                lambda: registers.put_into_trash(office, register, number),
                lambda _none: self.left.emit(),
                said=_("{name} is in the trash.").format(name=self.title()),
                undo=lambda _change: registers.bring_back(office, register, number),
            )

    def _bring_back(self) -> None:
        office, register, number = self.office, self.register, self.number
        if number is not None:
            said = _("{name} is back.").format(name=self.title())
            self.act(lambda: registers.bring_back(office, register, number), said=said)

    # --- drafts --------------------------------------------------------------------------------------

    def hold_draft(self) -> dict[str, Any] | None:
        if not self.editable():
            return None
        self.fields.peek()
        return {"number": self.number, "typed": self.copy.hold()} if self.is_touched else None

    def restore_draft(self, content: dict[str, Any]) -> None:
        held = content.get("typed", ())
        if self.number is None:
            self._restore_new(held)
        else:
            self.copy.restore(held)
        self._display()

    def when_ready(self, act: Callable[[], object]) -> None:
        """Do this as soon as the record has been read, seen or not."""
        if self._record is not None:
            act()
        else:
            self.was_ready.connect(act)
            self.read_ahead()

    def _restore_new(self, held: Sequence[dict[str, Any]]) -> None:
        """A record that was never saved: its own values first, then what hangs on it."""
        if self._record is None:
            self._record = self.copy.begin(self.register, self.fields.begins_with())
        mine = self._record
        for one in held:
            if one["entity"] == self.register:
                for name, value in one["typed"].items():
                    self.copy.put(mine, name, of_records.typed(self.register, name, value))
        self.copy.restore([{**one, "root": list(mine)} for one in held if one["entity"] != self.register])


def _begin(office: Office, register: Register) -> Sequence[Any]:
    """The partners that a new record may name; on the worker's thread."""
    wanted = register in (Register.PROGRAMMES, Register.STRUCTURAL_PROJECTS)
    return registers.choices(office, Register.PARTNERS) if wanted else ()
