"""A11: a hundred exports of the same are a hundred times the same bytes: there is nothing to average."""

import json

from returnhelp.disclosure.protection import protect
from returnhelp.domain.tables import Variable
from tests.disclosure.tables_of import SECRET, Family, counted, real_shaped

N, R, G, S, V = (
    Variable.NATIONALITY,
    Variable.NATIONALITY_REGION,
    Variable.GREATER_REGION,
    Variable.SEX,
    Variable.VULNERABILITY,
)
PEOPLE = [Family(n % 4 if n % 7 else 0, n * n % 3, n % 3 % 2, n % 5 == 0, 1 + n % 2) for n in range(60)]


def test_a_hundred_exports_are_the_same_bytes():
    counts = counted((N, S), PEOPLE)
    files = {json.dumps([one.to_dict() for one in protect(counts, SECRET)]) for _ in range(100)}
    assert len(files) == 1


def test_a_hundred_exports_after_others_are_the_same_bytes():
    """Handed out again and again between other cubes: whatever stands in the ledger meanwhile, the file is the same."""
    counts = counted((N, S), PEOPLE)
    ledger = [protect(counts, SECRET)[0]]
    first = json.dumps(ledger[0].published().to_dict())
    for variables in ((S, V), (R, S)):
        ledger.append(protect(counted(variables, PEOPLE), SECRET, ledger)[0])
        again = protect(counts, SECRET, ledger)[0]
        assert json.dumps(again.published().to_dict()) == first


def test_a_large_table_too():
    counts = real_shaped(3_000, R, G)
    files = {json.dumps([one.to_dict() for one in protect(counts, SECRET)]) for _ in range(5)}
    assert len(files) == 1


def test_another_key_hides_other_decoys_and_tells_nothing_small():
    counts = real_shaped(3_000, R, G)
    files = {json.dumps(protect(counts, bytes([key]) * 32)[0].published().to_dict()) for key in range(6)}
    assert len(files) > 1
