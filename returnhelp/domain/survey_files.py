"""Reads instruments from TOML, as they come with the program.

``[scales]`` holds lists of answers that several questions share; a question names the scales whose answers it offers,
one after the other, in ``options``. All numbers may stand as texts, so that they are exact ("1/3").
"""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from returnhelp import files
from returnhelp.domain.errors import InstrumentCellError, InstrumentColumnUnknownError, InstrumentUnreadableError
from returnhelp.domain.survey_checks import OF_OPTION, OF_QUESTION, Block, Line, build
from returnhelp.domain.surveys import Instrument

_LARGEST = 2_000_000  # bytes
_LANGUAGES = ("en", "de", "fr", "it")


@cache
def shipped() -> tuple[Instrument, ...]:
    """The instruments that come with the program, by the names of their files."""
    found = sorted(files.path("resources/surveys").glob("*.toml"))
    return tuple(read_toml(file.read_bytes()) for file in found)


def read_toml(content: bytes, there: Iterable[tuple[str, str]] = ()) -> Instrument:
    """The instrument in this file; raises InstrumentRefusedError, whose row is the code of a question.

    ``there`` are the keys and versions that the office has already.
    """
    if len(content) > _LARGEST:
        raise InstrumentUnreadableError()
    try:
        told = tomllib.loads(content.decode("utf-8-sig"), parse_float=str)
    except (ValueError, RecursionError):
        raise InstrumentUnreadableError() from None
    languages = [_text("languages", one) for one in _list("languages", told.get("languages", list(_LANGUAGES)))]
    facts: dict[str, Line] = {}
    for name, value in told.items():
        match name:
            case "languages" | "scales" | "questions":
                continue
            case "title" | "note":
                for language, text in _table(name, value).items():
                    facts[f"{name}_{language}"] = Line(name, {f"{name}_{language}": _text(name, text)})
            case "not_for":
                facts[name] = Line(name, {name: ", ".join(_text(name, one) for one in _list(name, value))})
            case _:
                facts[name] = Line(name, {name: _text(name, value)})
    scales = _table("scales", told.get("scales", {}))
    questions = _list("questions", told.get("questions", []))
    return build(facts, [_block(one, scales, languages) for one in questions], languages, there)


def _block(told: Any, scales: Mapping[str, Any], languages: Iterable[str]) -> Block:
    row = _text("question", _table("questions", told).get("question", ""))
    line = _line(row, "question_", told, languages)
    options: list[Line] = []
    for name in _list(row, told.get("options", [])):
        scale = scales.get(name) if isinstance(name, str) else None
        if scale is None:
            raise InstrumentCellError(row=row, column="options", text=str(name)[:60])
        options += [_line(row, "option_", _table(row, one), languages) for one in _list(row, scale)]
    return Block(line, options)


def _line(row: str, prefix: str, told: Mapping[str, Any], languages: Iterable[str]) -> Line:
    columns = {language: prefix + language for language in languages}
    columns |= {name: name for name in (OF_QUESTION if prefix == "question_" else OF_OPTION)}
    texts: dict[str, str] = {}
    for name, value in told.items():
        if name == "options" and prefix == "question_":
            continue
        if name not in columns:
            raise InstrumentColumnUnknownError(row=row, column=name)
        texts[columns[name]] = _text(name, value)
    return Line(row, texts)


def _text(name: str, value: Any) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case list() | dict():
            raise InstrumentCellError(row=name, column=name, text=str(value)[:60])
    return str(value)


def _table(name: str, value: Any) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise InstrumentCellError(row=name, column=name, text=str(value)[:60])
    return value


def _list(name: str, value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise InstrumentCellError(row=name, column=name, text=str(value)[:60])
    return value
