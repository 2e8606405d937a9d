"""What must hold before a survey is written, and what an edit or a carried index comes to."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from zi_assess.core.exact import decimal_text, fraction
from zi_assess.core.pack import Kind, Question
from zi_assess.core.survey import Form, Response, Result, Typed
from zi_assess.core.survey.held import SELF, THIRD, Survey
from zi_assess.errors import ZiError

if TYPE_CHECKING:
    from zi_assess.responses import Read

MAX_NAME = 300


def line(text: str, what: str) -> str:
    """*text* as one line; raises ZiError that says *what* when there is none, or too much of it."""
    plain = " ".join(text.split())
    if not plain or len(plain) > MAX_NAME:
        raise ZiError(what, "Tulis dalam beberapa kata.")
    return plain


def known_way(way: str) -> str:
    """*way* when it is one of the two. Raises ZiError."""
    if way not in (SELF, THIRD):
        raise ZiError("Cara pelaksanaan {way} tidak dikenal.", "Pilih self atau third.", way=way)
    return way


def told(one: Response) -> Response:
    """A response without what was left blank."""
    return Response(
        dict(one.answers),
        {key: plain for key, text in one.profile.items() if (plain := " ".join(text.split()))},
        one.remark.strip(),
    )


def possible(edit: Callable[[], Survey]) -> Survey:
    """What *edit* makes; raises ZiError when its answers are not on the form."""
    try:
        return edit()
    except (KeyError, ValueError) as error:
        raise ZiError(
            "Jawaban itu tidak ada pada formulir survei ini.", "Pilih salah satu jawaban yang tersedia."
        ) from error


def check_read(before: Survey, read: Read, fresh: bool) -> None:
    """Raise ZiError when nothing was accepted, or another form read the file than the survey's."""
    if not read.counts.accepted:
        raise ZiError(
            "Tidak ada satu pun baris {file} yang dapat diterima.",
            "Lihat alasan tiap baris, betulkan berkas atau pemetaannya, lalu coba lagi.",
            file=read.name,
        )
    if before.kind != read.form.kind or (not fresh and before.form.variant != read.form.variant):
        raise ZiError(
            "{file} dibaca dengan formulir lain daripada survei ini.",
            "Mulai survei baru, atau baca berkasnya dengan skala yang sama.",
            file=read.name,
        )


def check_place(held: Survey, place: int) -> None:
    """Raise ZiError when there is no respondent at *place* (from 0)."""
    if not 0 <= place < held.responses.n:
        raise ZiError("Responden nomor {number} tidak ada.", "Pilih responden dari daftar.", number=place + 1)


def check_typed(form: Form, typed: Typed) -> None:
    """Raise ZiError when a summary is empty or off the scale."""
    scale = form.items[0].scale
    within = all(scale.least <= nrr <= scale.most for _, _, nrr in typed.unsur)
    if typed.n < 1 or not within or (not typed.unsur and typed.ikm is None):
        raise ZiError(
            "Ringkasan survei belum masuk akal.",
            "Isi jumlah responden dan NRR {least} sampai {most} tiap unsur, atau nilai akhirnya.",
            least=scale.least,
            most=scale.most,
        )
    if typed.ikm is not None and not 25 <= typed.ikm <= 100:
        raise ZiError("Nilai akhir di luar 25 sampai 100.", "Isi nilai seperti yang tercetak pada laporan.")


def index_for(question: Question, result: Result) -> Fraction | None:
    """What an index criterion gets, exact to what is written; None for a choice, which a survey only supports."""
    if question.kind is not Kind.INDEX:
        return None
    if result.index is None:
        raise ZiError("Survei ini belum menghasilkan indeks.", "Isi jawabannya dahulu, lalu bawa lagi.")
    if result.index > question.index_max:
        raise ZiError(
            "Indeks survei ini di luar skala {code}.", "Periksa jenis surveinya.", code=question.code
        )
    return fraction(decimal_text(result.index))
