"""The ledger: open it, record nights, ask what changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date as Date  # noqa: N812
from types import TracebackType
from typing import Self, TextIO

from msgspec.structs import replace
from sqlalchemy import Engine

from validator.findings.history import Change, History
from validator.findings.responses import Response
from validator.ledger import changes, exporting, fieldwork, pruning, reading
from validator.ledger.asked import Asked, asked_of
from validator.ledger.errors import PersonalDataError
from validator.ledger.opening import connect, read_from, told, write_to
from validator.ledger.recording import record_night
from validator.ledger.records import Diff, Night, NightReport, RecordedVisit, Renamed, VillageNight
from validator.ledger.renaming import following, in_effect
from validator.ledger.staging import refuse_personal
from validator.ledger.waivers import Waiver
from validator.messages.sentences import sentence as _
from validator.reports.source import ReportSource

__all__ = ["Ledger"]


class Ledger:
    """A ledger in SQLite (`sqlite:///path` or a path) or PostgreSQL (`postgresql://…`).

    Every method is one transaction and raises `UnavailableError` if the database cannot be used. Close it when done,
    or use it in a `with` block.

    >>> from tempfile import TemporaryDirectory
    >>> from validator import check
    >>> result = check("samples/2026/6311032021_putat_basiun", date="2026-11-24")
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/buku.db") as ledger:
    ...     night = ledger.record(result, result.reference_date)
    >>> [village.found == result.total for village in night.villages]
    [True]
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, url: str, *, create: bool = True) -> Self:
        """Opens a ledger and brings its tables up to date; made where there is none, unless `create` is false."""
        return cls(connect(url, create=create))

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @property
    def place(self) -> str:
        """Its address, without a password."""
        return self._engine.url.render_as_string(hide_password=True)

    def record(
        self,
        result: ReportSource,
        date: Date,
        run_key: str = "",
        *,
        asked: Asked | None = None,
        waivers: Sequence[Waiver] = (),
        renamed: Sequence[Renamed] = (),
    ) -> NightReport:
        """Records what a check found as the night of `date`, and returns that night.

        `run_key` names the run. `asked` says what the check asked; by default it is worked out from the result.
        `renamed` are villages whose history goes to another code, or ends because they were split; see `renaming`.
        The same night with the same input and key changes nothing; with another it is replaced, if it is the last.
        Raises `NightError` for an earlier night, `PersonalDataError` for a result without masks.
        """
        refuse_personal(result)
        said = asked or asked_of(result)
        with write_to(self._engine) as connection:
            recorded = record_night(connection, result, date, run_key, said, waivers, renamed)
            return replace(reading.report(connection, date), recorded=recorded)

    def nights(self) -> tuple[Night, ...]:
        """Every night, in order."""
        with read_from(self._engine) as connection:
            return reading.nights(connection)

    def digests(self) -> dict[Date, str]:
        """A digest of what was recorded on each night; only that of the last may still change."""
        with read_from(self._engine) as connection:
            return reading.digests(connection)

    def idle_waivers(
        self, date: Date, waivers: Sequence[Waiver], renamed: Sequence[Renamed], came: Collection[str]
    ) -> tuple[Waiver, ...]:
        """Those waivers that exclude nothing on a recorded night; `came` are the villages that sent."""
        moved = following(waivers, in_effect(renamed, set(came)))
        with read_from(self._engine) as connection:
            held = reading.waiver_keys(connection, date)
        return tuple(w for w, now in zip(waivers, moved, strict=True) if now.key not in held)

    def names(self) -> dict[str, str]:
        """The names of the villages that the ledger knows, by code."""
        with read_from(self._engine) as connection:
            return reading.names(connection)

    def unknown(self, responses: Iterable[Response]) -> list[Response]:
        """Answers to findings that no night has recorded."""
        with read_from(self._engine) as connection:
            return fieldwork.unknown(connection, responses)

    def report(self, date: Date | None = None) -> NightReport:
        """One night, by default the last. Raises `NightError` if it is not there."""
        with read_from(self._engine) as connection:
            return reading.report(connection, date)

    def trend(self, village: str = "") -> tuple[tuple[Date, VillageNight], ...]:
        """The scores of one village (10 digits), or of all, night by night."""
        with read_from(self._engine) as connection:
            return reading.trend(connection, village)

    def history(self, village: str, since: Date | None = None, until: Date | None = None) -> History:
        """What became of a village's findings since a date (default: the night before), up to `until` (the last)."""
        with read_from(self._engine) as connection:
            return changes.history(connection, village, since, until)

    def diff(self, since: Date, until: Date) -> Diff:
        """What differs between two nights. Raises `NightError` if one is not there or was pruned."""
        with read_from(self._engine) as connection:
            return changes.diff(connection, since, until)

    def record_responses(self, responses: Iterable[Response], date: Date) -> int:
        """Keeps the answers of villages, read on `date`; returns how many are new."""
        with write_to(self._engine) as connection:
            return fieldwork.record_responses(connection, responses, date)

    def responses(self, village: str) -> dict[str, tuple[Date, Response]]:
        """The newest answer to each finding of a village, by the finding's id."""
        with read_from(self._engine) as connection:
            return fieldwork.latest_responses(connection, village)

    def visit(self, visit: RecordedVisit) -> None:
        """Writes down a mentoring visit; the same village, day and mentor again corrects it."""
        if any(len(word) > 12 and word.isdigit() for word in visit.mentor.split()):
            raise PersonalDataError(_("Nama pendamping memuat nomor sepanjang NIK. Tulis nama atau jabatannya saja."))
        with write_to(self._engine) as connection:
            fieldwork.record_visit(connection, visit)

    def visits(self, village: str = "") -> tuple[RecordedVisit, ...]:
        """Visits to one village or to all, each with the findings it solved."""
        with read_from(self._engine) as connection:
            return fieldwork.visits(connection, village)

    def solved_since(self, village: str, date: Date) -> tuple[Change, ...]:
        """The findings of a village that closed on nights after a date."""
        with read_from(self._engine) as connection:
            return changes.solved_between(connection, village, date, None)

    def export_json(self, stream: TextIO) -> None:
        """Writes everything as one JSON document."""
        with read_from(self._engine) as connection:
            exporting.write_json(connection, stream)

    def export_csv(self, stream: TextIO, name: str) -> None:
        """Writes one of the lists `exporting.LISTS`."""
        with read_from(self._engine) as connection:
            exporting.write_csv(connection, stream, name)

    def prune(self, keep: int) -> tuple[int, int]:
        """Drops the details of all but the last `keep` nights; returns the numbers of nights and findings dropped."""
        with write_to(self._engine) as connection:
            dropped = pruning.prune(connection, keep)
        with told(self.place):
            pruning.compact(self._engine)
        return dropped
