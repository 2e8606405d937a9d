"""Signed PDFs for tests: their own authority, their own signers, and the ways people and attackers change a file."""

from __future__ import annotations

import asyncio
import hashlib
import io
import re
from datetime import UTC, datetime, timedelta
from functools import cache

import pikepdf
from asn1crypto import keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfTimeStamper, SimpleSigner, fields, signers
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore
from reportlab.pdfgen.canvas import Canvas

SIGNER = "Nama Contoh"


def blank(words: str = "KEPUTUSAN KEPALA KANTOR CONTOH") -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=True, pageCompression=0)
    canvas.drawString(80, 700, words)
    canvas.save()
    return out.getvalue()


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


@cache
def _authority() -> tuple[ec.EllipticCurvePrivateKey, x509.Name]:
    return ec.generate_private_key(ec.SECP256R1()), _name("Penerbit Contoh")


def _certified(
    common: str, key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey, stamp: bool
) -> x509.Certificate:
    issuer_key, issuer = _authority()
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(_name(common))
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    )
    if stamp:
        usage = x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.TIME_STAMPING])
        made = made.add_extension(usage, critical=True)
    return made.sign(issuer_key, hashes.SHA256())


@cache
def identity(common: str = SIGNER, stamp: bool = False) -> tuple[asn1.Certificate, keys.PrivateKeyInfo]:
    """A certificate for *common* from the test's authority, and its key."""
    key = rsa.generate_private_key(65537, 2048) if stamp else ec.generate_private_key(ec.SECP256R1())
    der = _certified(common, key, stamp).public_bytes(serialization.Encoding.DER)
    private = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return asn1.Certificate.load(der), keys.PrivateKeyInfo.load(private)


def signer(common: str = SIGNER, key_of: str = "") -> SimpleSigner:
    """Signs as *common*; with *key_of* by the key of somebody else."""
    certificate, key = identity(common)
    return SimpleSigner(
        signing_cert=certificate,
        signing_key=identity(key_of)[1] if key_of else key,
        cert_registry=SimpleCertificateStore(),
    )


def signed(
    data: bytes,
    common: str = SIGNER,
    *,
    field: str = "TTE1",
    digest: str = "sha256",
    pades: bool = True,
    key_of: str = "",
) -> bytes:
    """*data* with one more signature, appended as signers do."""
    kind = fields.SigSeedSubFilter.PADES if pades else fields.SigSeedSubFilter.ADOBE_PKCS7_DETACHED
    told = PdfSignatureMetadata(field_name=field, md_algorithm=digest, subfilter=kind)
    out = io.BytesIO()
    signers.sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(data)), told, signer(common, key_of), output=out, in_place=False
    )
    return out.getvalue()


def stamped(data: bytes) -> bytes:
    """*data* with a time stamp of the whole document."""
    certificate, key = identity("Cap Waktu Contoh", True)
    stamper = DummyTimeStamper(tsa_cert=certificate, tsa_key=key)
    out = io.BytesIO()
    PdfTimeStamper(stamper, field_name="CapWaktu").timestamp_pdf(
        IncrementalPdfFileWriter(io.BytesIO(data)), "sha256", output=out
    )
    return out.getvalue()


def appended(data: bytes) -> bytes:
    """*data* with a revision that shows the page otherwise."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Rotate"] = generic.NumberObject(90)
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def rewritten(data: bytes) -> bytes:
    """*data* as another program saves it."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out)
    return out.getvalue()


def flipped(data: bytes, at: int) -> bytes:
    """*data* with one bit of the byte at *at* turned."""
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def gap(data: bytes) -> tuple[int, int]:
    """Where the signature lies that signed last, its angle brackets included."""
    numbers = [int(one) for one in _ranges(data)[-1][1].split()]
    return numbers[1], numbers[2]


def ranged(data: bytes, *numbers: int) -> bytes:
    """*data* with other numbers in the byte range of its last signature, everything else where it was."""
    spot, old = _ranges(data)[-1]
    new = " ".join(map(str, numbers)).encode().ljust(len(old))
    assert len(new) == len(old)
    return data[:spot] + new + data[spot + len(old) :]


def _ranges(data: bytes) -> list[tuple[int, bytes]]:
    return [(one.start(1), one[1]) for one in re.finditer(rb"/ByteRange \[([\d ]+)\]", data)]


def resigned(data: bytes) -> bytes:
    """*data* signed anew over whatever its byte range says now, as an attacker with a key of his own can."""
    start, first, second, rest = (int(one) for one in _ranges(data)[-1][1].split())
    at = data.rindex(b"/Contents <") + len(b"/Contents ")
    digest = hashlib.sha256(data[start : start + first] + data[second : second + rest]).digest()
    made: bytes = asyncio.run(signer().async_sign(digest, "sha256", use_pades=True)).dump()
    room = data.index(b">", at) - at - 1
    return data[: at + 1] + made.hex().encode().ljust(room, b"0") + data[at + 1 + room :]
