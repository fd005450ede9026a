"""How a village stands: its scores against the target, and what became of the findings of the last visit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from validator.findings.history import History, State
from validator.findings.models import Share, Village
from validator.findings.responses import Response

__all__ = ["TARGET", "Measure", "VillageAnswers", "answers_of", "followed_up", "measures", "since_last"]

TARGET = 80.0
"""Per cent that the routine mentoring programme asks for."""


class Measure(Struct, frozen=True):
    """A score in per cent (None where nothing can be counted) and what it counts."""

    name: str
    percent: float | None
    meaning: str

    @property
    def missing(self) -> float:
        """Points below the target, 0 where it is reached."""
        return 0.0 if self.percent is None else max(0.0, round(TARGET - self.percent, 1))


class VillageAnswers(Struct, frozen=True):
    """Ids of findings by what the village answered: `stands` ("data benar"), `mended` ("sudah diperbaiki")."""

    stands: frozenset[str] = frozenset()
    mended: frozenset[str] = frozenset()


def measures(village: Village, history: History | None) -> tuple[Measure, ...]:
    """The scores of a village; the share of the last visit's findings that were solved joins them if it is known."""
    own = (
        Measure("Kelengkapan", village.completeness.percent, "isian yang terisi pada formulir yang diterima"),
        Measure("Akurasi", village.accuracy.percent, "isian terisi yang bebas galat"),
        Measure("Cakupan", village.coverage.percent, "pemeriksaan yang dapat dijalankan"),
    )
    share = followed_up(history)
    solved = Measure("Tindak lanjut", share.percent, "temuan kunjungan lalu yang selesai") if share.whole else None
    return (*own, solved) if solved else own


def followed_up(history: History | None) -> Share:
    """Of the findings that were open at the last visit, those solved since."""
    if history is None or history.since is None:
        return Share(0, 0)
    counts = history.counts
    return Share(counts["selesai"], counts["selesai"] + counts["masih_ada"])


def since_last(history: History | None) -> Mapping[State, int] | None:
    """How many findings are solved, still there, new and back since the last visit; None if there was none."""
    return history.counts if history and history.since else None


def answers_of(village: str, responses: Iterable[Response], present: Sequence[str]) -> VillageAnswers:
    """What the village answered to those of its findings that are still there."""
    there = set(present)
    own = [r for r in responses if r.village == village and r.id in there]
    return VillageAnswers(
        frozenset(r.id for r in own if r.answer == "data benar"),
        frozenset(r.id for r in own if r.answer == "sudah diperbaiki"),
    )
