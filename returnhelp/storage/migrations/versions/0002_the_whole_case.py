"""Schema 2: the rules, money, journey, new start and other areas of a case, and the registers of the office.

The tables stand in ``0002_tables.sql`` as they were on the day of this schema. Amounts that stood on a line of aid
alone become its opening entries in the ledger (``0002_ledger.sql``).
"""

from pathlib import Path

from alembic import op

revision = "0002"
down_revision = "0001"

_HERE = Path(__file__).parent
_FILLED = {
    "cases": {
        "pseudonym": "''",
        "in_detention": "0",
        "raised_aid_reason": "''",
        "raised_travel_reason": "''",
        "final_cure_possible": "0",
    },
    "stays": {},
    "aid_lines": {
        "state": (
            "CASE WHEN decided IS NOT NULL THEN 'granted' WHEN requested IS NOT NULL THEN 'requested' ELSE 'draft' END"
        ),
        "conditions": "''",
        "above_ceiling_reason": "''",
        "calculation": "''",
        "article": "''",
    },
}
"""The tables that are made anew with more columns, and what the new columns that may not be empty begin with."""


def upgrade() -> None:
    """Make the new tables, and the two changed ones anew under their old names."""
    for statement in _statements("0002_tables.sql"):
        op.execute(statement)
    for table, filled in _FILLED.items():
        old = [row[1] for row in op.get_bind().exec_driver_sql(f"PRAGMA table_info({table})")]
        columns = ", ".join([*old, *filled])
        values = ", ".join([*old, *filled.values()])
        op.execute(f"INSERT INTO new_{table} ({columns}) SELECT {values} FROM {table}")  # noqa: S608
        op.execute(f"DROP TABLE {table}")
        op.execute(f"ALTER TABLE new_{table} RENAME TO {table}")
    for statement in _statements("0002_indexes.sql"):
        op.execute(statement)
    for statement in _statements("0002_ledger.sql"):
        op.execute(statement)


def _statements(name: str) -> list[str]:
    whole = (_HERE / name).read_text(encoding="utf-8")
    return [one.strip() for one in whole.split(";\n") if one.strip()]
