"""Which of these tests a system can run."""

import sys

collect_ignore = (
    ["test_hostile.py"] if sys.platform == "win32" else []
)  # it counts with POSIX's resource limits
