"""Chapters I and II of the SKM report: why, by which rules, how, where and when people were asked."""

from __future__ import annotations

from zi_assess import i18n
from zi_assess.core.survey import sample
from zi_assess.i18n import _
from zi_assess.reports import surveyparts as parts
from zi_assess.reports.parts import MUTED, STRONG
from zi_assess.reports.surveyparts import Draft
from zi_assess.reports.surveytexts import Schedule, dotted, schedule
from zi_assess.reports.table import Column


def background(draft: Draft) -> None:
    """Why the unit asks at all."""
    unit = draft.survey.unit.name
    draft.paper.flow(
        parts.prose(
            draft,
            _(
                "Pelayanan publik dinilai paling tepat oleh orang yang menerimanya. Karena itu {unit} menanyakan "
                "pendapat pengguna layanannya secara berkala, mengolahnya menjadi Indeks Kepuasan Masyarakat (IKM), "
                "dan memakai hasilnya untuk memperbaiki layanan."
            ).format(unit=unit),
            _(
                "Laporan ini memuat cara survei {period} dilaksanakan, hasilnya untuk unit dan setiap unsur pelayanan, "
                "serta apa yang akan dikerjakan sesudahnya."
            ).format(period=draft.survey.period),
            _("Yang ditanya adalah pelanggan internal: unit lain dan pegawai yang memakai layanan unit ini.")
            if draft.survey.frame.customers == "internal"
            else "",
        )
    )


def basis(draft: Draft) -> None:
    """The rules, and those the unit adds."""
    rules = [
        _("Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik."),
        _("Peraturan Pemerintah Nomor 96 Tahun 2012 tentang Pelaksanaan Undang-Undang Nomor 25 Tahun 2009."),
        _(
            "Peraturan Menteri PANRB Nomor 14 Tahun 2017 tentang Pedoman Penyusunan Survei Kepuasan Masyarakat "
            "Unit Penyelenggara Pelayanan Publik."
        ),
    ]
    own = [line.strip() for line in draft.survey.words.get("basis", "").splitlines() if line.strip()]
    draft.paper.flow(parts.bullets(draft, [*rules, *own]))


def aims(draft: Draft) -> None:
    """Purpose, aims and benefits."""
    draft.paper.flow(
        parts.prose(
            draft,
            _(
                "Maksud dan tujuan: mengetahui tingkat kepuasan pengguna layanan dan kinerja unit secara berkala."
            ),
            _("Sasaran:"),
        )
    )
    draft.paper.flow(
        parts.bullets(
            draft,
            [
                _("pengguna layanan ikut menilai kinerja penyelenggara;"),
                _("penyelenggara terdorong meningkatkan mutu pelayanan;"),
                _("penyelenggara terdorong menemukan cara pelayanan yang baru;"),
                _("kecenderungan kepuasan pengguna layanan terukur dari waktu ke waktu."),
            ],
        )
    )
    draft.paper.flow(
        parts.prose(
            draft,
            _(
                "Manfaat: kelemahan tiap unsur diketahui, kinerja periode ini dapat dibandingkan dengan periode lain, "
                "kebijakan dan tindak lanjut punya dasar, dan masyarakat memperoleh gambaran kinerja unit."
            ),
        )
    )


def team(draft: Draft) -> None:
    """Who carried it out."""
    survey = draft.survey
    lines = [
        _("Survei dilaksanakan oleh pihak ketiga, {name}.").format(name=survey.frame.provider or dotted())
        if survey.way == "third"
        else _("Survei dilaksanakan sendiri oleh {unit}.").format(unit=survey.unit.name),
        survey.words.get("team", "") or _("Tim pelaksana: {dots}").format(dots=dotted()),
    ]
    draft.paper.flow(parts.prose(draft, *lines))


def method(draft: Draft) -> None:
    """How it was asked and reckoned."""
    survey = draft.survey
    scales = len({item.scale.most for item in survey.form.items})
    draft.paper.flow(
        parts.prose(
            draft,
            survey.frame.method
            or _("Responden mengisi kuesioner sesudah menerima layanan. Cara pengisian: {dots}").format(
                dots=dotted()
            ),
            _(
                "Kuesioner memuat {unsur} unsur dengan skala {most} pilihan. Nilai rata-rata (NRR) tiap unsur adalah "
                "jumlah nilai dibagi banyaknya responden yang menjawab unsur itu; jawaban kosong tidak dihitung nol. "
                "Bobot tiap unsur sama, tepat satu per {unsur}. IKM adalah jumlah NRR tertimbang dikali 25."
            ).format(
                unsur=len([one for one in survey.form.unsur if not one.control]),
                most=survey.form.items[0].scale.most if scales == 1 else 4,
            ),
            _("Tabel mutu: {source}.").format(source=survey.result.table.source)
            if survey.result.table
            else "",
        )
    )


def place(draft: Draft) -> None:
    """Where."""
    draft.paper.flow(
        parts.prose(draft, draft.survey.frame.place or _("Lokasi: {dots}").format(dots=dotted()))
    )


def times(draft: Draft) -> None:
    """The steps and their days."""
    steps = schedule(draft.survey)
    grid = draft.grid(
        Column(_("No."), 26),
        Column(_("Kegiatan"), 0),
        Column(_("Waktu pelaksanaan"), 190),
        Column(_("Jumlah hari kerja"), 90, "right", True),
    )
    head = grid.head()
    rows = [head]
    for number, one in enumerate(steps, 1):
        rows.append(
            grid.row(f"{number}", one.what, _when(one), "" if not one.days else str(one.days), repeat=(head,))
        )
    draft.paper.flow(rows)


def _when(one: Schedule) -> str:
    days = [i18n.date(day) for day in (one.first, one.last) if day]
    return " – ".join(dict.fromkeys(days)) or "." * 30


def count(draft: Draft) -> None:
    """How many answered, of how many, and whether that is enough."""
    survey = draft.survey
    population, n = survey.frame.population, survey.result.n
    grid = draft.grid(Column("", 250, style=MUTED), Column("", 0, style=STRONG))
    rows = [grid.row(_("Responden yang terkumpul"), i18n.count(n), rule=False)]
    if population:
        needed = sample(population)
        rows.insert(0, grid.row(_("Populasi penerima layanan"), i18n.count(population), rule=False))
        rows.insert(1, grid.row(_("Responden paling sedikit (Krejcie dan Morgan)"), i18n.count(needed.least)))
        state = _("Sesuai") if n >= needed.least else _("Belum sesuai")
        rows.append(grid.row(_("Keadaan"), draft.pill(state, "ok" if n >= needed.least else "warn")))
    draft.paper.flow(rows)
    draft.paper.flow(parts.warnings(draft))
