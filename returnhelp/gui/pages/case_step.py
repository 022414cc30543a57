"""Takes a step of a case: asks what the step asks for, and says what is still missing."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from returnhelp.domain.case import Fitness
from returnhelp.domain.steps import Ask, Need, Reason, Step
from returnhelp.gui import icons, theme
from returnhelp.gui.pages.case_folder import CaseFolder
from returnhelp.gui.pages.panel import Panel
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.told import told
from returnhelp.gui.widgets import field_editors, wrong
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.date_edit import DateEdit
from returnhelp.gui.widgets.links_row import Link, LinksRow
from returnhelp.gui.widgets.money_edit import MoneyEdit
from returnhelp.i18n import labels
from returnhelp.i18n.catalogs import _
from returnhelp.services import steps
from returnhelp.services.cases import NextStep

_ABREAST = 4
_MUST_BE_ANSWERED = frozenset({Ask.REASON, Ask.DEPARTURE_DATE, Ask.FIT_TO_TRAVEL})


class StepPanel(Panel):
    """One step at a time; today is proposed as its day, and the plan of the journey as its answers."""

    form = "step_panel"

    step_heading: QLabel
    close_button: QToolButton
    missing_widget: QWidget
    missing_row: LinksRow
    fields_widget: QWidget
    effective_on_widget: QWidget
    effective_on_edit: DateEdit
    reason_widget: QWidget
    reason_combo: ChoiceCombo
    reference_widget: QWidget
    reference_edit: QLineEdit
    fit_to_travel_widget: QWidget
    fit_to_travel_combo: ChoiceCombo
    departure_date_widget: QWidget
    departure_date_edit: DateEdit
    airport_widget: QWidget
    airport_edit: QLineEdit
    flight_widget: QWidget
    flight_edit: QLineEdit
    amount_widget: QWidget
    amount_edit: MoneyEdit
    travellers_widget: QWidget
    travellers_rows_widget: QWidget
    comment_widget: QWidget
    comment_edit: QLineEdit
    panel_error: QLabel
    cancel_button: QPushButton
    take_button: QPushButton

    def __init__(self, folder: CaseFolder) -> None:
        super().__init__()
        self._folder = folder
        self._step: NextStep | None = None
        self._days: dict[int, DateEdit] = {}
        dress(self.take_button, Look.PRIMARY)
        self.close_button.setIcon(icons.icon("x"))
        for day in (self.effective_on_edit, self.departure_date_edit):
            day.set_whole_only(True)
        self.fit_to_travel_combo.offer(Fitness)
        self.missing_row.followed.connect(lambda need: folder.opened.emit("need", need))
        self.departure_date_edit.value_changed.connect(self._carry_over)
        for button in (self.cancel_button, self.close_button):
            button.clicked.connect(self.shut)
        self.take_button.clicked.connect(self.go)
        for line in (self.comment_edit, self.reference_edit, self.flight_edit):
            line.returnPressed.connect(self.go)

    @property
    def step(self) -> Step | None:
        """The step that is being taken; None while it is closed."""
        return self._step.step if self._step is not None and not self.isHidden() else None

    def begin(self, following: NextStep) -> None:
        """Ask for what this step needs."""
        again = self.step is following.step
        self._step = following
        folder, copy, key = self._folder, self._folder.copy, self._folder.key
        self._show_missing(following.missing)
        if again:
            return
        today = folder.today()
        for ask, widget in self._asked().items():
            widget.setVisible(ask in following.asks)
        self._arrange()
        self.reason_combo.offer(following.reasons)
        self.reason_combo.set_value(None)
        self.effective_on_edit.set_today(today)
        self.effective_on_edit.set_value(today)
        field_editors.set_today(self.departure_date_edit, today, "departure_date")
        planned = copy.value(key, "planned_departure")
        departs = following.step is Step.DEPARTED
        self.departure_date_edit.set_value(planned)
        if departs and planned is not None and planned <= today:
            self.effective_on_edit.set_value(planned)
        self.airport_edit.setText(copy.value(key, "airport") or "")
        self.flight_edit.setText(copy.value(key, "flight") or "")
        fit = copy.value(key, "fit_to_travel")
        self.fit_to_travel_combo.set_value(Fitness(fit) if fit in set(Fitness) else None)
        for line in (self.reference_edit, self.comment_edit):
            line.clear()
        self.amount_edit.set_value(None)
        self._list_travellers(planned if departs else None, shown=departs and len(folder.traveller_ids()) > 1)
        self.panel_error.hide()
        for field in self._fields():
            wrong.clear(field)
        self.retranslate()
        self.show()
        self._first_field(following).setFocus()

    def _show_missing(self, missing: tuple[Need, ...]) -> None:
        self.missing_widget.setVisible(bool(missing))
        self.missing_row.set_links([Link(labels.label(need), need, "arrow-right") for need in missing])
        self.take_button.setEnabled(not missing)

    def retranslate(self) -> None:
        if self._step is None:
            return
        name = labels.label(self._step.step)
        self.step_heading.setText(name)
        self.take_button.setText(_("Take the step “{step}”").format(step=name))
        self._show_missing(self._step.missing)
        self.missing_row.setAccessibleName(_("Still missing"))

    def _asked(self) -> dict[Ask, QWidget]:
        return {
            Ask.REASON: self.reason_widget,
            Ask.REFERENCE: self.reference_widget,
            Ask.FIT_TO_TRAVEL: self.fit_to_travel_widget,
            Ask.DEPARTURE_DATE: self.departure_date_widget,
            Ask.AIRPORT: self.airport_widget,
            Ask.FLIGHT: self.flight_widget,
            Ask.AMOUNT: self.amount_widget,
            Ask.COMMENT: self.comment_widget,
        }

    def _arrange(self) -> None:
        """Set what is asked side by side, without gaps."""
        grid = self.fields_widget.layout()
        assert isinstance(grid, QGridLayout)
        asked = [self.effective_on_widget, *self._asked().values()]
        beside = [widget for widget in asked if widget is not self.comment_widget and not widget.isHidden()]
        for widget in asked:
            grid.removeWidget(widget)
        for at, widget in enumerate(beside):
            grid.addWidget(widget, at // _ABREAST, at % _ABREAST, Qt.AlignmentFlag.AlignTop)

    def _fields(self) -> list[QWidget]:
        return [
            self.effective_on_edit,
            self.reason_combo,
            self.reference_edit,
            self.fit_to_travel_combo,
            self.departure_date_edit,
            self.airport_edit,
            self.flight_edit,
            self.amount_edit,
            self.comment_edit,
        ]

    def _first_field(self, following: NextStep) -> QWidget:
        """Where typing begins: the first thing that must be answered, else the button."""
        if following.missing:
            return self.missing_row.button(following.missing[0])
        for ask, field in ((Ask.REASON, self.reason_combo), (Ask.FIT_TO_TRAVEL, self.fit_to_travel_combo)):
            if ask in following.asks:
                return field
        return self.effective_on_edit if following.asks else self.take_button

    # --- who travelled ---------------------------------------------------------------------------

    def _list_travellers(self, planned: date | None, *, shown: bool) -> None:
        """A day for each traveller; an empty one did not travel."""
        column = self.travellers_rows_widget.layout()
        assert isinstance(column, QVBoxLayout)
        while (item := column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._days = {}
        self.travellers_widget.setVisible(shown)
        for number in self._folder.traveller_ids() if shown else ():
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            name = self._folder.person_name(number)
            day = DateEdit()
            day.set_whole_only(True)
            day.set_today(self._folder.today())
            day.set_value(planned)
            day.setAccessibleName(_("Departure date of {name}").format(name=name))
            day.setFixedWidth(theme.px(180))
            label = QLabel(name)
            label.setMinimumWidth(theme.px(220))
            line.addWidget(label)
            line.addWidget(day)
            line.addStretch(1)
            column.addWidget(row)
            self._days[number] = day

    def day_of(self, number: int) -> DateEdit:
        """The field in which the day of one traveller stands; raises KeyError when none is shown."""
        return self._days[number]

    def _carry_over(self) -> None:
        """The day of departure holds for all until one of them is set apart."""
        for day in self._days.values():
            if not day.isModified():
                day.set_value(self.departure_date_edit.day())

    # --- taking it -----------------------------------------------------------------------------------

    def go(self) -> None:
        """Take the step, if everything that it asks for is answered."""
        following = self._step
        if following is None or not self.take_button.isEnabled() or not self._is_answered(following):
            return
        folder, office, case_id = self._folder, self._folder.page.office, self._folder.case_id
        step, on = following.step, self.effective_on_edit.day()
        assert on is not None
        asks = following.asks
        reason: Reason | None = self.reason_combo.value() if Ask.REASON in asks else None
        reference = self.reference_edit.text() if Ask.REFERENCE in asks else ""
        comment = self.comment_edit.text() if Ask.COMMENT in asks else ""
        answers = self._answers(asks)
        self.take_button.setEnabled(False)

        def taken(_nothing: None) -> None:
            self.shut()

        def failed(error: Exception) -> None:
            self.take_button.setEnabled(True)
            self.panel_error.setText(told(error))
            self.panel_error.show()

        folder.page.act(
            lambda: steps.take(
                office, case_id, step, on, reason=reason, reference=reference, comment=comment, answers=answers
            ),
            taken,
            failed,
            said=_("Step taken: {step}").format(step=labels.label(step)),
        )

    def _answers(self, asks: tuple[Ask, ...]) -> dict[str, Any]:
        given: dict[Ask, Any] = {
            Ask.FIT_TO_TRAVEL: self.fit_to_travel_combo.value(),
            Ask.DEPARTURE_DATE: self.departure_date_edit.day(),
            Ask.AIRPORT: self.airport_edit.text().strip(),
            Ask.FLIGHT: self.flight_edit.text().strip(),
            Ask.AMOUNT: self.amount_edit.value(),
        }
        answers = {ask.value: value for ask, value in given.items() if ask in asks and value not in (None, "")}
        if self._days:
            answers["departed"] = {number: day.day() for number, day in self._days.items()}
        return answers

    def _is_answered(self, following: NextStep) -> bool:
        """Whether everything is there; the first field that is not is marked."""
        unanswered: list[tuple[QWidget, bool, str]] = [
            (
                self.effective_on_edit,
                self.effective_on_edit.day() is not None and self.effective_on_edit.is_valid(),
                _("Enter the day on which it happened."),
            ),
            (self.reason_combo, self.reason_combo.value() is not None, _("Choose a reason.")),
            (
                self.fit_to_travel_combo,
                self.fit_to_travel_combo.value() is not None,
                _("Choose what the doctor says."),
            ),
            (
                self.departure_date_edit,
                self.departure_date_edit.day() is not None and self.departure_date_edit.is_valid(),
                _("Enter the day of departure."),
            ),
        ]
        asked: dict[QWidget, Ask] = {
            self.reason_combo: Ask.REASON,
            self.fit_to_travel_combo: Ask.FIT_TO_TRAVEL,
            self.departure_date_edit: Ask.DEPARTURE_DATE,
        }
        for field, answered, why in unanswered:
            wrong.clear(field)
            ask = asked.get(field)  # the day of the step itself is always asked for
            if not answered and (ask is None or (ask in following.asks and ask in _MUST_BE_ANSWERED)):
                wrong.mark(field, why)
                field.setFocus()
                return False
        return True
