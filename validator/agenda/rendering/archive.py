"""Office files that are the same for the same content: a zip without the time it was made."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

__all__ = ["steady"]

CORE = "docProps/core.xml"
EPOCH = (1980, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")
_REVISION = re.compile(rb"(<cp:(revision|lastModifiedBy)>)[^<]*(</cp:\2>)")


def steady(content: bytes, day: date) -> bytes:
    """The archive with every entry at the start of zip time, and its properties dated `day`."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            info = ZipInfo(entry.filename, EPOCH)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            new.writestr(info, _dated(data, day) if entry.filename == CORE else data)
    return made.getvalue()


def _dated(core: bytes, day: date) -> bytes:
    stamped = _STAMP.sub(rb"\g<1>" + f"{day.isoformat()}T00:00:00Z".encode() + rb"\g<3>", core)
    return _REVISION.sub(rb"\g<1>1\g<3>", stamped)
