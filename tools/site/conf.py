"""Configuration of Sphinx for `make site`: pages, navigation and anchors of `docs/` as they stand on a code host."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from validator import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "prodeskel-validator"
release = __version__
language = "id"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
myst_heading_anchors = 4
html_theme = "furo"
html_title = f"prodeskel-validator {release}"
html_copy_source = False
html_show_copyright = False
suppress_warnings = ["misc.highlighting_failure"]  # examples leave things out with an ellipsis

_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
_PAGE = re.compile(r"\[[^\]]+\]\(([^)#:]+)\.md\)")
_ANCHOR = re.compile(r'<a id="([^"]+)"')


def contents(text: str) -> dict[str, list[str]]:
    """The pages that each part of `docs/index.md` links to; the links of that page are the site's navigation.

    >>> contents("## Mulai\\n[a](panduan/a.md)\\n## Lain\\n- [b](b.md), [lagi](panduan/a.md)")
    {'Mulai': ['panduan/a'], 'Lain': ['b']}
    """
    _, *parts = _HEADING.split(text)
    placed: set[str] = set()
    found: dict[str, list[str]] = {}
    for heading, part in zip(parts[::2], parts[1::2], strict=True):
        found[heading] = [page for page in dict.fromkeys(_PAGE.findall(part)) if page not in placed]
        placed.update(found[heading])
    return found


def _add_navigation(_: Sphinx, page: str, source: list[str]) -> None:
    """Adds the `toctree` that Sphinx wants, which a code host would show as a block of code."""
    if page != "index":
        return
    for heading, pages in contents(source[0]).items():
        options = f":hidden:\n:maxdepth: 1\n:caption: {heading}\n"
        source[0] += f"\n```{{toctree}}\n{options}\n" + "\n".join(pages) + "\n```\n"


def _anchors_of_page(app: Sphinx) -> type[Any]:
    """A transform that makes anchors in HTML known to MyST, which looks for headings only."""
    from docutils import nodes
    from docutils.transforms import Transform

    class AnchorsInHtml(Transform):
        default_priority = 878  # MyST resolves links at 879

        def apply(self, **_: object) -> None:
            slugs = dict(getattr(self.document, "myst_slugs", {}))
            for raw in self.document.findall(nodes.raw):
                slugs.update({anchor: (0, anchor, anchor) for anchor in _ANCHOR.findall(raw.astext())})
            self.document.myst_slugs = app.env.metadata[app.env.docname]["myst_slugs"] = slugs

    return AnchorsInHtml


def setup(app: Sphinx) -> None:
    """Called by Sphinx."""
    app.connect("source-read", _add_navigation)
    app.add_transform(_anchors_of_page(app))
