"""The records that reports are made of. They hold plain values, are ordered, and know nothing of the engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from string import ascii_uppercase
from typing import Literal

from msgspec import Struct, field

from validator.pack.models import Severity
from validator.readers.digests import Digest, sha256_of


class Partner(Struct, frozen=True):
    """Another record that a finding is about as well: the same number, the same person, the same row of a form."""

    file: str
    sheet: str
    row: int
    village: str


class Finding(Struct, frozen=True):
    """One thing that is wrong (error), doubtful (warning) or worth knowing (info), with all it takes to repair it.

    `cells` are spreadsheet addresses (`J12`), `columns` field names and `headers` the labels above them, in one order;
    a finding about what several rows add up to has several cells of a field. Where these are too many, or none takes
    part, it has no cells and no row, and names the columns.
    `values` maps field names (and the rule's `show` names) to what was found, masked if personal.
    `row` is 1-based; 0 where a finding is about a whole file or village. `root` is the id of the finding of which this
    one is a consequence (it goes when that one is repaired), or empty; `related` are those that look at the same cells,
    no more. `partners` are the first of the other records that the finding is about as well. `village` is the 10-digit
    code; `table` the declared name; `sheet` the sheet's name.
    """

    id: str
    rule: str
    title: str
    severity: Severity
    dimension: str
    village: str
    year: int
    table: str
    table_title: str
    file: str
    sheet: str
    row: int
    columns: tuple[str, ...]
    headers: tuple[str, ...]
    cells: tuple[str, ...]
    values: Mapping[str, str]
    message: str
    why: str
    fix: str
    menu: str
    documents: tuple[str, ...]
    role: str
    basis: str
    minutes: float
    mode: str
    root: str = ""
    trial: bool = False
    partners: tuple[Partner, ...] = ()
    related: tuple[str, ...] = ()

    @property
    def rows(self) -> tuple[int, ...]:
        """The rows of its cells, each once; its own row where it has no cells."""
        found = dict.fromkeys(int(cell.lstrip(ascii_uppercase)) for cell in self.cells)
        return tuple(found) or ((self.row,) if self.row else ())


class NotCheckable(Struct, frozen=True, eq=False):
    """A rule that could not be answered for `count` records of a village, and why (Indonesian or English sentence).

    `said` is the reason, or what finds it when somebody reads it.
    """

    rule: str
    title: str
    table: str
    table_title: str
    count: int
    said: str | Callable[[], str]

    @property
    def reason(self) -> str:
        return self.said if isinstance(self.said, str) else self.said()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NotCheckable) and self._plain() == other._plain()

    def __hash__(self) -> int:
        return hash((self.rule, self.table, self.count))

    def __repr__(self) -> str:
        """The same in every run, and without looking the reason up."""
        return f"NotCheckable({self.rule!r}, {self.table!r}, {self.count})"

    def __reduce__(self) -> tuple[type[NotCheckable], tuple[object, ...]]:
        return NotCheckable, self._plain()

    def _plain(self) -> tuple[object, ...]:
        return self.rule, self.title, self.table, self.table_title, self.count, self.reason


class Share(Struct, frozen=True):
    """A part of a whole; `percent` is None where there is nothing to count."""

    part: int
    whole: int

    @property
    def percent(self) -> float | None:
        """Rounded down to one decimal, so that 100 means all."""
        return None if not self.whole else int(1000 * self.part / self.whole) / 10


class Village(Struct, frozen=True):
    """The state of one village in the year under review.

    `completeness` counts filled among expected cells of the forms received; `accuracy` cells without error among
    filled cells; `coverage` answered among asked questions. `rule_counts` counts findings by rule id (all of them,
    also those that a report leaves out); `missing` are titles of known forms that were not received; `tried` counts
    the findings of rules on trial among `counts`.
    """

    code: str
    name: str
    district: str
    regency: str
    year: int
    completeness: Share
    accuracy: Share
    coverage: Share
    counts: Mapping[Severity, int]
    rule_counts: Mapping[str, int] = field(default_factory=dict)
    not_checkable: tuple[NotCheckable, ...] = ()
    missing: tuple[str, ...] = ()
    tried: int = 0


class LeftOut(Struct, frozen=True):
    """Rows of a sheet that were read but not checked; `row` is 1-based."""

    row: int
    reason: str


class SheetAccount(Struct, frozen=True):
    """The books of a sheet: `rows_read` = `rows_checked` + `rows_left_out`; `left_out` names the first 1,000.

    `rows_set_aside` are those left out that were understood: of another year, replaced by a newer record, or the same
    as rows of another file. `alerts` are notes that somebody has to act on; `unmet` codes of villages that the path or
    `--village` names though the sheet holds nothing of them.
    `status`: `checked` (a form, were it empty), `not_checkable` (it may hold data, but nobody can tell of what) or
    `passed_over` (known for something that is no form); `reason` says why, or what of a checked sheet was not. `place`
    is what the sheet is called in the file, where `name` hides part of that: for reading it again, for no report.
    """

    name: str
    table: str
    table_title: str
    village: str
    year: int | None
    header_row: int | None
    rows_read: int
    rows_checked: int
    rows_left_out: int
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()
    rows_set_aside: int = 0
    alerts: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()
    status: Literal["checked", "not_checkable", "passed_over"] = "checked"
    reason: str = ""
    place: str = ""


class FileAccount(Struct, frozen=True):
    """What became of a file. `digest` is its SHA-256, or an object that works it out when asked.

    `passed_over`: it plainly is no export (a photo, a letter, a list of this program), so nothing is missing from the
    check though nothing of it was checked. `place` is where the file lies, where `path` hides part of it: for
    reading it again, for no report.
    """

    path: str
    digest: str | Digest
    status: Literal["read", "partial", "rejected"]
    reason: str
    sheets: tuple[SheetAccount, ...] = ()
    passed_over: bool = False
    place: str = ""

    @property
    def refused(self) -> bool:
        """Nothing of it could be checked, though it may be an export."""
        return self.status == "rejected" and not self.passed_over

    @property
    def unread(self) -> bool:
        """The file, a sheet of it, or a column that has to be there could not be read."""
        return self.refused or any(sheet.reason and sheet.status != "passed_over" for sheet in self.sheets)

    @property
    def sha256(self) -> str:
        """In hexadecimal; '' for a file that could not be read, is gone or was changed since."""
        return sha256_of(self.digest)
