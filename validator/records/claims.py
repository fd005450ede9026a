"""Where folder, file name or `--village` name another village than the one whose data a sheet holds."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache
from pathlib import PurePosixPath

from msgspec import Struct

from validator.readers.notes import Note
from validator.readers.texts import compact, normalise
from validator.regions.named import names_in, villages_of_path
from validator.regions.table import Regions, plain_code

__all__ = ["Claims", "claims_of"]

_LISTED = 3


class Claims(Struct, frozen=True):
    """What is to be told, and the codes of villages that are named though the sheet holds nothing of them."""

    notes: tuple[Note, ...] = ()
    unmet: tuple[str, ...] = ()


def claims_of(path: str, option: str, villages: Collection[str], regions: Regions) -> Claims:
    """The claims of the path and of `--village` that rows of these `villages` contradict."""
    if not villages:
        return Claims()
    found = dict(_of_path(path, villages, regions))
    notes = [_note("village_differs", code, part, villages, regions) for code, part in found.items()]
    said = plain_code(option)
    if len(said) == 10 and said not in villages:
        found[said] = ""
        notes.append(_note("village_option_differs", said, "", villages, regions))
    return Claims(tuple(notes), tuple(sorted(code for code in found if code not in villages)))


def _of_path(path: str, villages: Collection[str], regions: Regions) -> Iterator[tuple[str, str]]:
    """The villages that the path names and that are not the only one of the rows, with the folder that names them."""
    parts = PurePosixPath(path.replace("\\", "/")).parts
    coded = {code: part for part in parts for code in villages_of_path(part, regions)}
    if coded:
        yield from ((code, part) for code, part in coded.items() if {code} != set(villages))
    elif len(villages) == 1:
        yield from _of_names(parts[:-1], next(iter(villages)), regions)


def _of_names(folders: tuple[str, ...], village: str, regions: Regions) -> Iterator[tuple[str, str]]:
    """Folders without a code that bear the name of another village of the same district, none that of this one."""
    own, district = compact(regions.name(village)), village[:6]
    namesake = normalise(regions.name(district))
    others = (folder for folder in folders if normalise(folder) != namesake)
    named = [(name, folder) for folder in others for name in names_in(folder) if name != namesake]
    if own and not any(compact(name) == own for name, _ in named):
        for name, folder in reversed(named):
            whole = own in compact(folder) and len(compact(name)) < len(own)  # Bagan Batu Kota, Lumpatan 2
            if not whole and (code := _village_named(name, district, regions)):
                yield code, folder
                return


@lru_cache(maxsize=4096)
def _village_named(name: str, district: str, regions: Regions) -> str:
    return regions.find_village(name, district) or ""


def _note(key: str, code: str, part: str, villages: Collection[str], regions: Regions) -> Note:
    others = [village for village in sorted(villages) if village != code]
    held = ", ".join(_called(village, regions) for village in others[:_LISTED])
    more = f" … ({len(others)})" if len(others) > _LISTED else ""
    return Note(key, {"villages": held + more, "claimed": _called(code, regions), "part": part})


def _called(code: str, regions: Regions) -> str:
    name = regions.name(code)
    return f"{code} ({name})" if name else code
