"""How far each instrument (DDK, Potensi, Tingkat Perkembangan) of a village is filled: rules about forms as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from validator.findings.coverage import Received
from validator.findings.formatting import number
from validator.findings.models import Share
from validator.pack.models import Pack, Rule, Table

LISTED = 8
EMPTY, SHARE = "instrument_empty", "instrument_share"
NAMES = {"DDK": "Data Dasar Keluarga", "Perkembangan": "Tingkat Perkembangan"}


class Instrument(Struct, frozen=True):
    """One instrument of a village of which `rule` has something to say; `table` is its first form received."""

    village: str
    year: int
    rule: Rule
    table: Table
    texts: Mapping[str, str]


def instruments(
    pack: Pack,
    rules: Sequence[Rule],
    states: Mapping[str, Received],
    blank: Mapping[tuple[str, str], int],
    english: bool = False,
) -> list[Instrument]:
    """What the constraints on instruments say, by village; `blank` counts blank cells by village and table.

    An instrument of which nothing was received is not spoken of: the coverage says so already.
    """
    spoken = {r.constraint: r for r in rules if r.constraint in (EMPTY, SHARE)}
    modules: dict[str, list[Table]] = {}
    for table in pack.tables.values():
        if table.status == "live":
            modules.setdefault(table.module, []).append(table)
    found = []
    for village, state in states.items():
        for module, tables in modules.items():
            received = [t for t in tables if t.name in state.rows]
            if received:
                shares = {t.name: _share(state, t, blank.get((village, t.name), 0)) for t in received}
                if said := _said(spoken, module, tables, shares, english):
                    found.append(Instrument(village, state.year, *said[:1], received[0], said[1]))
    return found


def _share(state: Received, table: Table, blank: int) -> Share:
    expected = state.expected[table.name]
    return Share(expected - blank, expected)


def _said(
    spoken: Mapping[str, Rule], module: str, tables: Sequence[Table], shares: Mapping[str, Share], english: bool
) -> tuple[Rule, Mapping[str, str]] | None:
    whole = Share(sum(s.part for s in shares.values()), sum(s.whole for s in shares.values()))
    texts = {"instrumen": NAMES.get(module, module), "persen": number(whole.percent or 0, english)}
    if whole.whole and not whole.part and EMPTY in spoken:
        return spoken[EMPTY], texts
    rule = spoken.get(SHARE)
    if rule is None or whole.percent is None or whole.percent >= rule.parameters.get("target", 100):
        return None
    lacking = [t.title for t in tables if t.name in shares and shares[t.name].part < shares[t.name].whole]
    rest = len(lacking) - LISTED
    more = "" if rest <= 0 else f", and {rest} more" if english else f", dan {rest} formulir lain"
    return rule, {**texts, "belum": "; ".join(lacking[:LISTED]) + more}
