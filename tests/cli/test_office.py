"""Who may do what at the command line: offices, users, passwords and rights."""

from pathlib import Path

import pytest

from returnhelp.services import offices
from tests.cli.conftest import LIST, Answer, call, descriptor, signed_in
from tests.office import PASSWORD

NEW = "ein anderes Wort 77"


def test_a_new_office_answers_with_its_recovery_code(tmp_path: Path) -> None:
    folder = tmp_path / "Bern.returnhelp"
    arguments = ("--office", "RKB Bern", "--user", "ursi", "--roles", "admin,supervisor", "--language", "fr")
    weak = call("new", folder, *arguments, "--password-fd", descriptor("passwort"), "--json")
    assert (weak.code, weak.facts["error"]) == (1, "PasswordTooShortError")
    assert not folder.exists()
    answer = call("new", folder, *arguments, "--password-fd", descriptor(PASSWORD), "--json")
    assert answer.code == 0
    assert answer.facts["office"] == "RKB Bern"
    offices.reset_with_recovery(folder, answer.facts["recovery_code"], "ursi", NEW)
    assert call("check", folder, *signed_in("ursi", NEW)).code == 0
    again = call("new", folder, *arguments, "--password-fd", descriptor(PASSWORD))
    assert (again.code, again.out) == (1, "")
    assert "not empty" in again.err


def test_users_are_added_listed_disabled_and_let_in_again(bare: Path) -> None:
    both = descriptor(PASSWORD, NEW)
    added = call(
        "user", "add", bare, "--user", "ursi", "--password-fd", both, "--name", "Beat", "--display-name", "Beat Muster",
        "--roles", "caseworker,supervisor", "--new-password-fd", both, "--json",
    )  # fmt: skip
    assert (added.code, added.facts["roles"]) == (0, ["caseworker", "supervisor"])
    listed = call("user", "list", bare, *signed_in("ursi"), "--json").facts["users"]
    assert {one["user"]: one["disabled"] for one in listed} == {
        "anna": False, "beat": False, "otto": False, "ursi": False,
    }  # fmt: skip
    assert "Beat Muster" in call("user", "list", bare, *signed_in("ursi")).out
    assert call("user", "disable", bare, *signed_in("ursi"), "--name", "beat").code == 0
    assert call("check", bare, *signed_in("beat", NEW)).code == 3
    reset = call("user", "reset", bare, *signed_in("ursi"), "--name", "beat", "--new-password-fd", descriptor(PASSWORD))
    assert reset.code == 0
    assert call("check", bare, *signed_in("beat", PASSWORD)).code == 0
    assert call("user", "disable", bare, *signed_in("ursi"), "--name", "nobody").code == 1


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer_and_3(bare: Path) -> None:
    answers = [call("check", bare, *signed_in(name, NEW), "--json") for name in ("ursi", "nobody")]
    assert answers[0] == answers[1]
    assert (answers[0].code, answers[0].facts["error"]) == (3, "WrongPasswordError")


def test_without_a_password_nothing_is_done(bare: Path) -> None:
    for handed_over in ((), ("--password-fd", descriptor()), ("--password-fd", 987)):
        answer = call("check", bare, "--user", "ursi", *handed_over)
        assert (answer.code, answer.out) == (3, "")
        assert "--password-fd" in answer.err


@pytest.mark.parametrize(
    ("command", "who"),
    [
        (("user", "list"), "anna"),
        (("close", "--until", "2022-12"), "anna"),
        (("report", "monthly", "--month", "2022-03", "--out", "{out}"), "anna"),
        (("backup", "--out", "{out}"), "otto"),
        (("check",), "anna"),
        (("statistics", "--list"), "otto"),
        (("statistics", "--month", "2022-01", "--variables", "sex"), "otto"),
    ],
)  # fmt: skip
def test_what_the_role_does_not_allow_answers_4_and_writes_nothing(
    bare: Path, tmp_path: Path, command: tuple[str, ...], who: str
) -> None:
    names = 2 if command[0] in ("user", "report") else 1
    given = [part.format(out=tmp_path / "out") for part in command[names:]]
    answer = call(*command[:names], bare, *given, *signed_in(who), "--json")
    assert (answer.code, answer.facts["error"]) == (4, "NotAllowedError")
    assert not list(tmp_path.glob("out*"))


def test_a_caseworker_takes_no_list_over(bare: Path) -> None:
    assert call("import", bare, LIST, *signed_in("anna")).code == 4


def test_a_place_without_an_office_is_named(tmp_path: Path) -> None:
    answer: Answer = call("check", tmp_path / "nothing", *signed_in("ursi"))
    assert answer.code == 1
    assert "no office" in answer.err
    assert not (tmp_path / "nothing").exists()


def test_a_file_that_cannot_be_written_is_named_before_anything_is_done(bare: Path, tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "no" / "such" / "folder.pdf"):
        answer = call("report", "monthly", bare, *signed_in("ursi"), "--month", "2022-03", "--out", place, "--json")
        assert (answer.code, answer.facts["error"]) == (1, "FileNotWrittenError")


def test_the_demo_office_is_made_in_an_empty_folder_only(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear family")
    assert call("demo", tmp_path, "--json").facts["error"] == "FolderNotEmptyError"
    assert [one.name for one in tmp_path.iterdir()] == ["letter.txt"]


def test_an_office_without_an_admin_or_a_name_is_not_made(tmp_path: Path) -> None:
    for words in (("--office", "X", "--roles", "supervisor"), ("--office", " ", "--roles", "admin")):
        answer = call("new", tmp_path / "X", *words, "--user", "ursi", "--password-fd", descriptor(PASSWORD))
        assert answer.code in (1, 2)
        assert not (tmp_path / "X").exists()
