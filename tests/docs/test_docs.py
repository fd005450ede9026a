"""The documentation says what is so: generated pages are fresh, links lead somewhere, commands exist."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import click
import pytest

from tools import build_docs
from tools.docs import catalogue
from validator.cli import COMMANDS, cli
from validator.cli.failures import Exit
from validator.messages.texts import translator
from validator.pack.loading import load_pack
from validator.reports import FORMATS
from validator.reports.workbook import repairs

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("samples/*.md")])
LINK = re.compile(r"\]\(([^)\s]+)\)")
BLOCK = re.compile(r"^[ ]*```[a-z]*\n(.*?)^[ ]*```", re.DOTALL | re.MULTILINE)
CODE = re.compile(r"`(prodeskel [^`]+)`")
INDENTED = re.compile(r"^ {4}(prodeskel .+)$", re.MULTILINE)
INTERRUPTED = 130


def _text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def _name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def test_generated_pages_are_fresh():
    assert [_name(page) for page in build_docs.stale()] == []


def test_check_names_what_is_stale(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(build_docs, "pages", lambda: {DOCS / "perintah.md": "something else"})
    assert build_docs.main(["--check"]) == 1
    assert "docs/perintah.md" in capsys.readouterr().out


def _anchors(page: Path) -> set[str]:
    """Where a link may jump to: headings as GitHub names them, and anchors of our own."""
    text = BLOCK.sub("", _text(page))
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    plain = [re.sub(r"[^\w\- ]", "", re.sub(r"<[^>]+>", "", h).lower()).strip().replace(" ", "-") for h in headings]
    return {*plain, *re.findall(r'<a id="([^"]+)"', text)}


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_links_lead_somewhere(page):
    broken = []
    for link in LINK.findall(BLOCK.sub("", _text(page))):
        if "://" in link or link.startswith("mailto:"):
            continue
        target, _, anchor = link.partition("#")
        file = page.parent / target if target else page
        if not file.exists() or (anchor and file.suffix == ".md" and anchor not in _anchors(file)):
            broken.append(link)
    assert broken == []


def _commands() -> list[tuple[str, str]]:
    """Every command that a page tells people to type: in blocks and, whole, between back-ticks."""
    found = []
    for page in PAGES:
        text = _text(page)
        for block in BLOCK.findall(text):
            lines = (line.strip() for line in block.replace("\\\n", " ").splitlines())
            found += [(_name(page), line) for line in lines if line.startswith("prodeskel ") and not _usage(line)]
        found += [(_name(page), line) for line in INDENTED.findall(text) if not _usage(line)]
        if page.parent.name == "panduan" or page.name == "aturan.md":
            found += [(_name(page), command) for command in CODE.findall(BLOCK.sub("", text))]
    return sorted(set(found))


def _usage(line: str) -> bool:
    """A usage line of the reference, not something to type."""
    return any(word in line for word in ("[", "PERINTAH", "|"))


@pytest.mark.parametrize(("page", "line"), _commands())
def test_commands_can_be_typed(page, line, monkeypatch):
    """Click understands the line: command, options and their values. Files need not be there, and nothing is run."""
    monkeypatch.setattr(click.Path, "convert", lambda self, value, *rest: Path(value))
    words = shlex.split(line.replace("…", ""), comments=True)
    arguments = words[1 : words.index(">") if ">" in words else None]
    command: click.Command = cli
    context = click.Context(cli, info_name="prodeskel")
    while isinstance(command, click.Group) and arguments and not arguments[0].startswith("-"):
        name, *arguments = arguments
        child = command.get_command(context, name)
        assert child is not None, f"{page}: {line}"
        command, context = child, click.Context(child, info_name=name, parent=context)
    if not {"--help", "-h", "--version"} & set(arguments):
        command.make_context(context.info_name, list(arguments), resilient_parsing=False)


def test_every_exit_code_is_documented():
    documented = {int(n) for n in re.findall(r"^\| (\d+) \|", _text(DOCS / "kode-keluar.md"), re.MULTILINE)}
    assert documented == {*Exit, INTERRUPTED}
    for page in (ROOT / "README.md", DOCS / "panduan" / "memeriksa.md"):
        assert {int(n) for n in re.findall(r"^\| (\d) \|", _text(page), re.MULTILINE)} == set(Exit) - {Exit.INTERNAL}


def _walk(command: click.Command, path: str) -> list[tuple[str, click.Command]]:
    found = [(path, command)]
    if isinstance(command, click.Group):
        context = click.Context(command, info_name=path)
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            assert child is not None
            found += _walk(child, f"{path} {name}")
    return found


def test_every_command_and_option_is_in_the_reference():
    page = _text(DOCS / "perintah.md")
    assert all(f"### prodeskel {name}\n" in page for name in COMMANDS)
    for path, command in _walk(cli, "prodeskel"):
        section = re.search(rf"^#+ {path}\n(.*?)(?=^#|\Z)", page, re.DOTALL | re.MULTILINE)
        assert section, path
        options = [p for p in command.params if isinstance(p, click.Option) and not p.hidden]
        assert [o.opts[0] for o in options if f"`{', '.join((*o.opts, *o.secondary_opts))}" not in section[1]] == []


def test_every_rule_is_in_the_catalogue():
    page = _text(DOCS / "katalog-aturan.md")
    active = [rule for rule in load_pack().rules if rule.status != "mati"]
    assert [rule.id for rule in active if f"</a>{rule.id} · " not in page] == []
    unanswered = {rule_id for rule_id, *_ in catalogue.unanswered()}
    assert [rule_id for rule_id in unanswered if f"| {rule_id} | " not in page] == []
    assert not {rule.id for rule in active} & unanswered


def test_every_form_and_field_is_listed():
    page = _text(DOCS / "formulir.md")
    pack = load_pack()
    for table in pack.tables.values():
        assert f'<a id="{table.name}"></a>' in page
        assert [f.name for f in table.fields if f"| `{f.name}` | " not in page] == []
    assert [name for name in pack.codelists if f"`{name}`: " not in page] == []


def test_every_format_has_its_place_in_the_guide():
    page = _text(DOCS / "panduan" / "memeriksa.md")
    assert [name for name in FORMATS if f"--format {name}" not in page] == []


def test_the_columns_of_the_excel_list_are_explained():
    page = _text(DOCS / "panduan" / "membaca-daftar.md")
    _ = translator("id")
    explained = {name for row in re.findall(r"^\| ([^|]+) \| ", page, re.MULTILINE) for name in row.split(", ")}
    assert set(repairs.titles(_)) <= explained
    assert [answer for answer in repairs.answers_offered(_) if f"| `{answer}` | " not in page] == []


def test_the_pictures_are_there_and_ask_for_nothing_from_elsewhere():
    shown = {(page.parent / p).resolve() for page in PAGES for p in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", _text(page))}
    assert shown
    assert [p.name for p in shown if not p.is_file()] == []
    assert [p.name for p in shown if p.suffix == ".svg" and "http" in _text(p).replace("http://www.w3.org", "")] == []


def test_every_dependency_says_what_it_is_for():
    section = _text(DOCS / "architecture.md").partition("## Dependencies")[2]
    named = {name.lower() for row in re.findall(r"^\| ([^|]+) \|", section, re.MULTILINE) for name in row.split(", ")}
    project = tomllib.loads(_text(ROOT / "pyproject.toml"))["project"]
    wanted = [*project["dependencies"], *(d for extra in project["optional-dependencies"].values() for d in extra)]
    names = {re.split(r"[\[<>=~!; ]", requirement)[0].lower() for requirement in wanted}
    assert names - named - {project["name"]} == set()
