"""Start the window, or a command when one is given."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with *argv* (default: this process's) and return its exit code."""
    given = list(sys.argv[1:] if argv is None else argv)
    if given == ["--confined-child"]:
        from zi_assess import confined

        confined.child()
        return 0
    if _wants_window(given):
        # A sixth of the start is spent on looking for garbage among what it loads; `app` turns it on again.
        gc.disable()
        from zi_assess.ui import app

        return app.run(given)
    from zi_assess import cli

    return cli.run(given)


def _wants_window(given: Sequence[str]) -> bool:
    """Nothing but a workspace is named: `zi-assess`, `zi-assess --workspace DIR`."""
    match given:
        case []:
            return True
        case ["--workspace", _]:
            return True
        case [one]:
            return one.startswith("--workspace=")
    return False


if __name__ == "__main__":
    sys.exit(main())
