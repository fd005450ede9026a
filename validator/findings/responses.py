"""What a village answered to a list: one answer a finding, kept in a small JSON file that people can read and mail."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Literal, get_args

from msgspec import Struct
from msgspec.structs import asdict

__all__ = ["ANSWERS", "Answer", "Response", "ResponseError", "dump", "load"]

Answer = Literal["sudah diperbaiki", "data benar", "belum"]
ANSWERS: tuple[Answer, ...] = get_args(Answer)
FORMAT_VERSION = 1


class ResponseError(ValueError):
    """A responses file that cannot be understood; the text names the file and what to do."""


class Response(Struct, frozen=True, order=True):
    """The answer to one finding. `reason` is what follows "data benar karena"; `source` names the list it stood in."""

    village: str
    id: str
    answer: Answer
    reason: str = ""
    source: str = ""


def dump(responses: Iterable[Response]) -> str:
    """The file's text: sorted, one answer a line, the same for the same answers."""
    lines = [json.dumps(asdict(r), ensure_ascii=False) for r in sorted(responses)]
    body = ",\n  ".join(lines)
    return f'{{"format_version": {FORMAT_VERSION}, "responses": [\n  {body}\n]}}\n'


def load(path: Path) -> tuple[Response, ...]:
    """Reads what `dump` wrote. Raises `ResponseError`; a missing file is an `OSError`."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return tuple(_response(entry) for entry in content["responses"])
    except (ValueError, KeyError, TypeError) as error:
        raise ResponseError(
            f"{path}: bukan berkas tanggapan yang utuh ({error}). Buat lagi dengan `prodeskel tanggapan`."
        ) from error


def _response(entry: dict[str, str]) -> Response:
    response = Response(**entry)  # type: ignore[arg-type]
    if response.answer not in ANSWERS:
        raise ValueError(f"tanggapan {response.answer!r} tidak dikenal")
    return response
