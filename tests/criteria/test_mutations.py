"""A real pack's text, damaged at random: complaints or a pack, never anything else."""

from __future__ import annotations

from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zi_assess import criteria, paths
from zi_assess.criteria.reading import read_pack

_SNIPPETS = st.sampled_from(
    "&a |*a|!!int |- |: |#|[|]|{|}|'|\"|\t|\n|\r|\0|>\n|%|@|é|\ufeff|\u2028|weight: 1\n|code: A\n|<<: *a\n|? |---\n"
    "|...\n|null|1/0|children: []\n|9999999999999999999999999999999999| |".split("|")
)


@cache
def _texts() -> list[str]:
    small = paths.bundled("criteria", "pelayanan-publik", "pack.yaml").read_text(encoding="utf-8")
    lke = paths.bundled("criteria", "lke-zi", "pack.yaml").read_text(encoding="utf-8")
    return [small, lke[: lke.index("- code: A.I.2\n")]]


@st.composite
def _damaged(draw: st.DrawFn) -> bytes:
    lines = draw(st.sampled_from(_texts())).split("\n")
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, len(lines) - 1))
        _damage(
            draw,
            lines,
            place,
            draw(st.sampled_from(["insert", "replace", "drop", "swap", "double", "indent"])),
        )
    data = bytearray("\n".join(lines).encode("utf-8", "surrogatepass"))
    if draw(st.integers(0, 9)) == 0:
        data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
    return bytes(data[: draw(st.sampled_from([len(data), len(data) // 2]))])


def _damage(draw: st.DrawFn, lines: list[str], place: int, how: str) -> None:
    line, other = lines[place], draw(st.integers(0, len(lines) - 1))
    column = draw(st.integers(0, len(line)))
    if how == "insert":
        lines[place] = line[:column] + draw(_SNIPPETS) + line[column:]
    elif how == "replace":
        lines[place] = line[:column] + draw(_SNIPPETS)
    elif how == "drop":
        lines[place] = ""
    elif how == "swap":
        lines[place], lines[other] = lines[other], line
    elif how == "double":
        lines[place] = f"{line}\n{lines[other]}"
    else:
        lines[place] = " " * draw(st.integers(0, 12)) + line.strip()


@given(_damaged())
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_damage_gives_complaints_or_a_whole_pack(data: bytes) -> None:
    result = read_pack(data, "pack.yaml", lambda _: None)
    assert (result.pack is None) == bool(result.complaints)
    for one in result.complaints:
        assert str(one).startswith("pack.yaml")
        assert 0 <= one.line <= data.count(b"\n") + data.count(b"\r") + data.count("\u2028".encode()) + 2
    if result.pack is not None:
        assert criteria.thaw(criteria.freeze(result.pack)) == result.pack
