"""Anonymised statistics: counted over closed months, protected, proven, and entered in the ledger as they leave."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from returnhelp.domain import regions
from returnhelp.domain.errors import FileKindUnknownError, LedgerDamagedError, MonthsNotClosedError
from returnhelp.domain.roles import Act
from returnhelp.domain.tables import CoarserProposal, CountTable, ProtectedTable, PublishedTable, TableRequest
from returnhelp.i18n import categories, formats, labels
from returnhelp.i18n.catalogs import catalog
from returnhelp.services import closing, papers, preferences, records
from returnhelp.services.office import Look, Work, command, question
from returnhelp.storage import freezing, repositories

if TYPE_CHECKING:
    from returnhelp.disclosure.proof import Proof
    from returnhelp.storage.session import Session

KINDS = ("xlsx", "csv", "pdf")
SIGN = "×"
Progress = Callable[[float], None]


@dataclass(frozen=True)
class Protected:
    """A table that may be handed out, with the proof that nobody can be recognised in it."""

    table: ProtectedTable
    proof: "Proof"
    persons: int
    """All persons of the period; for the admin only."""
    late_entries: int
    """How many of them departed in an earlier month and were entered late."""


@dataclass(frozen=True)
class Publication:
    """A table that was handed out."""

    id: int
    at: datetime
    by: str
    request: TableRequest
    digest: str


@question(Act.ANONYMISED_STATISTICS)
def protect(look: Look, request: TableRequest, progress: Progress | None = None) -> Protected:
    """The table with every number hidden that could give somebody away; nothing leaves by this.

    ``progress`` is told from 0 to 1 and cancels by raising. Raises MonthsNotClosedError and what
    ``disclosure.protection.protect`` raises: then there is no table, and the reason says what to do.
    """
    from returnhelp.disclosure import protection

    _require_closed(look.session, request)
    counts = count(look.session, request)
    already = [table for table, _ in ledger(look.session)]
    table, proof = protection.protect(counts, _secret(look), already, progress=progress)
    late = freezing.late_entries(look.session, request.period.first, request.period.last)
    return Protected(table, proof, counts.total, late)


@question(Act.ANONYMISED_STATISTICS)
def proposals(look: Look, request: TableRequest, progress: Progress | None = None) -> tuple[CoarserProposal, ...]:
    """What coarser rows and columns would show, the most first."""
    from returnhelp.disclosure import protection

    _require_closed(look.session, request)
    tables = [count(look.session, one) for one in regions.coarser_requests(request)]
    already = [table for table, _ in ledger(look.session)]
    return protection.coarser(tables, _secret(look), already, progress=progress)


def count(session: "Session", request: TableRequest) -> CountTable:
    """The exact counts of a table over closed months; they never leave the store."""
    return CountTable.tallied(
        request,
        regions.classification(request.rows, request.period),
        regions.classification(request.columns, request.period),
        freezing.counted(session, request),
    )


def _require_closed(session: "Session", request: TableRequest) -> None:
    closed = set(closing.closed_months(session))
    if any(month not in closed for month in request.period):
        raise MonthsNotClosedError(first=request.period.first, last=request.period.last)


def _secret(look: Look | Work) -> bytes:
    from returnhelp.vault.rings import Purpose

    return look.office.unlocked.ring(Purpose.DISCLOSURE).current


def ledger(session: "Session") -> list[tuple[ProtectedTable, dict[str, object]]]:
    """Everything handed out so far, in order, each with its proof as it is kept; raises LedgerDamagedError."""
    try:
        return [(ProtectedTable.from_dict(row.content), row.proof) for row in repositories.publications(session)]
    except (ValueError, KeyError, TypeError):
        raise LedgerDamagedError() from None


@question(Act.ANONYMISED_STATISTICS)
def published(look: Look) -> tuple[Publication, ...]:
    """What was handed out, the latest first."""
    users = records.names_of_users(look.session)
    return tuple(
        Publication(
            row.id, row.published_at, users.get(row.by_user_id, ""), TableRequest.from_dict(row.content), row.digest
        )
        for row in reversed(repositories.publications(look.session))
    )


@command(Act.ANONYMISED_STATISTICS)
def publish(work: Work, protected: Protected, kind: str, language: str) -> bytes:
    """The table as a file (``kind``: xlsx, csv or pdf), after the proof was checked once more; kept in the ledger.

    Raises ProofRejectedError when anything was changed or handed out since, FileKindUnknownError.
    """
    from returnhelp.disclosure import checker

    if kind not in KINDS:
        raise FileKindUnknownError(name=kind, known=", ".join(KINDS))
    request = protected.table.request
    _require_closed(work.session, request)
    already = ledger(work.session)
    known = next((table for table, _ in already if table.seal == protected.table.seal), None)
    if known is None:
        counts = count(work.session, request)
        checker.check(protected.table, protected.proof, [table for table, _ in already], counts)
    out = protected.table.published()
    file = _file(work, out, kind, language, protected.late_entries)
    if known is None:
        repositories.publish(
            work.session,
            published_at=work.now,
            by_user_id=work.office.user.id,
            first_month=request.period.first,
            last_month=request.period.last,
            row_variable=request.rows.value,
            column_variable=request.columns.value,
            content=protected.table.to_dict(),
            proof=protected.proof.to_dict(),
            digest=hashlib.sha256(file).hexdigest(),
        )
    work.unit.subject = ("statistics", None)
    work.unit.detail |= {"table": request.to_dict(), "kind": kind, "file": hashlib.sha256(file).hexdigest()}
    return file


# --- files -----------------------------------------------------------------------------------------


def _file(work: Work, table: PublishedTable, kind: str, language: str, late: int) -> bytes:
    from returnhelp.exchange import tables_out

    words = catalog(language)
    request = table.request
    rows_word = labels.label(request.rows, language)
    columns_word = labels.label(request.columns, language)
    row_names = tuple(categories.category(request.rows, key, language) for key in table.row_keys)
    column_names = tuple(categories.category(request.columns, key, language) for key in table.column_keys)
    title = words.gettext("Departures with return assistance: {rows} by {columns}").format(
        rows=rows_word, columns=columns_word
    )
    definition = _definition(request.period.first, request.period.last, language, late)
    if kind == "pdf":
        return _pdf(work, table, title, definition, (rows_word, columns_word), (row_names, column_names), language)
    total = words.gettext("Total")
    cells: list[list[int | str]] = [
        [name, *(_shown(cell) for cell in row), _shown(in_all)]
        for name, row, in_all in zip(row_names, table.cells, table.row_totals, strict=True)
    ]
    cells.append([total, *(_shown(cell) for cell in table.column_totals), _shown(table.total)])
    office = str(preferences.value(work.session, "office_name"))
    notes = (
        words.gettext("{sign}: hidden, so that nobody can be recognised; it may also be 0.").format(sign=SIGN),
        words.gettext("Provisional"),
    )
    sheet = tables_out.Sheet((title, office, *definition), (rows_word, *column_names, total), cells, notes)
    return tables_out.csv(sheet) if kind == "csv" else tables_out.xlsx(sheet)


def _shown(cell: int | None) -> int | str:
    return SIGN if cell is None else cell


def _definition(first: date, last: date, language: str, late: int) -> tuple[str, ...]:
    words = catalog(language)
    lines = [
        words.gettext(
            "Persons who left with the office’s help from {first} to {last}, by day of departure; closed months only."
        ).format(first=formats.date(first, language), last=formats.date(last, language))
    ]
    if late:
        lines.append(words.gettext("Persons entered late count in the month that was open then."))
    return tuple(lines)


def _pdf(
    work: Work,
    table: PublishedTable,
    title: str,
    definition: tuple[str, ...],
    words: tuple[str, str],
    names: tuple[tuple[str, ...], tuple[str, ...]],
    language: str,
) -> bytes:
    from returnhelp.reports.table import TableWords, table_paper

    look = Look(work.office, work.session)
    told = TableWords(title, definition, words[0], words[1], names[0], names[1])
    return table_paper(table, told, papers.head(look), language, papers.fonts(), sign=SIGN)
