"""The third part of the statistics page: what goes out, as which files, and what lies beside them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QRadioButton, QScrollArea, QStackedWidget, QWidget

from returnhelp import settings
from returnhelp.domain.views import View
from returnhelp.gui import icons
from returnhelp.gui.pages import statistics_views as views
from returnhelp.gui.pages import statistics_words as words
from returnhelp.gui.pages.statistics_part import StatisticsPart, emptied, in_tab_order, offered_row, put, show_without
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.empty_state import EmptyState
from returnhelp.i18n import catalogs, formats
from returnhelp.i18n.catalogs import N_, _, ngettext
from returnhelp.services.statistics import LeftOut, Protected

KINDS = {
    "xlsx": (N_("Excel spreadsheet"), N_("A sheet for each table, and a sheet with every code and word.")),
    "csv": (
        N_("Text with separators (CSV)"),
        N_("One line for each number, with codes and words; a file for each table."),
    ),
    "json": (N_("Data for programs (JSON)"), N_("Codes, words and numbers together, to be read by a program.")),
    "pdf": (N_("Paper (PDF)"), N_("Tables and bar charts to be read and printed, made of shown numbers only.")),
}


class HandOutPart(StatisticsPart):
    """Nothing leaves by it but what was looked at."""

    form = "statistics_hand_out"

    hand_out_stack: QStackedWidget
    none_page: QWidget
    none_state: EmptyState
    choices_page: QWidget
    left_scroll: QScrollArea
    left_page: QWidget
    what_card: QFrame
    view_radio: QRadioButton
    view_note: QLabel
    whole_radio: QRadioButton
    whole_note: QLabel
    sheets_rows: QWidget
    without_rows: QWidget
    form_card: QFrame
    kind_combo: ChoiceCombo
    language_combo: ChoiceCombo
    kind_note: QLabel
    files_card: QFrame
    figures_value: QLabel
    figures_note: QLabel
    proof_value: QLabel
    proof_note: QLabel
    ledger_note: QLabel
    hand_out_button: QPushButton

    choose_wanted = Signal()
    sheet_wanted = Signal(int)
    """Somebody wants to look at a table of the sheet before it goes out."""
    hand_out_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ready: tuple[Protected, ...] = ()
        self._sheets: tuple[tuple[int, View], ...] = ()
        self._left_out: tuple[LeftOut, ...] = ()
        self._profile = ""
        self._view: tuple[int, View] | None = None
        self.left_page.setProperty("scrolled", True)
        dress(self.hand_out_button, Look.PRIMARY)
        self.hand_out_button.setIcon(icons.icon("download-simple", "on_accent"))
        self.kind_combo.offer(KINDS, lambda kind: f"{catalogs.gettext(KINDS[kind][0])} (.{kind})")
        self.kind_combo.set_value("xlsx")
        self.kind_combo.chosen.connect(lambda _kind: self._say())
        self.language_combo.offer(settings.LANGUAGE_NAMES, settings.LANGUAGE_NAMES.__getitem__)
        self.none_state.acted.connect(self.choose_wanted)
        self.hand_out_button.clicked.connect(self.hand_out_wanted)
        self.view_radio.setChecked(True)
        self.show_nothing()

    def focus_first(self) -> None:
        if self.hand_out_stack.currentWidget() is self.none_page:
            self.none_state.button().setFocus()
        else:
            (self.whole_radio if self.whole_radio.isChecked() else self.view_radio).setFocus()

    def retranslate(self) -> None:
        self._say()

    def show_nothing(self) -> None:
        """Nothing was made yet."""
        self._ready, self._sheets, self._view = (), (), None
        self.hand_out_stack.setCurrentWidget(self.none_page)
        self._say()

    def show_ready(
        self,
        ready: Sequence[Protected],
        sheets: Sequence[tuple[int, View]],
        profile: str = "",
        left_out: Sequence[LeftOut] = (),
    ) -> None:
        """What may go out; ``profile`` is the name of the yearly sheet that they make up, without ``left_out``."""
        self._ready, self._sheets, self._profile = tuple(ready), tuple(sheets), profile
        self._left_out = tuple(left_out)
        (self.whole_radio if profile else self.view_radio).setChecked(True)
        self.hand_out_stack.setCurrentWidget(self.choices_page)
        self._say()

    def show_view(self, shown: tuple[int, View] | None) -> None:
        """This view is looked at now; the number is the place of its table."""
        self._view = shown
        self._say()

    def offer_language(self, language: str) -> None:
        """Propose a language for the file, unless one was chosen."""
        if self.language_combo.value() is None:
            self.language_combo.set_value(language)

    def chosen(self) -> tuple[tuple[tuple[int, View], ...], str, str] | None:
        """The views that go out, the kind of file and its language; None while nothing is made."""
        kind, language = self.kind_combo.value(), self.language_combo.value()
        if self._view is None or kind is None or language is None:
            return None
        return (self._whole() if self.whole_radio.isChecked() else (self._view,)), kind, language

    def whole_sheet(self) -> bool:
        """Whether all tables of a yearly sheet go out."""
        return bool(self._profile) and self.whole_radio.isChecked()

    def _whole(self) -> tuple[tuple[int, View], ...]:
        if self._profile:
            return self._sheets
        return tuple((0, view) for view in views.whole(self._ready[0].cube))

    # --- words -------------------------------------------------------------------------------------

    def _say(self) -> None:
        self.none_state.say(
            "download-simple",
            _("Nothing is made yet that could be handed out"),
            _("Choose a table and its months first, and look at it."),
            _("Choose a table …"),
        )
        kind = self.kind_combo.value() or "xlsx"
        self.kind_note.setText(catalogs.gettext(KINDS[kind][1]))
        self.figures_value.setText(_("The figures (.{kind})").format(kind=kind))
        self.figures_note.setText(
            _("With who is counted, which months, what the sign × means, and what is not promised.")
        )
        self.proof_value.setText(_("The proof (.proof.json)"))
        self.proof_note.setText(
            _(
                "It lies beside the figures and goes with them. Whoever has both can check by “returnhelp verify” that"
                " nobody can be recognised in them, without a password and without this office’s data."
            )
        )
        self.ledger_note.setText(
            _(
                "The proof is checked once more before anything is written. What goes out is entered in the record for"
                " good, and every later table is proven against it. The same table gives the same files again."
            )
        )
        self._say_what()

    def _say_what(self) -> None:
        layout = emptied(self.sheets_rows)
        self.sheets_rows.setVisible(bool(self._profile))
        show_without(self.without_rows, self._left_out)
        if self._view is None or not self._ready:
            return
        at, view = self._view
        self.view_note.setText(
            _("{table}, {months}").format(
                table=words.view(view), months=words.months(self._ready[at].cube.request.period)
            )
        )
        count = len(self._whole())
        if self._profile:
            self.whole_radio.setText(_("The &whole sheet: {name}").format(name=self._profile))
            self.whole_note.setText(
                ngettext("One table.", "{count} tables.", count).format(count=formats.number(count))
            )
            for number, (of, sheet) in enumerate(self._sheets):
                share = views.share(self._ready[of].cube, sheet)
                figure = _("{share} of the persons").format(share=formats.percent(share)) if share is not None else ""
                told = _("Look at {table}").format(table=words.view(sheet))
                row = offered_row(words.view(sheet), figure, _("Look"), told, self._looking(number), wide=True)
                put(layout, row)
            in_tab_order(self.whole_radio, self.sheets_rows)
        else:
            self.whole_radio.setText(_("The &whole table"))
            self.whole_note.setText(_whole_words(count, self._ready[0]))

    def _looking(self, number: int) -> Callable[[], object]:
        return lambda: self.sheet_wanted.emit(number)


def _whole_words(count: int, protected: Protected) -> str:
    detail = words.detail(protected.cube.axes)
    if count == 1:
        return _("All rows and columns with their subtotals: {detail}.").format(detail=detail)
    told = ngettext("One table with all subtotals, {detail}.", "{count} tables with all subtotals: {detail}.", count)
    return told.format(count=formats.number(count), detail=detail)
