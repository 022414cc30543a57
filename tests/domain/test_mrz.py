"""The machine readable zone: specimens of Doc 9303, states, dates, names, check digits, and what a scanner sends."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnhelp.domain.errors import (
    ReturnHelpError,
    ZoneLengthError,
    ZoneLineLengthError,
    ZoneLinesError,
    ZoneMissingError,
    ZoneSignError,
)
from returnhelp.domain.mrz import ZoneDoubt, ZoneWrong, read
from returnhelp.domain.mrz_layout import LAYOUTS, Place, ZoneFormat, ZonePart, check_digit
from returnhelp.domain.mrz_states import ZoneState, state_of
from returnhelp.domain.mrz_typing import Mended
from returnhelp.domain.mrz_values import SEXES
from returnhelp.domain.people import Precision, Sex, TravelDocumentKind
from tests.domain.mrz_maker import Holder, write, zone

TODAY = date(2026, 3, 2)
ALL = pytest.mark.parametrize("zone_format", list(ZoneFormat))

PASSPORT = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
CARD = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"
CARD_OF_TWO_LINES = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6"
VISA = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<"
SMALL_VISA = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX4009078F9612109<<<<<<<<"
LONG_NUMBER = "I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\nSTEVENSON<<PETER<JOHN<<<<<<<<<"
LONG_NUMBER_OF_TWO_LINES = "I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<\nD23145890<UTO3407127M95071227349<<<8"


# --- the specimens of Doc 9303 -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "zone_format", "number"),
    [
        (PASSPORT, ZoneFormat.TD3, "L898902C3"),
        (CARD, ZoneFormat.TD1, "D23145890"),
        (CARD_OF_TWO_LINES, ZoneFormat.TD2, "D23145890"),
        (VISA, ZoneFormat.MRV_A, "L8988901C"),
        (SMALL_VISA, ZoneFormat.MRV_B, "L8988901C"),
    ],
)
def test_9303_specimens_are_read_without_a_fault(text, zone_format, number):
    reading = read(text, TODAY)
    assert (reading.format, reading.number, reading.faults) == (zone_format, number, ())
    assert (reading.name.family_name, reading.name.given_names) == ("Eriksson", "Anna Maria")
    assert (reading.sex, reading.issuing_state.code) == (Sex.FEMALE, "UTO")
    assert ZoneDoubt.SPECIMEN in reading.doubts


def test_9303_4_a_passport_says_everything_of_its_holder():
    reading = read(PASSPORT, TODAY)
    assert reading.kind is TravelDocumentKind.PASSPORT
    assert (reading.birth.day, reading.birth.precision) == (date(1974, 8, 12), Precision.DAY)
    assert reading.expires_on == date(2012, 4, 15)
    assert reading.optional == "ZE184226B"
    assert reading.mended == ()
    assert reading.proposal is None


@pytest.mark.parametrize("text", [LONG_NUMBER, LONG_NUMBER_OF_TWO_LINES])
def test_9303_5_a_long_document_number_goes_on_in_the_optional_data(text):
    reading = read(text, TODAY)
    assert (reading.number, reading.optional, reading.faults) == ("D23145890734", "", ())
    broken = read(text.replace("7349", "7348"), TODAY)
    fault = next(one for one in broken.faults if one.part is ZonePart.NUMBER)
    assert (fault.found, fault.expected) == ("8", "9")
    assert fault.place.of(broken.lines) == "8"


def test_9303_3_4_9_check_digits_weigh_7_3_1():
    assert check_digit("520727") == "3"
    assert check_digit("AB2134<<<") == "5"
    assert check_digit("HA672242<6YTO5802254M9601086<<<<<<<<<<<<<<0".replace("YTO", "").replace("M", "")) == "8"


# --- check digits ------------------------------------------------------------------------------------------


@ALL
def test_each_check_digit_is_told_by_its_name_and_place(zone_format):
    lines = write(zone_format, Holder(code=LAYOUTS[zone_format].first_letters[0], optional="A1"))
    for part, place in LAYOUTS[zone_format].checks.items():
        line = list(lines[place.line - 1])
        right = line[place.column - 1]
        line[place.column - 1] = str((int(right) + 1) % 10)
        broken = [*lines[: place.line - 1], "".join(line), *lines[place.line :]]
        reading = read("\n".join(broken), TODAY)
        fault = next(one for one in reading.faults if one.part is part)
        assert (fault.wrong, fault.place, fault.expected) == (ZoneWrong.CHECK_DIGIT, place, right)
        assert not reading.is_sound(part)


@pytest.mark.parametrize("digit", ["0", "<"])
def test_9303_4_an_empty_personal_number_has_the_check_digit_0_or_a_filler(digit):
    first, second = write(ZoneFormat.TD3, Holder())
    changed = second[:42] + digit
    composite = check_digit(changed[:10] + changed[13:20] + changed[21:43])
    assert read(f"{first}\n{changed}{composite}", TODAY).faults == ()


def test_a_wrong_check_of_all_fields_makes_what_it_guards_unsound_and_nothing_else():
    text = zone()
    reading = read(text[:-1] + str((int(text[-1]) + 1) % 10), TODAY)
    assert [fault.part for fault in reading.faults] == [ZonePart.COMPOSITE]
    assert not reading.is_sound(ZonePart.NUMBER)
    assert not reading.is_sound(ZonePart.BIRTH_DATE)
    assert reading.is_sound(ZonePart.NAMES)
    assert reading.is_sound(ZonePart.NATIONALITY)


# --- states and kinds of documents -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("letters", "bfs"),
    [
        ("D<<", 8207),
        ("DEU", 8207),
        ("CHE", 8100),
        ("GBD", 8215),
        ("GBN", 8215),
        ("GBO", 8215),
        ("GBP", 8215),
        ("GBS", 8215),
        ("GBR", 8215),
        ("RKS", 8256),
        ("UNK", 8256),
        ("XKX", 8256),
        ("SYR", 8541),
        ("ROM", 8232),
        ("SUN", 8235),
        ("SHN", 8373),
    ],
)
def test_9303_3_5_the_letters_of_a_country_are_its_bfs_number(letters, bfs):
    assert (state_of(letters).bfs, state_of(letters).says) == (bfs, ZoneState.COUNTRY)


@pytest.mark.parametrize(
    ("letters", "says"),
    [
        ("XXA", ZoneState.STATELESS),
        ("XXB", ZoneState.REFUGEE),
        ("XXC", ZoneState.OTHER_REFUGEE),
        ("XXX", ZoneState.UNSPECIFIED),
        ("UNO", ZoneState.ORGANISATION),
        ("UNA", ZoneState.ORGANISATION),
        ("EUE", ZoneState.ORGANISATION),
        ("XOM", ZoneState.ORGANISATION),
        ("XPO", ZoneState.ORGANISATION),
        ("QQQ", ZoneState.NOT_KNOWN),
        ("<<<", ZoneState.NOT_KNOWN),
    ],
)
def test_9303_3_5_other_letters_are_no_country(letters, says):
    assert (state_of(letters).bfs, state_of(letters).says) == (None, says)


def test_letters_of_no_state_are_a_fault_at_their_place():
    reading = read(zone(nationality="QQQ"), TODAY)
    [fault] = reading.faults
    assert (fault.part, fault.wrong) == (ZonePart.NATIONALITY, ZoneWrong.STATE_NOT_KNOWN)
    assert fault.place == Place(2, 11, 3)


@pytest.mark.parametrize(
    ("zone_format", "said", "kind"),
    [
        (ZoneFormat.TD3, {"code": "P"}, TravelDocumentKind.PASSPORT),
        (ZoneFormat.TD3, {"code": "PD"}, TravelDocumentKind.PASSPORT),
        (ZoneFormat.TD3, {"code": "PE"}, TravelDocumentKind.SUBSTITUTE),
        (ZoneFormat.TD3, {"code": "PL"}, TravelDocumentKind.LAISSEZ_PASSER),
        (ZoneFormat.TD3, {"code": "P", "issuing": "UNO"}, TravelDocumentKind.LAISSEZ_PASSER),
        (ZoneFormat.TD3, {"issuing": "CHE", "nationality": "CHE"}, TravelDocumentKind.PASSPORT),
        (ZoneFormat.TD3, {"issuing": "CHE", "nationality": "XXB"}, TravelDocumentKind.SWISS_TRAVEL_DOCUMENT),
        (ZoneFormat.TD3, {"issuing": "CHE", "nationality": "SYR"}, TravelDocumentKind.SWISS_TRAVEL_DOCUMENT),
        (ZoneFormat.TD1, {"code": "ID"}, TravelDocumentKind.IDENTITY_CARD),
        (ZoneFormat.TD2, {"code": "I"}, TravelDocumentKind.IDENTITY_CARD),
        (ZoneFormat.TD1, {"code": "IR", "issuing": "CHE"}, None),
        (ZoneFormat.TD1, {"code": "AC"}, None),
        (ZoneFormat.MRV_A, {"issuing": "CHE"}, None),
    ],
)
def test_the_document_code_says_which_travel_document_it_is(zone_format, said, kind):
    reading = read(zone(zone_format, **said), TODAY)
    assert (reading.kind, reading.faults) == (kind, ())


def test_a_kind_of_document_that_nobody_knows_is_a_fault():
    reading = read(zone(code="QX"), TODAY)
    assert [fault.wrong for fault in reading.faults] == [ZoneWrong.CODE_NOT_KNOWN]
    assert reading.kind is None


# --- dates -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "day", "precision"),
    [
        ("880402", date(1988, 4, 2), Precision.DAY),
        ("8804<<", date(1988, 4, 1), Precision.MONTH),
        ("880400", date(1988, 4, 1), Precision.MONTH),
        ("88<<<<", date(1988, 1, 1), Precision.YEAR),
        ("880000", date(1988, 1, 1), Precision.YEAR),
        ("<<<<<<", None, Precision.DAY),
        ("000000", None, Precision.DAY),
        ("<<0402", None, Precision.DAY),
        ("000229", date(2000, 2, 29), Precision.DAY),
    ],
)
def test_9303_3_4_8_unknown_parts_of_a_birth_date_say_how_well_it_is_known(field, day, precision):
    reading = read(zone(birth=field), TODAY)
    assert (reading.birth.day, reading.birth.precision, reading.faults) == (day, precision, ())


@pytest.mark.parametrize("field", ["881302", "880231", "990229", "880<02", "8<0402", "88<<02", "880002"])
def test_what_is_no_date_is_a_fault(field):
    reading = read(zone(birth=field), TODAY)
    assert [(fault.part, fault.wrong) for fault in reading.faults] == [(ZonePart.BIRTH_DATE, ZoneWrong.NOT_A_DATE)]
    assert reading.birth.day is None


@pytest.mark.parametrize(
    ("field", "born", "other"),
    [
        ("300101", date(1930, 1, 1), None),  # 2030 is still to come, 96 years old it is
        ("260302", date(2026, 3, 2), date(1926, 3, 2)),  # born today, or a hundred years ago
        ("260303", date(1926, 3, 3), None),  # tomorrow nobody was born yet
        ("230815", date(2023, 8, 15), date(1923, 8, 15)),  # 2 years old, or 102
        ("150101", date(2015, 1, 1), None),  # nobody is taken to be 111
        ("160101", date(2016, 1, 1), date(1916, 1, 1)),
    ],
)
def test_the_century_of_birth_is_never_in_the_future_and_told_where_two_are_possible(field, born, other):
    reading = read(zone(birth=field), TODAY)
    assert (reading.birth.day, reading.birth.other) == (born, other)
    assert (ZoneDoubt.BIRTH_CENTURY in reading.doubts) is (other is not None)


def test_nobody_is_born_after_their_document_expired():
    assert read(zone(birth="230815", expiry="200101"), TODAY).birth.day == date(1923, 8, 15)


@pytest.mark.parametrize(
    ("field", "day", "doubtful"),
    [
        ("300101", date(2030, 1, 1), False),
        ("760101", date(2076, 1, 1), False),  # 50 years ahead
        ("770101", date(1977, 1, 1), True),
        ("060101", date(2006, 1, 1), False),  # 20 years back
        ("050101", date(2005, 1, 1), True),
        ("<<<<<<", None, False),
        ("280229", date(2028, 2, 29), False),
    ],
)
def test_a_document_expires_within_a_sensible_span(field, day, doubtful):
    reading = read(zone(birth="650101", expiry=field), TODAY)
    assert (reading.expires_on, reading.faults) == (day, ())
    assert (ZoneDoubt.EXPIRY_CENTURY in reading.doubts) is doubtful


def test_a_date_of_expiry_that_is_none_is_a_fault():
    assert [one.part for one in read(zone(expiry="301301"), TODAY).faults] == [ZonePart.EXPIRY]


# --- names and sex -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("primary", "secondary", "family", "given_names"),
    [
        ("VAN DER MUELLEN", "ANNE MARIE", "Van Der Muellen", "Anne Marie"),
        ("ARKFREITHSON", "", "Arkfreithson", ""),
        ("AL HADDAD", "OMAR", "Al Haddad", "Omar"),
    ],
)
def test_9303_3_4_6_two_fillers_part_the_names(primary, secondary, family, given_names):
    name = read(zone(primary=primary, secondary=secondary), TODAY).name
    assert (name.family_name, name.given_names, name.cut_off) == (family, given_names, False)


@ALL
def test_9303_3_4_6_a_name_that_ends_in_a_letter_is_perhaps_cut_off(zone_format):
    reading = read(zone(zone_format, primary="NILAVADHANANANDA", secondary="CHAYAPA DEJTHAMRONG KRASUANG ANAN"), TODAY)
    assert reading.name.cut_off
    assert ZoneDoubt.NAME_CUT_OFF in reading.doubts
    assert reading.name.primary == "NILAVADHANANANDA"


def test_a_name_that_just_fits_with_a_filler_is_whole():
    assert not read(zone(primary="A" * 18, secondary="B" * 18), TODAY).name.cut_off
    assert read(zone(primary="A" * 18, secondary="B" * 19), TODAY).name.cut_off


def test_a_digit_in_a_name_is_a_fault_at_its_place():
    [fault] = read(zone(primary="BER1DZE"), TODAY).faults
    assert (fault.part, fault.wrong, fault.found) == (ZonePart.NAMES, ZoneWrong.SIGN, "1")
    assert fault.place == Place(1, 9)


@pytest.mark.parametrize(("sign", "sex"), [("M", Sex.MALE), ("F", Sex.FEMALE), ("<", Sex.UNKNOWN), ("X", Sex.OTHER)])
def test_the_sex_is_one_of_four_signs(sign, sex):
    reading = read(zone(sex=sign), TODAY)
    assert (reading.sex, reading.faults) == (sex, ())


def test_another_sign_for_the_sex_is_a_fault():
    assert [one.part for one in read(zone(sex="1"), TODAY).faults] == [ZonePart.SEX]


# --- however it was typed ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "mended"),
    [
        (str.lower, {Mended.SMALL_LETTERS}),
        (lambda text: text.replace("\n", "\r\n\r\n") + "\r\n", set()),
        (lambda text: " ".join(text), {Mended.GAPS}),
        (lambda text: text.replace("\n", ""), {Mended.LINE_BREAKS}),
        (lambda text: text.replace("<", "‹"), {Mended.FILLER_SIGNS}),
        (lambda text: text.replace("<<", "«"), {Mended.FILLER_SIGNS}),
        (lambda text: text.replace("<", "«"), {Mended.FILLER_SIGNS}),
        (lambda text: text.replace("<", "-"), {Mended.FILLER_SIGNS}),
        (lambda text: text.replace("<", "&lt;"), set()),
        (lambda text: text.replace("<<\n", "\n"), {Mended.FILLERS_AT_THE_END}),
        (lambda text: text.replace("<<\n", "<<<<<\n"), {Mended.FILLERS_AT_THE_END}),
        (lambda text: "\ufeff\x02" + text + "\x03", set()),
    ],
)
def test_what_can_mean_nothing_else_is_put_right_and_told(change, mended):
    text = zone(optional="A123")
    reading = read(change(text), TODAY)
    assert "\n".join(reading.lines) == text
    assert set(reading.mended) == mended


@ALL
def test_a_scanner_without_line_ends_is_read_by_the_length(zone_format):
    text = zone(zone_format)
    assert "\n".join(read(text.replace("\n", ""), TODAY).lines) == text


def _as_on_a_swiss_keyboard(text: str) -> str:
    return text.translate(str.maketrans("YZ<", "ZY;"))


def test_a_scanner_set_to_an_american_keyboard_is_understood_on_a_swiss_one():
    text = zone(nationality="SYR", issuing="SYR", primary="YAZBEK", secondary="ZEYNAB", number="YZ1234567")
    reading = read(_as_on_a_swiss_keyboard(text), TODAY)
    assert "\n".join(reading.lines) == text
    assert set(reading.mended) == {Mended.FILLER_SIGNS, Mended.Y_AND_Z}
    assert reading.doubts == ()


def test_where_nothing_tells_y_from_z_the_name_is_doubtful_and_left_as_it_came():
    reading = read(_as_on_a_swiss_keyboard(zone(primary="YILMAZ")), TODAY)
    assert reading.name.primary == "ZILMAY"
    assert reading.doubts == (ZoneDoubt.Y_OR_Z,)
    assert Mended.Y_AND_Z not in reading.mended


def test_an_italian_keyboard_writes_other_fillers_and_keeps_y_and_z():
    reading = read(zone(issuing="SYR", nationality="SYR", primary="YAZBEK").replace("<", ";"), TODAY)
    assert (reading.name.primary, reading.doubts, reading.mended) == ("YAZBEK", (), (Mended.FILLER_SIGNS,))


# --- what is no zone ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "error", "facts"),
    [
        ("", ZoneMissingError, {}),
        (" \n\t\r\n", ZoneMissingError, {}),
        ("P<GEOBERIDZE", ZoneLengthError, {"found": 12, "expected": (88,)}),
        ("I<GEO", ZoneLengthError, {"found": 5, "expected": (72, 90)}),
        ("HELLO", ZoneLengthError, {"found": 5, "expected": (72, 88, 90)}),
        ("P<GEOBERIDZE<<NINO\n12AB", ZoneLineLengthError, {"line": 2, "found": 4, "expected": 44}),
        ("P<GEO" + "A" * 50 + "\n" + "1" * 44, ZoneLineLengthError, {"line": 1, "found": 55, "expected": 44}),
        ("A\nB\nC\nD", ZoneLinesError, {"found": 4}),
        ("A" * 2000, ZoneLengthError, {"found": 2000, "expected": (72, 88, 90)}),
        (zone(primary="BERÏDZE"), ZoneSignError, {"sign": "Ï", "line": 1, "column": 9}),
    ],
)
def test_what_is_no_zone_is_refused_with_what_was_found(text, error, facts):
    with pytest.raises(error) as refused:
        read(text, TODAY)
    assert refused.value.given == facts


def test_a_card_of_three_lines_is_not_taken_for_one_of_two_while_it_is_typed():
    run = zone(ZoneFormat.TD1).replace("\n", "")
    with pytest.raises(ZoneLengthError):
        read(run[:72], TODAY)


# --- look-alikes -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("was", "read_as"), [("0", "O"), ("8", "B"), ("5", "S")])
def test_the_one_look_alike_that_makes_all_check_digits_true_is_proposed_and_not_applied(was, read_as):
    text = zone(number=f"RN9{was}93939")
    reading = read(text.replace(f"RN9{was}", f"RN9{read_as}"), TODAY)
    assert reading.number == f"RN9{read_as}93939"
    assert reading.proposal is not None
    assert (reading.proposal.found, reading.proposal.meant) == (read_as, was)
    assert reading.proposal.place == Place(2, 4)
    assert read("\n".join(reading.proposal.lines), TODAY).faults == ()


def test_nothing_is_proposed_where_several_signs_may_be_meant():
    text = zone(ZoneFormat.MRV_A, number="O0O000000")
    broken = read(text.replace("O0O", "000"), TODAY)
    assert broken.faults != ()
    assert broken.proposal is None


def test_nothing_is_proposed_where_all_check_digits_are_true():
    assert read(zone(primary="BER1DZE"), TODAY).proposal is None


# --- any text at all ---------------------------------------------------------------------------------------

SIGNS = st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<")


@given(st.text(max_size=300), st.dates(date(1950, 1, 1), date(2100, 1, 1)))
def test_no_text_breaks_it(text, today):
    try:
        reading = read(text, today)
    except ReturnHelpError:
        return
    assert reading.lines


@given(
    st.sampled_from([(2, 44), (2, 36), (3, 30)]).flatmap(
        lambda shape: st.lists(
            st.text(SIGNS, min_size=shape[1], max_size=shape[1]), min_size=shape[0], max_size=shape[0]
        )
    ),
    st.dates(date(1950, 1, 1), date(2100, 1, 1)),
)
def test_no_zone_breaks_it_and_every_fault_has_its_place(lines, today):
    reading = read("\n".join(lines), today)
    layout = LAYOUTS[reading.format]
    for fault in reading.faults:
        assert 1 <= fault.place.line <= layout.height
        assert 1 <= fault.place.column <= layout.width
    if reading.birth.day is not None:
        assert reading.birth.day <= today


WORDS = st.text(st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), min_size=1, max_size=6)
CODES = st.text(st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"), min_size=1, max_size=9)


@given(
    st.sampled_from(list(ZoneFormat)),
    st.builds(
        Holder,
        issuing=st.sampled_from(["GEO", "D", "RKS", "CHE", "XOM"]),
        nationality=st.sampled_from(["SYR", "D", "XXA", "GBN", "UNK"]),
        primary=st.lists(WORDS, min_size=1, max_size=2).map(" ".join),
        secondary=st.lists(WORDS, max_size=2).map(" ".join),
        number=CODES,
        birth=st.dates(date(1930, 1, 1), date(2014, 12, 31)).map(lambda day: day.strftime("%y%m%d")),
        sex=st.sampled_from("MFX<"),
        expiry=st.dates(date(2015, 1, 1), date(2075, 12, 31)).map(lambda day: day.strftime("%y%m%d")),
        optional=CODES.map(lambda code: code[:3]) | st.just(""),
    ),
    st.text(st.sampled_from("ABCDEFGHIJ0123456789"), max_size=3),
)
def test_what_is_written_is_read_again(zone_format, holder, rest):
    code = {ZoneFormat.TD3: "P", ZoneFormat.MRV_A: "V", ZoneFormat.MRV_B: "V"}.get(zone_format, "I")
    long = zone_format in (ZoneFormat.TD1, ZoneFormat.TD2) and len(holder.number) == 9
    number = holder.number + rest if long else holder.number
    said = Holder(**{**vars(holder), "code": code, "number": number, "optional": "" if long else holder.optional})
    reading = read("\n".join(write(zone_format, said)), TODAY)
    assert reading.faults == ()
    assert (reading.name.primary, reading.name.secondary) == (said.primary, said.secondary)
    assert (reading.number, reading.optional) == (said.number, said.optional)
    assert (reading.issuing_state.code, reading.nationality.code) == (said.issuing, said.nationality)
    assert reading.birth.day is not None
    assert reading.expires_on is not None
    assert (reading.birth.day.strftime("%y%m%d"), reading.expires_on.strftime("%y%m%d")) == (said.birth, said.expiry)
    assert SEXES[said.sex] is reading.sex
