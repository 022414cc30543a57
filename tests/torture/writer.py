"""A program that saves people one after the other and says of each that it is saved, until it is killed."""

import sys
from pathlib import Path

from returnhelp.domain.errors import StoreBusyError
from returnhelp.domain.people import Person
from returnhelp.storage import rows, search
from returnhelp.storage.database import Store

KEY = bytes(range(32))


def save(store: Store, name: str) -> int:
    """Save one person as the program does: the record, its row, its words, the log taken in."""
    with store.writing() as session:
        person = Person(name, "Anna")
        session.add(person)
        session.flush()
        assert person.id is not None
        key = person.id
        cases, people = rows.refresh(session, (), {key})
        search.reindex(session, people, cases)
        session.commit()
    store.settle()
    return key


if __name__ == "__main__":
    folder, prefix = Path(sys.argv[1]), sys.argv[2]
    with Store.open(folder, KEY) as store:
        number = 0
        while True:
            try:
                key = save(store, f"{prefix}{number}")
            except StoreBusyError:  # the other writer never lets go for long: do as a person would, try again
                continue
            print(prefix + str(key), number, flush=True)
            number += 1
