"""Every named error has a sentence that tells a person what to do."""

import string
from datetime import date, timedelta
from pathlib import Path

import pytest

from returnhelp.domain import errors
from returnhelp.domain.edits import Refusal
from returnhelp.domain.errors import ReturnHelpError
from returnhelp.domain.steps import Need, Step
from returnhelp.i18n import catalogs, messages

KINDS = [
    kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, ReturnHelpError) and kind is not ReturnHelpError
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_error_has_a_sentence_with_exactly_its_facts(kind):
    sentence = messages.SENTENCES[kind]
    placeholders = {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}
    assert placeholders == set(kind.facts)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_sentence_is_whole_and_quiet(kind):
    sentence = messages.SENTENCES[kind]
    assert sentence.endswith((".", "}", '"'))  # the last two: a command to type, which must not end in a full stop
    assert sentence[0].isupper() or sentence[0] in "“{"
    assert "  " not in sentence
    assert "!" not in sentence
    assert not {"please", "error", "invalid", "failed", "oops", "sorry"} & set(
        sentence.lower().replace(".", " ").split()
    )


def test_no_sentence_is_left_over_from_an_error_that_is_gone():
    assert set(messages.SENTENCES) == set(KINDS)


def test_every_error_says_who_it_is_when_it_is_raised_wrongly():
    with pytest.raises(TypeError, match="FutureDateError takes"):
        errors.FutureDateError(date=date(2026, 3, 7))


def test_facts_are_shown_as_people_write_them():
    missing = errors.NeedsMissingError(step=Step.DEPARTED, missing=(Need.NAMES, Need.PERMIT))
    assert messages.sentence(missing, "en") == (
        "Still missing before “Departed”: Names of all travellers and Permit."
        " Everything you entered is kept. Fill it in and try again."
    )
    future = errors.FutureDateError(day=date(2026, 3, 7))
    assert messages.sentence(future, "en").startswith("7 March 2026 is still to come.")
    folder = errors.FolderNotEmptyError(place=Path("offices") / "Bern")
    assert str(Path("offices") / "Bern") in messages.sentence(folder, "en")


def test_a_month_is_shown_without_its_day():
    open_months = errors.MonthsNotClosedError(first=date(2022, 1, 1), last=date(2022, 3, 1))
    assert messages.sentence(open_months, "en").startswith("Not every month from January 2022 to March 2022 is closed")


def test_a_year_or_a_row_is_shown_plain_and_a_large_number_is_grouped():
    assert "between 2022 and 1’000’000" in messages.sentence(
        errors.SettingOutOfRangeError(setting="Lock after", least=2022, most=1_000_000), "en"
    )


def test_a_field_and_its_reason_are_shown_in_words():
    refused = errors.FieldRefusedError(field="entry_date", reason=Refusal.IN_THE_FUTURE)
    assert messages.sentence(refused, "en").startswith("Entered Switzerland on: the date is still to come.")


def test_a_span_of_time_is_said_in_minutes():
    locked = errors.LockedOutError(wait=timedelta(seconds=90))
    assert "in 2 minutes" in messages.sentence(locked, "en")


def test_a_sentence_speaks_the_language_in_use():
    error = errors.NameMissingError()
    catalogs.use(catalogs.PSEUDO)
    assert messages.sentence(error) != messages.sentence(error, "en")


def test_a_name_with_braces_is_shown_as_it_is():
    assert "“{x}”" in messages.sentence(errors.UserNotThereError(name="{x}"), "en")
