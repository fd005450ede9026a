"""The SHA-256 of a large file is worked out when it is asked for, and is that of the bytes which were read."""

from __future__ import annotations

import hashlib
import os
import pickle
import zipfile

import pytest
from msgspec.structs import replace

from validator.findings.models import FileAccount
from validator.readers.limits import LIMITS
from validator.readers.reading import read_file

TEXT = "No,Nama\n" + "1,Contoh\n" * 500
LARGE = replace(LIMITS, csv_in_memory=1000)


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(TEXT, "utf-8", newline="")
    return path


def book(path, limits=LARGE):
    (read,) = read_file(path, limits)
    return FileAccount("a.csv", read.digest, "read", "")


def test_a_large_file_has_the_digest_of_its_bytes_as_a_small_one_has(path):
    assert book(path).sha256 == book(path, LIMITS).sha256 == hashlib.sha256(TEXT.encode()).hexdigest()


def test_a_large_file_is_not_read_once_more_before_anyone_asks(path, monkeypatch):
    asked = []
    digested = hashlib.file_digest
    monkeypatch.setattr(hashlib, "file_digest", lambda *of: asked.append(1) or digested(*of))
    large = book(path)
    assert not asked
    assert large.sha256 == large.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert asked == [1]


@pytest.mark.parametrize(
    "change", [lambda p: p.unlink(), lambda p: p.write_text("lain"), lambda p: os.utime(p, (1, 1))]
)
def test_a_large_file_that_is_gone_or_changed_has_none(path, change):
    large = book(path)
    change(path)
    assert large.sha256 == ""


def test_what_was_known_stays_known(path):
    large = book(path)
    known = large.sha256
    path.unlink()
    assert large.sha256 == known != ""


def test_a_large_file_that_is_rejected_has_a_digest_too(tmp_path):
    path = tmp_path / "a.bin"
    path.write_bytes(b"\x01\x02" * 1000)
    assert book(path).sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


MEMBERS = {
    "utf-8": TEXT.encode(),
    "another encoding": TEXT.replace("Contoh", "Sitiâ").encode("cp1252"),
    "rejected": b"\x01\x02" * 1000,
}


@pytest.mark.parametrize("content", MEMBERS.values(), ids=MEMBERS)
def test_a_large_member_of_a_bundle_has_the_digest_of_its_bytes(content, tmp_path):
    """Its copy may be gone when it is asked, or belong to another process."""
    path = tmp_path / "desa.zip"
    with zipfile.ZipFile(path, "w") as bundle:
        bundle.writestr("a.csv", content)
    (read,) = read_file(path, LARGE)
    known = pickle.loads(pickle.dumps(read.digest))
    assert FileAccount("a.csv", known, "read", "").sha256 == hashlib.sha256(content).hexdigest()
