"""The papers of one case: what stands on them, and what never does on those that go abroad (AsylG Art. 97)."""

from datetime import date

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtPdf import QPdfDocument

from returnhelp.domain import paper_guard
from returnhelp.domain.case import Permit, Procedure, ProcedureStage
from returnhelp.domain.edits import Edit
from returnhelp.domain.errors import (
    CaseWithoutLegsError,
    NobodyDepartedError,
    NotAllowedError,
    NotThereError,
    PaperTellsOfAsylumError,
)
from returnhelp.domain.people import TravelDocumentKind
from returnhelp.domain.travel import BookedBy, EscortKind, Help, LegMode, LegOutcome, SpecialNeed
from returnhelp.i18n import catalogs, labels
from returnhelp.services import audit, case_papers, cases, money
from returnhelp.services.case_papers import PAPERS, Wish
from tests.gui.pages.casework.world import SYRIA, add, open_family, people_of, write
from tests.office import has_departed

DAY = date(2026, 3, 19)
ZEMIS = {"Omar": "12345678.9", "Layla": "23456789.1"}
DECISION = "Ref. SEM-4711/26"
AMOUNTS = ("2468.00", "2’468.00", "1357.00", "1’357.00")
QUESTION = "Is dialysis three times a week to be had in Homs, and what does it cost a month?"


@pytest.fixture
def case(anna):
    """A case full of what no paper for abroad may say."""
    found = open_family(anna)
    people = people_of(anna, found)
    write(anna, found, destination=SYRIA, airport="ZRH", planned_departure=DAY, canton="BE", summary="Asyl abgelehnt")
    edits = [Edit("person", people[name], ("person", people[name]), {"zemis": zemis}) for name, zemis in ZEMIS.items()]
    passport = {
        "kind": TravelDocumentKind.SWISS_TRAVEL_DOCUMENT,
        "number": "X1234567",
        "expires_on": date(2027, 1, 31),
    }
    edits.append(Edit("travel_documents", None, ("person", people["Omar"]), passport))
    cases.save(anna, edits)
    add(
        anna,
        found,
        "stays",
        permit=Permit.F,
        procedure=Procedure.ASYLUM_EXTENDED,
        stage=ProcedureStage.FINAL_NEGATIVE,
        since=date(2026, 1, 5),
        departure_deadline=date(2026, 4, 5),
    )
    add(
        anna,
        found,
        "aid_lines",
        component="basic",
        currency="CHF",
        requested=246800,
    )
    why = "SEM had a reason of its own"
    (line,) = money.book(anna, found).lines
    given = money.LineDecision(line_id=line.id, amount=135700, above_ceiling_reason=why)
    money.decide(anna, found, date(2026, 3, 2), [given], reference=DECISION)
    for position, (mode, start, end, leaves, comes) in enumerate(
        (
            (LegMode.TRAIN, "Bern", "ZRH", "06:02", "07:16"),
            (LegMode.FLIGHT, "ZRH", "IST", "10:05", "14:55"),
            (LegMode.FLIGHT, "IST", "BEY", "17:10", "18:05"),
        ),
        1,
    ):
        add(
            anna,
            found,
            "legs",
            position=position,
            mode=mode,
            from_place=start,
            to_place=end,
            departs_on=DAY,
            departs_at=leaves,
            arrives_on=DAY,
            arrives_at=comes,
            carrier="Turkish Airlines" if mode is LegMode.FLIGHT else "SBB",
            number=f"TK 19{position}",
            booked_by=BookedBy.IOM_SIM,
            booking_reference=f"QX7Z{position}P",
            outcome=LegOutcome.BOOKED,
            note="Asylgesuch zurückgezogen",
        )
    add(
        anna,
        found,
        "arrangements",
        person_id=people["Layla"],
        helps=[Help.ARRIVAL.value, Help.ONWARD.value, Help.TRANSIT.value],
        needs=[SpecialNeed.WHEELCHAIR_CABIN.value, SpecialNeed.OXYGEN.value],
        baggage_pieces=2,
        baggage_kilograms=46,
        final_destination="Homs, Al-Waer 12",
        met_by="Rana Haddad",
        met_by_phone="+961 1 234 567",
        note="N-Ausweis läuft ab",
    )
    add(anna, found, "escorts", kind=EscortKind.MEDICAL, name="Vera Pfleger", from_place="ZRH", to_place="BEY")
    add(anna, found, "clearances", person_id=people["Layla"], result="fit_with_escort", conditions="Asylzentrum Arzt")
    add(anna, found, "rif_questions", category="medical", question=QUESTION, country=SYRIA, asked_on=date(2026, 3, 4))
    add(anna, found, "projects", kind="micro_enterprise", title="Bakery", place="Homs", idea="Bread for the quarter")
    has_departed(anna, found, DAY)
    view = cases.view(anna, found)
    left = [
        Edit("travellers", one.id, ("case", found), {"departed_on": DAY, "permit": Permit.F, "canton": "GE"})
        for one in view.parts["travellers"]
    ]
    cases.save(anna, left)
    return found


@pytest.fixture
def text(anna, case, qapp):
    """The whole text of a paper of the case."""

    def read(key, language="en", second="", **wish):
        kind = case_papers.paper(key)
        about = cases.view(anna, case).parts[kind.of][0].id if kind.of else None
        pdf = kind.make(anna, case, Wish(language, second, about, **wish))
        data = QByteArray(pdf)
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        paper = QPdfDocument()
        paper.load(buffer)
        assert paper.status() is QPdfDocument.Status.Ready
        said = " ".join(paper.getAllText(page).text() for page in range(paper.pageCount()))
        paper.close()
        return " ".join(said.split())

    return read


def told_by_the_procedure():
    """Every value that says something of a permit, a procedure or a stage, in each language."""
    for language in catalogs.LANGUAGES:
        for value in (Permit.N, Permit.F, Procedure.ASYLUM_EXTENDED, ProcedureStage.FINAL_NEGATIVE):
            yield labels.label(value, language)
        yield labels.label(TravelDocumentKind.SWISS_TRAVEL_DOCUMENT, language)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("key", [one.key for one in PAPERS if one.abroad])
def test_asylg_97_1_no_paper_for_abroad_tells_of_asylum_or_permits(text, key, language):
    said = text(key, language).casefold()
    assert "2026" in said
    secrets = [*ZEMIS.values(), "765 432", "765432", DECISION, "4711", *AMOUNTS, "05.04.2026", "05.01.2026"]
    secrets += ["asyl", "asile", "asilo", "n-ausweis", "zemis", "abgelehnt", "zurückgezogen", "genf", "geneva"]
    for one in (*secrets, *told_by_the_procedure()):
        assert one.casefold() not in said, one
    digits = "".join(sign for sign in said if sign.isdigit())
    for number in ("765432", "123456789", "234567891"):
        assert number not in digits


@pytest.mark.parametrize("key", ["travel_sheet", "arrival_notice"])
@pytest.mark.parametrize(
    ("field", "written"),
    [
        ("met_by", "Ausweis N, Omar"),
        ("met_by", "N 765 432"),
        ("final_destination", "Asylzentrum Bern"),
        ("met_by", "ZEMIS 12345678.9"),
        ("final_destination", f"see {DECISION}"),
        ("met_by", "titulaire d'un permis F"),
    ],
)
def test_asylg_97_1_what_somebody_wrote_into_a_field_stops_the_paper(anna, case, key, field, written):
    [one] = cases.view(anna, case).parts["arrangements"]
    cases.save(anna, [Edit("arrangements", one.id, ("case", case), {field: written})])
    with pytest.raises(PaperTellsOfAsylumError):
        case_papers.paper(key).make(anna, case, Wish("en"))


@pytest.mark.parametrize("written", ["Rana Haddad", "Airport police", "IOM Beirut", "flight F 204", "Status: waiting"])
def test_what_tells_nothing_does_not_stop_a_paper(written):
    assert paper_guard.tells([written], ["N 765 432", "1"]) == []


def test_the_travel_sheet_has_names_as_in_the_document_and_the_letters_of_the_carriers(text):
    said = text("travel_sheet")
    for word in ("HADDAD", "OMAR", "MARIAM", "X1234567", "31.01.2027", "TK 192", "QX7Z2P", "10:05", "Zurich (ZRH)",
                 "Beirut (BEY)", "WCHC", "OXYG", "2 pieces", "46 kg", "Vera Pfleger", "Medical escort"):  # fmt: skip
        assert word in said, word


def test_the_arrival_notice_says_when_and_who_meets_them(text):
    said = text("arrival_notice", "de")
    for word in ("19.03.2026, 18:05", "Beirut (BEY)", "Rana Haddad", "+961 1 234 567", "Homs, Al-Waer 12", "WCHC"):
        assert word in said, word
    assert "QX7Z2P" not in said, "a booking reference opens the booking"


def test_the_confirmation_for_canton_and_sem_has_their_numbers(text):
    said = text("departure_confirmation")
    for word in ("Haddad Omar", "12345678.9", "765 432", "19.03.2026", "Syria"):
        assert word in said, word
    assert "Rana" not in said


def test_a_question_for_the_mission_names_nobody(text):
    said = text("rif_question")
    assert QUESTION in said
    assert "RIF 2026-" in said
    for name in ("Haddad", "Omar", "Layla", "Bern, BE"):
        assert name not in said.replace("IOM Bern", "")


def test_a_question_with_words_of_the_procedure_is_no_paper(anna, case):
    add(anna, case, "rif_questions", category="other", question="Does she risk something after her Asylgesuch?")
    about = cases.view(anna, case).parts["rif_questions"][-1].id
    with pytest.raises(PaperTellsOfAsylumError):
        case_papers.paper("rif_question").make(anna, case, Wish("en", record_id=about))
    with pytest.raises(NotThereError):
        case_papers.paper("rif_question").make(anna, case, Wish("en", record_id=10**6))


def test_two_languages_stand_beside_each_other(text):
    said = text("travel_sheet", "en", catalogs.PSEUDO)
    assert "Travel sheet" in said
    assert "teehs levarT" in said


def test_each_paper_leaves_its_own_entry_in_the_log(anna, case, text):
    ours = [one for one in PAPERS if one.make.__module__.endswith("journey_papers")]
    for one in ours:
        text(one.key, saved=one.key == "travel_sheet")
    kept = {entry.act: entry.detail for entry in audit.entries(anna, own=True)}
    assert len(ours) == 4
    assert {f"journey_papers.{one.key}" for one in ours} <= set(kept)
    assert kept["journey_papers.travel_sheet"]["saved"] is True
    assert kept["journey_papers.arrival_notice"]["saved"] is False


def test_a_paper_that_is_saved_can_have_a_password(anna, case):
    import pikepdf

    pdf = case_papers.paper("arrival_notice").make(anna, case, Wish("en", saved=True, password="vier lange Wörter"))
    from io import BytesIO

    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(BytesIO(pdf))
    assert pikepdf.open(BytesIO(pdf), password="vier lange Wörter").pages


def test_a_paper_without_what_it_is_about_is_refused_with_a_word(anna):
    empty = open_family(anna)
    for key in ("travel_sheet", "arrival_notice"):
        with pytest.raises(CaseWithoutLegsError):
            case_papers.paper(key).make(anna, empty, Wish("en"))
    with pytest.raises(NobodyDepartedError):
        case_papers.paper("departure_confirmation").make(anna, empty, Wish("en"))


def test_who_only_reads_cases_makes_no_papers_of_a_journey(house, anna, case):
    otto = house.enter("otto")
    assert not {"travel_sheet", "rif_question"} & {one.key for one in case_papers.offered(otto)}
    assert [one.key for one in case_papers.offered(anna)] == [one.key for one in PAPERS if one.may(anna)]
    with pytest.raises(NotAllowedError):
        case_papers.paper("travel_sheet").make(otto, case, Wish("en"))


@pytest.mark.parametrize(
    ("client", "second"), [("fr", "fr"), ("de", ""), ("ar", ""), ("", "")], ids=["ours", "the same", "another", "none"]
)
def test_the_clients_language_stands_beside_the_offices_where_we_write_it(client, second):
    assert case_papers.second_language(case_papers.paper("travel_sheet"), "de", client) == second
    assert case_papers.second_language(case_papers.paper("arrival_notice"), "de", client) == ""
