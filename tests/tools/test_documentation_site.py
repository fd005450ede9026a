"""The site of `make site`: its navigation lists every page, and a link that leads nowhere fails."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tools.site.conf import contents

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
with_sphinx = pytest.mark.skipif(
    not all(map(find_spec, ("sphinx", "myst_parser", "furo"))), reason="the extra [site] is not installed"
)


def test_the_first_page_links_to_every_other():
    listed = [page for pages in contents((DOCS / "index.md").read_text(encoding="utf-8")).values() for page in pages]
    there = {path.relative_to(DOCS).with_suffix("").as_posix() for path in DOCS.rglob("*.md")} - {"index"}
    assert there - set(listed) == set()
    assert len(listed) == len(set(listed)) == len(there)


def _build(folder: Path, **pages: str) -> subprocess.CompletedProcess[str]:
    source = folder / "docs"
    source.mkdir()
    for name, text in pages.items():
        (source / f"{name}.md").write_text(text, encoding="utf-8")
    options = ("--quiet", "--fail-on-warning", "-c", str(ROOT / "tools/site"), "-b", "html")
    command = [sys.executable, "-m", "sphinx", *options, str(source), str(folder / "site")]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)


@with_sphinx
def test_anchors_in_html_and_headings_are_found(tmp_path):
    second = '# Dua\n\n## <a id="sdm-001"></a>SDM-001\n\n## Cara lain\n\n[atas](#sdm-001)\n'
    built = _build(
        tmp_path, index="# Satu\n\n## Isi\n\n[a](dua.md) [b](dua.md#sdm-001) [c](dua.md#cara-lain)\n", dua=second
    )
    assert (built.returncode, built.stderr) == (0, "")
    assert 'id="sdm-001"' in (tmp_path / "site/dua.html").read_text(encoding="utf-8")
    assert "dua" in (tmp_path / "site/searchindex.js").read_text(encoding="utf-8")


@with_sphinx
@pytest.mark.parametrize("link", ["tiga.md", "dua.md#tidak-ada", "#tidak-ada"])
def test_a_link_that_leads_nowhere_fails(tmp_path, link):
    built = _build(tmp_path, index=f"# Satu\n\n## Isi\n\n[a](dua.md) [b]({link})\n", dua="# Dua\n")
    assert built.returncode != 0
    assert "tidak-ada" in built.stderr or "tiga" in built.stderr


@with_sphinx
def test_a_page_that_is_in_no_list_fails(tmp_path):
    assert _build(tmp_path, index="# Satu\n\n## Isi\n", dua="# Dua\n").returncode != 0
