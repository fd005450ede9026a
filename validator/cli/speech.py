"""The language in which the command itself speaks: help, usage, mistakes. Reports have their own (`--lang`).

`--lang` on the command line decides, else the locale of the system: English where it is English, Indonesian elsewhere.
What click says is Indonesian by `locale/id/LC_MESSAGES/click.po`; what this program says is Indonesian in the code and
English by the program's catalogue, as everywhere (`messages.texts`).
"""

from __future__ import annotations

import copy
import gettext
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from inspect import cleandoc
from itertools import zip_longest
from typing import TypeVar

import click

from validator.messages.sentences import worded
from validator.messages.texts import LANGUAGES, LOCALE, translator

__all__ = ["LANGUAGES", "Choice", "in_words", "say", "speak", "speaking", "spoken", "voiced", "words"]

_CLICK = "click"
_LOCALE_KEYS = ("LC_ALL", "LC_MESSAGES", "LANG")
_USAGE = {"[OPTIONS]": "[PILIHAN]", "COMMAND [ARGS]...": "PERINTAH …"}
_chosen = ["id"]

T = TypeVar("T")


def spoken(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language for a command line: `--lang` if it names one, else the first locale set, if that is English.

    >>> spoken(["check", "--lang=en"], {}), spoken(["check"], {"LANG": "en_GB.UTF-8"}), spoken([], {"LANG": "C"})
    ('en', 'en', 'id')
    """
    for word, after in zip_longest(arguments, arguments[1:], fillvalue=""):
        asked = after if word == "--lang" else word.removeprefix("--lang=")
        if asked in LANGUAGES and word.startswith("--lang"):
            return asked
    system = next((environment[key] for key in _LOCALE_KEYS if environment.get(key)), "") or _windows()
    return "en" if system.lower().startswith("en") else "id"


def _windows() -> str:
    """The locale where the environment does not name one; '' but on Windows."""
    if sys.platform != "win32":
        return ""
    import locale

    return locale.getlocale()[0] or ""


def speak(lang: str) -> None:
    """Sets the language of `say` and of click's own words in this process."""
    _chosen[0] = lang
    os.environ["LANGUAGE"] = lang  # where gettext looks for click's language, before the locale
    gettext.bindtextdomain(_CLICK, str(LOCALE))
    gettext.textdomain(_CLICK)


def speaking() -> str:
    """The language chosen."""
    return _chosen[0]


def say(msgid: str) -> str:
    """A text of the command line in the language chosen; imported as `_`, so that it is found for the catalogue."""
    return translator(speaking())(msgid)


def in_words(what: object) -> str:
    """An error, or anything else that is worded when it is shown, in the language chosen."""
    return worded(what, speaking())


class Choice(click.Choice[str]):
    """A choice that says which of its words a mistyped one resembles."""

    def get_invalid_choice_message(self, value: object, ctx: click.Context | None) -> str:
        from difflib import get_close_matches

        message = super().get_invalid_choice_message(value, ctx)
        near = get_close_matches(str(value), list(self.choices), n=1, cutoff=0.5)
        return f"{message} " + say("Maksudnya '{word}'?").format(word=near[0]) if near else message


def words(command: click.Command) -> Iterator[str]:
    """The texts of a command and of its options that people read in its help."""
    texts = [command.help, command.short_help, command.epilog]
    for param in command.params:
        texts += [getattr(param, "help", None), param.metavar]
    yield from (cleandoc(text) for text in texts if text)
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is not None:
                yield from words(inner)


def voiced(command: click.Command) -> click.Command:
    """The command as the chosen language writes it; the command itself stays as it is."""
    own = _translated(command, ("help", "short_help", "epilog", "options_metavar", "subcommand_metavar"))
    own.params = [_translated(param, ("help", "metavar")) for param in command.params]
    if isinstance(own, click.Group):
        own.commands = {name: voiced(inner) for name, inner in own.commands.items()}
    return own


def _translated(part: T, attributes: Sequence[str]) -> T:
    own = copy.copy(part)
    for name in attributes:
        text = getattr(own, name, None)
        if text:
            setattr(own, name, _USAGE.get(text, text) if speaking() == "id" else say(cleandoc(text)))
    return own
