"""What one look through the bytes of a large file tells: its lines, and whether its texts may need a second look."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from validator.readers import surveying
from validator.readers.surveying import survey


def lines(data: bytes) -> int | None:
    newlines, returns, both = data.count(b"\n"), data.count(b"\r"), data.count(b"\r\n")
    if returns and not returns == both == newlines:
        return None
    return newlines + (not data.endswith(b"\n"))


def surveyed(data: bytes, size: int) -> int | None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(surveying, "_AT_ONCE", size)
        path = Path(folder, "a.csv")
        path.write_bytes(data)
        return survey(path).lines


ENDS = st.lists(st.sampled_from([b"a;b", b"\r\n", b"\n", b"\r", b"\r\n\r\n"]), min_size=1).map(b"".join)
SIZES = st.sampled_from([1, 2, 3, 7, 1024])


@given(st.sampled_from([b'"', b"'"]), ENDS, SIZES)
def test_lines_are_counted_if_all_end_alike_wherever_a_chunk_ends(quote, data, size):
    assert surveyed(quote + data, size) == lines(quote + data)


@given(ENDS, SIZES)
def test_where_nothing_is_quoted_as_many_returns_as_newlines_are_enough(data, size):
    even = data.count(b"\r") in (0, data.count(b"\n")) and not data.endswith(b"\r")
    assert surveyed(data, size) == (data.count(b"\n") + (not data.endswith(b"\n")) if even else None)


@pytest.mark.parametrize("mark", ["é", "%", "\t", "\x0b", "\x0c", "\x1c", "\x1f", "\0", "\u00a0"])
def test_a_mark_is_seen_wherever_it_stands(mark, tmp_path, monkeypatch):
    monkeypatch.setattr(surveying, "_AT_ONCE", 4)
    path = tmp_path / "a.csv"
    for text in (f"{mark}NIK;Nama\r\n1;A\r\n", f"NIK;Nama\r\n1;{mark}A\r\n", f"NIK;Nama\r\n1;A{mark}"):
        path.write_bytes(text.encode())
        assert not survey(path).plain
    path.write_bytes(b"NIK;Nama\r\n1;A (B) 'C' -_/#~\r\n")
    assert survey(path).plain
