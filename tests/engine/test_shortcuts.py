"""What SQL types by a short cut while reading a large CSV is what the parser would say, whatever the text."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from validator.cells.values import parser
from validator.engine.fast_casts import shortcut_of
from validator.engine.fast_casts import typed as typing_query
from validator.pack.loading import load_pack
from validator.pack.models import Field
from validator.plan.columns import SQL_TYPES
from validator.readers.surveying import survey

NASTY = (
    """
nihil|NIHIL|Nihil|nil|n/a|N/A|n.a|tidak ada|Tidak Ada|tdk ada|TDK ADA|null|NULL|Null|undefined|Undefined|NaN|nan|NAN
[object Object]|%20|a%20b|RT%2001|Jl.%20Basiun Hulu RT 002|#REF!|#ref!|#N/A|#DIV/0!|#VALUE!|#NAME?|#NULL!|#NUM!|-|--|.|,
6,31E+15|6.31E+15|6E+15|1e5|1E10|12 Ha|12Ha|Rp 1.000|1.234|1.234,56|1,04|1.04|12.|,5|0|00|007|-3|+3|-0|999999999|9999999999
1000000000000000|12345678901234567890|1e400|1/2/1971|01/02/1971|08/02/1971|8/2/1971|31/02/2020|29/02/2023|29/02/2024
00/00/0000|01/01/1900|31/12/1899|01/01/2100|31/12/2100|01/01/2101|01/13/2000|13/01/2000|2020-02-08|08-02-1971|8 Februari 1971
25569|45000|60|59|1|80000|80001|99999|0/0/0000| 08/02/1971|08/02/1971 |08/02/19710|8/02/19711|1/01/19 71|08/02/71|NaN/NaN/NaN
_6311030802719007|6311030802719007|_|__|'6311030802719007|6311 0308 0271 9007|0000000000000000|0311030802719007|6311030802719007_
63.11.03.2021|6311032021|123|12345678901234567890123456789012345678901|+311030802719007|-311030802719007|6311030802719e07|1e15
 631103080271900|631103080271900 |631103080271.007|١٢٣٤|٦٣١١٠٣٠٨٠٢٧١٩٠٠٧|Laki-Laki|LAKI-LAKI|laki-laki|Laki - Laki|LakiLaki|Laki-laki
PEREMPUAN|Perempuan |Islam|ISLAM|Islm|islam.|A+|O|Tidak Tahu|1|2|4|KEPALA KELUARGA|Kepala  Keluarga|Istri|Isteri|é|É|ﬁ|Ⅻ|½|²
A|Z|a |'a|a'|"a"|(a)|a (b)|a/b|Jl. A. Yani|O'Neil|Nama\u00a0Dengan|\u00a0|\u200b|\ufeff|a\u200bb|\t|a\tb|a\nb|\n|a\r\nb|Ñandu
Tidak Ada Data|tidak  ada|tidak-ada|tidak_ada|(nihil)|nihil.|nihil,|nihil)|n a|N-A|na|T.D.K. ADA|tdk.ada|-nihil|((null))|null.
Kp. Hulu RT. 01/02|abcdefghij%20|[object Object] |#REF! #REF!|a;b|a,b|1900|1899|2100|2101|1000|999|10.000|1.000.000|1 000 000
1/01/19999|1/1/199999|01/01/0999|01/01/1000|31/12/9999|01/ 1/1999|01/01/ 999|01/01/+999|1/01/1999 | 1/01/1999|01-01-1999
_631103080271e907|_631103080271E907|_63110308027190e7|_ 31103080271900|_631103080271900 |_63110308027190.7|_0311030802719007|_6311 030802719007
_63110308027190071|_631103080271900|_6311032021|_631103202|63110320e1|63110320E1|631103202 |631103202.|6.31103202|0311032021|6311032 21
_6.3110308027E+15|_6.3110308027e+15|6.3110E+15|6.3110e+15|_63110308027190e2|_6.3110308027E+0015|6.31103080E+15
07/25/1984|12/13/1984|13/13/1984|'08/02/1971|’08/02/1971|08/02/1971 16:00|1971-02-08T16:00:00Z|1971-02-08 00:00:12
Ma`ruf|`Amat|`|Ma’ruf|Maʼruf|Andre\u0301|André|Am\u00adat|A\u2009B|A\u3000B|\u2009|\u3000|\u00ad|\u2060|ﬁrman|Ａmat|#SPILL!|#BEZUG!|#NV
\u2212180|–180|1\u202f234|1\u2007234,5|１２|’180|`180|1½|5²|12 ½|1 234,5|6311032021.0|6311032021,0|6311030802719007.0|６３１１
9171030802719002.0|631103080271901.0|'6311032021|`6311032021|6311030802719010.0|19811|3021|2101|0.5|12.125|1,234.5
tidak ada ada ada|- - - - - - - - - -|'''''''''''|(tidak) (ada)|tidak ada,,,,,,,,,,,|undefined undefined|2 026|2026.0|2026,0|12,|5 orang
""".strip("\n")
    .replace("\n", "|")
    .split("|")
)


def texts_of(raw: Iterable[str]) -> list[str]:
    return [text.encode().decode("unicode_escape") if text.isascii() else text for text in raw if text]


pack_ = cache(load_pack)


@cache
def fields() -> list[Field]:
    table = pack_().tables["agtkeluarga"]
    extra = [Field("tahun", "Tahun", "year"), Field("luas", "Luas", "number", minimum=0)]
    extra += [Field("banyak", "Banyak", "integer"), Field("sedikit", "Sedikit", "integer", minimum=5, maximum=40)]
    return [*table.fields, *extra]


def typed(field: Field, texts: list[str], plain: bool = False) -> list[tuple[str, object, bool]]:
    """(text, value by the short cut, whether it is taken) for every text. `plain`: of a file without marks."""
    pack = pack_()
    lists = pack.codelists[field.codelist].items if field.codelist else ()
    spellings = [s for item in lists for s in (item.label, *item.aliases)]
    own = shortcut_of(field, "raw", parser(field, pack.codelists), spellings)
    missed = f"({own.missed} OR {own.marked})" if own.text and not plain else own.missed
    query = f"SELECT raw, {field.name}, {missed} IS NOT TRUE FROM ({typing_query([own], ['raw'], 'given')})"
    connection = duckdb.connect()
    connection.execute("CREATE TABLE given AS SELECT unnest(?::VARCHAR[]) AS raw", [texts])
    return [(raw, value, bool(taken)) for raw, value, taken in connection.execute(query).fetchall()]


def disagreements(field: Field, texts: list[str], plain: bool = False) -> list[object]:
    """Texts of which the short cut says something else than the parser."""
    parse = parser(field, pack_().codelists)
    found = []
    for raw, value, taken in typed(field, texts, plain):
        verdict = parse(raw)
        if taken and (verdict.problem or (value, type(value)) != (verdict.value, type(verdict.value))):
            found.append((raw, value, verdict))
    return found


@pytest.mark.parametrize("name", [f.name for f in fields()])
def test_short_cut_agrees_with_the_parser_on_nasty_texts(name):
    field = next(f for f in fields() if f.name == name)
    assert disagreements(field, texts_of(NASTY)) == []


@pytest.mark.parametrize("name", [f.name for f in fields() if f.codelist])
def test_every_label_takes_the_short_cut_and_means_itself(name):
    pack = pack_()
    field = next(f for f in fields() if f.name == name)
    labels = [item.label for item in pack.codelists[field.codelist].items]
    spellings = list(dict.fromkeys(s for label in labels for s in (label, label.upper())))
    assert disagreements(field, spellings) == []
    assert all(taken for _, _, taken in typed(field, spellings))


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("nik", ["6311030802719007", "123"]),
        ("nama", ["CONTOH AMAT", "Hj. Siti (alm.)"]),
        ("tanggal_lahir", ["08/02/1971", "29/02/2024"]),
        ("usia", ["0", "45"]),
        ("agama", ["Islam"]),
    ],
)
def test_plain_spellings_take_the_short_cut(name, texts):
    field = next(f for f in fields() if f.name == name)
    assert all(taken for _, _, taken in typed(field, texts))


PIECES = [
    "nihil",
    "null",
    "tidak",
    "ada",
    "n/a",
    "NaN",
    "%20",
    "#REF!",
    "0",
    "7",
    "12",
    "2026",
    "/",
    "-",
    "_",
    ".",
    ",",
]
PIECES += [" ", "'", "\u00a0", "e", "E+", "A", "Islam", "é", "١", "(", ")", "[", "]", "\n", "\u200b", "08/02/1971"]
words = st.lists(st.sampled_from(PIECES), min_size=1, max_size=7).map("".join)
unprintable = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
anything = st.text(unprintable, min_size=1, max_size=12)
KINDS = ["nik", "nama", "kode_desa", "tanggal_lahir", "usia", "agama", "tahun", "luas", "banyak", "sedikit"]


def without_marks(texts: Iterable[str], path: Path) -> list[str]:
    """Those texts that may stand in a file whose survey says that it is plain; a line ends where it likes."""
    found = []
    for text in texts:
        path.write_bytes(text.encode())
        if survey(path).plain and "\n" not in text and "\r" not in text:
            found.append(text)
    return found


def test_in_a_file_without_marks_the_quick_questions_are_enough(tmp_path):
    texts = without_marks(texts_of(NASTY), tmp_path / "a.csv")
    assert len(texts) > 150
    assert disagreements(next(f for f in fields() if f.name == "nama"), texts, plain=True) == []


@pytest.mark.parametrize("code", range(1, 256))
def test_a_character_that_texts_lose_is_a_mark_or_is_missed(code, tmp_path):
    texts = [f"Amat{chr(code)}", f"{chr(code)}Amat", f"Am{chr(code)}at"]
    texts = without_marks(texts, tmp_path / "a.csv")
    assert disagreements(next(f for f in fields() if f.name == "nama"), texts, plain=True) == []


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(KINDS), st.lists(words | anything, min_size=20, max_size=80, unique=True))
def test_short_cut_agrees_with_the_parser_on_any_text(name, texts):
    field = next(f for f in fields() if f.name == name)
    assert disagreements(field, texts) == []


@pytest.mark.parametrize("name", ["usia", "luas", "banyak", "sedikit", "nama"])
def test_short_cut_agrees_with_the_parser_on_any_two_characters(name):
    letters = [chr(code) for code in range(1, 128)]
    texts = [*letters, *(a + b for a in letters for b in letters)]
    assert disagreements(next(f for f in fields() if f.name == name), texts) == []


def test_every_type_of_the_engine_has_a_short_cut():
    assert {f.type for f in fields()} == set(SQL_TYPES)
