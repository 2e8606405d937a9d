"""The format's words for what is left out, for times and dates, for what feeds another pack."""

from __future__ import annotations

import pytest

from tests.criteria.texts import GOOD, line_of, read
from zi_assess import criteria
from zi_assess.core.pack import Feed

HEAD, _, _ = GOOD.partition("designations:")
BARE = f"""{HEAD}occasion: Nama layanan
tree:
  - code: A
    level: bagian
    title: Bagian
    weight: 100
    rollup: average
    children:
      - code: A.1
        question: Papan nama terlihat
        scale: amatan
        options: {{A: Ya, B: Sebagian, C: Tidak, X: Tidak dapat diamati}}
        feeds:
          - {{pack: lke-zi, code: A.I.6.i.b}}
      - code: A.2
        question: Waktu kunjungan
        formula: record
        inputs:
          - {{key: masuk, title: Jam masuk, kind: time}}
""".replace("  abc: {A: 1, B: 0.5, C: 0}", "  amatan: {A: 1, B: 0.5, C: 0, X: skip}")


def test_the_words_are_read_frozen_and_thawed() -> None:
    pack = read(BARE).pack
    assert pack is not None
    first, second = pack.questions
    assert [option.skip for option in first.options] == [False, False, False, True]
    assert first.feeds == (Feed("lke-zi", "A.I.6.i.b"),)
    assert (first.weight, second.weight, second.recorded) == (100, 0, True)
    assert second.inputs[0].kind == "time"
    assert pack.occasion == "Nama layanan"
    assert criteria.thaw(criteria.freeze(pack)) == pack


CASES: dict[str, tuple[str, str, str, str]] = {
    "skip is not the last": (
        "C: 0, X: skip}",
        "X: skip, C: 0}",
        "amatan: {",
        "harus satu saja, paling akhir",
    ),
    "two skips": (
        "C: 0, X: skip}",
        "C: skip, X: skip}",
        "amatan: {",
        "harus satu saja, paling akhir",
    ),
    "nothing to score but the best": (
        "A: 1, B: 0.5, C: 0, X: skip}",
        "A: 1, X: skip}",
        "amatan: {",
        "sedikitnya dua pilihan bernilai",
    ),
    "another word for skip": ("X: skip}", "X: lewati}", "amatan: {", "“X” bukan bilangan"),
    "a record with a weight": (
        "        formula: record",
        "        weight: 5\n        formula: record",
        "weight: 5",
        "A.2 hanya dicatat, jadi tidak punya bobot",
    ),
    "a record with a role": (
        "kind: time}",
        "role: numerator}",
        "role: numerator",
        "Peran numerator tidak dipakai rumus record",
    ),
    "a time that is counted": (
        "formula: record\n        inputs:\n          - {key: masuk, title: Jam masuk, kind: time}",
        "formula: share\n        inputs:\n          - {key: masuk, title: Jam masuk, kind: time, role: numerator}\n"
        "          - {key: semua, title: Semua, role: denominator}",
        "kind: time",
        "berupa jam atau tanggal",
    ),
    "an unknown kind of input": ("kind: time", "kind: jam", "kind: jam", "“jam” tidak dikenal"),
    "a criterion that is not there": (
        "code: A.I.6.i.b}",
        "code: A.I.6.i.z}",
        "A.I.6.i.z",
        "Kriteria A.I.6.i.z tidak ada dalam paket lke-zi",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_mistake_is_named_with_its_line(case: str) -> None:
    old, new, where, said = CASES[case]
    assert old in BARE
    text = BARE.replace(old, new, 1)
    complaints = read(text).complaints
    assert any(said in str(one) and one.line == line_of(text, where) for one in complaints), [
        (one.line, str(one)) for one in complaints
    ]


@pytest.mark.parametrize(
    "text",
    [GOOD.replace("C: 0}", "C: 0, X: skip}").replace("C: Belum ada", "C: Belum ada\n          X: Lain")],
)
def test_thresholds_and_what_is_left_out_do_not_go_together(text: str) -> None:
    said = [str(one) for one in read(text).complaints]
    assert any("A.1 dapat tidak dinilai, padahal paket ini memakai thresholds" in one for one in said), said
    assert any("memakai aggregates" in one for one in said)


def test_a_group_of_nothing_but_records_is_refused() -> None:
    head, _, tail = BARE.partition("      - code: A.1")
    text = head + "      - code: A.2" + tail.partition("      - code: A.2")[2]
    assert any("hanya berisi catatan" in str(one) for one in read(text).complaints)


@pytest.mark.parametrize(
    "name", [name for name, _, _ in criteria.shipped() if name not in ("lke-zi", "pelayanan-publik")]
)
def test_every_item_of_a_founding_instrument_feeds_the_lke(name: str) -> None:
    pack = criteria.find(name)
    assert all(question.feeds for question in pack.questions)
    assert all(question.match or question.recorded for question in pack.questions)
    assert "usulan sendiri" in pack.basis and "usulan sendiri" in pack.note


def test_the_packs_that_were_there_are_what_they_were() -> None:
    known = {
        "lke-zi": "991d119b224e669111ec92dbc087b310b53de8fb18b5f6b9058c0747961f08cf",
        "pelayanan-publik": "c5957eb14edc90bce3dfa4330537fc7c9f526d1646d7efee4c0d8e6e55eecd79",
    }
    assert {name: criteria.find(name).digest for name in known} == known


def test_a_visit_looks_at_every_item_of_the_four_aspects() -> None:
    pack = criteria.find("kunjungan")
    scored = [question.code for question in pack.questions if not question.recorded]
    assert [sum(code.startswith(aspect) for code in scored) for aspect in ("A1", "A2", "A3", "A4")] == [
        3,
        3,
        10,
        5,
    ]
    asked = {one.key for question in pack.questions for one in question.inputs}
    assert asked >= {"masuk", "keluar", "menunggu", "langkah", "meja", "diminta"}


def test_a_service_standard_has_its_fourteen_components_six_of_them_published() -> None:
    nodes = criteria.find("standar-pelayanan").questions
    by_part = {part: [one for one in nodes if one.parent == part and not one.recorded] for part in "12345"}
    assert {part: len(ones) for part, ones in by_part.items()} == {"1": 6, "2": 8, "3": 3, "4": 4, "5": 5}
    assert all("diumumkan" in one.options[0].meaning for one in by_part["1"])
