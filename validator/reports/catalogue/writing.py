"""The pages of the catalogue: `index.html`, `aturan/<id>.html` and `formulir/<table>.html`.

They look like the HTML reports and keep their promises: every file stands alone, asks for nothing from elsewhere, works
from a folder without a server, and is complete without JavaScript, which only adds the search. The same rules give the
same bytes. The words are Indonesian, as the rules are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from validator import __version__
from validator.findings.models import Finding
from validator.messages.texts import translator
from validator.pack.models import Pack
from validator.reports.catalogue.forms import form_context, form_words, listed
from validator.reports.catalogue.links import Links, form_page, rule_page
from validator.reports.catalogue.rules import rule_content, rule_words
from validator.reports.catalogue.words import SEVERITIES
from validator.reports.targets import output_error, write_bytes

__all__ = ["write"]

TITLE = "Katalog aturan Prodeskel"
MAKER = "prodeskel-validator"


def write(pack: Pack, folder: Path, said: Mapping[str, tuple[Finding, Finding]] | None = None) -> list[Path]:
    """Write the pages of every rule and form, then the index; their paths.

    `said`: by the id of a rule what it says of an example, in Indonesian and English.

    Raises `OutputError`; `DeclarationError`, before anything is written, for a rule or table whose name is no file's.
    """
    written = []
    for name, text in list(_pages(pack, said or {})):
        path = folder / name
        try:
            write_bytes(path, text.encode("utf-8", "backslashreplace"))
        except OSError as error:
            raise output_error(path, error, translator("id")) from error
        written.append(path)
    _remove_others(folder, set(written))
    return written


def _remove_others(folder: Path, written: Collection[Path]) -> None:
    """Pages of an earlier catalogue whose rule or form is gone; what else lies there stays."""
    rooms = {page.parent for page in written} - {folder}
    for path in {path for room in rooms for path in room.glob("*.html")} - set(written):
        with suppress(OSError, UnicodeDecodeError):
            if MAKER in path.read_text("utf-8"):
                path.unlink()


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=ChoiceLoader([PackageLoader("validator.reports.catalogue"), PackageLoader("validator.reports.pages")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _pages(pack: Pack, said: Mapping[str, tuple[Finding, Finding]]) -> Iterator[tuple[str, str]]:
    links = Links(pack)
    common = {"lang": "id", "t": {"title": TITLE}, "made": _made(pack)}
    page = _environment().get_template("aturan.html")
    for rule in pack.rules:
        heading = f"{rule.id} · {rule.title}"
        yield rule_page(rule.id), page.render(common, heading=heading, **rule_content(rule, links, said.get(rule.id)))
    page = _environment().get_template("formulir.html")
    for table in pack.tables.values():
        yield form_page(table.name), page.render(common, heading=table.title, **form_context(table, links))
    yield "index.html", _environment().get_template("katalog.html").render(common, **_index(links))


def _made(pack: Pack) -> str:
    counts = f"{len(pack.rules)} aturan, {len(pack.tables)} formulir"
    return f"{MAKER} {__version__} · aturan {pack.version} ({counts})"


def _index(links: Links) -> dict[str, Any]:
    """The rules by form, those of all forms first, and the forms by instrument."""
    pack = links.pack
    words = {rule.id: rule_words(rule, links) for rule in pack.rules}
    everywhere = [rule for rule in pack.rules if links.form_of(rule) is None]
    forms = [(t, links.asked[t.name]) for t in pack.tables.values() if links.asked[t.name]]
    return {
        "heading": TITLE,
        "words": words,
        "everywhere": listed(everywhere),
        "groups": [{"table": t, "page": form_page(t.name), "rules": listed(rules)} for t, rules in forms],
        "modules": list(_modules(links)),
        "severities": list(SEVERITIES.items()),
    }


def _modules(links: Links) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    tables = list(links.pack.tables.values())
    for module in dict.fromkeys(table.module for table in tables):
        yield (
            module,
            [
                {"table": t, "page": form_page(t.name), "words": form_words(t), "rules": len(links.asked[t.name])}
                for t in tables
                if t.module == module
            ],
        )
