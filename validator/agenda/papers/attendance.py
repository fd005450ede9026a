"""The attendance list: names, offices and signatures, and never a NIK."""

from __future__ import annotations

from validator.agenda.letterhead import Letterhead
from validator.agenda.paper import Paper, PaperColumn, PaperRow, PaperTable, Section
from validator.agenda.papers.common import facts, footer, mentor_signature, stem, village_title
from validator.agenda.plan import VillagePlan

__all__ = ["ATTENDANCE", "attendance"]

ATTENDANCE = (
    PaperColumn("No", 6, "center"),
    PaperColumn("Nama", 30),
    PaperColumn("Jabatan/Instansi", 26),
    PaperColumn("No. HP", 17),
    PaperColumn("Tanda tangan", 21),
)
LINES = 15


def attendance(plan: VillagePlan, kop: Letterhead) -> Paper:
    """A row for each office that the agenda needs, and blank ones up to `LINES`."""
    kop = kop.of(plan.village)
    offices = [*plan.participants, "Pendamping kecamatan"]
    offices += [""] * (LINES - len(offices))
    rows = tuple(PaperRow((str(n), "", office, "", f"{n}.")) for n, office in enumerate(offices, 1))
    return Paper(
        kind="daftar-hadir",
        stem=stem("daftar-hadir", plan.village),
        title="Daftar Hadir Pendampingan Prodeskel",
        subtitle=village_title(plan.village),
        kop=kop,
        day=plan.visit.day,
        facts=facts(plan, kop),
        sections=(Section("hadir", table=PaperTable(ATTENDANCE, rows)),),
        signatures=(mentor_signature(plan),),
        footer=footer(plan),
    )
