"""Opening a ledger: its address, its connection settings, and bringing its tables up to date."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date as Date  # noqa: N812
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from validator.ledger.errors import UnavailableError
from validator.ledger.reading import digests
from validator.messages.sentences import Sentence
from validator.messages.sentences import sentence as _

__all__ = [
    *("HEAD", "MIGRATIONS", "address", "connect", "history", "migrate", "read_from", "sqlite_path", "told", "write_to"),
]

MIGRATIONS = Path(__file__).resolve().parent / "migrations"
HEAD = "0002"
"""The newest migration."""

PATIENCE = 30
"""Seconds to wait for another run that is writing."""


def address(url: str) -> URL:
    """The address of a ledger: an SQLAlchemy URL, or the path of an SQLite file. PostgreSQL is spoken to by psycopg."""
    try:
        parsed = make_url(url if "://" in url else f"sqlite:///{url}")
    except ArgumentError as error:
        said = _("Alamat buku temuan tidak dapat dibaca ({error}).", error=str(error))
        raise UnavailableError(said.then(_FORMS)) from error
    if parsed.drivername in ("postgresql", "postgres", "postgresql+psycopg"):
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() != "sqlite":
        raise UnavailableError(_("Basis data {name} tidak dikenal.", name=parsed.drivername).then(_FORMS))
    return parsed


_FORMS = _("Tulis sqlite:///folder/buku-temuan.db atau postgresql://pengguna@server/basisdata.")


def connect(url: str, *, create: bool = True) -> Engine:
    """An engine for the ledger at `url`, its tables up to date.

    Raises `UnavailableError`; with `create` false also where there is no ledger yet, or a file without a byte in it,
    which stays as it is.
    """
    place = address(url)
    shown = place.render_as_string(hide_password=True)
    path = sqlite_path(url)
    if path and not create and not (path.is_file() and path.stat().st_size):
        raise UnavailableError(
            _("Buku temuan {path} belum ada. Rekam satu malam dulu: prodeskel ledger record FOLDER.", path=path)
        )
    try:
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
        engine = _engine(place)
    except ImportError as error:
        raise _without_driver(error) from error
    except OSError as error:
        raise UnavailableError(
            _("Buku temuan {shown} tidak dapat dibuat: {reason}.", shown=shown, reason=error.strerror)
        ) from error
    try:
        with told(shown):
            migrate(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def sqlite_path(url: str) -> Path | None:
    """The file of a ledger in SQLite; None for one in PostgreSQL."""
    place = address(url)
    return Path(place.database) if place.get_backend_name() == "sqlite" and place.database else None


def history(url: str) -> dict[Date, str] | None:
    """Dates and digests of the nights of a ledger, None if there is no ledger. Makes and changes nothing.

    Raises `UnavailableError`.
    """
    path = sqlite_path(url)
    if path is not None and not (path.is_file() and path.stat().st_size):
        return None
    try:
        engine = _engine(address(url))
    except ImportError as error:
        raise _without_driver(error) from error
    try:
        with read_from(engine) as connection:
            if not _revision(connection):
                _refuse_stranger(connection)
                return None
            return digests(connection)
    finally:
        engine.dispose()


def _without_driver(error: ImportError) -> UnavailableError:
    cure = _("Pasang dengan: pip install 'prodeskel-validator[postgres]'.")
    return UnavailableError(_("PostgreSQL memerlukan psycopg ({error}).", error=str(error)).then(cure))


def _refuse_stranger(connection: Connection) -> None:
    """Raises `UnavailableError` for an SQLite file that holds the tables of another program."""
    if connection.dialect.name == "sqlite" and inspect(connection).get_table_names():
        raise UnavailableError(
            _(
                "Berkas {database} milik program lain, bukan buku temuan. Tulis nama berkas lain.",
                database=connection.engine.url.database,
            )
        )


def _engine(place: URL) -> Engine:
    if place.get_backend_name() != "sqlite":
        return create_engine(place)
    engine = create_engine(place, connect_args={"timeout": PATIENCE})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - a driver's connection
    """Leaves transactions to us (also around CREATE TABLE), and asks SQLite for what it does not do by itself."""
    connection.isolation_level = None
    for pragma in ("journal_mode = WAL", "foreign_keys = ON", "synchronous = FULL", "cache_size = -65536"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


@contextmanager
def told(shown: str) -> Iterator[None]:
    """Turns what the database says into a sentence. `shown` is the address without its password."""
    try:
        yield
    except DBAPIError as error:
        raise UnavailableError(
            _("Buku temuan {shown} tidak dapat dipakai: {wrong}", shown=shown, wrong=_wrong(error))
        ) from error


def _wrong(error: DBAPIError) -> Sentence:
    said = " ".join(str(error.orig).split())
    if "locked" in said:
        return _("sedang ditulis oleh proses lain. Tunggu sampai selesai, lalu jalankan lagi. ({said})", said=said)
    if "not a database" in said or "malformed" in said:
        return _("berkasnya rusak atau bukan buku temuan. Pulihkan dari cadangan. ({said})", said=said)
    return _("{said}. Periksa alamat, izin, dan ruang penyimpanannya.", said=said)


@contextmanager
def write_to(engine: Engine) -> Iterator[Connection]:
    """One transaction that writes, the only one at a time; rolled back unless the block ends well."""
    with told(_shown(engine)), engine.connect().execution_options(writes=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('prodeskel ledger'))"))
        yield connection


@contextmanager
def read_from(engine: Engine) -> Iterator[Connection]:
    """One transaction that reads, all of it from the same state."""
    level = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
    with told(_shown(engine)), engine.connect().execution_options(**level) as connection, connection.begin():
        yield connection


def _shown(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=True)


def migrate(engine: Engine) -> None:
    """Brings the tables to `HEAD`, in one transaction. Raises `UnavailableError` for a ledger of a newer program."""
    with read_from(engine) as connection:
        found = _revision(connection)
        if not found:
            _refuse_stranger(connection)
    if found == HEAD:
        return
    if found and found not in {p.name[:4] for p in (MIGRATIONS / "versions").glob("0*.py")}:
        raise UnavailableError(
            _("Buku temuan ini ditulis oleh versi program yang lebih baru. Perbarui programnya dulu.")
        )
    with write_to(engine) as connection:
        if _revision(connection) != HEAD:
            _upgrade(connection)


def _revision(connection: Connection) -> str:
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
