"""What the window calls things: findings and where to mend them, verbs to undo, stages, kinds, distances."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zi_assess import i18n
from zi_assess.core.assessment import Held, Mark, Stage
from zi_assess.core.checks import Finding, Severity
from zi_assess.core.pack import Node, Pack, Question
from zi_assess.core.readiness import Standing
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import N_, _, n_
from zi_assess.reports import wording
from zi_assess.ui.theme import Kind

STEPS: Mapping[str, str] = {
    "record": N_("jawaban"),
    "note": N_("catatan"),
    "confirm": N_("konfirmasi jawaban tahun lalu"),
    "attach": N_("lampiran bukti"),
    "detach": N_("pelepasan bukti"),
    "place": N_("pemindahan bukti"),
    "describe": N_("keterangan bukti"),
    "file-many": N_("penyimpanan banyak bukti"),
    "copy-link": N_("salinan tautan"),
    "revise": N_("penggantian dokumen"),
    "trash": N_("pembuangan dokumen"),
    "bring-back": N_("pengembalian dokumen"),
    "aim": N_("predikat tujuan"),
    "frame": N_("masa penilaian"),
    "hold": N_("keadaan prasyarat"),
    "settle": N_("catatan impor"),
    "follow-up": N_("tindak lanjut"),
    "after-photo": N_("foto sesudah perbaikan"),
    "drop-follow-up": N_("penghapusan tindak lanjut"),
    "choose": N_("penyesuaian rencana"),
    "review": N_("jawaban reviu"),
    "agree": N_("persetujuan jawaban"),
    "mark": N_("tanda bukti"),
    "observe": N_("temuan"),
    "drop-observation": N_("penghapusan temuan"),
    "assign": N_("penanggung jawab"),
    "carry": N_("indeks dari survei"),
}
_SEVERITY: Mapping[Severity, tuple[str, Kind]] = {
    Severity.ERROR: (N_("Harus dibereskan"), "bad"),
    Severity.WARNING: (N_("Perlu perhatian"), "warn"),
    Severity.INFO: (N_("Untuk diketahui"), "info"),
}
_ANSWER, _ATTACH, _INSPECT, _FILL = N_("Jawab"), N_("Lampirkan"), N_("Periksa"), N_("Isi")
_ACTIONS: Mapping[str, str] = {
    "unanswered": _ANSWER,
    "proposal-unconfirmed": N_("Konfirmasi"),
    "inputs-incomplete": _FILL,
    "zero-denominator": _INSPECT,
    "no-evidence": _ATTACH,
    "slot-empty": _ATTACH,
    "evidence-to-renew": _ATTACH,
    "evidence-undated": _FILL,
    "empty-group": _ANSWER,
    "threshold-missed": _INSPECT,
    "prerequisite-unknown": _FILL,
    "observation-open": N_("Tanggapi"),
}

_DESKS: Mapping[Stage, str] = {
    Stage.SELF: N_("Mandiri"),
    Stage.PRELIMINARY: N_("Pendahuluan"),
    Stage.TPI_MEMBER: N_("Anggota"),
    Stage.TPI_LEAD: N_("Ketua tim"),
    Stage.TPI_CONTROL: N_("Pengendali teknis"),
    Stage.TPN: N_("TPN"),
}
_MARKS: Mapping[Mark, tuple[str, Kind]] = {
    Mark.VALID: (N_("sah"), "ok"),
    Mark.INVALID: (N_("tidak sah"), "bad"),
    Mark.INCOMPLETE: (N_("perlu dilengkapi"), "warn"),
}
_INSTRUMENTS: Mapping[str, str] = {
    "lke-zi": N_("LKE"),
    "pelayanan-publik": N_("Pelayanan Publik"),
    "kunjungan": N_("Kunjungan samaran"),
    "standar-pelayanan": N_("Standar pelayanan"),
    "e-government": N_("E-government"),
    "layanan": N_("Mutu layanan"),
    "inovasi": N_("Inovasi"),
}


@dataclass(frozen=True, slots=True)
class Way:
    """Where a finding is mended: *page* with *code* (`temuan:…` in Reviu for an observation), or the `checklist` or an
    `account` of the number *code*.
    """

    page: str
    code: str


def step(verb: str) -> str:
    """What undo calls a verb; "" for none."""
    return _(STEPS.get(verb, N_("perubahan"))) if verb else ""


def finding(found: Finding) -> str:
    """The sentence of a finding."""
    return i18n.say(found.text, found.values)


def remedy(found: Finding) -> str:
    """What to do about a finding."""
    return wording.remedy(found)


def action(found: Finding) -> str:
    """The words of the button that takes one to a finding."""
    return _(_ACTIONS.get(found.code, _INSPECT))


def gain(found: Finding) -> str:
    """`+0,50` to win, `−0,50` at risk, "" when nothing hangs on it."""
    return wording.signed_points(found)


def way(sheet: Sheet, found: Finding) -> Way:
    """Where *found* is mended."""
    if found.code.startswith("prerequisite-"):
        return Way("checklist", found.where)
    if found.code == "threshold-missed":
        return Way("account", found.where)
    if found.code == "observation-open":
        return Way("reviu", f"temuan:{found.where}")
    if found.code in ("evidence-without-place", "evidence-undated") and found.where not in sheet.pack.nodes:
        return Way("bukti", "")
    return Way("penilaian", found.where if found.where in sheet.pack.nodes else "")


def severity(which: Severity) -> tuple[str, Kind]:
    """The words and the colour of a severity."""
    text, kind = _SEVERITY[which]
    return _(text), kind


def stage(which: Stage) -> str:
    """The name of a stage."""
    return _(wording.STAGES[which])


def desk(which: Stage) -> str:
    """The name of a stage where room is short: `Ketua tim`."""
    return _(_DESKS[which])


def mark(which: Mark) -> tuple[str, Kind]:
    """What a reviewer's tick says, in words and colour."""
    text, tone = _MARKS[which]
    return _(text), tone


def kind(which: str) -> str:
    """The name of a kind of document."""
    return _(wording.KINDS.get(which, N_("Berkas lain")))


def held(which: Held) -> tuple[str, Kind]:
    """How a prerequisite stands, in words and colour."""
    text, tone = wording.HELD[which]
    kinds: Mapping[str, Kind] = {"ok": "ok", "bad": "bad", "warn": "warn"}
    return _(text), kinds.get(tone, "neutral")


def distance(standing: Standing) -> str:
    """`kurang 3,52`, `tepat di batas`, `lebih 1,25`."""
    return wording.distance(standing)


def headline(sheet: Sheet) -> tuple[str, Kind]:
    """How far the target is, in a few words, and their colour; "" without a target."""
    target = sheet.assessment.target
    standings = sheet.readiness.of(target)
    missed = [one for one in standings if not one.met]
    if not standings:
        return "", "neutral"
    if not missed:
        return _("memenuhi {target}").format(target=target), "ok"
    total = next((one for one in missed if one.threshold.id == "total"), None)
    if total is not None:
        words = _("kurang {points} ke {target}")
        return words.format(points=wording.visible(total.short_by), target=target), "bad"
    words = n_("{n} ambang {target} belum", "{n} ambang {target} belum", len(missed))
    return words.format(n=len(missed), target=target), "bad"


def place(pack: Pack, code: str) -> str:
    """`A.I.6.i.b · Standar Pelayanan`: the code and the group it stands in; the code alone when it is no place."""
    path = pack.path(code)
    above = next((node for node in reversed(path[:-1])), None)
    return f"{code} · {short(above)}" if above is not None else code


def title_line(pack: Pack, where: str) -> str:
    """`A.I.6.i.b · Maklumat`: code and short title of a place; "" for what is no place of the pack."""
    node = pack.nodes.get(where)
    return f"{where} · {short(node)}" if node is not None else ""


def short(node: Node) -> str:
    """The title of a node where room is short."""
    return node.short or node.title


def title(pack: Pack, code: str) -> str:
    """The title of a node, aggregate, threshold or prerequisite; the code when it is none."""
    node = pack.nodes.get(code)
    if node is not None:
        return node.title
    named = {one.code: one.title for one in pack.aggregates} | {
        one.id: one.title for one in pack.prerequisites
    }
    for thresholds in pack.thresholds.values():
        named |= {one.id: one.title for one in thresholds}
    return named.get(code, code)


def instrument_named(pack_id: str) -> str:
    """What lists call a pack that is not loaded: our own by name, others by id."""
    return _(_INSTRUMENTS[pack_id]) if pack_id in _INSTRUMENTS else pack_id


def fed(question: Question) -> str:
    """`LKE A.I.6.i.b, A.I.6.i.d`: the criteria that evidence made for *question* can be filed for."""
    packs = dict.fromkeys(one.pack for one in question.feeds)
    return "; ".join(
        f"{instrument_named(pack)} {', '.join(one.code for one in question.feeds if one.pack == pack)}"
        for pack in packs
    )


def instrument(pack: Pack) -> str:
    """`LKE 2021`: the pack as a header names it."""
    return pack.short or pack.title


def year_line(sheet: Sheet) -> str:
    """`LKE 2021 · Tahun 2026 · menuju WBK`."""
    parts = [instrument(sheet.pack), wording.occasion_line(sheet)]
    return " · ".join(part for part in parts if part)


def remaining(seconds: float) -> str:
    """About how long *seconds* more of a job are."""
    if seconds < 5:
        return _("hampir selesai")
    if seconds < 55:
        return _("kira-kira {n} detik lagi").format(n=5 * round(seconds / 5))
    minutes = max(1, round(seconds / 60))
    return _("kira-kira {n} menit lagi").format(n=minutes)


FOLLOW_UP_STATUS = wording.FOLLOW_UP_STATUS
follow_up_state = wording.follow_up_state
follow_up_source = wording.follow_up_source
follow_up_origin = wording.follow_up_origin
follow_up_since = wording.follow_up_since
observation_origin = wording.observation_origin
follow_up_summary = wording.follow_up_summary
follow_up_what = wording.follow_up_what
