"""The rule sheet read back: every row as the entry of a rule file, with the cell that each property came from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct, field

from validator.pack.problems import nearest
from validator.pack.workbook.cells import CellError, example_of, value_of
from validator.pack.workbook.cells_of import Cell, Sheets, address
from validator.pack.workbook.columns import COLUMNS, EXAMPLE_HEADS, EXAMPLES, ORIGIN, OUTCOMES, RULES, Column
from validator.pack.workbook.faults import SheetError, SheetFault
from validator.pack.workbook.words import meant

__all__ = ["Place", "SheetRow", "read_rows"]

Place = tuple[str, str]
"""The name of a sheet and a cell of it."""


class SheetRow(Struct):
    """A rule as the sheet gives it. `cells`: of each property; `cases`: of each example, by `pass` and `fail`."""

    entry: dict[str, Any]
    cells: dict[str, Place]
    cases: dict[str, list[Place]] = field(default_factory=lambda: {"pass": [], "fail": []})

    def place(self, key: str, number: int = 0) -> Place:
        """The cell of a property or of an example; that of the id for what has none."""
        cases = self.cases.get(key, [])
        return cases[number] if number < len(cases) else self.cells.get(key, self.cells["id"])


def read_rows(sheets: Sheets) -> tuple[dict[str, SheetRow], list[SheetFault]]:
    """The rules by id, and what is wrong with the cells. Raises `SheetError` if sheets or columns are missing."""
    faults: list[SheetFault] = []
    wanted = [column.head for column in COLUMNS]
    places, extra = _columns(sheets, RULES, wanted)
    faults += [_unread(RULES, number, head) for number, head in extra if head != ORIGIN]
    rows: dict[str, SheetRow] = {}
    for number, cells in _filled(sheets[RULES], list(places.values())):
        row = _rule(number, cells, places, faults)
        rule_id = str(row.entry.get("id", ""))
        if rule_id in rows:
            first = rows[rule_id].cells["id"][1]
            faults.append(SheetFault(*row.cells["id"], f"id {rule_id} sudah dipakai di sel {first}. Beri nomor lain."))
        elif rule_id:
            rows[rule_id] = row
    _read_examples(sheets, rows, faults)
    return rows, faults


def _columns(sheets: Sheets, name: str, wanted: Sequence[str]) -> tuple[dict[str, int], list[tuple[int, str]]]:
    """Where each heading stands, and the headings nobody asked for."""
    heads = [(n, " ".join(str(c.value).split())) for n, c in enumerate(sheets[name][0]) if not c.blank]
    found: dict[str, int] = {}
    for number, head in heads:
        if head.casefold() in found:
            raise SheetError(
                [SheetFault(name, address(0, number), f"kolom '{head}' ada dua kali. Hapus salah satunya.")]
            )
        found[head.casefold()] = number
    missing = [head for head in wanted if head.casefold() not in found]
    if missing:
        told = f"kolom yang hilang: {', '.join(missing)}. Kembalikan judulnya di baris 1, atau ekspor lembar baru."
        raise SheetError([SheetFault(name, "", told)])
    extra = [(number, head) for number, head in heads if head.casefold() not in {w.casefold() for w in wanted}]
    return {head: found[head.casefold()] for head in wanted}, extra


def _unread(sheet: str, number: int, head: str) -> SheetFault:
    return SheetFault(sheet, address(0, number), f"kolom '{head}' tidak dikenal, jadi tidak dibaca.", "warning")


def _filled(rows: Sequence[Sequence[Cell]], numbers: Sequence[int]) -> Iterator[tuple[int, Sequence[Cell]]]:
    """The rows below the headings that hold something in a column that is read; 0-based."""
    for number, cells in enumerate(rows[1:], 1):
        if any(n < len(cells) and not cells[n].blank for n in numbers):
            yield number, cells


def _rule(number: int, cells: Sequence[Cell], places: dict[str, int], faults: list[SheetFault]) -> SheetRow:
    row = SheetRow({}, {})
    for column in COLUMNS:
        position = places[column.head]
        place = RULES, address(number, position)
        row.cells[column.key] = place
        cell = cells[position] if position < len(cells) else Cell(None)
        if cell.blank:
            if column.required:
                faults.append(SheetFault(*place, f"kolom {column.head} belum diisi: {column.help}."))
            continue
        try:
            row.entry[column.key] = _value(cell, column)
        except CellError as error:
            faults.append(SheetFault(*place, f"{column.head} {error}"))
    return row


def _value(cell: Cell, column: Column) -> Any:  # noqa: ANN401
    value = value_of(cell.sound(), column.kind)
    return meant(column.key, value) if column.kind == "choice" else value


def _read_examples(sheets: Sheets, rows: dict[str, SheetRow], faults: list[SheetFault]) -> None:
    places, _ = _columns(sheets, EXAMPLES, EXAMPLE_HEADS)
    positions = list(places.values())
    for number, cells in _filled(sheets[EXAMPLES], positions):
        given = [cells[n] if n < len(cells) else Cell(None) for n in positions]
        where = [(EXAMPLES, address(number, n)) for n in positions]
        _example(given, where, rows, faults)


def _example(
    given: Sequence[Cell], where: Sequence[Place], rows: dict[str, SheetRow], faults: list[SheetFault]
) -> None:
    """Add one example to its rule."""
    row, outcome = None, ""
    rule_id = str(given[0].value or "").strip()
    if rule_id in rows:
        row = rows[rule_id]
    else:
        told = (
            f"aturan {rule_id} tidak ada di lembar {RULES}.{nearest(rule_id, rows)}"
            if rule_id
            else "tulis id aturannya."
        )
        faults.append(SheetFault(*where[0], told))
    outcome = OUTCOMES.get(str(given[1].value or "").strip().casefold(), "")
    if not outcome:
        faults.append(SheetFault(*where[1], "tulis lulus (data yang benar) atau gagal (data yang harus ditemukan)."))
    try:
        case = _case(given[2])
    except CellError as error:
        faults.append(SheetFault(*where[2], f"contoh {error}"))
        case = {}
    if row and outcome:
        row.entry.setdefault("examples", {}).setdefault(outcome, []).append(case)
        row.cases[outcome].append(where[2])


def _case(cell: Cell) -> dict[str, Any]:
    text = "" if cell.blank else value_of(cell.sound(), "text")
    if not text:
        raise CellError("belum diisi. Tulis {nama_isian: nilai}.")
    return example_of(text)
