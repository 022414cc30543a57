"""The files of a hand-out: the tables in every kind, and beside them what anybody needs to check the proof."""

import hashlib
import json
from datetime import date

import pytest

from returnhelp.disclosure.proof import Proof, face_seal
from returnhelp.domain.cubes import Bound, PublishedCube
from returnhelp.domain.errors import FileKindUnknownError, ProofRejectedError, ViewOutsideCubeError
from returnhelp.domain.profiles import Profile
from returnhelp.domain.tables import Months, Variable
from returnhelp.domain.views import View, cut
from returnhelp.i18n import catalogs
from returnhelp.services import statistics_files, statistics_told
from returnhelp.services.statistics_files import Files, Proven
from tests.handouts import OFFICE, YEAR, every_third, nothing, published, told

SEX_BY_AGE = published((Variable.SEX, Variable.AGE_GROUP), every_third)
PERMIT = published((Variable.PERMIT,), every_third)
STAGE = published((Variable.STAGE,), nothing)
AGES = View(Variable.AGE_GROUP, Variable.SEX)
PERMITS = View(Variable.PERMIT)
STAGES = View(Variable.STAGE)


def proof(*cubes: PublishedCube) -> Proof:
    """What a proof of these cubes looks like from outside; nothing is proven by it."""
    bound = Bound(((Variable.SEX, "f"),), YEAR, 900, "SEM")
    return Proof(tuple(face_seal(cube) for cube in cubes), (bound,), (), ()).sealed()


def files(
    proven: list[Proven], *views: tuple[int, View], known: tuple[PublishedCube, ...] = (), kind: str = "csv"
) -> Files:
    return statistics_files.files(proven, known, views, kind, "de", OFFICE)


def proofs(made: Files) -> list[dict[str, object]]:
    return [json.loads(content) for name, content in made if name.endswith(".proof.json")]


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("xlsx", ["age-group-by-sex-2022-de.xlsx"]),
        ("json", ["age-group-by-sex-2022-de.json"]),
        ("pdf", ["age-group-by-sex-2022-de.pdf"]),
        ("csv", ["age-group-by-sex-2022-de.csv", "age-group-by-sex-2022-de-dictionary.csv"]),
    ],
)
def test_the_proof_lies_beside_the_tables_of_every_kind(kind: str, names: list[str]) -> None:
    made = files([(SEX_BY_AGE, proof(SEX_BY_AGE))], (0, AGES), kind=kind)
    assert [name for name, _ in made] == [*names, f"age-group-by-sex-2022-de-{kind}.proof.json"]
    assert made == files([(SEX_BY_AGE, proof(SEX_BY_AGE))], (0, AGES), kind=kind)


def test_another_kind_is_refused() -> None:
    with pytest.raises(FileKindUnknownError):
        files([(SEX_BY_AGE, proof(SEX_BY_AGE))], (0, AGES), kind="doc")
    with pytest.raises(ViewOutsideCubeError):
        files([(SEX_BY_AGE, proof(SEX_BY_AGE))], (0, PERMITS))


def test_the_proof_names_each_file_its_digest_its_cube_and_its_view() -> None:
    made = files([(SEX_BY_AGE, proof(SEX_BY_AGE))], (0, AGES), (0, View(Variable.SEX)))
    (told_of,) = proofs(made)
    contents = dict(made)
    assert (told_of["format"], told_of["version"]) == ("returnhelp-proof", 1)
    tables = told_of["tables"]
    assert isinstance(tables, list)
    assert [one["name"] for one in tables] == [
        "statistics-2022-sex-age-group-de-1-age-group-by-sex.csv", "statistics-2022-sex-age-group-de-2-sex.csv"
    ]  # fmt: skip
    for one, view in zip(tables, (AGES, View(Variable.SEX)), strict=True):
        assert one["sha256"] == hashlib.sha256(contents[one["name"]]).hexdigest()
        assert one["cube"] == 0
        assert View.from_dict(one["view"]) == view


def test_the_name_of_several_tables_tells_their_variables_and_is_always_the_same() -> None:
    def named(*views: View) -> str:
        return statistics_told.name_of([(SEX_BY_AGE, view) for view in views], "fr")

    sex, permits = View(Variable.SEX), View(Variable.PERMIT)
    assert named(AGES) == "age-group-by-sex-2022-fr"
    assert named(sex, permits) == named(permits, sex) == "statistics-2022-sex-permit-fr"
    many = [View(one) for one in list(Variable)[:9]]
    assert named(*many[:6]).count("-") < named(*many).count("-")
    assert named(*many) != named(*many[:8])
    assert len(named(*map(View, Variable))) < 120


def test_a_proof_gives_the_cubes_back_and_their_bounds() -> None:
    proven = proof(SEX_BY_AGE, PERMIT)
    (told_of,) = proofs(files([(SEX_BY_AGE, proven)], (0, AGES), known=(PERMIT, STAGE)))
    cubes = told_of["cubes"]
    assert isinstance(cubes, list)
    assert [PublishedCube.from_dict(cube) for cube in cubes] == [SEX_BY_AGE, PERMIT]
    assert told_of["proof"] == json.loads(json.dumps(proven.to_dict()))
    assert told_of["bounds"] == [bound.to_dict() for bound in proven.bounds]
    assert cut(PublishedCube.from_dict(cubes[0]), AGES) == cut(SEX_BY_AGE, AGES)


def test_one_proof_about_several_cubes_stands_for_all_of_them() -> None:
    made = files([(PERMIT, proof(PERMIT)), (SEX_BY_AGE, proof(SEX_BY_AGE, PERMIT))], (0, PERMITS), (1, AGES))
    (told_of,) = proofs(made)
    tables = told_of["tables"]
    assert isinstance(tables, list)
    assert [one["cube"] for one in tables] == [1, 0]


def test_cubes_of_different_people_come_with_a_proof_each() -> None:
    march = published((Variable.PERMIT,), every_third, Months(date(2021, 3, 1), date(2021, 3, 31)))
    made = files([(march, proof(march)), (SEX_BY_AGE, proof(SEX_BY_AGE))], (0, PERMITS), (1, AGES))
    names = [name for name, _ in made if name.endswith(".proof.json")]
    assert names == [f"statistics-2021-03_2022-12-sex-age-group-permit-de-csv{end}.proof.json" for end in ("", "-2")]
    assert sorted(len(one["cubes"]) for one in proofs(made)) == [1, 1]  # type: ignore[arg-type]


def test_a_proof_about_a_cube_that_nobody_has_is_not_handed_out() -> None:
    with pytest.raises(ProofRejectedError):
        files([(SEX_BY_AGE, proof(SEX_BY_AGE, PERMIT))], (0, AGES), known=(STAGE,))


def test_what_is_hidden_leaves_no_trace_in_any_file() -> None:
    """Two cubes that show nothing are the same files, however large they are inside; nothing tells the reasons."""
    for kind in statistics_files.KINDS:
        made = files([(STAGE, proof(STAGE))], (0, STAGES), kind=kind)
        for word in (b"primary", b"decoy", b"complementary", b"insider", b"dossiers_"):
            assert not [name for name, content in made if word in content]


@pytest.mark.parametrize("language", catalogs.LANGUAGES)
def test_every_hand_out_says_what_is_counted_and_what_is_not_promised(language: str) -> None:
    for profile in Profile:
        handout = told(AGES, View(Variable.FORCED_LABOUR), language=language, profile=profile)
        text = " ".join(handout.definition)
        assert "{" not in text
        assert "2022" in text
        assert f"{handout.name}.proof.json" in text
        assert handout.name == f"{profile.value.replace('_', '-')}-2022-{language}"


def test_the_key_figures_name_the_host_the_largest_and_the_number_of_countries() -> None:
    def shown(place: int) -> int | None:
        return {0: 40, 5: 90, 40: 500}.get(place)  # Albania, Kosovo; 40 is one of the rows of others

    handout = told(View(Variable.NATIONALITY), shown=shown, profile=Profile.KEY_FIGURES)
    assert handout.definition[0] == "Host country: Switzerland."
    assert handout.tables[0].notes == (
        "Different countries of origin: at least 2.",
        "The largest of the shown numbers: Kosovo 90; Albania 40.",
    )
    assert told(View(Variable.NATIONALITY), shown=shown).tables[0].notes == ()


def test_names_of_files_hold_letters_of_every_system_only() -> None:
    view = View(Variable.SEX, Variable.PERMIT, ((Variable.CTDC_AGE, "48+"), (Variable.CANTON, "BE")))
    cube = published((Variable.CANTON, Variable.SEX, Variable.CTDC_AGE, Variable.PERMIT), nothing)
    name = statistics_told.name_of([(cube, view)], "de")
    assert name == "sex-by-permit-ctdc-age-48-plus-canton-BE-2022-de"


@pytest.mark.parametrize(
    ("first", "last", "code", "words"),
    [
        (date(2022, 1, 1), date(2022, 12, 31), "2022", "2022"),
        (date(2022, 4, 1), date(2022, 6, 30), "2022-Q2", "Q2 2022"),
        (date(2022, 3, 1), date(2022, 3, 31), "2022-03", "March 2022"),
        (date(2021, 1, 1), date(2022, 12, 31), "2021-01_2022-12", "1 January 2021 – 31 December 2022"),
    ],
)
def test_periods_are_told_in_names_and_words(first: date, last: date, code: str, words: str) -> None:
    period = Months(first, last)
    assert statistics_told.period_code(period) == code
    assert statistics_told.in_words(period, "en") == words
