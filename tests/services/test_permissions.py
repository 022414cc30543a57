"""Every service asks for its permission: each role is walked against each service that there is."""

import importlib
import pkgutil

import pytest

import returnhelp.services
from returnhelp.domain.errors import NotAllowedError
from returnhelp.domain.roles import Act, Role, allowed
from returnhelp.services.office import DECLARED
from tests.office import Offices

for module in pkgutil.iter_modules(returnhelp.services.__path__):
    importlib.import_module(f"returnhelp.services.{module.name}")

NAMES = {Role.CASEWORKER: "anna", Role.SUPERVISOR: "sara", Role.ADMIN: "vera", Role.AUDITOR: "otto"}


@pytest.mark.parametrize("role", Role)
def test_a_service_that_a_role_may_not_use_does_nothing_for_it(role: Role, house: Offices) -> None:
    office = house.enter(NAMES[role])
    refused = [one for one in DECLARED.values() if not allowed({role}, one.act)]
    assert refused
    for one in refused:
        with pytest.raises(NotAllowedError) as error:
            one.run(office)
        assert error.value.given["act"] is one.act


def test_every_act_is_asked_for_by_a_service_or_kept_for_the_window() -> None:
    asked = {one.act for one in DECLARED.values()}
    inside = {Act.SEE_AUDIT, Act.SEE_AUDIT_WITHOUT_NAMES, Act.SEE_TEAM, Act.MANAGE_PROGRAMMES}
    assert set(Act) - asked <= inside


def test_who_may_see_no_names_has_no_act_that_shows_one() -> None:
    assert not allowed({Role.ADMIN}, Act.SEE_CASES)
    assert not allowed({Role.ADMIN}, Act.EXPORT_LISTS)
    assert not allowed({Role.AUDITOR}, Act.EDIT_CASES)
