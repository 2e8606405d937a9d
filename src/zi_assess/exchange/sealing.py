"""A package behind a passphrase: scrypt, then AES-256-GCM over chunks that cannot be reordered, dropped or cut off.

The construction is STREAM (Hoang, Reyhanitabar, Rogaway and Vizár, 2015): every chunk's nonce carries its number and
whether it is the last.
"""

from __future__ import annotations

import hmac
import os
import struct
from dataclasses import dataclass
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from zi_assess.errors import ZiError
from zi_assess.exchange.container import Reader, Sink, refused
from zi_assess.sealing import SHORTEST

MAGIC = b"ZIPKG-SEALED-01\n"
CHUNK = 1024 * 1024
TAG = 16
_SALT, _PREFIX, _CHECK = 16, 7, 16
HEADER = len(MAGIC) + _SALT + _PREFIX + _CHECK
_COST, _BLOCK, _PARALLEL = 2**17, 8, 1  # 128 MB and about a quarter of a second a guess


@dataclass(frozen=True, slots=True)
class Seal:
    """What a passphrase opens: the header of the file and the key behind it."""

    header: bytes
    key: bytes

    def nonce(self, number: int, last: bool) -> bytes:
        start = len(MAGIC) + _SALT
        return self.header[start : start + _PREFIX] + struct.pack(">IB", number, last)


def new(passphrase: str) -> Seal:
    """A seal for one file. Raises ZiError when *passphrase* is too short."""
    if len(passphrase) < SHORTEST:
        raise ZiError(
            "Kata sandi paket terlalu pendek.", "Pakai paling sedikit {count} karakter.", count=SHORTEST
        )
    head = MAGIC + os.urandom(_SALT + _PREFIX)
    key, check = _derived(passphrase, head)
    return Seal(head + check, key)


def unsealed(header: bytes, passphrase: str) -> Seal:
    """The seal of a file with this *header*. Raises ZiError when *passphrase* does not open it."""
    if not passphrase:
        raise ZiError("Paket ini dikunci dengan kata sandi.", "Masukkan kata sandi yang diberikan pengirim.")
    key, check = _derived(passphrase, header[:-_CHECK])
    if not hmac.compare_digest(check, header[-_CHECK:]):
        raise ZiError(
            "Kata sandi paket salah, atau paketnya rusak.",
            "Periksa kata sandinya, atau minta paket dikirim ulang.",
        )
    return Seal(header, key)


def _derived(passphrase: str, head: bytes) -> tuple[bytes, bytes]:
    salt = head[len(MAGIC) :]
    found = Scrypt(salt=salt, length=32 + _CHECK, n=_COST, r=_BLOCK, p=_PARALLEL).derive(passphrase.encode())
    return found[:32], found[32:]


def size_of(plain: int) -> int:
    """The size of a sealed package of *plain* bytes."""
    chunks = max(1, -(-plain // CHUNK))
    return HEADER + plain + chunks * TAG


class Writer(Sink):
    """Seals what is written to it; `finish` writes the last chunk."""

    def __init__(self, out: BinaryIO, seal: Seal) -> None:
        self._out = out
        self._seal = seal
        self._cipher = AESGCM(seal.key)
        self._waiting = bytearray()
        self._number = 0
        out.write(seal.header)

    def write(self, data: bytes | memoryview, /) -> int:
        self._waiting += data
        while len(self._waiting) > CHUNK:  # the last chunk is known only when nothing comes after it
            self._put(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]
        return len(data)

    def finish(self) -> None:
        self._put(bytes(self._waiting), last=True)

    def _put(self, chunk: bytes, *, last: bool) -> None:
        self._out.write(self._cipher.encrypt(self._seal.nonce(self._number, last), chunk, self._seal.header))
        self._number += 1


class Opened:
    """A sealed package as the plain bytes inside it; each chunk is proved before a byte of it is given."""

    def __init__(self, source: Reader, seal: Seal, size: int) -> None:
        """*size* is that of the whole sealed file, of which the header has been read."""
        self._source = source
        self._seal = seal
        self._cipher = AESGCM(seal.key)
        self._left = size - HEADER
        self._number = 0
        self._chunk = memoryview(b"")

    def read(self, size: int, /) -> bytes:
        if not self._chunk and self._left:
            self._chunk = memoryview(self._next())
        piece, self._chunk = self._chunk[:size], self._chunk[size:]
        return bytes(piece)

    def _next(self) -> bytes:
        due = min(CHUNK + TAG, self._left)
        self._left -= due
        sealed = b""
        while len(sealed) < due and (piece := self._source.read(due - len(sealed))):
            sealed += piece
        nonce = self._seal.nonce(self._number, not self._left)
        self._number += 1
        try:
            return self._cipher.decrypt(nonce, sealed, self._seal.header)
        except InvalidTag as error:
            raise refused("Paket terkunci ini rusak, terpotong, atau sudah diubah.") from error
