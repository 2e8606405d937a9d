"""Files that want to do harm, and honest ones that YAML would change: bounded, and read as written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.criteria.texts import GOOD, broken, read
from zi_assess.criteria import packfile, source
from zi_assess.criteria.reading import read_pack
from zi_assess.errors import fill

BOMB = "a: &a [x, x]\n" + "".join(
    f"{'bcdefgh'[n]}: &{'bcdefgh'[n]} [*{'abcdefg'[n]}, *{'abcdefg'[n]}]\n" for n in range(7)
)
MERGES = "a: &a {k: v}\n" + "".join(f"m{n}: &m{n} {{<<: [*a, *a], x{n}: 1}}\n" for n in range(50))


def _many(template: str, count: int = 200_000, between: str = ", ") -> str:
    return between.join(template.format(n=n) for n in range(count))


HOSTILE: dict[str, bytes] = {
    "nothing": b"",
    "only a comment": b"# paket\n",
    "only text": b"halo",
    "only a list": b"- a\n- b\n",
    "100,000 open brackets": b"[" * 100_000,
    "100,000 open braces": b"{" * 100_000,
    "100,000 nested lists in blocks": b"- " * 100_000,
    "brackets deep inside": GOOD.encode() + b"note: " + b"[" * 50_000,
    "a deep staircase": "".join(f"{' ' * n}a:\n" for n in range(2_000)).encode(),
    "an alias bomb": BOMB.encode(),
    "a merge bomb": MERGES.encode(),
    "an alias to itself": b"a: &a [*a]\n",
    "a tag that runs code": b"!!python/object/apply:os.system ['true']\n",
    "a tag that is no number": b"id: !!int abc\n",
    "a tag that is no time": b"id: !!timestamp abc\n",
    "a number of 5,000 digits": broken("max: 4,", f"max: {'9' * 5000},").encode(),
    "a fraction of 5,000 digits": broken("max: 4,", f"max: 1/{'9' * 5000},").encode(),
    "an impossible date": broken("Peraturan Contoh 1/2026", "2026-02-30").encode(),
    "3 MB in one scalar": broken("Paket Contoh", "x" * 3_000_000).encode(),
    "3 MB in one key": b"x" * 3_000_000 + b": 1\n",
    "NUL": broken("Paket Contoh", "Paket\0Contoh").encode(),
    "latin-1": broken("Paket Contoh", "Paket Contoh é").encode("latin-1"),
    "UTF-16": GOOD.encode("utf-16"),
    "half a letter": GOOD.encode() + "é".encode()[:1],
    "lone surrogate, escaped": broken("Paket Contoh", '"\\ud800"').encode(),
    "lone surrogate, raw": GOOD.encode() + b"\xed\xa0\x80",
    "a million items": b"id: [" + b"a," * 1_000_001 + b"]",
    "200,000 keywords": broken("match: [", f"match: [{_many('x{n}')}, A, ").encode(),
    "200,000 codes in a threshold": broken("of: [A, B], at", f"of: [A, B, {_many('c{n}')}], at").encode(),
    "100,000 designations that miss another": _many("- {{id: D{n}, requires: E{n}}}", 100_000, "\n")
    .join(("designations:\n", "\n"))
    .encode(),
    "thresholds of 100,000 unknown designations": b"thresholds:\n"
    + _many(" D{n}: []", 100_000, "\n").encode(),
    "100,000 inputs and as many places": broken("left: [", f"left: [{_many('A.2.k{n}', 100_000)}, ")
    .replace(
        "        inputs:\n", "        inputs:\n" + _many("          - {{key: k{n}}}", 100_000, "\n") + "\n"
    )
    .encode(),
    "100,000 scales": broken(
        "  abc: {", _many("  s{n}: {{A: 1, B: 0}}", 100_000, "\n") + "\n  abd: {"
    ).encode(),
    "binary": bytes(range(256)) * 40,
    "a zip": b"PK\x03\x04" + bytes(60),
    "a directive": b"%YAML 9.9\n---\na: 1\n",
    "question marks": b"? " * 5_000,
    "a thousand documents": b"---\na: 1\n" * 1_000,
}


@pytest.mark.timeout(30)  # work that grows with the square of the file would take minutes
@pytest.mark.parametrize("name", HOSTILE, ids=list(HOSTILE))
def test_a_hostile_file_gives_complaints_with_words_and_nothing_else(name: str) -> None:
    result = read(HOSTILE[name])
    if name == "an impossible date":  # words are words here, whatever they look like
        assert result.pack is not None and result.pack.basis == "2026-02-30"
        return
    assert result.pack is None
    assert result.complaints
    for one in result.complaints:
        assert one.what and one.remedy
        assert len(fill(one.what, one.values)) < 500


def test_the_pure_parser_stands_in_where_the_fast_one_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    fast = read(GOOD)
    monkeypatch.delattr(yaml, "CLoader")
    assert read(GOOD) == fast
    for name in (
        "100,000 open brackets",
        "an alias bomb",
        "a tag that runs code",
        "lone surrogate, escaped",
        "NUL",
    ):
        result = read(HOSTILE[name])
        assert result.pack is None and result.complaints, name


def test_brackets_that_crash_a_loader_do_not_crash_this_one(tmp_path: Path) -> None:
    """In a process of its own: had the parser recursed, there would be no test run left to fail."""
    file = tmp_path / "pack.yaml"
    file.write_bytes(HOSTILE["100,000 open brackets"])
    script = (
        "import sys; from pathlib import Path; from zi_assess import criteria\n"
        "print(len(criteria.read(Path(sys.argv[1])).complaints))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(file)], capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stdout) == (0, "1\n"), done.stderr


def test_more_than_32_mib_is_not_even_parsed() -> None:
    (complaint,) = read(b"#" * (packfile.MAX_BYTES + 1)).complaints
    assert "32 MiB" in str(complaint)


def test_more_than_two_million_events_stop_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MAX_EVENTS", 1_000)
    complaints = read("id: [" + "a, " * 1_000 + "a]").complaints
    assert "1000 isian" in str(complaints[-1])


def test_thirty_two_levels_are_the_limit() -> None:
    deep = lambda n: source.parse(b"[" * n + b"]" * n, source.Complaints(""))  # noqa: E731
    assert deep(32) is not None
    assert deep(33) is None


@pytest.mark.parametrize(
    "data", [b"\xef\xbb\xbf" + GOOD.encode(), GOOD.replace("\n", "\r\n").encode(), GOOD.encode().rstrip()]
)
def test_a_byte_order_mark_and_windows_line_ends_change_nothing(data: bytes) -> None:
    wanted, got = read(GOOD).pack, read(data).pack
    assert got is not None
    assert got == wanted


@pytest.mark.parametrize(
    "word", ["No", "yes", "on", "null", "~", "1.10", "010", "1:30", "0x1F", ".nan", "1e3", "2026-01-01"]
)
def test_words_that_yaml_would_turn_into_something_else_stay_words(word: str) -> None:
    pack = read(broken("title: Paket Contoh", f"title: {word}")).pack
    assert pack is not None
    assert pack.title == word


def test_codes_and_choices_stay_as_written() -> None:
    text = GOOD.replace("{Ya: 1, Tidak: 0}", "{Yes: 1, No: 0}").replace(
        "{Ya: Ada, Tidak: Tidak ada}", "{Yes: y, No: n}"
    )
    pack = read(text.replace("A.3.x", "1.10")).pack
    assert pack is not None and pack.version == "1.10"
    question = pack.question("1.10")
    assert question is not None
    assert [option.key for option in question.options] == ["Yes", "No"]


def test_the_bad_byte_is_pointed_at() -> None:
    data = broken("Paket Contoh", "Paket é").encode().replace("é".encode(), b"\xe9")
    (complaint,) = read_pack(data, "pack.yaml", lambda _: None).complaints
    assert (complaint.line, complaint.column) == (3, 14)
    assert "UTF-8" in str(complaint)
