"""The other parts of the review: people known here, repeated rows, households, everybody, the answers given."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from returnhelp.domain.case import Permit
from returnhelp.domain.intake import Field, IntakeHousehold, IntakeRow, Repeated
from returnhelp.domain.likeness import AGAINST, Reason
from returnhelp.gui.models.intake_work import IntakeWork, dated
from returnhelp.gui.models.paged import Cell, Column
from returnhelp.gui.pages.import_panel import Panel
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets import cleared
from returnhelp.i18n import formats, intake_words, labels
from returnhelp.i18n.catalogs import N_, _, ngettext
from returnhelp.services.imports import InStore


def _why(reasons: tuple[Reason, ...]) -> str:
    return formats.listed(labels.label(one) for one in reasons if one not in AGAINST)


class StorePanel(Panel):
    """People of the list who are in the office already."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            (
                Column("row", N_("Row"), 64, sortable=False, to_the_end=True),
                Column("name", N_("In the list"), 180, sortable=False),
                Column("known", N_("In the office"), 180, sortable=False),
                Column("why", N_("Why"), 190, sortable=False),
                Column("state", N_("What happens"), 190, sortable=False),
            ),
            parent,
        )

    def show_work(self, work: IntakeWork, today: date) -> None:
        found = work.in_store
        self.list_heading.setText(_("In the office already"))
        if found:
            text = ngettext(
                "{count} row is about somebody who is in the office already; the row is added to that person.",
                "{count} rows are about people who are in the office already; the rows are added to those people.",
                len(found),
            ).format(count=formats.number(len(found)))
        else:
            text = _("Nobody in this list is in the office already.")
        self.list_note.setText(text)
        cleared.clear(self.acts)
        loose = [hit.row for hit in found if not hit.certain]
        self.acts_panel.setVisible(bool(loose))
        if loose:
            everybody = set(loose) <= work.new_people
            words = (
                _("They are the same people after all")
                if everybody
                else _("All without the same number: somebody else")
            )
            self.acts.addWidget(self.button(words, lambda: self.change(work.somebody_else(loose, not everybody))))
            self.acts.addStretch(1)
        self.show_rows(work, today, found)

    def cell(self, row: InStore, column: str) -> Cell:
        work = self.work
        assert work is not None
        match column:
            case "row":
                return Cell(str(row.row), colour="muted")
            case "name":
                return Cell(work.name(row.row))
            case "known":
                return Cell(row.name or _("(restricted record)"))
            case "why":
                return Cell(_why(row.reasons))
        if row.row in work.new_people:
            return Cell(_("Taken over as new"), badge="info")
        if row.departed:
            return Cell(_("Departure is there already"), badge="quiet")
        return Cell(_("Added to the person"), badge="success")

    def show_detail(self, row: InStore) -> None:
        work = self.work
        assert work is not None
        self.detail_heading.setText(_("Row {row}: {who}").format(row=row.row, who=work.facts(row.row)))
        new = row.row in work.new_people
        if new:
            text = _("You said that this is somebody else: a new person is made.")
        elif row.departed:
            text = _("This very departure is in the office already; the row is not taken over again.")
        else:
            text = _("Taken for the same person: {why}.").format(why=_why(row.reasons))
        self.detail_note.setText(text)
        words = _("It is the same person") if new else _("Somebody else")
        self.line(self.button(words, lambda: self.change(work.somebody_else([row.row], not new))))
        self.offer_leaving_out(work, row.row)


class RepeatedPanel(Panel):
    """Rows about one person and one departure, of which one counts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            (
                Column("kept", N_("Counts"), 90, sortable=False, to_the_end=True),
                Column("skipped", N_("Repeats it"), 110, sortable=False),
                Column("name", N_("Name"), 220, sortable=False),
                Column("why", N_("Why"), 380, sortable=False),
            ),
            parent,
        )

    def show_work(self, work: IntakeWork, today: date) -> None:
        found = work.review.repeated if work.review else ()
        self.list_heading.setText(_("Repeated in the list"))
        count = sum(len(group.skipped) for group in found)
        self.list_note.setText(
            ngettext(
                "{count} row says again what another row says; it is counted once.",
                "{count} rows say again what other rows say; each is counted once.",
                count,
            ).format(count=formats.number(count))
            if count
            else _("No row repeats another.")
        )
        self.show_rows(work, today, found)

    def cell(self, row: Repeated, column: str) -> Cell:
        match column:
            case "kept":
                return Cell(_("row {row}").format(row=row.kept), colour="muted")
            case "skipped":
                return Cell(_("row {row}").format(row=formats.listed(map(str, row.skipped))), colour="muted")
            case "name":
                return Cell(self.work.name(row.kept) if self.work is not None else "")
        return Cell(_why(row.why))

    def show_detail(self, row: Repeated) -> None:
        work = self.work
        assert work is not None
        self.detail_heading.setText(_("Row {row}: {who}").format(row=row.kept, who=work.facts(row.kept)))
        self.detail_note.setText(_("What only the other row says is added to this one."))
        for number in row.skipped:
            said = dress(QLabel(_("Row {row}: {who}").format(row=number, who=_as_written(work, number))), Look.NOTE)
            said.setWordWrap(True)
            self.detail.addWidget(said)
        if Reason.SAME_ZEMIS not in row.why:
            self.line(*(self._apart(work, number) for number in row.skipped[:3]))

    def _apart(self, work: IntakeWork, number: int) -> QPushButton:
        words = _("Row {row} is somebody else").format(row=number)
        return self.button(words, lambda: self.change(work.same_as(number, 0)))


class HouseholdsPanel(Panel):
    """The dossiers with their people."""

    has_detail = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            (
                Column("number", N_("Dossier"), 120, sortable=False),
                Column("count", N_("People"), 80, sortable=False, to_the_end=True),
                Column("names", N_("Who"), 600, sortable=False),
            ),
            parent,
        )

    def show_work(self, work: IntakeWork, today: date) -> None:
        found = sorted(work.review.households, key=lambda one: -len(one.members)) if work.review else []
        self.list_heading.setText(_("Households"))
        self.list_note.setText(
            _(
                "People with the same N-number are one household. Their roles are guessed from their ages;"
                " they can be set right in the case."
            )
        )
        self.show_rows(work, today, found)

    def cell(self, row: IntakeHousehold, column: str) -> Cell:
        work = self.work
        assert work is not None
        match column:
            case "number":
                return Cell(row.n_number or _("no number"), colour="text" if row.n_number else "muted")
            case "count":
                return Cell(formats.number(len(row.members)))
        return Cell(
            ", ".join(
                _("{name} ({role})").format(name=work.name(member.row), role=labels.label(member.role))
                for member in row.members
            )
        )


class PeoplePanel(Panel):
    """Everybody, as they were read."""

    has_detail = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            (
                Column("row", N_("Row"), 64, sortable=False, to_the_end=True),
                Column("name", N_("Name"), 190, sortable=False),
                Column("birth", N_("Born"), 96, sortable=False),
                Column("nationality", N_("Nationality"), 130, sortable=False),
                Column("canton", N_("Canton"), 70, sortable=False),
                Column("permit", N_("Permit"), 70, sortable=False),
                Column("departure", N_("Departure"), 96, sortable=False),
                Column("amount", N_("Aid"), 120, sortable=False, to_the_end=True),
            ),
            parent,
        )

    def show_work(self, work: IntakeWork, today: date) -> None:
        rows = work.review.rows if work.review else ()
        self.list_heading.setText(_("Everybody in the list"))
        self.list_note.setText(_("As they will be taken over."))
        self.show_rows(work, today, rows)

    def cell(self, row: IntakeRow, column: str) -> Cell:
        match column:
            case "row":
                return Cell(str(row.row), colour="muted")
            case "name":
                return Cell(f"{row.family_name} {row.given_names}".strip())
            case "birth":
                return Cell(dated(row.birth.written) if row.birth else "")
            case "nationality":
                return Cell(", ".join(labels.country(one) for one in row.nationalities))
            case "canton":
                return Cell(row.canton)
            case "permit":
                return Cell("" if row.permit is Permit.UNKNOWN else row.permit.value)
            case "departure":
                return Cell(dated(row.departure.written) if row.departure else "")
        sums: dict[str, int] = {}
        for amount in row.amounts:
            sums[amount.currency] = sums.get(amount.currency, 0) + amount.centimes
        return Cell(" + ".join(formats.money(centimes, currency) for currency, centimes in sums.items()))


@dataclass(frozen=True)
class Said:
    """An answer that was given for one row."""

    row: int
    field: Field | None
    words: str


class AnswersPanel(Panel):
    """What was answered for single rows; each answer can be taken back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            (
                Column("row", N_("Row"), 64, sortable=False, to_the_end=True),
                Column("name", N_("Name"), 220, sortable=False),
                Column("field", N_("About"), 180, sortable=False),
                Column("words", N_("Your answer"), 300, sortable=False),
            ),
            parent,
        )

    def show_work(self, work: IntakeWork, today: date) -> None:
        self.list_heading.setText(_("Your answers"))
        self.list_note.setText(_("They hold for this list only."))
        self.show_rows(work, today, answers_of(work))

    def cell(self, row: Said, column: str) -> Cell:
        match column:
            case "row":
                return Cell(str(row.row), colour="muted")
            case "name":
                return Cell(self.work.name(row.row) if self.work is not None else "")
            case "field":
                return Cell(labels.label(row.field) if row.field is not None else _("the row"))
        return Cell(row.words)

    def show_detail(self, row: Said) -> None:
        work = self.work
        assert work is not None
        self.detail_heading.setText(_("Row {row}: {who}").format(row=row.row, who=work.facts(row.row)))
        self.detail_note.setText(row.words)
        self.line(self.button(_("Take the answer back"), lambda: self.change(_taken_back(work, row))))


def answers_of(work: IntakeWork) -> list[Said]:
    """Everything that was answered for single rows."""
    answers = work.answers
    said = [
        Said(row, field, intake_words.code_shown(field, code) or _("left empty"))
        for (row, field), code in answers.cells.items()
    ]
    said += [
        Said(row, None, _("the same person as in row {row}").format(row=other) if other else _("somebody else"))
        for row, other in answers.same_as.items()
    ]
    said += [Said(row, None, _("left out")) for row in answers.left_out]
    return sorted(said, key=lambda one: one.row)


def _taken_back(work: IntakeWork, said: Said) -> IntakeWork:
    if said.field is not None:
        return work.answered(said.row, said.field, None)
    if said.row in work.answers.left_out:
        return work.left_out(said.row, False)
    return work.same_as(said.row, None)


def _as_written(work: IntakeWork, number: int) -> str:
    """A row that does not count, as its cells say it."""
    said = [work.name(number)]
    said += [
        work.written(number, field) for field in (Field.BIRTH_DATE, Field.N_NUMBER, Field.ZEMIS, Field.DEPARTURE_DATE)
    ]
    return " · ".join(part for part in said if part)
