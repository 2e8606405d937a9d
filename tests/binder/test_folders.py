"""The folder tree and the zip: names that every system takes, bytes as filed, nothing half written."""

from __future__ import annotations

import errno
import hashlib
import os
import sys
import unicodedata
import zipfile
from pathlib import Path, PurePosixPath
from typing import Any

import openpyxl
import pytest

from tests.binder import papers
from tests.binder.papers import Case
from zi_assess import files, paths
from zi_assess.core.pack import Pack
from zi_assess.errors import Cancelled, ZiError
from zi_assess.reports import folders
from zi_assess.reports.arrangement import arrange

AREA = "A. PENGUNGKIT/I. PEMENUHAN/1. Manajemen Perubahan"
PREFIX = r"C:\Users\nama.pengguna.panjang\OneDrive\BUKTI DUKUNG ZI 2026" + "\\"


def written(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def given(case: Case, target: Path, **more: Any) -> folders.Given:
    return folders.write(target, case.sheet(), case.open, library=case.documents, **more)


def lke_case(lke: Pack, *places: tuple[str, str, str]) -> Case:
    case = Case(lke)
    for n, (name, code, slot) in enumerate(places):
        case.pdf(name, papers.paper(str(n)), (code, slot))
    return case


@pytest.mark.skipif(sys.platform == "win32", reason="in a deep folder names are shortened there")
def test_folders_are_named_as_units_name_theirs_codes_first(lke: Pack, tmp_path: Path) -> None:
    case = lke_case(lke, ("SK Tim ZI.pdf", "A.I.1.i.a", "sk_tim"), ("SPAK.pdf", "B.I.a", ""))
    given(case, tmp_path / "t")
    assert set(written(tmp_path / "t")) == {
        f"{AREA}/i. Penyusunan Tim Kerja/a. Tim pembangunan ZI/1. SK Tim ZI.pdf",
        "B. HASIL/I. Bersih dan Akuntabel/a. Persepsi antikorupsi (IPAK)/SPAK.pdf",
        "DAFTAR BUKTI.xlsx",
    }


def test_every_use_lies_where_the_index_says_with_the_bytes_that_were_filed(
    pack: Pack, tmp_path: Path
) -> None:
    case = papers.every_kind(pack)
    report = given(case, tmp_path / "t")
    found = written(tmp_path / "t")
    book = openpyxl.load_workbook(tmp_path / "t" / folders.INDEX)
    head, *rows = book["Pemakaian"].iter_rows(values_only=True)
    listed = [dict(zip(head, row, strict=True)) for row in rows]
    assert len(listed) == len(case.evidence)
    for row in listed:
        data = found[row["Letak"]]
        if row["SHA-256"]:
            assert hashlib.sha256(data).hexdigest() == row["SHA-256"]
        else:
            assert row["Tautan"] in data.decode("utf-8-sig")
    assert (report.files, report.links, report.not_given) == (5, 1, [])
    assert set(found) == {row["Letak"] for row in listed} | {folders.INDEX}


def test_the_zip_holds_the_same_as_the_folder_and_the_same_bytes_each_time(
    pack: Pack, tmp_path: Path
) -> None:
    case = papers.every_kind(pack)
    given(case, tmp_path / "t")
    given(case, tmp_path / "a.zip")
    given(case, tmp_path / "b.ZIP")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == written(tmp_path / "t")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.ZIP").read_bytes()


NAMES = [
    *(
        "CON.pdf",
        "nul",
        "COM¹.pdf",
        "aux .txt",
        "a" * 300 + ".pdf",
        "b" * 300,
        "titik...",
        "spasi   ",
        "..",
        ".",
        "",
    ),
    *(
        "a/b\\c.pdf",
        "a:b.pdf",
        'tanya?<>|"*.pdf',
        "bukti\u202efdp.exe",
        "zero\u200bwidth.pdf",
        "tab\there.pdf",
    ),
    *(
        "baris\nbaru.pdf",
        "é.pdf",
        "e\u0301.pdf",
        "SAMA.pdf",
        "sama.pdf",
        "Sama.PDF",
        "Tautan.txt",
        "TAUTAN.TXT",
    ),
    *(
        "𝕏𝕏" * 90 + ".pdf",
        "ﬁle.pdf",
        "file.pdf",
        "straße.pdf",
        "STRASSE.pdf",
        "日本語" * 60 + ".pdf",
        "x.tar.gz",
    ),
    *("-o.pdf", "~$x.docx", " depan.pdf", "desktop.ini", "\ud800.pdf", "مستند.pdf"),
]


@pytest.mark.parametrize("slot", ["sk", ""])
def test_no_name_hurts_any_system(pack: Pack, tmp_path: Path, slot: str) -> None:
    case = Case(pack)
    for n, name in enumerate(NAMES):
        case.pdf(name, f"isi {n}".encode(), ("A.1.a", slot))
    case.add("alamat", None, "link", ("A.1.a", slot))
    report = given(case, tmp_path / "t")
    assert report.files == len(NAMES)
    found = written(tmp_path / "t")
    assert len(found) == len(NAMES) + 2
    for path in found:
        assert len((PREFIX + path.replace("/", "\\")).encode("utf-16-le")) // 2 <= 240
        for part in path.split("/"):
            assert not paths.reserved(part)
            assert part == part.strip(" ").rstrip(".") and part == unicodedata.normalize("NFC", part)
            assert not set(part) & set('<>:"\\|?*')
            assert all(unicodedata.category(sign)[0] != "C" for sign in part)
    keys = [unicodedata.normalize("NFKC", path).casefold() for path in found]
    assert len(keys) == len(set(keys))


def test_no_path_of_the_worksheet_is_too_long_and_folders_stay_apart(lke: Pack) -> None:
    case = Case(lke)
    for question in lke.questions:
        case.pdf("n" * 200 + ".pdf", question.code.encode(), (question.code, ""))
    names = folders.names(arrange(case.sheet()), lke)
    longest = max(len((PREFIX + str(path)).encode("utf-16-le")) // 2 for path in names.values())
    assert 200 < longest <= 240
    assert len({path.parent for path in names.values()}) == len(lke.questions)
    assert min(len(path.name) for path in names.values()) >= 40


def test_twins_are_numbered_and_the_same_file_in_one_slot_is_one(pack: Pack, tmp_path: Path) -> None:
    case = Case(pack)
    case.pdf("a.pdf", b"satu", ("A.1.a", "sk"), ("A.1.a", "foto"))
    case.pdf("A.pdf", b"dua", ("A.1.a", "sk"))
    given(case, tmp_path / "t")
    folder = next(path.parent for path in (tmp_path / "t").rglob("*.pdf"))
    found = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert found == {"1. a.pdf": b"satu", "1. A (2).pdf": b"dua", "2. a.pdf": b"satu"}


def test_a_file_that_is_gone_or_changed_is_named_in_the_index_and_not_written(
    pack: Pack, tmp_path: Path
) -> None:
    case = Case(pack)
    gone = case.pdf("hilang.pdf", b"x")
    changed = case.pdf("berubah.pdf", b"y")
    case.pdf("ada.pdf", b"z")
    del case.bytes[gone.id]
    case.bytes[changed.id] = b"lain"
    report = given(case, tmp_path / "t")
    assert {one.use.document.name for one in report.not_given} == {"hilang.pdf", "berubah.pdf"}
    assert [name for name in written(tmp_path / "t") if name.endswith(".pdf")] == [
        next(name for name in written(tmp_path / "t") if name.endswith("ada.pdf"))
    ]
    head, *rows = openpyxl.load_workbook(tmp_path / "t" / folders.INDEX)["Pemakaian"].iter_rows(
        values_only=True
    )
    places = {row[head.index("Dokumen")]: row[head.index("Letak")] for row in rows}
    assert "tidak ada lagi" in str(places["hilang.pdf"])
    assert "tidak cocok" in str(places["berubah.pdf"])


def test_a_folder_with_content_is_left_alone(pack: Pack, tmp_path: Path) -> None:
    (tmp_path / "t").mkdir()
    (tmp_path / "t" / "milik orang.txt").write_text("jangan")
    with pytest.raises(ZiError, match="sudah ada isinya"):
        given(papers.every_kind(pack), tmp_path / "t")
    assert written(tmp_path / "t") == {"milik orang.txt": b"jangan"}
    assert [path.name for path in tmp_path.iterdir()] == ["t"]


@pytest.mark.skipif(sys.platform == "win32", reason="links are of POSIX")
def test_a_file_or_a_link_in_its_place_is_left_alone(pack: Pack, tmp_path: Path) -> None:
    (tmp_path / "f").write_text("x")
    (tmp_path / "leer").mkdir()
    (tmp_path / "l").symlink_to(tmp_path / "leer")
    for name in ("f", "l"):
        with pytest.raises(ZiError, match="bukan folder"):
            given(papers.every_kind(pack), tmp_path / name)
    assert list((tmp_path / "leer").iterdir()) == []


def test_an_empty_folder_and_one_that_is_not_there_are_filled(pack: Pack, tmp_path: Path) -> None:
    (tmp_path / "kosong").mkdir()
    given(papers.every_kind(pack), tmp_path / "kosong")
    given(papers.every_kind(pack), tmp_path / "dalam" / "sekali")
    assert written(tmp_path / "kosong") == written(tmp_path / "dalam" / "sekali")


@pytest.mark.parametrize("name", ["t", "t.zip"])
def test_stopping_leaves_nothing_behind(pack: Pack, tmp_path: Path, name: str) -> None:
    def stop(done: int, total: int) -> None:
        if done == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        given(papers.every_kind(pack), tmp_path / name, tick=stop)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["t", "t.zip"])
@pytest.mark.parametrize("nth", range(1, 12, 3))
def test_a_full_disk_leaves_nothing_behind(
    pack: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, nth: int
) -> None:
    real, calls = os.fsync, 0

    def fsync(handle: int) -> None:
        nonlocal calls
        calls += 1
        if calls >= nth:
            raise OSError(errno.ENOSPC, "penuh")
        real(handle)

    monkeypatch.setattr(files.os, "fsync", fsync)
    try:
        given(papers.every_kind(pack), tmp_path / name)
    except ZiError:
        monkeypatch.undo()
        whole = list(tmp_path.iterdir())
        assert whole in ([], [tmp_path / name]), "all of it, when only the last flush failed, or nothing"
        if whole and name == "t":
            assert len(written(tmp_path / "t")) == 7


def test_progress_counts_files(pack: Pack, tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    given(papers.every_kind(pack), tmp_path / "t", tick=lambda done, total: heard.append((done, total)))
    assert heard == [(n, 5) for n in range(6)]


def test_evidence_without_a_place_is_given_too(pack: Pack, tmp_path: Path) -> None:
    case = Case(pack)
    case.pdf("lama.pdf", b"x", ("Z/../..\\evil", "apa"))
    given(case, tmp_path / "t")
    (name,) = [name for name in written(tmp_path / "t") if name.endswith("lama.pdf")]
    assert PurePosixPath(name).parts[0] == "Tanpa tempat"
    assert len(PurePosixPath(name).parts) == 3
