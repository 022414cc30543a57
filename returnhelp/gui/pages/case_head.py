"""The head of a case, which never scrolls away: who it is about, where it stands, what comes next."""

from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QToolButton, QWidget

from returnhelp.domain.case import CaseType
from returnhelp.domain.roles import Act
from returnhelp.domain.steps import BAR, Step, bar
from returnhelp.gui import icons
from returnhelp.gui.forms import load_form
from returnhelp.gui.pages.case_folder import CaseFolder
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets.links_row import Link, LinksRow
from returnhelp.gui.widgets.step_bar import BarStep, State, StepBar
from returnhelp.i18n import formats, labels
from returnhelp.i18n.catalogs import _, ngettext
from returnhelp.services import case_papers
from returnhelp.services.cases import CaseView, NextStep

_STOPPED = frozenset({Step.REJECTED, Step.NO_SHOW, Step.CANCELLED, Step.WITHDRAWN, Step.RECLAIM})
_LOOKS_AT_CLOCK = 30_000  # milliseconds


class CaseHead(QWidget):
    """Shows the folder's case; what a person wants is told by signals."""

    save_wanted = Signal()
    discard_wanted = Signal()
    undo_wanted = Signal()
    step_wanted = Signal(object)
    """A step is to be taken: the ``NextStep``."""

    name_title: QLabel
    number_badge: QLabel
    restricted_badge: QLabel
    trashed_badge: QLabel
    saved_note: QLabel
    undo_link: QPushButton
    discard_button: QPushButton
    save_button: QPushButton
    more_button: QToolButton
    facts_note: QLabel
    step_bar: StepBar
    step_button: QPushButton
    others_button: QPushButton
    missing_note: QLabel
    missing_row: LinksRow

    def __init__(self, folder: CaseFolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        load_form(self, "case_head")
        self._folder = folder
        self._can_undo = False
        self.setProperty("ground", "surface")
        self.setProperty("edge", "bottom")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.restricted_badge.setProperty("kind", "warning")
        self.trashed_badge.setProperty("kind", "error")
        self.number_badge.setProperty("kind", "quiet")
        dress(self.discard_button, Look.QUIET)
        self.more_button.setIcon(icons.icon("dots-three-vertical"))
        self.more_button.setIconSize(QSize(18, 18))
        self.more_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._more = QMenu(self)
        self._more.aboutToShow.connect(self._fill_more)
        self.more_button.setMenu(self._more)
        self._others = QMenu(self)
        self.others_button.setMenu(self._others)
        self.step_bar.set_choosable(True)
        self.step_bar.step_chosen.connect(self._chosen_on_bar)
        self.save_button.clicked.connect(self.save_wanted)
        self.discard_button.clicked.connect(self.discard_wanted)
        self.undo_link.clicked.connect(self.undo_wanted)
        self.step_button.clicked.connect(self._take_usual)
        self.missing_row.followed.connect(lambda need: folder.opened.emit("need", need))
        folder.was_read.connect(self.display)
        folder.copy.changed.connect(lambda _key, _name: self.tell_unsaved())
        folder.copy.listed.connect(self.tell_unsaved)
        self._clock = QTimer(self)
        self._clock.setInterval(_LOOKS_AT_CLOCK)
        self._clock.timeout.connect(self.tell_unsaved)
        self._clock.start()
        for part in self._of_a_case():
            part.hide()  # nothing is said of a case that was not read

    def _of_a_case(self) -> tuple[QWidget, ...]:
        badges = (self.number_badge, self.restricted_badge, self.trashed_badge)
        buttons = (self.undo_link, self.discard_button, self.save_button, self.more_button)
        return (*badges, *buttons, self.step_button, self.others_button)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange and self._folder.is_read:
            self.display()

    def display(self) -> None:
        """Show the case as the folder has it."""
        view = self._folder.view
        self._show_title()
        self.number_badge.setText(view.case.values["number"])
        self.number_badge.show()
        self.restricted_badge.setVisible(bool(view.case.values["restricted"]))
        self.trashed_badge.setVisible(view.case.values["deleted_at"] is not None)
        self.facts_note.setText(self._facts(view))
        self.step_bar.set_steps(bar_of(view))
        self._show_next(view)
        self.more_button.setVisible(self._folder.past is None)
        self.tell_unsaved()

    def _show_title(self) -> None:
        """The name; where a pseudonym stands in its place, the name shows under the mouse."""
        title, name = self._folder.title(), self._folder.principal_name()
        self.name_title.setText(title)
        self.name_title.setToolTip(name if name != title else "")

    def _facts(self, view: CaseView) -> str:
        values = view.case.values
        people = len(view.parts["travellers"])
        worker = view.users.get(values["caseworker_id"], "") if values["caseworker_id"] is not None else ""
        parts = [
            labels.label(values["kind"]),
            ngettext("{count} person", "{count} people", people).format(count=formats.number(people)),
            "" if values.get("pseudonym") else view.household.values["n_number"] or "",
            labels.country(values["destination"]) if values["destination"] is not None else "",
            worker or _("no caseworker yet"),
        ]
        return "  ·  ".join(part for part in parts if part)

    # --- what comes next -----------------------------------------------------------------------------

    def usual(self) -> NextStep | None:
        """The step that comes next as a rule; None when there is none for the person signed in.

        Nothing follows a closed case as a rule: to open it again is among the other steps.
        """
        if not self._folder.is_read or not self._folder.editable:
            return None
        if self._folder.view.case.values["step"] is Step.CLOSED:
            return None
        return next((one for one in self._folder.view.next if one.for_me), None)

    def _show_next(self, view: CaseView) -> None:
        usual = self.usual()
        others = [one for one in view.next if one is not usual] if self._folder.editable else []
        self.step_button.setVisible(usual is not None)
        self.others_button.setVisible(bool(others))
        self._others.clear()
        for one in others:
            words = labels.label(one.step)
            if one.missing:
                count = len(one.missing)
                words += " – " + ngettext("{count} missing", "{count} missing", count).format(count=count)
            action = self._others.addAction(words)
            action.setEnabled(one.for_me)
            if not one.for_me:
                action.setText(_("{step} – a supervisor").format(step=labels.label(one.step)))
            action.triggered.connect(lambda _checked=False, one=one: self.step_wanted.emit(one))
        missing = usual.missing if usual is not None else ()
        if usual is not None:
            self.step_button.setText(_("Next: {step}").format(step=labels.label(usual.step)))
        self.missing_note.setVisible(bool(missing))
        if missing and usual is not None:
            self.missing_note.setText(
                ngettext("{count} thing is missing:", "{count} things are missing:", len(missing)).format(
                    count=len(missing)
                )
            )
        self.missing_row.set_links([Link(labels.label(need), need, "arrow-right") for need in missing])
        self.missing_row.setAccessibleName(self.missing_note.text())

    def _take_usual(self) -> None:
        if (usual := self.usual()) is not None:
            self.step_wanted.emit(usual)

    def _chosen_on_bar(self, place: int) -> None:
        """A step that can be taken is asked for; any other shows the list of steps."""
        if self._folder.editable:
            for one in self._folder.view.next:
                if one.step in places_of(self._folder.view)[place] and one.for_me:
                    self.step_wanted.emit(one)
                    return
        self._folder.opened.emit("steps", None)

    # --- saved or not --------------------------------------------------------------------------------

    def set_can_undo(self, can_undo: bool) -> None:
        """Whether the last save of this page can be taken back."""
        self._can_undo = can_undo
        self.tell_unsaved()

    def tell_unsaved(self) -> None:
        """Say whether everything is saved, and since when."""
        folder = self._folder
        if not folder.is_read:
            return
        count = folder.copy.unsaved() if folder.editable else 0
        self.save_button.setVisible(count > 0)
        self.discard_button.setVisible(count > 0)
        self.undo_link.setVisible(self._can_undo and count == 0 and folder.editable)
        self._show_title()
        look = Look.PRIMARY if count else Look.QUIET
        if self.save_button.property("look") != look.value:
            dress(self.save_button, look)
        step_look = "" if count else Look.PRIMARY.value
        if (self.step_button.property("look") or "") != step_look:
            self.step_button.setProperty("look", step_look)
            self.step_button.style().unpolish(self.step_button)
            self.step_button.style().polish(self.step_button)
        if count:
            said = ngettext("{count} change is not saved", "{count} changes are not saved", count)
            self.saved_note.setText(said.format(count=formats.number(count)))
        elif folder.past is not None:
            self.saved_note.setText(_("as of {day}").format(day=formats.short_date(folder.past)))
        else:
            self.saved_note.setText(saved_words(folder.view.last_saved, folder.page.office.now()))

    # --- what else can be done ------------------------------------------------------------------------

    def _fill_more(self) -> None:
        folder, menu = self._folder, self._more
        menu.clear()
        if not folder.is_read:
            return
        office = folder.page.office
        trashed = folder.view.case.values["deleted_at"] is not None
        standing = [seen for seen in folder.view.steps if seen.taken_back_at is None]
        may_take_back = folder.editable and office.may(Act.TAKE_STEP_BACK) and len(standing) > 1
        may_hand_over = folder.editable and office.may(Act.HAND_OVER)
        may_bring_back = trashed and office.may(Act.EDIT_CASES)
        entries = (
            ("arrow-u-up-left", _("Take back the last step …"), "take_back", may_take_back),
            ("handshake", _("Hand over to a colleague …"), "hand_over", may_hand_over),
            ("file-text", _("Papers to hand out"), "papers", bool(case_papers.offered(office)) and folder.past is None),
            ("clock-counter-clockwise", _("As it was on a day …"), "past", True),
            ("trash", _("Put into the trash"), "trash", folder.editable),
            ("arrow-counter-clockwise", _("Bring back from the trash"), "bring_back", may_bring_back),
        )
        for icon, text, wanted, may in entries:
            if may:
                action = menu.addAction(icons.icon(icon), text)
                action.triggered.connect(lambda _checked=False, wanted=wanted: folder.opened.emit(wanted, None))

    def more(self) -> QMenu:
        """The menu of what else can be done, filled."""
        self._fill_more()
        return self._more


def places_of(view: CaseView) -> list[tuple[Step, ...]]:
    """The places of the bar of a case: those that its kind comes to, and those where it has been."""
    kind: CaseType = view.case.values["kind"]
    been = {view.case.values["step"], *(seen.step for seen in view.steps if seen.taken_back_at is None)}
    usual = bar(kind)
    return [place for place in BAR if place in usual or been.intersection(place)]


def bar_of(view: CaseView) -> list[BarStep]:
    """The bar of a case: each place is named after the step that was taken there."""
    standing = [seen for seen in view.steps if seen.taken_back_at is None]
    current: Step = view.case.values["step"]
    shown = []
    for place in places_of(view):
        taken = next((seen for seen in reversed(standing) if seen.step in place), None)
        name = labels.label(taken.step if taken is not None else place[0])
        note = formats.short_date(taken.effective_on) if taken is not None else ""
        if current in place:
            shown.append(BarStep(labels.label(current), State.STOPPED if current in _STOPPED else State.NOW, note))
        else:
            shown.append(BarStep(name, State.DONE if taken is not None else State.NEXT, note))
    return shown


def saved_words(saved: datetime | None, now: datetime) -> str:
    """How long ago something was saved, as one would say it."""
    if saved is None:
        return ""
    ago = now - saved
    at = saved.astimezone()
    if ago < timedelta(minutes=1):
        return _("Saved a moment ago")
    if ago < timedelta(hours=1):
        return _("Saved {minutes} ago").format(minutes=formats.minutes(int(ago.total_seconds() // 60)))
    if at.date() == now.astimezone().date():
        return _("Saved today at {time}").format(time=formats.clock(at))
    return _("Saved on {day}").format(day=formats.short_date(at.date()))
