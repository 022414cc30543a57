"""Writes the fields of RIAT as a spreadsheet, moment after moment, ready to be typed over."""

from collections.abc import Sequence

from returnhelp.domain.riat_fields import RiatLine
from returnhelp.exchange import sheets
from returnhelp.i18n import catalogs, labels
from returnhelp.i18n.catalogs import N_

HEADINGS = (N_("Key moment"), N_("Field"), N_("To be typed over"))


def written(lines: Sequence[RiatLine], kind: str, language: str) -> bytes:
    """One row for each field, also where nothing is known; ``kind`` is csv or xlsx."""
    headings = [catalogs.catalog(language).gettext(one) for one in HEADINGS]
    rows = [[labels.label(one.moment, language), labels.label(one.field, language), one.value] for one in lines]
    return sheets.csv(headings, rows) if kind == "csv" else sheets.xlsx("RIAT", headings, rows)
