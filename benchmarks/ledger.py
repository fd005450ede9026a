"""The size of a year in the ledger and the speed of its questions: 365 nights of 286 villages.

    python -m benchmarks.ledger [NIGHTS [VILLAGES [FINDINGS]]]

Every night one finding in a hundred is mended and as many are new, a fifth of which had been mended before; one
village in fifty sends nothing, and every village sends its forms anew (each file with another digest).
"""

from __future__ import annotations

import hashlib
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from msgspec import Struct

from validator.findings.models import FileAccount, Finding, Share, SheetAccount, Village
from validator.ledger.book import Ledger

FORMS = tuple(f"t{n:02}" for n in range(1, 12))
CHURN = 0.01
FIRST = date(2026, 1, 1)


class Night(Struct, frozen=True, dict=True):
    """One night as a report source."""

    day: date
    findings: Sequence[Finding]
    senders: Sequence[str]
    version: str = "0.1.0"
    rules_version: str = "2026.1"
    rules_count: int = 500

    @property
    def reference_date(self) -> date:
        return self.day

    @property
    def files(self) -> tuple[FileAccount, ...]:
        return tuple(_file(self.day, code, form) for code in self.senders for form in FORMS)

    @property
    def villages(self) -> tuple[Village, ...]:
        share = Share(900, 1000)
        counts = {"error": 100, "warning": 100, "info": 100}
        return tuple(
            Village(code, f"Desa {code}", "Kecamatan", "Kabupaten", 2026, share, share, share, counts)  # type: ignore[arg-type]
            for code in self.senders
        )

    def iter_findings(self, village: str | None = None) -> Iterator[Finding]:
        senders = set(self.senders)
        return (f for f in self.findings if f.village in senders and village in (None, f.village))

    def listed(self, village: str, limit: int) -> list[Finding]:
        return list(self.iter_findings(village))[:limit]


def _file(day: date, code: str, form: str) -> FileAccount:
    digest = hashlib.sha256(f"{day}{code}{form}".encode()).hexdigest()
    sheet = SheetAccount("Sheet1", form, form, code, 2026, 1, 40, 40, 0)
    return FileAccount(f"ekspor/{code}/{form}.xls", digest, "read", "", (sheet,))


def _finding(code: str, number: int) -> Finding:
    form = FORMS[number % len(FORMS)]
    return Finding(
        id=hashlib.blake2b(f"{code}{number}".encode(), digest_size=6).hexdigest(),
        rule=f"POT-{number % 300:03}",
        title=f"Judul aturan nomor {number % 300:03} yang panjangnya seperti judul aturan biasa",
        severity=("error", "warning", "info")[number % 3],
        dimension="consistency",
        village=code,
        year=2026,
        table=form,
        table_title=form,
        file=f"ekspor/{code}/{form}.xls",
        sheet="Sheet1",
        row=number,
        columns=("luas_tanah_sawah",),
        headers=("Luas tanah sawah (Ha)",),
        cells=("E5",),
        values={},
        message=f"Luas tanah sawah {number} ha, tetapi rinciannya berjumlah {number + 1} ha; salah satunya keliru.",
        why="",
        fix="",
        menu="",
        documents=(),
        role="",
        basis="",
        minutes=10,
        mode="supervisi",
    )


class _Year:
    """Nights one after the other, the same for the same seed."""

    def __init__(self, villages: int, findings: int) -> None:
        self.codes = [f"3324{n // 30 + 1:02}{2001 + n % 30}" for n in range(villages)]
        self.random = random.Random(2026)
        self.open_ = {(code, n): _finding(code, n) for code in self.codes for n in range(findings)}
        self.mended: list[tuple[str, int]] = []
        self.next = findings

    def night(self, number: int) -> Night:
        if number:
            self._churn()
        absent = set(self.random.sample(self.codes, len(self.codes) // 50))
        senders = [c for c in self.codes if c not in absent]
        return Night(FIRST + timedelta(days=number), list(self.open_.values()), senders)

    def _churn(self) -> None:
        gone = self.random.sample(list(self.open_), int(len(self.open_) * CHURN))
        back = self._again(len(gone) // 5)
        new = [(self.random.choice(self.codes), self.next + i) for i in range(len(gone) - len(back))]
        self.next += len(new)
        for place in gone:
            del self.open_[place]
        self.mended += gone
        self.open_ |= {place: _finding(*place) for place in (*back, *new)}

    def _again(self, number: int) -> list[tuple[str, int]]:
        back = self.random.sample(self.mended, min(number, len(self.mended)))
        chosen = set(back)
        self.mended = [place for place in self.mended if place not in chosen]
        return back


def main(arguments: Sequence[str] = ()) -> None:
    """Builds the year and prints sizes, times and how they relate to what is asked of the ledger."""
    nights, villages, findings = (int(a) for a in [*arguments, *("365", "286", "300")[len(arguments) :]])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "buku-temuan.db"
        with Ledger.open(str(path)) as ledger:
            times = _fill(ledger, _Year(villages, findings), nights)
            print(f"{nights} malam × {villages} desa × {findings} temuan")
            print(f"  rekam satu malam: median {sorted(times)[len(times) // 2]:.2f} s, terlama {max(times):.2f} s")
            _ask(ledger)
        size = path.stat().st_size / 1e6
        print(f"  berkas: {size:.0f} MB, {size / nights:.2f} MB semalam")
        with Ledger.open(str(path)) as ledger:
            ledger.prune(min(60, nights))
        print(f"  setelah dipangkas sampai 60 malam: {path.stat().st_size / 1e6:.0f} MB")


def _fill(ledger: Ledger, year: _Year, nights: int) -> list[float]:
    times = []
    for number in range(nights):
        night = year.night(number)
        start = time.perf_counter()
        ledger.record(night, night.day, "bench")
        times.append(time.perf_counter() - start)
    return times


def _ask(ledger: Ledger) -> None:
    days = [n.date for n in ledger.nights()]
    for label, back in (("malam sebelumnya", 1), ("30 malam", 30), ("awal", len(days) - 1)):
        start = time.perf_counter()
        found = ledger.diff(days[max(len(days) - 1 - back, 0)], days[-1])
        took = time.perf_counter() - start
        print(f"  diff {label}: {took:.2f} s untuk {len(found.changes)} perubahan, {took / 2:.0%} dari batas 2 s")
    start = time.perf_counter()
    ledger.history("3324012001")
    print(f"  riwayat satu desa: {time.perf_counter() - start:.3f} s")


if __name__ == "__main__":
    main(sys.argv[1:])
