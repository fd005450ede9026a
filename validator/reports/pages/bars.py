"""Bars as inline SVG: no script, no file beside the page, readable in black and white."""

from __future__ import annotations

from html import escape

from markupsafe import Markup

__all__ = ["bar"]

HEIGHT = 10  # units of which a full bar is 100 wide


def bar(percent: float | None, label: str = "", mark: float | None = None) -> Markup:
    """A bar filled to `percent` (0-100; None leaves it empty), with a line at `mark`.

    `label` is read to the blind; without one the bar is mere decoration of a number beside it.
    """
    filled = min(max(percent or 0.0, 0.0), 100.0)
    told = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    line = f'<path d="M{mark:g} 0V{HEIGHT}"/>' if mark is not None else ""
    return Markup(
        f'<svg class="bar" viewBox="0 0 100 {HEIGHT}" preserveAspectRatio="none" {told}>'
        f'<rect width="{filled:.4g}" height="{HEIGHT}"/>{line}</svg>'
    )
