"""The tables of what hangs on a project: their columns, their names, and what their last row offers."""

from dataclasses import dataclass

from returnhelp.gui.models.records import FieldColumn
from returnhelp.i18n.catalogs import N_


@dataclass(frozen=True)
class PartTable:
    """A table of one kind of part; its names are English source texts."""

    entity: str
    name: str
    add: str
    columns: tuple[FieldColumn, ...]


GOALS = PartTable(
    "plan_goals",
    N_("Goals"),
    N_("Add a goal"),
    (FieldColumn("goal", 300, stretches=True), FieldColumn("due_on", 112), FieldColumn("reached_on", 112)),
)
ACTIVITIES = PartTable(
    "plan_activities",
    N_("Activities"),
    N_("Add an activity"),
    (
        FieldColumn("kind", 116),
        FieldColumn("dimension", 104),
        FieldColumn("level", 96),
        FieldColumn("modality", 104),
        FieldColumn("provider", 110, stretches=True),
        FieldColumn("state", 88),
        FieldColumn("delivered_on", 104),
        FieldColumn("evidence", 100, stretches=True),
    ),
)
BUDGET = PartTable(
    "budget_lines",
    N_("Budget"),
    N_("Add an item"),
    (
        FieldColumn("item", 220, stretches=True),
        FieldColumn("amount", 112),
        FieldColumn("own_share", 112),
        FieldColumn("currency", 88),
        FieldColumn("note", 180, stretches=True),
    ),
)
QUOTES = PartTable(
    "quotes",
    N_("Quotes"),
    N_("Add a quote"),
    (
        FieldColumn("supplier", 180, stretches=True),
        FieldColumn("item", 180, stretches=True),
        FieldColumn("amount", 112),
        FieldColumn("currency", 88),
        FieldColumn("quoted_on", 104),
        FieldColumn("chosen", 88),
    ),
)
