"""What Prodeskel replies instead of an export, on a page or in a few words."""

from __future__ import annotations

import re

__all__ = ["message_in"]

_MESSAGES = (
    ("unauthorised", r"pengguna yang tidak berizin|pengguna tidak berizin|unauthori[sz]ed user|user not authori[sz]ed"),
    ("session_expired", r"sesi (?:anda |ini )?(?:telah |sudah )?(?:berakhir|habis|kedaluwarsa|kadaluarsa)|"
     r"session (?:has |is )?expired|session timed? ?out"),
    ("empty_grid", r"tidak ada data untuk ditampilkan|no records? (?:to show|to display|found)"),
)  # fmt: skip
_PATTERNS = tuple((reason, re.compile(pattern, re.IGNORECASE)) for reason, pattern in _MESSAGES)


def message_in(text: str) -> str:
    """The reason that a page or a short reply of Prodeskel gives for holding no data, else ''.

    >>> message_in("Pengguna yang tidak berizin"), message_in("NIK;Nama")
    ('unauthorised', '')
    """
    return next((reason for reason, pattern in _PATTERNS if pattern.search(text)), "")
