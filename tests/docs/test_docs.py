"""The documentation says what is so: generated pages are fresh, links lead somewhere, commands exist."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from tools import build_docs
from validator.cli import COMMANDS, cli
from validator.cli.failures import Exit
from validator.declarations.loading import load_pack

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("samples/*.md")]
LINK = re.compile(r"\]\(([^)\s]+)\)")
BLOCK = re.compile(r"```[a-z]*\n(.*?)```", re.DOTALL)


def test_generated_pages_are_fresh():
    assert build_docs.stale() == []


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page):
    text = BLOCK.sub("", page.read_text(encoding="utf-8"))
    targets = [target.partition("#")[0] for target in LINK.findall(text) if "://" not in target]
    assert [t for t in targets if t and not (page.parent / t).exists()] == []


def _commands() -> list[tuple[str, str]]:
    found = []
    for page in PAGES:
        for block in BLOCK.findall(page.read_text(encoding="utf-8")):
            lines = block.replace("\\\n", " ").splitlines()
            typed = (line.strip() for line in lines if line.strip().startswith("prodeskel "))
            found += [(page.name, line) for line in typed if "PERINTAH" not in line]
    return found


@pytest.mark.parametrize(("page", "line"), _commands())
def test_commands_can_be_typed(page, line):
    words = shlex.split(line.partition("#")[0].partition(" > ")[0].partition("…")[0])
    command: click.Command = cli
    context = click.Context(cli, info_name="prodeskel")
    rest: list[str] = []
    for position, word in enumerate(words[1:], start=1):
        if not isinstance(command, click.Group) or word.startswith("--"):
            break
        child = command.get_command(context, word)
        assert child is not None, f"{page}: {line}"
        command, rest = child, words[position + 1 :]
        context = click.Context(child, info_name=word, parent=context)
    options = {"--version", "--help"} | {
        name for p in command.params if isinstance(p, click.Option) for name in (*p.opts, *p.secondary_opts)
    }
    used = {word.partition("=")[0] for word in rest if word.startswith("--")}
    assert used <= options, f"{page}: {line}"


def test_every_exit_code_is_documented():
    page = (ROOT / "docs" / "kode-keluar.md").read_text(encoding="utf-8")
    documented = {int(n) for n in re.findall(r"^\|\s*\W*(\d+)\W*\|", page, re.MULTILINE)}
    assert set(Exit) <= documented | {Exit.INTERNAL}


def test_every_command_and_rule_has_its_section():
    commands = (ROOT / "docs" / "perintah.md").read_text(encoding="utf-8")
    assert all(f"## prodeskel {name}\n" in commands for name in COMMANDS)
    catalogue = (ROOT / "docs" / "katalog-aturan.md").read_text(encoding="utf-8")
    active = [rule for rule in load_pack().rules if rule.status != "mati"]
    assert [rule.id for rule in active if f"</a>{rule.id} ·" not in catalogue] == []


def test_the_readme_shows_only_pictures_that_exist():
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert pictures
    assert all((ROOT / p).is_file() for p in pictures)
    drawn = [(ROOT / p).read_text(encoding="utf-8") for p in pictures if p.endswith(".svg")]
    assert all("http" not in text.replace("http://www.w3.org", "") for text in drawn)
