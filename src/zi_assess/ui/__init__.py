"""The window: what the user sees and does, made of frozen values and nothing else."""

import builtins

_import = builtins.__import__

import PySide6.QtCore  # noqa: E402, F401

# PySide6 puts a Python function before every later import, for `from __feature__ import …`, which nothing here uses.
# Without it what the window loads after its first paint costs a sixth less (SQLAlchemy: 110 instead of 135 ms).
builtins.__import__ = _import
