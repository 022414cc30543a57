"""What the command line reads and writes: passwords without a trace, answers in words or JSON, files whole."""

import getpass
import json
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from returnhelp.domain.errors import (
    FileNotReadError,
    FileNotWrittenError,
    PasswordNotGivenError,
    PasswordsDifferError,
)
from returnhelp.i18n.catalogs import _


@dataclass
class Terminal:
    """The three streams of a run; ``as_json`` answers one JSON object instead of sentences."""

    as_json: bool = False
    out: TextIO = field(default_factory=lambda: sys.stdout)
    err: TextIO = field(default_factory=lambda: sys.stderr)
    _files: dict[int, TextIO] = field(default_factory=dict)
    _shown: int = -1

    # --- answers -----------------------------------------------------------------------------------

    def answer(self, words: str, facts: dict[str, Any]) -> None:
        """The result: the words for a person, or the facts for a program."""
        self._clear_progress()
        if self.as_json:
            self._object(facts)
        else:
            self.out.write(words + "\n")

    def refuse(self, kind: str, sentence: str) -> None:
        """Why nothing was done."""
        self._clear_progress()
        if self.as_json:
            self._object({"error": kind, "message": sentence})
        else:
            self.err.write(sentence + "\n")

    def misused(self, usage: str, message: str) -> None:
        """How the command is used, and what was wrong."""
        if self.as_json:
            self._object({"error": "Misused", "message": message})
        else:
            self.err.write(usage + _("%(prog)s: error: %(message)s\n") % {"prog": "returnhelp", "message": message})

    def warn(self, sentence: str) -> None:
        """Something to know beside the result, which stands."""
        self._clear_progress()
        self.err.write(sentence + "\n")

    def progress(self, done: int, total: int) -> None:
        """How far slow work has come, for somebody who watches."""
        if self.as_json or not self.err.isatty():
            return
        percent = 100 * done // total if total else 0
        if percent != self._shown:
            self._shown = percent
            self.err.write(f"\r{percent:3} %")
            self.err.flush()

    def _clear_progress(self) -> None:
        if self._shown >= 0:
            self.err.write("\r      \r")
            self._shown = -1

    def _object(self, facts: dict[str, Any]) -> None:
        whole = (self.out.encoding or "").lower().startswith("utf")
        json.dump(facts, self.out, ensure_ascii=not whole, default=str)
        self.out.write("\n")

    # --- passwords ---------------------------------------------------------------------------------

    def password(self, number: int | None, prompt: str) -> str:
        """One line of an open file descriptor, or what is typed unseen; raises PasswordNotGivenError.

        Two passwords may come from one descriptor, a line each.
        """
        if number is None:
            if not sys.stdin.isatty():
                raise PasswordNotGivenError()
            try:
                return getpass.getpass(prompt + " ")
            except EOFError:
                raise PasswordNotGivenError() from None
        try:
            if number not in self._files:
                self._files[number] = os.fdopen(number, encoding="utf-8", closefd=False)
            line = self._files[number].readline()
        except (OSError, UnicodeDecodeError):
            raise PasswordNotGivenError() from None
        if not line:
            raise PasswordNotGivenError()
        return line.rstrip("\r\n")

    def new_password(self, number: int | None) -> str:
        """A password to be set; typed twice where somebody types it. Raises PasswordsDifferError."""
        first = self.password(number, _("New password:"))
        if number is None and self.password(None, _("Once more:")) != first:
            raise PasswordsDifferError()
        return first


# --- files -----------------------------------------------------------------------------------------


def expect_writable(file: Path) -> None:
    """Say early that a file cannot be written: before anything is done for it. Raises FileNotWrittenError."""
    special = file.exists() and not file.is_file()  # a folder, or a device that a file would take the place of
    if special or not os.access(file.parent, os.W_OK):
        raise FileNotWrittenError(name=file)


def write(file: Path, content: bytes) -> None:
    """Write a file whole, in place of what was there; raises FileNotWrittenError."""
    new = file.with_name(f".{file.name}.new")
    try:
        try:
            new.write_bytes(content)
            new.replace(file)
        finally:
            new.unlink(missing_ok=True)
    except OSError as refused:
        raise FileNotWrittenError(name=file) from refused


def read_text(file: Path) -> str:
    """Raises FileNotReadError."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as refused:
        raise FileNotReadError(name=file) from refused
