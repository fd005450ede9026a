"""From the lists that villages filled in to one file of responses: what was meant, and what nobody can understand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from validator.findings.formatting import mask_long_numbers
from validator.findings.responses import Answer, Response
from validator.messages.texts import LANGUAGES, translator
from validator.reports.workbook.answers import GivenAnswer, read_answers

__all__ = ["AnswerProblem", "merged", "read_responses", "understood"]

_OFFERED: dict[str, Answer] = {
    "sudah diperbaiki": "sudah diperbaiki",
    "data benar karena …": "data benar",
    "belum": "belum",
}
_CHOICES = "tulis “sudah diperbaiki”, “data benar karena …” (dengan alasannya), atau “belum”"


class AnswerProblem(Struct, frozen=True):
    """Something in a list that was not taken over: where, what, and the cure."""

    file: str
    cell: str
    what: str
    cure: str

    def __str__(self) -> str:
        return f"{self.file}{f', sel {self.cell}' if self.cell else ''}: {self.what}; {self.cure}."


def read_responses(paths: Sequence[Path]) -> tuple[list[Response], list[AnswerProblem]]:
    """The responses in these lists, and the problems, both in the order of the files."""
    responses: list[Response] = []
    problems: list[AnswerProblem] = []
    for path in paths:
        good, bad = _of_file(path)
        responses += good
        problems += bad
    return responses, problems + _contradictions(responses)


def merged(earlier: Iterable[Response], new: Iterable[Response]) -> list[Response]:
    """All responses, one a finding: the last one given counts."""
    return sorted({(r.village, r.id): r for r in (*earlier, *new)}.values())


def understood(text: str) -> tuple[Answer, str] | None:
    """The answer and the words after it; None for an answer that is none of the three.

    >>> understood("Data benar, karena sudah pindah"), understood("BELUM."), understood("mungkin")
    (('data benar', 'sudah pindah'), ('belum', ''), None)
    """
    plain = " ".join(text.split())
    for opening, answer in _openings():
        if plain.casefold().startswith(opening):
            rest = plain[len(opening) :]
            if not rest[:1].isalnum():
                return answer, _reason(rest)
    return None


def _openings() -> list[tuple[str, Answer]]:
    """How answers begin in every language, the longest first."""
    openings = {
        translator(lang)(offered).removesuffix("…").strip().casefold(): answer
        for lang in LANGUAGES
        for offered, answer in _OFFERED.items()
    }
    short: dict[str, Answer] = {"data benar": "data benar", "sudah": "sudah diperbaiki"}
    return sorted((openings | short).items(), key=lambda pair: -len(pair[0]))


def _reason(rest: str) -> str:
    """The words after an answer, without the joint and with long numbers masked."""
    words = rest.strip(" .,:;-–—…()")
    for joint in ("karena", "because"):
        if words.casefold().startswith(f"{joint} ") or words.casefold() == joint:
            words = words[len(joint) :].strip(" .,:;-–—…")
    return mask_long_numbers(words)


def _of_file(path: Path) -> tuple[list[Response], list[AnswerProblem]]:
    name = path.name
    try:
        answers = read_answers(path)
    except OSError as error:
        return [], [
            AnswerProblem(name, "", f"tidak dapat dibuka ({error.strerror})", "periksa nama dan izin berkasnya")
        ]
    if answers is None:
        cure = "pilih berkas Excel dari `prodeskel check --format xlsx` yang diisi desa, dan simpan sebagai .xlsx"
        return [], [AnswerProblem(name, "", "bukan daftar perbaikan (kolom Tanggapan atau id tidak ada)", cure)]
    if not answers.village:
        cure = "kembalikan nama berkasnya (daftar-perbaikan_KODE_NAMA.xlsx) atau lembar Ringkasan"
        return [], [AnswerProblem(name, "", "kode desanya tidak tertulis", cure)]
    read = [_response(given, answers.village, name) for given in answers.given]
    return [r for r in read if isinstance(r, Response)], [p for p in read if isinstance(p, AnswerProblem)]


def _response(given: GivenAnswer, village: str, file: str) -> Response | AnswerProblem:
    cell = f"{given.sheet}!{given.cell}"
    if not given.id:
        cure = "tulis tanggapan pada baris temuannya di daftar yang asli"
        return AnswerProblem(file, cell, "baris ini tidak memuat id temuan", cure)
    meaning = understood(given.text)
    if meaning is None:
        shown = mask_long_numbers(given.text if len(given.text) <= 60 else f"{given.text[:60]}…")
        return AnswerProblem(file, cell, f"tanggapan “{shown}” tidak dikenal", _CHOICES)
    answer, reason = meaning
    if answer == "data benar" and not reason:
        return AnswerProblem(file, cell, "alasan mengapa datanya benar belum ditulis", "tulis alasan dan dokumennya")
    return Response(village, given.id, answer, reason, file)


def _contradictions(responses: Iterable[Response]) -> list[AnswerProblem]:
    """Two lists of one village that answer the same finding differently; the later one counts."""
    seen: dict[tuple[str, str], Response] = {}
    problems = []
    for response in responses:
        earlier = seen.get((response.village, response.id))
        if earlier and (earlier.answer, earlier.reason) != (response.answer, response.reason):
            what = f"temuan {response.id} dijawab “{response.answer}”, di {earlier.source} “{earlier.answer}”"
            problems.append(
                AnswerProblem(response.source, "", what, "yang terakhir dipakai; sebut daftar terbaru paling akhir")
            )
        seen[response.village, response.id] = response
    return problems
