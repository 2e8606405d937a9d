"""The binder's own pages: cover, contents, a sheet for each criterion, stand-ins for what is no page, hashes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from zi_assess import i18n
from zi_assess.i18n import _, n_
from zi_assess.reports import wording
from zi_assess.reports.arrangement import Area, Criterion, Use, uses
from zi_assess.reports.ownpages import BinderPaper, Contents, Numbers, imprint
from zi_assess.reports.page import INNER, LEFT, RIGHT
from zi_assess.reports.paint import Style, pill
from zi_assess.reports.parts import MUTED, NAME, SECTION, STRONG, TITLE, heading, paragraph
from zi_assess.reports.references import mentioned
from zi_assess.reports.sources import Source
from zi_assess.reports.stamps import Stamp
from zi_assess.reports.table import Column, Content, Grid, Row

_COVER = Style("bold", 30, "ink", 37)
_FACT = Style("regular", 9, "muted", 15)
_FACT_VALUE = Style("semibold", 9, "ink", 15)
_CODE = Style("bold", 11, "brand", 16)
_SMALL = Style("regular", 7, "muted", 10)
_LINE = Style("regular", 8.5, "ink", 12.5)
_GREY = Style("regular", 8.5, "faint", 12)
_WORD = Style("semibold", 10, "bad", 15)
_MANY = 6  # codes in one line; the rest is counted


class Setting:
    """Sets all own pages once, with the page numbers that are known so far."""

    def __init__(self, contents: Contents, numbers: Numbers) -> None:
        self._all = contents
        self._numbers = numbers
        self._titles = wording.Titles(contents.sheet.pack)
        self.paper = BinderPaper(imprint(contents))

    def all(self) -> BinderPaper:
        self.paper.begin(("cover", ""))
        self._cover()
        self.paper.begin(("contents", ""))
        self._contents()
        for area in self._all.areas:
            for criterion in area.criteria:
                if criterion.uses:
                    self.paper.begin(("criterion", criterion.code))
                    self._criterion(area, criterion)
                    self._stand_ins(criterion)
        self.paper.begin(("closing", ""))
        self._closing()
        self.paper.close()
        return self.paper

    # Cover and contents

    def _cover(self) -> None:
        paper, mine = self.paper, self._all.sheet.assessment
        paper.page.rule(LEFT, 56, INNER, "brand", 1.4)
        paper.y = 76
        if mine.unit.profile.instansi:
            paragraph(paper, mine.unit.profile.instansi.upper(), NAME)
        paragraph(paper, mine.unit.name, NAME if not mine.unit.profile.instansi else MUTED)
        paper.y = 210
        for line in _COVER.face.wrap(paper.p(_("Binder bukti")), _COVER.size, INNER):
            paper.page.text(LEFT, paper.y + 28, line, _COVER)
            paper.skip(_COVER.leading)
        paper.skip(6)
        paragraph(paper, self._all.sheet.pack.title, Style("semibold", 12, "ink", 18))
        paragraph(paper, wording.occasion_line(self._all.sheet), Style("regular", 12, "muted", 18))
        paper.skip(4)
        paragraph(paper, self._which(), Style("semibold", 12, "brand", 18))
        paper.y = 400
        self._facts()
        paper.skip(26)
        for text in self._how_to_read():
            paragraph(paper, text, MUTED)
            paper.skip(5)

    def _which(self) -> str:
        if not self._all.chosen:
            return _("Semua area")
        names = [f"{area.code} {self._titles.of(area.code, area.title)}" for area in self._all.areas]
        return " · ".join(names) if len(names) <= 2 else self._all.chosen

    def _facts(self) -> None:
        paper, every = self.paper, [one for area in self._all.areas for one in area.criteria]
        part = _("{n} dari {all}")
        filled = part.format(n=i18n.count(sum(bool(one.uses) for one in every)), all=i18n.count(len(every)))
        sources = self._all.sources.values()
        whole = [one for one in sources if one.says is None]
        placed = part.format(n=i18n.count(len(whole)), all=i18n.count(len(self._all.sources)))
        rows = (
            (_("Butir yang berbukti"), filled),
            (_("Pemakaian bukti"), i18n.count(sum(1 for _use in uses(self._all.areas)))),
            (_("Dokumen yang dimuat utuh"), placed),
            (_("Halaman"), i18n.count(self._numbers.pages)),
            (_("Keadaan per"), i18n.date(self._all.as_of)),
            (_("Sidik data"), wording.short_digest(self._all.sheet)),
        )
        for label, value in rows:
            paper.page.text(LEFT, paper.y + 11, paper.p(label), _FACT)
            paper.page.text(LEFT + 170, paper.y + 11, paper.p(value), _FACT_VALUE)
            paper.skip(_FACT.leading + 3)
            paper.page.rule(LEFT, paper.y - 2, INNER)

    def _how_to_read(self) -> list[str]:
        texts = [
            _(
                "Setiap halaman bukti bercap kode butir, tempat buktinya, dan nomor halaman binder ini. "
                "Dokumen yang dipakai beberapa butir dimuat sekali, pada butir yang pertama; "
                "butir lain menunjuk ke sana."
            ),
            _(
                "Yang dimuat adalah rupa halamannya. Skrip, tautan, formulir, dan berkas tempelan "
                "di dalam PDF tidak dibawa. Berkas asli dapat dicocokkan dengan sidik SHA-256 di bagian akhir."
            ),
        ]
        attached = sum(bool(one.attached) for one in self._all.sources.values())
        if any(one.signed for one in self._all.sources.values()):
            texts.append(
                _(
                    "Tanda tangan elektronik tidak berlaku lagi pada halaman gabungan. "
                    "Berkas asli yang bertanda tangan dilampirkan di dalam binder ini: {n} berkas."
                ).format(n=i18n.count(attached))
            )
        return texts

    def _contents(self) -> None:
        paper = self.paper
        heading(paper, _("Daftar isi"))
        paper.page.marks.clear()
        paper.skip(8)
        grid = self._grid(
            Column(_("Kode"), 74), Column(_("Butir"), 0), Column(_("Dokumen"), 60, "right", True),
            Column(_("Halaman"), 54, "right", True, STRONG),
        )  # fmt: skip
        rows, repeat = [grid.head()], (grid.head(),)
        for area in self._all.areas:
            title = self._titles.of(area.code, area.title)
            named = f"{area.code}  {title}" if area.code else title
            rows.append(replace(self._wide().row((named, SECTION), rule=False, keep=True), above=9))
            for one in area.criteria:
                rows.append(self._contents_row(grid, one, repeat))
        rows += [self._closing_row(grid)]
        paper.flow(rows)

    def _contents_row(self, grid: Grid, one: Criterion, repeat: tuple[Row, ...]) -> Row:
        title = self._titles.of(one.code, one.title)
        if not one.uses:
            return grid.row((one.code, _GREY), (title, _GREY), ("–", _GREY), "", repeat=repeat)
        page = self._page(self._numbers.of(("criterion", one.code)))
        row = grid.row(one.code, title, i18n.count(len(one.uses)), page, repeat=repeat)
        return self._leading(row, self._numbers.of(("criterion", one.code)))

    def _closing_row(self, grid: Grid) -> Row:
        page = self._numbers.of(("closing", ""))
        row = grid.row("", (_("Daftar dokumen dan sidiknya"), STRONG), "", self._page(page))
        return self._leading(replace(row, above=row.above + 8, height=row.height + 8), page)

    # A criterion

    def _criterion(self, area: Area, one: Criterion) -> None:
        paper, question = self.paper, one.question
        paragraph(paper, f"{area.code} {self._titles.of(area.code, area.title)}".strip(), MUTED)
        paper.skip(3)
        paragraph(paper, one.code, _CODE)
        for line in TITLE.face.wrap(paper.p(self._titles.of(one.code, one.title)), TITLE.size, INNER):
            paper.page.text(LEFT, paper.y + 16, line, TITLE)
            paper.skip(TITLE.leading)
        if question is not None:
            answer = wording.answer_key(question, self._all.sheet.answer(one.code))
            stage = _(wording.STAGES[self._all.sheet.stage])
            paragraph(paper, _("{stage}: {answer}").format(stage=stage, answer=answer), MUTED)
        paper.skip(8)
        grid = self._grid(
            Column(_("Yang diminta dan dokumennya"), 0), Column(_("Jenis"), 66), Column(_("Tanggal"), 74),
            Column(_("Halaman"), 54, "right", True, STRONG),
        )  # fmt: skip
        rows, repeat = [grid.head()], (grid.head(),)
        for slot in one.slots:
            words = slot.title if slot.uses else None
            rows.append(self._slot_row(words, slot.title))
            for use in slot.uses:
                rows += self._use_rows(grid, use, repeat)
        paper.flow(rows)

    def _slot_row(self, filled: str | None, title: str) -> Row:
        grid = self._grid(Column("", 0), Column("", 74))
        state: Content = None if filled else pill(self.paper.p(_("Belum ada")), "warn")
        return grid.row((title, STRONG), state, keep=filled is not None)

    def _use_rows(self, grid: Grid, use: Use, repeat: tuple[Row, ...]) -> list[Row]:
        held, start = use.held, self._numbers.documents.get(use.held.id, 0)
        kind = _(wording.KINDS.get(held.kind, wording.OTHER_KIND))
        dated = i18n.date_short(held.dated) if held.dated else "–"
        told = self._told(use)
        cells: tuple[Content, ...] = (use.document.name, (kind, MUTED), (dated, MUTED), self._page(start))
        row = grid.row(*cells, keep=bool(told), repeat=repeat)
        return [self._leading(row, start), *self._below("\n".join(told), LEFT, repeat)]

    def _below(self, lines: str, x: float, repeat: tuple[Row, ...]) -> list[Row]:
        """Small lines below a row's name, as part of it."""
        if not lines:
            return []
        grid = Grid(x, RIGHT - 60 - x, (Column("", 0),), self.paper.lacking, above=-3, below=4)
        return [grid.row((lines, _SMALL), rule=False, repeat=repeat)]

    def _told(self, use: Use) -> list[str]:
        """What is worth saying about one use, a line each."""
        source, first = self._all.sources[use.held.id], self._all.first[use.held.id]
        lines = [_("Nomor {number}").format(number=use.held.number)] if use.held.number else []
        if use.evidence.pages:
            lines.append(self._mention(use, source))
        if use.evidence.note:
            lines.append(use.evidence.note)
        if first.evidence.id != use.evidence.id:
            lines.append(_("Dimuat pada butir {code}").format(code=first.code))
            return lines
        if use.held is not use.document:
            lines.append(_("Salinan dari {url}").format(url=use.document.url))
        return lines + source_lines(source)

    def _mention(self, use: Use, source: Source) -> str:
        """The pages the unit points at, and where they are in this binder."""
        words = _("Yang dirujuk: hal. {pages}").format(pages=use.evidence.pages)
        start = self._numbers.documents.get(use.held.id, 0)
        found = mentioned(use.evidence.pages, source.pages)
        if not found or not start:
            return words
        places = ", ".join(
            f"{start + a - 1}–{start + b - 1}" if a != b else f"{start + a - 1}" for a, b in found
        )
        return _("{words} (di binder ini {places})").format(words=words, places=places)

    # Stand-ins

    def _stand_ins(self, one: Criterion) -> None:
        for use in one.uses:
            source = self._all.sources[use.held.id]
            if self._all.first[use.held.id].evidence.id == use.evidence.id and (source.says or source.lines):
                self._stand_in(use, source)

    def _stand_in(self, use: Use, source: Source) -> None:
        key = ("document", use.held.id)
        begin = len(self.paper.pages)
        self.paper.begin(key)
        if source.lines:
            self._words(use, source)
        else:
            self._about(use, source)
        others = len(self._all.all_uses[use.held.id]) - 1
        number = self._numbers.of(key)
        for at in range(begin, len(self.paper.pages)):
            self.paper.stamped[at] = Stamp(use.code, use.slot, number + at - begin if number else 0, others)

    def _about(self, use: Use, source: Source) -> None:
        """One page that says what the evidence is and where."""
        paper, held = self.paper, use.held
        paper.y = 150
        kind = _(wording.KINDS.get(held.kind, wording.OTHER_KIND))
        paragraph(paper, kind, SECTION)
        for line in TITLE.face.wrap(paper.p(use.document.name), TITLE.size, INNER):
            paper.page.text(LEFT, paper.y + 16, line, TITLE)
            paper.skip(TITLE.leading)
        paper.skip(6)
        assert source.says is not None
        style = _WORD if source.says.grave else replace(_WORD, color="ink")
        paragraph(paper, i18n.say(source.says.text, source.says.values), style)
        paper.skip(12)
        grid = self._grid(Column("", 120, style=MUTED), Column("", 0, style=_LINE))
        paper.flow([grid.row(label, value) for label, value in _facts_of(use) if value])

    def _words(self, use: Use, source: Source) -> None:
        """A text as it is, line by line."""
        paper = self.paper
        paragraph(paper, use.document.name, SECTION)
        paper.skip(6)
        grid = Grid(LEFT, INNER, (Column("", 0, style=_LINE),), paper.lacking, above=0, below=0)
        rows = [grid.row((_spaced(line), _LINE), rule=False) for line in source.lines]
        for row in rows:
            row.height = max(row.height, _LINE.leading)
        if source.cut:
            rows.append(
                grid.row((_("Teks ini dipotong di sini: berkas aslinya lebih panjang."), _WORD), rule=False)
            )
        paper.flow(rows)

    # The end

    def _closing(self) -> None:
        paper = self.paper
        heading(paper, _("Daftar dokumen dan sidiknya"))
        paper.page.marks.clear()
        paper.skip(4)
        paragraph(
            paper,
            _(
                "Sidik SHA-256 dihitung dari berkas asli. Cocokkan dengan “certutil -hashfile NAMA SHA256” di Windows "
                "atau “sha256sum NAMA” di Linux."
            ),
        )
        paper.skip(8)
        grid = self._grid(
            Column(_("No."), 30), Column(_("Dokumen"), 0), Column(_("Ukuran"), 58, "right", style=MUTED),
            Column(_("Lembar"), 46, "right", True, MUTED), Column(_("Halaman"), 54, "right", True, STRONG),
        )  # fmt: skip
        rows, repeat = [grid.head()], (grid.head(),)
        for number, (key, source) in enumerate(self._all.sources.items(), start=1):
            rows += self._hash_rows(grid, number, key, source, repeat)
        paper.flow(rows)
        if paper.lacking:
            paper.skip(10)
            paper.need(24)
            paragraph(paper, wording.lacking(paper.lacking))

    def _hash_rows(
        self, grid: Grid, number: int, key: str, source: Source, repeat: tuple[Row, ...]
    ) -> list[Row]:
        held, all_uses = source.document, self._all.all_uses[key]
        codes = list(dict.fromkeys(use.code for use in all_uses))
        shown = ", ".join(codes[:_MANY]) + (f" +{len(codes) - _MANY}" if len(codes) > _MANY else "")
        lines = [held.sha256 or held.url, shown]
        lines += [i18n.say(source.says.text, source.says.values)] if source.says else []
        if source.attached:
            lines.append(_("Asli terlampir: {name}").format(name=source.attached))
        start = self._numbers.documents.get(key, 0)
        cells: list[Content] = [i18n.count(number), held.name]
        cells.append(i18n.size(held.size) if held.sha256 else "–")
        cells.append(i18n.count(source.pages) if source.pages else "–")
        row = grid.row(*cells, self._page(start), keep=True, repeat=repeat)
        return [self._leading(row, start), *self._below("\n".join(lines), LEFT + 30, repeat)]

    # Small things

    def _grid(self, *columns: Column) -> Grid:
        return Grid(LEFT, INNER, columns, self.paper.lacking, gap=8, above=3, below=3)

    def _wide(self) -> Grid:
        return Grid(LEFT, INNER, (Column("", 0),), self.paper.lacking, above=9, below=2)

    def _page(self, number: int) -> str:
        return i18n.count(number) if number else "–"

    def _leading(self, row: Row, page: int) -> Row:
        """Let a click on *row* lead to *page*."""
        return replace(row, mark=(str(page), int(row.height))) if page else row


def source_lines(source: Source) -> list[str]:
    """What a reader should know of a document, a line each."""
    lines = [i18n.say(source.says.text, source.says.values)] if source.says else []
    if source.signed and source.attached:
        lines.append(
            _("Bertanda tangan elektronik. Penggabungan membatalkannya; berkas asli terlampir di binder ini.")
        )
    elif source.signed:
        lines.append(
            _("Bertanda tangan elektronik. Penggabungan membatalkannya; periksa pada berkas aslinya.")
        )
    if source.left:
        lines.append(_("Tidak dibawa: {things}.").format(things=", ".join(map(_, source.left))))
    if source.damaged:
        lines.append(_("Sebagian isi halamannya rusak dan tidak tampak."))
    if source.pages and not source.says:
        pages = n_("{n} lembar", "{n} lembar", source.pages).format(n=i18n.count(source.pages))
        lines.insert(0, pages)
    return lines


def _facts_of(use: Use) -> Sequence[tuple[str, str]]:
    held, document = use.held, use.document
    return (
        (_("Nama berkas"), held.name),
        (_("Nomor dokumen"), held.number),
        (_("Tanggal"), i18n.date(held.dated) if held.dated else ""),
        (_("Ukuran"), i18n.size(held.size) if held.sha256 else ""),
        (_("SHA-256"), held.sha256),
        (_("Alamat"), document.url),
        (_("Diterbitkan di"), held.published),
        (_("Bukti untuk"), f"{use.code}: {use.slot}"),
        (_("Catatan"), use.evidence.note),
    )


def _spaced(line: str) -> str:
    """Keep the blanks that set columns apart."""
    return line.rstrip().replace("  ", "\u00a0\u00a0").replace("\u00a0 ", "\u00a0\u00a0") or "\u00a0"
