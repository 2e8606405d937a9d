"""Every bad input gives one sentence and one remedy, exit code 1, no traceback, and leaves the old state as it was."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from end2end.conftest import done, refused, run
from zi_assess.workspace import Workspace

Start = Callable[[], str]


def _state(place: Path) -> dict[str, bytes]:
    """Every file that carries data, byte for byte; the lock tells who opened last and may change."""
    skip = {"app.lock", "workspace.sqlite3-journal"}
    return {
        str(one.relative_to(place)): one.read_bytes()
        for one in place.rglob("*")
        if one.is_file() and one.name not in skip
    }


@pytest.mark.parametrize(
    ("words", "what", "remedy"),
    [
        (("A.I.6.i.b", "F"), "Jawaban “F” tidak ada pada A.I.6.i.b.", "Pilih salah satu: A, B, C, D."),
        (("A.I.1.i.a", "A"), "Jawaban “A” tidak ada pada A.I.1.i.a.", "Ya, Tidak"),
        (("X.9", "A"), "Kode X.9 tidak ada di lke-zi.", "pack show lke-zi"),
        (("A.I", "A"), "Kode A.I tidak ada di lke-zi.", "pack show lke-zi"),
        (("B.I.a", "4.1"), "di luar skala B.I.a.", "0 sampai 4"),
        (("B.I.a", "nan"), "di luar skala B.I.a.", "0 sampai 4"),
        (("A.II.4.i.a", "sasaran=-1"), "bukan isian yang dikenal", "bilangan bulat"),
        (("A.II.4.i.a", "sasaran=1.5"), "bukan isian yang dikenal", "bilangan bulat"),
        (("A.II.4.i.a", "apa=1"), "bukan isian yang dikenal", "bilangan bulat"),
        (("A.I.6.i.b", "A", "--stage", "TPX"), "Tahap TPX tidak dikenal.", "TPI_CONTROL"),
    ],
)
def test_an_unknown_code_or_an_answer_outside_its_scale_is_refused(
    assessment: str, example: Path, words: tuple[str, ...], what: str, remedy: str
) -> None:
    before = _state(example)
    line = refused("record", assessment, *words)
    assert what in line
    assert remedy in line
    assert _state(example) == before


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("score", "tidak-ada"), "Penilaian tidak-ada tidak ada"),
        (("score", ""), "tidak ada di ruang kerja ini"),
        (("score", "{id}", "--stage", "TPI"), "TPI belum menjawab"),
        (("explain", "{id}", "A.9"), "Kode A.9 tidak ada"),
        (("attach", "{id}", "A.I.6.i.b", "x.pdf", "--slot", "salah"), "Tempat bukti “salah” tidak ada"),
        (("attach", "{id}", "A.I.6.i.b", "x.pdf", "--dated", "17-08-2026"), "bukan tanggal"),
        (("report", "{id}", "apa", "-o", "x.pdf"), "Laporan “apa” tidak dikenal."),
        (("workbook", "export", "{id}", "-o", "x.xlsx", "--layout", "Z"), "Tata letak Z tidak dikenal."),
        (("new", "--pack", "apa", "--unit", "U", "--year", "2026"), "Paket apa tidak ada."),
        (("new", "--pack", "lke-zi", "--unit", " ", "--year", "2026"), "Nama unit kerja kosong"),
        (("new", "--pack", "lke-zi", "--unit", "U", "--year", "26"), "Tahun 26 tidak masuk akal."),
        (("new", "--pack", "lke-zi", "--unit", "U", "--year", "2026", "--target", "WBX"), "Predikat WBX tidak ada"),
        (("new", "--pack", "lke-zi", "--unit", "KANTOR  layanan contoh", "--year", "2026"), "sudah punya penilaian"),
        (("prerequisite", "{id}", "apa", "terpenuhi"), "Prasyarat apa tidak dikenal."),
        (("prerequisite", "{id}", "tlhp", "mungkin"), "Keadaan “mungkin” tidak dikenal."),
        (("unit", "Unit Tak Ada", "--city", "X"), "Unit kerja Unit Tak Ada tidak ada."),
        (("erase", "tidak-ada", "--yes"), "Dokumen tidak-ada tidak ada"),
        (("list", "--workspace", "bukan-ruang-kerja"), "bukan ruang kerja ZI Assess."),
        (("pack", "show", "lke-zi@1999"), "Paket lke-zi@1999 tidak ada."),
        (("pack", "check", "tidak-ada"), "tidak-ada tidak ditemukan."),
    ],
)  # fmt: skip
def test_whatever_is_not_known_is_named_with_a_remedy(
    assessment: str, example: Path, words: tuple[str, ...], what: str
) -> None:
    before = _state(example)
    line = refused(*(word.replace("{id}", assessment) for word in words))
    assert what in line
    assert line.count(".") >= 2, "a sentence and a remedy"
    assert _state(example) == before


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("apa",), "Perintah apa tidak ada."),
        (("scor",), "Mungkin maksudnya score"),
        (("new",), "--pack belum diisi."),
        (("record", "x", "A.I.6.i.b"), "JAWABAN belum diisi."),
        (("score", "x", "--jsn"), "Pilihan --jsn tidak ada."),
        (("list", "x"), "x tidak ada tempatnya"),
        (("new", "--pack", "lke-zi", "--unit", "U", "--year", "dua"), "Isi --year tidak dapat dipakai."),
        (("restore", "x", "--into"), "Pilihan --into perlu isi."),
        (("report", "x"), "--list"),
        (("erase",), "--person NAMA"),
    ],
)
def test_a_wrong_command_line_is_told_in_indonesian_with_exit_code_2(
    words: tuple[str, ...], what: str
) -> None:
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert what in ran.err
    assert "--help" in ran.err


_BROKEN = """\
id: rusak
version: "1"
title: Paket rusak
short: Rusak
basis: Uji
max: 100
scales:
  ab: {A: 1, B: x}
tree:
  - code: A
    title: Satu
    level: area
    weight: 40
    rollup: entah
    children:
      - {code: A.1, question: Apa, scale: tidak_ada, options: {A: ya, B: tidak}}
      - {code: A.1, question: Apa, scale: ab, options: {A: ya, B: tidak}}
"""


def test_a_broken_pack_gets_every_complaint_with_its_line_and_column(tmp_path: Path) -> None:
    folder = tmp_path / "rusak"
    folder.mkdir()
    (folder / "pack.yaml").write_text(_BROKEN, "utf-8")
    ran = run("pack", "check", folder)
    assert ran.code == 1
    lines = ran.out.splitlines()
    assert len(lines) >= 3
    place, numbers = f"{folder / 'pack.yaml'}:", set()
    for line in lines:
        assert line.startswith(place)
        number, column, words = line.removeprefix(place).split(":", 2)
        numbers.add(int(number))
        assert int(number) >= 1
        assert int(column) >= 1
        assert words.strip().endswith(".")
    assert numbers >= {8, 14, 16}


def test_the_survey_forms_beside_a_pack_are_checked_with_it(tmp_path: Path) -> None:
    from zi_assess import paths

    folder = tmp_path / "layanan"
    shutil.copytree(paths.bundled("criteria") / "layanan", folder)
    assert run("pack", "check", folder).code == 0
    form = folder / "surveys" / "a4.yaml"
    form.write_text(form.read_text("utf-8").replace("formula: mean-4", "formula: rata"), "utf-8")
    ran = run("pack", "check", folder / "pack.yaml")
    assert ran.code == 1 and ran.out.startswith(f"{form}:") and "rata" in ran.out


@pytest.mark.parametrize(
    "text", ["[" * 60_000, "a: &x 1\nb: *x\n", "\x00\x01", "id: !!python/name:os.system x\n"]
)
def test_a_hostile_pack_is_a_complaint_and_no_crash(tmp_path: Path, text: str) -> None:
    file = tmp_path / "pack.yaml"
    file.write_text(text, "utf-8")
    ran = run("pack", "check", file)
    assert ran.code == 1
    assert ran.out.startswith(str(file))


def test_the_shipped_packs_have_nothing_to_complain_about() -> None:
    from zi_assess import paths

    ran = done("pack", "check", *sorted(paths.bundled("criteria").iterdir()))
    assert "lke-zi@2021.1" in ran.out


def _no_workbook(path: Path, kind: str) -> None:
    if kind == "text":
        path.write_text("ini bukan lembar kerja", "utf-8")
    elif kind == "empty":
        path.write_bytes(b"")
    elif kind == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("apa.txt", "apa")
    elif kind == "bomb":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/worksheets/sheet1.xml", bytes(64 * 1024 * 1024))
    else:
        from openpyxl import Workbook

        book = Workbook()
        assert book.active is not None
        book.active["A1"] = "Daftar belanja"
        book.save(path)


@pytest.mark.parametrize("kind", ["text", "empty", "zip", "bomb", "another"])
def test_a_workbook_that_is_not_one_is_refused_and_starts_nothing(
    empty: Start, tmp_path: Path, kind: str
) -> None:
    empty()
    before = _state(tmp_path / "kosong")
    file = tmp_path / "lke.xlsx"
    _no_workbook(file, kind)
    line = refused("workbook", "import", file, "--unit", "Unit Lain", "--year", 2026)
    assert "lke.xlsx" in line or "aman" in line
    assert _state(tmp_path / "kosong") == before


def test_importing_over_an_existing_assessment_is_refused_and_names_it(
    assessment: str, tmp_path: Path
) -> None:
    book = tmp_path / "lke.xlsx"
    done("workbook", "export", assessment, "-o", book)
    line = refused("workbook", "import", book, "--unit", "Kantor Layanan Contoh", "--year", 2026)
    assert assessment[:8] in line


def test_what_cannot_be_attached_is_named_and_the_rest_is_attached(assessment: str, tmp_path: Path) -> None:
    good, folder, nothing = tmp_path / "baik.pdf", tmp_path / "folder", tmp_path / "kosong.pdf"
    good.write_bytes(b"%PDF-1.7 baik")
    folder.mkdir()
    nothing.write_bytes(b"")
    where = ("attach", assessment, "A.I.6.i.b")
    bad = (tmp_path / "hilang.pdf", folder, nothing, "ftp://contoh.example/a")
    ran = run(*where, *bad)
    assert (ran.code, ran.out) == (1, "")
    assert len(ran.err.splitlines()) == len(bad)
    mixed = run(*where, *bad, good)
    assert mixed.code == 0
    assert len(mixed.out.split()) == 1


def test_a_second_instance_may_look_but_not_write_and_names_the_first(example: Path, assessment: str) -> None:
    with Workspace.open(example, who="Rekan Contoh"):
        assert done("score", assessment, "--json").json["assessment"] == assessment
        line = refused("record", assessment, "A.I.6.i.b", "D")
    assert "Rekan Contoh" in line
    done("record", assessment, "A.I.6.i.b", "D")


def test_a_workspace_of_a_newer_version_is_refused_and_not_touched(example: Path, assessment: str) -> None:
    file = example / "format.json"
    file.write_text(json.dumps(json.loads(file.read_bytes()) | {"format": 99}), "utf-8")
    before = _state(example)
    assert "versi ZI Assess yang lebih baru" in refused("score", assessment)
    assert _state(example) == before


@pytest.mark.parametrize("cut", [0.3, 0.9])
def test_a_damaged_backup_restores_nothing(example: Path, tmp_path: Path, cut: float) -> None:
    file, into = tmp_path / "cadangan.zip", tmp_path / "pulih"
    done("backup", "-o", file)
    data = file.read_bytes()
    file.write_bytes(data[: int(len(data) * cut)])
    refused("restore", file, "--into", into)
    assert not (into / "format.json").exists()


def test_demo_and_restore_leave_a_folder_that_is_not_empty_alone(tmp_path: Path) -> None:
    (tmp_path / "isi.txt").write_text("isi", "utf-8")
    assert "tidak kosong" in refused("demo", tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["isi.txt"]


_SMALL_DISK = """
mount -t tmpfs -o size=2m tmpfs "$1" || exit 99
export ZI_ASSESS_WORKSPACE="$1/ruang"
id=$("$2" -m zi_assess new --pack lke-zi --unit Uji --year 2026) || exit 98
"$2" -m zi_assess record "$id" A.I.6.i.b A >/dev/null || exit 97
"$2" -m zi_assess attach "$id" A.I.6.i.b "$3"; echo "attach $?"
"$2" -m zi_assess score "$id" --json >"$4/score.json" || exit 96
"$2" -m zi_assess verify || exit 95
find "$1/ruang/staging" -type f
"""


@pytest.mark.skipif(sys.platform != "linux" or not shutil.which("unshare"), reason="needs a mount of its own")
def test_a_full_disk_refuses_the_evidence_and_keeps_everything_else(tmp_path: Path) -> None:
    disk, large = tmp_path / "diska", tmp_path / "besar.pdf"
    disk.mkdir()
    large.write_bytes(b"%PDF-1.7" + bytes(range(256)) * 16_384)
    ran = subprocess.run(
        ["unshare", "-rm", "sh", "-c", _SMALL_DISK, "sh", disk, sys.executable, large, tmp_path],
        capture_output=True,
        encoding="utf-8",
    )
    if ran.returncode == 99 or "unshare" in ran.stderr:
        pytest.skip("no mounts allowed here")
    assert ran.returncode == 0, ran
    assert ran.stdout.splitlines() == ["attach 1", "Ruang kerja utuh."]
    assert "penuh" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert json.loads((tmp_path / "score.json").read_bytes())["strict_total"] == "0.25"
