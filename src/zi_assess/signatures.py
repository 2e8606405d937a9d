"""Signatures inside PDFs: whether what was signed is intact, and who says to have signed. Never more than is known.

Two things are not judged and never claimed: whether the certificate comes from an issuer to be trusted (none is
bundled) and whether it was revoked (that would take the network). pyHanko reads hostile files here, so it is imported
in the confined child only; what comes back is checked like the file itself.
"""

from __future__ import annotations

import hashlib
import os
import stat
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, BinaryIO

from zi_assess import confined
from zi_assess.errors import ZiError
from zi_assess.i18n import N_

LARGEST = 2 * 1024**3  # bytes: what evidence may be
_SECONDS = 45.0
_MEMORY = 640 * confined.MIB
_PIECE = 1024 * 1024
_MARK = b"/ByteRange"  # in plain sight in every signed file: its numbers are filled in last
_MOST_NAME = 120
_YEARS = range(1990, 2200)  # a clock that says another year says nothing
_SIGNED = {"/adbe.pkcs7.detached", "/ETSI.CAdES.detached", "/ETSI.RFC3161"}
_STRONG = {"sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_256", "sha3_384", "sha3_512", "shake256"}
_WITHOUT_FOLLOWING = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class Verdict(StrEnum):
    """What became of the bytes that were signed."""

    WHOLE = "whole"
    PART = "part"
    CHANGED = "changed"
    MISMATCH = "mismatch"  # the signature was not made with the key of its certificate
    RANGE = "range"  # the signed bytes leave out more than the signature itself
    WEAK = "weak"
    UNKNOWN = "unknown"  # a kind of signature this program does not know
    UNREADABLE = "unreadable"


_SAID: dict[Verdict, tuple[bool | None, str]] = {
    Verdict.WHOLE: (True, N_("utuh dan mencakup seluruh berkas")),
    Verdict.PART: (True, N_("bagian yang ditandatangani utuh; ada isi yang ditambahkan sesudahnya")),
    Verdict.CHANGED: (False, N_("isi berubah sesudah ditandatangani")),
    Verdict.MISMATCH: (False, N_("tanda tangannya tidak cocok dengan sertifikatnya")),
    Verdict.RANGE: (None, N_("tidak dapat dipastikan; bagian yang ditandatangani tidak jelas batasnya")),
    Verdict.WEAK: (None, N_("tidak dapat dipastikan; cara menandatanganinya sudah lemah")),
    Verdict.UNKNOWN: (None, N_("tidak diperiksa; jenis tanda tangan ini tidak dikenal program ini")),
    Verdict.UNREADABLE: (None, N_("tidak diketahui; tanda tangan di berkas ini tidak dapat dibaca")),
}


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature. *who* is the name in its certificate, which nobody vouches for here ("" when unreadable);
    *signed_at* what the signer's clock said; *intact* None when that is not known; *whole* says that every byte of
    the file is covered; *note* an Indonesian phrase for both; *stamp* that it is a time stamp and no person's.
    """

    who: str
    signed_at: datetime | None
    intact: bool | None
    whole: bool
    note: str
    stamp: bool = False


def look(path: Path) -> tuple[Signature, ...]:
    """The signatures inside the PDF at *path*, as its form fields have them; () when it has none or is no PDF.

    Never raises for what is in the file: what cannot be read says so in `note`.
    """
    try:
        answer = confined.run(found, str(path), timeout=_SECONDS, memory=_MEMORY)
        return tuple(_checked(one) for one in answer)
    except (ZiError, ValueError, TypeError, KeyError):
        return (_signature("", None, Verdict.UNREADABLE, False),)


def _checked(one: object) -> Signature:
    """One of the child's answers, trusted no further than the file itself."""
    if not isinstance(one, dict):
        raise TypeError(one)
    who, at, stamp = one["who"], one["at"], one["stamp"]
    if not isinstance(who, str) or not isinstance(at, datetime | None) or not isinstance(stamp, bool):
        raise TypeError(one)
    believable = at if at is not None and at.year in _YEARS else None
    return _signature(_plain(who), believable, Verdict(one["verdict"]), stamp)


def _signature(who: str, at: datetime | None, verdict: Verdict, stamp: bool) -> Signature:
    intact, note = _SAID[verdict]
    return Signature(who, at, intact, verdict is Verdict.WHOLE, note, stamp)


def _plain(name: str) -> str:
    """*name* on one line, without signs that hide or turn what stands around them."""
    shown = "".join(" " if unicodedata.category(one)[0] in "CZ" else one for one in name)
    return " ".join(shown.split())[:_MOST_NAME]


# The child's side.


def found(path: str) -> list[dict[str, object]]:
    """Who, when and how it stands, for every signature in the file at *path*."""
    with open(Path(path), "rb", opener=_opener) as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST:
            return [_fact(Verdict.UNREADABLE)]
        if b"%PDF-" not in file.read(1024) or not _marked(file):
            return []
        try:
            return _all(file, status.st_size) or [_fact(Verdict.UNREADABLE)]
        except MemoryError:
            raise
        except Exception:  # a hostile file breaks a parser in any way
            return [_fact(Verdict.UNREADABLE)]


def _opener(path: str, flags: int) -> int:
    """Without following a link or waiting on a pipe."""
    return os.open(path, flags | _WITHOUT_FOLLOWING)


def _marked(file: BinaryIO) -> bool:
    """Whether there is anything to look for: most files are unsigned, and reading them in full takes long."""
    file.seek(0)
    tail = b""
    while piece := file.read(_PIECE):
        if _MARK in tail + piece:
            return True
        tail = piece[-len(_MARK) :]
    return False


def _all(file: BinaryIO, size: int) -> list[dict[str, object]]:
    from pyhanko.pdf_utils.crypt import AuthStatus
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.fields import enumerate_sig_fields

    reader = PdfFileReader(file, strict=False)
    if reader.encrypted and reader.decrypt(b"").status is AuthStatus.FAILED:
        return [_fact(Verdict.UNREADABLE)]
    fields = enumerate_sig_fields(reader, filled_status=True)
    return [_one(reader, field, name, file, size) for name, _value, field in fields]


def _one(reader: Any, field: Any, name: str, file: BinaryIO, size: int) -> dict[str, object]:
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

    fact = _fact(Verdict.UNREADABLE)
    try:
        signature = EmbeddedPdfSignature(reader, field, name)
        fact["stamp"] = str(signature.sig_object.get("/SubFilter", "")) == "/ETSI.RFC3161"
        fact["who"] = _who(signature.signer_cert.subject)
        fact["at"] = _when(signature)
        fact["verdict"] = _verdict(signature, file, size).value
    except MemoryError:
        raise
    except Exception:  # one broken signature does not hide the others
        fact["verdict"] = Verdict.UNREADABLE.value
    return fact


def _fact(verdict: Verdict) -> dict[str, object]:
    return {"who": "", "at": None, "stamp": False, "verdict": verdict.value}


def _who(subject: Any) -> str:
    """The common name in a certificate, else whatever it names its owner by."""
    named = subject.native
    for key in ("common_name", "organization_name"):
        if isinstance(named.get(key), str) and named[key].strip():
            return str(named[key])[:_MOST_NAME]
    return str(subject.human_friendly)[:_MOST_NAME]


def _when(signature: Any) -> datetime | None:
    try:
        content = signature.signed_data["encap_content_info"]
        if content["content_type"].native == "tst_info":
            at = content["content"].parsed["gen_time"].native
        else:
            at = signature.self_reported_timestamp
    except Exception:  # a date that is none is no reason to say nothing of the rest
        return None
    return at if type(at) is datetime else None


def _verdict(signature: Any, file: BinaryIO, size: int) -> Verdict:
    if str(signature.sig_object.get("/SubFilter", "")) not in _SIGNED:
        return Verdict.UNKNOWN
    given = [int(one) for one in signature.byte_range]
    if len(given) != 4 or min(given) < 0:
        return Verdict.RANGE
    intact, valid = _compared(signature)
    if not intact:
        return Verdict.CHANGED
    if not valid:
        return Verdict.MISMATCH
    if _weak(signature):
        return Verdict.WEAK
    return _covered(signature, given, file, size)


def _compared(signature: Any) -> tuple[bool, bool]:
    """Whether the signed bytes have the signed digest, and whether the certificate's key signed that digest."""
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity

    content = signature.signed_data["encap_content_info"]
    kind, digest = content["content_type"].native, signature.compute_digest()
    same = True
    if kind == "tst_info":
        same = content["content"].parsed["message_imprint"]["hashed_message"].native == digest
        digest = hashlib.new(signature.md_algorithm, bytes(content["content"])).digest()
    intact, valid = validate_sig_integrity(signature.signer_info, signature.signer_cert, kind, digest)
    return same and bool(intact), bool(valid)


def _weak(signature: Any) -> bool:
    """Whether somebody could have made other bytes with the same digest, or the signature itself."""
    from pyhanko.sign.validation.utils import DEFAULT_ALGORITHM_USAGE_POLICY

    if not {signature.md_algorithm, signature.external_md_algorithm} <= _STRONG:
        return True
    means = signature.signer_info["signature_algorithm"]
    return not DEFAULT_ALGORITHM_USAGE_POLICY.signature_algorithm_allowed(
        means, moment=None, public_key=signature.signer_cert.public_key
    )


def _covered(signature: Any, given: list[int], file: BinaryIO, size: int) -> Verdict:
    """How much of the file the signed bytes are. Counted here from the bytes themselves: pyHanko's own figure for the
    whole file adds up lengths and does not ask where they lie.
    """
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    start, first, second, rest = given
    if start or second < first or second + rest > size:
        return Verdict.RANGE
    if not _only_the_signature(file, first, second, bytes(signature.pkcs7_content)):
        return Verdict.RANGE
    if second + rest == size:
        return Verdict.WHOLE
    level = signature.evaluate_signature_coverage()
    return Verdict.PART if level >= SignatureCoverageLevel.ENTIRE_REVISION else Verdict.RANGE


def _only_the_signature(file: BinaryIO, first: int, second: int, contents: bytes) -> bool:
    """Whether what lies between the signed parts is the signature in hexadecimal, and nothing else."""
    if second - first != 2 * len(contents) + 2:
        return False
    file.seek(first)
    gap = file.read(second - first)
    return gap[:1] == b"<" and gap[-1:] == b">" and gap[1:-1].lower() == contents.hex().encode("ascii")
