from __future__ import annotations

from datetime import date
from io import StringIO

import pytest
from fake_source import CODE, LAND, OTHER, FakeSource, member, source, village
from msgspec.structs import replace

from validator.findings.history import Change, History
from validator.reports import FORMATS, Options, OutputError, write
from validator.reports.whatsapp import LIMIT


def messages(made: FakeSource, lang: str = "id", options: Options | None = None) -> list[str]:
    stream = StringIO()
    assert write("whatsapp", made, stream, lang, options) == []
    return stream.getvalue().split("— — —")


def test_a_file_a_village(tmp_path) -> None:
    assert FORMATS["whatsapp"].folder
    paths = write("whatsapp", source(), tmp_path)
    assert [p.name for p in paths] == [f"pesan_{OTHER}_muara-jaya.txt", f"pesan_{CODE}_putat-basiun.txt"]
    before = [p.read_bytes() for p in paths]
    assert [p.read_bytes() for p in write("whatsapp", source(), tmp_path)] == before


def test_three_repairs_at_most_and_the_causes(tmp_path) -> None:
    _, text = messages(source())
    assert "1. Luas tanah sawah 12,5 ha, tetapi rinciannya berjumlah 7 ha." in text
    assert "4. " not in text
    assert "Luas wilayah 1.240 ha" not in text, "a consequence is no repair"


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("length", [10, 400, 5000])
def test_a_message_is_never_too_long(lang: str, length: int) -> None:
    rules = ("POT-003", "POT-004", "POT-005", "POT-006", "POT-009")
    found = tuple(replace(LAND, id=r, rule=r, message="Sangat panjang. " * (length // 16 + 1)) for r in rules)
    made = FakeSource(found, (replace(village(CODE, "D" * 60, found)),))
    for text in messages(made, lang):
        assert len(text.strip()) <= LIMIT


def test_nothing_of_persons(tmp_path) -> None:
    found = (replace(member(1), message="NIK 6311030101909001 milik Nama Rahasia salah.", severity="error"),)
    (text,) = messages(FakeSource(found, (village(CODE, "Putat Basiun", found),)))
    assert "6311030101909001" not in text
    assert "Rahasia" not in text
    assert "1. " in text


@pytest.mark.parametrize(
    ("states", "arrow"),
    [(("selesai", "selesai", "baru"), "▼ -1"), (("baru", "kambuh"), "▲ +2"), (("masih_ada",), "► tetap")],
)
def test_an_arrow_where_a_history_is_known(states: tuple[str, ...], arrow: str) -> None:
    day = date(2026, 5, 30)
    changes = tuple(
        Change(str(n), "POT-004", "", "error", CODE, "t03", "", state, day, 31)  # type: ignore[arg-type]
        for n, state in enumerate(states)
    )
    history = History(CODE, day, date(2026, 6, 30), changes)
    clean, text = messages(source(), options=Options(histories={CODE: history}))
    assert arrow in text
    assert "30 Mei 2026" in text
    assert not {"▲", "▼", "►"} & set(clean)


def test_english_where_it_is_asked_for() -> None:
    _, text = messages(source(), "en")
    assert "*Repair first:*" in text
    assert "Perbaiki dulu" not in text


def test_a_clean_village_is_thanked() -> None:
    made = FakeSource((), (village(CODE, "Putat Basiun", ()),))
    assert "Tidak ada yang harus diperbaiki" in messages(made)[0]


def test_a_folder_that_cannot_be_made_is_told(tmp_path) -> None:
    (tmp_path / "hasil").write_text("berkas", encoding="utf-8")
    with pytest.raises(OutputError, match="hasil"):
        write("whatsapp", source(), tmp_path / "hasil")
