"""Builds the Word templates of the agenda's papers into `validator/agenda/templates/`.

    python tools/build_templates.py [--check]

`--check` writes nothing and ends with 1 where a committed template is not what this would build.
"""

from __future__ import annotations

import sys
from datetime import date
from io import BytesIO
from pathlib import Path

from template_parts import Builder

from validator.agenda.paper import PaperColumn
from validator.agenda.papers.agenda import AGENDA, HOMEWORK
from validator.agenda.papers.attendance import ATTENDANCE
from validator.agenda.papers.followup import FOLLOWUP
from validator.agenda.papers.kecamatan import ABSENT, RANKING, TRAINING, VISITS
from validator.agenda.papers.minutes import MINUTES, SUMMARY
from validator.agenda.papers.report import PLAN, PROBLEMS
from validator.agenda.rendering.archive import steady

FOLDER = Path(__file__).resolve().parents[1] / "validator" / "agenda" / "templates"
DAY = date(2026, 1, 1)
Tables = dict[str, tuple[PaperColumn, ...] | None]

LAYOUTS: dict[str, tuple[Tables, int, bool]] = {
    "agenda": ({"keadaan": None, "persiapan": None, "acara": AGENDA, "pr": HOMEWORK}, 3, False),
    "berita-acara": (
        {"pembukaan": None, "ringkasan": SUMMARY, "temuan": MINUTES, "kesepakatan": None},
        5,
        True,
    ),
    "daftar-hadir": ({"hadir": ATTENDANCE}, 1, False),
    "tindak-lanjut": ({"tindakan": FOLLOWUP}, 3, True),
    "laporan": (
        {
            "pendahuluan": None,
            "pelaksanaan": None,
            "hasil": None,
            "instrumen": SUMMARY,
            "masalah": PROBLEMS,
            "rencana": PLAN,
            "penutup": None,
        },
        2,
        False,
    ),
    "kecamatan": (
        {
            "ringkasan": None,
            "urutan": RANKING,
            "rencana": VISITS,
            "belum": ABSENT,
            "bimtek": TRAINING,
            "peta": (),
        },
        1,
        True,
    ),
}
"""By template: its sections in their order with the columns of their tables (() for as many as there are), the number
of signatures, and whether the page lies on its side."""

ANNEXES = {"temuan"}
"""Sections after the signatures, each on a new page."""


def build(name: str) -> bytes:
    """The bytes of a template."""
    tables, signatures, landscape = LAYOUTS[name]
    builder = Builder(landscape)
    builder.heading()
    for key, columns in tables.items():
        if key not in ANNEXES:
            builder.section(key, columns)
    builder.signatures(signatures)
    for key in tables.keys() & ANNEXES:
        builder.page_break()
        builder.section(key, tables[key])
    made = BytesIO()
    builder.document.save(made)
    return steady(made.getvalue(), DAY)


def main() -> int:
    stale = [n for n in LAYOUTS if not (p := FOLDER / f"{n}.docx").exists() or p.read_bytes() != build(n)]
    if "--check" in sys.argv:
        for name in stale:
            print(f"{name}.docx is not up to date: python tools/build_templates.py")
        return 1 if stale else 0
    for name in stale:
        (FOLDER / f"{name}.docx").write_bytes(build(name))
    return 0


if __name__ == "__main__":
    sys.exit(main())
