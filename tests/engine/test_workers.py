"""Jobs are done once what they need is done; of several failures the first in order is told, whatever the clock."""

from __future__ import annotations

from threading import Barrier, Event

import pytest

from validator.engine.workers import Job, Workers

ONE = Workers([None])
TWO = Workers(["satu", "dua"])


def job(done, name, *needs):
    return Job([("do", need) for need in needs], lambda _: done.append(name))


def jobs(**made):
    return {("do", name): each for name, each in made.items()}


def test_a_job_waits_for_what_it_needs_and_else_the_order_is_kept():
    done = []
    ONE.run(jobs(d=job(done, "d", "c"), a=job(done, "a"), c=job(done, "c", "b"), b=job(done, "b"), e=job(done, "e")))
    assert done == ["a", "b", "c", "d", "e"]


def test_two_jobs_run_at_the_same_time_each_in_a_connection_of_its_own():
    both, used = Barrier(2, timeout=20), set()

    def work(connection):
        both.wait()
        used.add(connection)

    TWO.run(jobs(a=Job([], work), b=Job([], work)))
    assert used == {"satu", "dua"}


def test_a_long_job_does_not_hold_up_what_does_not_need_it():
    rest, done = Event(), []

    def long(_):
        assert rest.wait(20)
        done.append("panjang")

    def last(_):
        done.append("akhir")
        rest.set()

    TWO.run(jobs(panjang=Job([], long), a=job(done, "a"), b=job(done, "b", "a"), akhir=Job([("do", "b")], last)))
    assert done == ["a", "b", "akhir", "panjang"]


def test_of_two_failures_the_first_in_order_is_told_though_it_comes_later():
    late = Event()

    def first(_):
        assert late.wait(20)
        raise ValueError("pertama")

    def second(_):
        late.set()
        raise ValueError("kedua")

    with pytest.raises(ValueError, match="pertama"):
        TWO.run(jobs(a=Job([], first), b=Job([], second)))


def test_after_a_failure_all_is_done_but_what_needs_it():
    done = []

    def fails(_):
        raise ValueError("gagal")

    with pytest.raises(ValueError, match="gagal"):
        ONE.run(jobs(a=Job([], fails), b=job(done, "b", "a"), c=job(done, "c"), d=job(done, "d", "c", "a")))
    assert done == ["c"]


def test_nothing_to_do_is_done_at_once():
    TWO.run({})
