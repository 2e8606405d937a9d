"""What no single place can show: one name is one thing, weights add up, options fit their scale."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from zi_assess.core.scoring import FORMULAS
from zi_assess.criteria.facts import (
    Branch,
    Facts,
    is_question,
    is_record,
    rollup_of,
    some,
    table_at,
    tables_at,
    text_at,
)
from zi_assess.criteria.form import SKIP
from zi_assess.criteria.links import LINKS
from zi_assess.criteria.shapes import number_of, number_text
from zi_assess.criteria.source import Complaints, spot_of

RESERVED = ("total", "workbook")


def _names(known: Facts) -> None:
    """One name, one thing: findings, explanations and translations look all of them up by name alone."""
    first: dict[str, tuple[int, int]] = {}
    for name, holder, key in _named(known.pack, known):
        spot = spot_of(holder, key)
        if name in RESERVED and key == "code":
            known.out.add(spot, "“{name}” adalah kata tersendiri", "Pakai kode lain.", name=name)
        elif name in first:
            known.out.add(
                spot,
                "“{name}” dipakai dua kali, yang pertama di baris {first}",
                "Beri nama lain pada salah satunya.",
                name=name,
                first=first[name][0],
            )
        else:
            first[name] = spot


def _named(pack: Branch, known: Facts) -> Iterator[tuple[str, Branch, str]]:
    for node, _ in known.nodes:
        if "code" in node:
            yield text_at(node, "code"), node, "code"
    for list_key, key in (("aggregates", "code"), ("designations", "id"), ("prerequisites", "id")):
        for one in tables_at(pack, list_key):
            if key in one:
                yield text_at(one, key), one, key
    seen: set[str] = set()
    for thresholds in table_at(pack, "thresholds"):
        mine: set[str] = set()
        for one in tables_at(table_at(pack, "thresholds"), thresholds):
            name = text_at(one, "id")
            if name not in seen or name in mine:  # the same threshold may be set for several designations
                yield name, one, "id"
            mine.add(name)
        seen |= mine


def _tops_are_groups(known: Facts) -> None:
    for node in tables_at(known.pack, "tree"):
        if is_question(node):
            known.out.at(
                node,
                "question",
                "Pertanyaan tidak dapat berdiri di puncak pohon",
                "Letakkan di bawah sebuah kelompok.",
            )


def _scales(known: Facts) -> None:
    for name, scale in table_at(known.pack, "scales").items():
        if not isinstance(scale, dict):
            continue
        _skip_last(known.out, name, scale)
        scores = [number_of(score) for score in scale.values()]
        if scores and scores[0] is not None and scores[0] != 1:
            known.out.at(
                scale,
                next(iter(scale)),
                "Pilihan pertama skala {scale} harus bernilai 1",
                "Urutkan dari yang terbaik dan beri nilai 1 pada yang pertama.",
                scale=name,
            )
        for key, better, own in zip(list(scale)[1:], scores, scores[1:], strict=False):
            if better is not None and own is not None and own >= better:
                known.out.at(
                    scale,
                    key,
                    "Nilai {key} pada skala {scale} tidak lebih kecil dari pilihan di atasnya",
                    "Urutkan skala dari yang terbaik ke yang terburuk.",
                    key=key,
                    scale=name,
                )
        if len({key.casefold() for key in scale}) < len(scale):
            known.out.at(
                known.pack["scales"],
                name,
                "Skala {scale} memuat pilihan yang hanya berbeda besar kecil hurufnya",
                "Beri nama yang jelas berbeda.",
                scale=name,
            )


def _skip_last(out: Complaints, name: str, scale: Branch) -> None:
    """What is left out stands after what is scored, and there is something to score."""
    skips = [key for key, score in scale.items() if score == SKIP]
    if not skips:
        return
    if len(skips) > 1 or next(reversed(scale)) != skips[0] or len(scale) < 3:
        out.at(
            scale,
            skips[0],
            "Pilihan skip pada skala {scale} harus satu saja, paling akhir, sesudah sedikitnya dua pilihan bernilai",
            "Pindahkan ke urutan terakhir atau lengkapi skalanya.",
            scale=name,
        )


def _left_out(known: Facts) -> None:
    """What leaves something out has no thresholds and sums: they count on parts that add up to the whole."""
    skipping = {
        name
        for name, scale in table_at(known.pack, "scales").items()
        if isinstance(scale, dict) and SKIP in scale.values()
    }
    for node, _ in known.nodes:
        children = tables_at(node, "children")
        if children and all(is_record(child) for child in children):
            known.out.at(
                node,
                "children",
                "Kelompok {code} hanya berisi catatan yang tidak dinilai",
                "Gabungkan dengan kelompok yang berisi butir bernilai.",
                code=text_at(node, "code"),
            )
        if not (is_record(node) or text_at(node, "scale") in skipping):
            continue
        for key in ("thresholds", "aggregates"):
            if key in known.pack:
                known.out.at(
                    node,
                    "formula" if is_record(node) else "scale",
                    "{code} dapat tidak dinilai, padahal paket ini memakai {key}",
                    "Pakai skala tanpa skip dan rumus selain record, atau hapus {key}.",
                    code=text_at(node, "code"),
                    key=key,
                )


def _weigh(known: Facts) -> None:
    for node, parent in known.nodes:
        if is_record(node):
            if "weight" in node:
                known.out.at(
                    node,
                    "weight",
                    "{code} hanya dicatat, jadi tidak punya bobot",
                    "Hapus weight di sini.",
                    code=text_at(node, "code"),
                )
        elif rollup_of(parent) == "average":
            if "weight" in node:
                known.out.at(
                    node,
                    "weight",
                    "{code} tidak perlu bobot, karena {parent} dirata-rata",
                    "Hapus weight di sini, atau pakai rollup: sum di atasnya.",
                    code=text_at(node, "code"),
                    parent=text_at(parent, "code"),
                )
        elif "weight" not in node and rollup_of(parent) == "sum":
            known.out.at(
                node,
                "",
                "{code} belum punya bobot",
                "Tambahkan weight dalam poin.",
                code=text_at(node, "code") or "Butir ini",
            )


def _sums(known: Facts) -> None:
    whole = number_of(known.pack.get("max", "100"))
    _adds_up(known, known.pack, "max", "paket", whole, tables_at(known.pack, "tree"))
    for node, _ in known.nodes:
        children = tables_at(node, "children")
        if children and rollup_of(node) == "sum":
            code = text_at(node, "code")
            counted = [child for child in children if not is_record(child)]
            _adds_up(known, node, "weight", code, known.weights.get(code), counted)


def _adds_up(
    known: Facts, holder: Branch, key: str, name: str, whole: Fraction | None, parts: list[Branch]
) -> None:
    weights = [number_of(part.get("weight")) for part in parts]
    added = sum((weight for weight in weights if weight is not None), Fraction(0))
    if whole is None or None in weights or added == whole:
        return
    known.out.at(
        holder,
        key,
        "Bobot di bawah {name} berjumlah {added}, seharusnya {whole}",
        "Samakan bobotnya; yang tidak habis dibagi ditulis sebagai pecahan seperti 1/3.",
        name=name,
        added=number_text(added),
        whole=number_text(whole),
    )


def _questions(known: Facts) -> None:
    scales = table_at(known.pack, "scales")
    for node, _ in known.nodes:
        if not is_question(node):
            continue
        if "scale" in node:
            _options(known.out, node, scales)
        if "formula" in node:
            _roles(known.out, node)
        _unique(known.out, node, "inputs", "key")
        _unique(known.out, node, "evidence", "id")
        _choices(known.out, node)


def _options(out: Complaints, node: Branch, scales: Branch) -> None:
    name, code = text_at(node, "scale"), text_at(node, "code")
    scale = scales.get(name)
    if not isinstance(scale, dict):
        if name not in scales:
            out.at(
                node,
                "scale",
                "Skala “{scale}” pada {code} tidak ada",
                "Pilih salah satu: {scales}." if scales else "Tambahkan skala itu di scales.",
                scale=name[:60],
                code=code,
                scales=some(scales),
            )
        return
    options = node.get("options")
    if not isinstance(options, dict) or options.keys() == scale.keys():
        return
    for key in scale:
        if key not in options:
            out.at(
                node,
                "options",
                "Arti pilihan {key} pada {code} belum ada",
                "Tambahkan {key}.",
                key=key,
                code=code,
            )
    for key in options:
        if key not in scale:
            out.at(
                options,
                key,
                "Pilihan {key} pada {code} tidak ada dalam skala {scale}",
                "Hapus, atau pakai skala yang memuatnya.",
                key=key,
                code=code,
                scale=name,
            )


def _roles(out: Complaints, node: Branch) -> None:
    formula = FORMULAS.get(text_at(node, "formula"))
    if formula is None:
        return
    inputs = tables_at(node, "inputs")
    given = {text_at(one, "role") for one in inputs}
    words = {
        "code": text_at(node, "code"),
        "formula": text_at(node, "formula"),
        "roles": ", ".join(formula.roles),
    }
    for role in formula.roles:
        if role not in given:
            out.at(
                node,
                "inputs",
                "{code} belum punya isian berperan {role}",
                "Rumus {formula} memerlukan {roles}.",
                role=role,
                **words,
            )
    for one in inputs:
        role = text_at(one, "role")
        if role and role not in formula.roles:
            out.at(
                one,
                "role",
                "Peran {role} tidak dipakai rumus {formula}",
                "Pilih salah satu: {roles}." if formula.roles else "Hapus role di sini.",
                role=role[:60],
                **words,
            )
        elif role and one.get("kind", "count") != "count":
            out.at(
                one,
                "kind",
                "Isian {key} pada {code} berupa jam atau tanggal, sehingga tidak dapat dihitung",
                "Hapus role, atau pakai kind: count.",
                key=text_at(one, "key"),
                **words,
            )


def _work(known: Facts) -> None:
    kinds = table_at(known.pack, "efforts")
    for node, _ in known.nodes:
        kind = text_at(node, "work")
        if kind and kind not in kinds:
            known.out.at(
                node,
                "work",
                "Jenis kerja “{kind}” pada {code} tidak ada",
                "Pilih salah satu: {kinds}." if kinds else "Tambahkan jenis kerja itu di efforts.",
                kind=kind[:60],
                code=text_at(node, "code"),
                kinds=some(kinds),
            )


def _unique(out: Complaints, node: Branch, list_key: str, key: str) -> None:
    seen: set[str] = set()
    for one in tables_at(node, list_key):
        name = text_at(one, key)
        if name and name in seen:
            out.at(
                one,
                key,
                "“{name}” ditulis dua kali pada {code}",
                "Beri nama lain pada salah satunya.",
                name=name[:60],
                code=text_at(node, "code"),
            )
        seen.add(name)


def _choices(out: Complaints, node: Branch) -> None:
    options = table_at(node, "options")
    for target in tables_at(node, "maps_to"):
        choices = table_at(target, "choices")
        for key in choices:
            if key not in options:
                out.at(
                    choices,
                    key,
                    "Pilihan {key} tidak ada pada {code}",
                    "Pilih salah satu: {keys}."
                    if options
                    else "Hapus choices, karena kriteria ini bukan pilihan.",
                    key=key,
                    code=text_at(node, "code"),
                    keys=some(options),
                )


RULES: tuple[Callable[[Facts], None], ...] = (
    _names,
    _tops_are_groups,
    _scales,
    _left_out,
    _weigh,
    _sums,
    _questions,
    _work,
    *LINKS,
)


def check(pack: Branch, out: Complaints) -> None:
    """Hold *pack* against every rule."""
    known = Facts(pack, out)
    for rule in RULES:
        rule(known)
