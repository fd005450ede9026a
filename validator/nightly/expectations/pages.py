"""Data Docs made to stand alone: Great Expectations' pages fetch styles, scripts and pictures; ours ask nobody.

Village offices are offline, and a page that calls home tells others what is looked at. What the scripts did (sorting,
folding) is lost; all contents stay.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from pathlib import Path

__all__ = ["offline"]

_REMOTE = re.compile(
    r"<script\b.*?</script>"
    r"|<noscript\b.*?</noscript>"
    r"|<link\b[^>]*href=[\"'](?:https?:)?//[^>]*>"
    r"|<(?:img|iframe|source)\b[^>]*src=[\"'](?:https?:)?//[^>]*>",
    re.DOTALL | re.IGNORECASE,
)
_ADDRESS = re.compile(r"url\(\s*[\"']?(?:https?:)?//[^)]*\)", re.IGNORECASE)
_OUTWARD = re.compile(r"<a\b[^>]*href=[\"']https?://[^>]*>(.*?)</a>", re.DOTALL | re.IGNORECASE)
STYLE = """<style>
body{font:16px/1.5 sans-serif;margin:1rem auto;max-width:70rem;padding:0 1rem;color:#111;background:#fff}
table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem}th,td{border:1px solid #777;padding:.3rem .5rem;
text-align:left;vertical-align:top;overflow-wrap:anywhere}th{background:#eee}a{color:#0b4a8f}
ul{columns:14rem;padding-left:1.2rem}
nav ol,ol.breadcrumb{list-style:none;padding:0}nav li,.breadcrumb li{display:inline-block;margin-right:1rem}
button,.modal,.dropdown-menu,#ge-cta-footer,footer{display:none}
</style>"""


def offline(site: Path) -> None:
    """Takes out of every page below `site` whatever asks another host. Raises `OSError`."""
    for path in sorted(site.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        if STYLE not in text:
            page = _standing_alone(text)
            if path.parent == site:
                page = page.replace("</body>", f"{_contents(site)}</body>", 1)
            path.write_text(page, encoding="utf-8")


def _contents(site: Path) -> str:
    """Links to every page, which Great Expectations makes with a script: nights, the last first, and suites."""
    nights = sorted({path.parts[-3] for path in (site / "validations").rglob("*.html")}, reverse=True)
    groups = {night: [p for p in (site / "validations").rglob("*.html") if p.parts[-3] == night] for night in nights}
    groups["Syarat setiap tabel"] = list((site / "expectations").glob("*.html"))
    return "".join(
        f"<h2>{escape(title)}</h2><ul>{_links(site, pages)}</ul>" for title, pages in groups.items() if pages
    )


def _links(site: Path, pages: Sequence[Path]) -> str:
    named = sorted((page.stem.removeprefix("kanonik-"), page.relative_to(site).as_posix()) for page in pages)
    return "".join(f'<li><a href="{escape(address)}">{escape(name)}</a></li>' for name, address in named)


def _standing_alone(page: str) -> str:
    """A page without scripts and without anything from elsewhere.

    >>> _standing_alone('<head><script src="https://a/b.js"></script></head><a href="https://c">d</a>')[:6]
    '<head>'
    """
    page = _OUTWARD.sub(r"\1", _ADDRESS.sub("none", _REMOTE.sub("", page)))
    return page.replace("</head>", f"{STYLE}</head>", 1)
