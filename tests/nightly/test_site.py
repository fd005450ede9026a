"""The static site: stands alone, names what changed, and does not grow with the number of nights."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from msgspec import Struct, field
from msgspec.structs import replace

from validator.findings.history import Change, History
from validator.findings.models import Finding, Share
from validator.ledger.errors import NightError
from validator.ledger.records import AbsentVillage, Night, NightReport, VillageNight
from validator.ledger.waivers import Waiver
from validator.nightly.gate import GateCondition, GateVerdict
from validator.nightly.senders import Register, Stray
from validator.nightly.site import Tonight, write_site
from validator.nightly.site_findings import Details
from validator.reports.errors import OutputError

PUTAT = VillageNight(
    "6311032021", "Putat <Basiun>", "Awayan", "Balangan", 2026,
    *(Share(90, 100), Share(80, 90), Share(95, 100)),
    *(5, 3, 1, 2, 2, 1, 1, 0, 4, 0),
)  # fmt: skip
LAST = date(2026, 11, 24)


class Book(Struct, dict=True):
    """A ledger that holds one village for some nights."""

    nights: int
    changes: tuple[Change, ...] = ()
    pruned: bool = False
    asked: list[str] = field(default_factory=list)

    def trend(self, village=""):
        days = [LAST - timedelta(days=self.nights - 1 - i) for i in range(self.nights)]
        return tuple((day, replace(PUTAT, error=i % 7)) for i, day in enumerate(days))

    def history(self, village, since=None, until=None):
        self.asked.append(village)
        if self.pruned:
            raise NightError("dipangkas")
        return History(village, None, until, self.changes)


def change(state, number=0):
    return Change(
        *(f"id{number}", "POT-004", "Judul", "error", PUTAT.code, "t03", f"Pesan {number} <b>"),
        *(state, date(2026, 11, 1), 23, 1),
    )


REPORT = NightReport(Night(LAST, "k", "0.1.0", "2026.1", 128), LAST - timedelta(days=1), False, (PUTAT,))
ABSENT = AbsentVillage("6311032014", "Muara Jaya", date(2026, 11, 20), 12)


PASSED, EVERYBODY = GateVerdict(()), Register()
DETAILS = Details(forms={"t03": "Luas lahan"})


def pages(folder, book, report=REPORT, verdict=PASSED, senders=EVERYBODY, details=DETAILS):
    write_site(folder, book, Tonight(report, verdict, senders, details))
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def test_a_page_a_village_and_an_index(tmp_path):
    made = pages(tmp_path, Book(3), replace(REPORT, absent=(ABSENT,)))
    assert set(made) == {"index.html", "6311032021.html", "6311032014.html"}
    assert 'href="6311032021.html"' in made["index.html"]
    assert "Belum mengirim. Terakhir 20 November 2026; 12 temuan masih menunggu." in made["6311032014.html"]


def test_pages_stand_alone_and_need_no_script(tmp_path):
    for page in pages(tmp_path, Book(90, (change("baru"),))).values():
        assert "<script" not in page
        assert not re.search(r'(?:src|href)="(?:https?:)?//', page)
        assert "@import" not in page
        assert 'name="viewport"' in page
        assert "Putat &lt;Basiun&gt;" in page


def test_what_changed_is_named_by_state(tmp_path):
    changes = (change("baru", 1), change("kambuh", 2), change("selesai", 3), change("masih_ada", 4))
    page = pages(tmp_path, Book(2, changes))["6311032021.html"]
    titles = re.findall(r"<h2>(.*?)</h2>", page)
    assert titles[1:] == [
        "Temuan baru (1)",
        "Kambuh: pernah selesai, kini ada lagi (1)",
        "Masih ada (1)",
        "Selesai (1)",
    ]
    assert "Pesan 3 &lt;b&gt;" in page
    assert "Luas lahan · POT-004" in page


def test_long_lists_end(tmp_path):
    page = pages(tmp_path, Book(2, tuple(change("masih_ada", i) for i in range(250))))["6311032021.html"]
    assert page.count("Pesan ") == 100
    assert "dan 150 lagi" in page


def test_pruned_details_leave_scores(tmp_path):
    page = pages(tmp_path, Book(40, pruned=True))["6311032021.html"]
    assert "Akurasi" in page
    assert "Temuan baru" not in page


def test_size_does_not_grow_with_the_nights(tmp_path):
    short, long = (sum(map(len, pages(tmp_path / str(n), Book(n)).values())) for n in (60, 365))
    assert long < short * 1.05


def test_the_index_says_gate_missing_and_strays(tmp_path):
    senders = Register(
        {"6311032001": "A"}, {"6311032001": "Desa A"}, (Stray("x/b.xls", "6311032014", "salah desa"),), ("Ganti kode.",)
    )
    verdict = GateVerdict((GateCondition("max_errors", "", "Semua desa: 5 galat; batasnya 4."),))
    page = pages(tmp_path, Book(3), verdict=verdict, senders=senders)["index.html"]
    for text in ("TIDAK terpenuhi", "batasnya 4", "Desa A", "x/b.xls: salah desa.", "Ganti kode."):
        assert text in page


def test_old_pages_go(tmp_path):
    tmp_path.joinpath("6311032099.html").write_text("lama", encoding="utf-8")
    tmp_path.joinpath("logo.svg").write_text("milik orang", encoding="utf-8")
    assert set(pages(tmp_path, Book(1))) == {"index.html", "6311032021.html", "logo.svg"}


def test_the_same_night_writes_the_same_bytes(tmp_path):
    book = Book(30, (change("baru"),))
    assert pages(tmp_path / "a", book) == pages(tmp_path / "b", book)


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    tmp_path.joinpath("public").write_text("berkas", encoding="utf-8")
    with pytest.raises(OutputError):
        write_site(tmp_path / "public", Book(1), Tonight(REPORT, PASSED, EVERYBODY))


FOUND = Finding(
    *("id1", "POT-004", "Judul", "error", "validity", PUTAT.code, 2026, "t03", "Luas lahan", "ekspor/grid_t03.xlsx"),
    *("Sheet1", 2, ("tegal",), ("Tegal (Ha)",), ("J2",), {"tegal": "120"}, "Pesan 1", "Sebab", "Tulis angkanya saja."),
    *("Potensi", ("Letter C", "Buku tanah"), "Kasi Pemerintahan", "", 5.0, ""),
)  # fmt: skip


class Checked(Struct):
    """A check that found these."""

    found: tuple[Finding, ...]
    files: tuple[()] = ()
    reference_date: date = LAST

    def iter_findings(self, village=None):
        return (f for f in self.found if f.village == village)


def test_a_finding_is_told_with_its_cell_its_cure_and_its_documents(tmp_path):
    details = Details(Checked((FOUND,)))
    page = pages(tmp_path, Book(2, (change("masih_ada", 1),)), details=details)["6311032021.html"]
    for line in (
        "Sel: J2 dalam grid_t03.xlsx",
        "Cara memperbaiki: Tulis angkanya saja.",
        "Dokumen: Letter C, Buku tanah",
    ):
        assert f"<p>{line}</p>" in page
    for word in ("Kelengkapan", "Akurasi", "Cakupan"):
        assert f"<dt>{word} " in page
    assert "Ketepatan" not in page


def test_what_could_not_be_asked_tonight_says_so(tmp_path):
    page = pages(tmp_path, Book(2, (change("masih_ada", 7), change("selesai", 8))), details=Details(Checked((FOUND,))))
    assert page["6311032021.html"].count("Belum dapat ditanyakan lagi malam ini") == 1


def test_waivers_and_rules_on_trial_are_marked(tmp_path):
    waiver = Waiver("POT-004", PUTAT.code, "id1", (), "Menunggu keputusan.", "Sekdes", "Surat 1", date(2026, 12, 31))
    trial = replace(FOUND, id="id2", rule="UJI-001", message="Pesan 2", trial=True)
    details = Details(Checked((FOUND, trial)), (waiver,))
    page = pages(tmp_path, Book(2, (change("dikecualikan", 1),)), details=details)["6311032021.html"]
    assert "Dikecualikan sampai 31 Desember 2026 oleh Sekdes: Menunggu keputusan." in page
    assert "Aturan yang masih uji coba (tidak dihitung) (1)" in page
    assert "Galat (uji coba)</b> Pesan 2" in page


def test_the_first_night_has_nothing_new(tmp_path):
    made = pages(tmp_path, Book(1, (change("baru", 1),)), verdict=GateVerdict((), first=True))
    assert "Temuan (malam pertama: belum ada pembanding) (1)" in made["6311032021.html"]
    assert "malam pertama: belum ada pembanding" in made["index.html"]
    assert not re.search(r"baru \d", "".join(made.values()))
