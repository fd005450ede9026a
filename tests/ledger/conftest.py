"""A ledger for each test: in SQLite, and in a PostgreSQL that the tests start on the loopback."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import pytest

from validator.ledger.book import Ledger

USER = "postgres"


def _programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


def _as_user() -> list[str] | None:
    """What makes the server run as an ordinary user; None if that cannot be."""
    if os.geteuid() != 0:
        return []
    try:
        pwd.getpwnam(USER)
    except KeyError:
        return None
    return ["runuser", "-u", USER, "--"] if shutil.which("runuser") else None


@pytest.fixture(scope="session")
def postgres():
    """The address of a running server, up to the name of the database."""
    programs, prefix = _programs(), _as_user()
    if programs is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    if prefix is None:
        pytest.skip("PostgreSQL does not run as root, and there is no user for it")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = Path(tempfile.mkdtemp(prefix="prodeskel-pg-"))
    if prefix:
        shutil.chown(folder, USER)

    def run(*command: str) -> None:
        subprocess.run([*prefix, *command], check=True, capture_output=True, cwd=folder, timeout=120)

    data = str(folder / "data")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    try:
        run(str(programs / "initdb"), "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        run(str(programs / "pg_ctl"), "-D", data, "-o", options, "-l", str(folder / "log"), "-w", "start")
        yield f"postgresql://{USER}@127.0.0.1:{port}/"
    finally:
        subprocess.run(
            [*prefix, str(programs / "pg_ctl"), "-D", data, "-m", "immediate", "stop"], capture_output=True, cwd=folder
        )
        shutil.rmtree(folder, ignore_errors=True)


_names = iter(range(10_000))


def fresh_database(server: str) -> str:
    """The address of a new, empty database."""
    import psycopg

    name = f"ledger_{next(_names)}"
    with psycopg.connect(f"{server}postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return server + name


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """The address of a ledger that does not exist yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'buku.db'}"
    return fresh_database(request.getfixturevalue("postgres"))


@pytest.fixture
def ledger(url):
    with Ledger.open(url) as opened:
        yield opened
