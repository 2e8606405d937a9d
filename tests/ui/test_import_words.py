"""What the import of a workbook says of it: a unit from the file's name, and oddities in an order one can read."""

from __future__ import annotations

import pytest
from tests.ui.desk import small_pack

from zi_assess.core.checks import Finding, Severity
from zi_assess.ui.dialogs.findings import grouped
from zi_assess.ui.dialogs.import_workbook import remark_lines, unit_of
from zi_assess.workbook.oddities import files_elsewhere

PACK = small_pack()


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("LKE ZI KPP Pratama Contoh 2026 final.xlsx", "KPP Pratama Contoh"),
        ("LKE_WBK_BPS_Kab_Contoh_2026_rev2.xlsx", "BPS Kab Contoh"),
        (
            "Lembar Kerja Evaluasi ZI - Kantor Imigrasi Kelas I Contoh (1).xlsx",
            "Kantor Imigrasi Kelas I Contoh",
        ),
        ("LKE 2021 Rutan Kelas IIB Contoh TPI.xlsx", "Rutan Kelas IIB Contoh"),
        ("LKE ZI.xlsx", ""),
        ("template LKE 2026.xlsx", ""),
    ],
)
def test_a_unit_is_proposed_from_the_name_of_a_file_that_names_none(name: str, unit: str) -> None:
    assert unit_of(name) == unit


def odd(code: str, where: str, severity: Severity = Severity.INFO) -> Finding:
    return Finding(code, where, severity, "Ada yang janggal pada {x}", {"x": code})


def test_oddities_come_gravest_first_and_files_left_elsewhere_under_one_head_in_the_packs_order() -> None:
    lines = remark_lines(
        PACK,
        [
            files_elsewhere("A.1.b", ["c.pdf"]),
            odd("kolom", "A.1.c"),
            files_elsewhere("A.1.a", ["a.pdf", "b.pdf"]),
            odd("rumus", "A.1.b", Severity.ERROR),
            odd("kolom", "A.1.a"),
        ],
    )
    assert [line.split(":")[0] for line in lines[:3]] == ["A.1.b", "A.1.a", "A.1.c"]
    assert lines[3].startswith("Berkas bukti 2 butir disebut")
    assert lines[4:] == ["    A.1.a: a.pdf; b.pdf", "    A.1.b: c.pdf"]


def test_findings_of_one_rule_stand_together() -> None:
    mixed = [odd("x", "A.1.c"), odd("y", "A.1.a"), odd("x", "A.1.a"), odd("y", "workbook")]
    assert [(one.code, one.where) for one in grouped(PACK, mixed)] == [
        ("x", "A.1.a"), ("x", "A.1.c"), ("y", "A.1.a"), ("y", "workbook"),
    ]  # fmt: skip
