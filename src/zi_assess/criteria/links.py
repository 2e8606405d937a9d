"""Whatever names something elsewhere must find it, and nothing may be counted twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from zi_assess.criteria.facts import Branch, Facts, is_question, some, table_at, tables_at, text_at, texts_at
from zi_assess.criteria.shapes import number_of, number_text
from zi_assess.criteria.source import Complaints

Questions = Mapping[str, tuple[str, ...]]
"""Option keys by question code."""
Lookup = Callable[[str], Questions | None]
"""The questions of a pack by its id, None where the pack is not known."""


def _designations(known: Facts) -> None:
    earlier: set[str] = set()
    for one in tables_at(known.pack, "designations"):
        wanted = text_at(one, "requires")
        if wanted and wanted not in earlier:
            known.out.at(
                one,
                "requires",
                "{id} mensyaratkan {wanted}, yang tidak ada di atasnya",
                "Tulis predikat dari yang terendah.",
                id=text_at(one, "id"),
                wanted=wanted[:60],
            )
        earlier.add(text_at(one, "id"))


def _is_designation(known: Facts, holder: Branch, key: str) -> None:
    if key not in known.designations:
        known.out.at(
            holder,
            key,
            "Predikat “{id}” tidak ada",
            "Pilih salah satu: {ids}." if known.designations else "Tambahkan predikat itu di designations.",
            id=key[:60],
            ids=some(known.designations),
        )


def _prerequisites(known: Facts) -> None:
    for one in tables_at(known.pack, "prerequisites"):
        needs = table_at(one, "needs")
        for designation in needs:
            _is_designation(known, needs, designation)


def _thresholds(known: Facts) -> None:
    every = table_at(known.pack, "thresholds")
    first: dict[str, list[str]] = {}
    for designation in every:
        _is_designation(known, every, designation)
        for one in tables_at(every, designation):
            of = texts_at(one, "of")
            _sum_of(known, one)
            _reachable(known, one, of)
            if first.setdefault(text_at(one, "id"), of) != of:
                known.out.at(
                    one,
                    "of",
                    "Ambang {id} pada {designation} menjumlahkan kode yang berbeda dari predikat sebelumnya",
                    "Samakan of, atau beri id lain.",
                    id=text_at(one, "id"),
                    designation=designation,
                )


def _sum_of(known: Facts, holder: Branch) -> None:
    """Every code known, and none inside another, or it would count twice."""
    of = holder.get("of")
    codes = set(texts_at(holder, "of"))
    for place, code in enumerate(of if isinstance(of, list) else []):
        if not isinstance(code, str):
            continue
        if code not in known.by_code:
            known.out.at(
                of, place, "Kode “{code}” tidak ada di pohon", "Periksa ejaan kodenya.", code=code[:60]
            )
            continue
        inside = next((one for one in _ancestors(known, code) if one in codes), None)
        if inside is not None:
            known.out.at(
                of,
                place,
                "{code} sudah terhitung di dalam {inside}",
                "Hapus salah satu supaya tidak terhitung dua kali.",
                code=code,
                inside=inside,
            )


def _ancestors(known: Facts, code: str) -> Iterator[str]:
    passed = {code}
    above = known.above.get(code, "")
    while above and above not in passed:  # a duplicate code can close a circle
        yield above
        passed.add(above)
        above = known.above.get(above, "")


def _reachable(known: Facts, threshold: Branch, of: list[str]) -> None:
    wanted = number_of(threshold.get("at_least"))
    weights = [known.weights.get(code) for code in of]
    most = sum((weight for weight in weights if weight is not None), Fraction(0))
    if wanted is not None and weights and None not in weights and wanted > most:
        known.out.at(
            threshold,
            "at_least",
            "Ambang {id} meminta {wanted}, padahal nilai tertingginya {most}",
            "Periksa at_least dan of.",
            id=text_at(threshold, "id"),
            wanted=number_text(wanted),
            most=number_text(most),
        )


def _aggregates(known: Facts) -> None:
    for one in tables_at(known.pack, "aggregates"):
        _sum_of(known, one)


def _consistency(known: Facts) -> None:
    for rule in tables_at(known.pack, "consistency"):
        for side in ("left", "right"):
            places = rule.get(side)
            for index, place in enumerate(places if isinstance(places, list) else []):
                if isinstance(place, str) and place not in known.places:
                    known.out.at(
                        places,
                        index,
                        "Isian “{place}” tidak ada",
                        "Tulis kode pertanyaan, titik, lalu nama isiannya.",
                        place=place[:80],
                    )


LINKS: tuple[Callable[[Facts], None], ...] = (
    _designations,
    _prerequisites,
    _thresholds,
    _aggregates,
    _consistency,
)


def check_targets(pack: Branch, out: Complaints, questions_of: Lookup) -> None:
    """Whether `maps_to` and `feeds` name criteria and choices that exist, as far as the other pack is known."""
    met: dict[str, Questions | None] = {}
    for node, _ in Facts(pack, out).nodes:
        for one in (*tables_at(node, "maps_to"), *tables_at(node, "feeds")):
            name = text_at(one, "pack")
            if name not in met:
                met[name] = questions_of(name)
            questions = met[name]
            if questions is not None:
                _check_target(one, questions, out)


def _check_target(one: Branch, questions: Questions, out: Complaints) -> None:
    code, pack = text_at(one, "code"), text_at(one, "pack")
    if code not in questions:
        out.at(
            one,
            "code",
            "Kriteria {code} tidak ada dalam paket {pack}",
            "Periksa ejaan kodenya.",
            code=code,
            pack=pack,
        )
        return
    choices = table_at(one, "choices")
    for key, wanted in choices.items():
        if isinstance(wanted, str) and wanted not in questions[code]:
            out.at(
                choices,
                key,
                "Pilihan {wanted} tidak ada pada {code} dalam paket {pack}",
                "Pilih salah satu: {keys}."
                if questions[code]
                else "Hapus choices, karena kriteria itu bukan pilihan.",
                wanted=wanted[:60],
                code=code,
                pack=pack,
                keys=some(questions[code]),
            )


def option_keys(pack: Branch) -> dict[str, tuple[str, ...]]:
    """Every question's option keys by code."""
    out = Complaints("")
    return {
        text_at(node, "code"): tuple(table_at(node, "options"))
        for node, _ in Facts(pack, out).nodes
        if is_question(node)
    }
