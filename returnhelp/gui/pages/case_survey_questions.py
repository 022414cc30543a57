"""The questions of a survey, answered by keyboard alone: a number chooses the answer, arrows and Tab go on."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel, QRadioButton, QScrollArea, QVBoxLayout, QWidget

from returnhelp.domain import surveys
from returnhelp.domain.surveys import Dimension, Instrument, Question, QuestionKind
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets import field_editors
from returnhelp.gui.widgets.flow_layout import FlowLayout
from returnhelp.i18n import labels

_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_AT_ONCE = 6  # questions; the window is kept for some ten milliseconds


class QuestionField(QWidget):
    """One question with its answers beside each other, each with its number."""

    answered = Signal(str, object)
    """The code of the question, and the code of the answer, a list of codes, or None."""
    left = Signal(object, int)
    """The keys are to go on to the next question (1) or back to the one before (-1)."""

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = question
        self._several = question.kind is QuestionKind.MULTIPLE
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(2)
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(self._text)
        row = QWidget()
        row.setLayout(flow := FlowLayout(row, 4))
        column.addWidget(row)
        self.buttons: list[QAbstractButton] = []
        for option in question.options:
            button: QAbstractButton = QCheckBox() if self._several else QRadioButton()
            button.setAutoExclusive(False)  # so that an answer can be taken back; choosing sees to the rest
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(lambda _checked, code=option.code: self._clicked(code))
            button.installEventFilter(self)
            flow.addWidget(button)
            self.buttons.append(button)

    def say(self, language: str) -> None:
        """Show question and answers in this language."""
        question = self.question
        self._text.setText(f"{question.code}  {surveys.said(question.words, language)}")
        for number, (option, button) in enumerate(zip(question.options, self.buttons, strict=True), start=1):
            words = surveys.said(option.words, language)
            button.setText(f"{number}  {words}".replace("&", "&&"))
            button.setAccessibleName(words)
            button.setAccessibleDescription(self._text.text())

    def show_answer(self, answer: object) -> None:
        """Show what was answered: a code, a list of codes, or nothing."""
        chosen = answer if isinstance(answer, list) else [answer]
        for option, button in zip(self.question.options, self.buttons, strict=True):
            button.setChecked(option.code in chosen)

    def answer(self) -> str | list[str] | None:
        """What is chosen."""
        chosen = [
            option.code
            for option, button in zip(self.question.options, self.buttons, strict=True)
            if button.isChecked()
        ]
        return (chosen or None) if self._several else next(iter(chosen), None)

    def set_editable(self, editable: bool) -> None:
        for button in self.buttons:
            field_editors.set_editable(button, editable)

    def take_focus(self) -> None:
        """Set the focus to what is chosen, else to the first answer."""
        wanted = next((button for button in self.buttons if button.isChecked()), self.buttons[0])
        wanted.setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and isinstance(watched, QAbstractButton)
            and self._key(self.buttons.index(watched), event)
        ):
            return True
        return super().eventFilter(watched, event)

    def _key(self, at: int, event: QKeyEvent) -> bool:
        back = Qt.Key.Key_Right if self.isRightToLeft() else Qt.Key.Key_Left
        on = Qt.Key.Key_Left if self.isRightToLeft() else Qt.Key.Key_Right
        key = event.key()
        if key == Qt.Key.Key_Backtab:
            self.left.emit(self, -1)
            return True
        if event.modifiers() not in _PLAIN:
            return False
        number = key - Qt.Key.Key_0
        if 1 <= number <= 9:
            self._choose(number - 1)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit(self, 1)
        elif key == Qt.Key.Key_Up:
            self.left.emit(self, -1)
        elif key in (back, on):
            self._move(at + (1 if key == on else -1))
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._set([])
        else:
            return False
        return True

    def _choose(self, at: int) -> None:
        """The answer of that number: one of several is ticked or unticked, an only one is taken and the keys go on."""
        if at >= len(self.buttons):
            return
        if self._several:
            self.buttons[at].setFocus()
            self.buttons[at].click()
            return
        self._set([at])
        self.left.emit(self, 1)

    def _move(self, at: int) -> None:
        if 0 <= at < len(self.buttons):
            self.buttons[at].setFocus()

    def _clicked(self, code: str) -> None:
        at = next(place for place, option in enumerate(self.question.options) if option.code == code)
        if self._several:
            self.answered.emit(self.question.code, self.answer())
        else:
            self._set([at])

    def _set(self, chosen: list[int]) -> None:
        for place, button in enumerate(self.buttons):
            button.setChecked(place in chosen)
        self.answered.emit(self.question.code, self.answer())


class SurveyQuestions(QWidget):
    """All questions of an instrument under the headings of their dimensions; those not to be asked are hidden."""

    answers_changed = Signal(object)
    """A person answered: all answers now, by the codes of the questions."""
    gone_past = Signal(int)
    """The keys left the last question (1) or the first one (-1)."""

    def __init__(self, scroll: QScrollArea, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scroll = scroll
        self._instrument: Instrument | None = None
        self._answers: dict[str, Any] = {}
        self._language = ""
        self._editable = True
        self._headings: dict[Dimension, QLabel] = {}
        self._fields: list[QuestionField] = []
        self._to_come: list[Question] = []
        self._soon = QTimer(self)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._build_some)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_survey(
        self, instrument: Instrument | None, answers: dict[str, Any], language: str, *, editable: bool
    ) -> None:
        """Show these answers to an instrument, in the language of the interview.

        The questions of another instrument come a few at a time, so that the window need not wait for all of them.
        """
        self._answers = dict(answers)
        before, self._language = self._language, language
        was_editable, self._editable = self._editable, editable
        if instrument != self._instrument:
            self._begin(instrument)
            return
        for field in self._fields:
            if language != before:
                field.say(language)
            if editable is not was_editable:
                field.set_editable(editable)
            field.show_answer(answers.get(field.question.code))
        self._show_asked()
        self.retranslate()

    def retranslate(self) -> None:
        """Say the headings in the language of the window."""
        for dimension, heading in self._headings.items():
            heading.setText(labels.label(dimension))

    @property
    def fields(self) -> list[QuestionField]:
        """The field of every question, in their order."""
        while self._to_come:
            self._build_some()
        return self._fields

    def field(self, code: str) -> QuestionField:
        """The field of a question."""
        return next(one for one in self.fields if one.question.code == code)

    def take_focus(self, *, last: bool = False) -> None:
        """Go to the first question without an answer (to the last one when the keys come from below)."""
        shown = [one for one in self.fields if not one.isHidden()]
        if not shown:
            return
        open_ones = [one for one in shown if one.answer() is None]
        self._go(shown[-1] if last else (open_ones or shown)[0])

    def _begin(self, instrument: Instrument | None) -> None:
        """Take the questions away and begin with those of another instrument."""
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._instrument, self._fields, self._headings = instrument, [], {}
        self._to_come = list(instrument.questions) if instrument is not None else []
        self._build_some()

    def _build_some(self) -> None:
        """Make the next few questions; the others when the window has time."""
        some, self._to_come = self._to_come[:_AT_ONCE], self._to_come[_AT_ONCE:]
        for question in some:
            if question.dimension not in self._headings:
                heading = dress(QLabel(), Look.HEADING)
                heading.setContentsMargins(0, 8 if self._headings else 0, 0, 4)
                heading.setText(labels.label(question.dimension))
                self._headings[question.dimension] = heading
                self._column.addWidget(heading)
            field = QuestionField(question)
            field.answered.connect(self._answered)
            field.left.connect(self._left)
            field.say(self._language)
            field.set_editable(self._editable)
            field.show_answer(self._answers.get(question.code))
            self._column.addWidget(field)
            self._fields.append(field)
        self._show_asked()
        if self._to_come:
            self._soon.start()
        else:
            self._soon.stop()

    def _answered(self, code: str, answer: object) -> None:
        if self._instrument is None:
            return
        answers = {**self._answers, code: answer}
        asked = {one.code for one in surveys.asked(self._instrument, answers)}
        kept = {one: given for one, given in answers.items() if given and one in asked}  # a reason goes with its cause
        self._answers = kept
        self._show_asked()
        self.answers_changed.emit(kept)

    def _show_asked(self) -> None:
        if self._instrument is None:
            return
        asked = {one.code for one in surveys.asked(self._instrument, self._answers)}
        for field in self._fields:
            is_asked = field.question.code in asked
            field.setVisible(is_asked)
            if not is_asked:
                field.show_answer(None)

    def _left(self, field: QuestionField, by: int) -> None:
        shown = [one for one in self.fields if not one.isHidden()]
        at = shown.index(field) + by
        if 0 <= at < len(shown):
            self._go(shown[at])
        else:
            self.gone_past.emit(by)

    def _go(self, field: QuestionField) -> None:
        field.take_focus()
        self._scroll.ensureWidgetVisible(field, 0, field.height())
