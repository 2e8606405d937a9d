"""Words on screen and paper: Indonesian as written, English by catalogue; numbers and dates likewise."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from zi_assess import errors, paths

if TYPE_CHECKING:
    import gettext

Number = Fraction | Decimal | int | float

LANGUAGES = ("id", "en")

_MONTHS = {
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split(),
    "en": "January February March April May June July August September October November December".split(),
}
_SHORT_MONTHS = {
    "id": "Jan Feb Mar Apr Mei Jun Jul Agt Sep Okt Nov Des".split(),
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(),
}

_UNITS = ("kB", "MB", "GB", "TB")

_language = "id"
_catalogue: gettext.NullTranslations | None = None


def use(language: str) -> None:
    """Speak *language* from now on: `id`, or `en` by its catalogue; without a catalogue `id`."""
    global _language, _catalogue
    found = _load(language) if language != "id" else None
    _catalogue = found
    _language = language if found is not None else "id"


def language() -> str:
    """The language in use: `id` or `en`."""
    return _language


def _load(language: str) -> gettext.NullTranslations | None:
    import gettext  # an Indonesian start never needs it

    if language not in LANGUAGES:
        return None
    try:
        return gettext.translation("zi_assess", paths.bundled("locale"), [language])
    except OSError:
        return None


def _(text: str) -> str:
    """*text* in the language in use. Call it with a literal, then `.format(name=…)`."""
    return text if _catalogue is None or not text else _catalogue.gettext(text)


def n_(one: str, many: str, n: int) -> str:
    """*one* or *many* in the language in use, by the number *n* (Indonesian usually writes both alike)."""
    if _catalogue is None:
        return one if n == 1 else many
    return _catalogue.ngettext(one, many, n)


def N_(text: str) -> str:
    """Mark *text* for the catalogue and leave it as it is: for tables whose words `say` shows later."""
    return text


def say(template: str, values: Mapping[str, object] | None = None) -> str:
    """The sentence of *template* with *values* in its `{name}` places, translated.

    Fractions, decimals and floats are shown by `number`, dates by `date`, the rest as it is.
    """
    return errors.fill(_(template), values or {}, _shown)


def _shown(value: object) -> str:
    if isinstance(value, Fraction | Decimal | float):
        return number(value)
    if isinstance(value, datetime.date):
        return date(value)
    return str(value)


def number(value: Number, places: int = 2) -> str:
    """*value* with exactly *places* decimals, rounded half up: `1.234,56`; `1,234.56` in English."""
    exact = Fraction(repr(value)) if isinstance(value, float) else Fraction(value)
    scaled = (2 * abs(exact) * 10**places + 1) // 2
    digits = str(scaled).rjust(places + 1, "0")
    whole = digits[: len(digits) - places]
    point, group = (".", ",") if _language == "en" else (",", ".")
    grouped = f"{int(whole):,}".replace(",", group)
    sign = "-" if exact < 0 and scaled else ""
    return f"{sign}{grouped}{point}{digits[-places:]}" if places else f"{sign}{grouped}"


def percent(value: Number, places: int = 2) -> str:
    """*value* between 0 and 100 as a percentage: `62,50%`."""
    return f"{number(value, places)}%"


def count(n: int) -> str:
    """A whole number: `2.000`."""
    return number(n, 0)


def size(octets: int) -> str:
    """A file's size: `214 kB`, `1,4 MB`."""
    if octets < 1000:
        return f"{octets} B"
    power = 1
    while power < len(_UNITS) and octets >= 999.5 * 1000**power:
        power += 1
    amount = Fraction(octets, 1000**power)
    places = 1 if power > 1 and amount < Fraction(995, 100) else 0
    return f"{number(amount, places)} {_UNITS[power - 1]}"


def date(day: datetime.date) -> str:
    """`17 Agustus 2026`."""
    return f"{day.day} {_MONTHS[_language][day.month - 1]} {day.year}"


def date_short(day: datetime.date) -> str:
    """`17 Agt 2026`."""
    return f"{day.day} {_SHORT_MONTHS[_language][day.month - 1]} {day.year}"


def moment(at: datetime.datetime) -> str:
    """`17 Agt 2026 14.05`; the clock is that of *at*, so pass it in the reader's zone."""
    mark = ":" if _language == "en" else "."
    return f"{date_short(at)} {at.hour:02d}{mark}{at.minute:02d}"
