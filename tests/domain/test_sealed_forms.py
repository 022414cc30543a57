"""The sealed forms: every field has its rule, its word and its way into the seal and out again."""

from datetime import date
from typing import Any

import pytest

from returnhelp.domain import sealed_forms
from returnhelp.domain.compartments import SealedKind
from returnhelp.domain.errors import FieldRefusedError
from returnhelp.domain.sealed_forms import SEALED_FIELDS, Element, Holds, PalermoAct, PalermoMeans, SealedField
from returnhelp.domain.trafficking import Exploitation
from returnhelp.i18n import labels

DAY = date(2026, 3, 20)
EVERY_FIELD = [(kind, one) for kind, fields in SEALED_FIELDS.items() for one in fields]


def sample(one: SealedField) -> Any:
    """A value that the field takes."""
    match one.holds:
        case Holds.DATE:
            return DAY
        case Holds.CHECK:
            return True
        case Holds.CHOICE:
            assert one.values is not None
            return list(one.values)[-1]
        case Holds.CHOICES:
            assert one.values is not None
            return list(one.values)[:2]
    return "Zürich – ልጅ"


@pytest.mark.parametrize("kind", SealedKind)
def test_a_form_comes_out_of_the_seal_as_it_went_in(kind: SealedKind) -> None:
    values = {one.name: sample(one) for one in SEALED_FIELDS[kind]}
    kept = sealed_forms.checked(kind, values, DAY)
    assert sealed_forms.unpacked(kind, sealed_forms.packed(kept)) == values


@pytest.mark.parametrize("kind", SealedKind)
def test_what_is_not_filled_in_is_empty_and_what_must_be_is_asked_for(kind: SealedKind) -> None:
    required = {one.name: sample(one) for one in SEALED_FIELDS[kind] if one.required}
    assert required
    kept = sealed_forms.checked(kind, required, DAY)
    for one in SEALED_FIELDS[kind]:
        assert kept[one.name] == (required[one.name] if one.required else one.empty)
    for name in required:
        with pytest.raises(FieldRefusedError) as refused:
            sealed_forms.checked(kind, {key: value for key, value in required.items() if key != name}, DAY)
        assert refused.value.given["field"] == name


def test_a_field_of_an_earlier_version_of_the_form_is_left_out() -> None:
    kept = sealed_forms.unpacked(SealedKind.SAFE_CONTACT, '{"code_word": "Birne", "pager": "12"}')
    assert kept["code_word"] == "Birne"
    assert "pager" not in kept
    assert kept["never_do"] == ""


@pytest.mark.parametrize(("kind", "one"), EVERY_FIELD, ids=lambda value: getattr(value, "name", str(value)))
def test_every_field_has_a_word(kind: SealedKind, one: SealedField) -> None:
    assert labels.field(one.name, kind.value, "en") != one.name
    assert labels.field(one.name, language="en") != one.name


def test_field_names_are_told_apart() -> None:
    names = [one.name for _kind, one in EVERY_FIELD]
    assert len(set(names)) == len(names)


def screening(**found: object) -> tuple[Element, ...]:
    return sealed_forms.elements_missing(found)


def test_palermo_3_act_means_and_purpose_make_trafficking() -> None:
    act, means, purpose = [PalermoAct.TRANSFER], [PalermoMeans.DECEPTION], [Exploitation.SEXUAL]
    assert screening() == (Element.ACT, Element.MEANS, Element.PURPOSE)
    assert screening(acts=act, means=means, purposes=purpose) == ()
    assert screening(acts=act, purposes=purpose) == (Element.MEANS,)
    assert screening(means=means, purposes=purpose) == (Element.ACT,)


def test_palermo_3_c_for_a_child_means_are_not_required() -> None:
    act, purpose = [PalermoAct.RECRUITMENT], [Exploitation.CHILD_LABOUR]
    assert screening(acts=act, purposes=purpose, child_then=True) == ()
    assert screening(acts=act, child_then=True) == (Element.PURPOSE,)
