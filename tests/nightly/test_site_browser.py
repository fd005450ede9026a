"""The site in a real browser: nothing wider than an old phone, nothing asked of the network."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

import pytest
from msgspec.structs import replace
from test_site import ABSENT, REPORT, Book, change

from validator.nightly.gate import GateCondition, GateVerdict
from validator.nightly.senders import Register, Stray
from validator.nightly.site import Tonight, write_site
from validator.reports.targets import write_bytes

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
MEASURE = """<script>addEventListener("load", function () {
  var edge = document.documentElement.clientWidth + 1;
  parent.postMessage({
    width: document.documentElement.scrollWidth,
    wide: [].filter.call(document.body.querySelectorAll("*"), e => e.getBoundingClientRect().right > edge).length,
    requests: performance.getEntriesByType("resource").length
  }, "*");
});</script></body>"""
FRAME = """<!DOCTYPE html><body><script>
addEventListener("message", function (event) { document.body.textContent = JSON.stringify(event.data); });
</script><iframe width="360" height="640" style="border:0" src="SOURCE"></iframe>"""

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="tidak ada peramban Chromium (paket Debian: chromium)")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("situs")
    senders = Register(
        {"6311032001": "A"},
        {"6311032001": "Desa A"},
        (Stray("2026/" + "nama_berkas_yang_panjang_sekali_" * 4 + ".xls", "6311032014", "salah desa"),),
    )
    verdict = GateVerdict((GateCondition("max_errors", "", "Semua desa: 5 galat; batasnya 4."),))
    book = Book(200, tuple(change(state, i) for i, state in enumerate(("baru", "kambuh", "masih_ada", "selesai"))))
    write_site(folder, book, Tonight(replace(REPORT, absent=(ABSENT,)), verdict, senders))
    return folder


def measured(page: Path, profile: Path) -> dict[str, int]:
    """What the browser says of a page in a frame as wide as a phone, its policy lifted for the script that measures."""
    text = re.sub(r"<meta http-equiv=.*?>", "", page.read_text(encoding="utf-8")).replace("</body>", MEASURE)
    write_bytes(page.with_name(f"ukur_{page.name}"), text.encode())
    frame = page.with_name(f"bingkai_{page.name}")
    write_bytes(frame, FRAME.replace("SOURCE", f"ukur_{page.name}").encode())
    options = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"]
    options += ["--virtual-time-budget=4000", f"--user-data-dir={profile}", "--dump-dom", frame.as_uri()]
    ended = subprocess.run([str(CHROMIUM), *options], capture_output=True, text=True, timeout=120, check=True)
    found = re.search(r"\{.*\}", unescape(ended.stdout))
    assert found, ended.stdout[:300]
    return json.loads(found[0])


@pytest.mark.parametrize("name", ["index.html", "6311032021.html", "6311032014.html"])
def test_a_page_fits_an_old_phone_and_asks_for_nothing(site, name, tmp_path):
    said = measured(site / name, tmp_path)
    assert said["width"] <= 360
    assert said["wide"] == 0
    assert said["requests"] == 0
