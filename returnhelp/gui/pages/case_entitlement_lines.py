"""One proposal of aid as a line: its sum, how it was counted, by which article, and what is still open."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QSizePolicy, QWidget

from returnhelp.domain.entitlement_case import Standing
from returnhelp.gui import theme
from returnhelp.gui.theme import Look, dress
from returnhelp.i18n import explaining, formats, labels
from returnhelp.i18n.catalogs import _
from returnhelp.services.entitlement import ProposalSeen


class ProposalLine(QFrame):
    """Who may be given what; the button makes a draft of it, or brings the draft up to it."""

    wanted = Signal(object)
    """It is to be taken over: the key of the proposal."""

    def __init__(
        self,
        seen: ProposalSeen,
        names: Mapping[int, str],
        travellers: int,
        *,
        can_take: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.seen = seen
        self.setProperty("edge", "bottom")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, theme.px(10), 0, theme.px(10))
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        self.title = dress(QLabel(_title(seen, names, travellers)), Look.STRONG)
        self.sum = dress(QLabel(_sum(seen)), Look.STRONG)
        self.told = [_label(text, look) for text, look in _told(seen)]
        grid.addWidget(self.title, 0, 0)
        grid.addWidget(self.sum, 0, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        for row, label in enumerate(self.told, start=1):
            grid.addWidget(label, row, 0)
        standing = seen.placed.standing
        self.button: QPushButton | None = None
        if can_take and seen.placed.may_be_taken:
            words = _("Take over") if standing is Standing.NEW else _("Bring the draft up to it")
            self.button = QPushButton(words)
            self.button.setAutoDefault(True)
            self.button.setAccessibleName(f"{words}: {self.title.text()}")
            self.button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            self.button.clicked.connect(lambda: self.wanted.emit(self.seen.placed.key))
            grid.addWidget(self.button, 1, 1, max(1, len(self.told)), 1, _END)
        elif standing not in (Standing.NEW, Standing.DIFFERS, Standing.NOTHING):
            state = dress(QLabel(labels.label(standing)), Look.NOTE)
            grid.addWidget(state, 1, 1, max(1, len(self.told)), 1, _END)
        self.setAccessibleName(", ".join((self.title.text(), self.sum.text(), *(one.text() for one in self.told))))


_END = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop


def _label(text: str, look: Look | None) -> QLabel:
    label = QLabel(text) if look is None else dress(QLabel(text), look)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def _title(seen: ProposalSeen, names: Mapping[int, str], travellers: int) -> str:
    proposal = seen.placed.proposal
    component = labels.label(proposal.component)
    if len(proposal.people) == travellers and travellers > 1:
        return _("{what} – all of them").format(what=component)
    people = formats.listed(names.get(one, "") for one in proposal.people)
    return _("{what} – {people}").format(what=component, people=people) if people else component


def _sum(seen: ProposalSeen) -> str:
    proposal = seen.placed.proposal
    return "–" if proposal.amount is None else formats.money(proposal.amount, proposal.currency)


def _told(seen: ProposalSeen) -> list[tuple[str, Look | None]]:
    """What stands under the title: the calculation or the reason, the article with its source, what is open."""
    proposal, placed = seen.placed.proposal, seen.placed
    told: list[tuple[str, Look | None]] = [(explaining.calculation(proposal), None)]
    if source := _source(seen):
        told.append((source, Look.NOTE))
    if still := explaining.still_open(proposal):
        told.append((_("Still open: {what}").format(what="; ".join(still)), Look.NOTE))
    line = placed.line
    if line is not None and placed.standing in (Standing.DIFFERS, Standing.SENT, Standing.OTHERWISE):
        there = (
            _("Recorded so far: {sum}").format(sum=formats.money(line.requested, line.currency))
            if line.requested is not None
            else _("Recorded so far: a line without a sum")
        )
        told.append((there, Look.NOTE))
    return [(text, look) for text, look in told if text]


def _source(seen: ProposalSeen) -> str:
    """The article with the ceiling, where it was read, and whether somebody has compared it."""
    proposal = seen.placed.proposal
    if proposal.rate is None and proposal.entry is None:
        return ""
    cited = explaining.article(proposal.rate) if proposal.rate is not None else proposal.article
    said = [cited] if cited else []
    if proposal.ceiling is not None:
        most = formats.money(proposal.ceiling, proposal.currency)
        binding = seen.ceiling is None or seen.ceiling.binding
        said.append((_("ceiling {sum}") if binding else _("usual ceiling {sum}")).format(sum=most))
    if seen.source:
        said.append(_("source: {source}").format(source=seen.source))
    if seen.checked is None:
        said.append(_("not compared with the source yet"))
    else:
        day = formats.short_date(seen.checked.on)
        said.append(_("compared by {who} on {day}").format(who=seen.checked.by, day=day))
    return " · ".join(said)
