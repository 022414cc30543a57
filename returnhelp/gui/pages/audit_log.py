"""The audit log, read as far back as one wants."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from returnhelp import settings
from returnhelp.domain.office_tables import OfficeTable
from returnhelp.domain.roles import Act
from returnhelp.domain.steps import Step
from returnhelp.gui.desk import Desk
from returnhelp.gui.models.at_once import at_once
from returnhelp.gui.models.paged import Cell, Column, PagedModel
from returnhelp.gui.page import Page
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.date_edit import DateEdit
from returnhelp.gui.widgets.table_view import TableView
from returnhelp.i18n import act_words, catalogs, formats, labels
from returnhelp.i18n.catalogs import N_, _, ngettext
from returnhelp.services import audit, handover
from returnhelp.services.audit import AuditLine
from returnhelp.services.office import Change, Office

_AT_ONCE = 200
"""So many entries are shown before one asks for more."""
_LOOKED_AT = 20_000
"""So many are looked through for a filter before one is asked whether to go on."""
_BLOCK = 500

_COLUMNS = (
    Column("at", N_("When"), 140, sortable=False),
    Column("by", N_("Who"), 150, sortable=False),
    Column("act", N_("What"), 240, sortable=False),
    Column("subject", N_("About"), 120, sortable=False),
    Column("detail", N_("More"), 200, sortable=False),
)


@dataclass(frozen=True)
class Filter:
    """What is looked for; None and "" ask for nothing."""

    by: str | None = None
    group: str | None = None
    first: date | None = None
    last: date | None = None

    def takes(self, line: AuditLine) -> bool:
        day = line.at.date()
        return (
            (self.by is None or line.by == self.by)
            and (self.group is None or act_words.belongs(line.act, self.group))
            and (self.first is None or day >= self.first)
            and (self.last is None or day <= self.last)
        )


@dataclass(frozen=True)
class Found:
    """Entries that fit, and where to look on; ``before`` is None at the beginning of the log."""

    lines: tuple[AuditLine, ...]
    before: int | None


def look_back(office: Office, before: int | None, wanted: Filter, *, block_size: int = _BLOCK) -> Found:
    """The next entries that fit, going back from ``before``; at least a block is read."""
    lines: list[AuditLine] = []
    looked_at = 0
    while len(lines) < min(_AT_ONCE, block_size) and looked_at < _LOOKED_AT:
        block = audit.entries(office, before, block_size)
        looked_at += len(block)
        lines.extend(line for line in block if wanted.takes(line))
        if len(block) < block_size or (wanted.first is not None and block[-1].at.date() < wanted.first):
            return Found(tuple(lines), None)
        before = block[-1].seq
    return Found(tuple(lines), before)


class AuditLogPage(Page):
    """Shows the newest first; who may not see names sees what was done, not to whom."""

    form = "audit_log"
    help_anchor = "audit"

    page_note: QLabel
    who_label: QLabel
    who_combo: ChoiceCombo
    what_combo: ChoiceCombo
    from_edit: DateEdit
    to_edit: DateEdit
    clear_button: QPushButton
    log_table: TableView
    count_note: QLabel
    more_button: QPushButton

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._lines: list[AuditLine] = []
        self._before: int | None = None
        self._model = PagedModel(_COLUMNS, self._cell, at_once, self)
        self.log_table.set_two_lines(False)
        self.log_table.show_model(self._model)
        self.what_combo.offer(act_words.GROUPS, act_words.group, lambda: _("Everything"))
        for combo in (self.who_combo, self.what_combo):
            combo.chosen.connect(lambda _value: self.read())
        for edit in (self.from_edit, self.to_edit):
            edit.set_whole_only(True)
            edit.set_today(self.office.today())
            edit.editingFinished.connect(self._date_set)
        self._dates: tuple[date | None, date | None] = (None, None)
        self.clear_button.clicked.connect(self.clear_filter)
        self.more_button.clicked.connect(lambda: self.read(onward=True))
        self.log_table.empty.acted.connect(self.clear_filter)
        self.retranslate()

    def title(self) -> str:
        return _("Audit log")

    def focus_first(self) -> None:
        self.log_table.setFocus()

    def retranslate(self) -> None:
        office = self.office
        everybody = office.may(Act.SEE_AUDIT) or office.may(Act.SEE_AUDIT_WITHOUT_NAMES)
        self.who_combo.setVisible(everybody)
        self.who_label.setVisible(everybody)
        if not everybody:
            self.page_note.setText(_("Everything that you did. Nothing in it can be changed or taken away."))
        elif not office.may(Act.SEE_AUDIT):
            self.page_note.setText(
                _("Everything that was done, by whom and when; to whom it was done, an admin is not told.")
            )
        else:
            self.page_note.setText(
                _("Everything that was done, by whom and when. Nothing in it can be changed or taken away.")
            )
        self._say_count()

    def refresh(self, change: Change[Any] | None) -> None:  # noqa: ARG002 - every change has an entry
        office = self.office

        def named(names: Mapping[int, str]) -> None:
            self.who_combo.offer(sorted(set(names.values()), key=formats.sort_key), str, lambda: _("Everybody"))
            self.read()

        self.ask(lambda: handover.names(office), named, latest="names")

    def lines(self) -> tuple[AuditLine, ...]:
        """The entries that are shown, the newest first."""
        return tuple(self._lines)

    def filter(self) -> Filter:
        """What is looked for."""
        return Filter(self.who_combo.value(), self.what_combo.value(), self.from_edit.day(), self.to_edit.day())

    def read(self, *, onward: bool = False) -> None:
        """Read from the newest entry, or go on where the list ends."""
        office, wanted, before = self.office, self.filter(), self._before if onward else None

        def arrived(found: Found) -> None:
            self._lines = [*self._lines, *found.lines] if onward else list(found.lines)
            self._before = found.before
            at = self.log_table.verticalScrollBar().value() if onward else 0
            self._model.show(lambda: len(self._lines), lambda first, count: self._lines[first : first + count])
            self.log_table.verticalScrollBar().setValue(at)
            self._say_count()
            self.ready()

        self.log_table.waiting()
        self.ask(lambda: look_back(office, before, wanted), arrived, latest="log")

    def clear_filter(self) -> None:
        """Look for everything again."""
        self.who_combo.set_value(None)
        self.what_combo.set_value(None)
        self.from_edit.set_value(None)
        self.to_edit.set_value(None)
        self._dates = (None, None)
        self.read()

    def _date_set(self) -> None:
        dates = (self.from_edit.day(), self.to_edit.day())
        if dates != self._dates:
            self._dates = dates
            self.read()

    def _say_count(self) -> None:
        count = formats.number(len(self._lines))
        self.count_note.setText(
            ngettext("{count} entry shown", "{count} entries shown", len(self._lines)).format(count=count)
        )
        self.more_button.setVisible(self._before is not None)
        if self.filter() == Filter():
            self.log_table.empty.say("clock-counter-clockwise", _("Nothing was done yet"))
        else:
            self.log_table.empty.say("magnifying-glass", _("No entry is like this"), "", _("Show all"))

    def _cell(self, line: AuditLine, column: str) -> Cell:
        match column:
            case "at":
                return Cell(formats.moment(line.at.astimezone() if line.at.tzinfo else line.at))
            case "by":
                return Cell(line.by or _("nobody signed in"))
            case "act":
                return Cell(act_words.act(line.act))
            case "subject":
                return Cell(act_words.subject(line.subject_kind, line.subject_id), colour="muted")
        return Cell(detail_words(line.detail), colour="muted")


def detail_words(detail: Mapping[str, Any]) -> str:
    """What an entry tells beside its act, as far as a person can use it."""
    said = [words for key, teller in _TELLERS.items() if key in detail and (words := teller(detail[key]))]
    return "; ".join(said)


def _step(value: Any) -> str:
    return labels.label(Step(value)) if value in list(Step) else str(value)


def _setting(value: Any) -> str:
    return catalogs.gettext(settings.SETTINGS[value].label) if value in settings.SETTINGS else str(value)


def _months(value: Any) -> str:
    days = [date.fromisoformat(one) for one in value]
    return formats.listed(formats.month(day.year, day.month) for day in days[:3]) + (" …" if len(days) > 3 else "")


def _one_month(value: Any) -> str:
    year, _dash, month = str(value).partition("-")
    return formats.month(int(year), int(month))


def _rows(value: Any) -> str:
    return ngettext("{count} row", "{count} rows", int(value)).format(count=formats.number(int(value)))


def _taken_over(value: Any) -> str:
    unread = int(value["unread"])
    told = ngettext("{count} row not read", "{count} rows not read", unread).format(count=formats.number(unread))
    return f"{_rows(value['rows'])}, {told}" if unread else _rows(value["rows"])


_TELLERS: Mapping[str, Callable[[Any], str]] = {
    "step": _step,
    "setting": _setting,
    "month": _one_month,
    "months": _months,
    "rows": _rows,
    "taken_over": _taken_over,
    "kind": str,
    "instrument": str,
    "table": lambda value: labels.label(OfficeTable(value)) if value in set(OfficeTable) else str(value),
    "protected": lambda value: _("with a password") if value else _("without a password"),
    "undone": lambda value: _("entry {number}").format(number=value),
    "removed": lambda value: formats.number(int(value)),
}
