"""What commands say beside their reports: on standard error, with numbers of persons hidden."""

from __future__ import annotations

import click

__all__ = ["said", "tell"]


def tell(text: str) -> None:
    """Says a line on standard error."""
    click.echo(said(text), err=True)


def said(text: str) -> str:
    """A text as it may be said: names of files, sheets and columns may hold numbers of persons."""
    from validator.findings.masking import mask_long_numbers

    return mask_long_numbers(text)
