"""The states, organisations and kinds of status that a machine readable zone names by three letters."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from returnhelp.domain import countries
from returnhelp.domain.mrz_layout import FILLER


class ZoneState(StrEnum):
    """What the letters say of the state that issued a document, or whose national somebody is."""

    COUNTRY = "country"
    STATELESS = "stateless"
    REFUGEE = "refugee"
    OTHER_REFUGEE = "other_refugee"
    UNSPECIFIED = "unspecified"
    ORGANISATION = "organisation"
    SPECIMEN = "specimen"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class State:
    """The letters as they stand there without fillers, what they say, and the country (BFS number) if they name one."""

    code: str
    says: ZoneState
    bfs: int | None = None


_SWITZERLAND, _GERMANY, _UNITED_KINGDOM = 8100, 8207, 8215

# Doc 9303-3, section 5, parts B to D, beyond ISO 3166; and codes of Kosovo that are in use.
_COUNTRIES: Mapping[str, int] = {
    "D": _GERMANY,
    "GBD": _UNITED_KINGDOM,  # overseas territories citizen
    "GBN": _UNITED_KINGDOM,  # national (overseas)
    "GBO": _UNITED_KINGDOM,  # overseas citizen
    "GBP": _UNITED_KINGDOM,  # protected person
    "GBS": _UNITED_KINGDOM,  # subject
    "RKS": countries.KOSOVO,
    "UNK": countries.KOSOVO,  # issued by the United Nations mission there
    "XKX": countries.KOSOVO,
    "XKK": countries.KOSOVO,
    "SUN": 8235,
    "YUG": 8220,
    "SCG": 8249,
    "CSK": 8238,
}
_OLD_CODES: Mapping[str, str] = {"ROM": "ROU", "ZAR": "COD", "TMP": "TLS", "BUR": "MMR"}
_STATUS: Mapping[str, ZoneState] = {
    "XXA": ZoneState.STATELESS,
    "XXB": ZoneState.REFUGEE,
    "XXC": ZoneState.OTHER_REFUGEE,
    "XXX": ZoneState.UNSPECIFIED,
    "UTO": ZoneState.SPECIMEN,
}
# United Nations, its agencies, European Union, African banks and unions, Order of Malta, Interpol, and others.
_ORGANISATIONS = frozenset(
    {"UNO", "UNA", "EUE", "XAA", "XBA", "XCC", "XCE", "XCO", "XDC", "XEC", "XES", "XIM", "XMP", "XOM", "XPO"}
)


def state_of(field: str) -> State:
    """What the three signs of a state say (``"D<<"``: Germany); letters that nobody assigned are not known."""
    code = field.rstrip(FILLER)
    if (bfs := _COUNTRIES.get(code)) is not None or (bfs := _by_iso().get(_OLD_CODES.get(code, code))) is not None:
        return State(code, ZoneState.COUNTRY, bfs)
    if (status := _STATUS.get(code)) is not None:
        return State(code, status)
    return State(code, ZoneState.ORGANISATION if code in _ORGANISATIONS else ZoneState.NOT_KNOWN)


@cache
def _by_iso() -> Mapping[str, int]:
    """BFS numbers by ISO 3166 letters; where several islands share theirs, the first, most populous one."""
    found: dict[str, int] = {}
    for one in countries.table().values():
        if one.iso3:
            found.setdefault(one.iso3, one.bfs)
    return MappingProxyType(found)


def is_switzerland(state: State) -> bool:
    return state.bfs == _SWITZERLAND
