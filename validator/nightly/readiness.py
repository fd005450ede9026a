"""What a night would stumble over, found beforehand: files, folders, packs, waivers, the ledger. Nothing is written."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from validator.ledger.errors import LedgerError
from validator.ledger.opening import sqlite_path
from validator.ledger.waiver_files import load_known_waivers
from validator.nightly.config import Config, SourceConfig
from validator.nightly.remembering import expect_history
from validator.nightly.senders import expected_villages
from validator.pack.errors import DeclarationError
from validator.pack.loading import load_pack, read_further
from validator.pack.models import Pack
from validator.regions.added import problems_of
from validator.regions.table import Regions, dotted

__all__ = ["shortcomings", "unknown_limits"]


def shortcomings(config: Config, environment: Mapping[str, str]) -> list[str]:
    """What would stop a night or fail in it, each once, a sentence with its key. Unset variables are left out."""
    found = [*_packs(config), *_sources(config), *_places(config), *_ledger(config, environment), *_extras(config)]
    try:
        pack = load_pack(config.packs)
    except DeclarationError as error:
        found += [] if any(line.startswith("packs: ") for line in found) else [f"packs: {error}"]
    else:
        found += _declared(config, pack)
    return list(dict.fromkeys(found))


def unknown_limits(config: Config, regions: Regions, also: Mapping[str, str]) -> list[str]:
    """Villages with limits of their own that no list of regions knows; `also` are further known ones, by code."""
    known = {*also, *(code for change in config.renamed for code in (change.old, *change.new))}
    unknown = [code for code in config.gate.villages if code not in known and not regions.known_village(code)]
    return [
        f"gate.villages: desa {dotted(code)} tidak dikenal dalam daftar wilayah; periksa kodenya" for code in unknown
    ]


def _packs(config: Config) -> Iterator[str]:
    for pack in config.packs:
        if not pack.is_dir():
            yield f"packs: tidak ada folder {pack}"
            return
    if config.packs:
        reading = read_further(config.packs)
        problems = (*reading.problems, *problems_of(reading.pack.regions))
        yield from (f"packs: {p}" for p in problems if p.level == "error")


def _declared(config: Config, pack: Pack) -> Iterator[str]:
    """What needs the pack: villages that are expected, waived, or have limits of their own."""
    regions = Regions.load(pack.regions)
    expected: dict[str, str] = {}
    try:
        expected = expected_villages(config.expected, config.renamed, regions)
    except DeclarationError as error:
        yield str(error)
    yield from unknown_limits(config, regions, expected)
    if config.waivers:
        try:
            load_known_waivers(config.waivers, pack, regions, config.renamed)
        except OSError as error:
            yield f"waivers: {config.waivers} tidak dapat dibaca ({error.strerror})"
        except DeclarationError as error:
            yield f"waivers: {error}"


def _sources(config: Config) -> Iterator[str]:
    for number, source in enumerate(config.sources, start=1):
        if said := _source(source):
            yield f"sources.{number}: {said}"


def _source(source: SourceConfig) -> str:
    if source.url:
        try:
            parts = urlsplit(source.url)
            _ = parts.port
        except ValueError:
            return "alamat ini tidak dapat dibaca"
        return "" if parts.hostname else "alamat ini tidak menyebut server"
    path = Path(source.path or ".")
    if not path.exists():
        return f"tidak ada folder atau berkas {path}"
    if not (path.is_file() or path.is_dir()):
        return f"{path} bukan folder dan bukan berkas"
    return "" if os.access(path, os.R_OK) else f"{path} tidak boleh dibaca oleh pengguna ini"


def _places(config: Config) -> Iterator[str]:
    folders = {"output": config.output, "site": config.site}
    folders["expectations.folder"] = config.expectations.folder if config.expectations else None
    for key, folder in folders.items():
        if folder and (said := _unwritable(folder)):
            yield f"{key}: {said}"
    if config.metrics and (said := _unwritable_file(config.metrics)):
        yield f"metrics: {said}"


def _unwritable(folder: Path) -> str:
    """Why a folder cannot be made or written in; '' if it can."""
    there = next(p for p in (folder, *folder.parents) if p.exists())
    if not there.is_dir():
        return f"{there} adalah berkas, bukan folder"
    return "" if os.access(there, os.W_OK | os.X_OK) else f"{there} tidak boleh ditulis oleh pengguna ini"


def _unwritable_file(path: Path) -> str:
    if path.is_dir():
        return f"{path} adalah folder, bukan berkas"
    if path.exists() and not os.access(path, os.W_OK):
        return f"{path} tidak boleh ditulis oleh pengguna ini"
    return _unwritable(path.parent)


def _ledger(config: Config, environment: Mapping[str, str]) -> Iterator[str]:
    url = environment.get(config.ledger_env, "").strip() if config.ledger_env else config.ledger
    if not url:
        return
    try:
        path = sqlite_path(url)
        if path and (said := _unwritable_file(path)):
            yield f"ledger: {said}"
            return
        expect_history(url, config.ledger_env or config.ledger, config.output, config.site)
    except LedgerError as error:
        yield f"ledger: {error}"


def _extras(config: Config) -> Iterator[str]:
    wanted = {"crosscheck": "pandera" if config.crosscheck else "",
              "expectations": "great_expectations" if config.expectations else ""}  # fmt: skip
    for key, package in wanted.items():
        if package and find_spec(package) is None:
            yield f"{key}: {package} belum dipasang. Jalankan: pip install 'prodeskel-validator[expectations]'"
