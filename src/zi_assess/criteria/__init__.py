"""Packs from YAML. Every complaint names file, line and remedy; all of them, not the first."""

from zi_assess.criteria.frozen import freeze, thaw
from zi_assess.criteria.packfile import Read
from zi_assess.criteria.shelf import find, load, read, schema, shipped, words

__all__ = ["Read", "find", "freeze", "load", "read", "schema", "shipped", "thaw", "words"]
