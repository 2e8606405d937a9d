"""Signatures inside PDFs: nothing that was changed is ever called intact, and nothing unknown is called known."""

from __future__ import annotations

import io
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest

from tests.signatures.signing import (
    SIGNER,
    appended,
    blank,
    flipped,
    gap,
    ranged,
    resigned,
    rewritten,
    signed,
    stamped,
)
from zi_assess import confined, signatures
from zi_assess.signatures import Signature, Verdict

NOTES = {note: verdict for verdict, (_intact, note) in signatures._SAID.items()}


@pytest.fixture(scope="module", autouse=True)
def _no_child_left() -> Iterator[None]:
    yield
    confined.close()


@pytest.fixture
def look(tmp_path: Path) -> Callable[[bytes], tuple[Signature, ...]]:
    def looked(data: bytes) -> tuple[Signature, ...]:
        path = tmp_path / "berkas.pdf"
        path.write_bytes(data)
        return signatures.look(path)

    return looked


Look = Callable[[bytes], tuple[Signature, ...]]


def verdicts(found: tuple[Signature, ...]) -> list[Verdict]:
    return [NOTES[one.note] for one in found]


@pytest.mark.parametrize("pades", [True, False])
def test_a_signed_file_is_intact_and_whole_and_names_its_signer(look: Look, pades: bool) -> None:
    (one,) = look(signed(blank(), pades=pades))
    assert (one.who, one.intact, one.whole, one.stamp) == (SIGNER, True, True, False)
    assert one.note == "utuh dan mencakup seluruh berkas"
    assert one.signed_at is not None
    assert abs((datetime.now(UTC) - one.signed_at).total_seconds()) < 300


def test_an_unsigned_file_has_no_signature(look: Look, tmp_path: Path) -> None:
    assert look(blank()) == ()
    assert look(b"%PDF-1.7\nrusak") == ()
    assert look(b"bukan PDF /ByteRange") == ()


def test_what_is_changed_after_signing_is_said_to_be_changed(look: Look) -> None:
    data = signed(blank())
    (one,) = look(flipped(data, data.index(b"KEPUTUSAN")))
    assert (one.who, one.intact, one.whole) == (SIGNER, False, False)
    assert one.note == "isi berubah sesudah ditandatangani"


def test_what_another_program_saved_again_is_said_to_be_changed(look: Look) -> None:
    assert verdicts(look(rewritten(signed(blank())))) == [Verdict.CHANGED]


@pytest.mark.parametrize("more", [appended, lambda data: data + b"\n% tambahan\n"])
def test_what_is_appended_after_signing_is_told_and_the_signed_part_is_intact(
    look: Look, more: Callable[[bytes], bytes]
) -> None:
    (one,) = look(more(signed(blank())))
    assert (one.intact, one.whole) == (True, False)
    assert one.note == "bagian yang ditandatangani utuh; ada isi yang ditambahkan sesudahnya"


def test_two_signatures_are_listed_and_only_the_last_covers_the_file(look: Look) -> None:
    found = look(signed(signed(blank()), "Orang Kedua", field="TTE2"))
    assert [one.who for one in found] == [SIGNER, "Orang Kedua"]
    assert verdicts(found) == [Verdict.PART, Verdict.WHOLE]


def test_a_change_in_the_first_part_breaks_both_signatures(look: Look) -> None:
    data = signed(signed(blank()), "Orang Kedua", field="TTE2")
    assert verdicts(look(flipped(data, data.index(b"KEPUTUSAN")))) == [Verdict.CHANGED] * 2


def test_a_time_stamp_is_no_person(look: Look) -> None:
    person, stamp = look(stamped(signed(blank())))
    assert (person.stamp, stamp.stamp, stamp.who) == (False, True, "Cap Waktu Contoh")
    assert verdicts((person, stamp)) == [Verdict.PART, Verdict.WHOLE]
    assert stamp.signed_at is not None


def test_a_time_stamp_of_something_else_is_no_proof(look: Look) -> None:
    data = stamped(blank())
    assert verdicts(look(flipped(data, data.index(b"KEPUTUSAN")))) == [Verdict.CHANGED]


def test_a_signature_by_another_key_is_not_its_certificates(look: Look) -> None:
    (one,) = look(signed(blank(), key_of="Orang Lain"))
    assert (one.intact, NOTES[one.note]) == (False, Verdict.MISMATCH)


def test_a_weak_digest_proves_nothing(look: Look) -> None:
    (one,) = look(signed(blank(), digest="sha1"))
    assert (one.intact, one.whole, NOTES[one.note]) == (None, False, Verdict.WEAK)


def test_an_unknown_kind_of_signature_is_not_judged(look: Look) -> None:
    data = signed(blank(), pades=False).replace(b"/adbe.pkcs7.detached", b"/adbe.pkcs7.detaches")
    assert verdicts(look(data)) == [Verdict.UNKNOWN]


BROKEN_RANGES: dict[str, Callable[[int, int, int], tuple[int, ...]]] = {
    "does not begin at the beginning": lambda first, second, rest: (9, first - 9, second, rest),
    "leaves out bytes before": lambda first, second, rest: (0, first - 20, second, rest),
    "adds up, but points past the end": lambda first, second, rest: (0, first - 20, second, rest + 20),
    "leaves out bytes after": lambda first, second, rest: (0, first, second + 40, rest - 40),
    "leaves out the end": lambda first, second, rest: (0, first, second, rest - 40),
    "three numbers": lambda first, second, rest: (0, first, second),
}


@pytest.mark.parametrize("how", BROKEN_RANGES)
def test_a_broken_byte_range_is_never_intact(look: Look, how: str) -> None:
    data = signed(blank())
    first, second = gap(data)
    broken = ranged(data, *BROKEN_RANGES[how](first, second, len(data) - second))
    (one,) = look(broken)
    assert one.intact is not True and not one.whole


@pytest.mark.parametrize("how", [one for one in BROKEN_RANGES if one != "three numbers"])
def test_a_byte_range_that_leaves_out_more_than_the_signature_is_not_intact_even_when_it_was_signed_so(
    look: Look, how: str
) -> None:
    data = signed(blank())
    first, second = gap(data)
    (one,) = look(resigned(ranged(data, *BROKEN_RANGES[how](first, second, len(data) - second))))
    assert (one.intact, one.whole, NOTES[one.note]) == (None, False, Verdict.RANGE)


def test_signing_anew_as_an_attacker_would_is_done_right_here(look: Look) -> None:
    assert verdicts(look(resigned(signed(blank())))) == [Verdict.WHOLE]


def test_a_file_cut_short_says_that_its_signature_cannot_be_read(look: Look) -> None:
    (one,) = look(signed(blank())[:-200])
    assert (one.who, one.intact, one.whole, NOTES[one.note]) == ("", None, False, Verdict.UNREADABLE)


def test_a_file_locked_by_a_password_says_that_its_signature_cannot_be_read(look: Look) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(signed(blank()))) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user="rahasia", owner="pemilik"))
    assert verdicts(look(out.getvalue())) == [Verdict.UNREADABLE]


def test_what_is_no_file_says_that_nothing_can_be_read(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "tidak ada.pdf"):
        assert verdicts(signatures.look(place)) == [Verdict.UNREADABLE]


def test_a_name_cannot_turn_or_break_the_line_it_stands_in(look: Look) -> None:
    (one,) = look(signed(blank(), "Nama\u202e\nContoh \u2066Palsu"))
    assert one.who == "Nama Contoh Palsu"


def test_of_all_single_changed_bytes_none_is_called_intact_and_whole(look: Look) -> None:
    data = signed(blank())
    first, second = gap(data)
    random.seed(27)
    spots = [at for at in random.sample(range(len(data)), 160) if not first <= at < second]
    claims = [at for at in spots if any(one.intact for one in look(flipped(data, at)))]
    assert len(spots) > 80
    assert claims == []


def test_a_changed_byte_in_the_signature_itself_never_changes_who_signed_what(look: Look) -> None:
    """The room behind the signature is filled with zeros nobody signs, so some of these stay intact and rightly so."""
    data = signed(blank())
    used = len(data[slice(*gap(data))].rstrip(b"0>"))
    random.seed(27)
    for at in random.sample(range(gap(data)[0] + 1, gap(data)[0] + used), 60):
        assert all(one.who == SIGNER for one in look(flipped(data, at)) if one.intact)


def test_the_window_never_loads_the_parser(tmp_path: Path) -> None:
    path = tmp_path / "berkas.pdf"
    path.write_bytes(signed(blank()))
    code = (
        "import sys, pathlib; from zi_assess import signatures\n"
        "found = signatures.look(pathlib.Path(sys.argv[1]))\n"
        "print(len(found), [m for m in sys.modules if m.split('.')[0] in ('pyhanko', 'asn1crypto', 'aiohttp')])"
    )
    shown = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, encoding="utf-8")
    assert shown.stdout.strip() == "1 []", shown.stderr
