"""The main road as a user of the terminal walks it, each step a process of its own."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path

import pytest
from pypdf import PdfReader

from end2end.conftest import done, run
from zi_assess import files


def _scores(ident: str, *more: object) -> dict[str, object]:
    said = done("score", ident, "--json", *more).json
    return {key: said[key] for key in ("total", "strict_total", "nodes", "thresholds", "designations")}


def test_the_example_stands_close_to_wbk_and_lacks_what_it_should(assessment: str) -> None:
    score = done("score", assessment, "--json").json
    assert 70 < Decimal(score["strict_total"]) < 73
    assert Decimal(score["total"]) > Decimal(score["strict_total"])
    assert score["designations"] == {"WBK": False, "WBBM": False}
    missed = {one["id"] for one in score["thresholds"] if one["designation"] == "WBK" and not one["met"]}
    assert missed == {"total", "area:A.6", "pelayanan_prima"}
    found = {one["code"] for one in done("check", assessment, "--json").json}
    assert found >= {
        "unanswered", "proposal-unconfirmed", "no-evidence", "evidence-outside-window", "evidence-wrong-kind",
        "evidence-undated", "evidence-to-renew", "threshold-missed", "prerequisite-not-met", "slot-empty",
    }  # fmt: skip


def test_the_examples_reports_say_contoh_on_every_page_and_show_last_years_total(example: Path) -> None:
    ringkasan = PdfReader(example / "laporan-contoh" / "ringkasan.pdf")
    lke = PdfReader(example / "laporan-contoh" / "lke.pdf")
    texts = [page.extract_text() for page in (*ringkasan.pages, *lke.pages)]
    assert [n for n, text in enumerate(texts) if "CONTOH" not in text] == []
    assert "71,71" in texts[0]
    assert "Tahun 2025" in texts[0]


def test_every_piece_of_the_examples_evidence_says_what_it_is(example: Path) -> None:
    """By its first bytes, under the name it is stored by; and one paper serves many criteria."""
    from zi_assess.workspace import Workspace

    with Workspace.open(example) as workspace:
        mine = next(workspace.assessment(one.id) for one in workspace.assessments() if one.year == 2026)
        kinds = {use.document.kind for use in mine.evidence}
        documents = {use.document.id for use in mine.evidence}
        assert kinds == {"pdf", "image", "spreadsheet", "link"}
        assert len(documents) >= 40
        assert len(mine.evidence) > 2 * len(documents)


def test_explain_leads_from_the_total_down_to_the_chosen_option(assessment: str) -> None:
    step = done("explain", assessment, "total", "--json").json
    assert step["score"] == done("score", assessment, "--json").json["strict_total"]
    while step["steps"]:
        step = step["steps"][0]
    assert step["code"] == "A.I.1.i.a"
    assert "× bobot 0,25" in step["text"]


def test_recording_raises_the_score_and_clearing_takes_it_back(assessment: str) -> None:
    before = Decimal(done("score", assessment, "--json").json["strict_total"])
    done("record", assessment, "A.II.6.ii.a", "A", "--note", "Ditanggapi dalam satu hari.")
    after = Decimal(done("score", assessment, "--json").json["strict_total"])
    assert after - before == Decimal("2.5")
    done("record", assessment, "A.II.6.ii.a", "-")
    assert Decimal(done("score", assessment, "--json").json["strict_total"]) == before


def test_attached_files_and_links_are_there_and_a_second_copy_says_so(
    assessment: str, tmp_path: Path
) -> None:
    paper = tmp_path / "Maklumat.pdf"
    paper.write_bytes(b"%PDF-1.7 maklumat")
    where = (assessment, "A.I.6.i.b", "--slot", "maklumat")
    first = done("attach", *where, paper, "https://contoh.example/maklumat", "--dated", "2026-08-17")
    assert len(first.out.split()) == 2
    again = done("attach", assessment, "A.I.6.i.d", paper)
    assert len(again.out.split()) == 1
    assert "disimpan sekali" in again.err
    assert "sudah terlampir" in done("attach", *where, paper).err


def test_the_report_repeats_to_the_byte_and_says_what_score_says(assessment: str, tmp_path: Path) -> None:
    for name in ("satu.pdf", "dua.pdf"):
        done("report", assessment, "ringkasan", "-o", tmp_path / name)
    assert (tmp_path / "satu.pdf").read_bytes() == (tmp_path / "dua.pdf").read_bytes()
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "satu.pdf").pages)
    total = round(Decimal(done("score", assessment, "--json").json["strict_total"]), 2)
    assert str(total).replace(".", ",") in text
    done("report", assessment, "ringkasan", "-o", tmp_path / "tiga.pdf", "--date", "2026-09-01")
    assert (tmp_path / "tiga.pdf").read_bytes() != (tmp_path / "satu.pdf").read_bytes()


@pytest.mark.parametrize("layout", ["A", "B"])
def test_what_is_exported_and_imported_into_another_unit_scores_the_same(
    assessment: str, tmp_path: Path, layout: str
) -> None:
    book = tmp_path / "lke.xlsx"
    done("workbook", "export", assessment, "-o", book, "--layout", layout)
    taken = done("workbook", "import", book, "--unit", "Unit Lain", "--year", 2026)
    assert _scores(taken.id) == _scores(assessment)
    assert "jawaban" in taken.err
    rows = {one["id"]: one for one in done("list", "--json").json}
    assert rows[taken.id]["unit"] == "Unit Lain"


def test_a_backup_restored_elsewhere_is_whole_and_scores_the_same(assessment: str, tmp_path: Path) -> None:
    file, back = tmp_path / "cadangan.zip", tmp_path / "pulih"
    done("backup", "-o", file)
    done("restore", file, "--into", back)
    assert done("verify", "--json", "--workspace", back).json == []
    assert _scores(assessment, "--workspace", back) == _scores(assessment)
    assert done("list", "--json", "--workspace", back).json == done("list", "--json").json


def test_verify_names_a_file_that_was_changed_and_one_that_is_gone(example: Path) -> None:
    stored = sorted(path for path in (example / "evidence").rglob("*") if path.is_file())
    changed, gone = stored[0], stored[1]
    os.chmod(changed, 0o600)
    changed.write_bytes(changed.read_bytes() + b" ")
    files.remove(gone)
    ran = run("verify", "--json")
    assert ran.code == 1
    assert sorted(one["code"] for one in ran.json) == ["file-changed", "file-missing"]
    assert run("verify").code == 1


def test_erasing_a_document_takes_its_bytes_and_its_uses_and_asks_first(
    example: Path, assessment: str, tmp_path: Path
) -> None:
    paper = tmp_path / "rahasia.pdf"
    paper.write_bytes(b"%PDF-1.7 kata-yang-dicari")
    use = done("attach", assessment, "A.I.6.i.d", paper).id
    asked = run("erase", use)
    assert (asked.code, asked.out) == (1, "")
    assert "--yes" in asked.err
    done("erase", use, "--yes")
    held = [
        path for path in example.rglob("*") if path.is_file() and b"kata-yang-dicari" in path.read_bytes()
    ]
    assert held == []
    assert b"rahasia.pdf" not in (example / "workspace.sqlite3").read_bytes()
    assert done("verify", "--json").json == []


def test_erasing_a_person_takes_the_name_out_of_the_database(example: Path) -> None:
    done("unit", "Kantor Layanan Contoh", "--head", "Nama Yang Pergi")
    done("erase", "--person", "Nama Yang Pergi", "--yes")
    assert done("unit", "--json").json[0]["head_name"] == ""
    assert b"Nama Yang Pergi" not in (example / "workspace.sqlite3").read_bytes()


def test_next_year_starts_from_this_years_answers_as_proposals(assessment: str) -> None:
    started = done(
        "new", "--pack", "lke-zi", "--unit", "Kantor Layanan Contoh", "--year", 2027, "--from", assessment
    )
    assert "usulan jawaban menunggu konfirmasi" in started.err
    assert done("score", started.id, "--json").json["strict_total"] == "0"
    done("confirm", started.id, "A.I.1.i.a")
    assert {
        one["answered"] for one in done("score", started.id, "--json").json["nodes"] if one["code"] == "A"
    } == {1}
    done("confirm", started.id, "--all")
    assert _scores(started.id)["strict_total"] == _scores(assessment)["strict_total"]


def test_profile_and_prerequisites_can_be_set_without_a_screen(assessment: str) -> None:
    done("unit", "kantor layanan contoh", "--city", "Kota Baru", "--head-nip", "0" * 18)
    (unit,) = done("unit", "--json").json
    assert (unit["city"], unit["head_name"]) == ("Kota Baru", "Nama Kepala Contoh")
    done("prerequisite", assessment, "sakip_unit", "terpenuhi", "--note", "BB")
    states = {
        one["id"]: (one["state"], one["note"]) for one in done("prerequisite", assessment, "--json").json
    }
    assert states["sakip_unit"] == ("terpenuhi", "BB")


def test_an_id_may_be_given_by_its_beginning(assessment: str) -> None:
    assert done("score", assessment[:8], "--json").json["assessment"] == assessment


def test_without_a_named_workspace_the_users_own_is_made_at_the_first_new(home: Path) -> None:
    ident = done("new", "--pack", "pelayanan-publik", "--unit", "Unit Uji", "--year", 2026).id
    assert (home / "data" / "ruang-kerja" / "workspace.sqlite3").is_file()
    assert [one["id"] for one in done("list", "--json").json] == [ident]
