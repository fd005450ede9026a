"""What a night came to, for whoever started it."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from validator.ledger.records import NightReport
from validator.nightly.config import Notice
from validator.nightly.gate import GateVerdict
from validator.nightly.notices import Delivery, NightNotice
from validator.nightly.senders import Register

__all__ = ["NightOutcome"]


class NightOutcome(Struct, frozen=True):
    """What a night came to. `failures` are sources that could not be had; `rejected` files that could not be read.

    `due` is what a dry run would have sent; `docs` the first page of Great Expectations' Data Docs, and `docs_seconds`
    its share of `seconds`.
    `proposals` are lines for the configuration: villages whose codes were officially replaced. `notes` are sentences on
    what changes nothing and should be known: redirects followed, waivers and limits that met nothing.
    """

    report: NightReport
    verdict: GateVerdict
    said: NightNotice
    senders: Register
    failures: tuple[str, ...]
    rejected: int
    deliveries: tuple[Delivery, ...]
    due: tuple[tuple[Notice, NightNotice], ...]
    seconds: float
    docs: Path | None = None
    docs_seconds: float = 0.0
    proposals: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def summary(self) -> str:
        """The night in one line."""
        state = "lulus" if self.verdict.passed else "TIDAK lulus"
        docs = f" (Great Expectations {self.docs_seconds:.1f})" if self.docs else ""
        changes = "malam pertama: belum ada pembanding"
        if not self.verdict.first:
            changes = (
                f"baru {self.report.total('new')}, selesai {self.report.total('solved')}, "
                f"kambuh {self.report.total('reopened')}"
            )
        return (
            f"{self.report.date.isoformat()} {state}: {len(self.report.villages)} desa, "
            f"galat {self.report.total('error')}, {changes}, "
            f"dikecualikan {self.report.total('waived')}, belum mengirim {len(self.senders.missing)}, "
            f"sumber gagal {len(self.failures)}, berkas tak terbaca {self.rejected}, {self.seconds:.1f} detik{docs}"
        )
