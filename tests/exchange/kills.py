"""Kill -9 while a package is taken or written, and see that the workspace is as before or as after.

A child opens a copy of a workspace, says that it begins, and takes (or writes) a package; the parent kills it at a
random moment. The child can be given a seeded bug, so that a count of zero means something.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from exchange.pair import Pair, begin
from zi_assess import files
from zi_assess.core.checks import Severity
from zi_assess.workspace import Workspace, arriving, exchanging
from zi_assess.workspace.exchanging import Exchange

BUGS = ("row-before-file", "two-steps")
_FILES, _SIZE = 60, 60_000


# The child


def child(path: Path, verb: str, package: Path, assessment: str, bug: str) -> None:
    _plant(bug)
    with Workspace.open(path, who="korban") as space:
        _say("ready")
        if verb == "export":
            space.exchange.export(assessment, package)
        else:
            incoming = space.exchange.inspect(package)
            space.exchange.take(incoming, trust=incoming.fingerprint.hex)
        _say("done")
        time.sleep(60)


def _say(word: str) -> None:
    sys.stdout.write(word + "\n")
    sys.stdout.flush()


def _plant(bug: str) -> None:
    if bug == "row-before-file":
        take, place = Exchange.take, arriving.place_evidence
        arriving.place_evidence = lambda *_: None

        def late(self: Exchange, incoming: exchanging.Incoming, **more: str) -> object:
            taken = take(self, incoming, **more)
            time.sleep(0.05)
            place(incoming.read, self._inside.store, None)
            return taken

        Exchange.take = late  # type: ignore[method-assign,assignment]
    elif bug == "two-steps":
        whole = Exchange._changes

        def halved(self: Exchange, *given: object) -> list[object]:
            changes = whole(self, *given)  # type: ignore[arg-type]
            half = len(changes) // 2
            self._inside.write("take-package", changes[:half])
            time.sleep(0.05)
            return changes[half:]

        Exchange._changes = halved  # type: ignore[method-assign,assignment]


# The parent and its oracle


@dataclass
class Count:
    """The figures of a campaign; *wrong* says what was neither as before nor as after."""

    kills: int = 0
    stood: Counter[str] = field(default_factory=Counter)
    orphans: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        stood = ", ".join(f"{count} {what}" for what, count in sorted(self.stood.items()))
        wrong = f"lost or damaged: {len(self.wrong)}"
        return f"{self.kills} kills: {stood}; {wrong}; files without a row (harmless): {self.orphans}"


class Scene:
    """An auditors' workspace before and after one package, to be copied for every kill."""

    def __init__(self, folder: Path, *, first: bool) -> None:
        """*first*: the assessment is not there yet; else the package joins work on both sides."""
        self.folder = folder
        pair = self.pair = begin(folder / "pasangan", evidence=1)
        if not first:
            pair.pass_on(pair.unit, pair.tpi)
            pair.tpi.record(pair.id, pair.code(8), pair.key(8, 1))
        self._fill(pair)
        self.package = pair.send(pair.unit)
        pair.unit.close()
        pair.tpi.close()
        self.before = folder / "sebelum"
        shutil.copytree(pair.folder / "tpi", self.before)
        after = folder / "sesudah"
        shutil.copytree(self.before, after)
        start = time.monotonic()
        with Workspace.open(after) as space:
            incoming = space.exchange.inspect(self.package)
            space.exchange.take(incoming, trust=incoming.fingerprint.hex)
            self.takes = time.monotonic() - start
            self.states = {"as before": self._digest_before(), "as after": digest_of(space, pair.id)}

    def _fill(self, pair: Pair) -> None:
        chance = random.Random(5)
        sources = [pair.file(f"banyak {n}.pdf", chance.randbytes(_SIZE)) for n in range(_FILES)]
        pair.unit.attach(pair.id, pair.code(1), sources)
        pair.unit.record(pair.id, pair.code(8), pair.key(8, 2))

    def _digest_before(self) -> str:
        with Workspace.open(self.before) as space:
            return digest_of(space, self.pair.id)


def digest_of(space: Workspace, assessment: str) -> str:
    """The assessment, its conflicts and its account, `""` when it is not there."""
    if not space.assessments():
        return ""
    waiting = len(space.exchange.conflicts(assessment))
    account = len(space._ledger.select("exchanges"))
    return f"{space.exchange.digest(assessment)} {waiting} {account} {len(space.exchange.partners())}"


def campaign(folder: Path, kills: int, *, seed: int = 1, bug: str = "") -> Count:
    """Kill *kills* times while a package is taken, half of them while it joins with work here."""
    count, chance = Count(), random.Random(seed)
    folder.mkdir(exist_ok=True)
    scenes = [Scene(folder / "pertama", first=True), Scene(folder / "gabung", first=False)]
    for n in range(kills):
        _kill_taking(scenes[n % 2], folder / "korban", count, chance, bug)
        if bug and count.wrong:
            break
    return count


def _kill_taking(scene: Scene, place: Path, count: Count, chance: random.Random, bug: str) -> None:
    files.remove_tree(place)
    shutil.copytree(scene.before, place)
    _killed(place, "take", scene.package, scene.pair.id, scene.takes * 2.2, chance, bug)
    count.kills += 1
    with Workspace.open(place) as space:
        found = digest_of(space, scene.pair.id)
        stood = next((what for what, digest in scene.states.items() if digest == found), "")
        count.stood[stood or "neither"] += 1
        if not stood:
            count.wrong.append(f"kill {count.kills}: neither as before nor as after")
        _examine(space, count)
        if stood and not _mended(space, scene, already=stood == "as after"):
            count.wrong.append(f"kill {count.kills}: taking it again did not mend it")


def _mended(space: Workspace, scene: Scene, *, already: bool) -> bool:
    """Whether taking the package once more ends as it does without a kill."""
    incoming = space.exchange.inspect(scene.package)
    taken = space.exchange.take(incoming, trust=incoming.fingerprint.hex)
    return taken.already is already and digest_of(space, scene.pair.id) == scene.states["as after"]


def _examine(space: Workspace, count: Count) -> None:
    found = space.verify()
    count.wrong += [f"verify: {one.code} {one.where}" for one in found if one.severity is Severity.ERROR]
    count.wrong += ["staging is not empty"] * any((space.path / "staging").iterdir())
    count.orphans = max(count.orphans, sum(one.code == "file-orphaned" for one in found))


def exports(folder: Path, kills: int, *, seed: int = 1) -> Count:
    """Kill while a package is written: no half file under its name, and what may be out is in the account."""
    count, chance = Count(), random.Random(seed)
    folder.mkdir(exist_ok=True)
    scene = Scene(folder / "ekspor", first=True)
    source, place, target = scene.pair.folder / "unit", folder / "korban", folder / "keluar.zipkg"
    for _ in range(kills):
        files.remove_tree(place)
        shutil.copytree(source, place)
        target.unlink(missing_ok=True)
        _killed(place, "export", target, scene.pair.id, scene.takes * 2.2, chance, "")
        count.kills += 1
        with Workspace.open(place) as space:
            _examine(space, count)
            account = {str(row["uid"]) for row in space._ledger.select("exchanges", way="out")}
        count.stood["written" if target.exists() else "not written"] += 1
        if target.exists() and arriving.read(target, "", None).manifest.package not in account:
            count.wrong.append(f"kill {count.kills}: a package went out that is not in the account")
    return count


def _killed(
    place: Path, verb: str, package: Path, assessment: str, longest: float, chance: random.Random, bug: str
) -> None:
    command = [sys.executable, __file__, "child", str(place), verb, str(package), assessment, bug]
    known = os.pathsep.join([str(Path(__file__).resolve().parent.parent), *sys.path])
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, encoding="utf-8", env={**os.environ, "PYTHONPATH": known}
    )
    assert process.stdout is not None
    with process.stdout as pipe:
        assert pipe.readline() == "ready\n"
        time.sleep(chance.uniform(0, longest))
        process.kill()
    process.wait()


if __name__ == "__main__" and sys.argv[1:2] == ["child"]:
    child(Path(sys.argv[2]), sys.argv[3], Path(sys.argv[4]), sys.argv[5], sys.argv[6])
