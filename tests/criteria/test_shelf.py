"""Finding packs, their translations, and the published schema."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.criteria.texts import GOOD
from zi_assess import criteria, paths
from zi_assess.core.pack import Kind
from zi_assess.errors import ZiError

SHIPPED = list(criteria.shipped())


def test_every_pack_is_shipped_and_told_without_reading_it() -> None:
    assert {(name, version) for name, version, _ in SHIPPED} == {
        ("lke-zi", "2021.1"),
        ("pelayanan-publik", "2014.1"),
        ("kunjungan", "2026.1"),
        ("standar-pelayanan", "2026.1"),
        ("e-government", "2026.1"),
        ("layanan", "2026.1"),
        ("inovasi", "2026.1"),
    }


@pytest.mark.parametrize(("name", "version", "folder"), SHIPPED)
def test_a_shipped_pack_is_whole_with_its_translations(name: str, version: str, folder: Path) -> None:
    result = criteria.read(folder)
    assert [str(one) for one in result.complaints] == []
    assert result.pack is not None
    assert (result.pack.id, result.pack.version) == (name, version)


def test_the_lke_has_its_113_criteria() -> None:
    kinds = [question.kind for question in criteria.find("lke-zi").questions]
    assert (len(kinds), kinds.count(Kind.RATIO), kinds.count(Kind.INDEX)) == (113, 8, 2)


def test_a_pack_is_found_by_id_by_version_and_by_both_in_one() -> None:
    newest = criteria.find("lke-zi")
    assert criteria.find("lke-zi", "2021.1") == criteria.find("lke-zi@2021.1") == newest


@pytest.mark.parametrize(
    "asked", [("tidak-ada",), ("lke-zi", "1999"), ("lke-zi@1999",), ("",), ("../lke-zi",)]
)
def test_an_unknown_pack_is_answered_with_the_known_ones(asked: tuple[str, ...]) -> None:
    with pytest.raises(ZiError, match=r"lke-zi@2021\.1"):
        criteria.find(*asked)


def test_the_newest_version_is_told_by_numbers_not_letters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for version in ("2021.9", "2021.10", "2020.11"):
        folder = tmp_path / "criteria" / f"contoh-{version}"
        folder.mkdir(parents=True)
        (folder / "pack.yaml").write_text(GOOD.replace('"1.10"', f"'{version}'"), encoding="utf-8")
    monkeypatch.setattr(paths, "bundled", lambda *parts: tmp_path.joinpath(*parts))
    assert criteria.find("contoh").version == "2021.10"


@pytest.mark.parametrize("name", ["tidak-ada", "kosong"])
def test_a_file_that_cannot_be_opened_is_an_error_with_a_remedy(name: str, tmp_path: Path) -> None:
    (tmp_path / "kosong").mkdir()
    for door in (criteria.read, criteria.load):
        with pytest.raises(ZiError, match="tidak ditemukan"):
            door(tmp_path / name)


def test_a_folder_and_its_file_are_the_same_pack(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text(GOOD, encoding="utf-8")
    assert criteria.load(tmp_path) == criteria.load(tmp_path / "pack.yaml")


def test_load_names_the_first_complaint_and_how_many_more(tmp_path: Path) -> None:
    text = GOOD.replace("short: Contoh", "shrot: Contoh").replace("fresh: assessed-year", "fresh: lama")
    (tmp_path / "pack.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ZiError, match=r"pack\.yaml:1:1.*“short” belum ada.* \(dan 2 kesalahan lagi\)"):
        criteria.load(tmp_path)


def test_english_titles_come_by_code() -> None:
    pack = criteria.find("lke-zi")
    words = criteria.words(pack, "en")
    assert words["A.I.1"] == "Change Management"
    assert words.keys() >= {pack.id, "WBK", "total", "A.1", "opini_bpk"}
    assert criteria.words(pack, "en") == words


@pytest.mark.parametrize("language", ["id", "fr", "../en", ""])
def test_indonesian_and_unknown_languages_need_no_words(language: str) -> None:
    assert criteria.words(criteria.find("lke-zi"), language) == {}


EN = """\
title: Example Pack
nodes: {A: Enablers, A.3: Sub, B: Results, AB: Both}
designations: {WBK: Free of Corruption, WBBM: Clean}
thresholds: {total: Total}
prerequisites: {opini: Audit opinion}
"""


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("A.3: Sub, ", "", "en.yaml:2:1: Terjemahan nodes kurang 1: A.3"),
        ("B: Results", "B: Results, Z: None", "“Z” tidak ada dalam paket"),
        ("title: Example Pack\n", "", "“title” belum ada"),
        ("thresholds: {total: Total}\n", "", "Terjemahan thresholds kurang 1: total"),
        ("A: Enablers", "A: &a Enablers", "Jangkar"),
    ],
)
def test_reading_a_folder_reads_its_translations_too(old: str, new: str, what: str, tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "en.yaml").write_text(EN, encoding="utf-8")
    assert criteria.read(tmp_path).complaints == ()
    (tmp_path / "en.yaml").write_text(EN.replace(old, new), encoding="utf-8")
    result = criteria.read(tmp_path)
    assert result.pack is not None
    assert any(what in str(one) for one in result.complaints), result.complaints


def test_a_start_from_compiled_copies_loads_no_parser() -> None:
    script = (
        "import sys\nfrom zi_assess import criteria\n"
        "pack = criteria.find('lke-zi')\nassert criteria.thaw(criteria.freeze(pack)) == pack\n"
        "again = {'yaml', 'zi_assess.criteria.rules'} & set(sys.modules)\nprint(sorted(again))"
    )
    for said in ("['yaml', 'zi_assess.criteria.rules']", "[]"):
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
        assert done.stdout.strip() == said


def test_a_title_without_a_short_one_is_cut_at_a_word() -> None:
    from zi_assess.criteria.building import cut

    assert cut("Maklumat pelayanan") == "Maklumat pelayanan"
    assert cut("x" * 32) == "x" * 32
    assert cut("Peningkatan Kualitas Pelayanan Publik") == "Peningkatan Kualitas Pelayanan…"
    assert cut("Survei kepuasan masyarakat atas, dan lain") == "Survei kepuasan masyarakat atas…"
    assert cut("x" * 40) == "x" * 31 + "…"


def test_the_published_schema_is_the_one_the_checks_use() -> None:
    published = Path(__file__).parents[2] / "docs" / "pack.schema.json"
    assert json.loads(published.read_text(encoding="utf-8")) == criteria.schema()


def test_every_key_of_the_format_is_told_in_the_schema_with_what_it_is_for() -> None:
    def told(shape: object) -> list[str]:
        if isinstance(shape, list):
            return [name for one in shape for name in told(one)]
        if not isinstance(shape, dict):
            return []
        own = [name for name, one in shape.get("properties", {}).items() if not one.get("description")]
        return own + [name for one in shape.values() for name in told(one)]

    assert told(criteria.schema()) == []
