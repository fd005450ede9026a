"""Invented names: syllables put together at random, as long as real names and nobody's."""

from __future__ import annotations

from samples.generator.dice import Dice

_FIRST = ("Ba", "De", "Ga", "Ka", "La", "Ma", "Na", "Pa", "Ra", "Sa", "Ta", "Wi", "Ju", "Mu", "Su")
_MIDDLE = ("lu", "mi", "ne", "ri", "do", "ku", "la", "tu", "ji", "wa")
_MALE = ("ndro", "rso", "kto", "lmin", "nsur", "ryo", "mbang")
_FEMALE = ("ndri", "rsih", "ktia", "lmina", "nsuri", "ryani", "mbila")
_FAMILY = ("Tarubi", "Lamendo", "Pasuri", "Kamelur", "Rindaja", "Bansolo", "Watulir", "Gerundi", "Sumbako", "Nalimpu")


class Names:
    """Gives every person of a village another name."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self._used: set[str] = set()

    def give(self, sex: str, family: str) -> str:
        """A new name of a man ('L') or woman ('P') of that family."""
        while True:
            first = self._dice.pick(_FIRST) + self._dice.pick(_MIDDLE)
            name = first + self._dice.pick(_MALE if sex == "L" else _FEMALE) + " " + family
            if name not in self._used:
                self._used.add(name)
                return name

    def family(self) -> str:
        """A family name."""
        return self._dice.pick(_FAMILY)
