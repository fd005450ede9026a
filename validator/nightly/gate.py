"""Whether a night is good enough: thresholds over all villages and for each, and a ratchet against the ledger.

What needs a baseline is never answered without one: it "cannot be checked", and the gate says what follows from that.
On the very first night nothing follows: nobody could have kept it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Literal

from msgspec import Struct, field

from validator.findings.models import Share
from validator.ledger.records import NightReport, VillageNight
from validator.messages.texts import Translator, translator
from validator.reports.wording import dotted

__all__ = ["Gate", "GateCondition", "GateVerdict", "Thresholds", "idle_limits", "judge"]

Kind = Literal["max_errors", "max_new_errors", "min_completeness", "min_coverage", "ratchet", "max_missing"]


class Thresholds(Struct, frozen=True):
    """Thresholds; None asks nothing. Errors are counted without waived ones, percentages run from 0 to 100.

    `max_new_errors` counts errors that are new, back again, or no longer waived.
    """

    max_errors: int | None = None
    max_new_errors: int | None = None
    min_completeness: float | None = None
    min_coverage: float | None = None


class Gate(Struct, frozen=True):
    """What a night must keep: `overall` for all villages together, `village` for each, `villages` in its stead by code.

    `ratchet`: no village may have more findings that are new, back again or no longer waived: errors, or all.
    `unchecked`: what follows where a condition cannot be checked, on all nights but the first. `max_missing`: expected
    villages that sent nothing.
    """

    overall: Thresholds = Thresholds()
    village: Thresholds = Thresholds()
    villages: Mapping[str, Thresholds] = field(default_factory=dict)
    ratchet: Literal["off", "error", "all"] = "off"
    unchecked: Literal["fail", "pass"] = "fail"
    max_missing: int | None = None


class GateCondition(Struct, frozen=True):
    """A condition that was not kept, or (`checked` false) could not be checked. `village` is '' for all together."""

    kind: Kind
    village: str
    sentence: str
    checked: bool = True


class GateVerdict(Struct, frozen=True):
    """`failed` close the gate; `unchecked` could not be checked and do not: the gate says so, or `first` there was no
    night before this one."""

    failed: tuple[GateCondition, ...]
    unchecked: tuple[GateCondition, ...] = ()
    first: bool = False

    @property
    def passed(self) -> bool:
        return not self.failed

    def sentence(self, lang: str = "id") -> str:
        """The gate in one sentence, without its conditions."""
        _ = translator(lang)
        said = _("Ambang terpenuhi.")
        if not self.passed:
            said = _("Ambang TIDAK terpenuhi: {n} hal.").format(n=_.number(len(self.failed)))
        return f"{said} {_('Malam pertama: belum ada pembanding.')}" if self.first else said


def judge(gate: Gate, report: NightReport, missing: Collection[str] = (), lang: str = "id") -> GateVerdict:
    """Holds a night against a gate. `missing`: codes of the expected villages that sent nothing."""
    _ = translator(lang)
    found = [*_missing(gate, missing, _), *_overall(gate.overall, report, _)]
    for village in report.villages:
        found += _village(gate, village, report, _)
    lenient = {"max_new_errors", "ratchet"} if report.previous is None else set()
    excused = [c for c in found if not c.checked and (gate.unchecked == "pass" or c.kind in lenient)]
    failed = tuple(c for c in found if c not in excused)
    return GateVerdict(failed, tuple(excused), first=report.previous is None)


def idle_limits(gate: Gate, report: NightReport, expected: Collection[str] = ()) -> list[str]:
    """A sentence for each village with limits of its own that neither came, nor is known, nor expected."""
    known = {*expected, *(v.code for v in report.villages), *(a.code for a in report.absent)}
    text = "Batas khusus (gate.villages) untuk desa {code} tidak dipakai: desa itu belum pernah mengirim."
    return [text.format(code=dotted(code)) for code in gate.villages if code not in known]


def _missing(gate: Gate, missing: Collection[str], _: Translator) -> Iterator[GateCondition]:
    if gate.max_missing is not None and len(missing) > gate.max_missing:
        text = _("{n} desa belum mengirim; batasnya {limit}.")
        said = text.format(n=_.number(len(missing)), limit=_.number(gate.max_missing))
        yield GateCondition("max_missing", "", said)


class _Subject(Struct, frozen=True):
    """What limits are held against: one village, or all of them."""

    code: str
    name: str
    errors: int
    new_errors: int | None
    completeness: Share
    coverage: Share


def _overall(limits: Thresholds, report: NightReport, _: Translator) -> Iterator[GateCondition]:
    known = [v for v in report.villages if not v.first]
    new = sum(v.new_error for v in known) if report.previous and known else None
    subject = _Subject(
        "",
        _("Semua desa"),
        report.total("error"),
        new,
        report.share("completeness"),
        report.share("coverage"),
    )
    return _limits(limits, subject, report, _)


def _village(gate: Gate, village: VillageNight, report: NightReport, _: Translator) -> Iterator[GateCondition]:
    name = _("Desa {name} ({code})").format(name=village.name or "?", code=village.code)
    new = None if village.first else village.new_error
    subject = _Subject(village.code, name, village.error, new, village.completeness, village.coverage)
    told = list(_limits(gate.villages.get(village.code, gate.village), subject, report, _))
    yield from told
    counted = any(c.kind == "max_new_errors" and (gate.ratchet == "error" or not c.checked) for c in told)
    if not counted:  # it would say the same again
        yield from _ratchet(gate, village, subject, report, _)


def _limits(limits: Thresholds, subject: _Subject, report: NightReport, _: Translator) -> Iterator[GateCondition]:
    yield from _errors(limits, subject, _)
    yield from _new_errors(limits, subject, report, _)
    shares: tuple[tuple[Kind, str, Share, float | None], ...] = (
        ("min_completeness", _("kelengkapan"), subject.completeness, limits.min_completeness),
        ("min_coverage", _("cakupan pemeriksaan"), subject.coverage, limits.min_coverage),
    )
    for kind, what, share, least in shares:
        if least is not None:
            yield from _share(kind, what, share, least, subject, _)


def _errors(limits: Thresholds, subject: _Subject, _: Translator) -> Iterator[GateCondition]:
    most = limits.max_errors
    if most is not None and subject.errors > most:
        text = _("{who}: {n} galat; batasnya {limit}.")
        said = text.format(who=subject.name, n=_.number(subject.errors), limit=_.number(most))
        yield GateCondition("max_errors", subject.code, said)


def _new_errors(limits: Thresholds, subject: _Subject, report: NightReport, _: Translator) -> Iterator[GateCondition]:
    most = limits.max_new_errors
    if most is None:
        return
    if subject.new_errors is None:
        yield _no_baseline("max_new_errors", subject, _("galat baru"), _)
    elif subject.new_errors > most:
        text = _("{who}: {n} galat baru sejak {since}; batasnya {limit}.")
        said = text.format(
            who=subject.name, n=_.number(subject.new_errors), since=_since(report, _), limit=_.number(most)
        )
        yield GateCondition("max_new_errors", subject.code, said + _rules(report, _))


def _share(
    kind: Kind, what: str, share: Share, least: float, subject: _Subject, _: Translator
) -> Iterator[GateCondition]:
    if share.percent is None:
        text = _("{who}: {what} tidak dapat diperiksa, karena tidak ada isian yang dapat dihitung.")
        yield GateCondition(kind, subject.code, text.format(who=subject.name, what=what), checked=False)
    elif share.percent < least:
        text = _("{who}: {what} {found}; paling sedikit {limit}.")
        said = text.format(who=subject.name, what=what, found=_.percent(share.percent), limit=_.percent(least))
        yield GateCondition(kind, subject.code, said)


def _ratchet(
    gate: Gate, village: VillageNight, subject: _Subject, report: NightReport, _: Translator
) -> Iterator[GateCondition]:
    if gate.ratchet == "off":
        return
    what = _("galat baru") if gate.ratchet == "error" else _("temuan baru")
    if village.first:
        yield _no_baseline("ratchet", subject, what, _)
        return
    number = village.new_error if gate.ratchet == "error" else village.new + village.reopened + village.returned
    if number:
        text = _("{who}: {n} {what} sejak {since}, padahal tidak boleh bertambah.")
        said = text.format(who=subject.name, n=_.number(number), what=what, since=_since(report, _))
        yield GateCondition("ratchet", subject.code, said + _rules(report, _))


def _no_baseline(kind: Kind, subject: _Subject, what: str, _: Translator) -> GateCondition:
    text = _("{who}: {what} tidak dapat diperiksa, karena belum ada malam pembanding di buku temuan.")
    return GateCondition(kind, subject.code, text.format(who=subject.name, what=what), checked=False)


def _since(report: NightReport, _: Translator) -> str:
    return _.day(report.previous) if report.previous else "–"


def _rules(report: NightReport, _: Translator) -> str:
    """New rules make new findings: worth saying."""
    return " " + _("Aturannya berubah sejak malam itu.") if report.rules_changed else ""
