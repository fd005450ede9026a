"""Notices: once a night, only what changed, nothing personal, no secrets; what failed is due again."""

from __future__ import annotations

import json
from datetime import date

import pytest
import requests
from msgspec.structs import replace
from web_support import answer

from validator.findings.models import Share
from validator.ledger.records import Night, NightReport, VillageNight
from validator.nightly.config import Notice
from validator.nightly.gate import GateVerdict
from validator.nightly.notices import NightNotice, deliver, digest, pending
from validator.nightly.posting import LONGEST, send
from validator.nightly.senders import Register

SAID = NightNotice("2026-11-24", "Judul", "Isi", changed=True)
SLACK = Notice("slack", url_env="SLACK")
QUIET = VillageNight(
    "6311032021", "Putat Basiun", "Awayan", "Balangan", 2026,
    *(Share(1, 2), Share(1, 2), Share(1, 2)),
    *(5, 3, 1, 0, 0, 0, 0, 0, 0, 0),
)  # fmt: skip


def report(day=24, **counts):
    village = replace(QUIET, **counts)
    return NightReport(Night(date(2026, 11, day), "k", "0", "1", 1), None, False, (village,))


def told(notice, said):
    return ""


def states(deliveries):
    return [d.state for d in deliveries]


def test_a_night_is_told_once(tmp_path):
    path = tmp_path / "s.json"
    assert states(deliver([SLACK], SAID, path, told)) == ["terkirim"]
    assert states(deliver([SLACK], SAID, path, told)) == ["tidak perlu"]
    assert pending([SLACK], SAID, path) == []


def test_one_that_fails_is_due_again_and_the_others_are_not(tmp_path):
    other = Notice("telegram", token_env="BOT", chat="7")
    path = tmp_path / "s.json"
    first = deliver([SLACK, other], SAID, path, lambda notice, said: "rusak" if notice is SLACK else "")
    assert states(first) == ["gagal", "terkirim"]
    assert states(deliver([SLACK, other], SAID, path, told)) == ["terkirim", "tidak perlu"]


def test_what_waits_is_sent_the_next_night_even_if_that_is_quiet(tmp_path):
    path = tmp_path / "s.json"
    deliver([SLACK], SAID, path, lambda *_: "rusak")
    quiet = replace(SAID, night="2026-11-25", changed=False)
    sent = []
    deliver([SLACK], quiet, path, lambda notice, said: sent.append(said.night) or "")
    assert sent == ["2026-11-24"]


def test_a_receiver_is_known_by_its_address_not_its_place(tmp_path):
    other = Notice("telegram", token_env="BOT", chat="7")
    deliver([SLACK], SAID, tmp_path / "s.json", told)
    assert states(deliver([other, SLACK], SAID, tmp_path / "s.json", told)) == ["terkirim", "tidak perlu"]


def test_the_same_villages_missing_as_yesterday_are_no_news(tmp_path):
    path, missing = tmp_path / "s.json", Register(missing={"6311032001": "Desa A"})
    nights = [digest(report(day), GateVerdict(()), missing) for day in (23, 24, 25)]
    assert states(deliver([SLACK], nights[0], path, told)) == ["terkirim"]
    assert states(deliver([SLACK], nights[1], path, told)) == ["tidak perlu"]
    more = digest(report(25), GateVerdict(()), Register(missing={"6311032001": "A", "6311032002": "B"}))
    assert states(deliver([SLACK], more, path, told)) == ["terkirim"]
    assert states(deliver([SLACK], more, path, told)) == ["tidak perlu"]


def test_a_quiet_night_tells_nobody(tmp_path):
    said = digest(report(), GateVerdict(()), Register())
    assert states(deliver([SLACK], said, tmp_path / "s.json", told)) == ["tidak perlu"]


@pytest.mark.parametrize("count", ["new", "solved", "reopened"])
def test_what_moved_is_told(tmp_path, count):
    said = digest(report(**{count: 2}), GateVerdict(()), Register())
    assert "Putat Basiun" in said.text
    assert states(deliver([SLACK], said, tmp_path / "s.json", told)) == ["terkirim"]


def test_a_torn_state_file_only_repeats(tmp_path):
    (tmp_path / "s.json").write_text("{", encoding="utf-8")
    assert states(deliver([SLACK], SAID, tmp_path / "s.json", told)) == ["terkirim"]


def test_many_villages_stay_a_short_text():
    villages = tuple(replace(QUIET, code=f"63110320{i:02}", new=1) for i in range(60))
    names = {f"63110330{i:02}": f"Desa {i}" for i in range(90)}
    said = digest(replace(report(), villages=villages), GateVerdict(()), Register(missing=names))
    assert "dan 50 desa lain" in said.text
    assert "dan 80 lagi" in said.text
    assert len(said.text) < 1200


def test_each_kind_has_its_shape(server):
    server.replies = [answer(200)]
    environment = {"KAIT": f"{server.host}/kait"}
    said = replace(SAID, facts={"new": 1})
    assert send(Notice("webhook", url_env="KAIT"), said, environment=environment) == ""
    assert send(Notice("slack", url_env="KAIT"), said, environment=environment) == ""
    generic, slack = map(json.loads, server.bodies)
    assert generic == {"night": "2026-11-24", "title": "Judul", "text": "Isi", "new": 1}
    assert slack == {"text": "Judul\nIsi"}


def test_telegram_is_asked_for_its_bot():
    asked = []

    def post(url, **options):
        asked.append((url, options["json"]))
        response = requests.Response()
        response.status_code = 200
        return response

    long = replace(SAID, text="baris\n" * 2000)
    notice = Notice("telegram", token_env="BOT", chat="-100")
    assert send(notice, long, post=post, environment={"BOT": "t0ken"}) == ""
    ((url, body),) = asked
    assert url == "https://api.telegram.org/bott0ken/sendMessage"
    assert body["chat_id"] == "-100"
    assert len(body["text"]) <= LONGEST + 2


def test_mail_is_a_plain_message():
    mailed = []
    notice = Notice("email", sender="a@contoh.invalid", to=("b@contoh.invalid", "c@contoh.invalid"))
    assert send(notice, SAID, mail=lambda _n, message, _e: mailed.append(message), environment={}) == ""
    (message,) = mailed
    assert (message["Subject"], message["To"]) == ("Judul", "b@contoh.invalid, c@contoh.invalid")
    assert message.get_content().strip() == "Isi"


def test_failures_never_print_secrets(server):
    def post(url, **options):
        raise requests.ConnectionError(f"cannot reach {url}")

    environment = {"BOT": "t0ken", "KAIT": f"{server.host}/rahasia"}
    reason = send(Notice("telegram", token_env="BOT"), SAID, post=post, environment=environment)
    assert reason == "ConnectionError"
    server.replies = [answer(302, Location="http://127.0.0.1:9/rahasia")]
    assert send(Notice("slack", url_env="KAIT"), SAID, environment=environment) == "server menjawab 302"
    assert send(SLACK, SAID, environment={}) == "variabel lingkungan SLACK belum diisi"
