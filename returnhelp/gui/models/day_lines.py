"""What My day says in each line: tasks, departures, cases that stand still, notes, drafts, absences."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from returnhelp.domain.deadlines import NOT_OWED, DeadlineKind
from returnhelp.domain.lists import CaseRow, DueDeadline, DueTask, MyDay, WaitingNote, WaitingPayment
from returnhelp.domain.steps import Step
from returnhelp.gui.models.filters import Reader
from returnhelp.gui.models.list_cells import people
from returnhelp.i18n import formats, labels
from returnhelp.i18n.catalogs import _, ngettext


@dataclass(frozen=True)
class Absence:
    """Somebody is away, and who stands in."""

    number: int
    user: int
    first: date
    last: date
    substitute: int | None

    def holds_on(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Before:
    """Everything My day shows, as it was read at once."""

    day: MyDay
    reader: Reader
    team: bool
    drafts: tuple[tuple[str, str, str], ...] = ()
    absences: tuple[Absence, ...] = ()
    ahead_days: int = 14
    unmoved_days: int = 30
    rates_waiting: int = 0
    """Rows of the office's rates that the reader may confirm."""

    @property
    def stood_in_for(self) -> list[int]:
        """The colleagues for whom the reader stands in today."""
        return [
            one.user for one in self.absences if one.substitute == self.reader.me and one.holds_on(self.reader.today)
        ]


@dataclass(frozen=True)
class Words:
    """The words of one line; the page adds where it leads."""

    title: str
    second: str = ""
    end: str = ""
    end_second: str = ""
    end_colour: str = "muted"
    key: object = field(default=None)


def task(one: DueTask, before: Before) -> Words:
    """A task: what, in which case, by when."""
    due, today = one.due_on, before.reader.today
    said = [one.case_name or _("no name yet"), one.case_number]
    if before.team:
        said.append(before.reader.names.get(one.assignee_id, "") if one.assignee_id is not None else _("nobody"))
    late = due is not None and due < today
    return Words(
        one.title,
        " · ".join(part for part in said if part),
        formats.relative_day(due, today) if due is not None else "",
        end_colour="error" if late else "text" if due == today else "muted",
        key=("task", one.task_id),
    )


def deadline(one: DueDeadline, before: Before) -> Words:
    """A deadline that is not met: which, in which case, until when."""
    today = before.reader.today
    kind = DeadlineKind(one.kind)
    late = one.due_on < today and kind not in NOT_OWED
    said = (one.case_name or _("no name yet"), one.case_number)
    return Words(
        labels.label(kind),
        " · ".join(said),
        formats.relative_day(one.due_on, today),
        formats.short_date(one.due_on),
        "error" if late else "text" if one.due_on == today else "muted",
        ("deadline", one.row_id),
    )


def departure(row: CaseRow, before: Before) -> Words:
    """A departure: who, where to, when."""
    said = [row.number, people(row.people)]
    if row.destination is not None:
        said.append(labels.country(row.destination))
    said.append(labels.label(row.step) if row.step is not Step.TRAVEL_BOOKED else "")
    if before.team:
        said.append(_caseworker(row, before.reader))
    day = row.departure
    soon = day is not None and (day - before.reader.today).days <= 2
    return Words(
        row.name or _("no name yet"),
        " · ".join(part for part in said if part),
        formats.relative_day(day, before.reader.today) if day is not None else "",
        formats.short_date(day) if day is not None else "",
        "text" if soon else "muted",
        ("departure", row.case_id),
    )


def standing_still(row: CaseRow, before: Before) -> Words:
    """A case without movement: for how long."""
    said = [row.number, labels.label(row.step)]
    if before.team:
        said.append(_caseworker(row, before.reader))
    return Words(
        row.name or _("no name yet"),
        " · ".join(said),
        formats.days((before.reader.today - row.moved_on).days) if row.moved_on else "",
        key=("still", row.case_id),
    )


def undecided(row: CaseRow, before: Before) -> Words:
    """A case that has long been with the authority."""
    return Words(
        row.name or _("no name yet"),
        " · ".join((row.number, labels.label(row.step), _caseworker(row, before.reader))),
        formats.days((before.reader.today - row.step_since).days) if row.step_since else "",
        end_colour="warning",
        key=("undecided", row.case_id),
    )


def payment(one: WaitingPayment, before: Before) -> Words:
    """A payment that somebody has approved and a second person must."""
    by = before.reader.names.get(one.approved_by, "")
    said = [one.case_name or _("no name yet"), one.case_number]
    said.append(_("approved by {name}").format(name=by) if by else "")
    return Words(
        _("Approve {amount} as the second person").format(amount=formats.money(one.amount, one.currency)),
        " · ".join(part for part in said if part),
        formats.relative_day(one.planned_on, before.reader.today) if one.planned_on is not None else "",
        formats.short_date(one.planned_on) if one.planned_on is not None else "",
        "warning",
        ("payment", one.payment_id),
    )


def recent(row: CaseRow, before: Before) -> Words:
    """A case in which something happened lately."""
    return Words(
        row.name or _("no name yet"),
        " · ".join((row.number, labels.label(row.step))),
        formats.relative_day(row.moved_on, before.reader.today) if row.moved_on else "",
        key=("recent", row.case_id),
    )


def note(one: WaitingNote, before: Before) -> Words:
    """A note from a colleague."""
    by = before.reader.names.get(one.by_user_id, "") if one.by_user_id is not None else ""
    said = [by, formats.moment(one.written_at.astimezone()), f"{one.case_name} {one.case_number}".strip()]
    return Words(one.text, " · ".join(part for part in said if part), key=("note", one.note_id))


def stand_in(one: Absence, before: Before) -> Words:
    """An absence of a colleague, or the reader's own."""
    reader = before.reader
    if one.user == reader.me:
        title = _("You are away") if one.holds_on(reader.today) else _("You will be away")
        by = reader.names.get(one.substitute, "") if one.substitute is not None else ""
        second = _("{name} stands in").format(name=by) if by else _("Nobody stands in")
    else:
        name = reader.names.get(one.user, "")
        now = one.holds_on(reader.today)
        title = (_("You stand in for {name}") if now else _("You will stand in for {name}")).format(name=name)
        second = _("Their cases and tasks show here too") if now else ""
    return Words(
        title,
        second,
        formats.short_date(one.last) if one.holds_on(reader.today) else formats.short_date(one.first),
        _("until") if one.holds_on(reader.today) else _("from"),
        key=("absence", one.number),
    )


def months(waiting: Sequence[date], overdue_since: date | None = None) -> Words:
    """Months that are over and not closed, and since when they should have been."""
    count = len(waiting)
    first, last = (formats.month(one.year, one.month) for one in (waiting[0], waiting[-1]))
    return Words(
        ngettext("{count} month to close", "{count} months to close", count).format(count=formats.number(count)),
        first if count == 1 else _("{first} to {last}").format(first=first, last=last),
        "" if overdue_since is None else _("due since {date}").format(date=formats.short_date(overdue_since)),
        end_colour="error",
        key="months",
    )


def rates(waiting: int) -> Words:
    """Rows of the office's rates that wait for a second person."""
    text = ngettext("{count} row of rates to confirm", "{count} rows of rates to confirm", waiting)
    return Words(
        text.format(count=formats.number(waiting)),
        _("Proposed by somebody else; they count once you agree"),
        key="rates",
    )


def trash(cases: int, others: int) -> Words:
    """What lies in the trash."""
    said = []
    if cases:
        said.append(ngettext("{count} case", "{count} cases", cases).format(count=formats.number(cases)))
    if others:
        said.append(people(others))
    return Words(_("In the trash"), " · ".join(said), key="trash")


def _caseworker(row: CaseRow, reader: Reader) -> str:
    return reader.names.get(row.caseworker_id, "") if row.caseworker_id is not None else _("nobody")
