"""Settings keep what a person chose, refuse what cannot be, and never stop the work."""

import json
import re
from pathlib import Path

import pytest

from returnhelp import settings
from returnhelp.domain.errors import SettingOutOfRangeError, SettingRefusedError, SettingsNotWrittenError
from returnhelp.settings import Choice, Home, Machine, WholeNumber


@pytest.mark.parametrize("setting", settings.SETTINGS.values(), ids=lambda setting: setting.name)
def test_every_default_is_a_value_that_the_setting_takes(setting):
    assert setting.checked(setting.default) == setting.default
    assert settings.parse(setting.name, settings.written(setting.name, setting.default)) == setting.default


@pytest.mark.parametrize("setting", settings.SETTINGS.values(), ids=lambda setting: setting.name)
def test_every_setting_is_named_for_a_person(setting):
    assert setting.label
    assert setting.label != setting.name
    assert not setting.explanation or setting.explanation.endswith(".")
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", setting.name)


def test_the_office_starts_with_what_the_plan_says():
    assert settings.default("idle_lock_minutes") == 5
    assert settings.default("trash_days") == 30
    assert [settings.default(f"keep_{span}") for span in ("daily", "weekly", "monthly")] == [12, 10, 9]
    assert settings.default("case_number_format").format(year=2026, n=7) == "2026-0007"


def test_settings_are_found_by_where_they_are_kept():
    assert settings.THEME in settings.of(Home.MACHINE)
    assert settings.IDLE_LOCK_MINUTES in settings.of(Home.OFFICE)
    assert settings.PRIVACY_KEY in settings.of(Home.USER)
    assert sum(len(settings.of(home)) for home in Home) == len(settings.SETTINGS)


@pytest.mark.parametrize("minutes", [0, 61, -5])
def test_a_number_out_of_range_is_refused_with_the_range(minutes):
    with pytest.raises(SettingOutOfRangeError) as refused:
        settings.written("idle_lock_minutes", minutes)
    assert refused.value.given == {"setting": "Lock after", "least": 1, "most": 60}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("idle_lock_minutes", "5"),
        ("idle_lock_minutes", True),
        ("own_cases_only", 1),
        ("theme", "purple"),
        ("privacy_key", "A"),
        ("privacy_key", "Ctrl+Alt+Delete"),
        ("case_number_format", "{n}"),
        ("case_number_format", "{year}"),
        ("case_number_format", "{year}{n}"),
        ("case_number_format", "{year}-1{n}"),
        ("case_number_format", "{year}-{n.__class__}"),
        ("office_canton", "Bern"),
        ("office_name", "two\nlines"),
        ("last_stores", "C:/Bern"),
        ("last_stores", [""]),
        ("window_geometry", ["x"]),
        ("list_views", {"cases": object()}),
        ("list_views", {"cases": float("nan")}),
    ],
)
def test_what_a_setting_cannot_hold_is_refused(name, value):
    with pytest.raises(SettingRefusedError):
        settings.written(name, value)


@pytest.mark.parametrize("form", ["{year}-{n:04}", "RH {year}/{n}", "{year}.{n:06} BE"])
def test_an_office_may_shape_its_case_numbers(form):
    assert settings.parse("case_number_format", settings.written("case_number_format", f" {form} ")) == form


@pytest.mark.parametrize("raw", [None, "", "{", "null", "999", '"5"', "[]"])
def test_what_cannot_be_read_is_the_default(raw):
    assert settings.parse("idle_lock_minutes", raw) == 5


def test_the_number_of_a_number_editor_is_known():
    setting = settings.SETTINGS["backup_minutes"]
    assert isinstance(setting, WholeNumber)
    assert (setting.least, setting.most, setting.unit) == (5, 240, "minutes")


def test_languages_are_offered_by_their_own_names():
    assert isinstance(settings.LANGUAGE, Choice)
    assert settings.LANGUAGE.choices["fr"] == "Français"


def test_the_machine_starts_with_the_defaults_and_writes_nothing(tmp_path):
    machine = Machine(tmp_path)
    assert machine.get(settings.THEME) == "system"
    assert list(tmp_path.iterdir()) == []


def test_the_machine_remembers(tmp_path):
    Machine(tmp_path / "new").put(settings.THEME, "dark")
    Machine(tmp_path / "new").put(settings.SCALE, 125)
    machine = Machine(tmp_path / "new")
    assert (machine.get(settings.THEME), machine.get(settings.SCALE)) == ("dark", 125)
    assert [place.name for place in (tmp_path / "new").iterdir()] == ["settings.json"]


def test_a_refused_value_leaves_the_old_one(tmp_path):
    machine = Machine(tmp_path)
    machine.put(settings.SCALE, 150)
    with pytest.raises(SettingOutOfRangeError):
        machine.put(settings.SCALE, 500)
    assert machine.get(settings.SCALE) == 150


def test_the_store_opened_last_stands_first_and_once(tmp_path):
    machine = Machine(tmp_path)
    for name in ("a", "b", "a", *(str(number) for number in range(9))):
        machine.opened(Path(name))
    assert machine.get(settings.LAST_STORES) == ("8", "7", "6", "5", "4", "3", "2", "1")


def test_a_damaged_file_is_put_aside_and_the_defaults_hold(tmp_path):
    (tmp_path / "settings.json").write_text('{"theme": "dark', encoding="utf-8")
    machine = Machine(tmp_path)
    assert machine.get(settings.THEME) == "system"
    assert (tmp_path / "settings.damaged.json").read_text(encoding="utf-8") == '{"theme": "dark'
    machine.put(settings.THEME, "light")
    assert machine.get(settings.THEME) == "light"


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"[1]", b"7"])
def test_a_file_of_something_else_counts_as_damaged(tmp_path, content):
    (tmp_path / "settings.json").write_bytes(content)
    assert Machine(tmp_path).get(settings.SCALE) == 100
    assert (tmp_path / "settings.damaged.json").read_bytes() == content


def test_one_strange_value_does_not_spoil_the_others(tmp_path):
    (tmp_path / "settings.json").write_text('{"theme": 7, "scale": 150}', encoding="utf-8")
    machine = Machine(tmp_path)
    assert (machine.get(settings.THEME), machine.get(settings.SCALE)) == ("system", 150)


def test_what_another_version_wrote_is_kept(tmp_path):
    (tmp_path / "settings.json").write_text('{"from_tomorrow": 1}', encoding="utf-8")
    Machine(tmp_path).put(settings.SCALE, 120)
    assert json.loads((tmp_path / "settings.json").read_text(encoding="utf-8")) == {"from_tomorrow": 1, "scale": 120}


def test_a_place_that_cannot_be_written_to_is_named(tmp_path):
    (tmp_path / "blocked").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(SettingsNotWrittenError) as told:
        Machine(tmp_path / "blocked").put(settings.SCALE, 110)
    assert told.value.given["place"] == tmp_path / "blocked"
    assert Machine(tmp_path / "blocked").get(settings.SCALE) == 100


def test_a_change_that_cannot_be_finished_leaves_nothing_behind(tmp_path):
    (tmp_path / "settings.json").mkdir()  # a folder cannot be replaced by the new file
    with pytest.raises(SettingsNotWrittenError):
        Machine(tmp_path).put(settings.SCALE, 110)
    assert [place.name for place in tmp_path.iterdir()] == ["settings.json"]


def test_everything_of_this_machine_can_lie_in_one_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("RETURNHELP_HOME", str(tmp_path))
    Machine().put(settings.THEME, "dark")
    assert (tmp_path / "config" / "settings.json").is_file()
    assert settings.folder("cache") == tmp_path / "cache"


def test_without_that_it_lies_where_the_system_wants_it(monkeypatch):
    monkeypatch.delenv("RETURNHELP_HOME", raising=False)
    assert len({settings.folder(kind) for kind in ("config", "cache", "log")}) == 3
    assert settings.folder("offices").is_absolute()
