"""Where the entries of the office's tables are found."""

from collections.abc import Iterable, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from returnhelp.domain.office_tables import Entry, OfficeTable
from returnhelp.storage.office_tables import office_entries

_E = office_entries.c

Marker = tuple[int, int, int]


def marker(session: Session) -> Marker:
    """Another one after every change: entries are added, confirmed, withdrawn, and never less of any of these."""
    counts = select(func.count(), func.count(_E.confirmed_at), func.count(_E.withdrawn_at)).select_from(office_entries)
    added, confirmed, withdrawn = session.execute(counts).one()
    return added, confirmed, withdrawn


def counting(session: Session) -> Sequence[Entry]:
    """Every entry that counts."""
    return session.scalars(select(Entry).where(_E.confirmed_at.is_not(None), _E.withdrawn_at.is_(None))).all()


def entries(session: Session, tables: Iterable[OfficeTable]) -> Sequence[Entry]:
    """Every entry of these tables, whatever became of it, in the order in which they were entered."""
    return session.scalars(select(Entry).where(_E.table.in_(list(tables))).order_by(_E.id)).all()


def waiting(session: Session) -> Sequence[Entry]:
    """Every entry that nobody has confirmed or withdrawn, but checks of the law, which nobody confirms."""
    return session.scalars(
        select(Entry)
        .where(_E.confirmed_at.is_(None), _E.withdrawn_at.is_(None), _E.table != OfficeTable.LAW_CHECKS)
        .order_by(_E.id)
    ).all()
