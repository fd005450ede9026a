from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from fake_source import CODE, source
from msgspec.structs import replace

from tests.support.samples import checked
from validator.findings.models import FileAccount
from validator.pack.loading import load_pack
from validator.reports import write
from validator.reports.json_source import JsonSourceError, is_result, load_result

PACK = load_pack()


def recorded(tmp_path: Path) -> Path:
    path = tmp_path / "hasil.json"
    write("json", source(), path)
    return path


def test_what_was_written_is_read_back(tmp_path) -> None:
    path = recorded(tmp_path)
    again = StringIO()
    write("json", load_result(path, PACK), again)
    assert again.getvalue() == path.read_text(encoding="utf-8")


def of_an_earlier_release(path: Path) -> Path:
    """The same file without what was added since."""
    content = json.loads(path.read_text("utf-8"))
    del content["rules_found"], content["show_personal"]
    for village in content["villages"]:
        del village["year"], village["missing"], village["not_checkable"]
        village["accuracy"] = {"percent": village["accuracy"]["percent"]}
    for sheet in (sheet for file in content["files"] for sheet in file["sheets"]):
        del sheet["table_title"], sheet["rows_set_aside"]
    path.write_text(json.dumps(content), "utf-8")
    return path


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("folder", ["2026", "opensid"])
def test_what_is_read_is_what_the_check_gave(tmp_path, folder: str, lang: str) -> None:
    result, path = checked(folder, lang=lang), tmp_path / "hasil.json"
    write("json", result, path)
    read = load_result(path, PACK)
    assert read.villages == result.villages
    assert list(read.iter_findings()) == list(result.iter_findings())
    assert read.files == tuple(map(as_written, result.files))
    assert (read.version, read.rules_version) == (result.version, result.rules_version)
    assert (read.rules_count, read.reference_date) == (result.rules_count, result.reference_date)


def as_written(file: FileAccount) -> FileAccount:
    """An account without what only serves to read the file again."""
    sheets = tuple(replace(sheet, place="") for sheet in file.sheets)
    return replace(file, digest=file.sha256, place="", sheets=sheets)


@pytest.mark.parametrize("form", ["csv", "html", "markdown", "junit", "sarif", "whatsapp"])
def test_reports_of_what_was_read_are_those_of_the_check(tmp_path, form: str) -> None:
    result, path = checked("2026"), tmp_path / "hasil.json"
    write("json", result, path)
    read = load_result(path, PACK)
    for name, given in {"check": result, "read": read}.items():
        write(form, given, tmp_path / name)
    assert written(tmp_path / "check") == written(tmp_path / "read")


def written(target: Path) -> dict[str, bytes]:
    files = [file for file in target.rglob("*") if file.is_file()] or [target]
    return {file.relative_to(target).as_posix(): file.read_bytes() for file in files}


def test_the_pack_gives_what_a_file_of_an_earlier_release_leaves_out(tmp_path) -> None:
    land = next(f for f in load_result(of_an_earlier_release(recorded(tmp_path)), PACK).findings if f.rule == "POT-004")
    rule = PACK.rule("POT-004")
    assert (land.title, land.minutes, land.mode) == (rule.title, rule.minutes, rule.mode)
    assert land.table_title == PACK.tables["t03"].title


def test_villages_keep_their_scores(tmp_path) -> None:
    read = load_result(of_an_earlier_release(recorded(tmp_path)), PACK)
    for old, new in zip(source().villages, read.villages, strict=True):
        assert new.accuracy.percent == old.accuracy.percent
        assert (new.completeness, new.coverage, new.counts) == (old.completeness, old.coverage, old.counts)
    assert read.listed(CODE, 1)[0].severity == "error"
    assert len(list(read.iter_findings(CODE))) == len(list(source().iter_findings(CODE)))


def test_a_rule_that_the_pack_does_not_know_is_named_by_its_id(tmp_path) -> None:
    path = recorded(tmp_path)
    path.write_text(of_an_earlier_release(path).read_text("utf-8").replace("POT-004", "LAMA-1"), "utf-8")
    assert "LAMA-1" in [f.title for f in load_result(path, PACK).findings]


@pytest.mark.parametrize(
    "content",
    ["", "bukan json", "[]", "{}", '{"tool": {"name": "lain"}}', '{"tool": 3}', '{"tool": null}', "\udcff"],
)
def test_a_wrong_file_is_told_with_the_cure(tmp_path, content: str) -> None:
    path = tmp_path / "salah.json"
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(JsonSourceError, match=r"salah\.json.*prodeskel check"):
        load_result(path, PACK)


@pytest.mark.parametrize("key", ["findings", "villages", "reference_date", "rules"])
def test_an_incomplete_file_is_told(tmp_path, key: str) -> None:
    path = recorded(tmp_path)
    content = json.loads(path.read_text("utf-8"))
    del content[key]
    path.write_text(json.dumps(content), "utf-8")
    with pytest.raises(JsonSourceError, match="tidak lengkap"):
        load_result(path, PACK)


def test_a_version_of_the_future_is_told(tmp_path) -> None:
    path = recorded(tmp_path)
    path.write_text(path.read_text("utf-8").replace('"format_version": 1', '"format_version": 99'), "utf-8")
    with pytest.raises(JsonSourceError, match="99"):
        load_result(path, PACK)


def test_only_a_json_file_is_a_result(tmp_path) -> None:
    assert is_result(recorded(tmp_path))
    assert not is_result(tmp_path)
    assert not is_result(tmp_path / "tidak-ada.json")
