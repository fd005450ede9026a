"""The Word and Excel files in an office program that is not the one they are written for."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from pypdf import PdfReader

from validator.agenda.letterhead import Letterhead
from validator.agenda.papers import PAPERS
from validator.agenda.rendering import Templates
from validator.agenda.writing import write_papers

OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")


@pytest.fixture(scope="module")
def printed(plans, tmp_path_factory):
    """Every paper of the fullest village, converted to PDF, by the kind of paper; and every agenda."""
    folder = tmp_path_factory.mktemp("office")
    papers = [make(plans[-1], Letterhead()) for make in PAPERS.values()]
    papers += [PAPERS["agenda"](plan, Letterhead()) for plan in plans[:-1]]
    files = write_papers(papers, "docx", folder, Templates())
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [str(OFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return [PdfReader(path.with_suffix(".pdf")) for path in files]


def test_libreoffice_prints_every_paper(printed) -> None:
    for reader in printed:
        text = reader.pages[0].extract_text()
        assert "KECAMATAN AWAYAN" in text
        assert "{{" not in text
        assert "{%" not in text


def has_widths_of_calibri() -> bool:
    """Whether the font of the templates, or one of the same widths, is there; with wider letters pages are more."""
    tool = shutil.which("fc-match")
    found = subprocess.run([tool, "Calibri"], capture_output=True, text=True, check=False).stdout if tool else ""
    return "Calibri" in found or "Carlito" in found


@pytest.mark.skipif(not has_widths_of_calibri(), reason="neither Calibri nor Carlito is installed")
def test_a_word_agenda_fits_two_pages(printed) -> None:
    for reader in (printed[0], *printed[len(PAPERS) :]):
        assert len(reader.pages) <= 2


def test_pages_are_numbered(printed) -> None:
    for reader in printed:
        total = len(reader.pages)
        for number, page in enumerate(reader.pages, 1):
            assert f"Halaman {number} dari {total}" in " ".join(page.extract_text().split())
