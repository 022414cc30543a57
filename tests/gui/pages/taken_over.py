"""An office with a small part of the list of 2022 in it."""

from dataclasses import replace

from returnhelp import files
from returnhelp.services import imports
from returnhelp.services.office import Office


def take_over(office: Office, rows: int = 300) -> None:
    """Take over the first rows of the list, as they are proposed."""
    workbook = imports.open_sheet(office, files.path("resources/demo/ausreisen_2022.xlsx"))
    first = workbook.sheets[0]
    short = replace(workbook, sheets=(replace(first, rows=first.rows[: rows + 4], formulas=frozenset()),))
    review = imports.review(office, short, imports.propose(office, short))
    imports.take_over(office, review, accept_doubts=True)
