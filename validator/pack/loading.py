"""Loading packs: the built-in one, and folders added with `--pack`, which are read on top of it.

Reading them takes longer than a village's check, so what was read without errors is kept between runs (`cache`).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec.structs import replace

from validator.messages.sentences import Sentences, Worded
from validator.messages.sentences import sentence as _
from validator.pack.cache import kept, stamp_of, state, walked
from validator.pack.errors import DeclarationError
from validator.pack.layout import surveyed
from validator.pack.models import Pack
from validator.pack.problems import Problem, printable

OVERRIDES = {"severity", "params", "status", "minutes", "role", "documents"}
"""The keys of a rule that a further pack may change."""
SHOWN = 12
"""So many problems of a pack are told when it is refused."""


def builtin_directory() -> Path:
    """The folder with the shipped `schemas/` and `rules/`: in the wheel, or the repository if installed editable."""
    package = Path(__file__).resolve().parents[1]
    packed = package / "_declared"
    return packed if packed.is_dir() else package.parent


def load_pack(extra: Sequence[Path] = (), examples: bool = True) -> Pack:
    """The built-in pack, with the tables and rules of each folder in `extra` added or overriding by id.

    A check needs no `examples` of rules, and without them it starts sooner. Raises `DeclarationError` with the problems
    of a pack that has errors: it is foreign input, and no part of it is used then.

    >>> pack = load_pack()
    >>> pack.tables["t45"].title
    'Jumlah Sumber Daya Manusia'
    >>> next(rule.severity for rule in pack.rules if rule.id == "SDM-001")
    'error'
    """
    for root in extra:
        if not ((root / "schemas").is_dir() or (root / "rules").is_dir()):
            said = _("{path}: paket aturan harus berisi folder schemas/ atau rules/", path=printable(root))
            raise DeclarationError(said)
    name = "pack-extended" if extra else "pack"
    stamp = stamp_of(state(_entries(builtin_directory())), *_contents(extra))
    if not examples:
        return kept(f"{name}-rules", stamp, Pack, lambda: _without_examples(load_pack(extra)))
    return kept(name, stamp, Pack, lambda: _accepted(*(read_further(extra) if extra else _read_builtin())))


def read_further(extra: Sequence[Path]) -> tuple[Pack, list[Problem]]:
    """The built-in pack with these on top of it, and all that is wrong with them. Imports sqlglot and jsonschema.

    Raises `DeclarationError` if the built-in pack cannot be read.
    """
    from validator.pack.reader import read_packs

    return read_packs(extra, load_pack())


def refusal(problems: Iterable[Problem]) -> Worded | None:
    """The errors of a pack, one line each; None if there are none."""
    errors = [problem for problem in problems if problem.level == "error"]
    if not errors:
        return None
    more = [_("… dan {n} lagi; lihat `prodeskel rules lint`", n=len(errors) - SHOWN)] if len(errors) > SHOWN else []
    return Sentences((_("Paket ditolak:"), *errors[:SHOWN], *more))


def _read_builtin() -> tuple[Pack, list[Problem]]:
    """The built-in pack, which is as it was shipped: its tests judge it."""
    from validator.pack.reader import read_packs
    from validator.startup.gc_paused import gc_paused

    with gc_paused():
        return read_packs([builtin_directory()], judged=False)


def _accepted(pack: Pack, problems: Sequence[Problem]) -> Pack:
    if said := refusal(problems):
        raise DeclarationError(said)
    return pack


def _without_examples(pack: Pack) -> Pack:
    return replace(pack, rules=tuple(replace(rule, examples=()) for rule in pack.rules))


def _entries(root: Path) -> list[os.DirEntry[str]]:
    """The files of the program's own pack."""
    schemas = walked(root / "schemas", (".yml", ".sql"))
    rules = walked(root / "rules", (".yml", "macros.sql"))
    return sorted([*schemas, *rules], key=lambda entry: entry.path.replace(os.sep, "\0"))


def _contents(packs: Iterable[Path]) -> Iterator[bytes]:
    """All that is read of these packs. What cannot be read is a problem of the pack; here it stands for itself."""
    for root in packs:
        files, wrong = surveyed(root)
        yield repr((root, [each.path for each in wrong])).encode(errors="replace")
        for path in [] if wrong else files:
            yield str(path).encode(errors="replace")
            with suppress(OSError):
                yield path.read_bytes()
