"""Folders, bundles and paths."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.readers import files_support as make
from validator.readers import list_inputs, read_file, read_paths
from validator.readers.errors import ExportError, InputError

CSV = b"a;b\n1;2\n"


def test_folders_are_walked_in_order_and_leftovers_skipped(tmp_path, monkeypatch):
    for name in ("b/z.csv", "b/a.csv", "a.csv", ".hidden.csv", "~$a.xlsx", ".git/x.csv", "b/.DS_Store", "b/Thumbs.db"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(CSV)
    monkeypatch.chdir(tmp_path.parent)
    folder = Path(tmp_path.name)
    names = [path.relative_to(folder).as_posix() for path in list_inputs([folder])]
    assert names == ["a.csv", "b/a.csv", "b/z.csv"]
    assert [file.path for file in read_paths([folder])] == [f"{folder.name}/{name}" for name in names]


def test_a_path_given_twice_is_read_once(tmp_path):
    (tmp_path / "a.csv").write_bytes(CSV)
    assert len(list_inputs([tmp_path, tmp_path / "a.csv", tmp_path])) == 1


def test_a_hidden_file_that_is_asked_for_by_name_is_read(tmp_path):
    (tmp_path / ".a.csv").write_bytes(CSV)
    assert [file.reason for file in read_paths([tmp_path / ".a.csv"])] == [""]


def test_missing_path_and_special_file(tmp_path):
    with pytest.raises(InputError, match=r"tidak-ada\.xls"):
        next(read_paths([tmp_path / "tidak-ada.xls"]))
    os.mkfifo(tmp_path / "pipa")
    with pytest.raises(ExportError, match="pipa"):
        list_inputs([tmp_path / "pipa"])
    assert list_inputs([tmp_path]) == []


def test_broken_link_in_a_folder_is_reported(tmp_path):
    (tmp_path / "a.xls").symlink_to(tmp_path / "hilang.xls")
    (file,) = read_paths([tmp_path])
    assert (file.reason, file.digest) == ("unreadable", "")


def test_bundle_members_are_files_of_their_own(tmp_path):
    members = {
        "b/data.csv": CSV,
        "a.xls": make.xls(tmp_path / "x").read_bytes(),
        "catatan.pdf": b"%PDF-1.4",
        "__MACOSX/._a.xls": b"x",
        "b/~$data.xlsx": b"x",
        "kosong.csv": b"",
    }
    path = make.zipped(tmp_path / "desa.zip", members)
    files = read_file(path)
    assert [(file.path.removeprefix(f"{tmp_path.as_posix()}/"), file.reason) for file in files] == [
        ("desa.zip/a.xls", ""),
        ("desa.zip/b/data.csv", ""),
        ("desa.zip/catatan.pdf", "not_an_export"),
        ("desa.zip/kosong.csv", "empty_file"),
    ]
    assert files[1].digest == hashlib.sha256(CSV).hexdigest()
    assert files[1].sheets[0].file == files[1].path
    assert files[1].sheets[0].name == "data"


def test_bundle_refuses_zips_inside_and_names_that_lead_outside(tmp_path):
    inner = make.zipped(tmp_path / "inner.zip", {"a.csv": CSV}).read_bytes()
    path = make.zipped(
        tmp_path / "desa.zip", {"inner.zip": inner, "../a.csv": CSV, "/b.csv": CSV, "c/../../d.csv": CSV}
    )
    assert {Path(file.path).name: file.reason for file in read_file(path)} == {
        "inner.zip": "nested_zip",
        "a.csv": "path_traversal",
        "b.csv": "path_traversal",
        "d.csv": "path_traversal",
    }


def test_large_csv_in_a_bundle_can_be_read_on(tmp_path):
    body = b"a;b\n" + b"1;2\n" * 3_000_000
    path = make.zipped(tmp_path / "desa.zip", {"besar.csv": body})
    sheet = make.sheet(path)
    assert sheet.path is not None
    assert sheet.path.stat().st_size == len(body)
    sheet.path.unlink()


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_file_without_permission(tmp_path):
    (tmp_path / "a.csv").write_bytes(CSV)
    (tmp_path / "a.csv").chmod(0)
    assert make.only(tmp_path / "a.csv").reason == "unreadable"


def test_importing_is_cheap():
    code = "import sys, validator.readers; print(sorted({'duckdb', 'python_calamine', 'pandas'} & set(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
