"""Starts the program: the command line when a command is given, and else the window."""

import locale
import sys

from returnhelp.domain.errors import ReturnHelpError


def main(argv: list[str] | None = None) -> int:
    """The ``returnhelp`` command; the arguments are without the program's name, and the answer is the exit code."""
    arguments = sys.argv[1:] if argv is None else argv
    if not arguments:
        return window([])
    from returnhelp.cli.main import run  # here, so that a window does not load the command line

    return run(arguments)


def window(argv: list[str] | None = None) -> int:
    """The window; where none can be shown, say why and answer 1."""
    from returnhelp.gui import qt_check  # here, so that the command line does not load what only a window needs

    try:
        qt_check.check()
    except ReturnHelpError as error:
        _tell(error)
        return 1
    from returnhelp.gui.start import run  # here, because Qt may only be loaded once it is known to be sound

    return run(sys.argv[1:] if argv is None else argv)


def _tell(error: ReturnHelpError) -> None:
    from returnhelp import settings  # here and not above, because a start that goes well shows no such message
    from returnhelp.i18n import catalogs, messages

    language = settings.Machine().get(settings.WINDOW_LANGUAGE) or (locale.getlocale()[0] or "")[:2]
    sentence = messages.sentence(error, language if language in catalogs.LANGUAGES else "en")
    if sys.stderr is not None:
        print(sentence, file=sys.stderr)
    elif sys.platform == "win32":  # a program without a console has no place to print to
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, sentence, "ReturnHelp", 0x10)


if __name__ == "__main__":
    raise SystemExit(main())
