"""What stands around the example's worksheet: last year's review, surveys, visits, the other instruments."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

from zi_assess import criteria, files, responses
from zi_assess.core.assessment import (
    Answer,
    FollowUp,
    Mark,
    Observation,
    ObservationState,
    Progress,
    Stage,
    parse_value,
)
from zi_assess.core.pack import Kind, Pack
from zi_assess.core.survey import Frame
from zi_assess.core.visit import Photo, Visit
from zi_assess.criteria import surveys as forms
from zi_assess.demo import asked, story
from zi_assess.workspace import Workspace

PASSPHRASE = "contoh contoh contoh"
"""Opens the visit of the example that is still sealed."""
AUDITOR = "Nama Auditor Contoh"
_LOWERED = (
    ("A.I.1.i.a", "Susunan tim belum memuat bidang layanan."),
    ("A.I.6.i.b", "Maklumat terpasang, tetapi belum ditandatangani pimpinan."),
    ("A.I.4.i.c", "Laporan kinerja belum memuat perbandingan dengan tahun lalu."),
)


def review(space: Workspace, last_year: str) -> None:
    """Last year's worksheet goes to the auditors and comes back: lowered answers, ticks, an open observation."""
    unit = space.who
    space.review.submit(last_year, "LKE lengkap untuk penilaian internal.")
    space.who = AUDITOR
    pack = space.pack(last_year)
    lowered = dict(_LOWERED)
    codes = [question.code for question in pack.questions if question.code not in lowered]
    space.review.agree(last_year, codes, Stage.TPI_MEMBER)
    for code, note in _LOWERED:
        question = pack.question(code)
        assert question is not None
        given = space.assessment(last_year).answer(code).value
        keys = [option.key for option in question.options]
        lower = keys[min(len(keys) - 1, keys.index(str(given)) + 1)]
        space.review.answer(last_year, code, lower, Stage.TPI_MEMBER, note)
    uses = space.assessment(last_year).evidence
    for use in uses[:3]:
        space.review.mark(last_year, use.id, Mark.VALID, Stage.TPI_MEMBER)
    space.review.mark(
        last_year, uses[-1].id, Mark.INCOMPLETE, Stage.TPI_MEMBER, "Halaman tanda tangan tidak ikut dipindai."
    )
    space.review.observe(
        last_year,
        Observation(
            "contoh-temuan-1",
            "A.I.6.i.b",
            "Maklumat pelayanan di ruang layanan belum ditandatangani pimpinan",
            "Maklumat dicetak sebelum pimpinan dilantik",
            "Tandatangani maklumat dan pasang yang baru",
            "Koordinator layanan",
            date(2025, 9, 30),
            status=ObservationState.OPEN,
        ),
    )
    space.review.agree(last_year, [one.code for one in pack.questions], Stage.TPI_CONTROL)
    space.review.close(last_year, "Layak dibina; lengkapi tiga butir.", Stage.TPI_CONTROL)
    space.who = unit


def surveys(space: Workspace, worksheet: str) -> None:
    """Surveys of three kinds are taken from their sheets, and carried into the worksheet they feed."""
    with tempfile.TemporaryDirectory() as folder:
        for one in asked.SURVEYS:
            form = forms.find(one.kind)
            path = Path(folder) / f"{form.short} {one.period}.csv"
            files.write_bytes(path, asked.sheet(form, one))
            proposal = responses.propose(path, form, forms.variants(form))
            read = responses.read(path, proposal.form, proposal.mapping)
            made = space.surveys.new(
                story.UNIT,
                proposal.form,
                one.period,
                first=one.first,
                last=one.last,
                frame=Frame(one.population),
                read=read,
            )
            if one.carry:
                space.surveys.carry(worksheet, one.carry, made)


def visits(space: Workspace, at: Callable[[datetime], None]) -> None:
    """Two visits that were opened to all, with what came of the first, and one that is still sealed.

    *at* sets the example's clock.
    """
    pack = criteria.find("kunjungan")
    for number, day in ((1, date(2026, 2, 25)), (2, date(2026, 5, 13)), (3, date(2026, 7, 22))):
        at(datetime.combine(day, time(8), UTC))
        planned = space.visits.plan(
            pack, story.UNIT, f"Kunjungan {number}", PASSPHRASE, _visit(pack, number, day)
        )
        if number == 3:
            return
        made = space.visits.release(space.visits.unlock(planned.id, PASSPHRASE), example=True)
        if number == 1:
            space.follow_many(made, _FROM_VISIT)


_FROM_VISIT = (
    FollowUp(
        "contoh-kunjungan-1",
        "A3.E1",
        "Cat ulang papan nama dan potong dahan yang menutupinya",
        "Bagian umum",
        date(2026, 3, 31),
        "Rp750.000",
        status=Progress.DONE,
        proof="Foto papan nama 20 Maret 2026",
        effect="Papan terbaca dari jalan",
        source="visit:A3.E1",
        created=date(2026, 2, 27),
    ),
)


def _visit(pack: Pack, number: int, day: date) -> Visit:
    """Better from one to the next; what was not seen is said to be so."""
    answers: dict[str, Answer] = {}
    for place, question in enumerate(pack.questions):
        if question.kind is Kind.CHOICE:
            low = (place * 7 + number * 3) % 10
            key = "X" if low == 9 else "C" if low < 3 - number else "B" if low < 6 - number else "A"
            answers[question.code] = Answer(key, _SEEN.get((number, question.code), ""))
    times = pack.question("A2.4")
    cost = pack.question("A2.5")
    assert times is not None and cost is not None
    waited = 26 - number * 6
    text = f"masuk=815,dilayani={815 + waited},keluar=905,menunggu={waited},janji=15,langkah=5,langkah_standar=4,meja=3"
    answers["A2.4"] = Answer(parse_value(times, text))
    answers["A2.5"] = Answer(parse_value(cost, "tarif=50000,diminta=50000,tanpa_kuitansi=0"))
    board = pack.question("A3.E1")
    slot = next((one.id for one in board.evidence if "image" in one.kinds), "") if board else ""
    photos = (Photo("A3.E1", slot, f"Papan nama {number}.jpg", _photo(number)),)
    return Visit(f"KS-0{number}", day, "Pendaftaran kunjungan", answers, photos)


_SEEN = {
    (1, "A3.E1"): "Huruf pudar dan tertutup dahan pohon",
    (1, "A1.1"): "Petugas menunduk ke gawai saat saya datang",
    (2, "A4.2"): "Papan tarif ada, tetapi belum memuat layanan baru",
}


def _photo(number: int) -> bytes:
    picture = Image.new("RGB", (960, 640), (120, 150, 160))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((140, 180, 820, 380), fill=(240, 240, 232))
    draw.text((200, 250), f"KANTOR LAYANAN CONTOH  {number}", fill=(40, 60, 80), font_size=40)
    file = BytesIO()
    picture.save(file, "JPEG", quality=85)
    return file.getvalue()


def instruments(space: Workspace) -> None:
    """The other instruments, each filled in once."""
    for pack_id, occasion in (
        ("standar-pelayanan", "Pendaftaran kunjungan"),
        ("e-government", ""),
        ("layanan", ""),
        ("inovasi", "Antrean daring"),
    ):
        pack = criteria.find(pack_id)
        made = space.new(pack, story.UNIT, story.YEAR, occasion=occasion, example=True)
        answers = {}
        for place, question in enumerate(pack.questions):
            if question.kind is Kind.CHOICE and place % 9 != 8:
                scored = [option for option in question.options if not option.skip]
                best = sorted(scored, key=lambda option: -option.score)
                answers[question.code] = Answer(best[min(len(best) - 1, (place * 5) % 4 // 2)].key)
        space.record_many(made, answers)
