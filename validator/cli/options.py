"""Options and types of options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from validator.cli.speech import say as _

__all__ = ["DAY", "VILLAGE_CODE", "Day", "VillageCode", "packs"]


class VillageCode(click.ParamType[str]):
    """A village code of ten digits, with or without points; '' where none is given."""

    name = "KODE"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not value:
            return ""
        from validator.regions.codes import plain_code

        code = plain_code(value)
        if len(code) != 10:
            self.fail(_("kode desa harus 10 angka, misalnya 63.11.03.2021"), param, ctx)
        return code


class Day(click.DateTime):
    """A day, as year, month and day: 2026-11-24."""

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            said = _("'{value}' bukan tanggal. Tulis tahun-bulan-hari, misalnya 2026-11-24.")
            self.fail(said.format(value=value), param, ctx)


VILLAGE_CODE = VillageCode()
DAY = Day()


def packs(help_: str = "Folder aturan tambahan. Boleh diulang.") -> Callable[..., Any]:
    """`--pack DIR`, as `packs`: folders with further rules."""
    folder = click.Path(exists=True, file_okay=False, path_type=Path)
    return click.option("--pack", "packs", multiple=True, metavar="DIR", type=folder, help=help_)
