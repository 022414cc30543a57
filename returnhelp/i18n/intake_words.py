"""The sentences about a list that is taken over: why a row is not read, what is doubtful and what is proposed."""

import re
from collections.abc import Iterable
from datetime import date

from returnhelp.domain.aid import ProjectKind
from returnhelp.domain.case import Permit
from returnhelp.domain.intake import Doubt, DoubtKind, Field, UnreadReason, UnreadRow, Why
from returnhelp.domain.likeness import AGAINST
from returnhelp.domain.people import Sex
from returnhelp.i18n import catalogs, formats, labels
from returnhelp.i18n.catalogs import N_

_WHY = {
    UnreadReason.NO_NAME: N_("There is no name"),
    UnreadReason.NO_DATES: N_("There are no dates"),
    UnreadReason.MISSING: N_("{field}: missing"),
    UnreadReason.CANNOT_BE_READ: N_("{field}: “{raw}” cannot be read"),
    UnreadReason.BIRTH_IN_FUTURE: N_("{field}: “{raw}” is still to come"),
    UnreadReason.BORN_AFTER_DEPARTURE: N_("{field}: “{raw}” is after the departure"),
    UnreadReason.DEPARTURE_BEFORE_ENTRY: N_("{field}: “{raw}” is after the departure"),
    UnreadReason.NEGATIVE_SUM: N_("{field}: “{raw}” is below zero"),
    UnreadReason.FORMULA: N_("{field}: there is a formula without a value"),
}

DOUBTS = {
    DoubtKind.TWO_DIGIT_YEAR: N_("“{raw}” has a year of two digits. It is taken as {proposed}."),
    DoubtKind.FIRST_JANUARY: N_(
        "“{raw}”: 1 January often stands for an unknown day. Only the year is taken: {proposed}."
    ),
    DoubtKind.DATE_UNREADABLE: N_("“{raw}” is no date that can be read. It is left empty."),
    DoubtKind.DATE_NOT_EXACT: N_("“{raw}” does not name the day. It is taken as {proposed}."),
    DoubtKind.DATE_FROM_NUMBER: N_(
        "“{raw}” is the number by which spreadsheets count days. It is taken as {proposed}."
    ),
    DoubtKind.MONTH_BEFORE_DAY: N_("“{raw}” has the month before the day. It is taken as {proposed}."),
    DoubtKind.YEAR_IN_DATE_CELL: N_(
        "A year alone seems to have been typed into a date cell. It is taken as {proposed}."
    ),
    DoubtKind.DATE_NOT_KNOWN: N_("“{raw}” says that the date is not known. It is left empty."),
    DoubtKind.ENTRY_BEFORE_BIRTH: N_("The entry ({proposed}) is before the birth. Both are kept as written."),
    DoubtKind.ENTRY_AFTER_DEPARTURE: N_("The entry ({proposed}) is after the departure. Both are kept as written."),
    DoubtKind.ENTRY_IN_FUTURE: N_("The entry ({proposed}) is still to come. It is kept as written."),
    DoubtKind.DEPARTURE_IN_FUTURE: N_("The departure ({proposed}) is still to come. It is kept as planned."),
    DoubtKind.VERY_OLD: N_("Born {proposed}, the person would have been older than 110 at departure. Check the year."),
    DoubtKind.VALUE_UNKNOWN: N_("“{raw}” is not known here. Choose what it means."),
    DoubtKind.VALUE_AMBIGUOUS: N_("“{raw}” can mean more than one thing. Choose which."),
    DoubtKind.FORMER_STATE: N_("“{raw}” is a state that no longer exists. Choose the state of today if it is known."),
    DoubtKind.MONEY_UNREADABLE: N_("“{raw}” is no amount that can be read. It is left empty."),
    DoubtKind.MONEY_NEGATIVE: N_("“{raw}” is below zero. It is left empty."),
    DoubtKind.FORMULA: N_("A formula stands here; it is not reckoned. What was last shown is taken: “{raw}”."),
    DoubtKind.ZEMIS_FORM: N_("“{raw}” does not look like a ZEMIS number (12345678.9). It is kept as {proposed}."),
    DoubtKind.N_NUMBER_FORM: N_("“{raw}” does not look like an N-number (N 123 456). It is kept as written."),
    DoubtKind.PHONE_FORM: N_("“{raw}” does not look like a phone number. It is kept as written."),
    DoubtKind.NAME_SPLIT: N_("It is not clear where the family name ends in “{raw}”. It is taken as “{proposed}”."),
    DoubtKind.NAME_INCOMPLETE: N_("{field}: missing. The row is taken with “{raw}” alone."),
    DoubtKind.MINOR_IS_ADULT: N_("Marked as an unaccompanied minor, but {raw} years old at departure."),
    DoubtKind.REPEATED_ROW: N_("Repeats row {rows} ({why}). It is not counted again."),
    DoubtKind.SAME_PERSON_AGAIN: N_("The same person as in row {rows}, with another departure ({why})."),
    DoubtKind.SIMILAR_PERSON: N_("Perhaps the same person as in row {rows} ({why}). They are kept apart."),
    DoubtKind.NUMBER_OF_ANOTHER: N_(
        "The number {raw} also stands in row {rows}, with another person. They are kept apart."
    ),
    DoubtKind.MARKED_AS_REPEATED: N_("Marked as a repeat, but no other row is like it. It is counted."),
}

_DATE = re.compile(r"\d{4}(-\d{2}){0,2}")


def reasons(whys: Iterable[Why], language: str | None = None) -> str:
    """Why a row is not read, in one line."""
    words = catalogs.words(language)
    return "; ".join(
        words.gettext(_WHY[why.reason]).format(
            field=labels.label(why.field, language) if why.field else "", raw=why.raw
        )
        for why in whys
    )


def reasons_by_row(unread: Iterable[UnreadRow], language: str | None = None) -> dict[int, str]:
    """Why each row is not read, by its number in the sheet."""
    return {row.row: reasons(row.reasons, language) for row in unread}


def reason_heading(language: str | None = None) -> str:
    """The heading of the column of reasons in the sheet of rows to mend; our reading knows it and passes it over."""
    return catalogs.words(language).pgettext("heading of a column", "Reason")


def sentence(doubt: Doubt, language: str | None = None) -> str:
    """What is doubtful and what is taken, in one or two short sentences."""
    return (
        catalogs.words(language)
        .gettext(DOUBTS[doubt.kind])
        .format(
            field=labels.label(doubt.field, language),
            raw=doubt.raw,
            proposed=code_shown(doubt.field, doubt.proposed, language),
            rows=formats.listed((str(row) for row in doubt.other_rows), language),
            why=formats.listed((labels.label(one, language) for one in doubt.likeness if one not in AGAINST), language),
        )
    )


def code_shown(field: Field, code: str, language: str | None = None) -> str:
    """What a person reads for a code that is proposed or offered for a field."""
    if not code:
        return ""
    match field:
        case Field.NATIONALITY | Field.DESTINATION if code.isdecimal():
            return labels.country(int(code), language)
        case Field.CANTON:
            return f"{code} – {labels.canton(code, language)}"
        case Field.SEX:
            return labels.label(Sex(code), language)
        case Field.PERMIT:
            return labels.label(Permit(code), language)
        case Field.PROJECT:
            return labels.label(ProjectKind(code), language)
        case Field.BIRTH_DATE | Field.ENTRY_DATE | Field.DEPARTURE_DATE if _DATE.fullmatch(code):
            return _date_shown(code, language)
    return code


def _date_shown(written: str, language: str | None) -> str:
    """``2022``, ``2022-05`` or ``2022-05-16`` in the reader's way."""
    if len(written) == 4:
        return written
    if len(written) == 7:
        return formats.month(int(written[:4]), int(written[5:]), language)
    return formats.date(date.fromisoformat(written), language)
