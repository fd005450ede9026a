"""What the commands of `prodeskel ledger` share: options, and a ledger whose failures become exit codes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date as Date  # noqa: N812
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from validator.cli.options import DAY, VILLAGE_CODE
from validator.cli.speech import Choice, in_words

if TYPE_CHECKING:
    from validator.ledger.book import Ledger

__all__ = ["FORMAT", "LANG", "LEDGER", "day_option", "opened_ledger", "village_option"]

DEFAULT = "buku-temuan.db"

F = TypeVar("F", bound=Callable[..., Any])

LEDGER = click.option(
    "--ledger",
    "url",
    default=DEFAULT,
    envvar="PRODESKEL_LEDGER",
    show_default=True,
    metavar="FILE|URL",
    help="Buku temuan: berkas SQLite, atau postgresql://…",
)
FORMAT = click.option(
    "--format",
    "form",
    type=Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
    help="Bentuk keluaran.",
)
LANG = click.option("--lang", type=Choice(["id", "en"]), default="id", show_default=True, help="Bahasa keluaran.")


def day_option(name: str, **options: Any) -> Callable[[F], F]:  # noqa: ANN401 - options of click
    kind = DAY
    return click.option(name, type=kind, metavar="YYYY-MM-DD", callback=_as_date, **options)


def _as_date(_context: click.Context, _parameter: click.Parameter, value: datetime | None) -> Date | None:
    return value.date() if value else None


def village_option(**options: Any) -> Callable[[F], F]:  # noqa: ANN401 - options of click
    return click.option("--village", metavar="KODE", type=VILLAGE_CODE, **options)


@contextmanager
def opened_ledger(url: str, *, create: bool = False) -> Iterator[Ledger]:
    """The ledger; what goes wrong with it becomes wrong usage (2) or an output that cannot be written (5)."""
    from validator.ledger.book import Ledger
    from validator.ledger.errors import LedgerError, UnavailableError
    from validator.reports.errors import OutputError

    try:
        with Ledger.open(url, create=create) as ledger:
            yield ledger
    except UnavailableError as error:
        raise OutputError([Path(url.rsplit("@", 1)[-1])], in_words(error), "") from error
    except LedgerError as error:
        raise click.UsageError(in_words(error)) from error
