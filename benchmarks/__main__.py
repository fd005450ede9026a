"""All measurements, one after the other: `python -m benchmarks`, or `make bench`."""

from __future__ import annotations

from benchmarks import consequences, kabupaten, ledger, members, peers, startup

for each in (startup, members, peers, kabupaten, consequences):
    each.main()
ledger.main(["30"])
