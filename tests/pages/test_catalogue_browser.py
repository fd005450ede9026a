"""The catalogue in a real browser, from a folder: nothing wider than an old phone, no request, and the search finds."""

from __future__ import annotations

import json
import re
import subprocess
from html import unescape
from pathlib import Path

import pytest
from pypdf import PdfReader
from test_browser import CHROMIUM, FRAME, WIDTH, browse

from validator.pack.loading import load_pack
from validator.reports.catalogue import write
from validator.reports.catalogue.links import form_page, rule_page

PACK = load_pack()
INDEX = "index.html"
MEASURE = """<script>
addEventListener("load", function () {
  var wide = [].filter.call(document.body.querySelectorAll("*"), function (e) {
    return !e.closest(".lebar") && e.getBoundingClientRect().right > document.documentElement.clientWidth + 1;
  }).map(function (e) { return e.tagName + " " + e.textContent.slice(0, 40); });
  function shown() {
    return [].map.call(document.querySelectorAll("#daftar-katalog li:not([hidden])"), function (item) {
      return item.id;
    });
  }
  function set(box, value) {
    box.value = value;
    box.dispatchEvent(new Event(box.tagName === "INPUT" ? "input" : "change"));
  }
  var search = document.querySelector("#saring input"), kind = document.querySelector("#saring select"), found = {};
  if (search) {
    found.all = shown().length;
    set(search, "SAWAH  luas"); found.words = shown();
    set(kind, "warning"); found.kind = shown();
    set(kind, ""); set(search, "zzz tidak ada"); found.none = shown();
    found.sections = document.querySelectorAll("#daftar-katalog section:not([hidden])").length;
    set(search, ""); found.again = shown().length;
    found.said = document.querySelector("#saring p").textContent;
  }
  var cells = [].map.call(document.querySelectorAll(".isian td"), function (cell) { return cell.clientWidth; });
  parent.postMessage({
    cell: Math.min.apply(null, cells.concat(WIDTH)),
    width: document.documentElement.scrollWidth, inner: innerWidth, wide: wide, found: found,
    requests: performance.getEntriesByType("resource").length
  }, "*");
});
</script>""".replace("WIDTH", str(WIDTH))

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="tidak ada peramban Chromium (paket Debian: chromium)")


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("katalog")
    write(PACK, folder)
    return folder


def heaviest(folder: Path, kind: str) -> str:
    pages = [path for path in (folder / kind).glob("*.html") if not path.name.startswith(("ukur_", "bingkai_"))]
    largest = max(pages, key=lambda path: path.stat().st_size)
    return largest.relative_to(folder).as_posix()


def measured(page: Path, profile: Path) -> dict[str, object]:
    """What the browser says of a page in a frame as wide as a phone."""
    text = page.read_text(encoding="utf-8")
    assert text.count("</body>") == 1
    copy, frame = (page.with_name(f"{word}_{page.name}") for word in ("ukur", "bingkai"))
    copy.write_text(text.replace("</body>", MEASURE + "</body>"), encoding="utf-8")
    frame.write_text(FRAME.replace("WIDTH", str(WIDTH)).replace("SOURCE", copy.name), encoding="utf-8")
    dom, console = browse(frame, profile)
    assert console == []
    found = re.search(r"\{.*\}", unescape(dom))
    assert found, dom[:300]
    return json.loads(found[0])


@pytest.mark.parametrize("page", [INDEX, rule_page("POT-004"), form_page("t03"), "aturan", "formulir"])
def test_a_page_fits_an_old_phone_and_asks_for_nothing(folder, page, tmp_path):
    """The last two: the largest page of a rule and of a form."""
    said = measured(folder / (page if page.endswith("html") else heaviest(folder, page)), tmp_path)
    assert said["inner"] == WIDTH
    assert said["wide"] == []
    assert said["width"] <= WIDTH
    assert said["cell"] > WIDTH * 0.8, "the cells of a field stand one below the other"
    assert said["requests"] == 0


def test_the_search_finds(folder, tmp_path):
    found = measured(folder / INDEX, tmp_path)["found"]
    assert found["all"] == found["again"] == len(PACK.rules) + len(PACK.tables)
    assert "POT-004" in found["words"]
    assert "DDK-001" not in found["words"]
    assert 0 < len(found["words"]) < found["all"]
    assert {PACK.rule(rule_id).severity for rule_id in found["kind"]} == {"warning"}
    assert set(found["kind"]) < set(found["words"])
    assert (found["none"], found["sections"]) == ([], 0)
    assert found["said"].startswith(f"{found['all']} dari {found['all']} ")


def test_without_script_everything_is_there(folder, tmp_path):
    text = re.sub(r"<script.*?</script>", "", (folder / INDEX).read_text(encoding="utf-8"), flags=re.DOTALL)
    plain = tmp_path / "polos.html"
    plain.write_text(text, encoding="utf-8")
    dom, console = browse(plain, tmp_path / "profil")
    assert console == []
    body = dom[dom.index("<body") :]
    assert all(f'id="{rule.id}"' in body and f'href="{rule_page(rule.id)}"' in body for rule in PACK.rules)
    assert "hidden" not in body
    assert "<input" not in body


def test_on_paper(folder, tmp_path):
    printed = tmp_path / "cetak.pdf"
    options = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={printed}"]
    command = [str(CHROMIUM), *options, f"--user-data-dir={tmp_path / 'profil'}", (folder / INDEX).as_uri()]
    subprocess.run(command, capture_output=True, timeout=120, check=True)
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(printed).pages).split())
    assert "Cari aturan" not in text, "the controls are not printed"
    assert PACK.rules[0].id in text
    assert PACK.rules[-1].id in text
