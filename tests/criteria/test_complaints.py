"""One broken file per mistake: the complaint names the line and says these words."""

from __future__ import annotations

import pytest

from tests.criteria.texts import GOOD, broken, line_of, read
from zi_assess.errors import fill


def test_the_good_pack_has_no_complaint() -> None:
    result = read(GOOD)
    assert result.complaints == ()
    assert result.pack is not None


# what is broken: old text, new text, the text whose line is named, words of the complaint, words of the remedy
CASES: dict[str, tuple[str, str, str, str, str]] = {
    "unknown key": (
        "short: Contoh",
        "shrot: Contoh",
        "shrot",
        "“shrot” tidak dikenal pada paket contoh",
        "maksudnya short",
    ),
    "unknown key far from any": (
        "short: Maklumat",
        "zzz: Maklumat",
        "zzz",
        "tidak dikenal pada pertanyaan A.1",
        "salah satu: code, question",
    ),
    "missing key": (
        "basis: Peraturan Contoh 1/2026\n",
        "",
        "id: contoh",
        "“basis” belum ada",
        "Tambahkan basis",
    ),
    "missing key inside": (
        "    level: komponen\n    title: Pengungkit",
        "    title: Pengungkit",
        "code: A\n",
        "“level” belum ada pada kelompok A",
        "level",
    ),
    "list where text belongs": (
        "title: Paket Contoh",
        "title: [Paket]",
        "title: [",
        "harus berupa teks, bukan daftar",
        "teks",
    ),
    "text where a list belongs": (
        "kinds: [pdf, image]",
        "kinds: pdf",
        "kinds: pdf",
        "harus berupa daftar, bukan teks",
        "daftar",
    ),
    "text where a mapping belongs": (
        "refs: {portalrb_soal: 70, portalrb_row: 100, annex_label: c.}",
        "refs: 70",
        "refs: 70",
        "harus berupa pasangan kunci dan isi",
        "pasangan",
    ),
    "empty text": ("hint: Maklumat = janji layanan.", "hint:", "hint:", "“hint” kosong", "hapus kuncinya"),
    "blank text": (
        "hint: Maklumat = janji layanan.",
        "hint: '  '",
        "hint:",
        "“hint” kosong",
        "hapus kuncinya",
    ),
    "empty list": ("match: [maklumat, janji layanan]", "match: []", "match:", "Daftar “match” kosong", "Isi"),
    "two lines": (
        "title: Paket Contoh",
        "title: |\n  Paket\n  Contoh",
        "title: |",
        "lebih dari satu baris",
        "satu baris",
    ),
    "short too long": (
        "short: Maklumat",
        f"short: {'x' * 33}",
        "short: xxx",
        "panjangnya 33 karakter, paling banyak 32",
        "Persingkat",
    ),
    "bad pack id": (
        "id: contoh",
        "id: Contoh_Ku",
        "id: Contoh_Ku",
        "“Contoh_Ku” tidak dapat dipakai untuk “id”",
        "lke-zi",
    ),
    "bad code": (
        "code: A.2\n",
        "code: A 2\n",
        "code: A 2",
        "“A 2” tidak dapat dipakai untuk “code”",
        "A.I.6.i.b",
    ),
    "reserved code": (
        "code: AB",
        "code: total",
        "code: total",
        "“total” adalah kata tersendiri",
        "kode lain",
    ),
    "duplicate code": (
        "code: A.2\n",
        "code: A.1\n",
        "- code: A.1\n        question: Pengaduan",
        "“A.1” dipakai dua kali, yang pertama di baris 35",
        "nama lain",
    ),
    "aggregate with a node's code": ("code: AB", "code: B", "{code: B", "“B” dipakai dua kali", "nama lain"),
    "duplicate threshold": (
        "percent_at_least: 85, source: Pasal 1}",
        "percent_at_least: 85, source: Pasal 1}\n"
        "    - {id: total, title: Lagi, of: [A, B], at_least: 1, source: Pasal 1}",
        "title: Lagi",
        "“total” dipakai dua kali",
        "nama lain",
    ),
    "not a number": (
        "weight: 40\n    children",
        "weight: empat\n    children",
        "weight: empat",
        "“weight” bukan bilangan",
        "titik desimal",
    ),
    "decimal comma": (
        "weight: 40\n    children",
        "weight: 40,5\n    children",
        "weight: 40,5",
        "“weight” bukan bilangan",
        "titik desimal",
    ),
    "negative weight": (
        "weight: 40\n    children",
        "weight: -40\n    children",
        "weight: -40",
        "“weight” di luar batas",
        "lebih dari 0",
    ),
    "score above 1": ("abc: {A: 1,", "abc: {A: 2,", "abc:", "“A” di luar batas", "mulai 0 sampai 1"),
    "weights that do not add up": (
        "            weight: 20",
        "            weight: 19.5",
        "code: A.3\n",
        "Bobot di bawah A.3 berjumlah 19.5, seharusnya 20",
        "1/3",
    ),
    "tops that do not add up": (
        "weight: 40\n    children",
        "weight: 39\n    children",
        "id: contoh",
        "berjumlah 99, seharusnya 100",
        "Samakan",
    ),
    "weight inside an average": (
        "        formula: share",
        "        weight: 20\n        formula: share",
        "weight: 20",
        "A.2 tidak perlu bobot, karena A dirata-rata",
        "Hapus weight",
    ),
    "no weight inside a sum": (
        "\n            weight: 20",
        "",
        "- code: A.3.x",
        "A.3.x belum punya bobot",
        "weight",
    ),
    "question on top": (
        "B\n    level: komponen\n    title: Hasil\n    weight: 40\n    children:\n      - code: B.1\n"
        "        question: Indeks persepsi\n        index: {max: 4, title: IPAK}\n        weight: 40\n",
        "B\n    question: Indeks persepsi\n    index: {max: 4, title: IPAK}\n    weight: 40\n",
        "question: Indeks",
        "tidak dapat berdiri di puncak",
        "kelompok",
    ),
    "neither group nor question": (
        "        question: Pengaduan diselesaikan\n",
        "",
        "- code: A.2",
        "tepat satu dari question atau children",
        "Tambahkan salah satunya",
    ),
    "both group and question": (
        "        level: sub\n",
        "        level: sub\n        question: Apa\n",
        "children:\n          - code: A.3.x",
        "tepat satu dari question atau children",
        "hapus yang lain",
    ),
    "unknown rollup": (
        "rollup: average",
        "rollup: rata",
        "rollup: rata",
        "“rata” tidak dikenal",
        "sum, average",
    ),
    "no kind of answer": (
        "        index: {max: 4, title: IPAK}\n",
        "",
        "- code: B.1",
        "tepat satu dari scale dan options; formula dan inputs; index",
        "Tambahkan",
    ),
    "two kinds of answer": (
        "        formula: share",
        "        index: {max: 4, title: X}\n        formula: share",
        "index: {max: 4, title: X",
        "tepat satu dari",
        "hapus yang lain",
    ),
    "scale without options": (
        "            options: {Ya: Ada, Tidak: Tidak ada}\n",
        "",
        "- code: A.3.x",
        "“options” belum ada",
        "options",
    ),
    "unknown scale": (
        "scale: abc\n",
        "scale: abd\n",
        "scale: abd",
        "Skala “abd” pada A.1 tidak ada",
        "ya_tidak, abc",
    ),
    "scale called ratio": ("  abc: {", "  ratio: {", "ratio: {", "“ratio” tidak dapat dipakai", "ya_tidak"),
    "option missing": (
        "          C: Belum ada\n",
        "",
        "options:\n          A",
        "Arti pilihan C pada A.1 belum ada",
        "Tambahkan C",
    ),
    "option too many": (
        "          C: Belum ada\n",
        "          C: Belum ada\n          D: Apa\n",
        "D: Apa",
        "Pilihan D pada A.1 tidak ada dalam skala abc",
        "Hapus",
    ),
    "scale not best first": (
        "abc: {A: 1, B: 0.5, C: 0}",
        "abc: {A: 1, B: 0, C: 0.5}",
        "abc:",
        "Nilai C pada skala abc tidak lebih kecil",
        "terbaik ke yang terburuk",
    ),
    "scale without a best": (
        "abc: {A: 1, B: 0.5, C: 0}",
        "abc: {A: 0.9, B: 0.5, C: 0}",
        "abc:",
        "Pilihan pertama skala abc harus bernilai 1",
        "terbaik",
    ),
    "options that differ in case only": (
        "abc: {A: 1, B: 0.5, C: 0}",
        "abc: {A: 1, a: 0.5, C: 0}",
        "abc:",
        "hanya berbeda besar kecil hurufnya",
        "jelas berbeda",
    ),
    "unknown formula": (
        "formula: share",
        "formula: bagi",
        "formula: bagi",
        "“bagi” tidak dikenal",
        "ratio, share, decrease",
    ),
    "role missing": (
        ", role: denominator",
        "",
        "inputs:",
        "A.2 belum punya isian berperan denominator",
        "numerator, denominator",
    ),
    "role of another formula": (
        "title: Masih diproses}",
        "title: Masih diproses, role: before}",
        "role: before",
        "Peran before tidak dipakai rumus share",
        "numerator",
    ),
    "duplicate input": (
        "{key: proses",
        "{key: semua",
        "title: Masih diproses",
        "“semua” ditulis dua kali pada A.2",
        "nama lain",
    ),
    "bad input key": (
        "{key: proses",
        "{key: Proses Lama",
        "Proses Lama",
        "“Proses Lama” tidak dapat dipakai",
        "maklumat_pelayanan",
    ),
    "index without a maximum": (
        "index: {max: 4, title: IPAK}",
        "index: {title: IPAK}",
        "index:",
        "“max” belum ada pada indeks",
        "max",
    ),
    "unknown kind of file": (
        "kinds: [pdf, image]",
        "kinds: [pdf, foto]",
        "kinds:",
        "“foto” tidak dikenal",
        "audio-video",
    ),
    "unknown freshness": (
        "fresh: assessed-year",
        "fresh: tahunan",
        "fresh:",
        "“tahunan” tidak dikenal",
        "quarterly",
    ),
    "duplicate slot": (
        "            example: Maklumat 2026\n",
        "            example: Maklumat 2026\n          - {id: maklumat, title: Lain, kinds: [pdf], fresh: any}\n",
        "title: Lain",
        "“maklumat” ditulis dua kali pada A.1",
        "nama lain",
    ),
    "same kind twice": (
        "kinds: [pdf, image]",
        "kinds: [pdf, pdf]",
        "kinds:",
        "“pdf” ditulis dua kali",
        "Hapus",
    ),
    "keyword in capitals": (
        "match: [maklumat, janji layanan]",
        "match: [Maklumat]",
        "match:",
        "“Maklumat” tidak dapat dipakai",
        "huruf kecil",
    ),
    "unknown criterion elsewhere": (
        "code: A.I.6.i.b,",
        "code: A.I.6.i.z,",
        "code: A.I.6.i.z",
        "Kriteria A.I.6.i.z tidak ada dalam paket lke-zi",
        "ejaan",
    ),
    "unknown choice elsewhere": (
        "choices: {A: A}",
        "choices: {A: E}",
        "choices:",
        "Pilihan E tidak ada pada A.I.6.i.b",
        "A, B, C, D",
    ),
    "unknown own choice": (
        "choices: {A: A}",
        "choices: {E: A}",
        "choices:",
        "Pilihan E tidak ada pada A.1",
        "A, B, C",
    ),
    "reference that is no number": (
        "portalrb_row: 100",
        "portalrb_row: K12",
        "portalrb_row: K12",
        "“K12” tidak dapat dipakai",
        "112",
    ),
    "designation that requires none": (
        "requires: WBK",
        "requires: WBX",
        "requires: WBX",
        "WBBM mensyaratkan WBX, yang tidak ada di atasnya",
        "terendah",
    ),
    "designation that requires itself": (
        "requires: WBK",
        "requires: WBBM",
        "requires: WBBM",
        "mensyaratkan WBBM",
        "terendah",
    ),
    "thresholds of no designation": (
        "  WBBM:\n",
        "  WBX:\n",
        "  WBX:",
        "Predikat “WBX” tidak ada",
        "WBK, WBBM",
    ),
    "prerequisite of no designation": (
        "needs: {WBK:",
        "needs: {WBX:",
        "needs: {WBX",
        "Predikat “WBX” tidak ada",
        "WBK, WBBM",
    ),
    "threshold of no node": (
        "of: [A, B], at_least",
        "of: [A, Z], at_least",
        "at_least: 75",
        "Kode “Z” tidak ada di pohon",
        "ejaan",
    ),
    "threshold of an aggregate": (
        "of: [A, B], at_least",
        "of: [AB], at_least",
        "at_least: 75",
        "Kode “AB” tidak ada di pohon",
        "ejaan",
    ),
    "threshold counting twice": (
        "of: [A, B], at_least",
        "of: [A, A.1], at_least",
        "at_least: 75",
        "A.1 sudah terhitung di dalam A",
        "dua kali",
    ),
    "threshold out of reach": (
        "at_least: 75",
        "at_least: 101",
        "at_least: 101",
        "Ambang total meminta 101, padahal nilai tertingginya 100",
        "at_least",
    ),
    "threshold of other nodes than before": (
        "of: [A, B], percent_at_least: 85",
        "of: [A], percent_at_least: 85",
        "percent_at_least: 85",
        "menjumlahkan kode yang berbeda",
        "Samakan",
    ),
    "threshold without a limit": (
        " at_least: 75,",
        "",
        "{id: total",
        "tepat satu dari at_least; percent_at_least",
        "Tambahkan",
    ),
    "threshold without a source": (
        ", at_least: 75, source: Pasal 1",
        ", at_least: 75",
        "at_least: 75",
        "“source” belum ada pada ambang total",
        "source",
    ),
    "percent above 100": (
        "percent_at_least: 85",
        "percent_at_least: 101",
        "percent_at_least: 101",
        "di luar batas",
        "0 sampai 100",
    ),
    "aggregate of no node": ("of: [A.1, B]", "of: [A.9, B]", "of: [A.9", "Kode “A.9” tidak ada", "ejaan"),
    "aggregate counting twice": (
        "of: [A.1, B]",
        "of: [A.1, A]",
        "of: [A.1",
        "A.1 sudah terhitung di dalam A",
        "dua kali",
    ),
    "consistency of no input": (
        "left: [A.2.selesai]",
        "left: [A.2.lain]",
        "left:",
        "Isian “A.2.lain” tidak ada",
        "titik",
    ),
    "consistency of no known relation": (
        "relation: at-most",
        "relation: kurang",
        "relation:",
        "“kurang” tidak dikenal",
        "equal, at-most",
    ),
    "unknown scope": (
        "scope: instansi",
        "scope: negara",
        "scope: negara",
        "“negara” tidak dikenal",
        "instansi, unit",
    ),
    "duplicate key": (
        "title: Paket Contoh",
        "title: Paket Contoh\ntitle: Lain",
        "title: Lain",
        "Kunci “title” ditulis dua kali, yang pertama di baris 3",
        "Hapus salah satu",
    ),
    "anchor": (
        "title: Paket Contoh",
        "title: &t Paket Contoh",
        "title: &t",
        "Jangkar (&) tidak boleh dipakai",
        "Hapus",
    ),
    "tag": (
        "title: Paket Contoh",
        "title: !!str Paket Contoh",
        "title: !!str",
        "Tag (!) tidak boleh dipakai",
        "tanda kutip",
    ),
    "merge key": (
        "short: Maklumat",
        "<<: {short: Maklumat}",
        "<<: {",
        "Kunci gabungan (<<)",
        "satu per satu",
    ),
    "list as a key": (
        "targets:",
        "? [a, b]\n: 1\ntargets:",
        "? [a, b]",
        "Kunci harus berupa teks",
        "nama kunci",
    ),
    "mapping as a key": (
        "targets:",
        "? {a: b}\n: 1\ntargets:",
        "? {a: b}",
        "Kunci harus berupa teks",
        "nama kunci",
    ),
    "second document": ("targets:", "---\ntargets:", "---", "Hanya satu dokumen", "Hapus baris ---"),
    "colon in plain text": (
        "title: Paket Contoh",
        "title: Paket: Contoh",
        "title: Paket:",
        "titik dua",
        "tanda kutip",
    ),
    "tab as indent": (
        "    level: komponen",
        "\tlevel: komponen",
        "\tlevel",
        "tab",
        "spasi",
    ),
    "open quote": (
        "title: Paket Contoh",
        "title: 'Paket Contoh",
        "weight: 40\n    children",
        "Tanda kutip tidak ditutup",
        "Tutup",
    ),
    "open bracket": (
        "kinds: [pdf, image]",
        "kinds: [pdf, image",
        "fresh: assessed",
        "Kurung tidak ditutup",
        "koma",
    ),
    "wrong indent": (
        "        short: Maklumat",
        "      short: Maklumat",
        "      short: Maklumat",
        "bukan butir daftar",
        "jorokan",
    ),
    "control character": (
        "title: Paket Contoh",
        "title: Paket\x07Contoh",
        "title: Paket\x07",
        "karakter kendali",
        "Hapus",
    ),
    "escaped control character": (
        "title: Paket Contoh",
        'title: "Paket\\u0007"',
        "title:",
        "karakter kendali",
        "Hapus",
    ),
    "escaped change of direction": (
        "title: Paket Contoh",
        'title: "Paket\\u202e"',
        "title:",
        "karakter kendali",
        "Hapus",
    ),
}


@pytest.mark.parametrize("case", CASES, ids=list(CASES))
def test_a_mistake_is_named_with_its_line_and_remedy(case: str) -> None:
    old, new, where, what, remedy = CASES[case]
    text = broken(old, new)
    result = read(text)
    assert result.pack is None
    said = [(one.line, fill(one.what, one.values), fill(one.remedy, one.values)) for one in result.complaints]
    line = text.count("\n") + 1 if case == "open quote" else line_of(text, where)
    assert any(at == line and what in is_wrong and remedy in mend for at, is_wrong, mend in said), (
        line,
        said,
    )


@pytest.mark.parametrize("case", CASES, ids=list(CASES))
def test_one_mistake_is_not_drowned_in_its_echoes(case: str) -> None:
    old, new, *_ = CASES[case]
    assert 1 <= len(read(broken(old, new)).complaints) <= 4


@pytest.mark.parametrize("case", CASES, ids=list(CASES))
def test_every_placeholder_of_a_complaint_has_its_value(case: str) -> None:
    old, new, *_ = CASES[case]
    for one in read(broken(old, new)).complaints:
        assert "{" not in str(one).replace("{code", "").replace("{id", "")


def test_every_mistake_is_told_at_once_in_the_order_of_the_file() -> None:
    text = GOOD
    for case in (
        "short too long",
        "unknown freshness",
        "not a number",
        "threshold of no node",
        "duplicate input",
    ):
        old, new, *_ = CASES[case]
        text = text.replace(old, new, 1)
    lines = [one.line for one in read(text).complaints]
    assert len(lines) >= 5
    assert lines == sorted(lines)


def test_the_column_is_that_of_the_key_in_a_flow_mapping() -> None:
    text = broken("{max: 4, title: IPAK}", "{max: nol, title: IPAK}")
    (complaint,) = read(text).complaints
    line = text.splitlines()[complaint.line - 1]
    assert line[complaint.column - 1 :].startswith("max: nol")
    assert str(complaint).startswith(f"pack.yaml:{complaint.line}:{complaint.column}: ")


def test_an_unknown_pack_beside_is_not_asked_for_its_criteria() -> None:
    assert read(broken("pack: lke-zi, code: A.I.6.i.b", "pack: lain, code: X.1")).complaints == ()


def test_no_flood_of_complaints_takes_the_memory() -> None:
    result = read("id: x\n" + "".join(f"k{n}: 1\n" for n in range(20_000)))
    assert result.pack is None
    assert len(result.complaints) == 500
