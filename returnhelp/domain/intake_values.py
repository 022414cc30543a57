"""The words and sums of a list: what offices write for sex, money, projects, special needs, languages and names."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import cache, lru_cache
from types import MappingProxyType

from returnhelp import files
from returnhelp.domain.aid import ProjectKind
from returnhelp.domain.intake import Cell
from returnhelp.domain.names import fold
from returnhelp.domain.people import Sex
from returnhelp.domain.vulnerability import VulnerabilityKind


def value_key(text: str) -> str:
    """The form under which an answer for a word is kept: without case, accents and marks."""
    return fold(text) or " ".join(text.split())


def as_text(cell: Cell) -> str:
    """A cell as text without blanks around it; a whole number has no decimals, a date is ISO."""
    if isinstance(cell, str):
        return " ".join(cell.split())
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)


_NOT_KNOWN = (
    "unbekannt,unbek,unklar,nicht bekannt,keine angabe,keine angaben,ka,k a,na,n a,nb,n b,offen,inconnu,inconnue,"
    "pas connu,sans indication,sconosciuto,sconosciuta,ignoto,ignota,unknown,not known,tbd,none or unknown"
)
NOT_KNOWN = frozenset(_NOT_KNOWN.split(","))
"""Words that say that something is not known."""


def not_known(text: str) -> bool:
    """Whether ``text`` says that something is not known (``?``, ``k.A.``, ``unbekannt``)."""
    plain = fold(text)
    return plain in NOT_KNOWN if plain else bool(text.strip())


# --- sex ---------------------------------------------------------------------------------------------------------

_SEXES = {
    Sex.MALE: "m,mann,mannl,mannlich,maennl,maennlich,male,man,h,homme,masc,masculin,maschile,maschio,uomo,herr,mr,"
    "junge,garcon,1",
    Sex.FEMALE: "w,weibl,weiblich,frau,f,fem,female,woman,femme,feminin,feminine,femminile,femmina,donna,mme,mrs,"
    "madchen,fille,2",
    Sex.OTHER: "x,d,div,divers,andere,anderes,autre,altro,other,non binary,nonbinary",
    Sex.UNKNOWN: "3,u",  # eCH-0044: 1 male, 2 female, 3 unknown
}


@lru_cache(maxsize=256)
def sex(text: str) -> Sex | None:
    """The sex that a word or an eCH-0044 code names; unknown if blank or said to be, None if it is no such word."""
    if not text.strip() or not_known(text):
        return Sex.UNKNOWN
    plain = fold(text)
    return next((one for one, words in _SEXES.items() if plain in words.split(",")), None)


# --- money -------------------------------------------------------------------------------------------------------

_CURRENCIES = {
    "chf": "CHF",
    "fr": "CHF",
    "frs": "CHF",
    "sfr": "CHF",
    "eur": "EUR",
    "usd": "USD",
    "€": "EUR",
    "$": "USD",
}
_SUM = re.compile(r"(?P<sign>[-−–]?)(?P<whole>\d+)(?:\.(?P<part>\d{1,2}|-{1,2}|–|—)?)?")
_CURRENCY = re.compile(r"(?<![a-z])(chf|sfr|frs|fr|eur|usd|€|\$)\.?(?![a-z])", re.IGNORECASE)
_NO_SUM = frozenset(
    {"-", "--", "–", "—", ".-", ".--", "-.-", "-.--", "keine", "kein", "nein", "aucun", "nessuno", "none"}
)


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount in centimes or none; ``currency`` is "" where the cell names none."""

    centimes: int | None = None
    currency: str = ""
    unreadable: bool = False


def money(cell: Cell) -> Sum:
    """Read an amount as offices write it (``1'000.--``, ``CHF 500``, ``500.-``, ``1.000,50``), to the centime."""
    if isinstance(cell, bool):
        return Sum(unreadable=True)
    if isinstance(cell, int | float):
        if cell != cell or abs(cell) > 1e12:
            return Sum(unreadable=True)
        return Sum(_centimes(Decimal(repr(cell))))
    if isinstance(cell, str):
        return _money(cell)
    return Sum() if cell is None else Sum(unreadable=True)


@lru_cache(maxsize=4096)
def _money(text: str) -> Sum:
    written = " ".join(text.split())
    if not written or written.lower() in _NO_SUM or not_known(written):
        return Sum()
    found = _CURRENCY.search(written)
    currency = _CURRENCIES[found[1].lower()] if found else ""
    bare = re.sub(r"[\s'’‘`´]", "", _CURRENCY.sub("", written))
    if bare in _NO_SUM:
        return Sum()
    if bare.startswith("(") and bare.endswith(")"):
        bare = f"-{bare[1:-1]}"
    match = _SUM.fullmatch(_with_decimal_point(bare))
    if match is None:
        return Sum(unreadable=True)
    part = match["part"] or ""
    try:
        value = Decimal(f"{match['whole']}.{part if part.isdigit() else '0'}")
    except InvalidOperation:
        return Sum(unreadable=True)
    if abs(value) > 10**12:
        return Sum(unreadable=True)
    return Sum(_centimes(-value if match["sign"] else value), currency)


def _with_decimal_point(text: str) -> str:
    """Commas and points so that only a decimal point is left; three digits after the last mark are thousands."""
    if "," in text and "." in text:
        thousands, decimal = (".", ",") if text.rfind(",") > text.rfind(".") else (",", ".")
        return text.replace(thousands, "").replace(decimal, ".")
    for mark in ",.":
        if mark in text and re.fullmatch(rf"[-−–]?\d{{1,3}}(?:\{mark}\d{{3}})+", text):
            return text.replace(mark, "")
    return text.replace(",", ".")


def _centimes(value: Decimal) -> int:
    return int((value * 100).quantize(Decimal(1), ROUND_HALF_UP))


# --- projects and special needs -------------------------------------------------------------------------------------

_PROJECTS = (
    (ProjectKind.MEDICAL, "med,medizin,behandlung,medical,medicale,medico,sante,salute,health,therapie"),
    (ProjectKind.EDUCATION, "ausbildung,weiterbildung,bildung,schul,studium,kurs,formation,etudes,ecole,education,"
     "training,school,studies,formazione,scuola,studi"),
    (ProjectKind.MICRO_ENTERPRISE, "kleinunternehm,kleinstunternehm,unternehm,geschaft,gewerbe,laden,selbstandig,"
     "landwirtschaft,enterprise,entreprise,business,commerce,shop,agricult,impresa,negozio,attivita,micro"),
    (ProjectKind.HOUSING, "wohn,miet,unterkunft,haus,hausbau,logement,loyer,habitation,housing,accommodation,rent,"
     "alloggio,affitto,casa"),
    (ProjectKind.OCCUPATIONAL, "beruf,arbeit,stelle,einarbeitung,job,emploi,travail,insertion,employment,work,lavoro"),
    (ProjectKind.DOCUMENTS, "dokument,papier,document,documenti"),
    (ProjectKind.OTHER, "ander,sonstig,divers,autre,altro,altri,other,various"),
)  # fmt: skip


@lru_cache(maxsize=1024)
def project(text: str) -> ProjectKind | None:
    """The kind of project that a word names, by the beginnings of its words; None if none is known."""
    words = fold(text).split()
    for kind, stems in _PROJECTS:
        if any(word.startswith(stem) for stem in stems.split(",") for word in words):
            return kind
    return next((kind for kind in ProjectKind if fold(text).replace(" ", "_") == kind.value), None)


_NEEDS = (
    (VulnerabilityKind.TRAFFICKING_VICTIM, r"(opfer )?(v |von )?(mh|menschenhandel\w*)|(victime )?(de la )?traite.*|"
     r"vot|tip|(vittima )?(di )?tratta.*|(victim )?(of )?(human )?trafficking.*"),
    (VulnerabilityKind.UNACCOMPANIED_MINOR, r"uma|umf|umi|umc|uam|mna|rmna|msna|mnsa|.*unbegleitet.*|.*non accompagn.*|"
     r"unaccompanied.*"),
    (VulnerabilityKind.SINGLE_PARENT, r"alleinerz\w*|.*monoparental\w*|parent (seul|isole)|mere (seule|celibataire)|"
     r"single (parent|mother|father)|genitore solo"),
    (VulnerabilityKind.PREGNANT, r"schwanger\w*|ssw|enceinte|grossesse|incinta|gravidanza|pregnan\w*"),
    (VulnerabilityKind.DISABILITY, r".*behinder\w*|rollstuhl\w*|handicap\w*|.*disab\w*|invalid\w*"),
    (VulnerabilityKind.GENDER_BASED_VIOLENCE, r"s?gbv|hausliche gewalt|(geschlechtsspezifische )?gewalt|violences? .*|"
     r"violenza .*|gender based violence|domestic violence"),
    (VulnerabilityKind.ELDERLY, r"betagt\w*|alte person|agee?s?|personne agee|anzian\w*|elderly|hochbetagt\w*"),
    (VulnerabilityKind.HEALTH, r"med|medizin\w*|medical.*|krank\w*|gesundheit\w*|.*sante.*|malad\w*|salute|malatt\w*|"
     r"health.*|psych\w*|med bedurfnisse|gesundheitliche bedurfnisse|medizinisch\w* .*"),
)  # fmt: skip
_NEED_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _NEEDS)
_REPEATED = re.compile(r"dopp\w*|dubl\w*|dupl\w*|doubl\w*|dopion\w*|zweimal|bereits erfasst|schon erfasst|deja saisi")
_BRACKETS = re.compile(r"\([^)]*\)")
_PARTS = re.compile(r"[,;/+&\n|]| und | et | and | e ")


@dataclass(frozen=True, slots=True)
class Remarks:
    """What a cell of remarks says: needs with the words that named them, a mark that the row repeats, and the rest."""

    needs: tuple[tuple[VulnerabilityKind, str], ...] = ()
    repeated: bool = False
    rest: str = ""


@lru_cache(maxsize=8192)
def remarks(text: str) -> Remarks:
    """Take remarks apart (``UMA, med.``); what is not known stays as a note."""
    needs: list[tuple[VulnerabilityKind, str]] = []
    rest: list[str] = []
    repeated = False
    for part in _PARTS.split(text):
        written = part.strip()
        plain = fold(written)
        if not plain:
            continue
        if _REPEATED.fullmatch(plain):
            repeated = True
        elif kind := _need(plain):
            needs.append((kind, written))
        elif kind := _need(fold(_BRACKETS.sub(" ", written))):
            needs.append((kind, _BRACKETS.sub(" ", written).strip()))
            rest.append(written)
        else:
            rest.append(written)
    if not needs and not repeated:
        return Remarks(rest=" ".join(text.split()))
    return Remarks(tuple(needs), repeated, ", ".join(rest))


def _need(plain: str) -> VulnerabilityKind | None:
    return next((kind for kind, pattern in _NEED_PATTERNS if pattern.fullmatch(plain)), None)


# --- languages and names --------------------------------------------------------------------------------------------


@lru_cache(maxsize=512)
def language(text: str) -> str | None:
    """The ISO 639 code of a language named in German, French, Italian or English, or given as code; else None."""
    plain = fold(text)
    return _languages().get(plain) or _languages().get(plain.split(" ")[0] if plain else "")


@cache
def _languages() -> Mapping[str, str]:
    names: dict[str, str] = {}
    with files.path("resources/language_synonyms.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for name in (row["code"], *row["spellings"].split("|")):
                names.setdefault(fold(name), row["code"])
    return MappingProxyType(names)


_WORD = re.compile(r"[^\s\-]+")


def tidy_name(text: str) -> str:
    """A name without needless blanks; one in capitals only gets small letters (``O'BRIEN-LI``: ``O'Brien-Li``)."""
    written = " ".join(text.split())
    letters = [letter for letter in written if letter.isalpha()]
    if len(letters) < 3 or not all(letter.isupper() for letter in letters):
        return written
    return _WORD.sub(_small, written)


def _small(match: re.Match[str]) -> str:
    word = match[0]
    small = word[:1] + word[1:].lower()
    if len(word) > 3 and word[1] in "'’":
        small = small[:2] + small[2].upper() + small[3:]
    return small


@dataclass(frozen=True, slots=True)
class SplitName:
    """A full name in two; ``guessed`` if nothing in it says where the family name ends."""

    family_name: str
    given_names: str
    guessed: bool


def split_name(text: str) -> SplitName:
    """Split a full name: at a comma, after words in capitals, else after the first word."""
    written = " ".join(text.split())
    if "," in written:
        family, given = (part.strip() for part in written.split(",", 1))
        return SplitName(tidy_name(family), tidy_name(given), False)
    words = written.split(" ")
    capitals = 0
    while capitals < len(words) and words[capitals].isupper() and len(words[capitals]) > 1:
        capitals += 1
    if 0 < capitals < len(words):
        return SplitName(tidy_name(" ".join(words[:capitals])), " ".join(words[capitals:]), False)
    if 0 < (behind := _capitals_behind(words)) < len(words):
        return SplitName(tidy_name(" ".join(words[-behind:])), " ".join(words[:-behind]), False)
    return SplitName(tidy_name(words[0]), tidy_name(" ".join(words[1:])), len(words) > 1)


def _capitals_behind(words: list[str]) -> int:
    count = 0
    while count < len(words) and words[-1 - count].isupper() and len(words[-1 - count]) > 1:
        count += 1
    return count
