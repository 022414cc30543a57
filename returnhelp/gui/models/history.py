"""The changes of a record in the words of a reader."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from returnhelp.domain.edits import FIELDS
from returnhelp.domain.steps import Step
from returnhelp.gui.models import fields
from returnhelp.gui.models.fields import Names
from returnhelp.i18n import formats, labels
from returnhelp.i18n.catalogs import _
from returnhelp.services.cases import HistoryLine

# Written by the program beside another change that says the same.
_SILENT = frozenset(
    {
        ("case", "step_since"),
        ("nationalities", "person_id"),
        ("steps_taken", "taken_back_by"),
        ("steps_taken", "taken_back_at"),
        ("case", "household_id"),
        ("person", "nationality_status"),
        ("nationalities", "position"),
        ("travellers", "case_id"),
        ("person", "origin"),
        ("case", "origin"),
        ("household", "origin"),
    }
)
# What names a record among its like, best first.
_NAMING = (
    "rule",
    "title",
    "name",
    "text",
    "kind",
    "component",
    "purpose",
    "number",
    "permit",
    "role",
    "bfs",
    "family_name",
)


@dataclass(frozen=True)
class HistoryRow:
    """One change as it is read: what, of which record, before and after."""

    seq: int
    recorded_at: datetime
    by: str
    record: str
    field: str
    before: str
    after: str
    words: str
    """Everything it says, in small letters, to be searched."""


def rows_of(lines: Iterable[HistoryLine], names: Names) -> list[HistoryRow]:
    """Each change in words; what says nothing to a reader is left out."""
    ordered = list(lines)
    known = _known(ordered)
    rows = []
    for line in ordered:
        row = _row(line, names, known)
        if row is not None:
            rows.append(row)
    return rows


def _known(lines: list[HistoryLine]) -> dict[tuple[str, int], Mapping[str, Any]]:
    """What each record held when it was made, or removed, to name it in later changes."""
    return {
        (line.entity, line.entity_id): line.new if isinstance(line.new, Mapping) else line.old
        for line in lines
        if line.field == "" and isinstance(line.new or line.old, Mapping)
    }


def _row(line: HistoryLine, names: Names, known: Mapping[tuple[str, int], Mapping[str, Any]]) -> HistoryRow | None:
    if (line.entity, line.field) in _SILENT or line.entity not in fields.KINDS:
        return None
    record = _record_words(line, names, known)
    if line.field:
        if line.field not in FIELDS.get(line.entity, {}) and not _told(line.entity, line.field):
            return None
        before = fields.written(line.entity, line.field, line.old, names)
        after = fields.written(line.entity, line.field, line.new, names)
        title = _title(line.entity, line.field)
    elif line.entity == "steps_taken":  # the step of the case says the same
        return None
    elif line.entity == "nationalities":
        title = _("Nationality")
        before, after = (_country(values) for values in (line.old, line.new))
    elif line.new is not None:
        title, before, after = _("Entered"), "", _whole(line.entity, line.new, names)
    else:
        title, before, after = _("Removed"), _whole(line.entity, line.old, names), ""
    if not before and not after:
        return None
    if line.holds_from != line.recorded_at.astimezone().date() and (line.entity, line.field) == ("case", "step"):
        after = _("{step}, from {day} on").format(step=after, day=formats.short_date(line.holds_from))
    words = " ".join((line.by, record, title, before, after)).casefold()
    return HistoryRow(line.seq, line.recorded_at, line.by, record, title, before, after, words)


_OF_A_LINE = ("decided", "decided_on", "decision_reference", "state", "conditions", "refusal", "paid", "paid_on")
_OF_A_PAYMENT = ("state", "amount", "planned_on", "paid_on", "receipt_number", "evidence", "void_reason")
_WHOLE: Mapping[str, tuple[str, ...]] = {
    "payments": ("number", "amount", "currency", "planned_on", "payer", "place", "payee"),
    "rule_answers": ("outcome", "reason", "evidence", "reference", "decided_on"),
    "ledger": ("act", "amount", "currency", "happened_on", "reference", "reason"),
}
"""What is told of records that services alone write, when they are made."""


def _told(entity: str, name: str) -> bool:
    """Fields that no page writes and a reader wants to know of all the same."""
    return (entity, name) in {
        ("case", "step"),
        ("case", "permit"),
        ("case", "procedure"),
        ("case", "deleted_at"),
        ("case", "pseudonym"),
        *(("aid_lines", one) for one in _OF_A_LINE),
        *(("payments", one) for one in _OF_A_PAYMENT),
        ("trafficking", "risk_assessed_on"),
        ("trafficking", "risk_level"),
        ("person", "deleted_at"),
        ("person", "merged_into_id"),
        ("notes", "read_at"),
        ("steps_taken", "taken_back_reason"),
    }


def _title(entity: str, name: str) -> str:
    match name:
        case "deleted_at":
            return _("In the trash")
        case "merged_into_id":
            return _("Merged into")
        case "read_at":
            return _("Read")
        case "taken_back_reason":
            return _("Step taken back")
    return fields.title(entity, name)


def _record_words(line: HistoryLine, names: Names, known: Mapping[tuple[str, int], Mapping[str, Any]]) -> str:
    """Which record it is: its kind, and what names it among its like."""
    if line.entity == "person":
        return names.people.get(line.entity_id) or labels.record("person")
    if line.entity == "nationalities":
        person = known.get((line.entity, line.entity_id), {}).get("person_id")
        return names.people.get(person, "") if person is not None else ""
    if line.entity == "steps_taken":
        step = known.get((line.entity, line.entity_id), {}).get("step")
        return labels.label(Step(step)) if step else _("Step")
    kind = labels.record(line.entity)
    values = known.get((line.entity, line.entity_id), {})
    if line.entity in ("case", "household") or not values:
        return kind
    if line.entity in ("member", "travellers"):
        return _("{name}: {value}").format(name=kind, value=names.people.get(values.get("person_id", 0), ""))
    called = next((name for name in _NAMING if values.get(name)), "")
    said = fields.written(line.entity, called, values[called], names) if called else ""
    return _("{name}: {value}").format(name=kind, value=_short(said)) if said else kind


def _country(values: Any) -> str:
    return labels.country(int(values["bfs"])) if isinstance(values, Mapping) else ""


def _short(text: str) -> str:
    first = text.splitlines()[0]
    return first if len(first) <= 40 else f"{first[:39]}…"


def _whole(entity: str, values: Mapping[str, Any], names: Names) -> str:
    """Everything a record held, as one line."""
    if entity == "sealed_records":
        return _("sealed")
    said = []
    for name in _WHOLE.get(entity, FIELDS.get(entity, {})):
        if name in values and (entity, name) not in _SILENT and values[name] not in (None, "", [], False):
            words = fields.written(entity, name, values[name], names)
            if words and (entity == "rule_answers" or words != _("Unknown")):
                said.append(_("{name}: {value}").format(name=fields.title(entity, name), value=words))
    return "; ".join(said)
