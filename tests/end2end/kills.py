"""Kill -9 in the middle of the work, again and again, and see whether anything acknowledged is lost.

A child opens a workspace and records and attaches without pause. Before each verb it says what it will try, after the
verb has returned it acknowledges. The parent kills it at a random moment and then reads the workspace as a user would:
every acknowledged answer and every acknowledged byte must be there, and `verify` must find nothing wrong.

The child can be given a seeded bug, so that a count of zero means something.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from zi_assess import criteria, evidence, files
from zi_assess.core.assessment import Stage, value_text
from zi_assess.core.checks import Severity
from zi_assess.evidence import EvidenceStore
from zi_assess.store import database
from zi_assess.workspace import Workspace

BUGS = ("acknowledges-before-commit", "row-before-file", "no-rename")
POWER_BUGS = ("row-before-file", "no-fsync", "no-folder-fsync", "delete-journal", "no-sync-of-database")
"""What only a power cut shows, since after a kill the system still writes everything out; see `powerloss`."""
ROUNDS_PER_WORKSPACE = 50
_LONGEST = 0.25  # seconds from the first acknowledgement to the kill


# The child


def child(path: Path, assessment: str, seed: int, bug: str, verbs: int = 100_000) -> None:
    """Record and attach until killed, or *verbs* times."""
    chance = random.Random(seed)
    _plant(bug)
    with Workspace.open(path, who="korban") as workspace, tempfile.TemporaryDirectory() as folder:
        questions = [one for one in workspace.pack(assessment).questions if one.options]
        for n in range(verbs):
            question = chance.choice(questions)
            if chance.random() < 0.6:
                _record(workspace, assessment, question.code, chance.choice(question.options).key, bug)
            else:
                sources = list(_sources(Path(folder), chance, f"{seed}-{n}"))
                _attach(workspace, assessment, question.code, sources, bug)


def _record(workspace: Workspace, assessment: str, code: str, key: str, bug: str) -> None:
    said = {"code": code, "value": key}
    _say("try", said)
    if bug == "acknowledges-before-commit":
        _say("done", said)
        time.sleep(0.003)  # the window of the bug, wide enough to be hit by a dozen kills
    workspace.record(assessment, code, key)
    if bug != "acknowledges-before-commit":
        _say("done", said)


def _attach(workspace: Workspace, assessment: str, code: str, sources: list[Path], bug: str) -> None:
    digests = [sha256(one.read_bytes()).hexdigest() for one in sources]
    said: dict[str, Any] = {"code": code, "digests": digests}
    _say("try", said)
    attached = workspace.attach(assessment, code, list(sources))
    if bug == "row-before-file":
        _late_publishing(workspace)
    _say("done", {**said, "evidence": [one.id for one in attached.evidence]})


def _sources(folder: Path, chance: random.Random, name: str) -> Iterator[Path]:
    for n in range(chance.choice((1, 1, 1, 3, 6))):
        path = folder / f"bukti {name}-{n}.pdf"
        path.write_bytes(b"%PDF-1.7\n" + chance.randbytes(chance.choice((900, 30_000, 300_000))))
        yield path


def _say(word: str, said: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps({"word": word, **said}) + "\n")
    sys.stdout.flush()


# Seeded bugs

_waiting: list[Any] = []


def _plant(bug: str) -> None:
    if bug == "row-before-file":
        EvidenceStore._publish = lambda self, staged: _waiting.append(staged)  # type: ignore[method-assign]
    elif bug == "no-rename":
        EvidenceStore._publish = _copy_in_place  # type: ignore[method-assign]
    elif bug == "no-fsync":
        evidence._flush_files = lambda staging, staged: None
    elif bug == "no-folder-fsync":
        evidence._flush_folders = lambda root, folders: None
        files.fsync_dir = lambda folder: None
    elif (
        bug == "delete-journal"
    ):  # as Python's sqlite3 comes: the folder is not flushed after the journal is deleted
        database.PRAGMAS |= {"journal_mode": "delete", "synchronous": 2}
    elif bug == "no-sync-of-database":
        database.PRAGMAS |= {"synchronous": 0}


_publish = EvidenceStore._publish


def _late_publishing(workspace: Workspace) -> None:
    time.sleep(0.02)
    while _waiting:
        _publish(workspace.store, _waiting.pop())


def _copy_in_place(store: EvidenceStore, staged: Any) -> None:
    """Write to the final name piece by piece, as a plain copy does."""
    for one in staged:
        final = store.path(one.taken.sha256)
        final.parent.mkdir(exist_ok=True)
        data = one.path.read_bytes()
        with final.open("wb") as out:
            for start in range(0, len(data), 30_000):
                out.write(data[start : start + 30_000])
                out.flush()
                time.sleep(0.002)
        files.remove(one.path)


# The parent and its oracle


@dataclass
class Known:
    """What the parent knows must be in one workspace."""

    path: Path
    assessment: str
    answers: dict[str, str] = field(default_factory=dict)
    evidence: dict[str, str] = field(default_factory=dict)
    trying: dict[str, Any] | None = None

    def read(self, lines: list[str]) -> None:
        for line in lines:
            said = json.loads(line)
            if said["word"] == "try":
                self.trying = said
                continue
            self.trying = None
            if "value" in said:
                self.answers[said["code"]] = said["value"]
            else:
                self.evidence |= dict(zip(said["evidence"], said["digests"], strict=True))


@dataclass
class Count:
    """The figures of a campaign; *wrong* says what was lost or damaged."""

    kills: int = 0
    in_flight: int = 0
    answers: int = 0
    files: int = 0
    orphans: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.kills} kills, {self.in_flight} of them inside a verb; acknowledged: {self.answers} answers and "
            f"{self.files} files; lost or damaged: {len(self.wrong)}; files without a row (harmless): {self.orphans}"
        )


def campaign(folder: Path, kills: int, *, seed: int = 1, bug: str = "") -> Count:
    """Kill *kills* times in workspaces under *folder*; with a *bug* stop at the first loss it shows."""
    count, chance, known = Count(), random.Random(seed), None
    for n in range(kills):
        if known is None or n % ROUNDS_PER_WORKSPACE == 0:
            known = _fresh(folder / f"ruang-{n}")
        _round(known, count, chance, bug)
        if count.wrong:
            break
    return count


def _fresh(path: Path) -> Known:
    with Workspace.create(path, who="penguji") as workspace:
        return Known(path, workspace.new(criteria.find("lke-zi"), "Unit Uji", 2026))


def _round(known: Known, count: Count, chance: random.Random, bug: str) -> None:
    lines = _killed(known, chance, bug)
    known.read(lines)
    done = [json.loads(line) for line in lines if '"done"' in line]
    count.kills += 1
    count.in_flight += known.trying is not None
    count.answers += sum("value" in one for one in done)
    count.files += sum(len(one.get("digests", ())) for one in done)
    count.wrong += examine(known, count)


def _killed(known: Known, chance: random.Random, bug: str) -> list[str]:
    """Whole lines of a child that was killed a random moment after its first acknowledgement."""
    command = [
        sys.executable,
        __file__,
        "child",
        str(known.path),
        known.assessment,
        str(chance.getrandbits(30)),
        bug,
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8", env=os.environ)
    assert process.stdout is not None
    with process.stdout as pipe:
        lines = [pipe.readline(), pipe.readline()]
        time.sleep(chance.uniform(0, _LONGEST))
        process.kill()
        lines += pipe.readlines()
    process.wait()
    return [line for line in lines if line.endswith("\n")]


def examine(known: Known, count: Count) -> list[str]:
    """Everything that is not as acknowledged."""
    with Workspace.open(known.path, who="penguji") as workspace:
        mine = workspace.assessment(known.assessment)
        wrong = list(
            _lost_answers(known, {code: value_text(one.value) for code, one in mine.of(Stage.SELF).items()})
        )
        uses = {use.id: use.document.sha256 for use in mine.evidence}
        wrong += [
            f"evidence {key} is gone" for key, digest in known.evidence.items() if uses.get(key) != digest
        ]
        wrong += list(_damaged_files(workspace))
        found = workspace.verify()
        wrong += [f"verify: {one.code} {one.where}" for one in found if one.severity is Severity.ERROR]
        count.orphans = max(count.orphans, sum(one.code == "file-orphaned" for one in found))
    _take_over(known, mine.of(Stage.SELF), uses)
    return wrong


def _lost_answers(known: Known, there: dict[str, str]) -> Iterator[str]:
    trying = known.trying or {}
    for code, value in known.answers.items():
        allowed = {value, trying["value"]} if trying.get("code") == code and "value" in trying else {value}
        if there.get(code, "") not in allowed:
            yield f"answer {code}: acknowledged {value}, there {there.get(code, '')!r}"


def _damaged_files(workspace: Workspace) -> Iterator[str]:
    for name, path in workspace.store.stored():
        if sha256(path.read_bytes()).hexdigest() != name:
            yield f"file {name[:12]} does not hold what its name says"


def _take_over(known: Known, answers: Any, uses: dict[str, str]) -> None:
    """What a verb in flight had committed counts from now on."""
    known.answers = {code: value_text(one.value) for code, one in answers.items()}
    known.evidence = dict(uses)
    known.trying = None


if __name__ == "__main__" and sys.argv[1:2] == ["child"]:
    child(Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]), sys.argv[5], *map(int, sys.argv[6:]))
