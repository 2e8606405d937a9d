"""What no single place of a survey form can show: names are unique, scales exist and run upwards, grades downwards."""

from __future__ import annotations

from collections.abc import Iterator

from zi_assess.core.survey import FORMULAS, Part
from zi_assess.core.survey.formulas import RISK
from zi_assess.criteria.facts import Branch, some, table_at, tables_at, text_at
from zi_assess.criteria.shapes import number_of
from zi_assess.criteria.source import Complaints

_MOST_POINTS = 10


def check(tree: Branch, name: str, out: Complaints) -> None:
    """Hold a form that came from the file *name* (without its extension) against every rule."""
    if text_at(tree, "kind") and text_at(tree, "kind") != name:
        out.at(
            tree,
            "kind",
            "“{kind}” tidak sama dengan nama berkasnya",
            "Tulis {name}.",
            kind=text_at(tree, "kind"),
            name=name,
        )
    for scale in table_at(tree, "scales").values():
        if isinstance(scale, dict):
            _scale(scale, out)
    _scale_names(tree, out)
    _unique(out, _codes(tree))
    for key, named in (("variants", "id"), ("aspects", "key"), ("grades", "id"), ("profile", "key")):
        _unique(out, ((text_at(one, named), one, named) for one in tables_at(tree, key)))
    for table in tables_at(tree, "grades"):
        _downwards(table, out)
    for one in (tree, *tables_at(tree, "variants")):
        _formula(tree, one, out)


def _codes(tree: Branch) -> Iterator[tuple[str, Branch, str]]:
    for unsur in tables_at(tree, "unsur"):
        yield text_at(unsur, "code"), unsur, "code"
        yield from ((text_at(item, "code"), item, "code") for item in tables_at(unsur, "items"))


def _unique(out: Complaints, named: Iterator[tuple[str, Branch, str]]) -> None:
    seen: set[str] = set()
    for name, holder, key in named:
        if name and name in seen:
            out.at(
                holder, key, "“{value}” ditulis dua kali", "Beri nama lain pada salah satunya.", value=name
            )
        seen.add(name)


def _scale(scale: Branch, out: Complaints) -> None:
    values = [int(value) for value in table_at(scale, "points") if value.isdecimal()]
    if values and (values != list(range(values[0], values[0] + len(values))) or values[0] > 1):
        out.at(
            scale,
            "points",
            "Nilai skala tidak berurutan mulai 0 atau 1",
            "Tulis nilai dari yang terendah, misalnya 1, 2, 3, 4.",
        )
    elif len(values) > _MOST_POINTS:
        out.at(
            scale, "points", "Skala memuat lebih dari {limit} titik", "Ringkas skalanya.", limit=_MOST_POINTS
        )
    for key in ("labels", "unsure"):
        labels = table_at(scale, key)
        for label, value in labels.items():
            if isinstance(value, str) and value.isdecimal() and int(value) not in values:
                out.at(
                    labels,
                    label,
                    "“{label}” menunjuk nilai {value} yang tidak ada pada skala ini",
                    "Pilih nilai yang ada di points.",
                    label=label[:60],
                    value=value,
                )


def _scale_names(tree: Branch, out: Complaints) -> None:
    scales = table_at(tree, "scales")
    for holder in _may_name_a_scale(tree):
        name = text_at(holder, "scale")
        if name and name not in scales:
            out.at(
                holder,
                "scale",
                "Skala “{scale}” tidak ada",
                "Pilih salah satu: {scales}.",
                scale=name[:60],
                scales=some(scales),
            )
    if "scale" in tree or "variants" in tree:
        return
    for unsur in tables_at(tree, "unsur"):
        for item in tables_at(unsur, "items") or [unsur]:
            if "scale" not in item and "scale" not in unsur:
                out.at(
                    item,
                    "code",
                    "{code} belum punya skala",
                    "Tambahkan scale di sini, pada unsurnya, atau paling atas.",
                    code=text_at(item, "code"),
                )


def _may_name_a_scale(tree: Branch) -> Iterator[Branch]:
    yield tree
    for key in ("variants", "aspects", "unsur"):
        for one in tables_at(tree, key):
            yield one
            yield from tables_at(one, "items")


def _downwards(table: Branch, out: Complaints) -> None:
    bands = tables_at(table, "bands")
    limits = [number_of(one.get("at_least")) for one in bands]
    for band, above, own in zip(bands[1:], limits, limits[1:], strict=False):
        if above is not None and own is not None and own >= above:
            out.at(
                band,
                "at_least",
                "Batas mutu ini tidak lebih rendah daripada yang di atasnya",
                "Urutkan mutu dari yang tertinggi.",
            )


def _formula(tree: Branch, holder: Branch, out: Complaints) -> None:
    formula = text_at(holder, "formula")
    if formula not in FORMULAS:
        return
    if formula == RISK:
        roles = {text_at(one, "role") for one in tables_at(tree, "aspects")}
        if not {Part.FREQUENCY, Part.CONTROL} <= roles:
            out.at(
                holder,
                "formula",
                "Rumus risk memerlukan aspek berperan frequency dan control",
                "Tambahkan keduanya di aspects.",
            )
        return
    if holder is tree and "variants" in tree:
        return
    most = FORMULAS[formula].most
    for name in _counting_scales(tree, holder):
        values = [
            int(value)
            for value in table_at(table_at(table_at(tree, "scales"), name), "points")
            if value.isdecimal()
        ]
        if values and (values[0] != 1 or values[-1] != most):
            out.at(
                holder,
                "formula",
                "Rumus {formula} memerlukan skala 1 sampai {most}, sedangkan skala {scale} tidak",
                "Pakai rumus atau skala yang cocok.",
                formula=formula,
                most=most,
                scale=name,
            )


def _counting_scales(tree: Branch, holder: Branch) -> list[str]:
    """The scales whose answers make the index: those of items that are not control items."""
    names = [text_at(holder, "scale")]
    for unsur in tables_at(tree, "unsur"):
        if text_at(unsur, "control") != "true":
            names += [text_at(one, "scale") for one in (unsur, *tables_at(unsur, "items"))]
    return [name for name in dict.fromkeys(names) if name in table_at(tree, "scales")]
