"""Reading `pengecualian.yml` (its shape: `schemas/pengecualian.schema.json`): every mistake is told with its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from validator.findings.formatting import mask_long_numbers
from validator.ledger.records import Renamed
from validator.ledger.waivers import Waiver
from validator.messages.sentences import Sentence, Sentences
from validator.messages.sentences import sentence as _
from validator.pack.documents import Document, at, read_yaml
from validator.pack.errors import DeclarationError
from validator.pack.models import Pack
from validator.pack.problems import Problem, nearest
from validator.pack.shapes import misshapen
from validator.regions.table import Regions

__all__ = ["WaiverError", "lint_waivers", "load_known_waivers", "load_waivers"]

SHAPE = str(Path(__file__).resolve().parent / "schemas" / "pengecualian")
DATE = re.compile(r"expiry:\s*(\d{4}-\d{1,2}-\d{1,2})\s*$")


class WaiverError(DeclarationError):
    """`pengecualian.yml` cannot be used; the message lists its `problems`, one a line."""

    introduced = True

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(Sentences((_("Berkas pengecualian keliru:"), *problems)))
        self.problems = tuple(problems)


Known = Callable[[str], bool]
"""Whether a village (10 digits) exists."""


def _any(_code: str) -> bool:
    return True


def load_waivers(path: Path, rules: Collection[str] = (), village: Known = _any) -> tuple[Waiver, ...]:
    """The waivers of a file, in its order. `rules`: the known rule ids; none given, they are not looked up.

    Raises `WaiverError` with every mistake found, `OSError` if the file cannot be opened.
    """
    document, waivers = _read(path, rules, village)
    if document.problems:
        raise WaiverError(sorted(set(document.problems)))
    return waivers


def load_known_waivers(path: Path, pack: Pack, regions: Regions, renamed: Iterable[Renamed] = ()) -> tuple[Waiver, ...]:
    """The waivers of a file, of which every rule is in the pack and every village in a list of regions or renamed."""
    codes = {code for change in renamed for code in (change.old, *change.new)}
    rules = [rule.id for rule in pack.rules]
    return load_waivers(path, rules, lambda code: code in codes or regions.known_village(code) is not None)


def lint_waivers(path: Path, rules: Collection[str] = (), village: Known = _any) -> list[Problem]:
    """Every mistake in a file, by line."""
    return sorted(set(_read(path, rules, village)[0].problems))


def _read(path: Path, rules: Collection[str], village: Known) -> tuple[Document, tuple[Waiver, ...]]:
    document = read_yaml(path)
    if document.problems and document.root is None:
        _place_dates(document)
    if document.problems or document.value in (None, []) or misshapen(document, SHAPE):
        return document, ()
    found: list[Waiver] = []
    for number, entry in enumerate(document.value):
        _report_values(document, number, entry, rules)
        if not village(entry["village"].replace(".", "")):
            said = _("Desa {village} tidak dikenal dalam daftar wilayah.", village=entry["village"])
            document.report(at(document.root, [number, "village"]), "region", said)
        if waiver := _waiver(document, number, entry):
            if any(_meant(waiver) == _meant(earlier) for earlier in found):
                document.report(at(document.root, [number]), "duplicate", _("Temuan ini sudah dikecualikan di atas."))
            found.append(waiver)
    return document, tuple(found)


def _place_dates(document: Document) -> None:
    """A date that is in no calendar keeps the whole file from being read: says on which line it stands."""
    found = []
    for number, line in enumerate(document.lines, start=1):
        match = DATE.search(line)
        if match and _date(match[1]) is None:
            found.append(Problem(document.path, number, match.start(1) + 1, "error", "date", _no_date(match[1])))
    document.problems = found or document.problems


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _no_date(text: str) -> Sentence:
    return _("Tanggal {text} tidak ada dalam kalender; tulis TTTT-BB-HH.", text=text)


def _meant(waiver: Waiver) -> tuple[str, str, str]:
    return waiver.rule, waiver.village, waiver.record


def _report_values(document: Document, number: int, entry: Mapping[str, Any], rules: Collection[str]) -> None:
    """What a JSON Schema cannot say: known rules, and no numbers of persons."""
    if rules and entry["rule"] not in rules:
        unknown = _("Aturan {rule} tidak dikenal.", rule=entry["rule"]).then(nearest(entry["rule"], rules))
        document.report(at(document.root, [number, "rule"]), "rule", unknown)
    record = entry["record"]
    said = {"record": record if isinstance(record, str) else " ".join(map(str, record.values()))}
    for key, text in {**{k: entry[k] for k in ("reason", "who", "evidence")}, **said}.items():
        if mask_long_numbers(text) != text:
            whole = _("Jangan menulis NIK atau No. KK utuh di sini; pakai yang bertanda bintang dari daftar temuan.")
            document.report(at(document.root, [number, key]), "personal", whole)


def _waiver(document: Document, number: int, entry: Mapping[str, Any]) -> Waiver | None:
    expiry = _date(entry["expiry"])
    if expiry is None:
        document.report(at(document.root, [number, "expiry"]), "date", _no_date(entry["expiry"]))
        return None
    record = entry["record"]
    values = () if isinstance(record, str) else tuple(sorted((k, str(v)) for k, v in record.items()))
    return Waiver(
        rule=entry["rule"],
        village=entry["village"].replace(".", ""),
        id=record if isinstance(record, str) else "",
        values=values,
        reason=entry["reason"],
        who=entry["who"],
        evidence=entry["evidence"],
        expiry=expiry,
    )
