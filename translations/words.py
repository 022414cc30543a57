"""Keeps the catalogs in step with the words of the program: ``update`` writes them, ``check`` judges them."""

import re
import string
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("de", "fr", "it")
SHOWN = 25
"""How many faults of one language ``check`` names before it only counts them."""

_KEYWORDS = {**DEFAULT_KEYWORDS, "NP_": ((1, "c"), 2)}
_MNEMONIC = re.compile(r"&[^\W_](?!\w*;)")
_HEADER = """\
msgid ""
msgstr ""
"Project-Id-Version: ReturnHelp\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural}\\n"

"""


def words() -> Catalog:
    """Every text of the program and of its forms, as the mappings of pyproject.toml find them."""
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    mappings = [(mapping["pattern"], mapping["method"]) for mapping in pyproject["tool"]["babel"]["mappings"]]
    found = Catalog(charset="utf-8")
    for file, _line, message, comments, context in extract_from_dir(
        ROOT, mappings, keywords=_KEYWORDS, comment_tags=("Translators:",), directory_filter=_is_ours
    ):
        found.add(message, locations=[(file, 0)], auto_comments=comments, context=context)
    return found


def _is_ours(folder: str) -> bool:
    return not Path(folder).name.startswith((".", "_")) and Path(folder).name not in ("build", "dist", "tests")


def _file(language: str) -> Path:
    return ROOT / "translations" / language / "LC_MESSAGES" / "returnhelp.po"


def _read(language: str) -> Catalog:
    with _file(language).open("rb") as source:
        return read_po(source, locale=language)


def update() -> None:
    """Bring each language's file up to the program; a text that is gone leaves it, a new one waits empty."""
    template = words()
    for language in LANGUAGES:
        file = _file(language)
        catalog = _read(language) if file.is_file() else Catalog(locale=language)
        catalog.update(template, no_fuzzy_matching=True)
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as target:
            # Without line numbers and dates, so that a change of the program shows only the words that it changed.
            target.write(_HEADER.format(language=language, plural=catalog.plural_forms).encode())
            write_po(
                target,
                catalog,
                width=110,
                omit_header=True,
                ignore_obsolete=True,
                include_previous=False,
                include_lineno=False,
                sort_by_file=True,
            )
        empty = sum(1 for message in catalog if message.id and not _is_whole(message))
        print(f"{language}: {len(catalog)} texts, {empty} of them to translate")


def check() -> int:
    """Say what is wrong with each language; the answer is the number of faults."""
    template = words()
    files = sorted((ROOT / "translations").glob("*/LC_MESSAGES/returnhelp.po"))
    if not files:
        print(f"{len(template)} texts, and no language yet")
    total = 0
    for file in files:
        language = file.parent.parent.name
        found = list(faults(_read(language), template))
        for fault in found[:SHOWN]:
            print(f"{language}: {fault}")
        if len(found) > SHOWN:
            print(f"{language}: … and {len(found) - SHOWN} more")
        print(f"{language}: {len(template)} texts, {len(found) or 'no'} {'fault' if len(found) == 1 else 'faults'}")
        total += len(found)
    return total


def faults(catalog: Catalog, template: Catalog) -> Iterator[str]:
    """What keeps a catalog from being complete and safe to use, one sentence a text."""
    for wanted in template:
        if not wanted.id:
            continue
        message = catalog.get(_first(wanted), wanted.context)
        if message is None or message.pluralizable != wanted.pluralizable:
            yield f"not there (make words brings it): {_first(wanted)!r}"
        elif message.fuzzy:
            yield f"marked fuzzy: {_first(wanted)!r}"
        elif not _is_whole(message):
            yield f"not translated: {_first(wanted)!r}"
        else:
            yield from (f"{fault}: {_first(wanted)!r}" for fault in _differences(message))
    for message in catalog:
        if message.id and template.get(_first(message), message.context) is None:
            yield f"no longer in the program (make words takes it out): {_first(message)!r}"


def _differences(message: Message) -> Iterator[str]:
    """How a translation breaks what the program fills in or Qt reads out of it."""
    sources, translations = _texts(message.id), _texts(message.string)
    try:
        wanted = [_placeholders(text) for text in sources]
    except ValueError:  # a text that is never filled in may hold a brace
        wanted = []
    for number, translation in enumerate(translations):
        if wanted:
            try:
                found = _placeholders(translation)
            except ValueError:
                yield "a brace is not closed"
                continue
            # The singular may leave out its number ("one letter"); the last plural holds all that its source holds.
            if found not in (wanted if number == 0 else wanted[-1:]):
                yield f"fills in {_listed(found)} instead of {_listed(wanted[-1])}"
        source = sources[min(number, len(sources) - 1)]
        if len(_MNEMONIC.findall(source)) != len(_MNEMONIC.findall(translation)):
            yield "has not the same keyboard letter (&)"
        if [source[:1].isspace(), source[-1:].isspace()] != [translation[:1].isspace(), translation[-1:].isspace()]:
            yield "begins or ends with another space"


def _placeholders(text: str) -> frozenset[str]:
    """What stands in braces, "name" or "name:shape"; raises ValueError if ``str.format`` could not read them."""
    return frozenset(
        f"{name}:{shape}" if shape else name
        for _text, name, shape, _conversion in string.Formatter().parse(text)
        if name is not None
    )


def _listed(names: frozenset[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names)) or "nothing"


def _first(message: Message) -> str:
    return _texts(message.id)[0]


def _texts(texts: str | list[str] | tuple[str, ...] | None) -> list[str]:
    return [texts] if isinstance(texts, str) else list(texts or ())


def _is_whole(message: Message) -> bool:
    return bool(message.string) and all(_texts(message.string))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["update"]:
            update()
        case ["check"]:
            raise SystemExit(1 if check() else 0)
        case _:
            raise SystemExit("Say what to do: python -m translations.words update, or check")
