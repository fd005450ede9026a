"""Every text has its English, and the compiled catalogue is that of the source."""

from __future__ import annotations

import io
import string
from datetime import date
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

import validator
from validator.cli import COMMANDS, cli
from validator.cli.speech import words
from validator.messages.texts import DOMAIN, LANGUAGES, LOCALE, number, percent, translator

FOLDER = LOCALE / "en" / "LC_MESSAGES"


def catalogue() -> Catalog:
    return read_po(io.BytesIO((FOLDER / f"{DOMAIN}.po").read_bytes()), locale="en")


def msgids() -> set[str]:
    found = extract_from_dir(Path(validator.__file__).parent, keywords={**DEFAULT_KEYWORDS, "say": None})
    marked = {str(message) for _file, _line, message, _notes, _context in found}
    return marked | set(words(cli)) | {short for _, short in COMMANDS.values()}


def places(text: str) -> set[str | None]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}


def test_every_text_is_translated_and_no_translation_is_left_over():
    translated = {message.id for message in catalogue() if message.id and message.string and not message.fuzzy}
    assert msgids() == translated


def test_translations_have_the_same_places():
    assert [m.id for m in catalogue() if m.id and places(m.id) != places(m.string)] == []


def test_the_compiled_catalogue_is_up_to_date():
    compiled = read_mo(io.BytesIO((FOLDER / f"{DOMAIN}.mo").read_bytes()))
    assert {m.id: m.string for m in compiled if m.id} == {m.id: m.string for m in catalogue() if m.id}


def test_languages():
    assert translator("id")("Galat") == "Galat"
    assert translator("en")("Galat") == "Error"
    with pytest.raises(LookupError):
        translator("fr")


@pytest.mark.parametrize(("lang", "text"), [("id", "30 Juni 2026"), ("en", "30 June 2026")])
def test_days(lang, text):
    assert translator(lang).day(date(2026, 6, 30)) == text


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [(87.5, "87,5 %", "87.5%"), (100.0, "100,0 %", "100.0%"), (0.0, "0,0 %", "0.0%"), (None, "–", "–")],
)
def test_percent(value, indonesian, english):
    assert (percent(value, "id"), percent(value, "en")) == (indonesian, english)


def test_numbers():
    assert (number(1234567), number(1234.5, "id", 1), number(1234.5, "en", 1)) == ("1.234.567", "1.234,5", "1,234.5")


@given(st.integers(-(10**15), 10**15), st.sampled_from(LANGUAGES))
def test_whole_numbers_lose_no_digit(value, lang):
    assert int(number(value, lang).replace(".", "").replace(",", "")) == value
