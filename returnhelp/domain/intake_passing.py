"""The rows of a list that are no person's: empty ones, totals, headings repeated on a new page, remarks."""

import re

from returnhelp.domain.identifiers import n_number
from returnhelp.domain.intake import NAME_FIELDS, Cell, Field, Passed, Sheet, SheetMapping
from returnhelp.domain.intake_values import as_text
from returnhelp.domain.names import fold

_IDENTIFYING = (*NAME_FIELDS, Field.N_NUMBER, Field.ZEMIS, Field.BIRTH_DATE)
_TOTAL = re.compile(
    r"(gesamt|zwischen|sub|sous )?(total|totale|totaux|summe|somme|somma|sum)\b.*|gesamt|gesamthaft|insgesamt|"
    r"anzahl( personen| ausreisen)?|nombre( de personnes)?|numero( di persone)?|number( of persons)?|count"
)
_WORDS_OF_A_NAME = 3


class PassingRows:
    """Tells the rows of one sheet that are passed over; nothing that may be a person is."""

    def __init__(self, sheet: Sheet, mapping: SheetMapping) -> None:
        self._headings = {column.index: column.heading.lower() for column in mapping.columns}
        self._places = {column.field: column.index for column in mapping.columns if column.field in _IDENTIFYING}
        self._formula_rows = {row for row, _ in sheet.formulas}

    def why(self, number: int, row: tuple[Cell, ...]) -> Passed | None:
        """Why row ``number`` is no person's, or None if it must be read."""
        texts = {index: text for index, cell in enumerate(row) if cell is not None and (text := as_text(cell))}
        formulas = number in self._formula_rows
        if not texts and not formulas:
            return Passed.EMPTY
        if self._headings_again(texts):
            return Passed.HEADINGS_AGAIN
        known = {one: texts[place] for one, place in self._places.items() if place in texts}
        if self._total(row, texts, known, formulas):
            return Passed.TOTAL
        return self._lonely(known) if len(texts) <= 1 else None

    def _headings_again(self, texts: dict[int, str]) -> bool:
        again = sum(1 for index, text in texts.items() if text.lower() == self._headings.get(index))
        return again >= 2 and again * 2 >= len(texts)

    def _total(self, row: tuple[Cell, ...], texts: dict[int, str], known: dict[Field, str], formulas: bool) -> bool:
        """A row that adds up: it says so, or has sums and nobody's name or number."""
        if len(known) > 1 and known.keys() & {Field.BIRTH_DATE, Field.ZEMIS, Field.GIVEN_NAMES}:
            return False
        if any(_TOTAL.fullmatch(fold(text)) for text in texts.values()):
            return True
        return not known and (formulas or all(isinstance(row[index], int | float) for index in texts))

    def _lonely(self, known: dict[Field, str]) -> Passed | None:
        """One filled cell is a title or a footnote, unless it may be a person's number or name."""
        if Field.ZEMIS in known or Field.BIRTH_DATE in known:
            return None
        if Field.N_NUMBER in known:
            return None if n_number(known[Field.N_NUMBER]).well_formed else Passed.REMARK
        names = [fold(text) for text in known.values()]
        if any(name and len(name.split()) <= _WORDS_OF_A_NAME and not re.search(r"\d", name) for name in names):
            return None
        return Passed.REMARK
