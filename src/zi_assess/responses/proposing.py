"""A proposal for what each column of a file means: from its heading, checked against what stands under it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path

from zi_assess.core.survey import Form
from zi_assess.errors import ZiError
from zi_assess.responses import headings, opening
from zi_assess.responses.headings import Layout
from zi_assess.responses.mapping import IGNORED, Role, Use
from zi_assess.responses.mapping import Mapping as Uses
from zi_assess.responses.rows import Block, Cells, Table, head, recap
from zi_assess.responses.values import BAD, BLANKS, UNSURE, Answers, normal
from zi_assess.responses.words import DOUBTFUL, Reading, Words, plain

_LOOKED_AT = 1000  # rows whose cells are compared with what the heading promises
_SAMPLES = 4
_FEW = 0.3  # share of cells that must be answers for a column to be one


@dataclass(frozen=True, slots=True)
class Proposed:
    """One column: *place* from 0, what it is taken for, how surely (0–100) and why; *samples* are cells of it."""

    place: int
    heading: str
    header: str
    use: Use
    confidence: int
    reason: str
    values: Mapping[str, object]
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """Something to be confirmed once. *kind* is `column` (a heading), `label` (a spelling) or `scale`.

    *text* is an Indonesian template for *values*. *proposed* is what is taken when nobody objects: the column key,
    the value as text, the variant. Only a `label` stops an import until it is confirmed.
    """

    kind: str
    heading: str
    key: str
    text: str
    values: Mapping[str, object]
    proposed: str


@dataclass(frozen=True)
class Proposal:
    """What was made of a file; *form* is the form in the variant the answers look like. *mapping* holds it all."""

    sheet: str
    header_row: int
    columns: tuple[Proposed, ...]
    questions: tuple[Question, ...]
    mapping: Uses
    form: Form


@dataclass(frozen=True, slots=True)
class Placed:
    """A table and where its header stands; *top* are its first rows."""

    table: Table
    layout: Layout
    top: Sequence[Cells]
    words: Words


def place(path: Path, form: Form, known: Uses | None = None) -> Placed:
    """The table in *path* that has the header of *form*, or the one a mapping *known* remembers. Raises ZiError."""
    words = Words(form)
    tables = opening.tables(path)
    best: Placed | None = None
    for table in tables:
        top = head(table)
        layout = headings.find_known(top, words, known.columns) if known else None
        layout = layout or headings.find(top, words)
        if layout and (best is None or layout.score > best.layout.score):
            best = Placed(table, layout, top, words)
        if best and best.layout.score > len(form.unsur) // 2:
            return best  # the other separators and sheets can hardly be better
    return best or _unrecognised(tables, words, path)


def _unrecognised(tables: Sequence[Table], words: Words, path: Path) -> Placed:
    """The first table, by its first row of several cells: the user has to say what its columns are."""
    for table in tables:
        top = head(table)
        for at, cells in enumerate(top):
            if sum(bool(cell.strip()) for cell in cells) >= 2:
                names = tuple(plain(cell) for cell in cells)
                return Placed(table, Layout(at, 1, names, tuple(cells), 0), top, words)
    raise ZiError(
        "{file} tidak memuat tabel jawaban.",
        "Pilih berkas dengan satu responden per baris dan judul kolom di atasnya.",
        file=path.name,
    )


def propose(path: Path, form: Form, forms: Sequence[Form] = ()) -> Proposal:
    """What the columns of the file at *path* mean; *forms* are the variants of *form* that may be meant.

    Raises ZiError when the file cannot be read safely, holds no table, or one of units instead of respondents.
    """
    from zi_assess.responses import recaps  # which reads tables by what stands here

    placed = place(path, form)
    recaps.refuse(path, placed)
    cells = _cells(placed)
    chosen, questions = _variant(form, forms, placed, cells)
    columns = _settled(placed, cells, chosen)
    mapping = Uses({one.heading: one.use for one in columns if one.heading}, {}, chosen.variant)
    questions += (*_column_questions(columns, chosen), *_labels(columns, cells, chosen))
    header_row = placed.layout.first + placed.layout.depth
    return Proposal(placed.table.name, header_row, columns, questions, mapping, chosen)


def _cells(placed: Placed) -> list[list[str]]:
    """The cells under each heading that say something, as far as they are looked at."""
    rows = chain.from_iterable(piece.rows for piece in placed.table.pieces() if isinstance(piece, Block))
    below = placed.layout.first + placed.layout.depth
    columns: list[list[str]] = [[] for _ in placed.layout.headings]
    for row in islice(rows, below, below + _LOOKED_AT):
        if recap(row):
            continue
        for column, cell in zip(columns, row, strict=False):
            if cell not in BLANKS and cell.strip() not in BLANKS:
                column.append(cell)
    return columns


def _variant(
    form: Form, forms: Sequence[Form], placed: Placed, cells: Sequence[Sequence[str]]
) -> tuple[Form, tuple[Question, ...]]:
    """The variant under which most cells are answers; of equal ones the shortest scale, with a question."""
    if len(forms) < 2:
        return form, ()
    fits = {one.variant: _fit(one, placed, cells) for one in forms}
    best = max(fits.values())
    good = [one for one in forms if fits[one.variant] == best]
    if best == 0 or len(good) == 1:
        return (good[0] if best else form), ()
    shortest = min(good, key=lambda one: one.items[0].scale.most)
    question = Question(
        "scale",
        "",
        "",
        "Semua jawaban cocok dengan lebih dari satu skala; dipakai skala 1–{most}",
        {"most": shortest.items[0].scale.most},
        shortest.variant,
    )
    return shortest, (question,)


def _fit(form: Form, placed: Placed, cells: Sequence[Sequence[str]]) -> int:
    """How many cells under item headings are sure answers of *form*."""
    count = 0
    for heading, column in zip(placed.layout.headings, cells, strict=True):
        meant = placed.words.item(heading)
        if meant:
            answers = Answers(form.columns[meant.use.key][1], {})
            count += sum(answers[cell] not in (BAD, UNSURE) for cell in column)
    return count


def _settled(placed: Placed, cells: Sequence[Sequence[str]], form: Form) -> tuple[Proposed, ...]:
    """A use for every column, no key twice: the surest reading takes it."""
    told = headings.key_of([*placed.top, *placed.table.tail()], placed.words)
    offers = [
        (_checked(one, column, form), at)
        for at, (heading, column) in enumerate(zip(placed.layout.headings, cells, strict=True))
        for one in _offered(heading, told, placed.words)
    ]
    taken: dict[Use, int] = {}
    uses: dict[int, Reading] = {}
    for one, at in sorted(offers, key=lambda offer: (-offer[0].confidence, offer[1])):
        free = one.use.role is Role.IGNORE or one.use not in taken
        if at not in uses and free and one.confidence >= DOUBTFUL // 2:
            uses[at] = one
            taken[one.use] = at
    uses |= _last_one(offers, uses, taken, form)
    return tuple(
        _proposed(placed.layout, column, at, uses.get(at), offers, taken) for at, column in enumerate(cells)
    )


def _offered(heading: str, told: Mapping[str, str], words: Words) -> Sequence[Reading]:
    keyed = headings.by_key(heading, told)
    return [keyed] if keyed else words.readings(heading)


def _last_one(
    offers: Sequence[tuple[Reading, int]], uses: Mapping[int, Reading], taken: Mapping[Use, int], form: Form
) -> dict[int, Reading]:
    """When one numbered column and one unsur are left, the one is the other."""
    columns = {
        at
        for one, at in offers
        if one.use.role is Role.ITEM and one.confidence == DOUBTFUL and at not in uses
    }
    left = [
        one
        for one in form.unsur
        if not one.control and not any(Use(Role.ITEM, item.code) in taken for item in one.items)
    ]
    if len(columns) != 1 or len(left) != 1:
        return {}
    use = Use(Role.ITEM, left[0].code)
    return {columns.pop(): Reading(use, DOUBTFUL, "Satu-satunya unsur yang tersisa")}


def _checked(one: Reading, cells: Sequence[str], form: Form) -> Reading:
    """A reading held against the cells: under an item's heading stand answers."""
    if not cells or one.use.role is not Role.ITEM:
        return one
    answers = Answers(form.columns[one.use.key][1], {})
    if sum(answers[cell] != BAD for cell in cells) < _FEW * len(cells):
        return replace(one, confidence=one.confidence // 5, reason="Isinya bukan jawaban pada skala ini")
    return one


def _proposed(
    layout: Layout,
    cells: Sequence[str],
    at: int,
    one: Reading | None,
    offers: Sequence[tuple[Reading, int]],
    taken: Mapping[Use, int],
) -> Proposed:
    samples = tuple(islice(dict.fromkeys(cell.strip()[:60] for cell in cells), _SAMPLES))
    column = at, layout.headings[at], layout.shown[at]
    if one is not None:
        return Proposed(*column, one.use, one.confidence, one.reason, {}, samples)
    rival = next((offer.use for offer, place in offers if place == at and offer.use in taken), None)
    if rival is None:
        return Proposed(*column, IGNORED, 60, "Tidak dikenal pada formulir ini", {}, samples)
    other = {"other": layout.shown[taken[rival]][:60]}
    return Proposed(*column, IGNORED, 60, "Sudah diambil kolom “{other}”", other, samples)


def _column_questions(columns: Sequence[Proposed], form: Form) -> Iterator[Question]:
    for one in columns:
        if one.use.role is Role.ITEM and one.confidence <= DOUBTFUL:
            yield Question(
                "column",
                one.heading,
                one.use.key,
                "Kolom {header} dibaca sebagai {unsur}; pada sebagian formulir nomor ini berarti unsur lain",
                {"header": one.header[:60], "unsur": _title(form, one.use.key)},
                one.use.key,
            )


def _labels(columns: Sequence[Proposed], cells: Sequence[Sequence[str]], form: Form) -> Iterator[Question]:
    for one in columns:
        if one.use.role is Role.ITEM:
            answers = Answers(form.columns[one.use.key][1], {})
            unsure = dict.fromkeys(normal(cell) for cell in cells[one.place] if answers[cell] == UNSURE)
            yield from (label_question(form, one.use.key, label) for label in unsure)


def _title(form: Form, key: str) -> str:
    """The name of the unsur that a column belongs to."""
    item, _ = form.columns[key]
    return next(unsur.title for unsur in form.unsur if item in unsur.items)


def label_question(form: Form, key: str, label: str) -> Question:
    """Asks what *label* means in the column *key*."""
    guess = Answers(form.columns[key][1], {}).guess(label)
    return Question(
        "label",
        "",
        key,
        "“{label}” pada {unsur} dapat berarti lebih dari satu nilai; usul: {value}",
        {"label": label, "unsur": _title(form, key), "value": "–" if guess is None else guess},
        "" if guess is None else str(guess),
    )
