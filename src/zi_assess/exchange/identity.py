"""Who signs a package: a workspace's own key, and a fingerprint that two people can compare over the phone."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from zi_assess import errors, files
from zi_assess.errors import ZiError
from zi_assess.exchange.words import WORDS

FILE = "identity.key"
SPOKEN = 8  # words: 64 bits that nobody can aim at while two people talk
_HEX = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """SHA-256 of a public key."""

    hex: str

    @property
    def words(self) -> str:
        """As it is read out: eight words."""
        return " ".join(WORDS[one] for one in bytes.fromhex(self.hex)[:SPOKEN])

    def same(self, said: str) -> bool:
        """Whether *said* is this fingerprint, as all its hex digits or as its words, however they are parted."""
        plain = re.sub(r"[^0-9a-z]+", " ", said.lower()).split()
        return "".join(plain) == self.hex or plain == self.words.split()

    def squares(self) -> tuple[tuple[bool, ...], ...]:
        """The fingerprint as a QR code, row by row without a margin; True is dark."""
        import segno

        code = segno.make(f"zi-assess:{self.hex}", micro=False, error="m")
        return tuple(tuple(bool(one) for one in row) for row in code.matrix)


class Identity:
    """The key of one workspace and the side it was told to stand on (`""`: not told)."""

    def __init__(self, key: Ed25519PrivateKey, side: str = "") -> None:
        self._key = key
        self.side = side
        self.public = key.public_key().public_bytes_raw()

    @property
    def fingerprint(self) -> Fingerprint:
        return fingerprint(self.public)

    def sign(self, data: bytes) -> bytes:
        return self._key.sign(data)

    def write(self, folder: Path) -> None:
        """Keep the key in *folder*, readable by this user only."""
        said = {"private": self._key.private_bytes_raw().hex(), "side": self.side}
        files.write_bytes(folder / FILE, json.dumps(said).encode())


def load(folder: Path) -> Identity | None:
    """The key kept in *folder*; None when none was made yet. Raises ZiError when it is damaged."""
    path = folder / FILE
    try:
        said = json.loads(path.read_bytes())
        return Identity(
            Ed25519PrivateKey.from_private_bytes(bytes.fromhex(said["private"])), str(said["side"])
        )
    except FileNotFoundError:
        return None
    except OSError as error:
        raise errors.from_os(error, path) from error
    except (ValueError, KeyError, TypeError) as error:
        raise ZiError(
            "Kunci ruang kerja ini (identity.key) rusak.",
            "Hapus berkas itu; kunci baru dibuat dan sidiknya perlu dicocokkan lagi dengan mitra.",
        ) from error


def make(folder: Path) -> Identity:
    """A new key, kept in *folder*."""
    made = Identity(Ed25519PrivateKey.generate())
    made.write(folder)
    return made


def unkept() -> Identity:
    """A key for one use, kept nowhere."""
    return Identity(Ed25519PrivateKey.generate())


def fingerprint(public: bytes) -> Fingerprint:
    return Fingerprint(sha256(public).hexdigest())


def signed(public: bytes, signature: bytes, data: bytes) -> bool:
    """Whether the owner of *public* signed *data*."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


def is_hex(text: str) -> bool:
    """Whether *text* is 32 bytes in hex, as keys and digests are written."""
    return _HEX.fullmatch(text) is not None
