"""Member lists of any size for measuring speed: one village of about a thousand persons, over and over.

Every village has its own code, surname and serials, so that no NIK, No. KK or (name, birth date) occurs twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from samples.generator.grids import declared
from samples.generator.population import Registry, Village, found, next_year

VILLAGE_SIZE = 1_000
_YEAR = 2026
# Kecamatan of Balangan, Tabalong, Hulu Sungai Utara and Hulu Sungai Tengah: real codes, so that a look-up knows them.
_DISTRICTS = tuple(
    f"{regency}{number:02}" for regency, last in (("6311", 8), ("6309", 12), ("6308", 10), ("6307", 11))
    for number in range(1, last + 1)
)  # fmt: skip
_SYLLABLES = ("ba", "da", "ga", "ka", "la", "ma", "na", "pa", "ra", "sa", "ta", "wa")
_TWINS = 3  # serials a village uses for one birth date at most
_VILLAGES_PER_DISTRICT = 999 // _TWINS
_Pieces = tuple[str, str, int, str, str, int, str, str]


def write_members_csv(path: Path, rows: int, broken: bool = False, codes: Iterable[str] | None = None) -> None:
    """Write that many members (22 columns: Kode Desa and the export's own, `;`, CRLF, dd/mm/yyyy).

    Clean rows break no rule about members. With `broken` each breaks five: NIK of 15 digits, unknown religion, digits
    in the name, birth date in the future, blank birthplace. `codes` are the villages to fill, one after the other
    (at most 333 a kecamatan; the file ends early when they run out). Without it 13,653 codes are made up, most of which
    no region list knows.
    """
    header = ["Kode Desa", *(f["title"] for f in declared("agtkeluarga")["fields"])]
    with path.open("w", encoding="utf-8", newline="", buffering=1 << 20) as file:
        file.write(";".join(header) + "\r\n")
        file.writelines(islice(_lines(broken, codes or _invented_codes()), rows))


def _invented_codes() -> Iterator[str]:
    return (f"{district}{2001 + n}" for district in _DISTRICTS for n in range(_VILLAGES_PER_DISTRICT))


def _lines(broken: bool, codes: Iterable[str]) -> Iterator[str]:
    pieces = _pieces(broken)
    cut = 1 if broken else 0
    villages: Counter[str] = Counter()
    for number, code in enumerate(codes):
        district, surname = code[:6], _surname(number)
        first = 9001 + villages[district] * _TWINS
        villages[district] += 1
        for a, kk, k, b, c, n, d, e in pieces:
            nik = f"{district}{c}{first + n}"[cut:]
            yield f"{code};{a};_{district}{kk}{first + k};{b} {surname};{d};_{nik};{e.replace('@', surname)}\r\n"


def _surname(number: int) -> str:
    high, low = divmod(number * 97 % 12**4, 144)
    return "".join(_SYLLABLES[i] for i in (high // 12, high % 12, low // 12, low % 12)).capitalize()


def _pieces(broken: bool) -> list[_Pieces]:
    """What stays of each member's line from village to village, cut where code, surname and serials go."""
    village = _village()
    twins: Counter[str] = Counter()
    made: list[_Pieces] = []
    digit = " 7" if broken else ""
    for family in village.families:
        stem = family.number[6:12]
        family_rank = _rank(twins, "kk" + stem)
        before = f"001;{family.rt};{family.hamlet};Jl. {family.hamlet} RT {family.rt}"
        head = family.head.name.split()[0] + digit
        for number, person in enumerate(family.members, start=1):
            born = person.nik[6:12]
            after = ";".join([
                f"{person.name.split()[0]}{digit} @",
                "LAKI-LAKI" if person.sex == "L" else "PEREMPUAN",
                person.relation,
                "" if broken else person.place,
                f"{person.birth:%d/%m}/{2030 + len(made) % 60 if broken else person.birth.year}",
                str(_YEAR - person.birth.year),
                person.status,
                "Islm" if broken else family.faith,
                person.blood,
                "Warga Negara Indonesia",
                family.people,
                person.education(_YEAR),
                person.job(_YEAR),
            ])  # fmt: skip
            made.append((before, stem, family_rank, head, born, _rank(twins, born), str(number), after))
    return made


def _rank(twins: Counter[str], key: str) -> int:
    """How many had this key before: the offset of the serial."""
    twins[key] += 1
    if twins[key] > _TWINS:
        raise ValueError(f"more than {_TWINS} with {key}")
    return twins[key] - 1


def _village() -> Village:
    """Somewhat under a thousand persons."""
    registry = Registry(1, _DISTRICTS[0], ("Dusun Satu", "Dusun Dua"), (("Islam", 90), ("Kristen", 6), ("Hindu", 4)))
    village = next_year(found("6311012001", "", registry, VILLAGE_SIZE - 20), registry, 12, 4, 4, 1)
    while len(village.persons) > VILLAGE_SIZE:
        village.families.pop()
    return village
