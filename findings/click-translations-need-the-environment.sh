#!/usr/bin/env bash
# click 8.5.1 does not speak the language of gettext.install(); only that of textdomain() and the environment, and --version not even that.
#
# Its modules import `gettext.gettext` itself and call it when they speak, so what `gettext.install()` or
# `translation(...).install()` puts into builtins is never asked. Only textdomain() with bindtextdomain() and the
# language in the environment (LANGUAGE, LC_ALL, LC_MESSAGES, LANG) reach it. And `version_option` asks when the
# decorator runs: its help stays English even so, while that of --help, asked late, is translated.
. "$(dirname "$0")/lib.sh"
with_python click==8.5.1 babel==2.17.0
cd "$work"
mkdir -p locale/id/LC_MESSAGES
cat > locale/id/LC_MESSAGES/click.po <<'PO'
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\n"
msgid "Options"
msgstr "Pilihan"
msgid "Show this message and exit."
msgstr "Tampilkan keterangan ini."
msgid "Show the version and exit."
msgstr "Tampilkan versinya."
PO
pybabel -q compile -D click -d locale
env -u LANGUAGE LC_ALL=C.UTF-8 "$work/venv/bin/python" - <<'PY' | seen "installed: Options: Show the version and exit. Show this message and exit.
bound: Pilihan: Show the version and exit. Tampilkan keterangan ini."
import gettext
import os

import click
from click.testing import CliRunner


def made():
    return click.version_option("1.0")(click.Command("command"))


def said(when, command):
    lines = CliRunner().invoke(command, ["--help"]).output.splitlines()
    start = next(n for n, line in enumerate(lines) if line.endswith(":") and "sage" not in line)
    print(f"{when}:", lines[start], *(line[13:].strip() for line in lines[start + 1:]))


first, second = made(), made()
gettext.translation("click", "locale", ["id"]).install()
said("installed", first)
os.environ["LANGUAGE"] = "id"
gettext.bindtextdomain("click", "locale")
gettext.textdomain("click")
said("bound", second)
PY
