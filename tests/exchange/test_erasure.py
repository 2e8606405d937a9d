"""What is erased stands in no kept state either, and exchange goes on."""

from __future__ import annotations

import pytest

from exchange.pair import Pair
from zi_assess.errors import ZiError
from zi_assess.exchange import manifest
from zi_assess.workspace.blobs import Blobs


def test_a_word_that_is_erased_stands_in_no_kept_state(pair: Pair) -> None:
    pair.unit.note(pair.id, pair.code(0), "Ditulis oleh Büdi Contoh")
    pair.pass_on(pair.unit, pair.tpi)
    pair.pass_on(pair.tpi, pair.unit)
    pair.unit.note(pair.id, pair.code(0), "")
    pair.pass_on(pair.unit, pair.tpi)
    pair.tpi.erase_person("büdi contoh")
    assert pair.tpi.verify() == ()
    kept = Blobs(pair.tpi.path / "states")
    states = []
    for name in kept.stored():
        data = kept.get(name)
        states += [] if data[:1] in b"[{" else [str(manifest.read_state(manifest.unpacked(data)))]
    assert states
    assert not [one for one in states if "Büdi" in one]
    pair.unit.record(pair.id, pair.code(1), pair.key(1, 1))
    assert pair.pass_on(pair.unit, pair.tpi).conflicts == 0
    assert pair.pass_on(pair.tpi, pair.unit).conflicts == 0
    assert pair.alike()


def test_what_is_named_is_kept(pair: Pair) -> None:
    pair.pass_on(pair.unit, pair.tpi)
    before = set(Blobs(pair.tpi.path / "states").stored())
    with pytest.raises(ZiError, match="tidak ada di ruang kerja"):
        pair.tpi.erase_person("tidak ada di mana pun")
    assert set(Blobs(pair.tpi.path / "states").stored()) == before
