"""What every table of the store is made with."""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, get_args, get_origin, get_type_hints

from sqlalchemy import (
    DDL,
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    event,
)

from returnhelp.storage.columns import Moment, Word

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def key() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def of(table: str, *, index: bool = True, nullable: bool = False) -> Column[int]:
    name = {"people": "person_id", "households": "household_id", "cases": "case_id"}[table]
    return Column(name, ForeignKey(f"{table}.id"), index=index, nullable=nullable)


def versioned() -> tuple[Column[Any], ...]:
    return (
        Column("version", Integer, nullable=False),
        Column("deleted_at", Moment),
        Column("deleted_by", Integer),
    )


def append_only(table: Table) -> None:
    """Let the store itself refuse to change or delete a row of the table, once it is made."""
    for act in ("UPDATE", "DELETE"):
        words = f"CREATE TRIGGER {table.name}_no_{act.lower()} BEFORE {act} ON {table.name} "
        refusal = f"BEGIN SELECT RAISE(ABORT, '{table.name} is append-only'); END"
        event.listen(table, "after_create", DDL(words + refusal))  # type: ignore[no-untyped-call]


_LINKS = {"person_id": "people.id", "case_id": "cases.id", "training_id": "trainings.id"}


def record_table(name: str, kind: type, *, long: Sequence[str] = (), index: Sequence[str] = ()) -> Table:
    """The table of a record whose fields have the columns that their types ask for.

    A text has 400 signs unless it is named in ``long``; the case or person that a record belongs to is linked.
    """
    hints = get_type_hints(kind)
    columns: list[Any] = [key()]
    for one in fields(kind):
        if one.name in ("id", "version", "deleted_at", "deleted_by") or _is_relation(hints[one.name]):
            continue
        kinds = get_args(hints[one.name]) or (hints[one.name],)
        optional = type(None) in kinds or one.name in ("case_id", "training_id")
        links = (ForeignKey(_LINKS[one.name]),) if one.name in _LINKS else ()
        columns.append(
            Column(
                one.name,
                _type(hints[one.name], one.name in long),
                *links,
                nullable=optional and one.name not in ("case_id", "training_id"),
                index=bool(links) or one.name in index,
            )
        )
    if "version" in hints:
        columns += versioned()
    return Table(name, metadata, *columns)


def _is_relation(hint: Any) -> bool:
    return get_origin(hint) is list and any(is_dataclass(one) for one in get_args(hint))


def _type(hint: Any, long: bool) -> Any:
    if get_origin(hint) in (list, dict):
        return JSON
    kinds = [one for one in (get_args(hint) or (hint,)) if one is not type(None)]
    found = kinds[0]
    if issubclass(found, StrEnum):
        return Word(found)
    plain = {bool: Boolean, int: Integer, datetime: Moment, date: Date, bytes: LargeBinary}
    if found in plain:
        return plain[found]
    return Text if long else String(400)
