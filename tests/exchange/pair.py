"""A unit and its auditors, each with a workspace of their own, and packages between them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from workspace.conftest import clock
from zi_assess import criteria
from zi_assess.core.assessment import Stage
from zi_assess.core.pack import Question
from zi_assess.workspace import Workspace
from zi_assess.workspace.exchanging import Incoming, Taken

MEMBER = Stage.TPI_MEMBER
SECRET = "kunci pagar besi"


@dataclass
class Pair:
    """*unit* has begun an assessment; *sent* counts the packages."""

    folder: Path
    unit: Workspace
    tpi: Workspace
    id: str
    questions: tuple[Question, ...]
    others: list[Workspace] = field(default_factory=list)
    sent: int = 0

    def close(self) -> None:
        for space in (self.unit, self.tpi, *self.others):
            space.close()

    def another(self, name: str) -> Workspace:
        made = Workspace.create(self.folder / name, who=name, clock=clock())
        self.others.append(made)
        return made

    def path(self, name: str = "") -> Path:
        self.sent += 1
        return self.folder / (name or f"{self.sent}.zipkg")

    def file(self, name: str, content: bytes | str = b"isi") -> Path:
        path = self.folder / name
        path.write_bytes(b"%PDF-1.7\n" + (content if isinstance(content, bytes) else content.encode()))
        return path

    def send(self, sender: Workspace, evidence: str = "all") -> Path:
        path = self.path()
        sender.exchange.export(self.id, path, evidence=evidence)
        return path

    def take(self, receiver: Workspace, path: Path) -> Taken:
        """Take a package whose fingerprint was compared."""
        incoming = receiver.exchange.inspect(path)
        return receiver.exchange.take(incoming, trust=incoming.fingerprint.words)

    def pass_on(self, sender: Workspace, receiver: Workspace, evidence: str = "all") -> Taken:
        return self.take(receiver, self.send(sender, evidence))

    def look(self, receiver: Workspace, path: Path) -> Incoming:
        return receiver.exchange.inspect(path)

    def alike(self, *spaces: Workspace) -> bool:
        """Whether all hold the same assessment."""
        return len({space.exchange.digest(self.id) for space in spaces or (self.unit, self.tpi)}) == 1

    def answered(self, count: int = 10) -> None:
        for question in self.questions[:count]:
            self.unit.record(self.id, question.code, question.options[0].key)

    def key(self, n: int, place: int) -> str:
        return self.questions[n].options[place].key

    def code(self, n: int) -> str:
        return self.questions[n].code


def begin(folder: Path, *, evidence: int = 3) -> Pair:
    folder.mkdir(parents=True, exist_ok=True)
    unit = Workspace.create(folder / "unit", who="Tim Unit", clock=clock())
    tpi = Workspace.create(folder / "tpi", who="Auditor", clock=clock())
    pack = criteria.find("lke-zi")
    questions = tuple(one for one in pack.questions if len(one.options) > 2)
    pair = Pair(folder, unit, tpi, unit.new(pack, "Kantor Contoh", 2026, target="WBK"), questions)
    pair.answered()
    sources = [pair.file(f"bukti {n}.pdf", f"{n}" * 500) for n in range(evidence)]
    unit.attach(pair.id, pair.code(0), sources)
    return pair
