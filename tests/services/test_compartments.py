"""What is sealed is read by who has the clearance, by nobody else, and it survives all that a store goes through."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from returnhelp.domain.case import CaseType
from returnhelp.domain.compartments import COMPARTMENT, SealedKind
from returnhelp.domain.edits import Edit
from returnhelp.domain.errors import (
    FieldRefusedError,
    NoClearanceError,
    NotAllowedError,
    NotThereError,
    ReadAnewError,
    SealedFieldDamagedError,
    SealedPersonError,
)
from returnhelp.domain.roles import Clearance, Role
from returnhelp.domain.steps import Need, Step
from returnhelp.domain.trafficking import RiskLevel
from returnhelp.i18n import messages
from returnhelp.services import audit, backups, cases, compartments, offices, people, rekeying, restoring, trash, users
from returnhelp.services.office import Office
from tests.office import PASSWORD, Offices
from tests.services.trafficking_world import (
    CONTENT,
    assessment,
    clear,
    open_case,
    person,
    safe_contact,
    traveller,
    write_contact,
)

CONTACT = SealedKind.SAFE_CONTACT


@pytest.fixture
def anna(house: Offices) -> Office:
    """A caseworker with the clearance for trafficking."""
    return clear(house, "anna", Clearance.TRAFFICKING)


def raw(office: Office, statement: str) -> list[tuple[object, ...]]:
    session = office.reading()
    try:
        return [tuple(row) for row in session.execute(text(statement))]
    finally:
        session.close()


def stored(office: Office) -> str:
    """Everything that the tables of the store hold, as text."""
    names = [str(name) for (name,) in raw(office, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    return "".join(repr(raw(office, f'SELECT * FROM "{name}"')) for name in names if "search" not in name)


def test_what_was_sealed_is_read_again(anna: Office) -> None:
    number = open_case(anna)
    write_contact(anna, number, agreed_on=anna.today())
    opened = compartments.read(anna, number, CONTACT, traveller(anna, number))
    assert opened is not None
    assert opened.values["never_do"] == CONTENT
    assert opened.values["agreed_on"] == anna.today()
    assert opened.by == "Anna Muster"
    assert compartments.read(anna, number, SealedKind.SCREENING, traveller(anna, number)) is None


def test_the_content_stands_nowhere_in_the_store_in_the_open(anna: Office) -> None:
    number = open_case(anna)
    write_contact(anna, number)
    everything = stored(anna)
    assert CONTENT not in everything
    assert "Aprikose" not in everything
    assert CONTENT.encode().hex() not in everything


def test_without_the_clearance_one_sees_only_that_and_by_whom_and_when(house: Offices, anna: Office) -> None:
    number = open_case(anna)
    write_contact(anna, number)
    sara = clear(house, "sara", Clearance.MEDICAL)
    (seen,) = cases.view(sara, number).sealed
    assert (seen.kind, seen.by, seen.for_me) == (CONTACT, "Anna Muster", False)
    assert house.clock.at - seen.written_at < timedelta(minutes=5)
    with pytest.raises(NoClearanceError) as refused:
        compartments.read(sara, number, CONTACT, traveller(sara, number))
    assert "Trafficking records" in messages.sentence(refused.value)
    with pytest.raises(NoClearanceError):
        compartments.write(sara, number, CONTACT, traveller(sara, number), safe_contact(), seen.id)
    assert CONTENT not in repr(cases.view(sara, number))
    assert CONTENT not in repr(cases.history(sara, "case", number))


def test_the_caseworker_of_the_case_needs_the_clearance_too(house: Offices, anna: Office) -> None:
    number = open_case(anna)
    write_contact(anna, number)
    plain = clear(house, "anna")
    with pytest.raises(NoClearanceError):
        compartments.read(plain, number, CONTACT, traveller(plain, number))


def test_the_clearance_alone_opens_no_case_of_somebody_elses(house: Offices, anna: Office) -> None:
    number = open_case(anna)
    who = traveller(anna, number)
    write_contact(anna, number)
    beat = clear(house, "beat", Clearance.TRAFFICKING)
    for ask in (
        lambda: compartments.read(beat, number, CONTACT, who),
        lambda: compartments.recorded(beat, number),
        lambda: compartments.write(beat, number, CONTACT, who, safe_contact()),
    ):
        with pytest.raises(NotThereError):
            ask()


def test_an_auditor_reads_with_the_clearance_and_writes_nothing(house: Offices, anna: Office) -> None:
    number = open_case(anna)
    write_contact(anna, number)
    otto = clear(house, "otto", Clearance.TRAFFICKING)
    who = traveller(otto, number)
    opened = compartments.read(otto, number, CONTACT, who)
    assert opened is not None
    with pytest.raises(NotAllowedError):
        compartments.write(otto, number, CONTACT, who, safe_contact(), opened.id)


def test_every_reading_and_writing_is_in_the_audit_log(anna: Office, house: Offices) -> None:
    number = open_case(anna)
    who = traveller(anna, number)
    write_contact(anna, number)
    for _ in range(2):
        compartments.read(anna, number, CONTACT, who)
    lines = [one for one in audit.entries(house.enter("otto")) if one.act.startswith("compartments.")]
    assert [one.act for one in lines].count("compartments.read") == 3  # once before it was written
    assert [one.act for one in lines].count("compartments.write") == 1
    assert all((one.subject_kind, one.subject_id) == ("case", number) for one in lines)
    assert CONTENT not in repr(lines)


def test_whoever_was_first_is_not_overwritten(house: Offices, anna: Office) -> None:
    number = open_case(anna)
    who = traveller(anna, number)
    first = write_contact(anna, number)
    sara = clear(house, "sara", Clearance.TRAFFICKING)
    compartments.write(sara, number, CONTACT, who, safe_contact(code_word="Birne"), first)
    with pytest.raises(ReadAnewError) as refused:
        compartments.write(anna, number, CONTACT, who, safe_contact(code_word="Quitte"), first)
    assert refused.value.given["who"] == "Sara Leitung"
    with pytest.raises(ReadAnewError):
        compartments.write(anna, number, CONTACT, who, safe_contact(code_word="Quitte"))
    opened = compartments.read(anna, number, CONTACT, who)
    assert opened is not None
    assert opened.values["code_word"] == "Birne"
    (seen,) = compartments.recorded(anna, number)
    assert seen.versions == 2


def test_a_form_is_kept_whole_or_not_at_all(anna: Office) -> None:
    number = open_case(anna)
    who = traveller(anna, number)
    for values, field in (
        ({"never_do": CONTENT}, "safe_channel"),
        (safe_contact(safe_channel="pigeon"), "safe_channel"),
        (safe_contact(agreed_on=anna.today() + timedelta(days=1)), "agreed_on"),
        (safe_contact(police_file="1"), "police_file"),
    ):
        with pytest.raises(FieldRefusedError) as refused:
            compartments.write(anna, number, CONTACT, who, values)
        assert refused.value.given["field"] == field
    with pytest.raises(FieldRefusedError):
        compartments.write(anna, number, CONTACT, None, safe_contact())
    with pytest.raises(SealedPersonError):
        compartments.write(anna, number, CONTACT, traveller(anna, open_case(anna)), safe_contact())
    assert compartments.recorded(anna, number) == ()


def test_the_risk_assessment_sets_what_the_departure_asks_for(anna: Office) -> None:
    number = open_case(anna)
    who = traveller(anna, number)
    compartments.write(anna, number, SealedKind.RISK_ASSESSMENT, who, assessment(anna))
    (facts,) = cases.view(anna, number).parts["trafficking"]
    assert facts.values["risk_assessed_on"] == anna.today()
    assert facts.values["risk_level"] is RiskLevel.MEDIUM
    (seen,) = compartments.recorded(anna, number)
    compartments.write(anna, number, SealedKind.RISK_ASSESSMENT, who, assessment(anna, level=RiskLevel.HIGH), seen.id)
    (facts,) = cases.view(anna, number).parts["trafficking"]
    assert facts.values["risk_level"] is RiskLevel.HIGH


def test_nobody_types_the_day_of_an_assessment_that_was_not_made(anna: Office) -> None:
    number = open_case(anna)
    values = {"person_id": traveller(anna, number), "risk_assessed_on": anna.today()}
    with pytest.raises(FieldRefusedError):
        cases.save(anna, [Edit("trafficking", None, ("case", number), values)])
    following = {one.step: one for one in cases.view(anna, number).next}
    assert Step.DEPARTED not in following
    assert Need.RISK_ASSESSMENT not in following[Step.COUNSELLING].missing


def test_a_seal_holds_for_its_place_alone(anna: Office) -> None:
    first, second = open_case(anna), open_case(anna)
    write_contact(anna, first)
    write_contact(anna, second, code_word="Birne")
    session = anna.store.writing()
    try:
        session.execute(
            text(
                "UPDATE sealed_records SET sealed = (SELECT sealed FROM sealed_records WHERE case_id = :first)"
                " WHERE case_id = :second"
            ),
            {"first": first, "second": second},
        )
        session.commit()
    finally:
        session.close()
    with pytest.raises(SealedFieldDamagedError):
        compartments.read(anna, second, CONTACT, traveller(anna, second))
    assert compartments.read(anna, first, CONTACT, traveller(anna, first)) is not None


def test_the_history_says_sealed_and_no_more(anna: Office) -> None:
    number = open_case(anna)
    write_contact(anna, number)
    lines = [one for one in cases.history(anna, "case", number) if one.entity == "sealed_records"]
    assert [one.new["sealed"] for one in lines] == ["sealed"]
    ((sealed,),) = raw(anna, "SELECT sealed FROM sealed_records")
    assert isinstance(sealed, bytes)
    assert sealed.hex()[:40] not in repr(raw(anna, "SELECT old, new FROM changes"))


# --- what a store goes through ----------------------------------------------------------------------


def test_a_leaver_takes_the_old_keys_and_nothing_is_lost(house: Offices, anna: Office) -> None:
    number = open_case(anna)
    write_contact(anna, number)
    clear(house, "beat", Clearance.TRAFFICKING, Clearance.MEDICAL).close()
    anna.close()
    before = house.admin.unlocked.compartment(Clearance.TRAFFICKING).current
    users.disable(house.admin, next(one.id for one in users.everybody(house.admin) if one.name == "beat"))
    rekeying.remove(house.admin, "beat")
    anna = house.enter("anna")
    ring = anna.unlocked.compartment(Clearance.TRAFFICKING)
    assert ring.current != before
    assert ring.past == (before,)
    opened = compartments.read(anna, number, CONTACT, traveller(anna, number))
    assert opened is not None
    assert opened.values["never_do"] == CONTENT
    write_contact(anna, number, code_word="Birne")
    vera = house.enter("vera")
    assert vera.unlocked.compartments.keys() == set(Clearance)
    again = compartments.read(anna, number, CONTACT, traveller(anna, number))
    assert again is not None
    assert again.values["code_word"] == "Birne"


def test_who_gets_the_clearance_later_reads_what_was_sealed_before(house: Offices, anna: Office) -> None:
    number = open_case(anna)
    write_contact(anna, number)
    clear(house, "beat", Clearance.TRAFFICKING).close()
    clear(house, "beat").close()  # the key is renewed by it
    sara = clear(house, "sara", Clearance.TRAFFICKING)
    assert compartments.read(sara, number, CONTACT, traveller(sara, number)) is not None


def test_a_backup_brings_back_what_was_sealed(house: Offices, anna: Office, tmp_path: Path) -> None:
    number = open_case(anna)
    who = traveller(anna, number)
    write_contact(anna, number)
    file = tmp_path / "bern.backup"
    backups.export(house.admin, file)
    house.close()
    folder = tmp_path / "again" / "Bern.returnhelp"
    restoring.restore(file, folder, "vera", PASSWORD)
    office = offices.sign_in(folder, "anna", PASSWORD, clock=house.clock)
    try:
        opened = compartments.read(office, number, CONTACT, who)
        assert opened is not None
        assert opened.values["never_do"] == CONTENT
    finally:
        office.close()


def test_merging_two_people_keeps_both_their_records(house: Offices, anna: Office) -> None:
    number, other = open_case(anna), open_case(anna)
    kept, gone = traveller(anna, number), traveller(anna, other)
    write_contact(anna, other)
    sara = clear(house, "sara", Clearance.TRAFFICKING)
    merge = people.merge(sara, kept, gone).value
    opened = compartments.read(sara, other, CONTACT, kept)
    assert opened is not None
    assert opened.values["never_do"] == CONTENT
    people.take_merge_back(sara, merge)
    assert compartments.read(sara, other, CONTACT, gone) is not None
    assert compartments.read(sara, other, CONTACT, kept) is None


def test_merging_two_of_one_case_keeps_the_earlier_record_too(house: Offices, anna: Office) -> None:
    number = open_case(anna, CaseType.TRAFFICKING_RETURN, person(), person("Blessing", "Okonkwo-Eze"))
    kept, gone = traveller(anna, number), traveller(anna, number, 1)
    compartments.write(anna, number, CONTACT, kept, safe_contact(code_word="Birne"))
    compartments.write(anna, number, CONTACT, gone, safe_contact(code_word="Quitte"))
    sara = clear(house, "sara", Clearance.TRAFFICKING)
    people.merge(sara, kept, gone)
    (seen,) = compartments.recorded(sara, number)
    assert seen.versions == 2
    opened = compartments.read(sara, number, CONTACT, kept)
    assert opened is not None
    assert opened.values["code_word"] == "Quitte"


def test_what_goes_for_good_leaves_no_sealed_record(house: Offices, anna: Office) -> None:
    number = open_case(anna)
    write_contact(anna, number)
    trash.put_in(anna, "case", number)
    trash.empty(clear(house, "sara", Clearance.TRAFFICKING), everything=True)
    assert raw(anna, "SELECT COUNT(*) FROM sealed_records") == [(0,)]


def test_a_case_in_the_trash_takes_no_new_record(anna: Office) -> None:
    number = open_case(anna)
    who = traveller(anna, number)
    trash.put_in(anna, "case", number)
    with pytest.raises(NotThereError):
        compartments.write(anna, number, CONTACT, who, safe_contact())


def test_each_kind_has_its_compartment_and_its_key(house: Offices) -> None:
    assert set(COMPARTMENT) == set(SealedKind)
    cleared = clear(house, "anna", *Clearance)
    number = open_case(cleared)
    who = traveller(cleared, number)
    values = {
        SealedKind.DIAGNOSIS: {"diagnosis": "Asthma"},
        SealedKind.SCREENING: {"screened_on": cleared.today(), "screened_by": "A. Muster"},
        SealedKind.SAFE_CONTACT: safe_contact(),
        SealedKind.RISK_ASSESSMENT: assessment(cleared),
        SealedKind.COMPLAINT: {
            "complained_on": cleared.today(),
            "complaint_topic": "service",
            "complaint_text": "It took four months.",
        },
    }
    for kind in SealedKind:
        compartments.write(cleared, number, kind, who, values[kind])
    compartments.write(cleared, number, SealedKind.COMPLAINT, None, values[SealedKind.COMPLAINT])
    medical = clear(house, "sara", Clearance.MEDICAL)
    assert {one.kind for one in compartments.recorded(medical, number) if one.for_me} == {SealedKind.DIAGNOSIS}
    for kind in set(SealedKind) - {SealedKind.DIAGNOSIS}:
        with pytest.raises(NoClearanceError):
            compartments.read(medical, number, kind, who)
    assert Role.SUPERVISOR in medical.user.roles
