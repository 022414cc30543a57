"""What is read, what is typed over it, and what is saved of it."""

from datetime import date

import pytest

from returnhelp.domain.edits import Conflict, Edit, Record
from returnhelp.domain.tasks import Task
from returnhelp.gui.models.working_copy import WorkingCopy

TODAY = date(2026, 3, 20)
CASE = ("case", 1)
ROOT = ("case", 1)


def case(**values) -> Record:
    return Record("case", 1, ROOT, {"programme": "", "flight": "", **values})


def task(number: int, title: str) -> Record:
    return Record("tasks", number, ROOT, {"title": title, "due_on": None, "done_on": None, "assignee_id": None})


@pytest.fixture
def copy(qapp) -> WorkingCopy:
    made = WorkingCopy()
    made.read([case(), task(7, "Ring")])
    return made


def edits(copy: WorkingCopy) -> list[Edit]:
    planned, faults = copy.plan(TODAY)
    assert faults == []
    return [one.edit for one in planned]


def test_an_edit_says_what_was_read_before(copy):
    copy.put(CASE, "programme", "RAS")
    copy.put(CASE, "programme", "RAS 2")
    assert edits(copy) == [Edit("case", 1, ROOT, {"programme": "RAS 2"}, {"programme": ""})]


def test_a_value_put_back_is_no_edit(copy):
    copy.put(CASE, "programme", "RAS")
    copy.put(CASE, "programme", "")
    assert edits(copy) == []
    assert copy.unsaved() == 0


def test_what_is_read_again_stays_under_what_is_typed(copy):
    copy.put(CASE, "programme", "Mine")
    copy.read([case(programme="Theirs", flight="LX 1"), task(7, "Ring")])
    assert copy.value(CASE, "programme") == "Mine"
    assert copy.value(CASE, "flight") == "LX 1"
    assert edits(copy)[0].was == {"programme": ""}


def test_what_somebody_else_wrote_just_so_is_no_edit_any_more(copy):
    copy.put(CASE, "programme", "Same")
    copy.read([case(programme="Same"), task(7, "Ring")])
    assert copy.unsaved() == 0


def test_a_record_that_was_taken_away_meanwhile_is_made_anew_with_what_was_typed(copy):
    copy.put(("tasks", 7), "title", "Ring again")
    copy.read([case()])
    [one] = edits(copy)
    assert (one.id, one.values["title"]) == (None, "Ring again")


def test_what_is_typed_while_it_is_being_saved_stays_unsaved(copy):
    copy.put(CASE, "programme", "  First ")
    planned, _faults = copy.plan(TODAY)
    copy.put(CASE, "programme", "Second")
    copy.saved(planned, {})
    assert copy.value(CASE, "programme") == "Second"
    assert edits(copy) == [Edit("case", 1, ROOT, {"programme": "Second"}, {"programme": "First"})]


def test_a_new_record_gets_its_number_when_it_is_saved(copy):
    key = copy.add("tasks", ROOT, {"title": "", "due_on": None, "done_on": None, "assignee_id": None})
    copy.put(key, "title", "Write")
    planned, _faults = copy.plan(TODAY)
    moved = copy.saved(planned, {0: 9})
    assert moved == {key: ("tasks", 9)}
    assert not copy.is_new(("tasks", 9))
    assert copy.unsaved() == 0


def test_an_empty_new_record_is_passed_over(copy):
    copy.add("tasks", ROOT, {"title": "", "due_on": None, "done_on": None, "assignee_id": None})
    copy.add("aliases", ("person", 1), {"family_name": "", "given_names": "", "original_script": ""})
    assert edits(copy) == []
    assert copy.unsaved() == 0


def test_what_cannot_be_kept_is_a_fault_with_its_field(copy):
    copy.put(CASE, "opened_on", date(2090, 1, 1))
    copy.put_misread(("tasks", 7), "due_on", "soon")
    _planned, faults = copy.plan(TODAY)
    assert [(fault.key, fault.field, fault.error is None) for fault in faults] == [
        (CASE, "opened_on", False),
        (("tasks", 7), "due_on", True),
    ]


def test_choosing_theirs_drops_the_edit_and_mine_keeps_it_over_theirs(copy):
    copy.put(CASE, "programme", "Mine")
    copy.put(CASE, "flight", "Mine too")
    conflicts = [
        Conflict("case", 1, "programme", "", "Theirs", "Mine"),
        Conflict("case", 1, "flight", "", "Theirs too", "Mine too"),
    ]
    copy.settle(conflicts, frozenset({("case", 1, "programme")}))
    assert copy.value(CASE, "flight") == "Theirs too"
    assert edits(copy) == [Edit("case", 1, ROOT, {"programme": "Mine"}, {"programme": "Theirs"})]


def test_what_is_held_survives_as_json_and_comes_back_typed(copy):
    copy.put(CASE, "opened_on", date(2026, 1, 2))
    copy.put_misread(("tasks", 7), "due_on", "soon")
    key = copy.add("tasks", ROOT, {"title": "Write", "due_on": TODAY, "done_on": None, "assignee_id": 2})
    copy.put(key, "title", "Write soon")
    held = copy.hold()
    again = WorkingCopy()
    again.read([case(), task(7, "Ring")])
    again.restore(held)
    assert again.value(CASE, "opened_on") == date(2026, 1, 2)
    assert again.misread(("tasks", 7), "due_on") == "soon"
    [new] = [one for one in again.keys("tasks") if again.is_new(one)]
    assert (again.value(new, "title"), again.value(new, "due_on")) == ("Write soon", TODAY)


def test_a_removed_record_is_restored_as_one(copy):
    copy.remove(("tasks", 7))
    held = copy.hold()
    copy.discard()
    assert not copy.is_removed(("tasks", 7))
    copy.restore(held)
    assert edits(copy) == [Edit("tasks", 7, ROOT, remove=True)]


def test_every_field_of_a_record_has_a_kind():
    from returnhelp.domain.edits import FIELDS
    from returnhelp.gui.models import fields

    for entity, rules in FIELDS.items():
        for name in rules:
            assert fields.kind(entity, name) in fields.Kind
    assert fields.KINDS["tasks"] is Task
