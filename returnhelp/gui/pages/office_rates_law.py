"""The law as the program comes with it, by day, and the office's own record that it checked a row."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPushButton, QWidget

from returnhelp.domain.errors import EntrySourceMissingError, EntryValueError
from returnhelp.domain.law_checks import LawPart
from returnhelp.domain.office_tables import Column as Told
from returnhelp.domain.roles import Act
from returnhelp.gui.desk import Desk
from returnhelp.gui.models.at_once import at_once
from returnhelp.gui.models.paged import Cell, Column, PagedModel
from returnhelp.gui.page import Page
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.told import told
from returnhelp.gui.widgets import wrong
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.date_edit import DateEdit
from returnhelp.gui.widgets.table_view import TableView
from returnhelp.i18n import formats, law_words, rate_words
from returnhelp.i18n.catalogs import N_, _, ngettext
from returnhelp.services import law
from returnhelp.services.office import Change
from returnhelp.services.rule_views import CheckSeen, LawRowSeen

_COLUMNS = (
    Column("title", N_("What"), 280, sortable=False),
    Column("article", N_("Article"), 170, sortable=False),
    Column("figure", N_("Figure"), 130, sortable=False),
    Column("valid", N_("Valid"), 150, sortable=False),
    Column("verified", N_("Verified"), 150, sortable=False),
)
_AHEAD = timedelta(days=20 * 365)


class OfficeLawPage(Page):
    """The rows that hold on a day, and beneath what the chosen one says."""

    form = "office_rates_law"
    help_anchor = "law"

    part_combo: ChoiceCombo
    on_edit: DateEdit
    count_note: QLabel
    law_table: TableView
    row_panel: QFrame
    row_heading: QLabel
    row_badge: QLabel
    row_value: QLabel
    row_note: QLabel
    checks_note: QLabel
    check_panel: QWidget
    verified_by_edit: QLineEdit
    verified_on_edit: DateEdit
    source_edit: QLineEdit
    reason_panel: QWidget
    reason_edit: QLineEdit
    record_button: QPushButton
    back_button: QPushButton
    cancel_button: QPushButton

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._rows: Sequence[LawRowSeen] = ()
        self._day: date | None = None
        self._model = PagedModel(_COLUMNS, _cell, at_once, self)
        self.law_table.show_model(self._model)
        dress(self.row_panel, Look.CARD)
        self.part_combo.offer(LawPart)
        self.part_combo.set_value(LawPart.BENEFITS)
        for edit in (self.on_edit, self.verified_on_edit):
            edit.set_whole_only(True)
            edit.set_today(self.office.today())
        self.on_edit.set_latest(self.office.today() + _AHEAD)
        self.on_edit.set_value(self.office.today())
        for line, most in ((self.verified_by_edit, 200), (self.source_edit, 2_000), (self.reason_edit, 400)):
            line.setMaxLength(most)
            line.returnPressed.connect(self._enter)
        self.verified_on_edit.returnPressed.connect(self._enter)
        self.part_combo.chosen.connect(lambda _part: self.refresh(None))
        self.on_edit.value_changed.connect(self._day_set)
        self.law_table.rows_selected.connect(self._show_row)
        self.law_table.opened.connect(lambda _row: self.record_button.setFocus())
        self.record_button.clicked.connect(self._record)
        self.back_button.clicked.connect(self._take_back)
        self.cancel_button.clicked.connect(self._close)
        self._show_row()

    # --- what a page answers -----------------------------------------------------------------------

    def title(self) -> str:
        return _("Law")

    def blank(self, private: bool) -> bool:  # noqa: ARG002 - either way
        """There is nothing of a client here."""
        return True

    def focus_first(self) -> None:
        self.part_combo.setFocus()

    def retranslate(self) -> None:
        self._say_count()
        self._show_row()

    def refresh(self, change: Change[Any] | None) -> None:  # noqa: ARG002 - read as a whole
        office, part, day = self.office, self.part_combo.value(), self.on_edit.day()
        self.ask(lambda: law.rows(office, part, day), self._take, latest="law")

    def rows(self) -> Sequence[LawRowSeen]:
        """The rows that are shown."""
        return self._rows

    # --- the rows ----------------------------------------------------------------------------------

    def _take(self, rows: Sequence[LawRowSeen]) -> None:
        chosen = self._chosen()
        self._rows = rows
        self._model.show(lambda: len(self._rows), lambda at, count: self._rows[at : at + count])
        self.law_table.empty.say(
            "scales", _("The program knows no row for this day"), _("Choose another day, or look at the law itself.")
        )
        kept = chosen.row.key if chosen is not None else ""
        if rows:
            self.law_table.selectRow(next((at for at, one in enumerate(rows) if one.row.key == kept), 0))
        self._say_count()
        self._show_row()
        self.ready()

    def _day_set(self) -> None:
        if self.on_edit.is_valid() and self.on_edit.day() != self._day:
            self._day = self.on_edit.day()
            self.refresh(None)

    def _say_count(self) -> None:
        count, verified = len(self._rows), sum(1 for one in self._rows if one.verified)
        rows = ngettext("{count} row", "{count} rows", count).format(count=formats.number(count))
        said = _("{rows}, {count} of them verified").format(rows=rows, count=formats.number(verified))
        self.count_note.setText(said if count else "")

    def _chosen(self) -> LawRowSeen | None:
        rows = self.law_table.rows()
        return rows[0] if rows else None

    # --- the row that is chosen --------------------------------------------------------------------

    def _show_row(self) -> None:
        one = self._chosen()
        self._close(quietly=True)
        self.row_panel.setVisible(one is not None)
        if one is None:
            return
        row = one.row
        self.row_heading.setText(", ".join(filter(None, (law_words.title(row), law_words.second(row)))))
        self.row_badge.setText(_("Verified") if one.verified else _("Not verified by the office"))
        self.row_badge.setProperty("kind", "success" if one.verified else "warning")
        self.row_badge.style().unpolish(self.row_badge)
        self.row_badge.style().polish(self.row_badge)
        self.row_value.setText(law_words.says(row, self.on_edit.day() or self.office.today()))
        said = [law_words.article(row), rate_words.days(row.valid_from, row.valid_to)]
        self.row_note.setText(
            "\n".join((" · ".join(filter(None, said)), _("Source: {source}").format(source=row.source)))
        )
        checks = [_check(each) for each in one.checks]
        self.checks_note.setText("\n".join(checks))
        self.checks_note.setVisible(bool(checks))

    def _close(self, *_checked: bool, quietly: bool = False) -> None:
        """Neither a check nor a reason is being typed."""
        one = self._chosen()
        may = self.office.may(Act.MANAGE_RATES)
        self.check_panel.hide()
        self.reason_panel.hide()
        self.cancel_button.hide()
        self.record_button.setText(_("Record that it was checked …"))
        self.record_button.setVisible(may and one is not None)
        self.back_button.setText(_("Take a check back …"))
        self.back_button.setVisible(may and one is not None and self._standing(one) is not None)
        if not quietly:
            self.law_table.setFocus()

    @staticmethod
    def _standing(one: LawRowSeen) -> CheckSeen | None:
        """The latest check that was not taken back."""
        return next((check for check in one.checks if check.withdrawn is None), None)

    def _enter(self) -> None:
        if self.check_panel.isVisible():
            self._record()
        elif self.reason_panel.isVisible():
            self._take_back()

    def _record(self) -> None:
        """Open the fields; the second press records what was typed."""
        if not self.check_panel.isVisible():
            self.check_panel.show()
            self.back_button.hide()
            self.cancel_button.show()
            self.record_button.setText(_("Record"))
            self.verified_by_edit.setText(self.office.user.display_name)
            self.verified_on_edit.set_value(self.office.today())
            self.source_edit.clear()
            for field in (self.verified_by_edit, self.verified_on_edit, self.source_edit):
                wrong.clear(field)
            self.source_edit.setFocus()
            return
        one, day = self._chosen(), self.verified_on_edit.day()
        for field in (self.verified_by_edit, self.verified_on_edit, self.source_edit):
            wrong.clear(field)
        if one is None:
            return
        if day is None:
            wrong.mark(self.verified_on_edit, _("This is not a whole date."))
            self.verified_on_edit.setFocus()
            return
        office, row = self.office, one.row
        by, source = self.verified_by_edit.text(), self.source_edit.text()
        self.act(
            lambda: law.record_check(office, row.key, row.mark, verified_by=by, verified_on=day, source=source),
            failed=self._failed,
            said=_("Recorded. The row itself is as it was."),
        )

    def _take_back(self) -> None:
        if not self.reason_panel.isVisible():
            self.reason_panel.show()
            self.record_button.hide()
            self.cancel_button.show()
            self.back_button.setText(_("Take it back"))
            self.reason_edit.clear()
            wrong.clear(self.reason_edit)
            self.reason_edit.setFocus()
            return
        one = self._chosen()
        check = self._standing(one) if one is not None else None
        reason = self.reason_edit.text().strip()
        if check is None:
            return
        if not reason:
            wrong.mark(self.reason_edit, _("Say why, so that colleagues understand it later."))
            self.reason_edit.setFocus()
            return
        office, number = self.office, check.id
        self.act(
            lambda: law.take_check_back(office, number, reason),
            failed=lambda error: wrong.mark(self.reason_edit, told(error)),
            said=_("Taken back. It stays readable with the reason."),
        )

    def _failed(self, error: Exception) -> None:
        fields: dict[str, QWidget] = {
            Told.VERIFIED_BY.value: self.verified_by_edit,
            Told.VERIFIED_ON.value: self.verified_on_edit,
        }
        field: QWidget | None = self.source_edit if isinstance(error, EntrySourceMissingError) else None
        if isinstance(error, EntryValueError):
            field = fields.get(str(error.given["column"]))
        if field is None:
            self.show_error(error)
            return
        wrong.mark(field, told(error))
        field.setFocus()


def _check(one: CheckSeen) -> str:
    day = formats.short_date(one.verified_on)
    said = _("Checked by {name} on {day}: {source}").format(name=one.verified_by, day=day, source=one.source)
    if one.withdrawn is not None:
        back = formats.moment(one.withdrawn.at.astimezone())
        text = _("{check} Taken back by {name}, {at}: {reason}")
        return text.format(check=f"{said}.", name=one.withdrawn.by, at=back, reason=one.reason)
    if not one.holds:
        return _("{check} The row has changed since; check it again.").format(check=f"{said}.")
    return said


def _cell(one: LawRowSeen, column: str) -> Cell:
    row = one.row
    match column:
        case "title":
            return Cell(law_words.title(row), law_words.second(row))
        case "article":
            return Cell(law_words.article(row))
        case "figure":
            return Cell(law_words.figure(row))
        case "valid":
            return Cell(rate_words.days(row.valid_from, row.valid_to))
    if not one.verified:
        return Cell(_("not verified"), badge="warning")
    check = next((each for each in one.checks if each.holds and each.withdrawn is None), None)
    by, on = (check.verified_by, check.verified_on) if check is not None else (row.verified_by, row.verified_on)
    return Cell(formats.short_date(on) if on is not None else "", by, "check", "success")
