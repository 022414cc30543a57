"""What every named error is."""

from typing import ClassVar


class ReturnHelpError(Exception):
    """Something a person must be told; nothing was changed by the act that raised it.

    Each class names in ``facts`` what its sentence fills in; they are given by keyword. A fact never
    holds more of a client than the person who reads the sentence may see.
    """

    facts: ClassVar[tuple[str, ...]] = ()

    def __init__(self, **given: object) -> None:
        if set(given) != set(self.facts):
            raise TypeError(f"{type(self).__name__} takes {self.facts}, not {tuple(given)}")
        self.given = given
        super().__init__(", ".join(f"{name}={value}" for name, value in given.items()))
