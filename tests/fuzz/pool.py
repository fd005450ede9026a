"""Processes that check mutated files one after the other, and are replaced when they hang, die or grow."""

from __future__ import annotations

import multiprocessing
import time
from collections import Counter
from multiprocessing.connection import Connection
from threading import Lock, Thread

from tests.fuzz.recipes import Recipe, kind_of

WALL = 120
"""Seconds without an answer after which a process is ended: what hangs uses no working time."""
MEMORY = 1500 * 2**20
RENEWED = 400
"""So many files are checked by one process before it makes place for a new one."""


def work(inlet: Connection, outlet: Connection) -> None:
    """Answers recipes with (faults, memory held at most) until there are no more."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (12 * 2**30, 12 * 2**30))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from tests.fuzz.asking import faults, keep_pack, peak

    keep_pack()

    while recipe := inlet.recv():
        try:
            found = faults(recipe)
        except BaseException as error:
            found = [f"{type(error).__name__}: {error}"]
        outlet.send((found, peak()))


class Helper:
    """A process that checks one file after the other, renewed when it hangs, dies, grows or has done enough."""

    def __init__(self) -> None:
        self._process: multiprocessing.Process | None = None
        self._done = 0

    def ask(self, recipe: Recipe) -> list[str]:
        if self._process is None:
            self._begin()
        self._inlet.send(recipe)
        if not self._outlet.poll(WALL):
            self.end()
            return [f"no answer after {WALL} s"]
        try:
            found, held = self._outlet.recv()
        except EOFError:
            code = self.end()
            return [f"the process died ({code})"]
        self._done += 1
        if held > MEMORY:
            found.append(f"{held >> 20} MiB of memory")
        if held > MEMORY // 2 or self._done >= RENEWED:
            self.end()
        return found

    def _begin(self) -> None:
        spawn = multiprocessing.get_context("spawn")
        theirs, self._inlet = spawn.Pipe(duplex=False)
        self._outlet, back = spawn.Pipe(duplex=False)
        self._process = spawn.Process(target=work, args=(theirs, back), daemon=True)
        self._process.start()
        theirs.close()
        back.close()
        self._done = 0

    def end(self) -> int | None:
        process, self._process = self._process, None
        if process is None:
            return None
        process.join(2 if process.exitcode is not None else 0.1)
        code = process.exitcode
        process.kill()
        process.join()
        self._inlet.close()
        self._outlet.close()
        return code


def run(recipes: list[Recipe], processes: int) -> list[tuple[Recipe, list[str]]]:
    """What was found, by recipe, in order."""
    queue = iter(enumerate(recipes))
    found: dict[int, list[str]] = {}
    lock, begun, done = Lock(), time.monotonic(), Counter[str]()

    def go() -> None:
        helper = Helper()
        while True:
            with lock:
                place, recipe = next(queue, (-1, None))
            if recipe is None:
                break
            faults = helper.ask(recipe)
            with lock:
                done[kind_of(recipe.base)] += 1
                if faults:
                    found[place] = faults
                    print(f"FAULT {recipe}\n      {' | '.join(faults)}", flush=True)
                if done.total() % 100 == 0:
                    print(f"{done.total()} files in {time.monotonic() - begun:.0f} s", flush=True)
        helper.end()

    threads = [Thread(target=go) for _ in range(processes)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"{done.total()} files, {len(found)} faults:", ", ".join(f"{kind} {n}" for kind, n in sorted(done.items())))
    return [(recipes[place], faults) for place, faults in sorted(found.items())]
