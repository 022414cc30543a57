"""Every setting once: its name and kind, its default and range, where it is kept, what a person is told about it."""

import json
import os
import re
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar

import platformdirs

from returnhelp.domain.errors import SettingOutOfRangeError, SettingRefusedError, SettingsNotWrittenError

T = TypeVar("T")


def N_(message: str) -> str:  # noqa: N802 - gettext's name for it; i18n stands on this floor, so it is not imported
    """Mark a text for translation where it is shown later."""
    return message


class Home(StrEnum):
    """Where a setting is kept: a file of this machine, or the store, for the whole office or for one user."""

    MACHINE = "machine"
    OFFICE = "office"
    USER = "user"


# --- the kinds -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Setting(ABC, Generic[T]):
    """One setting; its label and explanation are English source texts, translated where they are shown."""

    name: str
    home: Home
    default: T
    label: str
    explanation: str = ""

    @abstractmethod
    def checked(self, value: object) -> T:
        """The value as the setting keeps it; raises SettingRefusedError or SettingOutOfRangeError."""

    def _refused(self) -> SettingRefusedError:
        return SettingRefusedError(setting=self.label)


@dataclass(frozen=True, kw_only=True)
class WholeNumber(Setting[int]):
    """A number from ``least`` to ``most``; ``unit`` is the English source text shown behind it."""

    least: int
    most: int
    unit: str = ""

    def checked(self, value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise self._refused()
        if not self.least <= value <= self.most:
            raise SettingOutOfRangeError(setting=self.label, least=self.least, most=self.most)
        return value


@dataclass(frozen=True)
class YesNo(Setting[bool]):
    def checked(self, value: object) -> bool:
        if not isinstance(value, bool):
            raise self._refused()
        return value


@dataclass(frozen=True, kw_only=True)
class Choice(Setting[str]):
    """One of ``choices``, each with the English source text that stands for it."""

    choices: Mapping[str, str]

    def checked(self, value: object) -> str:
        if not isinstance(value, str) or value not in self.choices:
            raise self._refused()
        return value


@dataclass(frozen=True, kw_only=True)
class Text(Setting[str]):
    """A text that matches ``pattern`` as a whole; blanks around it are dropped."""

    pattern: str

    def checked(self, value: object) -> str:
        if not isinstance(value, str) or not re.fullmatch(self.pattern, value.strip()):
            raise self._refused()
        return value.strip()


@dataclass(frozen=True, kw_only=True)
class Places(Setting[tuple[str, ...]]):
    """Folders, the latest first, each once; no more than ``most`` are kept."""

    most: int

    def checked(self, value: object) -> tuple[str, ...]:
        if not isinstance(value, (list, tuple)) or not all(isinstance(place, str) and place for place in value):
            raise self._refused()
        return tuple(dict.fromkeys(value))[: self.most]


@dataclass(frozen=True)
class Record(Setting[Mapping[str, Any]]):
    """What a window remembers for itself, by name; anything that JSON can hold."""

    def checked(self, value: object) -> Mapping[str, Any]:
        if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
            raise self._refused()
        try:
            kept: Mapping[str, Any] = json.loads(json.dumps(dict(value), allow_nan=False))
        except (TypeError, ValueError):
            raise self._refused() from None
        return kept


# --- this machine ----------------------------------------------------------------------------------

LANGUAGE_NAMES = {"en": "English", "de": "Deutsch", "fr": "Français", "it": "Italiano"}
"""Each language by its own name, so that everybody finds theirs; never translated."""

WINDOW_LANGUAGE = Choice(
    "window_language",
    Home.MACHINE,
    "",
    N_("Language before sign-in"),
    N_("The language of the sign-in window on this computer. After sign-in each user has their own."),
    choices={"": N_("As this computer"), **LANGUAGE_NAMES},
)
THEME = Choice(
    "theme",
    Home.MACHINE,
    "system",
    N_("Theme"),
    N_("Light or dark colours, or as the rest of this computer."),
    choices={"system": N_("As this computer"), "light": N_("Light"), "dark": N_("Dark")},
)
SCALE = WholeNumber(
    "scale",
    Home.MACHINE,
    100,
    N_("Size of text and controls"),
    N_("Everything in the window grows with it; icons at the next start."),
    least=100,
    most=200,
    unit=N_("per cent"),
)
MIN_FREE_MIB = WholeNumber(
    "min_free_mib",
    Home.MACHINE,
    300,
    N_("Free space to keep on the disk"),
    N_("With less than this left, nothing new can be entered, so that nothing is ever half saved."),
    least=100,
    most=100_000,
    unit=N_("MB"),
)
LAST_STORES = Places(
    "last_stores",
    Home.MACHINE,
    (),
    N_("Offices opened last"),
    N_("The folders that the sign-in window offers."),
    most=8,
)
WINDOW_GEOMETRY = Record("window_geometry", Home.MACHINE, {}, N_("Place and size of the window"))

# --- the office ------------------------------------------------------------------------------------

OFFICE_NAME = Text(
    "office_name",
    Home.OFFICE,
    "",
    N_("Name of the office"),
    N_("It stands at the head of every paper."),
    pattern=r"[^\n]{0,120}",
)
OFFICE_ADDRESS = Text(
    "office_address",
    Home.OFFICE,
    "",
    N_("Address of the office"),
    N_("Up to six lines; they stand under the name on every paper."),
    pattern=r"(?:[^\n]{0,100}\n?){0,6}",
)
OFFICE_CANTON = Text(
    "office_canton",
    Home.OFFICE,
    "",
    N_("Canton of the office"),
    N_("New cases start with it. Leave it empty if the office works for several cantons."),
    pattern=r"(?:[A-Z]{2})?",
)
OFFICE_LANGUAGE = Choice(
    "office_language",
    Home.OFFICE,
    "de",
    N_("Language of the office"),
    N_("The language of the office’s papers, and of a new user until they choose their own."),
    choices=LANGUAGE_NAMES,
)
CASE_NUMBER_FORMAT = Text(
    "case_number_format",
    Home.OFFICE,
    "{year}-{n:04}",
    N_("Form of the case numbers"),
    N_("{year} stands for the year and {n:04} for the running number with four places. Old numbers stay as they are."),
    pattern=r"[A-Za-z ./-]{0,12}\{year\}[A-Za-z ./-]{1,12}\{n(?::0[1-8])?\}[A-Za-z ./-]{0,12}",
)
IDLE_LOCK_MINUTES = WholeNumber(
    "idle_lock_minutes",
    Home.OFFICE,
    5,
    N_("Lock after"),
    N_("The window locks itself when nobody touched it for so long. What was being typed is kept."),
    least=1,
    most=60,
    unit=N_("minutes"),
)
NO_MOVEMENT_DAYS = WholeNumber(
    "no_movement_days",
    Home.OFFICE,
    30,
    N_("Without movement after"),
    N_("A case in which nothing happened for so long shows in My day."),
    least=1,
    most=365,
    unit=N_("days"),
)
DEPARTURES_AHEAD_DAYS = WholeNumber(
    "departures_ahead_days",
    Home.OFFICE,
    14,
    N_("Departures shown ahead"),
    N_("My day shows the departures of so many days to come."),
    least=1,
    most=90,
    unit=N_("days"),
)
TRASH_DAYS = WholeNumber(
    "trash_days",
    Home.OFFICE,
    30,
    N_("Keep in the trash"),
    N_("What was deleted can be brought back for so long."),
    least=7,
    most=365,
    unit=N_("days"),
)
FACT_SHEET_MONTHS = WholeNumber(
    "fact_sheet_months",
    Home.OFFICE,
    12,
    N_("Fact sheets old after"),
    N_("A fact sheet of a country that is older than this is marked, so that somebody looks whether it still holds."),
    least=1,
    most=60,
    unit=N_("months"),
)
CONSENT_REVIEW_MONTHS = WholeNumber(
    "consent_review_months",
    Home.OFFICE,
    24,
    N_("Look at consents again after"),
    N_("A consent that is older shows as due in My day, so that somebody asks whether it still holds."),
    least=1,
    most=120,
    unit=N_("months"),
)
DOCUMENT_BEYOND_MONTHS = WholeNumber(
    "document_beyond_months",
    Home.OFFICE,
    0,
    N_("Travel documents valid beyond the journey"),
    N_("How long a travel document must be valid after the day of travel. 0: until that day."),
    least=0,
    most=24,
    unit=N_("months"),
)
REFERRAL_ANSWER_DAYS = WholeNumber(
    "referral_answer_days",
    Home.OFFICE,
    14,
    N_("Answer to a referral within"),
    N_("A referral without an answer after so long shows in My day, unless another day was agreed."),
    least=1,
    most=365,
    unit=N_("days"),
)
RATES_MONTHS = WholeNumber(
    "rates_months",
    Home.OFFICE,
    12,
    N_("Rates old after"),
    N_("A row of the office’s rates and lists that was verified longer ago is marked, so that somebody looks again."),
    least=1,
    most=60,
    unit=N_("months"),
)
FOUR_EYES_LIMIT = WholeNumber(
    "four_eyes_limit",
    Home.OFFICE,
    5_000,
    N_("Two people approve payments above"),
    N_("Up to this sum one caseworker approves; above it a supervisor is the second person. 0: always two people."),
    least=0,
    most=1_000_000,
    unit=N_("francs"),
)
EUR_IN_FRANCS = Text(
    "eur_in_francs",
    Home.OFFICE,
    "",
    N_("One euro in francs, for the limit"),
    N_(
        "Such as 0.95. Without it, two people approve every payment in euros. The rate of a payment is entered with it."
    ),
    pattern=r"(?:(?!0+(?:\.0+)?$)[0-9]{1,3}(?:\.[0-9]{1,6})?)?",
)
USD_IN_FRANCS = Text(
    "usd_in_francs",
    Home.OFFICE,
    "",
    N_("One US dollar in francs, for the limit"),
    N_(
        "Such as 0.88. Without it, two people approve every payment in dollars."
        " The rate of a payment is entered with it."
    ),
    pattern=r"(?:(?!0+(?:\.0+)?$)[0-9]{1,3}(?:\.[0-9]{1,6})?)?",
)
OWN_CASES_ONLY = YesNo(
    "own_cases_only",
    Home.OFFICE,
    False,
    N_("Caseworkers see their own cases only"),
    N_("Otherwise each caseworker sees all cases of the office except restricted ones that are not theirs."),
)
ATTACHMENT_LIMIT_MIB = WholeNumber(
    "attachment_limit_mib",
    Home.OFFICE,
    25,
    N_("Largest attachment"),
    N_("A larger file is refused. Larger files make every back-up larger too."),
    least=1,
    most=25,
    unit=N_("MB"),
)
BACKUP_MINUTES = WholeNumber(
    "backup_minutes",
    Home.OFFICE,
    30,
    N_("Back up every"),
    N_("When something changed since the last back-up. There is always one at exit as well."),
    least=5,
    most=240,
    unit=N_("minutes"),
)
KEEP_DAILY = WholeNumber(
    "keep_daily",
    Home.OFFICE,
    12,
    N_("Daily back-ups to keep"),
    N_("The last back-up of each of so many days."),
    least=3,
    most=60,
)
KEEP_WEEKLY = WholeNumber(
    "keep_weekly",
    Home.OFFICE,
    10,
    N_("Weekly back-ups to keep"),
    N_("The last back-up of each of so many weeks."),
    least=0,
    most=104,
)
KEEP_MONTHLY = WholeNumber(
    "keep_monthly",
    Home.OFFICE,
    9,
    N_("Monthly back-ups to keep"),
    N_("The last back-up of each of so many months."),
    least=0,
    most=120,
)

# --- one user --------------------------------------------------------------------------------------

LANGUAGE = Choice(
    "language",
    Home.USER,
    "",
    N_("My language"),
    N_("The language of the window for you. Papers have a language of their own."),
    choices={"": N_("As the office"), **LANGUAGE_NAMES},
)
PRIVACY_KEY = Text(
    "privacy_key",
    Home.USER,
    "F9",
    N_("Privacy key"),
    N_("It blanks what a visitor beside you need not read. A function key, or Ctrl and a letter, such as Ctrl+B."),
    pattern=r"F[1-9]|F1[0-2]|Ctrl\+(?:Shift\+)?[A-Z]",
)
LIST_VIEWS = Record("list_views", Home.USER, {}, N_("Columns and order of the lists"))

SETTINGS: Mapping[str, Setting[Any]] = {
    setting.name: setting for setting in list(globals().values()) if isinstance(setting, Setting)
}
"""Every setting by its name, in the order in which a person should meet them."""


def of(home: Home) -> tuple[Setting[Any], ...]:
    """The settings that are kept in one place."""
    return tuple(setting for setting in SETTINGS.values() if setting.home is home)


def default(name: str) -> Any:
    return SETTINGS[name].default


def parse(name: str, raw: str | None) -> Any:
    """The value of a setting out of the JSON that is kept for it.

    Nothing kept, or something this version cannot read, is the default: a setting never stops the work.
    """
    setting = SETTINGS[name]
    if raw is None:
        return setting.default
    try:
        return setting.checked(json.loads(raw))
    except (ValueError, SettingRefusedError, SettingOutOfRangeError):
        return setting.default


def written(name: str, value: object) -> str:
    """The JSON to keep for a value; raises SettingRefusedError or SettingOutOfRangeError."""
    return json.dumps(SETTINGS[name].checked(value), ensure_ascii=False)


# --- the file of this machine ----------------------------------------------------------------------


def folder(kind: Literal["config", "cache", "log", "offices"]) -> Path:
    """Where this machine keeps files of a kind; ``offices`` is where a new office lies unless somebody says otherwise.

    The environment variable RETURNHELP_HOME puts them all in one place.
    """
    if home := os.environ.get("RETURNHELP_HOME"):
        return Path(home) / kind
    places = platformdirs.PlatformDirs("ReturnHelp", appauthor=False)
    match kind:
        case "config":
            return places.user_config_path
        case "cache":
            return places.user_cache_path
        case "log":
            return places.user_log_path
    return places.user_data_path


class Machine:
    """The settings of this machine, in one small file without any personal data."""

    def __init__(self, place: Path | None = None) -> None:
        self._file = (place or folder("config")) / "settings.json"

    def get(self, setting: Setting[T]) -> T:
        """The value kept, or the default when there is none or it cannot be read."""
        try:
            return setting.checked(self._kept().get(setting.name, setting.default))
        except (SettingRefusedError, SettingOutOfRangeError):
            return setting.default

    def put(self, setting: Setting[T], value: T) -> None:
        """Keep a value; raises SettingRefusedError, SettingOutOfRangeError, SettingsNotWrittenError."""
        kept = {**self._kept(), setting.name: setting.checked(value)}
        text = json.dumps(kept, ensure_ascii=False, indent=2)
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(dir=self._file.parent, prefix="settings.", suffix=".new")
            new = Path(name)
            try:
                with os.fdopen(descriptor, "w", encoding="utf-8") as target:
                    target.write(text)
                    target.flush()
                    os.fsync(target.fileno())
                new.replace(self._file)
            except OSError:
                new.unlink(missing_ok=True)
                raise
        except OSError as error:
            raise SettingsNotWrittenError(place=self._file.parent) from error

    def opened(self, store: Path) -> None:
        """Remember a store as the one opened last; raises SettingsNotWrittenError."""
        self.put(LAST_STORES, (str(store), *self.get(LAST_STORES)))

    def _kept(self) -> dict[str, Any]:
        """Everything in the file, what another version wrote too; a damaged file is put aside and read as empty."""
        try:
            kept = json.loads(self._file.read_text(encoding="utf-8"))
        except OSError:
            return {}
        except ValueError:
            kept = None
        if isinstance(kept, dict):
            return kept
        with suppress(OSError):
            self._file.replace(self._file.with_name("settings.damaged.json"))
        return {}
