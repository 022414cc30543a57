"""Questions to the Return Information Fund: asked, forwarded, researched, checked and returned."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton

from returnhelp.domain import rif_checks
from returnhelp.domain.register_lists import Register, RegisterQuery, RegisterRow
from returnhelp.domain.rif import RifCategory, RifPhase
from returnhelp.domain.rif_checks import Named
from returnhelp.domain.roles import Act
from returnhelp.gui import theme
from returnhelp.gui.models.records import FieldColumn
from returnhelp.gui.models.working_copy import Key
from returnhelp.gui.pages.case_folder import CaseFolder
from returnhelp.gui.pages.case_list_section import ListSection
from returnhelp.gui.pages.case_section import CaseSection
from returnhelp.gui.widgets import field_editors
from returnhelp.gui.widgets.date_edit import DateEdit
from returnhelp.i18n import formats, labels
from returnhelp.i18n.catalogs import N_, _, ngettext
from returnhelp.services import registers

_SHEETS = 8
_NEXT = {
    RifPhase.ASKED: N_("Forward to the mission"),
    RifPhase.FORWARDED: N_("The answer has come"),
    RifPhase.RESEARCHED: N_("Return the answer"),
}


class RifDetail(CaseSection):
    """One question with what is to be looked at in it, its answer, and the next phase."""

    form = "case_rif_detail"
    title = ""

    question_edit: QPlainTextEdit
    words_error: QLabel
    knowingly_check: QCheckBox
    personal_note: QLabel
    sheets_heading: QLabel
    sheets_value: QLabel
    answer_edit: QPlainTextEdit
    complete_check: QCheckBox
    asked_by_edit: QLineEdit
    forwarded_on_edit: DateEdit
    answered_on_edit: DateEdit
    returned_on_edit: DateEdit
    next_button: QPushButton

    def __init__(self, folder: CaseFolder) -> None:
        self._sheets: tuple[int, Sequence[RegisterRow]] = (0, ())
        super().__init__(folder)

    def build(self) -> None:
        self._days = (self.forwarded_on_edit, self.answered_on_edit, self.returned_on_edit)
        for day in self._days:
            day.set_whole_only(True)
        for text in (self.question_edit, self.answer_edit):
            text.setFixedHeight(theme.px(104))
        self._marked = _Warned(self.question_edit.document())
        self._one = self.tie("rif_questions")
        self._one.tie_all(
            question=self.question_edit,
            answer=self.answer_edit,
            complete=self.complete_check,
            asked_by=self.asked_by_edit,
            forwarded_on=self.forwarded_on_edit,
            answered_on=self.answered_on_edit,
            returned_on=self.returned_on_edit,
        )
        self.knowingly_check.clicked.connect(self._confirm)
        self.next_button.clicked.connect(self.go)
        self.folder.copy.changed.connect(self._typed)
        self.folder.copy.listed.connect(self.look)
        theme.news().changed.connect(self._marked.rehighlight)

    def retranslate(self) -> None:
        if self.folder.is_read:
            self.look()

    @property
    def key(self) -> Key | None:
        """The question that is shown."""
        return self._one.key

    # --- what is to be looked at -----------------------------------------------------------------------

    def look(self) -> None:
        """Say what the question had better not hold, and what can be done next."""
        key, copy = self.key, self.folder.copy
        shown = key is not None and key in copy
        text = str(copy.value(key, "question") or "") if shown and key is not None else ""
        words = list(dict.fromkeys(one.word for one in rif_checks.warned(text)))
        self.words_error.setVisible(bool(words))
        self.words_error.setText(
            _("It speaks of asylum or security: {words}. The fund answers no such question.").format(
                words=formats.listed(f"“{word}”" for word in words)
            )
        )
        known = set(rif_checks.confirmed(copy.value(key, "warned_words") or "")) if shown and key is not None else set()
        self.knowingly_check.setVisible(bool(words))
        self.knowingly_check.setChecked(bool(words) and all(word.casefold() in known for word in words))
        self.knowingly_check.setEnabled(self.folder.editable)
        self._say_personal(text)
        self._show_next(key if shown else None)
        for day in self._days:
            field_editors.set_today(day, self.folder.today(), "answered_on")
        self._ask_for_sheets(copy.value(key, "country") if shown and key is not None else None)

    def _say_personal(self, text: str) -> None:
        found = rif_checks.personal(text, people_of(self.folder))
        said = [f"“{name}”" for name in found.names] + [labels.label(hint) for hint in sorted(found.hints)]
        self.personal_note.setVisible(bool(said))
        self.personal_note.setText(
            _("It may tell who it is about: {what}. The mission needs no name and no number.").format(
                what=formats.listed(said)
            )
        )

    def _confirm(self, knowingly: bool) -> None:
        key = self.key
        if key is not None:
            text = str(self.folder.copy.value(key, "question") or "")
            self.folder.copy.put(key, "warned_words", rif_checks.confirming(text) if knowingly else "")

    def _typed(self, key: Key, name: str) -> None:
        if key == self.key and name in ("question", "warned_words", "phase", "country", "answer", "complete"):
            self.look()

    # --- the next phase --------------------------------------------------------------------------------

    def _show_next(self, key: Key | None) -> None:
        phase = self.folder.copy.value(key, "phase") if key is not None else None
        words = _NEXT.get(phase) if phase is not None else None
        self.next_button.setVisible(words is not None and self.folder.editable)
        if words is not None:
            self.next_button.setText(_(words))

    def go(self) -> bool:
        """Go on to the next phase with today's day, unless something is missing for it: then go there."""
        key, copy = self.key, self.folder.copy
        if key is None or not self.folder.editable:
            return False
        today = self.folder.today()
        match copy.value(key, "phase"):
            case RifPhase.ASKED:
                if not self.knowingly_check.isHidden() and not self.knowingly_check.isChecked():
                    self.knowingly_check.setFocus()
                    return True
                self._set(key, phase=RifPhase.FORWARDED, forwarded_on=copy.value(key, "forwarded_on") or today)
            case RifPhase.FORWARDED:
                if not str(copy.value(key, "answer") or "").strip():
                    self._one.mark("answer", _("Enter the answer first."))
                    self.answer_edit.setFocus()
                    return True
                self._set(key, phase=RifPhase.RESEARCHED, answered_on=copy.value(key, "answered_on") or today)
            case RifPhase.RESEARCHED:
                if not copy.value(key, "complete"):
                    self._one.mark("complete", _("Check that every part is answered, and tick it."))
                    self.complete_check.setFocus()
                    return True
                self._set(key, phase=RifPhase.RETURNED, returned_on=copy.value(key, "returned_on") or today)
            case _:
                return False
        return True

    def _set(self, key: Key, **values: Any) -> None:
        for name, value in values.items():
            self.folder.copy.put(key, name, value)

    # --- fact sheets -----------------------------------------------------------------------------------

    def _ask_for_sheets(self, country: int | None) -> None:
        page = self.folder.page
        if country is None or not page.office.may(Act.SEE_REGISTERS):
            self._sheets = (0, ())
            self._show_sheets()
            return
        if self._sheets[0] == country:
            self._show_sheets()
            return
        self._sheets = (country, ())
        office = page.office
        query = RegisterQuery(Register.FACT_SHEETS, country=country, sort="as_of", descending=True)

        def took(rows: list[RegisterRow]) -> None:
            self._sheets = (country, rows)
            self._show_sheets()

        page.ask(lambda: registers.listed(office, query, 0, _SHEETS), took, latest="fact sheets")
        self._show_sheets()

    def _show_sheets(self) -> None:
        country, rows = self._sheets
        self.sheets_heading.setVisible(bool(country))
        self.sheets_value.setVisible(bool(country))
        said = "\n".join(_of_sheet(row) for row in rows)
        self.sheets_value.setText(said or _("There is none of this country."))


class RifSection(ListSection):
    """The questions of a case; each goes from phase to phase."""

    title = N_("RIF questions")
    entities = frozenset({"rif_questions"})

    def build(self) -> None:
        columns = (
            FieldColumn("category", 170),
            FieldColumn("question", 240, stretches=True, editable=False),
            FieldColumn("country", 140),
            FieldColumn("phase", 168),
            FieldColumn("asked_on", 100),
            FieldColumn("returned_on", 108, editable=False),
        )
        self.table("rif_questions", columns, N_("Add a question"), self._begin)
        self.detail = RifDetail(self.folder)
        self.show_detail(self.detail)
        self.records_table.record_chosen.connect(lambda _key: self.detail.look())
        self.folder.copy.changed.connect(self._typed)

    def display(self) -> None:
        super().display()
        self.detail.look()
        self._say_open()

    def go(self) -> bool:
        return self.detail.isVisible() and self.detail.isAncestorOf(self.focusWidget()) and self.detail.go()

    def _begin(self) -> dict[str, Any]:
        return {
            "category": RifCategory.MEDICAL,
            "question": "",
            "country": self.folder.copy.value(self.folder.key, "destination"),
            "phase": RifPhase.ASKED,
            "asked_on": self.folder.today(),
            "asked_by": self.folder.page.office.user.display_name,
            "forwarded_on": None,
            "answered_on": None,
            "returned_on": None,
            "answer": "",
            "complete": False,
            "warned_words": "",
        }

    def _typed(self, key: Key, name: str) -> None:
        if key[0] == "rif_questions" and name == "phase" and self.isVisible():
            self._say_open()

    def _say_open(self) -> None:
        copy = self.folder.copy
        keys = [key for key in copy.keys("rif_questions") if not copy.is_removed(key)]
        waiting = [key for key in keys if copy.value(key, "phase") is not RifPhase.RETURNED]
        self.sum_note.setVisible(bool(keys))
        said = ngettext("{count} question is open", "{count} questions are open", len(waiting))
        self.sum_note.setText(said.format(count=formats.number(len(waiting))))


class _Warned(QSyntaxHighlighter):
    """Marks the words about asylum and security where they stand."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)

    def highlightBlock(self, text: str) -> None:
        ink = QTextCharFormat()
        ink.setForeground(QColor(theme.colour("error")))
        ink.setBackground(QColor(theme.colour("error_ground")))
        ink.setFontUnderline(True)
        for one in rif_checks.warned(text):
            self.setFormat(one.start, one.end - one.start, ink)


def people_of(folder: CaseFolder) -> Named:
    """The names and numbers by which the people of a case are known, as they are typed now."""
    copy = folder.copy
    names, zemis = [], []
    for number in folder.person_ids():
        key = ("person", number)
        if key in copy:
            named = ("family_name", "given_names", "original_family_name", "original_given_names")
            names += [str(copy.value(key, name) or "") for name in named]
            zemis.append(str(copy.value(key, "zemis") or ""))
    n_number = copy.value(folder.household_key, "n_number") if folder.household_key in copy else ""
    return Named(rif_checks.name_parts(names), str(n_number or ""), frozenset(one for one in zemis if one))


def _of_sheet(row: RegisterRow) -> str:
    """A fact sheet with its age."""
    title, as_of = str(row.values["title"]), row.values["as_of"]
    if as_of is None or row.months is None:
        return _("{title} – of no known day").format(title=title)
    age = ngettext("{count} month old", "{count} months old", row.months).format(count=formats.number(row.months))
    said = _("{title} – {day}, {age}").format(title=title, day=formats.short_date(as_of), age=age)
    return _("{sheet}, out of date").format(sheet=said) if row.outdated else said
