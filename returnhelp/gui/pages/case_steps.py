"""The steps of a case: when each was taken, by whom, and which were taken back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from returnhelp.domain.roles import Act
from returnhelp.gui import fonts, theme
from returnhelp.gui.fonts import Size, Weight
from returnhelp.gui.models import fields
from returnhelp.gui.pages.case_section import CaseSection
from returnhelp.gui.theme import Look, dress
from returnhelp.i18n import formats, labels
from returnhelp.i18n.catalogs import N_, _
from returnhelp.services.cases import StepSeen


class StepsSection(CaseSection):
    """Every step with the day from which it holds and the moment at which it was recorded."""

    form = "case_steps"
    title = N_("Steps")

    steps_widget: QWidget
    take_back_button: QPushButton

    def build(self) -> None:
        self._rows: list[QWidget] = []
        self.take_back_button.clicked.connect(lambda: self.folder.opened.emit("take_back", None))

    def display(self) -> None:
        folder = self.folder
        column = self.steps_widget.layout()
        assert isinstance(column, QVBoxLayout)
        for old in self._rows:
            column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = [self._row(seen) for seen in reversed(folder.view.steps)]
        for row in self._rows:
            column.addWidget(row)
        standing = [seen for seen in folder.view.steps if seen.taken_back_at is None]
        may = folder.editable and folder.page.office.may(Act.TAKE_STEP_BACK)
        self.take_back_button.setVisible(may and len(standing) > 1)

    def _row(self, seen: StepSeen) -> QWidget:
        gone = seen.taken_back_at is not None
        row = QFrame()
        row.setProperty("edge", "bottom")
        grid = QGridLayout(row)
        grid.setContentsMargins(0, theme.px(8), 0, theme.px(8))
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(2)
        grid.setColumnMinimumWidth(0, theme.px(96))
        grid.setColumnStretch(1, 1)
        day = QLabel(formats.short_date(seen.effective_on))
        name = QLabel(labels.label(seen.step))
        for label, weight in ((day, Weight.REGULAR), (name, Weight.STRONG)):
            font = fonts.font(Size.BODY, weight)
            font.setStrikeOut(gone)
            label.setFont(font)
        grid.addWidget(day, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(name, 0, 1)
        recorded = _("recorded {moment} by {name}").format(
            moment=formats.moment(seen.recorded_at.astimezone()), name=seen.by
        )
        if seen.taken_over:
            recorded = _("taken over from a list")
        grid.addWidget(dress(QLabel(recorded), Look.NOTE), 0, 2, Qt.AlignmentFlag.AlignTop)
        for at, text in enumerate(_said(seen), start=1):
            label = QLabel(text)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            grid.addWidget(label, at, 1, 1, 2)
        if gone and seen.taken_back_at is not None:
            back = _("Taken back {moment} by {name}: {reason}").format(
                moment=formats.moment(seen.taken_back_at.astimezone()),
                name=seen.taken_back_by,
                reason=seen.taken_back_reason,
            )
            label = dress(QLabel(back), Look.NOTE)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            grid.addWidget(label, grid.rowCount(), 1, 1, 2)
        row.setAccessibleName(f"{day.text()}, {name.text()}")
        return row


def _said(seen: StepSeen) -> list[str]:
    """What was answered when the step was taken, line by line."""
    said = []
    if seen.reason is not None:
        said.append(labels.label(seen.reason))
    if seen.reference:
        said.append(_("Reference of the decision: {reference}").format(reference=seen.reference))
    answered = [
        _("{name}: {value}").format(name=name, value=words)
        for ask, value in seen.answers.items()
        if (name := fields.question(ask)) and (words := fields.answer(ask, value))
    ]
    if answered:
        said.append(" · ".join(answered))
    if seen.comment:
        said.append(seen.comment)
    return said
