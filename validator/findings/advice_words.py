"""The words of the advice about sums, in English: what typists and programs do to numbers (`explanations`)."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["in_english"]

_TWICE = " terjumlah dua kali"
_ENGLISH: Mapping[str, str] = {
    " Hitungannya sendiri tidak menunjuk sel yang keliru; cocokkan setiap bagiannya dengan dokumennya.": (
        " The sum itself does not show which cell is wrong; compare each of its parts with the document."
    ),
    " Pastikan dahulu dari dokumennya.": " Make sure from the document first.",
    "ditulis dalam ribuan": "written in thousands",
    "ditulis dalam satuan, bukan ribuan": "written in ones, not in thousands",
    "ditulis dalam m², bukan ha": "written in m², not in ha",
    "ditulis dalam ha, bukan m²": "written in ha, not in m²",
    "kelebihan satu angka nol": "one zero too many",
    "kekurangan satu angka nol": "one zero too few",
    "sama dengan angka tahun lalu": "the same as last year's number",
    "dua angka tertukar": "two digits swapped",
    "satu angka tertinggal atau terketik dua kali": "one digit left out or typed twice",
}


def in_english(text: str) -> str:
    """One of these phrases in English; what is none stays as it is.

    >>> in_english("dua angka tertukar"), in_english("Sawah (Ha) terjumlah dua kali")
    ('two digits swapped', 'Sawah (Ha) counted twice')
    """
    if text.endswith(_TWICE):
        return f"{text.removesuffix(_TWICE)} counted twice"
    return _ENGLISH.get(text, text)
