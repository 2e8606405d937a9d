"""The same verbs from a terminal: one command, one exit code, never a traceback."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from typing import TextIO

DONE, WRONG, USAGE, STOPPED, BUG = 0, 1, 2, 130, 70


def run(argv: Sequence[str]) -> int:
    """Run the command in *argv* and return its exit code.

    0 done, also with findings; 1 the data or the input is wrong; 2 usage; 70 our bug; 130 stopped by the user.
    """
    from zi_assess.errors import Cancelled, ZiError, from_os

    _speak_utf8()
    try:
        code = _run(list(argv))
        sys.stdout.flush()
        return code
    except (KeyboardInterrupt, Cancelled):
        return _stopped()
    except ZiError as error:
        return _say(error)
    except OSError as error:
        if _reader_is_gone(error):
            return _nobody_reads()
        return _say(from_os(error, error.filename or "–"))
    except Exception as error:  # our bug: the one place where everything else ends
        return _bug(error, argv)


def _run(argv: list[str]) -> int:
    from typer.exceptions import Exit, TyperException

    from zi_assess.cli import usage
    from zi_assess.cli.commands import command

    if "--json" not in argv:  # what scripts read stays Indonesian, whatever the user reads
        _speak_their_language()
    root = command()
    try:
        with root.make_context("zi-assess", argv) as context:
            result = root.invoke(context)
    except Exit as leaving:
        return leaving.exit_code
    except TyperException as error:
        return _print(usage.sentence(error), USAGE)
    return result if isinstance(result, int) else DONE


def _speak_their_language() -> None:
    from zi_assess import i18n, settings

    i18n.use(settings.load().language)


def _speak_utf8() -> None:
    """Windows consoles and pipes start in an old code page, which has no `≥` or `“`."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _say(error: object) -> int:
    from zi_assess.cli.show import sentence
    from zi_assess.errors import ZiError

    assert isinstance(error, ZiError)
    return _print(sentence(error), WRONG)


def _print(text: str, code: int) -> int:
    print(text, file=sys.stderr)
    return code


def _stopped() -> int:
    from zi_assess.i18n import _

    return _print(_("Dihentikan; yang sudah tersimpan tetap tersimpan."), STOPPED)


def _reader_is_gone(error: OSError) -> bool:
    """A pipe whose reader left: EPIPE, and on Windows EINVAL without a file's name."""
    return isinstance(error, BrokenPipeError) or (
        sys.platform == "win32" and error.errno == errno.EINVAL and error.filename is None
    )


def _nobody_reads() -> int:
    """The interpreter flushes once more at its end: let that go nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    stream: TextIO
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(nowhere, stream.fileno())
    return DONE


def _bug(error: Exception, argv: Sequence[str]) -> int:
    from zi_assess.cli import bug
    from zi_assess.i18n import _

    place = bug.write_down(error, argv)
    words = _("Maaf, ada kesalahan di dalam ZI Assess. Data yang sudah tersimpan aman.")
    if place is not None:
        words += " " + _("Kirimkan berkas {path} kepada pembuat program.").format(path=place)
    return _print(words, BUG)
