"""What a pack declares, as frozen records: tables, fields, code lists, derived tables, macros and rules.

Nothing here knows of data. Files become records in `reader`; the other rooms only see these records.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct, field
from msgspec.structs import replace

Severity = Literal["error", "warning", "info"]
Dimension = Literal["completeness", "validity", "accuracy", "consistency", "uniqueness", "timeliness"]
FieldType = Literal["string", "integer", "number", "date", "year"]

ELSEWHERE = "desa_lain"
"""Among the `partners` of a rule: the other records stand in other villages."""
ROW = "_row"
"""What the name of a column of a derived table ends in that holds the number of a row: among `partners`, of another."""
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
TEXTS = ("message", "message_en", "why", "why_en", "fix", "fix_en")
"""The texts of a rule that have placeholders."""


class Field(Struct, frozen=True, omit_defaults=True):
    """One column of a table.

    `type` is the Table Schema type; a field with a `codelist` is a string whose typed value is the list's own label.
    `identifier` marks numbers that are names (NIK, No. KK): kept as digits in text, never computed with.
    `expected` is false for columns that an export may carry but no village fills (kode_desa, tanggal, titles).
    `unit` is the unit printed on the form (Ha, orang, KK, Rp …). `multiple`: several answers of the code list may stand
    in one cell; the typed value is their labels joined by `; `. `taught` are headings that a pack adds
    (`schemas/judul_kolom.yml`): they mean this field, whatever else they might mean.
    """

    name: str
    title: str
    type: FieldType = "string"
    code: str = ""
    unit: str = ""
    group: str = ""
    codelist: str = ""
    multiple: bool = False
    aliases: tuple[str, ...] = ()
    identifier: bool = False
    personal: bool = False
    computed: bool = False
    expected: bool = True
    required: bool = False
    minimum: int | float | None = None
    maximum: int | float | None = None
    applies_when: str = ""
    taught: tuple[str, ...] = ()


class Table(Struct, frozen=True, omit_defaults=True):
    """One Prodeskel form (or what else a village keeps) as a table.

    `status`: `live` (Prodeskel exports it), `paper` (known from the paper instrument only: it has labels but no field
    codes) or `other` (it comes from another program, as OpenSID's sheets do).

    `seldom`: villages hardly ever export it, so that it is missed only where another village of the check sent it.

    `layout`: `one_row` (a village has one record a date), `rows` (one a date and code: `key` says which) or `records`
    (families and members). `key` names the fields that, with village and year, tell records apart.
    """

    name: str
    title: str
    module: str
    menu: str
    fields: tuple[Field, ...]
    layout: Literal["one_row", "rows", "records"] = "one_row"
    key: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    title_en: str = ""
    status: Literal["live", "paper", "other"] = "live"
    origin: str = ""
    seldom: bool = False

    def field(self, name: str) -> Field:
        """The field of that name; `KeyError` if there is none."""
        for candidate in self.fields:
            if candidate.name == name:
                return candidate
        raise KeyError(f"{self.name}.{name}")

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(f.name for f in self.fields)

    def known_by(self, headings: Mapping[str, tuple[str, ...]]) -> Table:
        """The table with further headings by field name."""
        fields = (replace(f, taught=(*f.taught, *headings.get(f.name, ()))) for f in self.fields)
        return replace(self, fields=tuple(fields))


class Code(Struct, frozen=True, omit_defaults=True):
    """One answer of a code list: the label as Prodeskel prints it, its code, and other spellings in circulation."""

    label: str
    code: str = ""
    aliases: tuple[str, ...] = ()


class CodeList(Struct, frozen=True, omit_defaults=True):
    """The answers of a field; `source` says where another program's list was taken from, and of which release."""

    name: str
    title: str
    items: tuple[Code, ...]
    origin: str = ""
    source: str = ""


class Stranger(Struct, frozen=True, omit_defaults=True):
    """A sheet that resembles a form and is none, told by what it prints in its first rows, and what to do about it.

    All that is given must hold: the sheet bears one of the names `sheets`; a line of title is, or begins with, one of
    `texts`; in the rows of a header stand all `labels` and at least `least` of `some`; nowhere stands any of `without`.
    `codes`: lists of codes or instructions that belong beside a form. `whole`: no other sheet of the workbook is an
    export either. `reads_as`: the table that it carries all columns of, as which it is checked all the same.
    """

    name: str
    title: str
    title_en: str
    advice: str
    advice_en: str
    sheets: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    some: tuple[str, ...] = ()
    least: int = 1
    without: tuple[str, ...] = ()
    codes: bool = False
    whole: bool = False
    always: bool = False
    reads_as: str = ""
    origin: str = ""

    @property
    def words(self) -> dict[str, str]:
        """What it is and what to do, as parameters of a note."""
        keys = ("title", "title_en", "advice", "advice_en")
        return {key: getattr(self, key) for key in keys}


class Derived(Struct, frozen=True, omit_defaults=True):
    """A table computed by SQL from others of the same village and year.

    Its rows carry `_village`, `_year` and the fields of `key`, on which rules that name it in `with:` are joined.
    `locates`: the table whose `_row` its rows carry, if rules may be asked of it and must point at a cell.
    `personal`: its columns that hold names or numbers of persons, to be masked.
    `villages`: how many villages a run must have for it to say anything, `years` how many years of one village; with
    fewer its columns are empty.
    `stands_for`: the table that its rows are read as, so that rules of that table can be asked of them (`stand_ins`);
    `cells` names the fields of the located table that hold what another field of that table means, `says` the words
    that texts of these rules replace. `copy_of`: the derived table that this one repeats for a stand-in.
    `foreign`: of a pack that is not the program's own.
    """

    name: str
    title: str
    sql: str
    needs: tuple[str, ...]
    key: tuple[str, ...] = ()
    locates: str = ""
    personal: tuple[str, ...] = ()
    villages: int = 0
    years: int = 0
    stands_for: str = ""
    cells: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    says: tuple[tuple[str, str], ...] = ()
    copy_of: str = ""
    foreign: bool = False


class Macro(Struct, frozen=True, omit_defaults=True):
    """A word of the condition language: a DuckDB macro with its documentation. `foreign`: of another pack."""

    name: str
    sql: str
    doc: str
    parameters: tuple[str, ...] = ()
    variadic: bool = False
    foreign: bool = False


class Example(Struct, frozen=True, omit_defaults=True):
    """Rows on which a rule holds or fails; `tables` gives the rows of other tables it looks at.

    `table` says of which table the rows are, for rules asked of all; `date` is the "today" of the example.
    """

    rows: tuple[Mapping[str, Any], ...]
    fails: bool
    tables: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)
    previous: tuple[Mapping[str, Any], ...] = ()
    date: str = ""
    table: str = ""


class Rule(Struct, frozen=True, omit_defaults=True):
    """One question asked of every record of `table`, or (with `constraint`) of every cell with that problem.

    `assert_` and `when` are SQL boolean expressions; `with_` names other tables and `previous` (a year earlier).
    `minutes` is the time one repair takes; `mode` how mentors treat it: sosialisasi, supervisi or asistensi.
    `shipped`: the parameters its examples are written for, where a later pack has set others.
    `unanswered`: what the rule needs to be answered, beyond filled cells (enough persons, enough villages in the run);
    its `{name}` are parameters.
    `partners`: the fields in which the other records of a finding agree with its own; `{partners}` names their rows.
    They stand in the same village, with `desa_lain` among the fields in other villages. A column that ends in `_row`
    holds the number of the row of another.
    A `show` whose name ends in `_en` is for English texts alone.
    `also`: further tables that are asked the same, through a derived table that stands for this one; there with
    `also_severity` and `also_params` where these are given. `foreign`: of a pack that is not the program's own.
    """

    id: str
    title: str
    severity: Severity
    dimension: Dimension
    message: str
    why: str
    fix: str
    table: str = "*"
    also: tuple[str, ...] = ()
    also_severity: Severity | None = None
    also_params: Mapping[str, int | float] = field(default_factory=dict)
    constraint: str = ""
    fields: tuple[str, ...] = ()
    assert_: str = ""
    when: str = ""
    with_: tuple[str, ...] = ()
    blames: tuple[str, ...] = ()
    show: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, int | float] = field(default_factory=dict)
    title_en: str = ""
    message_en: str = ""
    why_en: str = ""
    fix_en: str = ""
    partners: tuple[str, ...] = ()
    unanswered: str = ""
    unanswered_en: str = ""
    documents: tuple[str, ...] = ()
    role: str = ""
    minutes: int | float = 5
    mode: str = "supervisi"
    basis: str = ""
    status: Literal["aktif", "uji_coba", "mati"] = "aktif"
    examples: tuple[Example, ...] = ()
    shipped: Mapping[str, int | float] = field(default_factory=dict)
    origin: str = ""
    foreign: bool = False


class NewRegion(Struct, frozen=True, omit_defaults=True):
    """A region that is newer than the table of regions, or bears another name there.

    `code` has 10 digits (a village), 6 (a district) or 4 (a regency); `since` is a year or a date, '' if not said.
    `replaces` are the codes that are in force no longer because of it; a code from which it was split is none of them.
    `origin` and `line` (from 1) tell where it is declared.
    """

    code: str
    name: str
    since: str = ""
    replaces: tuple[str, ...] = ()
    origin: str = ""
    line: int = 1


class Pack(Struct, frozen=True):
    """Everything declared, in a fixed order: the order of tables and rules is the order of every report."""

    tables: Mapping[str, Table]
    codelists: Mapping[str, CodeList]
    derived: Mapping[str, Derived]
    macros: tuple[Macro, ...]
    rules: tuple[Rule, ...]
    version: str
    regions: tuple[NewRegion, ...] = ()
    strangers: tuple[Stranger, ...] = ()
    extended: bool = False
    """Whether other packs are part of it, which are foreign input."""
    common: tuple[Field, ...] = ()
    """The columns that any export may carry beside the fields of its form."""
    words: frozenset[str] = frozenset()
    """The words of the program's own forms, lists and rules in lower case, without those of other packs."""

    def rule(self, rule_id: str) -> Rule:
        """The rule of that id; `KeyError` if there is none."""
        for candidate in self.rules:
            if candidate.id == rule_id:
                return candidate
        raise KeyError(rule_id)
