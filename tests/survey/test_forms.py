"""Forms are read whole or complained of whole, and what the documentation shows is true."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.survey.examples import form, shown
from zi_assess import criteria
from zi_assess.core.survey import Part, Response, gathered, result
from zi_assess.criteria import surveys
from zi_assess.criteria.surveyform import schema
from zi_assess.errors import ZiError

DOCS = Path(__file__).parents[2] / "docs"
DOC = (DOCS / "format-survei.md").read_text(encoding="utf-8")
EXAMPLE = next(
    block for block in re.findall(r"```yaml\n(.*?)```", DOC, re.DOTALL) if block.startswith("kind:")
)


def _written(tmp_path: Path, text: str, name: str = "contoh.yaml") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_example_in_the_documentation_is_a_whole_form_with_the_result_it_names(tmp_path: Path) -> None:
    found = surveys.read(_written(tmp_path, EXAMPLE))
    assert found.complaints == () and found.form is not None
    rows = [
        Response({"sikap_sapa": 4, "sikap_sabar": 3, "tindakan": 4}),
        Response({"sikap_sapa": 2, "tindakan": 3}),
    ]
    made = result(found.form, gathered(found.form, rows))
    assert [shown(one.nrr, 1) for one in made.unsur] == ["3,0", "3,5"]
    assert (
        f"indeks {shown(made.index)}, nilai {shown(made.ikm)}, mutu {made.grade and made.grade.letter}" in DOC
    )


def test_the_published_schema_is_the_one_the_reader_checks_by() -> None:
    assert json.loads((DOCS / "survey.schema.json").read_text(encoding="utf-8")) == json.loads(
        json.dumps(schema())
    )


@pytest.mark.parametrize("path", surveys.shipped(), ids=lambda path: path.stem)
def test_a_shipped_form_is_whole_and_feeds_criteria_that_exist(path: Path) -> None:
    assert surveys.read(path).complaints == ()
    made = surveys.load(path)
    for feed in (*made.feeds, *(one for unsur in made.unsur for one in unsur.feeds)):
        assert criteria.find(feed.pack).question(feed.code) is not None, feed
    assert len({one.stem for one in surveys.shipped()}) == len(surveys.shipped())


@pytest.mark.parametrize("path", surveys.shipped(), ids=lambda path: path.stem)
def test_a_frozen_form_is_the_same_form_in_every_variant(path: Path) -> None:
    for one in surveys.variants(surveys.load(path)):
        assert surveys.thaw(surveys.freeze(one)) == one
        assert surveys.freeze(surveys.thaw(surveys.freeze(one))) == surveys.freeze(one)


def test_what_is_no_frozen_form_is_refused() -> None:
    for data in (b"", b"{}", b"[]", b'{"tree": 3, "pack": "", "variant": ""}'):
        with pytest.raises(ValueError):
            surveys.thaw(data)


def test_skm_is_nine_unsur_by_name_and_the_index_surveys_feed_their_results() -> None:
    assert {one.code for one in form().unsur} == {
        "persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "sarana", "pengaduan",
    }  # fmt: skip
    assert [one.code for one in form("spak").feeds] == ["B.I.a"]
    assert [one.code for one in form("spkp").feeds] == ["B.II.a"]
    expectation = form().aspect(Part.EXPECTATION)
    assert expectation is not None and expectation.optional and expectation.own


def test_a_variant_takes_its_own_scale_and_formula() -> None:
    six, four = surveys.variants(form("spak"))
    assert [one.formula for one in (six, four)] == ["mean-6", "mean-4"]
    assert [one.items[0].scale.most for one in (six, four)] == [6, 4]
    with pytest.raises(ZiError, match="Skala 9"):
        surveys.find("spak", "9")
    with pytest.raises(ZiError, match="spak"):
        surveys.find("ipak-bps")


MISTAKES: dict[str, tuple[Callable[[str], str], str]] = {
    "unknown key": (lambda text: text.replace("formula:", "rumus:"), "“rumus” tidak dikenal"),
    "kind is not the file's name": (lambda text: text.replace("kind: contoh", "kind: lain"), "nama berkas"),
    "gap in a scale": (lambda text: text.replace("4: Sangat setuju", "6: Sangat setuju"), "tidak berurutan"),
    "label off the scale": (lambda text: text.replace("ss: 4", "ss: 9"), "menunjuk nilai 9"),
    "scale that is not there": (
        lambda text: text.replace("scale: setuju", "scale: baik"),
        "Skala “baik” tidak ada",
    ),
    "no scale at all": (lambda text: text.replace("\nscale: setuju", ""), "belum punya skala"),
    "one code twice": (lambda text: text.replace("code: tindakan", "code: sikap"), "ditulis dua kali"),
    "item named like an unsur": (
        lambda text: text.replace("code: sikap_sabar", "code: tindakan"),
        "dua kali",
    ),
    "grades upside down": (lambda text: text.replace("at_least: 75", "at_least: 5"), "tidak lebih rendah"),
    "formula without its aspects": (lambda text: text.replace("mean-4", "risk"), "frequency dan control"),
    "formula for another scale": (
        lambda text: text.replace("mean-4", "mean-6"),
        "memerlukan skala 1 sampai 6",
    ),
    "question and items": (
        lambda text: text.replace("    title: Sikap\n", "    title: Sikap\n    question: Dua-duanya\n"),
        "tepat satu dari question; items",
    ),
    "keyword in capitals": (lambda text: text.replace("[menyapa]", "[Menyapa]"), "Menyapa"),
    "a truth that is none": (lambda text: text.replace("own: true", "own: benar"), "“benar” tidak dikenal"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, mistake: str) -> None:
    spoil, words = MISTAKES[mistake]
    text = spoil(EXAMPLE)
    assert text != EXAMPLE
    found = surveys.read(_written(tmp_path, text))
    assert found.form is None
    assert any(words in str(one) and one.line > 0 for one in found.complaints), [
        str(one) for one in found.complaints
    ]


def test_all_mistakes_are_named_at_once_and_loading_says_how_many(tmp_path: Path) -> None:
    text = EXAMPLE.replace("ss: 4", "ss: 9").replace("at_least: 75", "at_least: 5")
    path = _written(tmp_path, text)
    assert len(surveys.read(path).complaints) == 2
    with pytest.raises(ZiError, match=r"2 kesalahan"):
        surveys.load(path)


def test_hostile_yaml_is_refused_like_a_packs(tmp_path: Path) -> None:
    for text in ("&a [*a]", "[" * 5000, "kind: !!python/object:os.system x", ""):
        assert surveys.read(_written(tmp_path, text)).form is None
