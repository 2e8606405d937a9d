"""A small whole pack as text, and ways to break it."""

from __future__ import annotations

from zi_assess.criteria.packfile import Read
from zi_assess.criteria.reading import read_pack

GOOD = """\
id: contoh
version: "1.10"
title: Paket Contoh
short: Contoh
basis: Peraturan Contoh 1/2026
note: |
  Catatan baris satu.
  Catatan baris dua.
targets:
  - Layanan makin cepat
scales:
  ya_tidak: {Ya: 1, Tidak: 0}
  abc: {A: 1, B: 0.5, C: 0}
designations:
  - {id: WBK, title: Bebas Korupsi}
  - {id: WBBM, title: Bersih Melayani, requires: WBK}
thresholds:
  WBK:
    - {id: total, title: Nilai total, of: [A, B], at_least: 75, source: Pasal 1}
  WBBM:
    - {id: total, title: Nilai total, of: [A, B], percent_at_least: 85, source: Pasal 1}
aggregates:
  - {code: AB, title: Gabungan A dan B, of: [A.1, B]}
prerequisites:
  - {id: opini, scope: instansi, title: Opini BPK, needs: {WBK: minimal WTP}, source: Pasal 2}
consistency:
  - {left: [A.2.selesai], relation: at-most, right: [A.2.semua], text: Tidak boleh lebih}
tree:
  - code: A
    level: komponen
    title: Pengungkit
    weight: 60
    rollup: average
    children:
      - code: A.1
        question: Maklumat pelayanan sudah ditetapkan
        short: Maklumat
        hint: Maklumat = janji layanan.
        scale: abc
        options:
          A: Semua layanan
          B: Sebagian layanan
          C: Belum ada
        evidence:
          - id: maklumat
            title: Maklumat bertanda tangan
            kinds: [pdf, image]
            fresh: assessed-year
            example: Maklumat 2026
        match: [maklumat, janji layanan]
        maps_to:
          - {pack: lke-zi, code: A.I.6.i.b, choices: {A: A}}
        refs: {portalrb_soal: 70, portalrb_row: 100, annex_label: c.}
      - code: A.2
        question: Pengaduan diselesaikan
        formula: share
        inputs:
          - {key: selesai, title: Pengaduan selesai, role: numerator, portalrb_soal: 1}
          - {key: semua, title: Seluruh pengaduan, role: denominator}
          - {key: proses, title: Masih diproses}
      - code: A.3
        level: sub
        title: Sub tanpa bobot sendiri
        children:
          - code: A.3.x
            question: Sudah ada tim
            scale: ya_tidak
            options: {Ya: Ada, Tidak: Tidak ada}
            weight: 20
  - code: B
    level: komponen
    title: Hasil
    weight: 40
    children:
      - code: B.1
        question: Indeks persepsi
        index: {max: 4, title: IPAK}
        weight: 40
"""

LKE_CHOICES = {"A.I.6.i.b": ("A", "B", "C", "D")}


def read(text: str | bytes) -> Read:
    """What reading *text* says; only the LKE criterion of GOOD is known beside it."""
    data = text.encode() if isinstance(text, str) else text
    return read_pack(data, "pack.yaml", {"lke-zi": LKE_CHOICES}.get)


def broken(old: str, new: str) -> str:
    """GOOD with its first *old* replaced by *new*."""
    assert old in GOOD, old
    return GOOD.replace(old, new, 1)


def line_of(text: str, part: str) -> int:
    """The line, from 1, that *part* stands on."""
    return text[: text.index(part)].count("\n") + 1
