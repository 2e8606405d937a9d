"""A visit that was unlocked: what the shopper saw is filled in and sealed again after every change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from zi_assess.core.assessment import Answer, Value
from zi_assess.core.pack import Group, Question
from zi_assess.core.visit import Photo, Visit, is_code
from zi_assess.i18n import _, n_, number
from zi_assess.ui import flows, theme
from zi_assess.ui.answers import AnswerArea
from zi_assess.ui.dialogs.form import entry, field, side_by_side
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.buttons import Button, LinkButton
from zi_assess.ui.widgets.dates import DateEdit
from zi_assess.ui.widgets.dialog import confirm
from zi_assess.ui.widgets.note import NoteEdit
from zi_assess.ui.widgets.pill import Pill
from zi_assess.ui.widgets.surfaces import Card, Plane, scroll
from zi_assess.ui.widgets.text import label

if TYPE_CHECKING:
    from zi_assess.workspace.visits import Unlocked

_REST_MS = 600
_LOCK_MS = 10 * 60 * 1000  # ten minutes in which nothing was filled in


class Filling(QWidget):
    """The form of one unlocked visit. `locked()` it is closed again; `released()` it was opened to all."""

    locked = Signal()
    released = Signal()

    def __init__(self, session: Session, unlocked: Unlocked) -> None:
        super().__init__()
        self._session = session
        self._unlocked = unlocked
        self._visit = unlocked.visit
        self._reading = 0
        self._lock_after = False
        self._over = self._asking = False
        self._proposed = unlocked.visit.shopper
        self._photos: dict[str, QVBoxLayout] = {}
        self._links: dict[str, LinkButton] = {}
        self._areas: list[AnswerArea] = []
        self._notes: list[NoteEdit] = []
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(_REST_MS)
        self._clock.timeout.connect(self._seal)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(_LOCK_MS)
        self._idle.timeout.connect(self.lock)
        self._idle.start()
        self._make_head()
        self._lay_out()
        self._tell()

    # What the page calls

    def lock(self) -> None:
        """Seal what is there and show nothing of it any more."""
        self.flush()
        self._lock_after = self._reading > 0  # a photo that is being read is sealed first
        if not self._lock_after and not self._over:
            self._over = True
            self._idle.stop()
            self.locked.emit()

    def flush(self) -> None:
        """Seal at once what was typed."""
        for area in self._areas:
            area.flush()
        for note in self._notes:
            note.flush()
        if self._clock.isActive():
            self._clock.stop()
            self._seal()

    # Parts

    def _make_head(self) -> None:
        self._state = Pill(_("Tersegel"), "ok")
        self._said = label(tone="muted")
        self._lock = Button(_("Kunci lagi"), icon="kunci")
        self._lock.clicked.connect(self.lock)
        self._release = Button(_("Buka untuk semua…"), "primary")
        self._release.clicked.connect(self._ask_release)
        visit = self._visit
        self.shopper = entry(_("Kode petugas, bukan nama"), visit.shopper, _("misalnya KS-03; bukan nama"))
        self.service = entry(_("Layanan yang dicoba"), visit.service)
        self.day = DateEdit(_("Hari kunjungan"), visit.day)
        self.shopper.textEdited.connect(self._code_typed)
        self.shopper.editingFinished.connect(self._ask_about_code)
        self.service.textEdited.connect(lambda text: self._change(service=text.strip()))
        self.day.dateChanged.connect(lambda _day: self._change(day=self.day.day()))
        if visit.day is None:
            self._change(day=self.day.day())

    def _lay_out(self) -> None:
        head = Plane("bg", "b")
        row = QHBoxLayout(head)
        row.setContentsMargins(theme.px(20), theme.px(10), theme.px(20), theme.px(10))
        row.setSpacing(theme.px(10))
        row.addWidget(label(self._unlocked.sheet.assessment.occasion, weight=600))
        row.addWidget(self._state)
        row.addWidget(self._said, 1)
        row.addWidget(self._lock)
        row.addWidget(self._release)
        jumps = Plane("bg", "b")
        self._jumps = QHBoxLayout(jumps)
        self._jumps.setContentsMargins(theme.px(20), theme.px(6), theme.px(20), theme.px(6))
        self._jumps.setSpacing(theme.px(18))
        holder = QWidget()
        column = QVBoxLayout(holder)
        edge = theme.px(20)
        column.setContentsMargins(edge, theme.px(16), edge, edge)
        column.setSpacing(theme.px(14))
        about = Card()
        about.body.addLayout(
            side_by_side(
                field(_("Kode petugas, bukan nama"), self.shopper),
                field(_("Hari kunjungan"), self.day),
                field(_("Layanan yang dicoba"), self.service),
            )
        )
        column.addWidget(about)
        for node in self._unlocked.sheet.pack.nodes.values():
            if isinstance(node, Group):
                lead = label(node.title, size="lead" if node.code.count(".") == 0 else "base", weight=600)
                column.addWidget(lead)
                if node in self._unlocked.sheet.pack.tree:
                    self._add_jump(node, lead)
            else:
                column.addWidget(self._card(node))
        column.addStretch(1)
        self._jumps.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        whole.addWidget(jumps)
        self._scroll = scroll(holder)
        whole.addWidget(self._scroll, 1)

    def _add_jump(self, group: Group, lead: QWidget) -> None:
        """A link that brings the form to an aspect, and says how much of it is filled in."""
        link = LinkButton(group.short or group.title)
        link.clicked.connect(lambda: self._scroll.verticalScrollBar().setValue(lead.y() - theme.px(8)))
        self._links[group.code] = link
        self._jumps.addWidget(link)

    def _card(self, question: Question) -> Card:
        card = Card()
        card.body.addWidget(label(f"{question.code}  {question.title}", weight=600, wrap=True))
        if question.hint:
            card.body.addWidget(label(question.hint, size="small", tone="muted", wrap=True))
        answer = self._visit.answers.get(question.code, Answer())
        area = AnswerArea()
        area.show_question(question, answer, read_only=False)
        area.answered.connect(self._answer)
        self._areas.append(area)
        card.body.addWidget(area)
        note = NoteEdit(
            _("Catatan {code}").format(code=question.code), _("Yang terlihat, jam, nama papan atau loket")
        )
        note.set_text(answer.note, question.code)
        note.edited.connect(self._note)
        self._notes.append(note)
        card.body.addWidget(note)
        photos = QVBoxLayout()
        photos.setSpacing(theme.px(4))
        self._photos[question.code] = photos
        card.body.addLayout(photos)
        add = LinkButton(_("Tambah foto…"))
        add.setAccessibleName(_("Tambah foto pada {code}").format(code=question.code))
        add.clicked.connect(lambda: self._add_photo(question))
        card.body.addWidget(add)
        self._show_photos(question.code)
        return card

    def _show_photos(self, code: str) -> None:
        from zi_assess.ui.widgets.surfaces import clear_layout

        layout = self._photos[code]
        clear_layout(layout)
        for photo in self._visit.photos:
            if photo.code == code:
                line = QWidget()
                row = QHBoxLayout(line)
                row.setContentsMargins(0, 0, 0, 0)
                row.addWidget(label(photo.name, tone="muted"))
                gone = LinkButton(_("Hapus"))
                gone.setAccessibleName(_("Hapus {name}").format(name=photo.name))
                gone.clicked.connect(lambda _on=False, photo=photo: self._drop_photo(photo))
                row.addWidget(gone)
                row.addStretch(1)
                layout.addWidget(line)

    # Changing

    def _code_typed(self, text: str) -> None:
        """A code is sealed as it is typed; anything else waits until it is said to be no name."""
        if not text.strip() or is_code(text):
            self._change(shopper=text.strip())

    def _ask_about_code(self) -> None:
        """Once for what may be a personal name; it is kept only when it is said to be a code."""
        text = self.shopper.text().strip()
        if text in ("", self._visit.shopper) or is_code(text) or self._asking or self._over:
            return
        self._asking = True
        kept = confirm(
            self.window(),
            _("“{text}” itu kode atau nama?").format(text=text),
            _(
                "Yang tertulis di sini terlihat oleh semua sesudah kunjungan dibuka. Nama membuka siapa petugasnya, "
                "sehingga ia tidak dapat diutus lagi dan dapat ditekan. Pakailah kode seperti {code}."
            ).format(code=self._proposed),
            _("Ini kode, pakai"),
            _("Ini nama, hapus"),
            danger=True,  # Enter and Escape leave the name out
        )
        self._asking = False
        if kept:
            self._change(shopper=text)
        else:
            self.shopper.setText(self._visit.shopper or self._proposed)
            self._change(shopper=self.shopper.text())

    def _answer(self, code: str, value: Value | None) -> None:
        before = self._visit.answers.get(code, Answer())
        self._set(self._visit.with_answer(code, replace(before, value=value)))
        area = next(one for one in self._areas if one._code == code)
        question = self._unlocked.sheet.pack.question(code)
        assert question is not None
        area.show_question(question, self._visit.answers[code], read_only=False)

    def _note(self, code: str, text: str) -> None:
        before = self._visit.answers.get(code, Answer())
        self._set(self._visit.with_answer(code, replace(before, note=text.strip())))

    def _change(self, **fields: object) -> None:
        self._set(replace(self._visit, **fields))  # type: ignore[arg-type]  # names are checked by replace

    def _set(self, visit: Visit) -> None:
        if visit != self._visit:
            self._visit = visit
            self._idle.start()
            self._state.set(_("Menyegel…"), "neutral")
            self._clock.start()

    def _add_photo(self, question: Question) -> None:
        chosen, _kind = QFileDialog.getOpenFileNames(
            self.window(),
            _("Pilih foto"),
            str(flows.files_dir(self._session)),
            _("Foto (*.jpg *.jpeg *.png *.webp)"),
        )
        for path in chosen:
            self.add_photo(question, Path(path))

    def add_photo(self, question: Question, path: Path) -> None:
        """Seal the picture at *path* too, in the first slot that takes pictures."""
        slot = next((one.id for one in question.evidence if "image" in one.kinds), "")
        unlocked = self._unlocked
        self._reading += 1

        def landed(photo: Photo) -> None:
            self._reading -= 1
            self._set(replace(self._visit, photos=(*self._visit.photos, photo)))
            self._show_photos(question.code)
            if self._lock_after:
                self.lock()

        def failed(error: BaseException) -> None:
            self._reading -= 1
            self._session.report(error)

        self._session.ask(
            lambda workspace: workspace.visits.photo(unlocked, question.code, slot, path), landed, failed
        )

    def _drop_photo(self, photo: object) -> None:
        left = tuple(one for one in self._visit.photos if one is not photo)
        code = next((one.code for one in self._visit.photos if one is photo), "")
        self._set(replace(self._visit, photos=left))
        if code:
            self._show_photos(code)

    def _seal(self) -> None:
        """Every write holds the whole visit, so none depends on the one before."""
        unlocked, visit = self._unlocked, self._visit

        def landed(kept: Unlocked) -> None:
            if not self._over:
                self._unlocked = kept
                self._tell()

        self._session.ask(lambda workspace: workspace.visits.keep(unlocked, visit), landed)

    def _tell(self) -> None:
        sheet = self._unlocked.sheet
        if not self._clock.isActive():
            self._state.set(_("Tersegel"), "ok")
        pack = sheet.pack
        for code, link in self._links.items():
            asked = [one.code for one in pack.questions if pack.path(one.code)[0].code == code]
            done = sum(self._visit.answers.get(one, Answer()).value is not None for one in asked)
            title = pack.nodes[code].short or pack.nodes[code].title
            link.setText(f"{title}  {done}/{len(asked)}")
        photos = n_("1 foto", "{n} foto", len(self._visit.photos)).format(n=len(self._visit.photos))
        self._said.setText(
            _("Nilai sementara {total} · {answered} dari {questions} butir · {photos}").format(
                total=number(sheet.scores.strict),
                answered=sheet.scores.answered,
                questions=sheet.scores.questions,
                photos=photos,
            )
        )

    def _ask_release(self) -> None:
        self.flush()
        sure = confirm(
            self.window(),
            _("Buka kunjungan untuk semua?"),
            _(
                "Isi dan fotonya menjadi penilaian biasa yang dapat dilihat semua. Ini tidak dapat diurungkan."
            ),
            _("Buka untuk semua"),
        )
        if sure:
            self._idle.stop()
            final = replace(self._unlocked, visit=self._visit)
            self._session.begin(
                _("Membuka kunjungan"),
                lambda workspace, tick: workspace.visits.release(final),
                self._released,
            )

    def _released(self) -> None:
        self._over = True
        self.released.emit()
