"""What a system refuses is said in Indonesian with a remedy, whatever number it comes with."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from zi_assess.errors import from_os

HAPPENS = (
    "EACCES EBUSY EDQUOT EEXIST EFBIG EIO EISDIR ELOOP EMFILE ENAMETOOLONG ENFILE ENODEV ENOENT ENOMEM ENOSPC ENOTDIR "
    "ENOTEMPTY EPERM EROFS ESTALE ETIMEDOUT ETXTBSY"
)


def of_windows(number: int, general: int) -> OSError:
    """As Windows tells it: its own number beside a general one that may mean something else."""
    error = OSError(general, "in the words of the system")
    error.winerror = number  # type: ignore[attr-defined,unused-ignore]
    return error


@pytest.mark.parametrize("name", HAPPENS.split())
def test_what_really_happens_has_words_of_its_own(name: str) -> None:
    number = getattr(errno, name, None)
    if number is None:
        pytest.skip("no such number here")
    said = str(from_os(OSError(number, os.strerror(number)), "berkas.pdf"))
    assert "berkas.pdf" in said and os.strerror(number) not in said
    assert "kode" not in said, "a number explains nothing to who reads it"


@pytest.mark.parametrize(
    ("error", "begins"),
    [
        (OSError(errno.EROFS, ""), "Tempat x hanya dapat dibaca"),
        (OSError(errno.EIO, ""), "Diska gagal membaca atau menulis x."),
        (OSError(errno.ENOTDIR, ""), "x bukan folder"),
        (of_windows(112, errno.ENOSPC), "Tempat penyimpanan penuh"),
        (of_windows(206, errno.ENOENT), "Nama x terlalu panjang."),
        (of_windows(1224, errno.EINVAL), "x sedang dipakai program lain."),
        (of_windows(64, errno.EINVAL), "Hubungan ke tempat x terputus."),
        (of_windows(389, errno.EINVAL), "x masih di awan"),
        (of_windows(0, errno.ENOENT), "x tidak ditemukan."),
    ],
)
def test_the_number_that_says_most_decides(error: OSError, begins: str) -> None:
    assert str(from_os(error, "x")).startswith(begins)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (OSError(errno.ESPIPE, "Illegal seek"), "ESPIPE"),
        (of_windows(1450_0, errno.EINVAL), "Windows 14500"),
        (OSError("no number at all"), "OSError"),
    ],
)
def test_the_rest_is_one_calm_sentence_with_its_code(error: OSError, code: str) -> None:
    said = from_os(error, "x")
    assert str(said) == (
        f"x tidak dapat dibaca atau ditulis (kode {code}). Periksa diska dan jaringannya, lalu coba lagi."
    )


def test_a_folder_inside_a_file_is_told_as_such(tmp_path: Path) -> None:
    file = tmp_path / "berkas"
    file.write_bytes(b"x")
    with pytest.raises(OSError) as caught:
        (file / "dalam").read_bytes()
    said = str(from_os(caught.value, file / "dalam"))
    expected = "bukan folder" if os.name == "posix" else "tidak ditemukan"
    assert expected in said
