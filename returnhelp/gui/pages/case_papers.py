"""The papers of a case: chosen, looked at as they will be printed, printed, saved."""

from pathlib import Path

from PySide6.QtGui import QColor, QPalette
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QCheckBox, QFrame, QLabel, QPushButton, QStackedWidget, QWidget

from returnhelp import settings
from returnhelp.gui import icons, theme, writing
from returnhelp.gui.dialogs import files as file_boxes
from returnhelp.gui.models import fields
from returnhelp.gui.models.working_copy import Key
from returnhelp.gui.pages.case_section import CaseSection
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.told import told
from returnhelp.gui.widgets import wrong
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.empty_state import EmptyState
from returnhelp.gui.widgets.message_bar import Kind
from returnhelp.gui.widgets.password_edit import PasswordEdit
from returnhelp.gui.widgets.pdf_view import PdfView
from returnhelp.i18n import catalogs
from returnhelp.i18n.catalogs import N_, _
from returnhelp.services import case_papers, papers
from returnhelp.services.case_papers import CasePaperKind, Wish

_LONGEST = 60  # letters of what a paper is about


class PapersSection(CaseSection):
    """Shows a paper in the window; nothing of it lies on the disk until it is saved."""

    form = "case_papers"
    title = N_("Papers to hand out")
    scrolls = False

    print_button: QPushButton
    save_button: QPushButton
    paper_combo: ChoiceCombo
    about_label: QLabel
    about_combo: ChoiceCombo
    language_combo: ChoiceCombo
    second_combo: ChoiceCombo
    abroad_note: QLabel
    unsaved_note: QLabel
    save_card: QFrame
    password_check: QCheckBox
    password_edit: PasswordEdit
    password_error: QLabel
    save_cancel_button: QPushButton
    save_go_button: QPushButton
    paper_stack: QStackedWidget
    paper_page: QWidget
    paper_view: PdfView
    waiting_page: QWidget
    waiting_state: EmptyState

    def build(self) -> None:
        self._kinds: dict[str, CasePaperKind] = {}
        self._shown: tuple[CasePaperKind, Wish] | None = None
        self._office_language = ""
        dress(self.print_button, Look.PRIMARY)
        dress(self.save_go_button, Look.PRIMARY)
        self.print_button.setIcon(icons.icon("printer", "on_accent"))
        self.save_button.setIcon(icons.icon("download-simple"))
        self.language_combo.offer(settings.LANGUAGE_NAMES, settings.LANGUAGE_NAMES.__getitem__)
        self.second_combo.offer(settings.LANGUAGE_NAMES, settings.LANGUAGE_NAMES.__getitem__, lambda: _("nothing"))
        self.save_card.hide()
        self.password_edit.setEnabled(False)
        self.paper_combo.chosen.connect(lambda _key: self._choose_paper())
        self.about_combo.chosen.connect(lambda _key: self.show_paper())
        self.language_combo.chosen.connect(lambda _language: self._choose_language())
        self.second_combo.chosen.connect(lambda _language: self.show_paper())
        self.print_button.clicked.connect(self.print_it)
        self.save_button.clicked.connect(self._offer_saving)
        self.password_check.toggled.connect(self._password_wanted)
        self.password_edit.textEdited.connect(lambda _text: wrong.clear(self.password_edit))
        self.password_edit.returnPressed.connect(self.save)
        self.save_cancel_button.clicked.connect(self._hide_saving)
        self.save_go_button.clicked.connect(self.save)
        self.folder.copy.changed.connect(lambda _key, _name: self._tell_unsaved())
        self.folder.copy.listed.connect(self._tell_unsaved)
        theme.news().changed.connect(self._colour_ground)
        self._colour_ground()
        self._offer_papers(has_paper=False)

    def retranslate(self) -> None:
        self.waiting_state.say("file-pdf", _("The paper is being made …"))

    # --- which paper ---------------------------------------------------------------------------------

    def display(self) -> None:
        page = self.folder.page
        self._kinds = {one.key: one for one in case_papers.offered(page.office)}
        self.paper_combo.offer(self._kinds, lambda key: catalogs.gettext(self._kinds[key].word))
        if self.paper_combo.value() is None:
            self.paper_combo.set_value(next(iter(self._kinds), None))
        self._tell_unsaved()
        self._colour_ground()
        if self._office_language:
            self._choose_paper()
            return
        office = page.office
        page.ask(lambda: papers.office_language(office), self._take_language, latest="office language")

    def go_to(self, place: object) -> bool:
        """To a paper by its key, or by its key and the number of the record that it is about."""
        place, about = place if isinstance(place, tuple) else (place, None)
        if not isinstance(place, str) or place not in self._kinds:
            return False
        self.paper_combo.set_value(place)
        self._choose_record(self._kinds[place])
        if about is not None:
            self.about_combo.set_value(about)
        self.paper_combo.setFocus()
        if self._office_language:
            self._choose_paper()
        return True

    def go(self) -> bool:
        """Ctrl+Enter prints, unless something waits to be saved."""
        if self._shown is None or self.folder.copy.unsaved():
            return False
        self.print_it()
        return True

    def _tell_unsaved(self) -> None:
        self.unsaved_note.setVisible(self.folder.copy.unsaved() > 0)

    def _colour_ground(self) -> None:
        """What lies round the paper has the colour of the window, not of a shadow."""
        for view in self.paper_view.findChildren(QPdfView):
            colours = view.palette()
            colours.setColor(QPalette.ColorRole.Dark, QColor(theme.colour("hover")))
            view.setPalette(colours)

    def _take_language(self, language: str) -> None:
        self._office_language = language
        self.language_combo.set_value(language)
        self._choose_paper()

    def _choose_paper(self) -> None:
        """Offer what the paper may be about, and the client's language beside it where it is for them."""
        kind = self._kinds.get(self.paper_combo.value())
        if kind is None:
            return
        self.abroad_note.setVisible(kind.abroad)
        self._choose_record(kind)
        self._choose_language()

    def _choose_record(self, kind: CasePaperKind) -> None:
        """Offer the records that it may be about; the last of them, unless one is chosen."""
        self.about_label.setVisible(bool(kind.of))
        self.about_combo.setVisible(bool(kind.of))
        if kind.of:
            keys = {key[1]: key for key in self.folder.copy.keys(kind.of) if not self.folder.copy.is_new(key)}
            self.about_combo.offer(keys, lambda number: self._about(keys[number]))
            if self.about_combo.value() is None:
                self.about_combo.set_value(next(reversed(keys), None))

    def _choose_language(self) -> None:
        kind = self._kinds.get(self.paper_combo.value())
        if kind is not None:
            first = self.language_combo.value() or self._office_language
            self.second_combo.set_value(case_papers.second_language(kind, first, self._clients_language()) or None)
            self.show_paper()

    def _clients_language(self) -> str:
        copy, numbers = self.folder.copy, self.folder.person_ids()
        return str(copy.value(("person", numbers[0]), "mother_tongue") or "") if numbers else ""

    def _about(self, key: Key) -> str:
        """A record in a few words: the first of its texts, shortened."""
        values = (self.folder.copy.value(key, name) for name in _SAYS.get(key[0], ()))
        said = " – ".join(
            fields.written(key[0], name, value, self.folder.names_in_lists())
            for name, value in zip(_SAYS.get(key[0], ()), values, strict=True)
            if value
        )
        return said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…"

    def _wish(self) -> tuple[CasePaperKind, Wish] | None:
        kind, language = self._kinds.get(self.paper_combo.value()), self.language_combo.value()
        if kind is None or language is None:
            return None
        record = self.about_combo.value() if kind.of else None
        return kind, Wish(language, self.second_combo.value() or "", record)

    def show_paper(self) -> None:
        """Have the chosen paper made, and show it."""
        wanted = self._wish()
        self._shown = None
        self._offer_papers(has_paper=False)
        if wanted is None:
            return
        kind, wish = wanted
        self.paper_stack.setCurrentWidget(self.waiting_page)
        if kind.of and wish.record_id is None:
            self.waiting_state.say(
                "file-dotted", _("There is nothing that this paper could be about"), _("Add it to the case, and save.")
            )
            return
        self.retranslate()
        page, case_id = self.folder.page, self.folder.case_id
        office = page.office

        def arrived(paper: bytes) -> None:
            self._shown = wanted
            self.paper_view.show_paper(paper)
            self.paper_stack.setCurrentWidget(self.paper_page)
            self._offer_papers(has_paper=True)

        def failed(error: Exception) -> None:
            self.waiting_state.say("warning-circle", _("The paper could not be made"), told(error))

        page.ask(lambda: kind.make(office, case_id, wish), arrived, failed, latest="case paper")

    def _offer_papers(self, *, has_paper: bool) -> None:
        for button in (self.print_button, self.save_button, self.save_go_button):
            button.setEnabled(has_paper)

    # --- printed and saved ---------------------------------------------------------------------------

    def print_it(self) -> None:
        """Ask for a printer and print what is shown."""
        if self._shown is None:
            return
        page = self.folder.page
        printer = file_boxes.printer(self, catalogs.gettext(self._shown[0].word))
        if printer is None:
            return
        if self.paper_view.print_on(printer):
            page.desk.toast(_("The paper was sent to the printer."))
        else:
            page.show_message(
                _("The printer did not take the paper. Look whether it is on, and try again."), Kind.ERROR
            )

    def _offer_saving(self) -> None:
        self.save_card.show()
        self.save_go_button.setFocus()

    def _hide_saving(self) -> None:
        self.password_edit.forget()
        self.password_check.setChecked(False)
        self.save_card.hide()

    def _password_wanted(self, wanted: bool) -> None:
        self.password_edit.setEnabled(wanted)
        wrong.clear(self.password_edit)
        if wanted:
            self.password_edit.setFocus()

    def save(self) -> None:
        """Save what is shown where a person chooses; that it left is recorded."""
        if self._shown is None:
            return
        kind, wish = self._shown
        password = self.password_edit.text() if self.password_check.isChecked() else None
        if password == "":
            wrong.mark(self.password_edit, _("Type a password, or take the tick away."))
            self.password_edit.setFocus()
            return
        page, case_id = self.folder.page, self.folder.case_id
        name = f"{catalogs.gettext(kind.word)} {self.folder.view.case.values['number']}.pdf"
        chosen = file_boxes.save_file(self, _("Save the paper"), name, [("PDF", "*.pdf")])
        if chosen is None:
            return
        office, place = page.office, writing.with_suffix(chosen, ".pdf")
        kept = Wish(wish.language, wish.second, wish.record_id, saved=True, password=password)

        def make() -> Path:
            return writing.write(place, kind.make(office, case_id, kept))

        def saved(place: Path) -> None:
            self._hide_saving()
            said = _("Saved as {name}, with a password.") if password else _("Saved as {name}, without a password.")
            page.desk.toast(said.format(name=place.name))

        page.ask(make, saved)


_SAYS = {
    "rif_questions": ("asked_on", "question"),
    "projects": ("kind", "title"),
    "payments": ("paid_on", "amount", "receipt_number"),
}
"""By which of its fields a record is told from the others when a paper is about one of them."""
