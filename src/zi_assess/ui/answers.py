"""How a question is answered: options as cards, counts of a ratio, or an index, with what it is worth at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zi_assess.core import inputs
from zi_assess.core.assessment import Answer, Value
from zi_assess.core.pack import Input, Kind, Question
from zi_assess.core.scoring import role_sums, valuate
from zi_assess.i18n import _, count, date_short, number, percent
from zi_assess.reports import wording
from zi_assess.ui.filing.dates import read_date
from zi_assess.ui.theme import Kind as ThemeKind
from zi_assess.ui.widgets.fields import IndexField, NumberField, read_index
from zi_assess.ui.widgets.options import Option, OptionList
from zi_assess.ui.widgets.surfaces import Card, Hairline
from zi_assess.ui.widgets.text import label

Tag = tuple[str, ThemeKind]
"""A few words on an option's card, and their colour."""
_NO_TAGS: Mapping[str, Sequence[Tag]] = {}


class AnswerArea(QWidget):
    """The answer of one question. `answered(str, object)` passes the question's code and a `Value`; None clears it."""

    answered = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._code = ""
        self._keys: tuple[str, ...] = ()
        self._numbers: NumbersCard | None = None
        self._options = OptionList(_("Pilihan jawaban"))
        self._options.chosen.connect(lambda key: self.answered.emit(self._code, key))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._options)

    def show_question(
        self,
        question: Question,
        answer: Answer,
        read_only: bool,
        tags: Mapping[str, Sequence[Tag]] = _NO_TAGS,
    ) -> None:
        """Show *question* with its *answer*; *tags* by option say whose answer it was."""
        if question.code != self._code:
            self.flush()
            self._rebuild(question)
        self._options.setHidden(question.kind is not Kind.CHOICE)
        if question.kind is Kind.CHOICE:
            chosen = answer.value if isinstance(answer.value, str) else ""
            self._options.set_options(_cards(question, tags), chosen)
            self._options.set_read_only(read_only)
        elif self._numbers is not None:
            self._numbers.show_value(answer.value, read_only)

    def press(self, letter: str) -> bool:
        """Choose the option of *letter*, or the only one that begins with it (Y, T); tells whether there is one."""
        if self._options.isHidden():
            return False
        starting = [key for key in self._keys if key[:1].casefold() == letter.casefold()]
        return self._options.press(starting[0] if len(starting) == 1 else letter)

    def flush(self) -> None:
        """Pass on a number that is still being typed."""
        if self._numbers is not None:
            self._numbers.flush()

    def focus_first(self) -> None:
        """Give focus to the first thing to fill in."""
        if self._numbers is not None:
            self._numbers.focus_first()
        else:
            self._options.focus_first()

    def _rebuild(self, question: Question) -> None:
        self._code = question.code
        self._keys = tuple(option.key for option in question.options)
        if self._numbers is not None:
            self._column.removeWidget(self._numbers)
            self._numbers.hide()
            self._numbers.deleteLater()
            self._numbers = None
        if question.kind is Kind.CHOICE:
            return
        self._numbers = RatioCard(question) if question.kind is Kind.RATIO else IndexCard(question)
        code = question.code
        self._numbers.changed.connect(lambda value: self.answered.emit(code, value))
        self._column.addWidget(self._numbers)


def last_year(answer: Answer | None) -> Mapping[str, Sequence[Tag]]:
    """The tag of last year's *answer*."""
    if answer is None or not isinstance(answer.value, str):
        return _NO_TAGS
    return {answer.value: ((_("tahun lalu"), "neutral"),)}


def _cards(question: Question, tags: Mapping[str, Sequence[Tag]]) -> list[Option]:
    return [
        Option(
            one.key,
            one.meaning,
            _("tidak dinilai") if one.skip else number(one.score),
            tuple(tags.get(one.key, ())),
        )
        for one in question.options
    ]


class NumbersCard(Card):
    """A card with fields and, below a hairline, what they are worth. `changed(object)` passes the whole answer."""

    changed = Signal(object)

    def __init__(self, question: Question) -> None:
        super().__init__()
        self._question = question
        self._result = label(weight=600, tabular=True, wrap=True)
        self._how = label(size="small", tone="muted", wrap=True)

    def show_value(self, value: Value | None, read_only: bool) -> None:
        """Show *value*; what is being typed stays."""
        raise NotImplementedError

    def flush(self) -> None:
        """Pass on what is being typed."""
        raise NotImplementedError

    def focus_first(self) -> None:
        """Give focus to the first field."""
        raise NotImplementedError

    def _add_result(self) -> None:
        self.body.addWidget(Hairline())
        self.body.addWidget(self._result)
        self.body.addWidget(self._how)

    def _tell(self, value: Value | None, how: str) -> None:
        """Say what *value* is worth."""
        worth = valuate(self._question, value)
        weight = self._question.weight
        if self._question.recorded:
            self._result.setText(_("Dicatat saja, tidak ikut dinilai."))
            self._result.set_tone("muted")
            self._how.setText("")
        elif worth.zero_denominator:
            self._result.setText(_("Pembagi nol: nilai 0,00 dari {weight}").format(weight=number(weight)))
            self._result.set_tone("bad")
            self._how.setText(
                _("Di lembar Excel butir ini galat. Periksa angkanya, atau jelaskan dalam catatan.")
            )
        elif worth.value is None:
            self._result.setText(_("Belum dapat dihitung: isi semua angka yang dipakai rumus."))
            self._result.set_tone("muted")
            self._how.setText("")
        else:
            points = number(worth.value * weight)
            self._result.setText(
                _("{share} × bobot {weight} = {points}").format(
                    share=percent(worth.value * 100), weight=number(weight), points=points
                )
            )
            self._result.set_tone("ink")
            self._how.setText(how)
        self._how.setHidden(not self._how.text())


class RatioCard(NumbersCard):
    """The inputs of a ratio as fields, and its result while one types."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self._fields: dict[str, NumberField] = {}
        for one in question.inputs:
            field = input_field(one, question)
            field.changed.connect(self._given)
            field.entry.textEdited.connect(self._typed)
            self._fields[one.key] = field
            self.body.addWidget(field)
        self._add_result()

    def show_value(self, value: Value | None, read_only: bool) -> None:
        counts = dict(value) if isinstance(value, tuple) else {}
        for key, field in self._fields.items():
            field.set_value(counts.get(key))
            field.set_read_only(read_only)
        self._typed()

    def flush(self) -> None:
        for field in self._fields.values():
            field.flush()

    def focus_first(self) -> None:
        next(iter(self._fields.values())).entry.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the next field; from the last one it is the page's."""
        entries = [field.entry for field in self._fields.values()]
        here = next((n for n, entry in enumerate(entries) if entry.hasFocus()), len(entries))
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and here + 1 < len(entries):
            entries[here + 1].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _given(self) -> None:
        counts = {key: field.value() for key, field in self._fields.items()}
        filled = tuple((key, given) for key, given in counts.items() if given is not None)
        self.changed.emit(filled or None)
        self._typed()

    def _typed(self) -> None:
        """Say what the numbers on the screen are worth, passed on or not."""
        counts = {
            key: given
            for key, field in self._fields.items()
            if (given := field.read(field.entry.text())[0]) is not None
        }
        sums = role_sums(self._question, counts)
        self._tell(tuple(counts.items()) if counts else None, _formula(self._question, sums) if sums else "")


class TimeField(NumberField):
    """A time of day, kept as 815 for 08.15."""

    def __init__(self, text: str) -> None:
        super().__init__(text, _("jam, misalnya 08.15"))
        self.entry.setPlaceholderText("00.00")

    def read(self, text: str) -> tuple[int | None, str]:
        """The time in *text*, and what is wrong with it."""
        value = inputs.read("time", text.replace(" ", ""))
        wrong = text.strip() and value is None
        return value, _("Tulis jam dan menit, misalnya 08.15.") if wrong else ""

    def written(self, value: int) -> str:
        """`08.15`."""
        return wording.input_words("time", value)


class DateField(NumberField):
    """A date, kept as 20260817 for 17 August 2026."""

    def __init__(self, text: str) -> None:
        super().__init__(text, _("tanggal, misalnya 17/8/2026"))
        self.entry.setPlaceholderText("")

    def read(self, text: str) -> tuple[int | None, str]:
        """The date in *text*, and what is wrong with it."""
        day, wrong = read_date(text)
        return None if day is None else inputs.of_date(day), wrong

    def written(self, value: int) -> str:
        """`17 Agt 2026`."""
        day = inputs.as_date(value)
        return date_short(day) if day else number(value, 0)


def input_field(one: Input, question: Question) -> NumberField:
    """The field that takes what *one* asks for."""
    if one.kind == "time":
        return TimeField(one.title)
    if one.kind == "date":
        return DateField(one.title)
    return NumberField(one.title, "" if one.role or question.recorded else _("tidak ikut dihitung"))


def _formula(question: Question, sums: Mapping[str, int]) -> str:
    if question.formula == "decrease":
        if sums["before"] == sums["after"] == 0:
            return _("Tidak ada kasus pada kedua tahun: nilai tertinggi.")
        return _("({before} − {after}) ÷ {before}, paling rendah 0%").format(
            before=count(sums["before"]), after=count(sums["after"])
        )
    return _("{part} ÷ {whole}, paling tinggi 100%").format(
        part=count(sums["numerator"]), whole=count(sums["denominator"])
    )


class IndexCard(NumbersCard):
    """An index as a field with a decimal comma, and its points while one types."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self._most = Decimal(question.index_max.numerator) / Decimal(question.index_max.denominator)
        top = number(question.index_max, 0 if question.index_max.denominator == 1 else 2)
        self._field = IndexField(
            question.index_title or question.short or question.title,
            _("0 sampai {most}, dengan koma: 3,52").format(most=top),
            self._most,
        )
        self._field.changed.connect(
            lambda value: self.changed.emit(None if value is None else Fraction(value))
        )
        self._field.entry.textEdited.connect(self._typed)
        self.body.addWidget(self._field)
        self._add_result()

    def show_value(self, value: Value | None, read_only: bool) -> None:
        given = value if isinstance(value, Fraction) else None
        self._field.set_value(
            None if given is None else Decimal(given.numerator) / Decimal(given.denominator)
        )
        self._field.set_read_only(read_only)
        self._typed()

    def flush(self) -> None:
        self._field.flush()

    def focus_first(self) -> None:
        self._field.entry.setFocus()

    def _typed(self) -> None:
        value, _wrong = read_index(self._field.entry.text(), self._most)
        how = _("indeks {index} ÷ {most}").format(
            index=self._field.entry.text(), most=number(self._question.index_max, 0)
        )
        self._tell(None if value is None else Fraction(value), how if value is not None else "")
