"""Files appear whole or not at all, and what cannot be written is said with its cure."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import fake_source as fake
import pytest

from validator.findings.models import Finding
from validator.reports import FORMATS, Options, OutputError, write


class Breaking(fake.FakeSource, frozen=True, dict=True):
    def iter_findings(self, village: str | None = None) -> Iterator[Finding]:
        yield fake.LAND
        raise RuntimeError("in the middle")


def test_a_report_that_breaks_off_leaves_the_old_one(tmp_path):
    path = tmp_path / "r.json"
    path.write_text("old")
    with pytest.raises(RuntimeError):
        write("json", Breaking((), ()), path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["json", "csv", "terminal"])
def test_a_folder_in_the_place_of_a_file(tmp_path, name):
    with pytest.raises(OutputError, match="folder") as caught:
        write(name, fake.source(), tmp_path)
    assert caught.value.path == tmp_path
    assert caught.value.cure in str(caught.value)
    assert list(tmp_path.parent.glob(".*.part")) == []


def test_a_file_in_the_place_of_a_folder(tmp_path):
    (tmp_path / "x").write_text("")
    with pytest.raises(OutputError, match="pilih folder lain"):
        write("json", fake.source(), tmp_path / "x" / "r.json")


def test_a_file_open_in_excel(tmp_path, monkeypatch):
    def refuse(*_args):
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OutputError, match="terbuka di Excel"):
        write("csv", fake.source(), tmp_path / "r.csv")
    with pytest.raises(OutputError, match="open in Excel"):
        write("csv", fake.source(), tmp_path / "r.csv", "en")


def test_what_is_no_plain_file_is_written_directly():
    assert write("json", fake.source(), Path("/dev/null")) == [Path("/dev/null")]
    assert not Path("/dev/null").is_file()


def test_the_folder_format_wants_a_path():
    with pytest.raises(TypeError):
        write("xlsx", fake.source(), sys.stdout)


def test_unknown_formats():
    with pytest.raises(KeyError):
        write("pdf", fake.source(), sys.stdout)


def test_importing_the_package_loads_no_format():
    code = "import sys, validator.reports; print(sorted({'rich', 'xlsxwriter', 'pandas', 'csv'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_format_writes_every_language(tmp_path):
    for name in FORMATS:
        for lang in ("id", "en"):
            target = tmp_path / lang / name
            assert all(path.is_file() for path in write(name, fake.source(), target, lang, Options()))
