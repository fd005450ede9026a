"""Nights made by hand: villages, forms and findings said in a few words, and what a check would make of them."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from msgspec import Struct, field

from validator.findings.models import FileAccount, Finding, NotCheckable, Share, SheetAccount, Village
from validator.findings.responses import Response
from validator.pack.models import SEVERITIES

PUTAT, JAYA, PEMATANG = "6311032021", "6311032014", "6311032005"
NAMES = {PUTAT: "Putat Basiun", JAYA: "Muara Jaya", PEMATANG: "Pematang"}
TITLES = {"t03": "Jenis Lahan", "t45": "Jumlah Penduduk", "agtkeluarga": "KK dan Anggota Keluarga"}
FIRST = date(2026, 11, 1)


def night(number: int) -> date:
    """The date of a night, counted from 1."""
    return FIRST + timedelta(days=number - 1)


def finding(key: str, village: str = PUTAT, rule: str = "POT-004", table: str = "t03", **other: object) -> Finding:
    said = {"severity": "error", "message": f"Isian {key} keliru.", "columns": ("luas",), "values": {"luas": "12,5"}}
    said |= other
    return Finding(
        id=key,
        rule=rule,
        title=f"Judul {rule}",
        dimension="consistency",
        village=village,
        year=2026,
        table=table,
        table_title=TITLES[table],
        file=f"{village}/{table}.xls",
        sheet="Sheet1",
        row=5,
        headers=("Luas",),
        cells=("E5",),
        why="Sebab.",
        fix="Perbaiki.",
        menu="Potensi",
        documents=(),
        role="Kasi Pemerintahan",
        basis="",
        minutes=10,
        mode="supervisi",
        **said,
    )


class FakeNight(Struct, frozen=True, dict=True):
    """A report source: findings, and for each village the forms that came with (sheets, rows)."""

    findings: tuple[Finding, ...] = ()
    came: Mapping[str, Mapping[str, tuple[int, int]]] = field(default_factory=dict)
    open_: Mapping[str, tuple[NotCheckable, ...]] = field(default_factory=dict)
    version: str = "0.1.0"
    rules_version: str = "2026.1"
    rules_count: int = 3
    reference_date: date = FIRST
    answers: object = None
    show_personal: bool = False

    @property
    def files(self) -> tuple[FileAccount, ...]:
        return tuple(
            _book(code, table, number, sheets, rows)
            for code, forms in self.came.items()
            for table, (sheets, rows) in forms.items()
            for number in range(sheets)
        )

    @property
    def villages(self) -> tuple[Village, ...]:
        return tuple(self._village(code) for code in sorted(self.came))

    def _village(self, code: str) -> Village:
        own = [f for f in self.findings if f.village == code and not f.trial]
        return Village(
            code=code,
            name=NAMES.get(code, f"Desa {code}"),
            district="Awayan",
            regency="Balangan",
            year=2026,
            completeness=Share(90, 100),
            accuracy=Share(80, 90),
            coverage=Share(95, 100),
            counts={s: sum(f.severity == s for f in own) for s in SEVERITIES},
            rule_counts={f.rule: sum(g.rule == f.rule for g in own) for f in own},
            not_checkable=self.open_.get(code, ()),
            missing=tuple(title for table, title in TITLES.items() if table not in self.came[code]),
        )

    def iter_findings(self, village: str | None = None) -> Iterator[Finding]:
        return (f for f in self.findings if village in (None, f.village))

    def listed(self, village: str, limit: int) -> list[Finding]:
        return list(self.iter_findings(village))[:limit]


def _book(code: str, table: str, number: int, sheets: int, rows: int) -> FileAccount:
    share = rows // sheets
    digest = hashlib.sha256(f"{code} {table} {number}".encode()).hexdigest()
    sheet = SheetAccount("Sheet1", table, TITLES[table], code, 2026, 1, share, share, 0)
    return FileAccount(f"{code}/{table}_{number}.xls", digest, "read", "", (sheet,))


def full(*villages: str) -> dict[str, dict[str, tuple[int, int]]]:
    """All forms of these villages, one sheet each."""
    return {code: {"t03": (1, 1), "t45": (1, 1), "agtkeluarga": (1, 40)} for code in villages or (PUTAT,)}


def seen(*findings: Finding, came: Mapping[str, Mapping[str, tuple[int, int]]] | None = None, **other) -> FakeNight:
    """A night on which everything came and these were found."""
    return FakeNight(findings, full() if came is None else came, **other)


def unanswerable(rule: str, table: str, count: int = 1) -> NotCheckable:
    return NotCheckable(rule, f"Judul {rule}", table, TITLES[table], count, "Isian kosong.")


def states(history) -> dict[str, str]:
    return {change.id: change.state for change in history.changes}


def answer(key: str, text: str = "sudah diperbaiki", village: str = PUTAT, reason: str = "") -> Response:
    return Response(village, key, text, reason, "daftar.xlsx")


def exported(ledger) -> str:
    stream = io.StringIO()
    ledger.export_json(stream)
    return stream.getvalue()
