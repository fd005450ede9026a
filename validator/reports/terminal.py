"""The summary on the screen: every village in a line, what to repair first, what could not be read, what to do next.

Fits 80 columns. Colours only where the handle is a terminal. Nothing that was read is taken for markup.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from posixpath import commonpath

from msgspec.structs import replace
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from validator.findings.models import Village
from validator.messages.texts import Translator, translator
from validator.reports.books import Unchecked, awaited_text, gathered, not_received, unchecked
from validator.reports.priorities import Repair, repair_first
from validator.reports.source import ReportSource
from validator.reports.targets import Options, Target, opened
from validator.reports.wording import Addresses, file_name, severity_label, severity_names, tried_text, village_name

__all__ = ["write"]

LINES = 20  # lines about files and rows that are written out; the rest is counted
VILLAGES = 400  # villages in the table, more than the largest kabupaten of most provinces has
WORST = 50  # of more villages than that, so many: nobody reads on a screen through those of a province
_STYLES = {"error": "bold red", "warning": "yellow", "info": "cyan"}


def write(source: ReportSource, target: Target, lang: str, options: Options) -> list[Path]:
    """Write the summary; `options.lists` are named in the next steps."""
    _ = translator(lang)
    with opened(target, _) as handle:
        console = Console(
            file=handle, width=options.width, force_terminal=options.colour, highlight=False, markup=False, emoji=False
        )
        if source.villages:
            _print_villages(console, source.villages, _)
        entries = gathered(unchecked(source.files, _), _)
        _print_awaited(console, source, _)
        entries = _shortly(entries, source)
        _print_entries(console, _("Perhatikan dulu"), [entry for entry in entries if entry.alert], _)
        _print_repairs(console, source, options, _)
        _print_entries(console, _("Tidak diperiksa"), [entry for entry in entries if not entry.note], _)
        notes = [entry for entry in entries if entry.note and not entry.alert]
        _print_entries(console, _("Catatan tentang berkas"), notes, _)
        for line in _next_steps(source, options, _):
            _hanging(console, Text(line), "", "")
    return [target] if isinstance(target, Path) else []


def _print_villages(console: Console, villages: Sequence[Village], _: Translator) -> None:
    """The table; of too many villages those with most to repair, in the order of all."""
    worst = list(villages)
    if len(villages) > VILLAGES:
        worst = sorted(villages, key=lambda v: (-v.counts.get("error", 0), -v.counts.get("warning", 0)))[:WORST]
    shown = set(map(id, worst))
    console.print(_villages([village for village in villages if id(village) in shown], _))
    for village in worst:
        if tried := tried_text(village, _):
            _hanging(console, Text(f"{village_name(village)}: {tried}"), "", "  ")
    if more := len(villages) - len(worst):
        told = _("Tabel ini memuat {n} desa dengan temuan terbanyak; {more} desa lain ada dalam laporan JSON.")
        console.print(Text(told.format(n=_.number(len(worst)), more=_.number(more))))
    console.print()


def _villages(villages: Sequence[Village], _: Translator) -> Table:
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
    table.add_column(_("Kode"), no_wrap=True)
    table.add_column(_("Desa"), overflow="fold", min_width=6)
    severities = severity_names(_)
    for title in (_("Kelengkapan"), _("Akurasi"), _("Cakupan"), *severities.values()):
        table.add_column(title, justify="right", no_wrap=True)
    for village in villages:
        shares = (village.completeness, village.accuracy, village.coverage)
        counts = (_.number(village.counts.get(severity, 0)) for severity in severities)
        table.add_row(village.code, Text(village.name), *(_.percent(s.percent) for s in shares), *counts)
    return table


def _print_repairs(console: Console, source: ReportSource, options: Options, _: Translator) -> None:
    wanting = [v for v in source.villages if v.counts.get("error", 0) or v.counts.get("warning", 0)]
    chosen = wanting
    if len(wanting) > options.villages_in_detail:
        chosen = sorted(wanting, key=lambda v: (-v.counts.get("error", 0), v.code))[: options.villages_in_detail]
    addresses = Addresses(source.files)
    for village in chosen:
        listed = source.listed(village.code, options.list_limit)
        repairs = repair_first(listed, village.rule_counts, options.repair_first)
        if repairs:
            console.print(Text(_("Perbaiki dulu di {village}").format(village=village_name(village)), "bold"))
        for number, repair in enumerate(repairs, 1):
            _print_repair(console, number, repair, addresses, _)
        if repairs:
            console.print()
    if len(chosen) < len(wanting):
        more = _.number(len(wanting) - len(chosen))
        console.print(_("Desa lain yang perlu perbaikan: {n}. Lihat daftar tiap desa.").format(n=more), end="\n\n")


def _print_repair(console: Console, number: int, repair: Repair, addresses: Addresses, _: Translator) -> None:
    finding = repair.finding
    severity = severity_label(finding, _)
    head = Text.assemble(f"{number}. ", (severity, _STYLES[finding.severity]), f": {finding.message}")
    _hanging(console, head, "  ", "     ")
    where = " · ".join(part for part in (file_name(finding.file), addresses.of(finding, _), finding.menu) if part)
    for line in (where, *_reach(repair, _)):
        _hanging(console, Text(line, "dim"), "     ", "     ")


def _hanging(console: Console, text: Text, first: str, rest: str) -> None:
    """Print a wrapped text: its first line after `first`, the others after `rest`."""
    for number, line in enumerate(text.wrap(console, console.width - len(rest))):
        line.rstrip()
        console.print(Text(rest if number else first) + line, soft_wrap=True)


def _reach(repair: Repair, _: Translator) -> Iterator[str]:
    if repair.alike > 1:
        yield _("Kesalahan yang sama di desa ini: {n}").format(n=_.number(repair.alike))
    if repair.consequences:
        yield _("Temuan lain yang ikut selesai bila ini diperbaiki: {n}").format(n=_.number(repair.consequences))


def _print_awaited(console: Console, source: ReportSource, _: Translator) -> None:
    for awaited in not_received(source.files, source.villages):
        _hanging(console, Text(awaited_text(awaited, _), "bold"), "", "  ")
        console.print()


def _shortly(entries: list[Unchecked], source: ReportSource) -> list[Unchecked]:
    """The same with paths without the folder that all files lie in."""
    folders = {str(PurePosixPath(book.path).parent) for book in source.files}
    if "." in folders or len({folder.startswith("/") for folder in folders}) != 1:
        return entries
    common = commonpath(folders)
    start = len(common.rstrip("/")) + 1 if common else 0
    return [replace(entry, file=entry.file[start:]) for entry in entries]


def _print_entries(console: Console, title: str, entries: list[Unchecked], _: Translator) -> None:
    if not entries:
        return
    lines = [_unchecked_line(entry) for entry in entries]
    console.print(Text(title, "bold"))
    for line in lines[:LINES]:
        _hanging(console, Text(line), "  ", "    ")
    if len(lines) > LINES:
        console.print("  " + _("… dan {n} lagi").format(n=_.number(len(lines) - LINES)))
    console.print()


def _unchecked_line(entry: Unchecked) -> str:
    where = " · ".join(part for part in (entry.file, entry.sheet, entry.rows) if part)
    return f"{where}: {entry.reason}"


def _next_steps(source: ReportSource, options: Options, _: Translator) -> Iterator[str]:
    if not source.villages:
        yield _("Tidak ada data desa yang dapat diperiksa. Unduh ulang ekspornya dari Prodeskel lalu jalankan lagi.")
    elif not any(sum(village.counts.values()) for village in source.villages):
        yield _("Tidak ada temuan. Perhatikan kolom Cakupan: yang belum diperiksa belum tentu benar.")
    elif options.lists:
        where = _written(options.lists, _)
        yield _("Langkah berikut: kirim daftar perbaikan ini ke desa masing-masing: {where}").format(where=where)
    else:
        yield _("Langkah berikut: buat daftar perbaikan Excel untuk tiap desa dengan --format xlsx --output FOLDER")


def _written(lists: Sequence[Path], _: Translator) -> str:
    """The only file by its name, else the folder and the number of files."""
    if len(lists) == 1:
        return str(lists[0])
    return _("{folder} ({n} berkas)").format(folder=lists[0].parent, n=_.number(len(lists)))
