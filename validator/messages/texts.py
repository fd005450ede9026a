"""What the program itself says: Indonesian in the code (the gettext msgids), English in `validator/locale/en`.

    _ = translator("en")
    _("Galat"), _.percent(87.5), _.number(1234), _.day(date(2026, 6, 30))

Texts are marked by calling something named `_` with a literal. After a change of texts, with POT a scratch file:

    pybabel extract --no-location --sort-output -o POT validator
    pybabel update -D prodeskel -d validator/locale --no-fuzzy-matching --ignore-obsolete --width 100 -i POT
    pybabel compile -D prodeskel -d validator/locale

Texts with parts are whole sentences with named places: `_("{n} baris").format(n=_.number(3))`.
"""

from __future__ import annotations

import gettext
from datetime import date
from functools import lru_cache
from pathlib import Path

__all__ = ["DOMAIN", "LANGUAGES", "LOCALE", "Translator", "number", "percent", "translator"]

DOMAIN = "prodeskel"
LANGUAGES = ("id", "en")
LOCALE = Path(__file__).resolve().parents[1] / "locale"

_MONTHS = {
    "id": (
        *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
        *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}


class Translator:
    """Speaks one language: call it with a msgid; its methods format numbers, shares and dates."""

    def __init__(self, lang: str, catalogue: gettext.NullTranslations) -> None:
        self.lang = lang
        self._catalogue = catalogue

    def __call__(self, msgid: str) -> str:
        return self._catalogue.gettext(msgid)

    def number(self, value: float, decimals: int = 0) -> str:
        return number(value, self.lang, decimals)

    def percent(self, value: float | None) -> str:
        return percent(value, self.lang)

    def day(self, value: date) -> str:
        """A date in words: 30 Juni 2026."""
        return f"{value.day} {_MONTHS[self.lang][value.month - 1]} {value.year}"


@lru_cache(maxsize=len(LANGUAGES))
def translator(lang: str = "id") -> Translator:
    """The translator of a language of `LANGUAGES`; LookupError for any other."""
    if lang not in LANGUAGES:
        raise LookupError(lang)
    if lang == "id":
        return Translator(lang, gettext.NullTranslations())
    return Translator(lang, gettext.translation(DOMAIN, LOCALE, [lang]))


def number(value: float, lang: str = "id", decimals: int = 0) -> str:
    """A number with `decimals` places: 1.234,5 in Indonesian, 1,234.5 in English."""
    text = f"{value:,.{decimals}f}"
    return text.translate(str.maketrans(",.", ".,")) if lang == "id" else text


def percent(value: float | None, lang: str = "id") -> str:
    """A percentage (0-100) with one decimal: "87,5 %" in Indonesian, "87.5%" in English; a dash for None."""
    if value is None:
        return "–"
    return number(value, lang, 1) + (" %" if lang == "id" else "%")
