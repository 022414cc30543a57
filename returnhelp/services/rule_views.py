"""Rows of the office's tables and of the law as pages read them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from returnhelp.domain.errors import ReturnHelpError
from returnhelp.domain.law_checks import LawRow
from returnhelp.domain.office_tables import OfficeTable, Standing
from returnhelp.domain.state_lines import LineFault


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A row as somebody wants it: ``values`` by column, money in centimes, a state by its BFS number."""

    table: OfficeTable
    values: Mapping[str, Any]
    valid_from: date
    valid_to: date | None = None
    source: str = ""
    verified_by: str = ""
    verified_on: date | None = None


@dataclass(frozen=True)
class Said:
    """Who did something, and when."""

    by: str
    at: datetime


@dataclass(frozen=True)
class EndSeen:
    """A row that will end on another day than it ends now; None is open."""

    values: Mapping[str, Any]
    valid_from: date
    before: date | None
    after: date | None


@dataclass(frozen=True, kw_only=True)
class EntrySeen:
    """One row with its whole history.

    ``waits_id`` is what a second person confirms or refuses: the row itself, or its withdrawal; None: nothing waits.
    ``ends`` are the rows whose last day will change with it.
    """

    id: int
    table: OfficeTable
    values: Mapping[str, Any]
    standing: Standing
    valid_from: date
    valid_to: date | None
    ends_on: date | None
    source: str
    verified_by: str
    verified_on: date | None
    proposed: Said
    confirmed: Said | None
    withdrawn: Said | None
    withdrawal_agreed: Said | None
    reason: str
    leaving: bool
    """Whether its withdrawal is proposed and waits."""
    replaced_by: int | None
    replaces: int | None
    waits_id: int | None
    may_confirm: bool
    ends: tuple[EndSeen, ...]


@dataclass(frozen=True)
class TableSeen:
    """How a table stands on a day; ``oldest`` is when the row that was verified longest ago was verified."""

    table: OfficeTable
    holding: int
    waiting: int
    unverified: int
    oldest: date | None
    old: bool


@dataclass(frozen=True)
class LineSeen:
    """A line of a pasted list that is refused, and why."""

    number: int
    text: str
    why: LineFault | ReturnHelpError


@dataclass(frozen=True)
class Reading:
    """A pasted list: the rows to be proposed, the rows that will end on another day, and the lines refused."""

    proposals: tuple[Proposal, ...] = ()
    ends: tuple[EndSeen, ...] = ()
    refused: tuple[LineSeen, ...] = ()


@dataclass(frozen=True)
class CheckSeen:
    """That somebody of the office compared a row of the law with its source."""

    id: int
    verified_by: str
    verified_on: date
    source: str
    recorded: Said
    holds: bool
    """Whether the row still says what it said then."""
    withdrawn: Said | None = None
    reason: str = ""


@dataclass(frozen=True)
class LawRowSeen:
    """A row of the shipped law with the office's own checks of it, the latest first."""

    row: LawRow
    checks: tuple[CheckSeen, ...] = ()
    verified: bool = False
    """Whether the program or the office has verified it as it is."""


def said(names: Mapping[int, str], by: int | None, at: datetime | None) -> Said | None:
    """Who did it, if it was done."""
    return Said(names.get(by, ""), at) if by is not None and at is not None else None
