"""Damaged files of every kind are read or rejected, never more."""

from __future__ import annotations

import functools
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.readers import files_support as make
from validator.readers import read_file
from validator.readers.reasons import REASONS
from validator.readers.sheets import ReadFile

KINDS = ["xls", "xlsx", "xlsb", "ods", "xml", "html", "csv"]


ODS_CELL = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="3"/>'
TEXTS = {
    "xml": '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="A"><Table><Row ss:Index="2">'
    '<Cell ss:MergeDown="1"><Data ss:Type="Number">1</Data></Cell></Row></Table></Worksheet></Workbook>',
    "html": "<html><table><tr><td rowspan=2>a<td>b<tr><td colspan=3>c</table></html>",
    "csv": 'a;b\n"1";2\n3;"x ""y"""\n',
}


@functools.cache
def _sample(kind: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a")
        if kind in ("xls", "xlsx", "xlsb"):
            getattr(make, kind)(path)
        elif kind == "ods":
            make.ods(path, f'<table:table table:name="A"><table:table-row>{ODS_CELL}</table:table-row></table:table>')
        else:
            path.write_text(TEXTS[kind])
        return path.read_bytes()


def _damage(data: bytes, flips: list[tuple[float, int]], length: float) -> bytes:
    damaged = bytearray(data[: int(len(data) * length)])
    for place, bit in flips:
        if damaged:
            damaged[int(place * (len(damaged) - 1))] ^= 1 << bit
    return bytes(damaged)


FLIPS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 7)), max_size=6)
LENGTH = st.one_of(st.just(1.0), st.floats(0, 1))


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(flips=FLIPS, length=LENGTH)
def test_damaged_files_are_read_or_rejected(tmp_path, kind, flips, length):
    path = tmp_path / "a.bin"
    path.write_bytes(_damage(_sample(kind), flips, length))
    for file in read_file(path):
        assert isinstance(file, ReadFile)
        assert file.reason == "" or file.reason in REASONS
