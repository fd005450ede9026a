"""Standard error survives reading, whichever threads read at once; in a process of others it is left alone."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from tests.readers import files_support as make
from validator.own_process import own_process
from validator.readers import read_file
from validator.readers.muting import muted


def _where() -> tuple[int, int]:
    seen = os.fstat(2)
    return seen.st_dev, seen.st_ino


def test_threads_that_overlap_leave_it_where_it_was():
    """The first thread leaves while the second is still inside, in whose order the old way lost the descriptor."""
    before, first_in, second_in, first_out = _where(), Barrier(2), Barrier(2), Barrier(2)

    def first() -> None:
        with muted():
            first_in.wait()
            second_in.wait()
        first_out.wait()

    def second() -> None:
        first_in.wait()
        with muted():
            second_in.wait()
            first_out.wait()

    with own_process(), ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda job: job(), (first, second)))
    assert _where() == before


def test_workbooks_read_by_many_threads(tmp_path):
    before = _where()
    paths = [make.xls(tmp_path / f"{number}.xls") for number in range(8)] * 4
    with own_process(), ThreadPoolExecutor(8) as pool:
        files = list(pool.map(read_file, paths))
    assert _where() == before
    assert all(not file.reason for (file,) in files)


def test_it_is_led_away_meanwhile():
    before = _where()
    with own_process(), muted(), muted():
        assert _where() != before
    assert _where() == before


def test_in_a_process_of_others_it_stays_where_it_is():
    before = _where()
    with muted():
        assert _where() == before
