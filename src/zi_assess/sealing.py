"""Bytes closed by a passphrase, and by a recovery code that is shown once.

A random key closes the bytes (AES-256-GCM); that key is closed twice, under the passphrase and under the recovery
code (scrypt, AES-256-GCM). Whoever has neither learns nothing but the size.
"""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from zi_assess.errors import ZiError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_MAGIC = b"ZISEAL1\n"
_COST = {"n": 1 << 15, "r": 8, "p": 1}  # scrypt: 32 MiB and about 0.1 s, as OWASP asks of a local vault
_WRAP = {"by", "salt", "nonce", "key", *_COST}
_LONGEST_HEAD = 4096
_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that reads like another
SHORTEST = 8  # characters of a passphrase


def recovery_code() -> str:
    """A new code of 125 bits in groups of five, to be written down: `K7QPM-…`."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(25))
    return "-".join(letters[at : at + 5] for at in range(0, 25, 5))


def seal(plain: bytes, passphrase: str, recovery: str) -> bytes:
    """Close *plain*. Raises ZiError when the passphrase is too short."""
    if len(passphrase) < SHORTEST:
        raise ZiError(
            "Kata sandi terlalu pendek.",
            "Pakai sedikitnya {count} huruf, misalnya empat kata.",
            count=SHORTEST,
        )
    key = secrets.token_bytes(32)
    wraps = [_wrap(key, "passphrase", passphrase), _wrap(key, "recovery", _plain_code(recovery))]
    return _closed(plain, key, wraps)


def key_of(sealed: bytes, secret: str) -> bytes:
    """The key of *sealed*, by its passphrase or its recovery code. Raises ZiError when *secret* is neither."""
    return _key(_parts(sealed)[0], secret)


def reseal(sealed: bytes, key: bytes, plain: bytes) -> bytes:
    """Close other bytes with the same key, so that the same passphrase and recovery code open them."""
    return _closed(plain, key, _parts(sealed)[0]["wraps"])


def unseal(sealed: bytes, key: bytes) -> bytes:
    """What *sealed* closes. Raises ZiError when it was changed."""
    from cryptography.exceptions import InvalidTag

    head, body = _parts(sealed)
    front = sealed[: len(sealed) - len(body)]
    try:
        return _cipher(key).decrypt(_bytes(head["nonce"]), body, front)
    except InvalidTag as error:
        raise _damaged() from error


def _closed(plain: bytes, key: bytes, wraps: list[Mapping[str, object]]) -> bytes:
    nonce = secrets.token_bytes(12)
    head = json.dumps({"nonce": _text(nonce), "wraps": wraps}, sort_keys=True).encode()
    front = _MAGIC + len(head).to_bytes(4, "big") + head
    return front + _cipher(key).encrypt(nonce, plain, front)


def _wrap(key: bytes, by: str, secret: str) -> Mapping[str, object]:
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    closed = _cipher(_stretched(secret, salt)).encrypt(nonce, key, by.encode())
    return {"by": by, "salt": _text(salt), "nonce": _text(nonce), "key": _text(closed), **_COST}


def _key(head: Any, secret: str) -> bytes:
    from cryptography.exceptions import InvalidTag

    for wrap in head["wraps"]:
        given = _plain_code(secret) if wrap["by"] == "recovery" else secret
        try:
            if {name: wrap[name] for name in _COST} != _COST:  # a dearer one would hang the program
                raise _damaged()
            stretched = _stretched(given, _bytes(wrap["salt"]))
            return _cipher(stretched).decrypt(
                _bytes(wrap["nonce"]), _bytes(wrap["key"]), str(wrap["by"]).encode()
            )
        except InvalidTag:
            continue
    raise ZiError("Kata sandi atau kode pemulihan tidak cocok.", "Periksa lalu ketik ulang.")


def _stretched(secret: str, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    return Scrypt(salt=salt, length=32, **_COST).derive(secret.encode())


def _cipher(key: bytes) -> AESGCM:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(key)


def _parts(sealed: bytes) -> tuple[Any, bytes]:
    start = len(_MAGIC) + 4
    length = int.from_bytes(sealed[len(_MAGIC) : start], "big")
    if not sealed.startswith(_MAGIC) or not 0 < length <= _LONGEST_HEAD:
        raise _damaged()
    try:
        head = json.loads(sealed[start : start + length])
        whole = set(head) == {"nonce", "wraps"} and all(set(one) == _WRAP for one in head["wraps"])
    except (ValueError, TypeError) as error:
        raise _damaged() from error
    if not whole:
        raise _damaged()
    return head, sealed[start + length :]


def _plain_code(code: str) -> str:
    return "".join(letter for letter in code.upper() if letter in _ALPHABET)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: object) -> bytes:
    try:
        return base64.b64decode(str(text), validate=True)
    except ValueError as error:
        raise _damaged() from error


def _damaged() -> ZiError:
    return ZiError("Berkas tersegel rusak.", "Pulihkan dari cadangan ruang kerja.")
