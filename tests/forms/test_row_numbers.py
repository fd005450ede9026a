"""A column that counts the rows of a sheet is no number within the family."""

from datetime import date

from validator.checking import check
from validator.forms.identifying import Forms
from validator.pack.loading import load_pack
from validator.readers.sheets import Sheet

PACK = load_pack()
TITLES = [field.title for field in PACK.tables["agtkeluarga"].fields if field.name not in ("no_urut", "usia")]
FAMILIES = (2, 1, 3, 2)


def rows(running):
    """Members of four families, `No` first: counted through, or within the family."""
    members = [(family, member) for family, size in enumerate(FAMILIES) for member in range(1, size + 1)]
    for n, (family, member) in enumerate(members, 1):
        cells = dict.fromkeys(TITLES, "")
        cells |= {"Kode Keluarga": f"631103120311900{family + 1}", "NIK": f"631103120380900{n}"}
        yield [n if running else member, *cells.values()]


def recognised(running):
    (part,) = Forms(PACK.tables, PACK.codelists).read([Sheet("a.xlsx", "A", [["No", *TITLES], *rows(running)])])
    return part.recognised


def test_row_numbers_are_not_read_and_that_is_said():
    found = recognised(running=True)
    assert "no_urut" not in found.columns
    (note,) = (note for note in found.notes if note.key == "row_numbers")
    assert note.text().startswith('Kolom A "No" berisi nomor baris')


def test_numbers_within_the_family_are_read():
    found = recognised(running=False)
    assert found.columns["no_urut"] == 0
    assert not [note for note in found.notes if note.key == "row_numbers"]


def test_nobody_is_told_that_members_are_missing(tmp_path):
    folder = tmp_path / "6311032021_putat_basiun"
    folder.mkdir()
    lines = [["No", *TITLES], *rows(running=True)]
    (folder / "agt.csv").write_text("\n".join(";".join(map(str, line)) for line in lines), "utf-8")
    found = check(folder, date=date(2026, 11, 24))
    assert not [finding.rule for finding in found.iter_findings() if finding.rule.startswith("FAM-005")]
