"""What a bug leaves behind: a file that tells where it happened and nothing of the user's data."""

from __future__ import annotations

import platform
import traceback
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from zi_assess import __version__, files, paths
from zi_assess.errors import ZiError


def write_down(error: BaseException, argv: Sequence[str]) -> Path | None:
    """Write the report of *error*; None when even that fails.

    Values can be names or answers, so neither the arguments of the command nor the words of the error go in: only the
    command, the kinds of error and the lines of the program they came through.
    """
    now = datetime.now().astimezone()
    path = paths.data_dir() / "galat" / f"galat-{now:%Y%m%d-%H%M%S-%f}.txt"
    command = next((word for word in argv if word.isalpha()), "")
    head = (
        f"ZI Assess {__version__}",
        platform.platform(),
        platform.python_version(),
        now.isoformat(),
        command,
    )
    try:
        files.make_dir(path.parent)
        files.write_bytes(path, "\n".join((*head, "", *_lines(error), "")).encode())
    except (OSError, ZiError):
        return None
    return path


def _lines(error: BaseException) -> Iterator[str]:
    seen: BaseException | None = error
    while seen is not None:
        yield f"{type(seen).__module__}.{type(seen).__qualname__}"
        for frame in traceback.extract_tb(seen.__traceback__):
            yield f"  {'/'.join(Path(frame.filename).parts[-3:])}:{frame.lineno} {frame.name}"
        seen = seen.__cause__ or seen.__context__
