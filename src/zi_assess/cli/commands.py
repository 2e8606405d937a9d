"""Every command and its name; scripts depend on the names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import typer
from typer.main import get_command

from zi_assess import __version__
from zi_assess.cli import (
    finding,
    followup,
    giving,
    history,
    keeping,
    observations,
    package,
    packs,
    papers,
    plan,
    review,
    surroundings,
    survey,
    surveyimport,
    surveypapers,
    visit,
    work,
    worklist,
)
from zi_assess.cli.usage import Command, Group
from zi_assess.i18n import N_

_COMMANDS: tuple[tuple[str, Callable[..., Any], str], ...] = (
    ("demo", keeping.demo, N_("Buat ruang kerja contoh yang terisi, dengan bukti dan laporan jadi.")),
    ("new", work.new, N_("Mulai penilaian; cetak id-nya.")),
    ("list", work.list_, N_("Daftar penilaian.")),
    ("record", work.record, N_("Jawab satu butir.")),
    ("confirm", work.confirm, N_("Jadikan usulan dari tahun lalu jawaban tahun ini.")),
    ("attach", work.attach, N_("Lampirkan berkas atau tautan sebagai bukti; cetak id bukti.")),
    ("score", work.score, N_("Nilai, ambang batas, dan predikat.")),
    ("explain", work.explain, N_("Langkah-langkah di balik sebuah angka.")),
    ("plan", plan.plan, N_("Jalan paling ringan ke WBK atau WBBM, langkah demi langkah.")),
    ("margin", plan.margin, N_("Berapa penurunan jawaban yang menggugurkan predikat, dan yang mana.")),
    ("check", work.check, N_("Apa yang kurang atau bertentangan.")),
    ("find", finding.find, N_("Cari kata di dalam bukti.")),
    ("report", papers.report, N_("Tulis laporan PDF.")),
    ("binder", giving.binder, N_("Jadikan semua bukti satu PDF: sampul, daftar isi, cap, dan sidik.")),
    ("tree", giving.tree, N_("Salin bukti ke pohon folder atau zip, bernama kode butirnya.")),
    ("register", giving.register, N_("Tulis daftar bukti sebagai Excel.")),
    ("unit", surroundings.unit, N_("Profil unit kerja untuk blok tanda tangan: lihat atau isi.")),
    ("prerequisite", surroundings.prerequisite, N_("Prasyarat pengusulan: lihat atau catat keadaannya.")),
    ("submit", review.submit, N_("Serahkan kepada TPI; jawaban dan bukti terkunci.")),
    ("return", review.return_, N_("Kembalikan kepada unit untuk diperbaiki, dengan catatan.")),
    ("close", review.close, N_("Tutup reviu TPI.")),
    ("review", review.review, N_("Beri jawaban peninjau pada satu butir, atau setujui.")),
    ("worklist", worklist.worklist, N_("Butir yang perlu dilihat peninjau, yang terpenting dahulu.")),
    ("mark", review.mark, N_("Tandai satu bukti: sah, tidak sah, atau perlu dilengkapi.")),
    ("observe", observations.observe, N_("Catat temuan, atau ubah yang ada; cetak id-nya.")),
    ("observations", observations.list_, N_("Daftar temuan.")),
    ("assign", review.assign, N_("Tugaskan butir atau kelompok kepada seseorang.")),
    ("history", history.history, N_("Siapa melakukan apa, yang terbaru dahulu.")),
    ("backup", keeping.backup, N_("Simpan seluruh ruang kerja ke satu berkas.")),
    ("restore", keeping.restore, N_("Pulihkan cadangan ke folder kosong.")),
    (
        "verify",
        keeping.verify,
        N_("Baca ulang semua data dan bukti, lalu sebutkan yang berubah atau hilang."),
    ),
    ("erase", keeping.erase, N_("Hapus satu dokumen, atau nama seseorang, untuk selamanya.")),
)
_PACK: tuple[tuple[str, Callable[..., Any], str], ...] = (
    ("list", packs.list_, N_("Paket yang dibawa program ini.")),
    ("show", packs.show, N_("Isi satu paket: butir, pilihan, bukti, dan ambang.")),
    ("check", packs.check, N_("Periksa paket YAML; setiap kesalahan dengan baris dan kolomnya.")),
    ("schema", packs.schema, N_("JSON Schema format paket.")),
)
_FOLLOW_UP: tuple[tuple[str, Callable[..., Any], str], ...] = (
    ("list", followup.list_, N_("Daftar tindak lanjut, yang terlambat dahulu.")),
    ("add", followup.add, N_("Catat tindak lanjut; cetak id-nya.")),
    ("set", followup.set_, N_("Ubah keadaan, tenggat, bukti, atau hasilnya.")),
    ("photo", followup.photo, N_("Lampirkan foto sesudah perbaikan, berdampingan dengan foto sebelumnya.")),
    ("export", followup.export, N_("Tulis sebagai PDF, Excel (.xlsx), atau kalender (.ics).")),
)
_VISIT: tuple[tuple[str, Callable[..., Any], str], ...] = (
    ("plan", visit.plan, N_("Siapkan kunjungan tersegel; cetak id dan sekali saja kode pemulihannya.")),
    ("list", visit.list_, N_("Daftar kunjungan, tersegel dan yang sudah dibuka.")),
    ("show", visit.show_, N_("Isi kunjungan tersegel, dengan kata sandi.")),
    ("record", visit.record, N_("Isi satu butir kunjungan tersegel.")),
    ("photo", visit.photo, N_("Segel satu foto pada sebuah butir.")),
    ("release", visit.release, N_("Buka kunjungan untuk semua; cetak id penilaiannya.")),
    ("drop", visit.drop, N_("Musnahkan kunjungan tersegel.")),
)
_WORKBOOK: tuple[tuple[str, Callable[..., Any], str], ...] = (
    ("import", papers.import_, N_("Mulai penilaian dari LKE Excel; cetak id-nya.")),
    ("export", papers.export, N_("Tulis penilaian sebagai LKE Excel.")),
)
_PACKAGE: tuple[tuple[str, Callable[..., Any], str], ...] = (
    ("export", package.export, N_("Tulis penilaian sebagai paket bertanda tangan untuk dikirim.")),
    ("import", package.import_, N_("Periksa dan terima paket; gabungkan dengan yang ada di sini.")),
    ("conflicts", package.conflicts, N_("Perbedaan yang menunggu keputusan.")),
    ("settle", package.settle, N_("Putuskan perbedaan: ours, theirs, atau both.")),
    ("key", package.key, N_("Sidik kunci ruang kerja ini, dalam kata dan heksadesimal.")),
    ("digest", package.digest, N_("Sidik isi penilaian: sama pada kedua pihak bila isinya sama.")),
    ("partners", package.partners, N_("Mitra yang kuncinya dipercaya.")),
)

_SURVEY: tuple[tuple[str, Callable[..., Any], str], ...] = (
    ("kinds", survey.kinds, N_("Jenis survei yang dibawa program ini.")),
    ("import", surveyimport.import_, N_("Baca jawaban responden dari CSV atau XLSX; cetak id survei.")),
    ("recap", surveyimport.recap, N_("Baca rekap banyak unit, satu survei tiap unit; cetak id-nya.")),
    ("list", survey.list_, N_("Daftar survei.")),
    ("show", survey.show, N_("Hasil survei: NRR tiap unsur, indeks, dan mutu.")),
    (
        "report",
        surveypapers.report,
        N_("Tulis laporan, poster, formulir, atau rencana tindak lanjut survei."),
    ),
    ("form", surveypapers.form, N_("Tulis formulir kertas kosong sebuah jenis survei.")),
    ("carry", survey.carry, N_("Bawa hasil survei ke kriteria LKE yang disuapinya.")),
    ("remove", survey.remove, N_("Hapus survei dengan jawabannya.")),
    ("unlink", survey.unlink, N_("Lepaskan kriteria dari surveinya; jawabannya tetap.")),
    ("check", survey.check, N_("Periksa formulir survei YAML; setiap kesalahan dengan baris dan kolomnya.")),
)


def command() -> Any:
    """The whole command line, ready to parse."""
    app = _app(_COMMANDS)
    app.callback()(_root)
    app.add_typer(_app(_PACK), name="pack", cls=Group, help=N_("Paket kriteria: daftar, isi, pemeriksaan."))
    app.add_typer(
        _app(_FOLLOW_UP), name="followup", cls=Group, help=N_("Tindak lanjut: daftar, catat, ubah, ekspor.")
    )
    app.add_typer(
        _app(_VISIT), name="visit", cls=Group, help=N_("Kunjungan petugas samaran, tersegel sampai dibuka.")
    )
    app.add_typer(
        _app(_PACKAGE), name="package", cls=Group, help=N_("Paket kiriman ke dan dari TPI, juga antarrekan.")
    )
    app.add_typer(_app(_WORKBOOK), name="workbook", cls=Group, help=N_("LKE Excel: impor dan ekspor."))
    app.add_typer(_app(_SURVEY), name="survey", cls=Group, help=N_("Survei: SKM, SPAK, SPKP, dan lainnya."))
    return get_command(app)


def _app(commands: tuple[tuple[str, Callable[..., Any], str], ...]) -> typer.Typer:
    app = typer.Typer(
        cls=Group,
        add_completion=False,
        no_args_is_help=True,
        rich_markup_mode=None,
        help=N_("Penilaian mandiri Zona Integritas menuju WBK/WBBM. Tanpa perintah: buka jendela."),
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    for name, function, help_ in commands:
        app.command(name, cls=Command, help=help_)(function)
    return app


def _version(wanted: bool) -> None:
    if wanted:
        print(f"ZI Assess {__version__}")
        raise typer.Exit


def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help=N_("Tampilkan versi."))
    ] = False,
) -> None:
    """Options before any command."""
