"""Which column is suggested for one that is missing: heading and values have to agree, or an operator mixes them up."""

import pytest

from validator.forms.identifying import Forms
from validator.pack.loading import load_pack
from validator.readers.sheets import Sheet

PACK = load_pack()
TITLES = [field.title for field in PACK.tables["agtkeluarga"].fields]
KK, NIK = "6311031203119001", "631103120380900{}"


def suggested(**headings):
    """(field, heading) of the suggestions, where columns have other headings."""
    header = [headings.get(title.replace(" ", "_"), title) for title in TITLES]
    values = {"Kode Keluarga": KK, "NIK": NIK, "Usia": "46", "No.": "{}"}
    rows = [[values.get(title, "Uji {}").format(n) for title in TITLES] for n in range(1, 6)]
    (part,) = Forms(PACK.tables, PACK.codelists).read([Sheet("a.xlsx", "A", [header, *rows])])
    return {name: text for name, _, text in part.recognised.perhaps}


@pytest.mark.parametrize("family", ["No Kartu Keluarga", "NKK", "Nomor Kartu Keluarga", "Family Card", "KK"])
@pytest.mark.parametrize("person", ["nomor_nik", "NIK Anggota", "Nomor Induk Kependudukan", "N I K"])
def test_numbers_of_family_and_person_are_not_exchanged(family, person):
    found = suggested(Kode_Keluarga=family, NIK=person)
    assert found.get("nik", person) == person
    assert found.get("kode_keluarga", family) == family


@pytest.mark.parametrize("heading", ["Nomor Induk", "N I K", "No KTP", "Identity Number", "nomor_nik"])
def test_one_missing_number_is_found_by_its_values(heading):
    assert suggested(NIK=heading) == {"nik": heading}


def test_a_heading_alone_does_not_make_a_number_of_a_person():
    assert suggested(NIK="x", Dusun="No NIK").get("nik") == "x"
