"""The language of the command itself: help, usage and mistakes, by `--lang` and by the locale."""

from __future__ import annotations

import gettext
import string

import click
import pytest

from validator.cli import COMMANDS, LazyGroup, cli
from validator.cli.speech import LOCALE, spoken, voiced, words
from validator.messages.texts import translator

MISTAKES = [
    ("chek",),
    ("check", "--fromat", "json", "x"),
    ("check", "x", "--format", "xsl"),
    ("check", "x", "--year", "20"),
    ("check", "x", "--year", "abad"),
    ("check", "x", "--date", "24/11/2026"),
    ("check", "x", "--village"),
    ("check", "x", "--pack", "tidak-ada"),
    ("check", "x", "--show-personal=ya"),
    ("check", "x", "--lang", "fr"),
    ("ledger", "diff", "2026-01-01", "2026-01-02", "2026-01-03"),
    ("rules", "shw"),
    ("rules", "show"),
    ("rules", "show", "XYZ-999"),
    ("check", "tidak-ada"),
]
ENGLISH = {"usage", "error", "invalid", "option", "options", "such", "missing", "value", "not", "argument"}
INDONESIAN = {"cara", "pakai", "salah", "isian", "tidak", "belum", "pilihan", "perintah", "bukan", "keterangannya"}


def _plain_words(text: str) -> set[str]:
    """The words of prose: names of commands and options, and what stands in quotes, are the same in every language."""
    lines = [line for line in text.lower().splitlines() if not line.strip().startswith(("-", "prodeskel "))]
    kept = " ".join(part for number, part in enumerate(" ".join(lines).replace("`", "'").split("'")) if number % 2 == 0)
    return {word.strip(string.punctuation + "…") for word in kept.split() if not word.startswith("--")}


@pytest.mark.parametrize("arguments", MISTAKES, ids=" ".join)
def test_a_mistake_is_told_in_the_language_of_the_system(arguments, prodeskel, monkeypatch):
    monkeypatch.setenv("LC_ALL", "id_ID.UTF-8")
    code, output, errors = prodeskel(*arguments)
    assert code == 2
    assert not _plain_words(output + errors) & ENGLISH
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    code, output, errors = prodeskel(*arguments)
    assert code == 2
    assert not _plain_words(output + errors) & INDONESIAN


def test_lang_on_the_command_line_wins_over_the_locale(prodeskel, monkeypatch):
    monkeypatch.setenv("LC_ALL", "id_ID.UTF-8")
    assert "Usage:" in prodeskel("check", "--lang", "en", "--help")[1]
    assert "Usage:" in prodeskel("--lang", "en", "check", "--help")[1]
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert "Cara pakai:" in prodeskel("check", "--lang=id", "--help")[1]


@pytest.mark.parametrize("name", ["C.UTF-8", "POSIX", "", "id_ID.UTF-8", "ms_MY.UTF-8"])
def test_it_is_indonesian_unless_english_is_asked_for(name):
    assert spoken(["check", "x"], {"LANG": name}) == "id"


def test_the_first_locale_that_is_set_decides():
    assert spoken([], {"LC_ALL": "en_US.UTF-8", "LANG": "id_ID.UTF-8"}) == "en"
    assert spoken([], {"LC_ALL": "", "LC_MESSAGES": "id_ID.UTF-8", "LANG": "en_US.UTF-8"}) == "id"


def test_an_unknown_language_is_refused_and_the_right_ones_named(prodeskel):
    code, _, errors = prodeskel("check", "x", "--lang", "fr")
    assert code == 2
    assert "'id', 'en'" in errors


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (("chek",), "check"),
        (("check", "x", "--fromat", "json"), "--format"),
        (("check", "x", "--format", "xsl"), "xlsx"),
        (("rules", "shw"), "show"),
        (("agenda", "x", "--format", "dokx", "--output", "y"), "docx"),
    ],
)
def test_what_was_mistyped_is_guessed(arguments, meant, prodeskel):
    code, _, errors = prodeskel(*arguments)
    assert code == 2
    assert f"'{meant}'" in errors.split("Maksudnya")[1]


def test_every_help_text_has_its_english():
    say = translator("en")
    same = [text for text in {*words(cli), *(short for _, short in COMMANDS.values())} if say(text) == text]
    assert [text for text in same if any(letter.islower() for letter in text) and " " in text] == []


def test_english_help_leaves_the_command_as_it_was(prodeskel):
    before = prodeskel("rules", "test", "--help")[1]
    prodeskel("--lang", "en", "rules", "test", "--help")
    assert prodeskel("rules", "test", "--help")[1] == before


def test_places_in_clicks_sentences_are_kept():
    catalogue = gettext.translation("click", str(LOCALE), ["id"])
    entries = {k: v for k, v in catalogue._catalog.items() if k and isinstance(k, str)}
    assert len(entries) > 30
    for english, indonesian in entries.items():
        assert _places(indonesian) <= _places(english), english


def _places(text: str) -> set[str]:
    return {f"{name}!{conversion}" for _, name, _, conversion in string.Formatter().parse(text) if name}


def test_a_voiced_group_still_finds_its_commands():
    group = voiced(cli)
    assert isinstance(group, LazyGroup)
    assert group.list_commands(click.Context(group)) == list(COMMANDS)
