"""What holds for every report: bytes that repeat, embedded fonts, pages that say what they are."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date
from io import BytesIO

import pikepdf
import pytest
from pypdf import PdfReader

from tests.reports.paper import AS_OF, PROFILE, body, boxes, filled, fonts, pages, squash, text
from zi_assess import i18n
from zi_assess.core.assessment import Unit
from zi_assess.core.pack import Pack
from zi_assess.core.sheet import Sheet
from zi_assess.errors import ZiError
from zi_assess.reports import REPORTS, render

KINDS = tuple(REPORTS)
SCORED = tuple(kind for kind in KINDS if kind not in {"riwayat", "tindak-lanjut", "kunjungan"})
"""Those that print what the instrument scores, place by place."""
STRANGE = {
    "markup": "<script>alert('x')</script> &amp; <!-- --> </para><b>tebal",
    "quotes": "\"ganda\" 'tunggal' “lengkung” `balik` \\garis\\ (kurung) [siku] {kurawal}",
    "formulas": "=1+1 @SUM(A1) +62 -2 %s %n {0} {name} $HOME ${PATH} ../../etc/passwd",
    "letters": "Ω≈ç√∫µ≤≥÷ åß∂ƒ©˙∆ ЁЂЃ Ångström İstanbul ñandú ½ № 1ˢᵗ",
    "ligatures": "pro\ufb01l dan gra\ufb01k",
    "combined": "Cafe\u0301 disatukan menjadi Café",
    "invisible": "kata\u200bkata\ufeff lunak\u00adnya",
    "blanks": "  banyak   spasi\t\ttab \u00a0 dan\r\n\r\nbaris\u2028baru  ",
    "long": "tanpaspasi" * 60 + " https://contoh.example/" + "a/b-c_d?e=f&" * 40,
}
LACKING = {
    "emoji": ("🎉✔☐👩‍💻", "🎉✔☐👩💻"),
    "scripts": ("田中さん الكل עברית हिन्दी", "田中さんالكلעבריתहिन्दी"),
    "controls": ("\x00\x07\x1b\x7f\u202egnp.exe\u2066", "\x00\x07\x1b\x7f\u202e\u2066"),
    "surrogate": ("setengah \ud83d huruf", "\ud83d"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_same_data_and_date_give_the_same_bytes(lke: Pack, kind: str) -> None:
    assert render(kind, filled(lke), AS_OF) == render(kind, filled(lke), AS_OF)


def test_another_process_gives_the_same_bytes(lke: Pack) -> None:
    code = (
        "import sys; sys.path[:0] = ['.']\n"
        "from hashlib import sha256\n"
        "from tests.reports.paper import AS_OF, filled\n"
        "from zi_assess import criteria\n"
        "from zi_assess.reports import REPORTS, render\n"
        "for kind in REPORTS:\n"
        "    print(sha256(render(kind, filled(criteria.find('lke-zi')), AS_OF)).hexdigest())\n"
    )
    made = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    ]
    assert made[0] == made[1]
    assert len(made[0].split()) == len(REPORTS)


@pytest.mark.parametrize("kind", KINDS)
def test_another_date_or_answer_gives_other_bytes(lke: Pack, kind: str) -> None:
    sheet = filled(lke)
    assert render(kind, sheet, AS_OF) != render(kind, sheet, date(2026, 11, 22))
    assert render(kind, sheet, AS_OF) != render(kind, filled(lke, blank=10), AS_OF)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("example", [True, False])
def test_every_font_is_embedded(lke: Pack, kind: str, example: bool) -> None:
    found = fonts(render(kind, filled(lke, note=STRANGE["letters"], example=example), AS_OF))
    assert found
    assert all(found.values()), found
    assert all("Inter" in name for name in found)


@pytest.mark.parametrize("name", STRANGE)
def test_text_that_the_fonts_have_is_printed_as_it_is(lke: Pack, name: str) -> None:
    printed = body(render("lke", filled(lke, many=3, note=STRANGE[name]), AS_OF))
    shown = STRANGE[name].replace("e\u0301", "é").replace("\ufb01", "fi")
    for gone in "\u200b\ufeff\u00ad":
        shown = shown.replace(gone, "")
    assert squash(f"Catatan{shown}") in printed
    assert "▢" not in printed


@pytest.mark.parametrize("name", LACKING)
def test_letters_that_the_fonts_lack_are_marked_and_listed(lke: Pack, name: str) -> None:
    note, missing = LACKING[name]
    printed = text(render("lke", filled(lke, many=3, note=f"awal {note} akhir"), AS_OF))
    count = sum(note.count(letter) for letter in set(missing))
    assert squash("Catatan awal") in printed
    marked = printed[printed.index("Catatanawal") :].split("akhir")[0]
    assert marked.count("▢") == count
    for letter in set(missing):
        assert f"U+{ord(letter):04X}" in printed
    assert "■" not in printed and "\ufffd" not in printed


def test_the_summary_lists_letters_it_could_not_print(lke: Pack) -> None:
    profile = replace(PROFILE, head_name="Nama 田 Kepala")
    printed = text(render("ringkasan", filled(lke, unit=Unit("u", "Kantor 🎉", profile)), AS_OF))
    assert squash("Nama ▢ Kepala") in printed
    assert squash("tidak dapat dicetak: U+7530, U+1F389.") in printed


@pytest.mark.parametrize("kind", KINDS)
def test_strange_names_do_not_stop_a_report(lke: Pack, kind: str) -> None:
    for note in (*STRANGE.values(), *(words for words, _missing in LACKING.values())):
        profile = replace(PROFILE, instansi=note, head_name=note[:40], city=note[:20])
        assert render(kind, filled(lke, many=3, unit=Unit("u", note, profile)), AS_OF).startswith(b"%PDF")


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_says_which_of_how_many_and_from_which_data(lke: Pack, kind: str) -> None:
    sheet = filled(lke)
    printed = pages(render(kind, sheet, AS_OF))
    digest = f"{sheet.digest[:4]}-{sheet.digest[4:8]}"
    for number, page in enumerate(printed, 1):
        assert f"Halaman {number} dari {len(printed)}" in page
        assert f"data {digest} · lke-zi 2021.1" in page


@pytest.mark.parametrize("kind", KINDS)
def test_an_example_is_marked_on_every_page_and_a_real_one_on_none(lke: Pack, kind: str) -> None:
    for page in pages(render(kind, filled(lke, example=True), AS_OF)):
        assert "CONTOH\n" in f"{page}\n"
        assert "CONTOH, bukan untuk ditandatangani" in page
    assert "CONTOH" not in text(render(kind, filled(lke), AS_OF))


@pytest.mark.parametrize("kind", KINDS)
def test_the_file_says_what_it_is(lke: Pack, kind: str) -> None:
    pdf = render(kind, filled(lke), AS_OF)
    about = PdfReader(BytesIO(pdf)).metadata
    assert about is not None
    assert about.title is not None and about.title.endswith("· Kantor Layanan Uji · 2026")
    assert about.author == "Kantor Layanan Uji"
    assert about.subject == "Lembar Kerja Evaluasi Zona Integritas · Penilaian mandiri"
    assert about.creator == "ZI Assess"
    with pikepdf.open(BytesIO(pdf)) as document:
        assert str(document.Root.Lang) == "id"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("pack", ["lke", "service"])
def test_nothing_is_printed_beyond_the_margins(kind: str, pack: str, request: pytest.FixtureRequest) -> None:
    sheet = filled(request.getfixturevalue(pack), note=STRANGE["long"])
    for left, top, right, bottom in boxes(render(kind, sheet, AS_OF)):
        assert left > 35 and right < 560 and 20 < top < bottom < 830


@pytest.mark.parametrize("kind", KINDS)
def test_a_sheet_with_nothing_in_it_can_be_printed(lke: Pack, kind: str) -> None:
    bare: Sheet = filled(lke, many=0, blank=113, prerequisites={}, unit=Unit("u", "Kantor"), target="")
    printed = text(render(kind, bare, AS_OF))
    assert "Kantor" in printed
    if kind in SCORED:
        assert "0,00" in printed
        assert "0dari113" in printed


@pytest.mark.parametrize("kind", KINDS)
def test_in_english_numbers_dates_and_titles_are_english(lke: Pack, kind: str) -> None:
    i18n.use("en")
    assert i18n.language() == "en"
    sheet = filled(lke)
    pdf = render(kind, sheet, AS_OF)
    printed = text(pdf)
    assert "21November2026" in printed
    if kind in SCORED:
        assert i18n.number(sheet.scores.strict) in printed and "." in i18n.number(sheet.scores.strict)
        assert "ChangeManagement" in printed
    with pikepdf.open(BytesIO(pdf)) as document:
        assert str(document.Root.Lang) == "en"


def test_an_unknown_report_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ZiError, match="ringkasan, lke"):
        render("buku", None, AS_OF)  # type: ignore[arg-type]


def test_reportlab_is_loaded_only_when_a_report_is_drawn() -> None:
    code = "import sys, zi_assess.reports; sys.exit('reportlab' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
