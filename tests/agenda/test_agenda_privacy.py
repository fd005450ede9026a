"""No paper that is passed on names a person, not even where the check was run without masks."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO, StringIO

import pytest
from findings_support import finding
from msgspec.structs import replace
from pypdf import PdfReader

from validator.agenda.letterhead import Letterhead
from validator.agenda.papers import PAPERS
from validator.agenda.plan import Visit, plan_village
from validator.agenda.rendering import Templates, renderer
from validator.pack.models import Pack
from validator.reports import write
from validator.reports.json_source import load_result

LONG = re.compile(r"\d{13,}")


@pytest.fixture(scope="module")
def exposed(unmasked, pack, tmp_path_factory):
    """The unmasked result, through the file that a careless `--show-personal` writes."""
    path = tmp_path_factory.mktemp("hasil") / "hasil.json"
    write("json", unmasked, path)
    return load_result(path, pack)


@pytest.fixture(scope="module")
def secrets(exposed, pack) -> set[str]:
    """What must not be read anywhere: personal values as they stand in the findings, and dates of birth."""
    personal = {f.name for t in pack.tables.values() for f in t.fields if f.personal or f.identifier}
    personal = (personal | {"tanggal_lahir"}) - {"kode_desa"}
    found = {v for f in exposed.findings for n, v in f.values.items() if n in personal and len(v) >= 5}
    kept = {v for v in found if not v.startswith("(")} - {v.name for v in exposed.villages}
    assert any(v.replace(" ", "").isalpha() for v in kept), "no name in the samples' findings"
    assert any(v.isdigit() for v in kept), "no number in the samples' findings"
    return kept


def plain(content: bytes, form: str) -> str:
    if form == "pdf":
        return " ".join("\n".join(p.extract_text() for p in PdfReader(BytesIO(content)).pages).split())
    if form in ("docx", "xlsx"):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = [archive.read(n).decode() for n in archive.namelist() if n.endswith((".xml", ".rels"))]
        return re.sub(r"<[^>]*>", "", " ".join(p for p in parts if "theme" not in p[:400]))
    return content.decode()


@pytest.mark.parametrize("form", ["docx", "pdf", "html", "md"])
@pytest.mark.parametrize("name", PAPERS)
def test_papers_name_nobody(exposed, secrets, discretion, name: str, form: str) -> None:
    for village in exposed.villages:
        found = list(exposed.iter_findings(village.code))
        plan = plan_village(village, found, Visit(exposed.reference_date), discretion)
        text = plain(renderer(form)(PAPERS[name](plan, Letterhead()), Templates()), form)
        assert not [s for s in secrets if s in text]
        assert form in ("docx", "pdf") or not LONG.findall(text)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_messages_name_nobody(exposed, secrets, lang: str) -> None:
    stream = StringIO()
    write("whatsapp", exposed, stream, lang)
    assert not [s for s in secrets if s in stream.getvalue()]
    assert not LONG.findall(stream.getvalue())


def test_a_form_or_rule_unknown_to_the_pack_counts_as_personal(discretion) -> None:
    known = finding(1, "POT-004", "t03", message="Luas 5 ha.")
    assert discretion.message(known) == "Luas 5 ha."
    for changed in (replace(known, table="milik_sendiri"), replace(known, rule="SENDIRI-1")):
        assert discretion.message(changed) == ""
    assert discretion.title(replace(known, rule="SENDIRI-1")) == "SENDIRI-1"


def test_a_long_number_in_a_harmless_form_is_masked(discretion) -> None:
    slipped = finding(1, "POT-004", "t03", message="Luas 6311030101909001 ha.")
    assert "6311030101909001" not in discretion.message(slipped)


def test_a_message_with_a_personal_column_is_kept_back(discretion, pack: Pack) -> None:
    table = next(t for t in pack.tables.values() if t.layout != "records" and any(f.personal for f in t.fields))
    field = next(f.name for f in table.fields if f.personal)
    rule = next(r for r in pack.rules if r.constraint)
    shown = finding(1, rule.id, table.name, columns=(field,), message="Rahasia")
    assert discretion.message(shown) == ""


def test_a_message_that_quotes_a_name_in_a_form_of_a_village_is_kept_back(discretion) -> None:
    told = finding(1, "POT-004", "t03", message="Luas Siti Contohwati.", columns=("luas_desa",))
    said = (("5 ha", True), ("5 ha (kira-kira)", True), ("Siti Contohwati", False), ("S*** C*********", True))
    for text, safe in said:
        assert discretion.is_safe(replace(told, values={"luas_desa": text})) is safe
