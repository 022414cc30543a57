"""What each command does: it calls the same services as the window."""

import argparse
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from returnhelp.cli import statistics
from returnhelp.cli.terminal import Terminal, expect_writable, read_text, write
from returnhelp.domain import intake_mapping
from returnhelp.domain.errors import ReturnHelpError, UserNotThereError
from returnhelp.domain.intake import SheetMapping, Workbook
from returnhelp.i18n import formats, intake_words, labels, messages
from returnhelp.i18n.catalogs import _, ngettext
from returnhelp.services import (
    backups,
    checking,
    closing,
    demo,
    imports,
    offices,
    reporting,
    statistics_told,
    users,
    verifying,
)
from returnhelp.services.office import Office
from returnhelp.services.users import UserSeen

Command = Callable[[argparse.Namespace, Terminal], int]

_DONE, _FAULTS = 0, 1


@contextmanager
def _signed_in(chosen: argparse.Namespace, terminal: Terminal, *, changes: bool = False) -> Iterator[Office]:
    """The office while somebody works in it; what they changed is backed up as when a window is closed."""
    password = terminal.password(chosen.password_fd, _("Password of {name}:").format(name=chosen.user))
    office = offices.sign_in(chosen.store, chosen.user, password)
    try:
        yield office
        try:
            if changes:
                backups.at_exit(office)
        except ReturnHelpError as error:  # what was asked for is done all the same
            terminal.warn(messages.sentence(error))
    finally:
        office.close()


def new(chosen: argparse.Namespace, terminal: Terminal) -> int:
    password = terminal.new_password(chosen.password_fd)
    office, code = offices.create(
        chosen.store,
        office_name=chosen.office,
        place=chosen.place,
        canton=chosen.canton,
        language=chosen.language,
        user_name=chosen.user,
        display_name=chosen.display_name,
        password=password,
        roles=chosen.roles,
    )
    office.close()
    terminal.answer(
        _(
            "The office “{office}” is ready in {place}.\nRecovery code: {code}\n"
            "Print it and lock it away: without it, and without an admin’s password, nobody can open the office."
        ).format(office=chosen.office, place=chosen.store, code=code),
        {"store": str(chosen.store), "office": chosen.office, "user": chosen.user, "recovery_code": code},
    )
    return _DONE


# --- users -----------------------------------------------------------------------------------------


def user(chosen: argparse.Namespace, terminal: Terminal) -> int:
    with _signed_in(chosen, terminal, changes=True) as office:
        _USER[chosen.do](office, chosen, terminal)
    return _DONE


def _add(office: Office, chosen: argparse.Namespace, terminal: Terminal) -> None:
    password = terminal.new_password(chosen.new_password_fd)
    number = users.add(office, chosen.name, chosen.display_name, password, chosen.roles).value
    terminal.answer(
        _("{name} can sign in now.").format(name=chosen.name),
        {"id": number, "user": chosen.name, "roles": sorted(chosen.roles)},
    )


def _list(office: Office, _chosen: argparse.Namespace, terminal: Terminal) -> None:
    lines, facts = [], []
    for one in users.everybody(office):
        roles = formats.listed(labels.label(role) for role in sorted(one.roles))
        state = _("disabled") if one.disabled_at else ""
        lines.append("\t".join(filter(None, (one.name, one.display_name, roles, state))))
        facts.append(
            {
                "id": one.id,
                "user": one.name,
                "name": one.display_name,
                "roles": sorted(one.roles),
                "disabled": one.disabled_at is not None,
            }
        )
    terminal.answer("\n".join(lines), {"users": facts})


def _disable(office: Office, chosen: argparse.Namespace, terminal: Terminal) -> None:
    known = _named(office, chosen.name)
    users.disable(office, known.id)
    terminal.answer(_("{name} can no longer sign in.").format(name=known.name), {"id": known.id, "user": known.name})


def _reset(office: Office, chosen: argparse.Namespace, terminal: Terminal) -> None:
    known = _named(office, chosen.name)
    users.reset_password(office, known.id, terminal.new_password(chosen.new_password_fd))
    terminal.answer(_("{name} has a new password.").format(name=known.name), {"id": known.id, "user": known.name})


def _named(office: Office, name: str) -> UserSeen:
    for one in users.everybody(office):
        if one.name == name.strip().casefold():
            return one
    raise UserNotThereError(name=name)


_USER: Mapping[str, Callable[[Office, argparse.Namespace, Terminal], None]] = {
    "add": _add,
    "list": _list,
    "disable": _disable,
    "reset": _reset,
}


# --- lists, reports, statistics --------------------------------------------------------------------


def take_over(chosen: argparse.Namespace, terminal: Terminal) -> int:
    for file in filter(None, (chosen.save_mapping, chosen.unread_out)):
        expect_writable(file)
    with _signed_in(chosen, terminal, changes=True) as office:
        workbook = imports.open_sheet(office, chosen.file)
        mapping = _mapping(office, workbook, chosen)
        reviewed = imports.review(office, workbook, mapping, progress=terminal.progress)
        if chosen.unread_out:
            write(chosen.unread_out, imports.to_mend(office, workbook, reviewed))
        if chosen.save_mapping:
            write(chosen.save_mapping, intake_mapping.dumps(mapping).encode())
        done = imports.take_over(office, reviewed, accept_doubts=chosen.accept_doubts, progress=terminal.progress).value
    unread = [
        {"row": row.row, "number": row.number, "reason": intake_words.reasons(row.reasons)} for row in done.unread
    ]
    words = [
        _counted(ngettext("{count} person taken over", "{count} people taken over", done.people), done.people),
        _counted(ngettext("{count} case", "{count} cases", done.cases), done.cases),
        _counted(ngettext("{count} household", "{count} households", done.households), done.households),
        _counted(ngettext("{count} repeated row", "{count} repeated rows", done.repeated), done.repeated),
        *(_("Row {row} ({number}) was not read: {reason}").format(**row) for row in unread),
    ]
    terminal.answer(
        "\n".join(words),
        {
            "people": done.people,
            "cases": done.cases,
            "households": done.households,
            "repeated": done.repeated,
            "known_people": done.known_people,
            "unread": unread,
        },
    )
    return _DONE


def _counted(words: str, count: int) -> str:
    return words.format(count=formats.number(count))


def _mapping(office: Office, workbook: Workbook, chosen: argparse.Namespace) -> SheetMapping:
    if not chosen.mapping:
        return imports.propose(office, workbook)
    saved = intake_mapping.loads(read_text(chosen.mapping), chosen.mapping.name)
    return imports.fit(office, workbook, saved)


def report(chosen: argparse.Namespace, terminal: Terminal) -> int:
    expect_writable(chosen.out)
    year, month = chosen.month.year, chosen.month.month
    with _signed_in(chosen, terminal) as office:
        secret = None
        if chosen.pdf_password_fd is not None:
            secret = terminal.password(chosen.pdf_password_fd, "")
        figures = reporting.figures(office, year, month)
        write(chosen.out, reporting.save_monthly(office, year, month, chosen.language, password=secret))
    terminal.answer(
        _("The report on {month} is in {file}.").format(month=formats.month(year, month), file=chosen.out),
        {"file": str(chosen.out), **figures.to_dict()},
    )
    return _DONE


def close(chosen: argparse.Namespace, terminal: Terminal) -> int:
    with _signed_in(chosen, terminal, changes=True) as office:
        months = closing.close(office, chosen.until).value
    terminal.answer(
        _counted(ngettext("{count} month closed.", "{count} months closed.", len(months)), len(months)),
        {"closed": [f"{month:%Y-%m}" for month in months]},
    )
    return _DONE


def hand_out(chosen: argparse.Namespace, terminal: Terminal) -> int:
    changes = bool(chosen.out or chosen.set_plan or chosen.load_bounds)
    with _signed_in(chosen, terminal, changes=changes) as office:
        statistics.run(office, chosen, terminal)
    return _DONE


def verify(chosen: argparse.Namespace, terminal: Terminal) -> int:
    found = verifying.verify(chosen.files)
    lines, facts, limits = [], [], []
    for name, verdict in found.proofs.items():
        lines.append(_("{file}: the proof holds.").format(file=name))
        for one in verdict.cubes:
            told = {"variables": list(one.request.variables), "period": one.request.to_dict(), "k": one.k}
            cells = {"shown": one.shown, "hidden": one.hidden, "open": one.open, "lowered": one.lowered}
            facts.append({"proof": name, **told, **cells})
            lines.append(
                _(
                    "  {variables}, {first} to {last}. Numbers shown: {shown}. Hidden: {hidden}. Of these can be 0 as"
                    " well as {k} or more: {open}."
                ).format(
                    variables=formats.listed(labels.label(variable) for variable in one.request.variables),
                    first=formats.date(one.request.period.first),
                    last=formats.date(one.request.period.last),
                    shown=formats.number(one.shown),
                    hidden=formats.number(one.hidden),
                    open=formats.number(one.open),
                    k=one.k,
                )
            )
            lines += _not_so_open(one)
        lines += _limits(verdict)
        limits += [{"proof": name, **one.to_dict()} for one in verdict.limits]
    lines += [_("{file}: every number is the proven one.").format(file=name) for name in found.tables]
    lines += [_("{file}: holds no number of persons.").format(file=name) for name in found.without_numbers]
    terminal.answer(
        "\n".join(lines),
        {
            "cubes": facts,
            "limits": limits,
            "tables": list(found.tables),
            "without_numbers": list(found.without_numbers),
        },
    )
    return _DONE


def _not_so_open(one: "verifying.CubeVerdict") -> list[str]:
    """What is not as open as k promises: cells that a limit narrows, and those without both worlds."""
    lines = []
    if one.lowered:
        said = ngettext(
            "  {count} more can be 0 as well as all that a limit below leaves, which is fewer than {k}.",
            "  {count} more can be 0 as well as all that a limit below leaves, which is fewer than {k}.",
            one.lowered,
        )
        lines.append(said.format(count=formats.number(one.lowered), k=one.k))
    if one.unproven:
        said = ngettext(
            "  Of {count} more the proof says nothing; as a rule it is hidden because of others.",
            "  Of {count} more the proof says nothing; as a rule they are hidden because of others.",
            one.unproven,
        )
        lines.append(said.format(count=formats.number(one.unproven)))
    return lines


def _limits(verdict: "verifying.Verdict") -> list[str]:
    """The limits that a proof rests on, each with where it comes from."""
    if not verdict.limits:
        return [_("  The proof rests on no limits of numbers.")]
    count = len(verdict.limits)
    said = ngettext("  The proof rests on {count} limit:", "  The proof rests on {count} limits:", count)
    return [said.format(count=formats.number(count)), *(f"    {statistics_told.limit(one)}" for one in verdict.limits)]


# --- the store itself ------------------------------------------------------------------------------


def backup(chosen: argparse.Namespace, terminal: Terminal) -> int:
    expect_writable(chosen.out)
    with _signed_in(chosen, terminal) as office:
        made = backups.export(office, chosen.out, terminal.progress)
    terminal.answer(
        _("The back-up is in {file}; it was opened and checked.").format(file=chosen.out),
        {"file": str(chosen.out), "at": made.at.isoformat(), "size": made.size, "checked": made.checked},
    )
    return _DONE


def restore(chosen: argparse.Namespace, terminal: Terminal) -> int:
    code = None
    password = ""
    if chosen.recovery_code_fd is not None:
        code = terminal.password(chosen.recovery_code_fd, "")
    else:
        password = terminal.password(chosen.password_fd, _("Password of {name}:").format(name=chosen.user))
    second = None
    if chosen.second:
        prompt = _("Password of {name}:").format(name=chosen.second)
        second = (chosen.second, terminal.password(chosen.second_password_fd, prompt))
    former = backups.restore(
        chosen.file,
        chosen.store,
        chosen.user,
        password,
        second=second,
        recovery_code=code,
        without_lost_files=chosen.without_lost_files,
        progress=terminal.progress,
    )
    words = [_("The office is back in {place}.").format(place=chosen.store)]
    if former:
        words.append(_("What was there before lies in {place}.").format(place=former))
    terminal.answer("\n".join(words), {"store": str(chosen.store), "former": str(former) if former else None})
    return _DONE


def check(chosen: argparse.Namespace, terminal: Terminal) -> int:
    with _signed_in(chosen, terminal) as office:
        found = checking.check(office)
    words = "\n".join(found) or _("The store is whole, its attached files open, and its audit chain is unbroken.")
    terminal.answer(words, {"sound": not found, "faults": found})
    return _FAULTS if found else _DONE


def make_demo(chosen: argparse.Namespace, terminal: Terminal) -> int:
    made = demo.create(chosen.store, terminal.progress, language=chosen.language)
    lines = [
        "\t".join((one.name, one.password, formats.listed(labels.label(role) for role in one.roles))) for one in made
    ]
    terminal.answer(
        "\n".join([_("The demo office is in {place}. Who can sign in:").format(place=chosen.store), *lines]),
        {
            "store": str(chosen.store),
            "users": [{"user": one.name, "password": one.password, "roles": list(one.roles)} for one in made],
        },
    )
    return _DONE


COMMANDS: Mapping[str, Command] = {
    "new": new,
    "user": user,
    "import": take_over,
    "report": report,
    "close": close,
    "statistics": hand_out,
    "verify": verify,
    "backup": backup,
    "restore": restore,
    "check": check,
    "demo": make_demo,
}
