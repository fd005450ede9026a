"""`make fuzz`: thousands of mutated files, each checked as the command does it. Ends with 1 if any breaks the contract.

python -m tests.fuzz [--count 20000] [--first 0] [--processes 2] [--recipe "LINE"]
"""

from __future__ import annotations

import argparse
import os
import sys

from tests.fuzz.pool import run
from tests.fuzz.recipes import kept, numbered, parsed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--processes", type=int, default=max(1, (os.cpu_count() or 2) // 2))
    parser.add_argument("--recipe", action="append", default=[])
    given = parser.parse_args()
    recipes = [parsed(line) for line in given.recipe] or [
        *kept(),
        *(numbered(number) for number in range(given.first, given.first + given.count)),
    ]
    return 1 if run(recipes, given.processes) else 0


if __name__ == "__main__":
    sys.exit(main())
