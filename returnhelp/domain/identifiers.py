"""The numbers and codes by which offices know people: ZEMIS, N-number, phone, permit, canton."""

import csv
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType
from typing import NamedTuple

from returnhelp import files
from returnhelp.domain.case import Permit
from returnhelp.domain.names import fold

_ZEMIS = re.compile(r"\d{8}\.\d")
_NINE_DIGITS = re.compile(r"\d{9}")
_N_NUMBER = re.compile(r"(?:n[\s.\-]*(?:nr|no|nummer)?[\s.:\-]*)?(\d(?:[\s.'’]?\d){4,6})", re.IGNORECASE)
_CANTON_WORD = re.compile(
    r"^(kanton|canton de|canton du|canton d|canton|cantone|kt|ct)\b\s*(?:(?:dei|del|des|di|du)\b\s*)?"
)
_PERMIT_WORD = re.compile(
    r"^(?:auslander|auslaender)?(?:ausweis|bewilligung|aufenthaltsbewilligung|permis|permesso|permit|livret|libretto|"
    r"schutzstatus|schutz|statut|status|statuto)\b\s*|\s*(?:ausweis|bewilligung|permit)$"
)

# eCH-0006 v2: the first two digits say the permit; those we have no word for (Ci, G, notification) stay doubts.
_ECH = {"02": Permit.B, "03": Permit.C, "05": Permit.F, "07": Permit.L, "08": Permit.N, "09": Permit.S}
_ECH_CODE = re.compile(r"\d{1,2}|\d{4}|\d{6}")

_PERMIT_NAMES = {
    Permit.N: "asylsuchend|asylsuchende|asylsuchender|asylbewerber|requerant d asile|requerant|richiedente l asilo|"
    "richiedente asilo|richiedente|asylum seeker",
    Permit.F: "vorlaufig aufgenommen|vorlaufig aufgenommene|vorlaufig aufgenommener|vorlaufige aufnahme|va|"
    "admis provisoire|admission provisoire|admise provisoire|ammesso provvisoriamente|ammissione provvisoria|"
    "provisionally admitted|provisional admission|f fluchtling|f auslander",
    Permit.B: "anerkannter fluchtling|anerkannt|refugie reconnu|rifugiato riconosciuto|recognised refugee|"
    "aufenthalter|sejour|dimora|residence",
    Permit.S: "schutzbedurftig|schutzbedurftige|schutzbedurftiger|personne a proteger|persona bisognosa di protezione|"
    "protection status|temporary protection|protection provisoire",
    Permit.L: "kurzaufenthalt|kurzaufenthalter|courte duree|dimora temporanea|short stay|short term",
    Permit.C: "niederlassung|niedergelassen|etablissement|domicilio|settlement",
    Permit.NONE: "keine|keiner|kein|ohne|ohne ausweis|keine bewilligung|nee|nem|abgewiesen|sans papiers|sans|aucun|"
    "aucune|deboute|nessuno|nessuna|senza|respinto|none|no permit|no|rejected|undocumented|abgelehnt|nichteintreten",
    Permit.UNKNOWN: "unbekannt|unklar|inconnu|inconnue|sconosciuto|sconosciuta|unknown|k a|ka|n a|na|none or unknown",
}


class Number(NamedTuple):
    """A number as the office writes it, and whether it has the form that such numbers have."""

    text: str
    well_formed: bool


def zemis(text: str) -> Number:
    """A ZEMIS number in its form ``12345678.9``; any other form is kept as it is, to be warned of, never refused.

    How its last digit is made is not published, so only the form is looked at.
    """
    written = re.sub(r"[\s'’]", "", text).replace(",", ".")
    if _NINE_DIGITS.fullmatch(written):
        written = f"{written[:8]}.{written[8]}"
    if _ZEMIS.fullmatch(written):
        return Number(written, True)
    return Number(text.strip(), False)


def n_number(text: str) -> Number:
    """The number of a dossier as ``N 123 456``; what is no such number is kept as it is, not well formed."""
    written = " ".join(text.split())
    match = _N_NUMBER.fullmatch(written.removesuffix(".0"))
    if match is None:
        return Number(written, False)
    digits = re.sub(r"\D", "", match[1])
    groups = [digits[max(0, end - 3) : end] for end in range(len(digits), 0, -3)]
    return Number(" ".join(("N", *reversed(groups))), True)


@lru_cache(maxsize=4096)
def phone(text: str, region: str = "CH") -> Number:
    """A phone number as ``+41791234567`` (E.164), read as one of ``region`` if it has no country code."""
    import phonenumbers

    written = text.strip()
    try:
        parsed = phonenumbers.parse(written, region)
    except phonenumbers.NumberParseException:
        return Number(written, False)
    if not phonenumbers.is_possible_number(parsed):
        return Number(written, False)
    standard = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    return Number(standard, phonenumbers.is_valid_number(parsed))


def phone_to_read(standard: str) -> str:
    """An E.164 number with its gaps, ``+41 79 123 45 67``; anything else as it is."""
    import phonenumbers

    try:
        parsed = phonenumbers.parse(standard, None)
    except phonenumbers.NumberParseException:
        return standard
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


@lru_cache(maxsize=1024)
def permit(text: str) -> Permit | None:
    """The permit that ``text`` names by letter, eCH-0006 code or in words; unknown if blank, None if it is not one."""
    plain = fold(text)
    if not plain or plain in _permit_names():
        return _permit_names().get(plain, Permit.NONE if text.strip() in ("-", "–", "—") else Permit.UNKNOWN)
    code = text.strip().removesuffix(".0")
    if _ECH_CODE.fullmatch(code):
        return _ECH.get(code.zfill(2)[:2])
    bare = _PERMIT_WORD.sub("", plain).strip()
    letter = bare.upper()
    if letter in _LETTERS:
        return Permit(letter)
    return _permit_names().get(bare)


_LETTERS = frozenset({"N", "F", "B", "S", "L", "C"})


@cache
def _permit_names() -> Mapping[str, Permit]:
    return MappingProxyType({name: one for one, names in _PERMIT_NAMES.items() for name in names.split("|")})


@lru_cache(maxsize=1024)
def canton(text: str) -> str | None:
    """The two letters of the canton that ``text`` names in any national language or by its BFS number, else None."""
    plain = _CANTON_WORD.sub("", fold(text)).strip()
    return _cantons().get(plain) or _cantons().get(plain.replace(" ", ""))


@cache
def _cantons() -> Mapping[str, str]:
    names: dict[str, str] = {}
    with files.path("resources/cantons.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            spelt_out = row["de"].replace("ü", "ue").replace("ö", "oe").replace("ä", "ae")
            for name in (row["code"], row["bfs"], row["de"], row["fr"], row["it"], row["en"], spelt_out):
                names[fold(name)] = names[fold(name).replace(" ", "")] = row["code"]
                names[f"{fold(name)} {row['code'].lower()}"] = row["code"]  # "Zürich (ZH)"
    for name, code in _MORE_CANTONS.items():
        names[fold(name)] = code
    return MappingProxyType(names)


_MORE_CANTONS = {
    "Appenzell AR": "AR",
    "Appenzell A.Rh.": "AR",
    "Appenzell A. Rh.": "AR",
    "Appenzell AI": "AI",
    "Appenzell I.Rh.": "AI",
    "Appenzell I. Rh.": "AI",
    "Basel-Land": "BL",
    "Baselland": "BL",
    "Baselbiet": "BL",
    "Basel-Stadt": "BS",
    "Basel Stadt": "BS",
    "Basilea-Campagna": "BL",
    "Basilea-Città": "BS",
    "Grischun": "GR",
    "Bünden": "GR",
    "Sankt Gallen": "SG",
    "St-Gall": "SG",
    "St Gallen": "SG",
    "Fribourg/Freiburg": "FR",
    "Bern/Berne": "BE",
    "Valais/Wallis": "VS",
}
