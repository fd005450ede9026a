"""A village of invented families whose ages, relations, schooling and work agree, and how it lives through a year.

Birthdays fall between 1 January and 28 May, so that calendar age (year less birth year, as the export prints it) and
completed age are the same on every date the forms carry. Some adults are born later in the year; they are of an age
at which it makes no difference to any five-year group.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from itertools import count

from samples.generator import schooling
from samples.generator.dice import Dice
from samples.generator.names import Names

START = 2025
_LATE_AGES = frozenset({26, 27, 28, 31, 32, 33, 36, 37, 38, 41, 42, 43, 46, 47})
_PLACES = ("Balangan", "Paringin", "Awayan", "Amuntai", "Barabai", "Tanjung")
_BLOOD = (("O", 38), ("A", 22), ("B", 24), ("AB", 7), ("Tidak Tahu", 9))


@dataclass
class Person:
    """One member of a family; `reached` and `adult` are the plan that schooling and work follow."""

    name: str
    sex: str
    birth: date
    nik: str
    relation: str
    status: str
    place: str
    blood: str
    reached: str
    adult: str

    def education(self, year: int) -> str:
        return schooling.education(self.birth, self.reached, year)

    def job(self, year: int) -> str:
        return schooling.job(self.birth, self.reached, self.adult, year)


@dataclass
class Family:
    """One Kartu Keluarga; the head comes first."""

    number: str
    surname: str
    faith: str
    people: str
    hamlet: str
    rt: str
    members: list[Person] = field(default_factory=list)

    @property
    def head(self) -> Person:
        return self.members[0]


@dataclass
class Village:
    """All families of a village in one year."""

    code: str
    name: str
    year: int
    families: list[Family]

    @property
    def persons(self) -> list[Person]:
        return [person for family in self.families for person in family.members]


class Registry:
    """Founds families and registers births: hands out NIK and KK numbers with serials from 9001.

    `taken` are the numbers of villages of the same kecamatan, which are not given again; those given here are added.
    """

    def __init__(
        self,
        seed: int,
        district: str,
        hamlets: Sequence[str],
        faiths: Sequence[tuple[str, float]],
        taken: set[str] | None = None,
    ) -> None:
        self.dice = Dice(seed)
        self.names = Names(self.dice)
        self.district, self.hamlets, self.faiths = district, hamlets, faiths
        self.taken = set() if taken is None else taken

    def _serial(self, stem: str) -> str:
        number = next(n for n in (f"{stem}{serial}" for serial in count(9001)) if n not in self.taken)
        self.taken.add(number)
        return number

    def nik(self, birth: date, sex: str) -> str:
        """A new NIK: district, birth date (women: day + 40), serial."""
        day = birth.day + (40 if sex == "P" else 0)
        return self._serial(f"{self.district}{day:02}{birth:%m%y}")

    def birthday(self, age: int) -> date:
        """A birth date of someone who is `age` in the year the village starts."""
        late = age in _LATE_AGES and self.dice.chance(0.2)
        month = self.dice.between(7, 12) if late else self.dice.between(1, 5)
        return date(START - age, month, self.dice.between(1, 28))

    def family(self, recorded: date | None = None) -> Family:
        """A family without members yet; `recorded` is the date in its KK number."""
        dice = self.dice
        when = recorded or date(dice.between(2007, 2024), dice.between(1, 12), dice.between(1, 28))
        hamlet = dice.between(0, len(self.hamlets) - 1)
        faith = dice.weigh(self.faiths)
        people = "Banjar" if faith == "Islam" and dice.chance(0.85) else "Jawa" if faith == "Islam" else "Dayak"
        rt = f"{2 * hamlet + dice.between(1, 2):03}"
        number = self._serial(f"{self.district}{when:%d%m%y}")
        return Family(number, self.names.family(), faith, people, self.hamlets[hamlet], rt)

    def join(self, family: Family, sex: str, age: int, relation: str, status: str) -> Person:
        """A new member of the family, `age` years old when the village starts (negative: born later)."""
        birth = self.birthday(age)
        wife = sex == "P" and status == "Kawin"
        reached = schooling.level(self.dice, birth.year)
        adult = schooling.work(self.dice, birth.year, sex, reached, wife)
        surname = self.names.family() if relation in {"Istri", "Menantu", "Mertua"} else family.surname
        person = Person(
            self.names.give(sex, surname), sex, birth, self.nik(birth, sex), relation, status,
            self.dice.pick(_PLACES), self.dice.weigh(_BLOOD), reached, adult,
        )  # fmt: skip
        family.members.append(person)
        return person


def found(code: str, name: str, registry: Registry, size: int) -> Village:
    """A village of at least `size` persons in its first year."""
    village = Village(code, name, START, [])
    turn = 0
    while len(village.persons) < size:
        village.families.append(_household(registry, turn))
        turn += 1
    return village


def _household(registry: Registry, turn: int) -> Family:
    """The next family: the kind and the age of its head run through all kinds and ages."""
    family = registry.family()
    kind, age = turn % 12, 24 + (turn * 11) % 53
    if kind == 3:
        _widow_alone(registry, family, max(age, 60) + turn // 12 % 9)
    elif kind == 5:
        _widow_with_children(registry, family, 34 + turn % 17)
    elif kind == 7:
        _three_generations(registry, family, 52 + turn % 13)
    elif kind == 9:
        _widow_with_married_son(registry, family, 55 + turn // 12 % 12)
    else:
        _couple(registry, family, age)
        if kind == 11 and age <= 56:
            _old_mother(registry, family, age)
    return family


def _couple(registry: Registry, family: Family, age: int) -> None:
    registry.join(family, "L", age, "Kepala Keluarga", "Kawin")
    mother = age - registry.dice.between(0, 4)
    registry.join(family, "P", mother, "Istri", "Kawin")
    _children(registry, family, mother)


def _children(registry: Registry, family: Family, mother: int) -> None:
    """Children born when their mother was 20 to 41, two to five years apart; the grown-up ones have mostly left."""
    age = mother - registry.dice.between(20, 25)
    for _ in range(registry.dice.weigh(((1, 20), (2, 40), (3, 30), (4, 10)))):
        leaves = age >= 27 or (age >= 20 and registry.dice.chance(0.5))
        if age >= 0 and mother - age <= 41 and not leaves:
            registry.join(family, registry.dice.pick("LP"), age, "Anak Kandung", "Belum Kawin")
        age -= registry.dice.between(2, 5)


def _widow_alone(registry: Registry, family: Family, age: int) -> None:
    registry.join(family, registry.dice.pick("LPP"), age, "Kepala Keluarga", "Janda/Duda")


def _widow_with_children(registry: Registry, family: Family, age: int) -> None:
    registry.join(family, "P", age, "Kepala Keluarga", "Janda/Duda")
    _children(registry, family, age)


def _young_couple(registry: Registry, family: Family, son: int) -> None:
    """A married son of that age, his wife and a grandchild of the head."""
    registry.join(family, "L", son, "Anak Kandung", "Kawin")
    registry.join(family, "P", son - 2, "Menantu", "Kawin")
    registry.join(family, registry.dice.pick("LP"), son - registry.dice.between(23, 26), "Cucu", "Belum Kawin")


def _three_generations(registry: Registry, family: Family, age: int) -> None:
    registry.join(family, "L", age, "Kepala Keluarga", "Kawin")
    registry.join(family, "P", age - 2, "Istri", "Kawin")
    _young_couple(registry, family, age - 24)


def _widow_with_married_son(registry: Registry, family: Family, age: int) -> None:
    registry.join(family, "P", age, "Kepala Keluarga", "Janda/Duda")
    _young_couple(registry, family, age - 25)


def _old_mother(registry: Registry, family: Family, age: int) -> None:
    registry.join(family, "P", age + registry.dice.between(20, 27), "Ibu", "Janda/Duda")


def next_year(village: Village, registry: Registry, births: int, deaths: int, leavers: int, arrivals: int) -> Village:
    """The same village a year on: so many babies, dead, grown children gone and young families come."""
    after = Village(village.code, village.name, village.year + 1, deepcopy(village.families))
    _bury(after, deaths)
    _depart(after, leavers)
    _bear(after, registry, births)
    for turn in range(arrivals):
        after.families.append(_newcomers(registry, after.year, 26 + 3 * turn))
    return after


def _bear(village: Village, registry: Registry, births: int) -> None:
    """Babies for wives of 20 to 36 whose youngest is two or older."""
    for family in village.families:
        wives = [m for m in family.members if m.relation == "Istri" and 20 <= village.year - m.birth.year <= 36]
        spaced = all(village.year - m.birth.year >= 2 for m in family.members)
        if births and wives and spaced and len(family.members) <= 5:
            registry.join(family, registry.dice.pick("LP"), START - village.year, "Anak Kandung", "Belum Kawin")
            births -= 1


def _bury(village: Village, deaths: int) -> None:
    """The oldest who are not head of a family die; a widowed head becomes Janda/Duda."""
    mortal = [(m.birth, f, m) for f in village.families for m in f.members if m.relation in {"Ibu", "Istri"}]
    for _, family, member in sorted(mortal, key=lambda found: found[0])[:deaths]:
        family.members.remove(member)
        if member.relation == "Istri":
            family.head.status = "Janda/Duda"


def _depart(village: Village, leavers: int) -> None:
    """Unmarried children over 20 leave for town, one a family."""
    for family in village.families:
        grown = [m for m in family.members if m.relation == "Anak Kandung" and m.status == "Belum Kawin"
                 and village.year - m.birth.year > 20]  # fmt: skip
        if leavers and grown and len(family.members) > 2:
            family.members.remove(grown[0])
            leavers -= 1


def _newcomers(registry: Registry, year: int, age: int) -> Family:
    """A young family whose Kartu Keluarga was issued this year."""
    family = registry.family(recorded=date(year, 2, registry.dice.between(1, 28)))
    registry.join(family, "L", age, "Kepala Keluarga", "Kawin")
    registry.join(family, "P", age - 2, "Istri", "Kawin")
    registry.join(family, "P", age - 23, "Anak Kandung", "Belum Kawin")
    return family
