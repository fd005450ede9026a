"""The pages in a real browser: no error, no request, nothing wider than an old phone."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.support.samples import checked
from validator.reports import write

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SAMPLES = Path(__file__).parents[2] / "samples"
WIDTH = 360
MEASURE = """<script>
addEventListener("load", function () {
  var wide = [].filter.call(document.body.querySelectorAll("*"), function (e) {
    return e.getBoundingClientRect().right > document.documentElement.clientWidth + 1;
  }).map(function (e) { return e.tagName + " " + e.textContent.slice(0, 40); });
  var kind = document.querySelector("#saring select");
  if (kind) { kind.value = "error"; kind.dispatchEvent(new Event("change")); }
  parent.postMessage({
    width: document.documentElement.scrollWidth, inner: innerWidth, wide: wide, controls: kind ? 1 : 0,
    left: document.querySelectorAll("#daftar tbody tr:not([hidden])").length,
    errors: document.querySelectorAll("#daftar tr.error").length,
    requests: performance.getEntriesByType("resource").length
  }, "*");
});
</script>"""
FRAME = """<!DOCTYPE html><body><script>
addEventListener("message", function (event) { document.body.textContent = JSON.stringify(event.data); });
</script><iframe width="WIDTH" height="640" style="border:0" src="SOURCE"></iframe>"""

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="tidak ada peramban Chromium (paket Debian: chromium)")


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> list[Path]:
    """Each real page, with a script that measures it put into a copy, and a frame as wide as a phone around that."""
    folder = tmp_path_factory.mktemp("html")
    written = write("html", checked("2025", "2026"), folder)
    for path in written:
        text = path.read_text(encoding="utf-8")
        assert text.count("</body>") == 1
        copy = folder / f"ukur_{path.name}"
        copy.write_text(text.replace("</body>", MEASURE + "</body>"), encoding="utf-8")
        frame = FRAME.replace("WIDTH", str(WIDTH)).replace("SOURCE", copy.name)
        (folder / f"bingkai_{path.name}").write_text(frame, encoding="utf-8")
    return written


def browse(path: Path, profile: Path) -> tuple[str, list[str]]:
    """The page as the browser has it in the end, and what it wrote to its console."""
    options = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"]
    options += ["--enable-logging=stderr", "--virtual-time-budget=4000", f"--user-data-dir={profile}", "--dump-dom"]
    ended = subprocess.run(
        [str(CHROMIUM), *options, path.as_uri()], capture_output=True, text=True, timeout=120, check=True
    )
    return ended.stdout, [line for line in ended.stderr.splitlines() if "CONSOLE" in line]


def measured(page: Path, profile: Path) -> dict[str, object]:
    dom, console = browse(page.with_name(f"bingkai_{page.name}"), profile)
    assert console == []
    found = re.search(r"\{.*\}", unescape(dom))
    assert found, dom[:300]
    return json.loads(found[0])


@pytest.mark.parametrize("number", range(4))
def test_a_page_fits_an_old_phone_and_asks_for_nothing(pages, number, tmp_path):
    said = measured(pages[number], tmp_path)
    assert said["inner"] == WIDTH
    assert said["wide"] == []
    assert said["width"] <= WIDTH
    assert said["requests"] == 0


def test_the_filter_works(pages, tmp_path):
    most = max(pages, key=lambda page: page.stat().st_size)
    said = measured(most, tmp_path)
    assert said["controls"] == 1
    assert said["left"] == said["errors"] > 0


def test_without_script_everything_is_there(pages, tmp_path):
    most = max(pages, key=lambda page: page.stat().st_size)
    text = re.sub(r"<script.*?</script>", "", most.read_text(encoding="utf-8"), flags=re.DOTALL)
    plain = tmp_path / "polos.html"
    plain.write_text(text, encoding="utf-8")
    dom, console = browse(plain, tmp_path / "profil")
    assert console == []
    assert dom.count('id="t') == text.count('id="t') >= 50
    assert "hidden" not in re.sub(r"<style.*?</style>", "", dom, flags=re.DOTALL).replace("aria-hidden", "")
    assert not re.search(r"""src=["']?https?:""", dom)


def test_on_paper_the_titles_of_the_table_stand_on_every_page(pages, tmp_path):
    most = max(pages, key=lambda page: page.stat().st_size)
    printed = tmp_path / "cetak.pdf"
    options = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={printed}"]
    command = [str(CHROMIUM), *options, f"--user-data-dir={tmp_path / 'profil'}", most.as_uri()]
    subprocess.run(command, capture_output=True, timeout=120, check=True)
    texts = [" ".join(page.extract_text().split()) for page in PdfReader(printed).pages]
    first = next(n for n, text in enumerate(texts) if "Daftar temuan" in text)
    last = next(n for n, text in enumerate(texts) if "Formulir Jumlah" in text or "Yang belum dapat diperiksa" in text)
    assert last > first + 2
    for text in texts[first + 1 : last]:
        assert text.count("Mengapa, dan cara memperbaikinya") == 1
        assert not re.search("Urutkan|ditampilkan", text)
