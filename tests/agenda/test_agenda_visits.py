"""The papers of a later visit: short, complete, and clear about who is meant."""

from __future__ import annotations

import re
from datetime import date, timedelta
from io import BytesIO

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from validator.agenda.letterhead import Letterhead
from validator.agenda.papers import PAPERS
from validator.agenda.plan import Visit, plan_village
from validator.agenda.rendering import Templates, renderer
from validator.agenda.words import officer, places_text
from validator.findings.history import Change, History
from validator.findings.responses import Response

CODE = "6311032021"


@pytest.fixture(scope="module")
def second(sampled, discretion):
    """A visit to a village that was visited before, with answers of all kinds."""
    village = next(v for v in sampled.villages if v.code == CODE)
    findings = list(sampled.iter_findings(CODE))
    before = sampled.reference_date - timedelta(days=30)
    states = ("masih_ada", "kambuh", "baru", "selesai")
    changes = tuple(
        Change(f.id, f.rule, f.title, f.severity, CODE, f.table, f.message, states[n % 4], before, 30)
        for n, f in enumerate(findings)
    )
    history = History(CODE, before, sampled.reference_date, changes)
    answers = [Response(CODE, f.id, "sudah diperbaiki" if n % 2 else "data benar") for n, f in enumerate(findings[:20])]
    visit = Visit(sampled.reference_date, mentor="Kasi Pemerintahan")
    return plan_village(village, findings, visit, discretion, history, answers)


def pdf_pages(paper) -> int:
    return len(PdfReader(BytesIO(renderer("pdf")(paper, Templates()))).pages)


def test_an_agenda_of_a_second_visit_fits_two_pages(second) -> None:
    assert pdf_pages(PAPERS["agenda"](second, Letterhead())) <= 2


def test_the_minutes_are_a_page_with_the_rows_as_annex(second) -> None:
    paper = PAPERS["berita-acara"](second, Letterhead())
    assert [section.key for section in paper.drawn if section.annex] == ["temuan"]
    short = replace(paper, sections=tuple(section for section in paper.sections if not section.annex))
    assert pdf_pages(short) == 1


@pytest.mark.parametrize("form", ["html", "md"])
def test_the_annex_follows_the_signatures(second, form: str) -> None:
    text = renderer(form)(PAPERS["berita-acara"](second, Letterhead()), Templates()).decode()
    assert text.index("Ketua Pokja Profil") < text.index("Lampiran: rincian dan penyelesaian")


def test_the_report_speaks_of_a_plan(second) -> None:
    text = renderer("md")(PAPERS["laporan"](second, Letterhead()), Templates()).decode()
    assert "materi direncanakan" in text
    assert not re.search(r"\d+ materi dibahas", text)


def test_answers_that_the_data_contradict_are_told_without_a_ledger(second) -> None:
    text = renderer("md")(PAPERS["agenda"](replace(second, since=None, last=None), Letterhead()), Templates()).decode()
    assert "10 temuan dijawab sudah diperbaiki, tetapi masih ditemukan." in text


@pytest.mark.parametrize("name", list(PAPERS))
def test_the_section_heads_of_village_and_kecamatan_are_told_apart(second, name: str) -> None:
    text = renderer("md")(PAPERS[name](second, Letterhead()), Templates()).decode()
    assert "Kasi Pemerintahan Kecamatan" in text
    assert not re.search(r"Kasi Pemerintahan(?! (Desa|Kecamatan))", text)


def test_a_kelurahan_has_section_heads_of_its_own() -> None:
    assert officer("Kasi Pemerintahan", "Kelurahan") == "Kasi Pemerintahan Kelurahan"
    assert officer("Camat Awayan", "Kecamatan") == "Camat Awayan"


def test_trial_findings_are_counted_as_such(second) -> None:
    tried = replace(second, village=replace(second.village, tried=3))
    text = renderer("md")(PAPERS["agenda"](tried, Letterhead()), Templates()).decode()
    assert "3 di antaranya uji coba, tidak dibahas" in text


def test_rows_of_several_sheets_are_told_with_their_sheet() -> None:
    assert places_text([("", 7), ("", 12)]) == "baris 7, 12"
    assert places_text([("RT 01", 7), ("RT 02", 7), ("RT 01", 9)]) == "lembar RT 01 baris 7, 9; lembar RT 02 baris 7"


def test_the_sheet_reaches_the_papers(sampled, discretion) -> None:
    findings = [replace(f, sheet="RT 02") for f in sampled.iter_findings(CODE) if f.table == "agtkeluarga"]
    village = next(v for v in sampled.villages if v.code == CODE)
    plan = plan_village(village, findings, Visit(date(2026, 11, 24)), discretion, several=frozenset({findings[0].file}))
    text = renderer("md")(PAPERS["tindak-lanjut"](plan, Letterhead()), Templates()).decode()
    assert "lembar RT 02 baris" in text
