"""Signs that a text names somebody: an address for mail, a phone number, a ZEMIS or N-number."""

import re
from enum import StrEnum

from returnhelp.domain import identifiers


class PersonalHint(StrEnum):
    """What a text seems to hold."""

    EMAIL = "email"
    PHONE = "phone"
    ZEMIS = "zemis"
    N_NUMBER = "n_number"


_EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[a-z]{2,}", re.IGNORECASE)
_ZEMIS = re.compile(r"(?<![\d.,'’])\d{8}[.,]\d(?!\d)|(?<![\d.,'’+])\d{9}(?![\d.,'’]?\d)")
_N_NUMBER = re.compile(r"\bN[\s.:\-]*(?:nr|no|nummer)?[\s.:\-]*\d(?:[\s.'’]?\d){4,6}(?!\d)", re.IGNORECASE)


def hints(text: str, region: str = "CH") -> frozenset[PersonalHint]:
    """What in a text looks like the way to one person; names themselves cannot be told from other words.

    A phone number without a country code is read as one of ``region``.
    """
    found = set()
    if _EMAIL.search(text):
        found.add(PersonalHint.EMAIL)
    if any(identifiers.zemis(match[0]).well_formed for match in _ZEMIS.finditer(text)):
        found.add(PersonalHint.ZEMIS)
    if any(identifiers.n_number(match[0]).well_formed for match in _N_NUMBER.finditer(text)):
        found.add(PersonalHint.N_NUMBER)
    if _has_phone(text, region):
        found.add(PersonalHint.PHONE)
    return frozenset(found)


def _has_phone(text: str, region: str) -> bool:
    import phonenumbers

    return next(iter(phonenumbers.PhoneNumberMatcher(text, region)), None) is not None
