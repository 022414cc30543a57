"""RIAT: what the case knows is shown, what it does not is typed, and nothing leaves without consent."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from returnhelp.domain.consent import ConsentPurpose
from returnhelp.domain.projects import KeyMoment, TypeOfSupport
from returnhelp.domain.riat_fields import RiatField
from returnhelp.gui.dialogs import files as file_boxes
from returnhelp.gui.pages.case_riat import RiatSection
from returnhelp.services import cases
from tests.gui.pages.casework.world import CONTROL, SYRIA, add, focused, press, type_in, write

S = Qt.Key.Key_S


@pytest.fixture
def section(page, at_desk, anna, family):
    write(anna, family, destination=SYRIA)
    add(anna, family, "riat", support=TypeOfSupport.POST_RETURN, heard_from="Counselling")
    page.refresh(None)
    at_desk.settle()
    page.open("riat", None)
    at_desk.settle()
    return page.section("riat")


def consent(office, case_id, day=date(2026, 3, 1)):
    purpose = ConsentPurpose.TRANSFER_TO_AUTHORITY
    add(office, case_id, "consents", purpose=purpose, given_on=day, person_id=None)


def test_it_shows_where_it_belongs(anna, family):
    assert not RiatSection.shown_for(cases.view(anna, family))
    write(anna, family, programme="EURP / Frontex")
    assert RiatSection.shown_for(cases.view(anna, family))
    write(anna, family, programme="")
    add(anna, family, "aid_lines", component="post_arrival", requested=61_500, currency="EUR")
    assert RiatSection.shown_for(cases.view(anna, family))


def test_what_the_case_knows_is_only_read(section):
    assert section._shown[RiatField.COUNTRY_OF_RETURN].text() == "Syria"
    assert "Art. 97" in section._shown[RiatField.ADMINISTRATIVE_STATUS].text()
    assert section._copiers[RiatField.ADMINISTRATIVE_STATUS].isHidden()


def test_the_rest_is_typed_by_keyboard_and_saved(qtbot, page, at_desk, anna, family, section):
    section.reference_edit.setFocus()
    type_in(qtbot, "RIAT-118")
    editor = section._riat.field("assistance_needed")
    editor.setFocus()
    qtbot.keyClicks(focused(), "A small business")
    editor = section._riat.field("budget")
    editor.setFocus()
    type_in(qtbot, "2000")
    press(qtbot, S, modifier=CONTROL)
    at_desk.settle()
    [riat] = cases.view(anna, family).parts["riat"]
    assert riat.values["reference"] == "RIAT-118"
    assert riat.values["assistance_needed"] == "A small business"
    assert riat.values["budget"] == 200_000


def test_the_strip_follows_the_state(page, section):
    page.copy.put(section.key, "moment", KeyMoment.KM2_OPEN)
    assert section.moment_bar.now() == 1
    page.copy.put(section.key, "moment", KeyMoment.CLOSED)
    assert section.moment_bar.now() == 2  # the last one, and it is done
    assert section.rejected_reason_edit.isHidden()
    page.copy.put(section.key, "moment", KeyMoment.REJECTED)
    assert not section.rejected_reason_edit.isHidden()


def test_without_consent_nothing_is_copied_or_exported(section):
    QGuiApplication.clipboard().setText("before")
    assert not section.consent_error.isHidden()
    assert not section.csv_button.isEnabled()
    assert not section._copiers[RiatField.COUNTRY_OF_RETURN].isEnabled()
    section.copy_field(RiatField.COUNTRY_OF_RETURN)
    assert QGuiApplication.clipboard().text() == "before"


def test_with_consent_fields_are_copied_one_by_one_and_exported(page, at_desk, anna, family, section, tmp_path):
    consent(anna, family)
    page.refresh(None)
    at_desk.settle()
    assert section.consent_error.isHidden()
    section._copiers[RiatField.COUNTRY_OF_RETURN].click()
    assert QGuiApplication.clipboard().text() == "Syria"
    section._copiers[RiatField.HEARD_FROM].click()
    assert QGuiApplication.clipboard().text() == "Counselling"
    file_boxes.prepared.append(tmp_path / "riat.csv")
    section.csv_button.click()
    at_desk.settle()
    assert "Country of return;Syria" in (tmp_path / "riat.csv").read_text(encoding="utf-8-sig")


def test_the_last_day_for_a_charter_is_told(page, at_desk, anna, family, section):
    assert section.charter_note.isHidden()
    write(anna, family, planned_departure=date(2026, 4, 8), canton="BE")
    page.refresh(None)
    at_desk.settle()
    assert "30 March 2026" in section.charter_note.text()


def test_it_is_taken_out_and_begun_again(page, at_desk, anna, family, section):
    section.remove_button.click()
    assert not section.begin_button.isHidden()
    page.save()
    at_desk.settle()
    assert cases.view(anna, family).parts["riat"] == ()
    section.begin_button.click()
    at_desk.settle()
    assert len(cases.view(anna, family).parts["riat"]) == 1
    assert section.begin_button.isHidden()
    assert not section.moment_combo.isHidden()
