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
from validator.messages.sentences import worded
from validator.messages.texts import Translator, translator
from validator.nightly.config import Config, SourceConfig
from validator.nightly.remembering import expect_history
from validator.nightly.senders import expected_villages
from validator.pack.errors import DeclarationError
from validator.pack.loading import load_pack, read_further
from validator.pack.models import Pack
from validator.regions.added import problems_of
from validator.regions.table import Regions, dotted

__all__ = ["shortcomings", "unknown_limits"]


def shortcomings(config: Config, environment: Mapping[str, str], lang: str = "id") -> list[str]:
    """What would stop a night or fail in it, each once, a sentence with its key. Unset variables are left out."""
    _ = translator(lang)
    found = [*_packs(config, _), *_sources(config, _), *_places(config, _)]
    found += [*_ledger(config, environment, _), *_extras(config, _)]
    try:
        pack = load_pack(config.packs)
    except DeclarationError as error:
        found += [] if any(line.startswith("packs: ") for line in found) else [f"packs: {worded(error, lang)}"]
    else:
        found += _declared(config, pack, _)
    return list(dict.fromkeys(found))


def unknown_limits(config: Config, regions: Regions, also: Mapping[str, str], lang: str = "id") -> list[str]:
    """Villages with limits of their own that no list of regions knows; `also` are further known ones, by code."""
    known = {*also, *(code for change in config.renamed for code in (change.old, *change.new))}
    unknown = [code for code in config.gate.villages if code not in known and not regions.known_village(code)]
    _ = translator(lang)
    said = _("desa {code} tidak dikenal dalam daftar wilayah; periksa kodenya")
    return [f"gate.villages: {said.format(code=dotted(code))}" for code in unknown]


def _packs(config: Config, _: Translator) -> Iterator[str]:
    for pack in config.packs:
        if not pack.is_dir():
            yield "packs: " + _("tidak ada folder {folder}").format(folder=pack)
            return
    if config.packs:
        whole, problems = read_further(config.packs)
        yield from (
            f"packs: {p.worded(_.lang)}" for p in (*problems, *problems_of(whole.regions)) if p.level == "error"
        )


def _declared(config: Config, pack: Pack, _: Translator) -> Iterator[str]:
    """What needs the pack: villages that are expected, waived, or have limits of their own."""
    regions = Regions.load(pack.regions)
    expected: dict[str, str] = {}
    try:
        expected = expected_villages(config.expected, config.renamed, regions, _.lang)
    except DeclarationError as error:
        yield str(error)
    yield from unknown_limits(config, regions, expected, _.lang)
    if config.waivers:
        try:
            load_known_waivers(config.waivers, pack, regions, config.renamed)
        except OSError as error:
            said = _("{path} tidak dapat dibaca ({reason})").format(path=config.waivers, reason=error.strerror)
            yield f"waivers: {said}"
        except DeclarationError as error:
            yield f"waivers: {worded(error, _.lang)}"


def _sources(config: Config, _: Translator) -> Iterator[str]:
    for number, source in enumerate(config.sources, start=1):
        if said := _source(source, _):
            yield f"sources.{number}: {said}"


def _source(source: SourceConfig, _: Translator) -> str:
    if source.url:
        try:
            parts = urlsplit(source.url)
            parts.port  # noqa: B018 - raises for a port that is none
        except ValueError:
            return _("alamat ini tidak dapat dibaca")
        return "" if parts.hostname else _("alamat ini tidak menyebut server")
    path = Path(source.path or ".")
    if not path.exists():
        return _("tidak ada folder atau berkas {path}").format(path=path)
    if not (path.is_file() or path.is_dir()):
        return _("{path} bukan folder dan bukan berkas").format(path=path)
    return "" if os.access(path, os.R_OK) else _("{path} tidak boleh dibaca oleh pengguna ini").format(path=path)


def _places(config: Config, _: Translator) -> Iterator[str]:
    folders = {"output": config.output, "site": config.site}
    folders["expectations.folder"] = config.expectations.folder if config.expectations else None
    for key, folder in folders.items():
        if folder and (said := _unwritable(folder, _)):
            yield f"{key}: {said}"
    if config.metrics and (said := _unwritable_file(config.metrics, _)):
        yield f"metrics: {said}"


def _unwritable(folder: Path, _: Translator) -> str:
    """Why a folder cannot be made or written in; '' if it can."""
    there = next(p for p in (folder, *folder.parents) if p.exists())
    if not there.is_dir():
        return _("{path} adalah berkas, bukan folder").format(path=there)
    return "" if os.access(there, os.W_OK | os.X_OK) else _protected(there, _)


def _unwritable_file(path: Path, _: Translator) -> str:
    if path.is_dir():
        return _("{path} adalah folder, bukan berkas").format(path=path)
    if path.exists() and not os.access(path, os.W_OK):
        return _protected(path, _)
    return _unwritable(path.parent, _)


def _protected(path: Path, _: Translator) -> str:
    return _("{path} tidak boleh ditulis oleh pengguna ini").format(path=path)


def _ledger(config: Config, environment: Mapping[str, str], _: Translator) -> Iterator[str]:
    url = environment.get(config.ledger_env, "").strip() if config.ledger_env else config.ledger
    if not url:
        return
    try:
        path = sqlite_path(url)
        if path and (said := _unwritable_file(path, _)):
            yield f"ledger: {said}"
            return
        expect_history(url, config.ledger_env or config.ledger, config.output, config.site, _.lang)
    except LedgerError as error:
        yield f"ledger: {worded(error, _.lang)}"


def _extras(config: Config, _: Translator) -> Iterator[str]:
    wanted = {"crosscheck": "pandera" if config.crosscheck else "",
              "expectations": "great_expectations" if config.expectations else ""}  # fmt: skip
    for key, package in wanted.items():
        if package and find_spec(package) is None:
            said = _("{package} belum dipasang. Jalankan: pip install 'prodeskel-validator[expectations]'")
            yield f"{key}: {said.format(package=package)}"
