"""The lines of lists, search, cases and reports, as the services answer them without a window."""

import csv
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event, select

from returnhelp.domain.edits import Edit
from returnhelp.domain.lists import CASE_GAPS, CaseColumn, CaseQuery, PersonColumn, PersonQuery
from returnhelp.domain.steps import Step
from returnhelp.domain.vulnerability import VulnerabilityKind
from returnhelp.services import cases, handover, imports, lists, people, reporting
from returnhelp.storage import tables as t
from returnhelp.storage.database import Store
from tests.bench.lines import Bench, Measured, line, p95, seconds, timed

PAGE = 60  # rows on a screen and a little more


@contextmanager
def statements(bench: Bench) -> Iterator[list[tuple[str, Any]]]:
    """Every SELECT that is executed meanwhile, with its values."""
    seen: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, _context: Any, _many: bool) -> None:
        if statement.startswith("SELECT"):
            seen.append((statement, values))

    event.listen(bench.office.store.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(bench.office.store.engine, "before_cursor_execute", note)


def bare(bench: Bench, seen: list[tuple[str, Any]]) -> float:
    """How long the database itself needs for these, in seconds."""
    session = bench.office.reading()
    try:
        raw: Any = session.connection().connection.driver_connection
        return seconds(lambda: [raw.execute(statement, values).fetchall() for statement, values in seen])
    finally:
        session.close()


def against_bare(bench: Bench, ask: list[Callable[[], object]]) -> Measured:
    """The 95th percentile in milliseconds, and all of the time against that of the same statements alone."""
    times, alone = [], []
    for one in ask:
        one()
        with statements(bench) as seen:
            times.append(seconds(one))
        alone.append(bare(bench, seen))
    return Measured(p95(times) * 1000, sum(times) / sum(alone))


@line("unlocked → first page and count of the case list", target=200)
def unlocked(bench: Bench) -> Measured:
    folder, key = bench.office.folder, bench.office.unlocked.data_key

    def open_and_read() -> None:
        with Store.open(folder, key) as store, store.reading() as session:
            from returnhelp.storage import listing

            listing.case_page(session, CaseQuery(), 0, PAGE, bench.today)
            listing.case_count(session, CaseQuery())

    return timed(open_and_read, times=10)


def case_questions(chance: random.Random, how_many: int) -> list[tuple[CaseQuery, float]]:
    """Questions as people ask them, each with how far down the list they look (0: the first page, 1: the last)."""
    filters: list[dict[str, Any]] = [
        {},
        {"open_only": True},
        {"steps": frozenset({Step.CLOSED})},
        {"steps": frozenset({Step.COUNSELLING, Step.DOCUMENTS})},
        {"cantons": frozenset({"ZH"})},
        {"cantons": frozenset({"BE", "SO"}), "nationalities": frozenset({8239, 8512})},
        {"caseworkers": frozenset({5}), "open_only": True},
        {"vulnerable": True},
        {"vulnerabilities": frozenset({VulnerabilityKind.HEALTH})},
        {"text": "ali"},
        {"text": "moha ahm"},
        *({"not_filled": frozenset({gap})} for gap in sorted(CASE_GAPS)),
    ]
    depths = (0.0, 0.0, 0.0, 0.0, 0.01, 0.1, 0.5, 1.0)
    return [
        (
            CaseQuery(**chance.choice(filters), sort=chance.choice(list(CaseColumn)), descending=chance.random() < 0.5),
            chance.choice(depths),
        )
        for _ in range(how_many)
    ]


@line("a page of the case list, any sort and filter (p95)", target=30, most=2)
def case_pages(bench: Bench) -> Measured:
    asked = []
    for query, depth in case_questions(bench.chance, 150):
        offset = max(0, round(depth * (lists.count_cases(bench.office, query) - PAGE)))
        asked.append(lambda query=query, offset=offset: lists.cases(bench.office, query, offset, PAGE))
    return against_bare(bench, asked)


@line("a page of the people list, any sort and filter (p95)", target=30, most=2)
def person_pages(bench: Bench) -> Measured:
    asked = []
    for query, depth in case_questions(bench.chance, 100):
        asked_of_people = PersonQuery(
            text=query.text,
            steps=query.steps,
            cantons=query.cantons,
            nationalities=query.nationalities,
            vulnerable=query.vulnerable,
            sort=bench.chance.choice(list(PersonColumn)),
            descending=query.descending,
        )
        offset = max(0, round(depth * (lists.count_people(bench.office, asked_of_people) - PAGE)))
        asked.append(
            lambda asked_of_people=asked_of_people, offset=offset: lists.people(
                bench.office, asked_of_people, offset, PAGE
            )
        )
    return against_bare(bench, asked)


@line("count of the case list, any filter (p95)", target=30, most=2)
def counts(bench: Bench) -> Measured:
    questions = [query for query, _ in case_questions(bench.chance, 100)]
    return against_bare(bench, [lambda query=query: lists.count_cases(bench.office, query) for query in questions])


def names(bench: Bench, how_many: int) -> list[Any]:
    """People of the store: family name, given names, birth date, ZEMIS."""
    keys = [bench.chance.randrange(bench.people) + 1 for _ in range(how_many)]
    person = t.people.c
    session = bench.office.reading()
    try:
        return list(
            session.execute(
                select(person.family_name, person.given_names, person.birth_date, person.zemis).where(
                    person.id.in_(keys)
                )
            )
        )
    finally:
        session.close()


@line("search as you type: page and count, letter by letter (p95)", target=50)
def search(bench: Bench) -> Measured:
    times = []
    for family, given, _, zemis in names(bench, 25):
        for whole in (family, f"{given} {family}", zemis):
            for end in range(1, min(len(whole), 9) + 1):
                query = CaseQuery(text=whole[:end])

                def ask(query: CaseQuery = query) -> None:
                    lists.cases(bench.office, query, 0, PAGE)
                    lists.count_cases(bench.office, query)

                times.append(seconds(ask))
    return Measured(p95(times) * 1000, note=f"{len(times)} keys, the slowest {max(times) * 1000:.0f} ms")


@line("the search on top: cases and people, letter by letter (p95)", target=50)
def search_on_top(bench: Bench) -> Measured:
    times = []
    for family, given, _, _ in names(bench, 25):
        whole = f"{family} {given}"
        times += [seconds(lambda: lists.found(bench.office, whole[:end])) for end in range(1, min(len(whole), 9) + 1)]  # noqa: B023
    return Measured(p95(times) * 1000)


@line("is this person known? while typing (p95)", target=50)
def known(bench: Bench) -> Measured:
    times = []
    for family, given, birth, _ in names(bench, 30):
        for typed in ((family[:3], "", None), (family, given[:3], None), (family, given, birth)):
            times.append(seconds(lambda: people.known(bench.office, *typed)))  # noqa: B023
    return Measured(p95(times) * 1000)


@line("open a case (p95)", target=80)
def open_a_case(bench: Bench) -> Measured:
    return timed(lambda: cases.view(bench.office, bench.chance.randrange(bench.people) + 1), times=40)


@line("save a case (p95)", target=50)
def save_a_case(bench: Bench) -> Measured:
    times = []
    by_number = CaseQuery(sort=CaseColumn.NUMBER)
    for _ in range(40):
        key = lists.cases(bench.office, by_number, bench.chance.randrange(bench.people // 2), 1)[0].case_id
        was = {"summary": cases.view(bench.office, key).case.values["summary"]}
        edit = Edit("case", key, ("case", key), {"summary": f"{bench.chance.random()}"}, was)
        times.append(seconds(lambda: cases.save(bench.office, [edit])))  # noqa: B023
    return Measured(p95(times) * 1000)


@line("bulk change of 300 cases", target=1000)
def bulk(bench: Bench) -> Measured:
    query = CaseQuery(open_only=True, sort=CaseColumn.NUMBER)
    found = lists.cases(bench.office, query, 0, 300)
    back = {row.case_id: row.caseworker_id for row in found if row.caseworker_id}
    taken = seconds(lambda: handover.hand_over(bench.office, dict.fromkeys(back, bench.office.user.id)))
    handover.hand_over(bench.office, back)
    return Measured(taken * 1000, note=f"{len(back)} cases")


@line("merge of two people", target=200)
def merge(bench: Bench) -> Measured:
    times = []
    query = PersonQuery(sort=PersonColumn.ZEMIS)
    found = lists.people(bench.office, query, bench.people // 2, 10)
    for kept, gone in zip(found[:5], found[5:], strict=True):
        started = seconds(lambda: merged.append(people.merge(bench.office, kept.person_id, gone.person_id).value))  # noqa: B023
        times.append(started)
        people.take_merge_back(bench.office, merged.pop())
    return Measured(p95(times) * 1000)


merged: list[int] = []


@line("My day of a caseworker (p95)", target=100)
def my_day(bench: Bench) -> Measured:
    return timed(lambda: lists.my_day(bench.office))


@line("My day of the team (p95)", target=100)
def the_team(bench: Bench) -> Measured:
    return timed(lambda: lists.my_day(bench.office, team=True))


@line("figures of a month (slowest of six)", target=600)
def figures(bench: Bench) -> Measured:
    months = [(bench.today.year, 2), (bench.today.year - 1, 12), (2024, 6), (2023, 9), (2022, 3), (2020, 12)]
    times = [seconds(lambda: reporting.figures(bench.office, *month)) for month in months]  # noqa: B023
    return Measured(max(times) * 1000, note=f"last month {times[0] * 1000:.0f} ms")


@line("monthly report as PDF", target=1000)
def report(bench: Bench) -> Measured:
    reporting.monthly(bench.office, bench.today.year, 1, "de")
    return Measured(seconds(lambda: reporting.monthly(bench.office, bench.today.year, 2, "de")) * 1000)


@line("look through the whole store", unit="s")
def integrity(bench: Bench) -> Measured:
    size = (bench.office.folder / "store.db").stat().st_size / (1 << 20)
    return Measured(seconds(bench.office.store.integrity), note=f"{size:,.0f} MiB")


@line("import of 10,000 rows with review", target=20, unit="s", once=True)
def take_over(bench: Bench) -> Measured:
    from tests.bench import offices

    empty = bench.scratch / "Empty.returnhelp"
    made = offices.empty(empty)
    sheet = bench.scratch / "list.csv"
    _sheet(sheet, bench.chance, 10_000)

    def whole() -> None:
        workbook = imports.open_sheet(made, sheet)
        mapping = imports.propose(made, workbook)
        reviewed = imports.review(made, workbook, mapping)
        notes.append(str(imports.take_over(made, reviewed, accept_doubts=True).value.people))

    notes: list[str] = []
    try:
        return Measured(seconds(whole), note=f"{notes[0] if notes else ''} people")
    finally:
        made.close()


def _sheet(path: Any, chance: random.Random, rows: int) -> None:
    given, family = ("Ali", "Fatima", "Mehmet", "Selam", "Giorgi", "Olena"), ("Ahmadi", "Kaya", "Tesfay", "Beridze")
    with path.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file, delimiter=";")
        people_, case = ("Nachname", "Vorname", "Geburtsdatum", "Geschlecht"), ("Kanton", "N-Nummer", "Ausreisedatum")
        sheet.writerow([*people_, "Staatsangehörigkeit", *case])
        for number in range(rows):
            born = f"{chance.randint(1, 28):02}.{chance.randint(1, 12):02}.{chance.randint(1950, 2015)}"
            left = f"{chance.randint(1, 28):02}.{chance.randint(1, 12):02}.2024"
            sheet.writerow(
                [
                    chance.choice(family) + chance.choice(("", "i", "zadeh", "oglu")),
                    chance.choice(given),
                    born,
                    chance.choice(("m", "w")),
                    chance.choice(("Türkei", "Afghanistan", "Eritrea", "Georgien")),
                    chance.choice(("BE", "ZH", "Genf")),
                    f"N {200000 + number // 2}",
                    left,
                ]
            )
