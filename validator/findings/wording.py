"""What the program itself puts into the texts of rules about cells: bounds, units, choices, the name of a row, the cure
of a blank. Each in Indonesian and in English.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from validator.cells.numbers import parts
from validator.findings.formatting import number
from validator.pack.models import CodeList, Field, Pack, Rule, Table

__all__ = ["ANY_BOOK", "Books", "amount", "bound", "choices", "cure", "header_of", "listed", "place", "unit_written"]

ANY_BOOK = "Buku administrasi desa sesuai formulir"
"""The document of rules that are asked of every form: whichever book that form is filled from."""
LAST_YEAR = 2100
FEW_CHOICES, FEW_LETTERS = 8, 180
NEAREST, NEAR = 3, 0.4
SEVERAL = 8
Words = tuple[str, str]


@lru_cache(maxsize=4096)
def header_of(label: str) -> str:
    """A heading without the bullet that a form prints before it: `- Bantuan (Rp)`."""
    return label.lstrip("-–•·* ").rstrip() or label


def listed(parts_: Sequence[str], english: bool, last: Words = ("dan", "and")) -> str:
    """`a, b dan c`."""
    joint = f" {last[english]} "
    return joint.join([", ".join(parts_[:-1]), parts_[-1]] if len(parts_) > 1 else parts_)


def place(table: Table, row: str, form: bool, english: bool) -> str:
    """Where a cell stands, to follow its heading: ` pada baris 'Petani'`, or the form if others have that heading."""
    if row:
        return f" in the row '{row}'" if english else f" pada baris '{row}'"
    if form:
        return f" on the form {table.title}" if english else f" pada formulir {table.title}"
    return ""


def bound(value: float | None, field: Field, english: bool) -> str:
    """A bound with its unit, where the heading does not print it (and `%` always)."""
    if field.type == "year":
        return str(LAST_YEAR if value is None else int(value))
    if value is None:
        return ""
    return amount(number(value, english), field)


def amount(text: str, field: Field) -> str:
    """A value as found, with the sign of a percentage."""
    return f"{text} %" if field.unit == "%" and "%" not in text else text


def unit_written(text: str, english: bool, said: Callable[[str], str] = str) -> str:
    """What stands beside the number of a cell: `satuan 'Ha'`, `'Rp'`; `said` hides in it what must not be read."""
    found = parts(text)
    before, after = ((found["before"] or "").strip(), said((found["after"] or "").strip())) if found else ("", "")
    unit = f"the unit '{after}'" if english else f"satuan '{after}'"
    named = [f"'{before}'"] if before else []
    named += [unit] if any(map(str.isalpha, after)) else [f"'{after}'"] if after else []
    return listed(named, english) or ("a unit" if english else "satuan")


def choices(codelist: CodeList | None, text: str, english: bool) -> str:
    """A sentence: the answers of a field if they are few, else those most like `text`, else how many there are."""
    labels = tuple(item.label for item in codelist.items) if codelist else ()
    if not labels:
        return "Choose an answer of the form." if english else "Pilih jawaban yang ada pada formulir."
    quoted = [f"'{label}'" for label in labels]
    if len(labels) <= FEW_CHOICES and sum(map(len, labels)) <= FEW_LETTERS:
        said = listed(quoted, english, ("atau", "or"))
        if len(labels) == 1:
            return f"The only choice is {said}." if english else f"Pilihannya hanya {said}."
        return f"The choices are {said}." if english else f"Pilihannya: {said}."
    if near := _nearest(text, labels):
        said = listed([f"'{label}'" for label in near], english, ("atau", "or"))
        return f"Similar choices: {said}." if english else f"Pilihan yang mirip: {said}."
    return f"The form has {len(labels)} choices." if english else f"Formulir menyediakan {len(labels)} pilihan."


@lru_cache(maxsize=4096)
def _nearest(text: str, labels: tuple[str, ...]) -> list[str]:
    """The labels that share most pairs of letters with a text."""
    own = _pairs(text)
    alike = {label: 2 * len(own & pairs) / (len(own) + len(pairs) or 1) for label, pairs in _all_pairs(labels)}
    least = max([NEAR, *(0.7 * share for share in alike.values())])
    best = sorted((label for label in labels if alike[label] >= least), key=lambda label: -alike[label])
    return best[:NEAREST]


@lru_cache(maxsize=256)
def _all_pairs(labels: tuple[str, ...]) -> list[tuple[str, frozenset[str]]]:
    return [(label, _pairs(label)) for label in labels]


def _pairs(text: str) -> frozenset[str]:
    plain = "".join(map(_letter, text.casefold()))
    return frozenset(word[i : i + 2] for word in plain.split() for i in range(max(1, len(word) - 1)))


def _letter(sign: str) -> str:
    return sign if sign.isalnum() else " "


def cure(fields: Sequence[Field], english: bool) -> str:
    """What to do where there is nothing to write in these fields, by their kinds."""
    kinds = {_kind(field) for field in fields}
    said = [words[english] for kind, words in _CURES.items() if kind in kinds]
    return " ".join(said) or _ASK[english]


def _kind(field: Field) -> str:
    if field.type in ("integer", "number"):
        return "number"
    return "choice" if field.codelist else "other" if field.identifier or field.type != "string" else "text"


_CURES: Mapping[str, Words] = {
    "number": (
        "Bila memang tidak ada, isi 0 pada isian angka.",
        "Where there is none, enter 0 in number fields.",
    ),
    "text": (
        'Bila memang tidak ada, tulis "-" pada isian tulisan.',
        'Where there is none, write "-" in text fields.',
    ),
    "choice": (
        "Pada isian pilihan, pilih jawaban yang sesuai.",
        "In fields with choices, choose the answer that fits.",
    ),
}

_ASK: Words = (
    "Bila belum diketahui, tanyakan kepada pemegang datanya.",
    "If it is not known yet, ask whoever keeps the record.",
)


class Books:
    """From which documents a field is filled: those of the rules about it, else those of half the rules of its form."""

    def __init__(self, pack: Pack, home: Callable[[Rule], str]) -> None:
        self._of_form: dict[str, Counter[tuple[str, ...]]] = {}
        self._of_field: dict[tuple[str, str], Counter[tuple[str, ...]]] = {}
        self._known: dict[tuple[str, str], tuple[str, ...]] = {}
        for rule in pack.rules:
            if rule.documents and rule.documents != (ANY_BOOK,) and rule.status != "mati" and rule.table != "*":
                table = home(rule)
                self._of_form.setdefault(table, Counter())[rule.documents] += 1
                for name in (rule.fields or rule.blames)[:1]:
                    self._of_field.setdefault((table, name), Counter())[rule.documents] += 1

    def of(self, rule: Rule, table: str, field: str) -> tuple[str, ...]:
        """The documents of a rule; where it names whichever book the form is filled from, that book."""
        if rule.documents != (ANY_BOOK,):
            return rule.documents
        if (table, field) not in self._known:
            self._known[table, field] = self._of(table, field) or rule.documents
        return self._known[table, field]

    def _of(self, table: str, field: str) -> tuple[str, ...]:
        if about := self._of_field.get((table, field)):
            return about.most_common(1)[0][0]
        of_form = self._of_form.get(table, Counter())
        found, count = next(iter(of_form.most_common(1)), ((), 0))
        return found if count > 1 and 2 * count >= of_form.total() else ()
