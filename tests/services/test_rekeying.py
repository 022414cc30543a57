"""Whoever left has no key any more, and nothing is lost by it."""

import pytest

from returnhelp.domain.errors import NotAllowedError, WrongPasswordError
from returnhelp.domain.lists import PersonQuery
from returnhelp.services import cases, lists, rekeying, users
from tests.office import Offices
from tests.services.test_cases import open_family


def test_the_keys_are_taken_from_a_leaver_and_the_store_goes_under_a_new_one(house: Offices) -> None:
    anna = house.enter("anna")
    number = open_family(anna)
    anna.close()
    before = house.admin.unlocked.data_key
    beat = next(one for one in users.everybody(house.admin) if one.name == "beat")
    with pytest.raises(NotAllowedError):
        rekeying.remove(house.admin, "beat")
    users.disable(house.admin, beat.id)
    rekeying.remove(house.admin, "beat")
    with pytest.raises(WrongPasswordError):
        house.enter("beat")
    anna = house.enter("anna")
    assert anna.unlocked.data_key != before
    assert cases.view(anna, number).name == "Beridze Nino"
    assert lists.count_people(anna, PersonQuery(text="beridze")) == 3
    vera = house.enter("vera")
    users.reset_password(vera, beat.id, "ein neuer Anfang 12")
    assert house.enter("beat", "ein neuer Anfang 12")
