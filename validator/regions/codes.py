"""The shape of region codes: how they are written, whose numbering they follow, and what a slip of the finger makes.

Pure functions of text; which codes exist is known to `regions.table`. A code of Kemendagri has 2 digits for the
province, 2 for the regency, 2 for the district and 4 for the village, the first of which is 1 for a kelurahan, 2 for a
desa and 3 for a desa adat. A code of the statistics office (BPS) has 10 digits too, but 3 for the district and 3 for
the village: its seventh digit is the last of the district's number and mostly 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["dotted", "is_bps_code", "plain_code", "slips"]

_CODE = re.compile(r"[0-9]{2}(?:[0-9]{2}(?:[0-9]{2}(?:[0-9]{4})?)?)?")
_SEPARATORS = re.compile(r"[.\s_\-\u2010-\u2015\u2212]")


def plain_code(code: str) -> str:
    """The digits of a region code, '' if it is none. Dots, blanks, lines and hyphens may stand anywhere in it.

    >>> plain_code("63.11.03.2021"), plain_code("6311.03.2021"), plain_code("63-11-03-2021"), plain_code("desa 2021")
    ('6311032021', '6311032021', '6311032021', '')
    """
    digits = _SEPARATORS.sub("", code)
    return digits if _CODE.fullmatch(digits) else ""


def dotted(code: str) -> str:
    """A plain code as decrees print it.

    >>> dotted("6311032021"), dotted("6311")
    ('63.11.03.2021', '63.11')
    """
    return ".".join(filter(None, (code[:2], code[2:4], code[4:6], code[6:])))


def is_bps_code(code: str) -> bool:
    """Whether ten digits are surely no code of Kemendagri, but may be one of BPS: the seventh is none of 1, 2 and 3.

    Codes of BPS with such a seventh digit (district 031, 032 …) cannot be told apart. A seventh digit of 4 or more is
    rare there: it may as well be a slip.

    >>> is_bps_code("6311030021"), is_bps_code("6311032021")
    (True, False)
    """
    if not (len(code) == 10 and code.isascii() and code.isdigit()) or code[6] in "123":
        return False
    return "01" <= code[2:4] <= "79" and code[4:7] != "000" and code[7:] != "000"


def slips(code: str) -> Iterator[str]:
    """What may have been meant by a mistyped code: two neighbours swapped, then one digit wrong, from the end."""
    for at in range(len(code) - 2, -1, -1):
        if code[at] != code[at + 1]:
            yield code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    for at in range(len(code) - 1, -1, -1):
        yield from (code[:at] + digit + code[at + 1 :] for digit in "0123456789" if digit != code[at])
