"""Every name that was ever entered is found: whole, by each word, by its beginning, in the other script."""

import random
from pathlib import Path

from returnhelp.domain.names import fold
from returnhelp.domain.people import Person
from returnhelp.storage import rows, search
from returnhelp.storage.database import Store

from .writer import KEY

HOW_MANY = {"short": 300, "long": 30_000}
SCRIPTS = (
    "abcdefghijklmnopqrstuvwxyz",
    "aâàäåæçéèêíïñóöőøœßúüűğışčćžđłńśżřěțăÿ'-",
    "абвгдежзийклмнопрстуфхцчшщыьэюяєіїґ",
    "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهويپچژگ",
    "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ",
    "ሀለሐመሠረሰቀበተኀነአከወዐዘየደገጠጸፀፈፐ",
    "அஆஇஈஉஊகஙசஞடணதநபமயரலவழளறன",
    "李王张刘陈杨赵黄周吴阮黎",
)


def name(chance: random.Random) -> str:
    signs = chance.choice(SCRIPTS)
    words = ["".join(chance.choices(signs, k=chance.randint(1, 9))) for _ in range(chance.choice((1, 1, 1, 2, 3)))]
    return chance.choice((" ", " ", "-")).join(words).title()


def test_everybody_is_found(tmp_path: Path, campaign: str) -> None:
    chance = random.Random(4)
    people = [(name(chance), name(chance)) for _ in range(HOW_MANY[campaign])]
    with Store.create(tmp_path / "Bern.returnhelp", KEY) as store:
        with store.writing() as session:
            entered = [Person(family, given) for family, given in people]
            session.add_all(entered)
            session.flush()
            session.commit()
            keys = [person.id for person in entered]
        with store.writing() as session:
            rows.rebuild(session)
            session.commit()
        with store.reading() as session:
            for key, (family, given) in zip(keys, people, strict=True):
                for typed in ways(chance, family, given):
                    meant = search.wanted(typed)
                    assert meant is not None, typed
                    found = set(session.scalars(search.matching("person", meant)))
                    assert key in found, (typed, family, given)


def ways(chance: random.Random, family: str, given: str) -> list[str]:
    """Ways in which somebody may look for this person."""
    whole = f"{given} {family}"
    tried = [family, whole, whole.upper(), whole.lower(), fold(family), fold(whole)]
    word = chance.choice(whole.replace("-", " ").split())
    beginning = word[: chance.randint(1, len(word))]
    # A part of a word in a script without letters of its own may read as nothing or as another sound.
    if fold(word).startswith(fold(beginning)):
        tried.append(beginning)
    return [typed for typed in tried if fold(typed)]
