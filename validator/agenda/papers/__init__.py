"""The papers, each a pure function from a plan to its content."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from validator.agenda.letterhead import Letterhead
from validator.agenda.paper import Paper
from validator.agenda.papers.agenda import agenda
from validator.agenda.papers.attendance import attendance
from validator.agenda.papers.followup import followup
from validator.agenda.papers.minutes import minutes
from validator.agenda.papers.report import report
from validator.agenda.plan import VillagePlan

__all__ = ["PAPERS", "agenda", "attendance", "followup", "minutes", "report"]

PAPERS: Mapping[str, Callable[[VillagePlan, Letterhead], Paper]] = {
    "agenda": agenda,
    "berita-acara": minutes,
    "daftar-hadir": attendance,
    "tindak-lanjut": followup,
    "laporan": report,
}
"""By the name of their template and the value of `--papers`."""
