"""Visits and follow-ups on paper: what belongs together stands on one page, whatever stands before it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.reports.paper import pages, squash
from zi_assess import criteria
from zi_assess.core import visit as visits
from zi_assess.core.assessment import Answer, FollowUp, Unit
from zi_assess.core.followups import Task
from zi_assess.core.pack import Kind
from zi_assess.core.sheet import Sheet
from zi_assess.core.visit import Visit
from zi_assess.reports import kunjungan, tindaklanjut

AS_OF = date(2026, 8, 1)


def visited(low: int) -> Sheet:
    """A visit on which the first *low* points were at their worst and everything countable was written down."""
    form = criteria.find("kunjungan")
    asked = [one for one in form.questions if one.kind is Kind.CHOICE]
    answers = {
        one.code: Answer("C" if place < low else "A", "Terlihat dari jalan." if place < low else "")
        for place, one in enumerate(asked)
    }
    for one in form.questions:
        if one.recorded:
            answers[one.code] = Answer(tuple((part.key, 9 * 60) for part in one.inputs))
    return visits.sheet(form, Visit("KS-01", AS_OF, "", answers), Unit("u", "Unit Uji"), "Kunjungan 1", 2026)


@pytest.mark.parametrize("low", range(0, 21))
def test_what_was_counted_on_a_visit_stands_on_one_page(low: int) -> None:
    mine = visited(low)
    counted = [part.title for one in mine.pack.questions if one.recorded for part in one.inputs]
    shown = [squash(page) for page in pages(kunjungan.together([mine], AS_OF))]
    (there,) = [page for page in shown if "Waktu,langkah,danbiaya" in page]
    assert len(counted) > 5 and all(squash(title) in there for title in counted)
    for page in shown:
        assert ("Catatanpetugas" in page) <= ("Yangterlihat" in page)  # with the titles of its columns


@pytest.mark.parametrize("before", range(0, 12))
def test_a_follow_up_is_never_parted_from_what_is_said_about_it(before: int) -> None:
    one = FollowUp("f", "A.1", "Kerjakan", "Ani", AS_OF + timedelta(3))
    lead = [replace(one, id=f"b{n}", what="Baris " + "panjang " * 30) for n in range(before)]
    some = [replace(one, id=f"t{n}", what=f"Langkah {n}.", cost=f"Biaya {n}.") for n in range(40)]
    tasks = [Task("a", "Unit Uji", 2026, "LKE", "", each) for each in (*lead, *some)]
    shown = [squash(page) for page in pages(tindaklanjut.together(tasks, AS_OF, "Unit Uji"))]
    assert len(shown) > 2
    for n in range(40):
        (there,) = [page for page in shown if f"Langkah{n}." in page]
        assert f"Biaya{n}." in there
