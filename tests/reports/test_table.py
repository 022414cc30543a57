"""A hand-out of statistics on paper: everything that is shown, nothing of what is hidden, the same each time."""

from dataclasses import replace
from datetime import datetime
from io import BytesIO

import pikepdf
import pytest

from returnhelp.domain.figures import CANTONS
from returnhelp.domain.handouts import HIDDEN
from returnhelp.domain.profiles import VIEWS, Profile
from returnhelp.domain.tables import Variable
from returnhelp.domain.views import View
from returnhelp.i18n import formats, labels
from returnhelp.reports import table_charts
from returnhelp.reports.table import handout_paper
from tests.handouts import every_third, nothing, numbers, told

AGE_BY_SEX = View(Variable.AGE_GROUP, Variable.SEX)
NATIONALITY_BY_CANTON = View(Variable.NATIONALITY, Variable.CANTON)
PERMIT = View(Variable.PERMIT)


def test_a_small_table_is_one_upright_page_with_its_definition(head, fonts, read) -> None:
    (text,) = read(handout_paper(told(AGE_BY_SEX), head, fonts))
    assert "Age group by Sex, 2022" in text
    assert "not cases" in text
    assert "The day of departure decides" in text
    assert "fewer than 5 persons" in text
    assert "age-group-by-sex-2022-en.proof.json" in text


@pytest.mark.parametrize("language", ["de", "fr", "it"])
def test_every_shown_number_stands_there_as_the_language_writes_it(head, fonts, read, language) -> None:
    handout = told(PERMIT, language=language)
    text = "\n".join(read(handout_paper(handout, head, fonts)))
    for number in filter(None, numbers(handout)):
        assert formats.number(number, language) in text


def test_a_large_table_goes_on_with_its_head_on_each_page(head, fonts, read) -> None:
    pages = read(handout_paper(told(NATIONALITY_BY_CANTON, language="de"), head, fonts))
    assert len(pages) > 4
    assert all("Nationalität" in text for text in pages)
    whole = "\n".join(pages)
    for canton in CANTONS:
        assert labels.canton(canton, "de").split()[0] in whole


def test_a_hidden_number_is_the_sign_and_nothing_else(head, fonts, read) -> None:
    handout = told(PERMIT)
    text = "\n".join(read(handout_paper(handout, head, fonts)))
    assert text.count(HIDDEN) == 1 + sum(number is None for number in numbers(handout))


@pytest.mark.parametrize("profile", Profile)
def test_every_profile_finds_its_place_on_paper_also_where_everything_is_hidden(head, fonts, read, profile) -> None:
    for shown in (every_third, nothing):
        handout = told(*VIEWS[profile], shown=shown, language="de", profile=profile)
        text = "\n".join(read(handout_paper(handout, head, fonts)))
        for table in handout.tables:
            assert table.rows.lines[0].word.split()[0] in text


def test_the_paper_does_not_say_who_made_it_or_when(head, fonts, read) -> None:
    handout = told(AGE_BY_SEX)
    later = replace(head, made_by="Otto Beispiel", made_at=datetime(2031, 1, 1), chain_head="0" * 64)  # noqa: DTZ001
    pdf = handout_paper(handout, head, fonts)
    assert pdf == handout_paper(handout, later, fonts)
    assert not {"Süess", "2026"} & set("\n".join(read(pdf)).split())
    with pikepdf.open(BytesIO(pdf)) as opened:
        info = {str(key): str(value) for key, value in opened.docinfo.items()}
    assert info["/CreationDate"].startswith("D:20000101")
    assert info["/Author"] == head.office
    assert "Süess" not in "".join(info.values())


def test_a_chart_of_many_rows_has_the_largest_shown_ones(head, fonts, read) -> None:
    handout = told(NATIONALITY_BY_CANTON, shown=lambda place: None if place % 5 == 0 else place)
    (table,) = handout.tables
    charted = table_charts.charted(table)
    assert len(charted) == table_charts.MOST
    known = sorted((number for _, number in table_charts.own_lines(table) if number is not None), reverse=True)
    assert [number for _, number in charted] == known[: table_charts.MOST]
    assert "the largest of the shown numbers" in "\n".join(read(handout_paper(handout, head, fonts)))


def test_those_who_are_no_victims_have_no_bar_beside_the_victims() -> None:
    (table,) = told(View(Variable.TRAFFICKED_MONTHS)).tables
    assert [line.code for line, _ in table_charts.own_lines(table)] == ["0-12", "13-24", "25+", "unknown"]


def test_shares_are_drawn_in_the_order_of_ctdc_and_only_where_they_are_told() -> None:
    handout = told(View(Variable.MEANS_DEBT), View(Variable.FORCED_LABOUR), shown=lambda place: 20 + place)
    (labour, share), (debt, _) = table_charts.shares(handout)
    assert (labour, debt) == ("Exploitation: forced labour", "Means of control: debt bondage")
    assert share == pytest.approx(20 / 24)
    hidden = told(View(Variable.MEANS_DEBT), shown=nothing)
    assert table_charts.shares(hidden) == [("Means of control: debt bondage", None)]
