"""The example: a workspace that looks as a real unit's does halfway, with evidence and finished reports."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from zi_assess import criteria, files, reports
from zi_assess.core.assessment import Document, Evidence, PrerequisiteAnswer, Value, parse_value
from zi_assess.core.pack import Pack
from zi_assess.demo import around, filed, papers, story
from zi_assess.demo.filed import File, Link
from zi_assess.workspace import Workspace, folder

Tick = Callable[[int, int], None]
REPORTS = "laporan-contoh"
"""The folder in the workspace where the finished reports lie."""


def make(path: Path, tick: Tick | None = None) -> str:
    """Make the example in *path*, which must be missing or empty, and return the id of its assessment of 2026.

    Raises ZiError, and whatever *tick* raises to cancel; then nothing of it stays behind.
    """
    clock, was_there = _Clock(), path.exists()
    opened = folder.create(path, story.LEAD)
    workspace = Workspace(opened, story.LEAD, clock)
    try:
        with workspace, opened.database.flushed_once(), tempfile.TemporaryDirectory() as drawn:
            return _Making(workspace, clock, Path(drawn), tick).all()
    except BaseException:
        _clear(path)
        if not was_there:
            path.rmdir()
        raise


def _clear(path: Path) -> None:
    for one in sorted(path.rglob("*"), reverse=True):  # what is inside a folder before the folder
        if one.is_dir():
            one.rmdir()
        else:
            one.chmod(0o600)  # Windows deletes no read-only file
            one.unlink()


class _Clock:
    """The example's own time: set by the story, a little later at every look; so every time is the same."""

    def __init__(self) -> None:
        self._now = story.LAST_YEAR_FILLED

    def set(self, now: datetime) -> None:
        self._now = now

    def __call__(self) -> datetime:
        self._now += timedelta(seconds=7)
        return self._now


class _Making:
    """One example being made, step by step."""

    def __init__(self, workspace: Workspace, clock: _Clock, folder: Path, tick: Tick | None) -> None:
        self._workspace = workspace
        self._clock = clock
        self._folder = folder
        self._tick = tick
        self._pack = criteria.find("lke-zi")
        self._documents: dict[str, Document] = {}
        self._done = 0
        self._total = len(filed.LAST_YEAR) + len(filed.THIS_YEAR) + len(filed.LINKS) + 13

    def all(self) -> str:
        before = self._last_year()
        around.review(self._workspace, before)
        self._clock.set(story.STARTED)
        around.instruments(self._workspace)
        self._step()
        made = self._this_year(before)
        self._reports(made)
        return made

    def _step(self) -> None:
        self._done += 1
        if self._tick:
            self._tick(min(self._done, self._total), self._total)

    def _last_year(self) -> str:
        made = self._workspace.new(self._pack, story.UNIT, story.YEAR - 1, target=story.TARGET, example=True)
        self._workspace.profile(self._workspace.assessment(made).unit.id, story.PROFILE)
        self._record(made, story.answers(self._pack, story.LAST_YEAR))
        for file in filed.LAST_YEAR:
            self._attach(made, file)
        return made

    def _this_year(self, before: str) -> str:
        self._clock.set(story.STARTED)
        made = self._workspace.new(
            self._pack, story.UNIT, story.YEAR, target=story.TARGET, source=before, example=True
        )
        proposals = self._workspace.assessment(made).proposals
        wanted = story.answers(self._pack, story.THIS_YEAR)
        same = [
            code
            for code, text in wanted.items()
            if code in proposals and proposals[code].value == _value(self._pack, code, text)
        ]
        self._workspace.confirm(made, same)
        self._record(made, {code: text for code, text in wanted.items() if code not in same})
        around.visits(self._workspace, self._clock.set)
        self._clock.set(story.EVIDENCE_FILED)
        for file in filed.THIS_YEAR:
            self._attach(made, file)
        for link in filed.LINKS:
            self._use(made, self._link(made, link), link.uses[1:])
        self._surround(made)
        around.surveys(self._workspace, made)
        self._step()
        self._handle_papers(made)
        return made

    def _record(self, made: str, answers: dict[str, str]) -> None:
        for n, (code, text) in enumerate(answers.items()):
            self._workspace.record(made, code, _value(self._pack, code, text))
            if n % 25 == 0:
                self._step()

    def _attach(self, made: str, file: File) -> None:
        """File the paper at its first use, then let it serve the others."""
        known = self._documents.get(file.name)
        if known is None:
            known = self._file(made, file)
            self._use(made, known, file.uses[1:])
        else:
            self._use(made, known, file.uses)
        self._step()

    def _file(self, made: str, file: File) -> Document:
        code, slot = file.uses[0]
        found = self._workspace.attach(made, code, [self._paper(file)], slot=slot, dated=file.dated)
        return self._known(file.name, found.evidence)

    def _link(self, made: str, link: Link) -> Document:
        code, slot = link.uses[0]
        found = self._workspace.attach(made, code, [link.url], slot=slot, dated=link.dated)
        use = found.evidence[0]
        self._workspace.describe(made, use.id, name=link.title)
        self._step()
        return self._known(link.url, found.evidence)

    def _known(self, name: str, evidence: Sequence[Evidence]) -> Document:
        self._documents[name] = evidence[0].document
        return evidence[0].document

    def _use(self, made: str, document: Document, uses: Sequence[tuple[str, str]]) -> None:
        for code, slot in uses:
            self._workspace.reuse(made, code, document.id, slot=slot)

    def _surround(self, made: str) -> None:
        for code, note in story.NOTES.items():
            self._workspace.note(made, code, note)
        for key, (held, note) in story.PREREQUISITES.items():
            self._workspace.hold(made, key, PrerequisiteAnswer(held, note))
        self._step()

    def _handle_papers(self, made: str) -> None:
        """What happens to papers in real life: they wait, are corrected, compared and published."""
        space = self._workspace
        space.take_in([self._paper(one) for one in filed.WAITING])
        old, name, why = filed.REVISED
        again = next(one for one in filed.THIS_YEAR if one.name == old)
        corrected = self._paper(replace(again, name=name, title=f"{again.title} (dibetulkan)"))
        space.revise(made, self._documents[old].id, corrected, why)
        (before,) = space.take_in([self._paper(filed.BEFORE)]).documents
        space.describe_document(
            made, before.id, dated=filed.BEFORE.dated, after=self._documents[filed.AFTER].id
        )
        published, address = filed.PUBLISHED
        newest = next(one for one in space.documents() if one.name == published)
        space.describe_document(made, newest.id, dated=again.dated, published=address)
        space.follow_many(made, story.FOLLOW_UPS)
        space.read_texts()
        self._step()

    def _paper(self, file: File) -> Path:
        path = self._folder / file.name
        files.write_bytes(path, papers.drawn(file))
        return path

    def _reports(self, made: str) -> None:
        sheet = replace(self._workspace.sheet(made), history=self._workspace.journal(made, 0))
        place = self._workspace.path / REPORTS
        files.make_dir(place)
        for kind in (one.id for one in reports.REPORTS.values() if one.fits(sheet)):
            files.write_bytes(place / f"{kind}.pdf", reports.render(kind, sheet, story.REPORTED))
            self._step()


def _value(pack: Pack, code: str, text: str) -> Value | None:
    question = pack.question(code)
    assert question is not None
    return parse_value(question, text)
