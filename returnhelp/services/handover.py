"""Handing over: absences and who stands in, a leaver's cases, notes to colleagues."""

from collections.abc import Mapping
from datetime import date

from returnhelp.domain.edits import Refusal
from returnhelp.domain.errors import FieldRefusedError, NotAllowedError, NotThereError, UserNotThereError
from returnhelp.domain.office import Absence, User
from returnhelp.domain.roles import Act
from returnhelp.domain.tasks import Note
from returnhelp.services import records
from returnhelp.services.office import Look, Work, command, question
from returnhelp.storage import repositories


@question(Act.SEE_OWN_ACCOUNT)
def colleagues(look: Look) -> Mapping[int, str]:
    """Everybody who works on cases and can be given one: number and name."""
    return {
        user.id: user.display_name
        for user in repositories.users(look.session)
        if user.id is not None and records.may_be_given_cases(user)
    }


@question(Act.SEE_OWN_ACCOUNT)
def names(look: Look) -> Mapping[int, str]:
    """The name of everybody who works here or has worked here."""
    return records.names_of_users(look.session)


@command(Act.HAND_OVER)
def note(work: Work, case_id: int, text: str, for_user_id: int) -> None:
    """A note to a colleague on a case; it shows in their My day until they have read it."""
    if not text.strip():
        raise FieldRefusedError(field="text", reason=Refusal.EMPTY)
    case = records.the_case(work.session, work.office, case_id)
    _user(work, for_user_id)
    case.notes.append(Note(text.strip(), work.now, work.office.user.id, for_user_id))
    work.unit.subject = ("case", case_id)


@command(Act.SEE_CASES)
def read_note(work: Work, case_id: int, note_id: int) -> None:
    """Mark a note to oneself as read."""
    case = records.the_case(work.session, work.office, case_id)
    for one in case.notes:
        if one.id == note_id and one.for_user_id == work.office.user.id:
            one.read_at = work.now
            work.unit.subject = ("case", case_id)
            return
    raise NotThereError()


@command(Act.HAND_OVER)
def hand_over(work: Work, shares: Mapping[int, int]) -> int:
    """Give cases to others in one go: {case: new caseworker}; the answer is how many changed hands.

    A caseworker hands over their own; a supervisor anybody's. Open tasks of the former caseworker go along.
    """
    changed = 0
    for user_id in set(shares.values()):
        _user(work, user_id)
    found = repositories.cases(work.session, shares)
    tasks = repositories.open_tasks_in(work.session, shares)
    with work.session.no_autoflush:
        for case_id, user_id in shares.items():
            case = found.get(case_id)
            if case is None or not records.may_see_case(work.session, work.office, case):
                raise NotThereError()
            if case.caseworker_id != work.office.user.id and not work.office.may(Act.SEE_TEAM):
                raise NotAllowedError(act=Act.SEE_TEAM)
            former = case.caseworker_id
            if former == user_id:
                continue
            case.caseworker_id = user_id
            for task in tasks.get(case_id, ()):
                if task.assignee_id == former:
                    task.assignee_id = user_id
            changed += 1
    return changed


@question(Act.HAND_OVER)
def open_cases_of(look: Look, user_id: int) -> tuple[tuple[int, str, str], ...]:
    """The open cases of a colleague, to be shared out: number in the store, case number, step."""
    if user_id != look.office.user.id:
        look.office.require(Act.SEE_TEAM)
    return tuple(
        (case.id, case.number, case.step.value)
        for case in repositories.open_cases_of(look.session, user_id)
        if case.id is not None and records.may_see_case(look.session, look.office, case)
    )


@command(Act.HAND_OVER)
def absent(work: Work, user_id: int, first_day: date, last_day: date, substitute_id: int | None) -> None:
    """Record one's own absence, or (supervisors) anybody's; the substitute sees the cases in their My day meanwhile."""
    if user_id != work.office.user.id:
        work.office.require(Act.SEE_TEAM)
    if last_day < first_day:
        raise FieldRefusedError(field="last_day", reason=Refusal.END_BEFORE_START)
    if substitute_id is not None:
        _user(work, substitute_id)
    work.session.add(Absence(user_id, first_day, last_day, substitute_id))


@command(Act.HAND_OVER)
def absence_over(work: Work, absence_id: int) -> None:
    """Remove an absence."""
    found = work.session.get(Absence, absence_id)
    if found is None:
        raise NotThereError()
    if found.user_id != work.office.user.id:
        work.office.require(Act.SEE_TEAM)
    work.session.delete(found)


@question(Act.SEE_OWN_ACCOUNT)
def absences(look: Look) -> tuple[tuple[int, int, date, date, int | None], ...]:
    """Absences now and to come: number, who, first day, last day, substitute."""
    return tuple(
        (one.id, one.user_id, one.first_day, one.last_day, one.substitute_id)
        for one in repositories.absences(look.session, look.office.today())
        if one.id is not None
    )


def _user(work: Work, user_id: int) -> User:
    found = work.session.get(User, user_id)
    if found is None or not records.may_be_given_cases(found):
        raise UserNotThereError(name=str(user_id))
    return found
