"""Lines over time as inline SVG: no script, no file beside the page, readable in black and white."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import TypeVar

from markupsafe import Markup

__all__ = ["POINTS", "Line", "chart", "thinned"]

POINTS = 60
"""A chart shows so many nights at most: a year of them is no larger than two months."""
WIDTH, HEIGHT = 600, 160
STYLES = ("", "7 4", "2 3")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its name, and a value a night (None where there is none)."""

    name: str
    values: tuple[float | None, ...]


def thinned(items: Sequence[T], most: int = POINTS) -> list[T]:
    """At most `most` of `items`, evenly spread, the first and the last among them.

    >>> thinned([0, 1, 2, 3, 4, 5, 6], 3)
    [0, 3, 6]
    """
    if len(items) <= most:
        return list(items)
    last = len(items) - 1
    return [items[round(i * last / (most - 1))] for i in range(most)]


def chart(days: Sequence[date], lines: Sequence[Line], label: str, top: float | None = None) -> Markup:
    """A chart of lines over `days` from 0 to `top` (default: the highest value). Nothing for less than two days."""
    if len(days) < 2:
        return Markup("")
    highest = top or max((v for line in lines for v in line.values if v is not None), default=0) or 1
    drawn = "".join(
        f'<path d="{_path(days, line.values, highest)}" stroke-dasharray="{STYLES[i % len(STYLES)]}"/>'
        for i, line in enumerate(lines)
    )
    return Markup(
        f'<svg class="trend" viewBox="-4 -4 {WIDTH + 8} {HEIGHT + 8}" role="img" aria-label="{escape(label)}">'
        f'<path class="axis" d="M0 0V{HEIGHT}H{WIDTH}"/>{drawn}</svg>'
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
