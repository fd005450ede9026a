"""What a sheet changes: new rules, and changes to rules that stand elsewhere, as far as a pack may make them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from validator.pack.workbook.columns import COLUMNS, EXAMPLES, Column
from validator.pack.workbook.faults import SheetFault
from validator.pack.workbook.reading import SheetRow
from validator.pack.workbook.sources import Stated
from validator.pack.workbook.words import shown

__all__ = ["Changes", "compare"]

DEFAULTS = {"status": "aktif", "mode": "supervisi", "minutes": 5}
SHOWN = 80
"""Characters of an earlier text that are quoted."""
_BY_KEY = {column.key: column for column in COLUMNS}
_CHANGEABLE = ", ".join(column.head for column in COLUMNS if column.changeable)


class Changes(Struct, frozen=True):
    """Entries of a rule file by id, as the sheet has them; `same` are the ids of rules it leaves as they are."""

    new: dict[str, dict[str, Any]]
    changed: dict[str, dict[str, Any]]
    same: frozenset[str]


def compare(rows: Mapping[str, SheetRow], known: Mapping[str, Stated]) -> tuple[Changes, list[SheetFault]]:
    """The changes of a sheet against the rules that stand elsewhere, and what it may not change."""
    changes = Changes({}, {}, frozenset(i for i in rows if i in known and not _changed(rows[i], known[i])))
    faults: list[SheetFault] = []
    for rule_id, row in rows.items():
        if rule_id in changes.same:
            continue
        if rule_id not in known:
            faults += _without_examples(rule_id, row)
            changes.new[rule_id] = row.entry
            continue
        keys = _changed(row, known[rule_id])
        found = list(_forbidden(rule_id, row, known[rule_id], keys))
        faults += found
        if not found:
            changes.changed[rule_id] = {"id": rule_id, **_override(row, known[rule_id], keys)}
    return changes, faults


def _changed(row: SheetRow, known: Stated) -> list[str]:
    """The keys whose value differs; blanks at the ends of a text, and defaults written out, make no difference."""
    keys = [*_BY_KEY, "examples"]
    return [key for key in keys if _plain(row.entry.get(key), key) != _plain(known.entry.get(key), key)]


def _plain(value: Any, key: str) -> Any:  # noqa: ANN401
    if value is None:
        return DEFAULTS.get(key)
    if isinstance(value, str):
        return "\n".join(line.rstrip() for line in value.strip().splitlines())
    return value


def _override(row: SheetRow, known: Stated, keys: list[str]) -> dict[str, Any]:
    """What a pack says to make these changes; of the thresholds only those that differ."""
    change = {key: row.entry.get(key, DEFAULTS.get(key)) for key in keys}
    if "params" in change:
        earlier = known.entry.get("params", {})
        change["params"] = {name: value for name, value in row.entry["params"].items() if value != earlier.get(name)}
    return change


def _without_examples(rule_id: str, row: SheetRow) -> Iterator[SheetFault]:
    for kind, word in (("pass", "lulus"), ("fail", "gagal")):
        if not row.cases[kind]:
            told = f"aturan {rule_id} belum mempunyai contoh {word}. Tambahkan barisnya di lembar {EXAMPLES}."
            yield SheetFault(*row.cells["id"], told)


def _forbidden(rule_id: str, row: SheetRow, known: Stated, keys: list[str]) -> Iterator[SheetFault]:
    """A sentence for every change that a pack cannot make."""
    owner = f"aturan {Path(known.origin).name}" if known.origin else "aturan bawaan"
    for key in keys:
        column = _BY_KEY.get(key)
        if column is None:
            yield SheetFault(*_first_case(row, known), _told(rule_id, "contoh", owner) + " Kembalikan contoh semula.")
        elif not column.changeable:
            yield SheetFault(*row.cells[key], _told(rule_id, column.head, owner) + _restore(column, known))
        elif key not in row.entry and key not in DEFAULTS:
            told = f"{column.head} {rule_id} tidak dapat dikosongkan.{_restore(column, known)}"
            yield SheetFault(*row.cells[key], told)
        elif key == "params" and set(row.entry[key]) != set(known.entry.get(key, {})):
            told = f"nama ambang {rule_id} tidak dapat ditambah atau dihapus, hanya angkanya diubah."
            yield SheetFault(*row.cells[key], told + _restore(column, known))


def _told(rule_id: str, what: str, owner: str) -> str:
    return (
        f"{what} {rule_id} tidak dapat diubah, karena {rule_id} {owner}; yang dapat diubah: {_CHANGEABLE}. "
        "Untuk mengubah yang lain, isi status mati dan tulis aturan baru dengan id sendiri."
    )


def _restore(column: Column, known: Stated) -> str:
    value = known.entry.get(column.key)
    if value is None:
        return " Kosongkan lagi selnya."
    text = " ".join(str(shown(value, column)).split())
    return f" Isi semula: {text if len(text) <= SHOWN else text[:SHOWN] + '…'}"


def _first_case(row: SheetRow, known: Stated) -> tuple[str, str]:
    """The first example that is not as it was; the id if one is missing."""
    earlier = known.entry.get("examples", {})
    for kind in ("pass", "fail"):
        for number, case in enumerate(row.entry.get("examples", {}).get(kind, ())):
            if earlier.get(kind, [])[number : number + 1] != [case]:
                return row.place(kind, number)
    return row.cells["id"]
