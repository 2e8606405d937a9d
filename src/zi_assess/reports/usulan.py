"""Surat pengajuan, SPTJM, and the list of proposed units: what an agency sends to the ministry.

PermenPANRB 90/2021 Lampiran II as amended by 5/2024: one letter for all units of the agency, to the Minister
c.q. the deputy for bureaucratic reform, with a statement of absolute responsibility. What the program does not know
stays dotted; there is no signature and no seal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from zi_assess import i18n
from zi_assess.core.assessment import Held
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _, n_
from zi_assess.reports import reviewing, signing, wording
from zi_assess.reports.page import INNER, LEFT
from zi_assess.reports.paint import WIDTH, Style
from zi_assess.reports.parts import (
    FINE,
    MUTED,
    STRONG,
    Draft,
    asked_of,
    begin,
    card,
    card_height,
    card_lines,
    heading,
    held,
    paragraph,
    section,
    start,
)
from zi_assess.reports.reviewing import SMALL, Reviewed, numbered, prose
from zi_assess.reports.signing import DOTS, Block
from zi_assess.reports.table import Column, Content, Row

_LETTER = Style("regular", 9.5, "ink", 14.5)
_AGENCY = Style("bold", 13, "ink", 18)
_TITLE = Style("bold", 12, "ink", 17)
_ADDRESS = Style("regular", 8.5, "muted", 12)


def render(sheet: Sheet, as_of: date) -> bytes:
    """The PDF of the letter, the statement and the list for one unit."""
    return render_many([sheet], as_of)


def render_many(sheets: Sequence[Sheet], as_of: date) -> bytes:
    """As `render`, one letter for all units of *sheets* (at least one); the agency is that of the first."""
    title = _("Surat pengajuan")
    first = sheets[0]
    if not first.pack.designations:
        return _without_designation(first, as_of, title)
    draft = begin(first, as_of, title, _("Pengajuan"))
    _letter(draft, sheets)
    _statement(draft, sheets)
    _list(draft, sheets)
    draft.paper.flow(reviewing.unprintable(draft))
    return draft.paper.finish()


def _without_designation(sheet: Sheet, as_of: date, title: str) -> bytes:
    """An instrument that proposes nobody: the page says so."""
    draft = start(sheet, as_of, title)
    heading(draft.paper, title)
    words = _("Instrumen ini tidak punya predikat, jadi tidak ada yang diusulkan. Keadaan per {date}.")
    paragraph(draft.paper, words.format(date=i18n.date(as_of)))
    draft.paper.skip(8)
    lines = card_lines(sheet)
    card(draft, card_height(draft, lines), lines)
    return draft.paper.finish()


# The letter


def _letter(draft: Draft, sheets: Sequence[Sheet]) -> None:
    paper = draft.paper
    _agency(draft)
    profile = draft.sheet.assessment.unit.profile
    pairs = [
        (_("Nomor"), ""),
        (_("Sifat"), _("Penting")),
        (_("Lampiran"), _("Surat pernyataan tanggung jawab mutlak dan daftar unit kerja")),
        (_("Hal"), _("Usulan unit kerja berpredikat {designations}").format(designations=_aims(sheets))),
    ]
    place = _("{city}, {date}").format(city=profile.city or DOTS[:24], date=i18n.date(draft.as_of))
    paper.flow([draft.grid(Column("", 0, "right")).row((place, _LETTER), rule=False)])
    paper.flow(reviewing.facts(draft, pairs, 64, _LETTER))
    paper.skip(8)
    paper.flow([_paragraph(draft, line) for line in _address()])
    paper.skip(6)
    paper.flow([_paragraph(draft, text) for text in _body(draft, sheets)])
    paper.flow(_leader(draft))
    copies = (_("Tembusan:"), _("1. Inspektur {agency}").format(agency=profile.instansi or DOTS))
    paper.skip(12)
    paper.flow([prose(draft, "\n".join(copies), SMALL)])


def _agency(draft: Draft) -> None:
    """The agency's name, and room for its address, over a line: its letterhead is its own."""
    paper, agency = draft.paper, draft.sheet.assessment.unit.profile.instansi
    name = paper.p((agency or _("Nama instansi")).upper())
    for line in _AGENCY.face.wrap(name, _AGENCY.size, INNER - 40):
        paper.page.text(WIDTH / 2, paper.y + 14, line, _AGENCY, "center")
        paper.skip(_AGENCY.leading)
    address = _("Alamat, telepon, dan laman instansi: {dots}").format(dots=DOTS)
    paper.page.text(WIDTH / 2, paper.y + 9, paper.p(address), _ADDRESS, "center")
    paper.skip(16)
    paper.page.rule(LEFT, paper.y, INNER, "ink", 1.6)
    paper.page.rule(LEFT, paper.y + 2.6, INNER, "ink", 0.6)
    paper.skip(14)


def _aims(sheets: Sequence[Sheet]) -> str:
    """The designations proposed, in the pack's order."""
    aims = {_aim(one) for one in sheets}
    known = [one.id for one in sheets[0].pack.designations if one.id in aims]
    return _(" dan ").join(known)


def _aim(sheet: Sheet) -> str:
    return wording.aim(sheet) or sheet.pack.designations[0].id


def _paragraph(draft: Draft, text: str) -> Row:
    return replace(draft.grid(Column("", 0)), above=2, below=4).row((text, _LETTER), rule=False)


def _address() -> tuple[str, ...]:
    return (
        _(
            "Yth. Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi\n"
            "c.q. Deputi Bidang Reformasi Birokrasi, Akuntabilitas Aparatur, dan Pengawasan\n"
            "di Jakarta"
        ),
    )


def _body(draft: Draft, sheets: Sequence[Sheet]) -> list[str]:
    pack = draft.sheet.pack
    agency = draft.sheet.assessment.unit.profile.instansi or DOTS
    first = n_(
        "Berdasarkan {basis}, bersama ini kami mengusulkan {n} unit kerja di lingkungan {agency} untuk dinilai Tim "
        "Penilai Nasional sebagai unit kerja berpredikat {designations} tahun {year}.",
        "Berdasarkan {basis}, bersama ini kami mengusulkan {n} unit kerja di lingkungan {agency} untuk dinilai Tim "
        "Penilai Nasional sebagai unit kerja berpredikat {designations} tahun {year}.",
        len(sheets),
    )
    return [
        first.format(
            basis=pack.basis,
            n=i18n.count(len(sheets)),
            agency=agency,
            designations=_aims(sheets),
            year=draft.sheet.assessment.year,
        ),
        _(
            "Unit kerja tersebut telah membangun Zona Integritas, melakukan penilaian mandiri, dan dievaluasi oleh Tim "
            "Penilai Internal. Hasil evaluasi, daftar unit kerja, dan Surat Pernyataan Tanggung Jawab Mutlak terlampir."
        ),
        _("Demikian usulan ini kami sampaikan. Atas perhatian Bapak/Ibu Menteri, kami ucapkan terima kasih."),
    ]


def _leader(draft: Draft) -> list[Row]:
    """Room for the leader of the agency, whom no profile of a unit knows."""
    agency = draft.sheet.assessment.unit.profile.instansi
    role = _("Pimpinan {agency},").format(agency=agency) if agency else _("Pimpinan instansi,")
    return signing.signatures(draft, Block("", ""), Block("", role), style=_LETTER)


# The statement


def _statement(draft: Draft, sheets: Sequence[Sheet]) -> None:
    paper, agency = draft.paper, draft.sheet.assessment.unit.profile.instansi
    paper.new_page()
    _centered(draft, _("SURAT PERNYATAAN TANGGUNG JAWAB MUTLAK"))
    paper.page.text(WIDTH / 2, paper.y + 9, paper.p(_("Nomor: {dots}").format(dots=DOTS)), _LETTER, "center")
    paper.skip(24)
    paper.flow([_paragraph(draft, _("Yang bertanda tangan di bawah ini:"))])
    pairs = [(_("Nama"), ""), (_("NIP"), ""), (_("Jabatan"), ""), (_("Instansi"), agency)]
    paper.flow(reviewing.facts(draft, pairs, 90, _LETTER))
    paper.flow([_paragraph(draft, _("menyatakan dengan sesungguhnya bahwa:"))])
    paper.flow(numbered(draft, _declared(sheets), _LETTER))
    words = _(
        "Pernyataan ini dibuat dengan sebenarnya dan penuh tanggung jawab untuk digunakan sebagaimana mestinya."
    )
    paper.flow([_paragraph(draft, words)])
    placed = signing.place_and_date(draft)
    role = _("Yang menyatakan,\n(meterai)")
    paper.flow(signing.signatures(draft, Block("", ""), Block("", role), placed=placed, style=_LETTER))


def _centered(draft: Draft, text: str) -> None:
    paper = draft.paper
    paper.page.marks.append((paper.p(text), 0, paper.y))
    for line in _TITLE.face.wrap(paper.p(text), _TITLE.size, INNER):
        paper.page.text(WIDTH / 2, paper.y + 13, line, _TITLE, "center")
        paper.skip(_TITLE.leading)


def _declared(sheets: Sequence[Sheet]) -> list[str]:
    names = "; ".join(f"{one.assessment.unit.name} ({_aim(one)})" for one in sheets)
    return [
        _("unit kerja yang diusulkan adalah: {names};").format(names=names),
        _(
            "data, jawaban, dan dokumen yang disampaikan dalam usulan ini benar dan dapat dipertanggungjawabkan;"
        ),
        _(
            "unit kerja tersebut telah dievaluasi Tim Penilai Internal dan memenuhi syarat pengusulan yang berlaku;"
        ),
        _(
            "bila di kemudian hari data atau dokumen itu terbukti tidak benar, kami bersedia menerima akibatnya "
            "menurut peraturan perundang-undangan, termasuk pembatalan usulan atau pencabutan predikat."
        ),
    ]


# The list


def _list(draft: Draft, sheets: Sequence[Sheet]) -> None:
    paper = draft.paper
    paper.new_page()
    _centered(draft, _("DAFTAR UNIT KERJA YANG DIUSULKAN"))
    words = _("{agency} · tahun {year} · keadaan per {date}")
    mine = draft.sheet.assessment
    said = words.format(
        agency=mine.unit.profile.instansi or _("Nama instansi"), year=mine.year, date=i18n.date(draft.as_of)
    )
    paper.page.text(WIDTH / 2, paper.y + 9, MUTED.face.cut(paper.p(said), MUTED.size, INNER), MUTED, "center")
    paper.skip(20)
    paper.flow(_units(draft, sheets))
    for one in sheets:
        paper.flow(_unit(draft, one, many=len(sheets) > 1))


def _units(draft: Draft, sheets: Sequence[Sheet]) -> list[Row]:
    grid = draft.grid(
        Column(_("No."), 26),
        Column(_("Unit kerja"), 0),
        Column(_("Predikat"), 50),
        Column(_("Nilai mandiri"), 62, "right", True),
        Column(_("Nilai TPI"), 52, "right", True, STRONG),
        Column(_("Ambang"), 90),
        Column(_("Syarat"), 56),
    )
    rows = [grid.head()]
    for number, sheet in enumerate(sheets, 1):
        rows.append(grid.row(str(number), *_line(draft, sheet), repeat=(grid.head(),)))
    return rows


def _line(draft: Draft, sheet: Sheet) -> tuple[Content, ...]:
    now, aim = reviewing.reviewed(sheet), _aim(sheet)
    standings = now.judged.ready.of(aim)
    met = sum(one.met for one in standings)
    words = _("{met} dari {all} terpenuhi").format(met=met, all=len(standings))
    asked = asked_of(sheet, aim)
    held_ = sum(held(sheet, one) is Held.MET for one in asked)
    unit = sheet.assessment.unit
    name = f"{unit.name}\n{unit.profile.address}" if unit.profile.address else unit.name
    return (
        name,
        aim,
        i18n.number(now.own.scores.strict),
        i18n.number(now.top.scores.strict) if now.top else "–",
        draft.pill(words, "ok" if standings and met == len(standings) else "bad"),
        _("{n} dari {all}").format(n=held_, all=len(asked)),
    )


def _unit(draft: Draft, sheet: Sheet, *, many: bool) -> list[Row]:
    """What the ministry asks of one unit: its areas in both results, and the head who answers for it."""
    own = replace(draft, sheet=sheet, shown=_aim(sheet))
    now, profile = reviewing.reviewed(sheet), sheet.assessment.unit.profile
    done = sheet.completeness
    head = ", ".join(filter(None, (profile.head_name, profile.head_title)))
    counted = _("{n} dari {all}").format(n=i18n.count(done.answered), all=i18n.count(done.questions))
    pairs = [(_("Kepala unit"), head), (_("NIP"), profile.head_nip), (_("Butir dijawab"), counted)]
    rows = [section(draft.paper, sheet.assessment.unit.name)] if many else [Row((), 8)]
    return [
        *rows,
        *reviewing.facts(draft, pairs, 90, SMALL),
        *reviewing.areas(own, now),
        *_before_signing(own, now),
    ]


def _before_signing(draft: Draft, now: Reviewed) -> list[Row]:
    """Why the letter should not be signed yet; none when nothing stands against it."""
    made = reviewing.conclusion(draft, now)
    if made is None or made.kind == "ok":
        return []
    words = _("Sebelum ditandatangani: {words}. {reasons}")
    said = words.format(words=made.words[:1].lower() + made.words[1:], reasons=" ".join(made.reasons))
    return [prose(draft, said, replace(FINE, color=made.kind))]
