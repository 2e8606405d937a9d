"""A pack as canonical JSON: the form that a workspace keeps and that gives the pack its digest."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from hashlib import sha256
from typing import Any

from zi_assess.core.pack import Pack
from zi_assess.criteria import compiled
from zi_assess.criteria.packfile import MAX_BYTES
from zi_assess.errors import ZiError


def freeze(pack: Pack) -> bytes:
    """*pack* in the format's own keys, sorted, compact, in UTF-8; its SHA-256 is `pack.digest`."""
    from zi_assess.criteria import building

    tree = building.unbuild(pack)
    return json.dumps(tree, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sealed(pack: Pack) -> Pack:
    """*pack* with its digest."""
    return replace(pack, digest=sha256(freeze(pack)).hexdigest())


def thaw(data: bytes) -> Pack:
    """The pack that was frozen to *data*. Raises ZiError when *data* is not, to the byte, a frozen pack."""
    digest = sha256(data).hexdigest()
    pack = compiled.load(digest)
    if pack is None:
        pack = _rebuilt(data, digest)
        compiled.store(digest, pack)
    return pack


def _best_first(tree: Any) -> None:
    """Sorting the keys lost the order of the scales; their scores tell it."""
    scales = tree.get("scales") if isinstance(tree, dict) else None
    if not isinstance(scales, dict):
        return
    for name, scale in scales.items():
        if isinstance(scale, dict):
            scales[name] = dict(sorted(scale.items(), key=_from_best))


def _from_best(option: tuple[str, Any]) -> tuple[bool, Fraction]:
    """Scored options from the best, then the one that leaves the question out."""
    from zi_assess.criteria.shapes import number_of

    score = number_of(option[1])
    return score is None, -(score or Fraction(0))


def _rebuilt(data: bytes, digest: str) -> Pack:
    from zi_assess.criteria import building, form, rules
    from zi_assess.criteria.source import Complaints, no_collection

    try:
        tree: Any = json.loads(data) if len(data) <= MAX_BYTES else None
        out = Complaints("")
        with no_collection():
            form.PACK.check(tree, None, "", out)
            _best_first(tree)
            if isinstance(tree, dict) and not out.every:
                rules.check(tree, out)
            if not out.every:
                pack = replace(building.build(tree), digest=digest)
                if freeze(pack) == data:
                    return pack
    except (ValueError, RecursionError):
        pass  # no JSON, no text, or nested without end
    raise ZiError(
        "Salinan paket kriteria di ruang kerja ini rusak.",
        "Pulihkan ruang kerja dari cadangan.",
    )
