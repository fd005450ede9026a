"""The charts of every page as inline SVG: no script, no font, no file beside the page; black and white will do.

Each is read to the blind by its label, and the same values give the same bytes. Why they are drawn here and not by a
library stands in docs/architecture.md, "Charts".
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape
from typing import TypeVar

from markupsafe import Markup
from msgspec import Struct

__all__ = ["POINTS", "Labelled", "Line", "bar", "bars", "lines", "thinned"]

POINTS = 60
"""A chart shows so many nights at most: a year of them is no larger than two months."""
THICK = 10
"""Units of height of a bar, of which a full one is 100 wide."""
WIDTH, HEIGHT = 600, 160
DASHES = ("", "7 4", "2 3")
ROW, NAMES, FULL = 24, 86, 150
"""Of bars in a row: a row's height, what their names take, and a full bar's width, in CSS pixels."""
T = TypeVar("T")


class Line(Struct, frozen=True):
    """One line: its name, and a value a night (None where there is none)."""

    name: str
    values: tuple[float | None, ...]


class Labelled(Struct, frozen=True):
    """One of several bars: its name, 0 to 100 per cent, what stands behind it, and whether it is below the target."""

    name: str
    percent: float
    note: str
    short: bool = False


def bar(percent: float | None, label: str = "", mark: float | None = None) -> Markup:
    """A bar filled to `percent` (0-100; None leaves it empty), with a line at `mark`.

    `label` is read to the blind; without one the bar is mere decoration of a number beside it.
    """
    filled = min(max(percent or 0.0, 0.0), 100.0)
    told = _said(label) if label else 'aria-hidden="true"'
    line = f'<path d="M{mark:g} 0V{THICK}"/>' if mark is not None else ""
    return Markup(
        f'<svg class="bar" viewBox="0 0 100 {THICK}" preserveAspectRatio="none" {told}>'
        f'<rect width="{filled:.4g}" height="{THICK}"/>{line}</svg>'
    )


def bars(rows: Sequence[Labelled], target: float) -> Markup:
    """Bars under each other with their names and notes, and a line at `target`; '' for none."""
    if not rows:
        return Markup("")
    label = "; ".join(f"{row.name} {row.note}" for row in rows)
    drawn = "".join(_row(row, ROW * number, target) for number, row in enumerate(rows))
    size = f'viewBox="0 0 390 {ROW * len(rows)}" width="390" style="max-width:100%"'
    return Markup(f"<svg {size} {_said(label)}>{drawn}</svg>")


def _row(row: Labelled, y: int, target: float) -> str:
    scale = FULL / 100
    filled = min(max(row.percent, 0.0), 100.0) * scale
    box = f'<rect x="{NAMES}" y="{y + 4}" height="13"'
    return (
        f'<text x="0" y="{y + 15}">{escape(row.name)}</text>{box} width="{FULL}" fill="#fff" stroke="#888"/>'
        f'{box} width="{filled:.4g}" fill="{"#777" if row.short else "#1f4e79"}"/>'
        f'<path d="M{NAMES + scale * target:g} {y + 1}v19" stroke="#000" stroke-width="2"/>'
        f'<text x="{NAMES + FULL + 8}" y="{y + 15}">{escape(row.note)}</text>'
    )


def lines(days: Sequence[date], drawn: Sequence[Line], label: str, top: float | None = None) -> Markup:
    """Lines over `days` from 0 to `top` (default: the highest value), told apart by their dashes.

    Nothing for less than two days.
    """
    if len(days) < 2:
        return Markup("")
    highest = top or max((v for line in drawn for v in line.values if v is not None), default=0) or 1
    paths = "".join(
        f'<path d="{_path(days, line.values, highest)}" stroke-dasharray="{DASHES[i % len(DASHES)]}"/>'
        for i, line in enumerate(drawn)
    )
    return Markup(
        f'<svg class="trend" viewBox="-4 -4 {WIDTH + 8} {HEIGHT + 8}" {_said(label)}>'
        f'<path class="axis" d="M0 0V{HEIGHT}H{WIDTH}"/>{paths}</svg>'
    )


def _path(days: Sequence[date], values: Sequence[float | None], highest: float) -> str:
    """Moves where a night has no value, so that gaps stay gaps."""
    span = (days[-1] - days[0]).days or 1
    parts = []
    pen = "M"
    for day, value in zip(days, values, strict=True):
        if value is None:
            pen = "M"
            continue
        x, y = WIDTH * (day - days[0]).days / span, HEIGHT * (1 - min(value, highest) / highest)
        parts.append(f"{pen}{x:.0f} {y:.0f}" + ("h0" if pen == "M" else ""))
        pen = "L"
    return "".join(parts)


def _said(label: str) -> str:
    return f'role="img" aria-label="{escape(label)}"'


def thinned(items: Sequence[T], most: int = POINTS) -> list[T]:
    """At most `most` of `items`, evenly spread, the first and the last among them.

    >>> thinned([0, 1, 2, 3, 4, 5, 6], 3)
    [0, 3, 6]
    """
    if len(items) <= most:
        return list(items)
    last = len(items) - 1
    return [items[round(i * last / (most - 1))] for i in range(most)]
