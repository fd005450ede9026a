"""A message a village, to be pasted into WhatsApp: how it stands, three repairs first, nothing about persons.

A folder of `pesan_<code>_<name>.txt`, or, to a stream, all messages one after another. A message has at most `LIMIT`
characters, so that a phone shows it whole. The direction since an earlier night is told where a history is given.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from validator.findings.history import History
from validator.findings.models import Village
from validator.messages.texts import Translator, translator
from validator.pack.loading import load_pack
from validator.reports.discretion import Discretion
from validator.reports.priorities import Repair, repair_first
from validator.reports.source import ReportSource
from validator.reports.targets import Options, Target, opened, output_error, write_bytes
from validator.reports.wording import Addresses, dotted, tried_text
from validator.reports.xlsx_report import list_name

__all__ = ["LIMIT", "message", "write"]

LIMIT = 1000
"""Characters of a message."""

REPAIRS = 3
LONGEST = 180
"""Characters of the text of one repair."""
JOINT = "\n\n— — —\n\n"


def write(source: ReportSource, target: Target, lang: str, options: Options) -> list[Path]:
    """Write the messages; returns the files in the order of the villages."""
    _ = translator(lang)
    discretion = Discretion(load_pack())
    limit = options.list_limit
    texts = [message(source, v, discretion, _, options.histories.get(v.code), limit) for v in source.villages]
    if isinstance(target, Path):
        names = [f"pesan_{_stem(village)}.txt" for village in source.villages]
        return [_written(target / name, text, _) for name, text in zip(names, texts, strict=True)]
    with opened(target, _) as handle:
        handle.write(JOINT.join(texts) + "\n" if texts else "")
    return []


def message(
    source: ReportSource,
    village: Village,
    discretion: Discretion,
    _: Translator,
    history: History | None = None,
    limit: int = 2000,
) -> str:
    """The message of one village; `limit` findings are looked at."""
    listed = source.listed(village.code, limit)
    repairs = repair_first(listed, village.rule_counts, REPAIRS)
    head = "\n".join(_head(source, village, history, _))
    tail = _("Selengkapnya ada di daftar perbaikan (Excel) desa. Terima kasih.")
    addresses = Addresses(source.files)
    texts = [f"{n}. {_repair(repair, discretion, addresses, _)}" for n, repair in enumerate(repairs, 1)]
    if not texts:
        return "\n\n".join([head, _("Tidak ada yang harus diperbaiki. Terima kasih.")])[:LIMIT]
    body = "\n".join([head, "", _("*Perbaiki dulu:*"), *texts])
    return f"{_shortened(body, LIMIT - len(tail) - 2)}\n\n{tail}"


def _stem(village: Village) -> str:
    return list_name(village).removeprefix("daftar-perbaikan_").removesuffix(".xlsx")


def _written(path: Path, text: str, _: Translator) -> Path:
    try:
        write_bytes(path, f"{text}\n".encode())
    except OSError as error:
        raise output_error(path, error, _) from error
    return path


def _head(source: ReportSource, village: Village, history: History | None, _: Translator) -> Iterator[str]:
    name = village.name or dotted(village.code)
    yield f"*Prodeskel – {name}* ({dotted(village.code)})"
    yield _("Pemeriksaan {day}").format(day=_.day(source.reference_date))
    shares = (
        (_("Kelengkapan"), village.completeness),
        (_("Akurasi"), village.accuracy),
        (_("Cakupan"), village.coverage),
    )
    yield " · ".join(f"{label} {_.percent(share.percent)}" for label, share in shares)
    counts = village.counts
    found = _("{errors} galat, {warnings} peringatan").format(
        errors=_.number(counts.get("error", 0)), warnings=_.number(counts.get("warning", 0))
    )
    yield f"{found}{_trend(history, _)}"
    if village.tried:
        yield tried_text(village, _)


def _trend(history: History | None, _: Translator) -> str:
    """How many findings there are more or fewer than on the earlier night, with an arrow; '' where none is known."""
    if history is None or history.since is None:
        return ""
    counts = history.counts
    more = counts["baru"] + counts["kambuh"] - counts["selesai"]
    arrow = "▲" if more > 0 else "▼" if more < 0 else "►"
    since = _("sejak {day}").format(day=_.day(history.since))
    change = f"{more:+d}" if more else _("tetap")
    return f" {arrow} {change} {since}"


def _repair(repair: Repair, discretion: Discretion, addresses: Addresses, _: Translator) -> str:
    finding = repair.finding
    table = discretion.table(finding.table)
    form = (_.lang == "en" and table.title_en) or table.title if table else finding.table
    said = {"form": form, "place": addresses.of(finding, _), "n": _.number(repair.alike)}
    if message := discretion.message(finding):
        more = _(" Begitu pula {n} catatan lain.").format(n=_.number(repair.alike - 1)) if repair.alike > 1 else ""
        return f"{_shortened(message, LONGEST)} ({form}, {said['place']}){more}"
    said["title"] = _shortened(discretion.title(finding, _.lang), LONGEST)
    if repair.alike > 1:
        return _("{title}: {n} catatan perlu diperbaiki ({form}, mulai {place}).").format(**said)
    return _("{title}: satu catatan perlu diperbaiki ({form}, {place}).").format(**said)


def _shortened(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
