"""Sources against a real server that is slow to please: retries, resuming, caps, redirects, conditions."""

from __future__ import annotations

import time

import pytest
from web_support import Server, answer

from validator.nightly.config import SourceConfig
from validator.nightly.sources import DownloadError, fetch

BODY = b"Kode Desa;Jumlah\n6311032021;1\n" * 20_000
HALF = len(BODY) // 2


def get(server, tmp_path, **options):
    waits: list[float] = []
    environment = options.pop("environment", {})
    clock = options.pop("clock", time.monotonic)
    source = SourceConfig(url=options.pop("url", server.url), **options)
    fetched = fetch(source, tmp_path, sleep=waits.append, environment=environment, clock=clock)
    return fetched, waits


def rest(shift=0):
    total = len(BODY)

    def reply(handler):
        start = int(handler.headers["Range"].removeprefix("bytes=").removesuffix("-")) + shift
        answer(206, BODY[start:], Content_Range=f"bytes {start}-{total - 1}/{total}")(handler)

    return reply


def test_a_file_is_saved_under_its_name(server, tmp_path):
    server.replies = [answer(body=BODY)]
    fetched, waits = get(server, tmp_path)
    assert fetched.path.name == "ekspor.csv"
    assert fetched.path.read_bytes() == BODY
    assert waits == []


def test_names_cannot_leave_the_folder(server, tmp_path):
    server.replies = [answer(body=BODY)]
    for name in ("..%2F..%2Fkunci", "%2e%2e", "a%5C..%5Cb", "%00x.csv"):
        fetched, _ = get(server, tmp_path / "unduhan", url=f"{server.host}/{name}")
        assert fetched.path.resolve().is_relative_to(tmp_path / "unduhan")
        assert fetched.path.read_bytes() == BODY


def test_errors_of_the_server_are_tried_again(server, tmp_path):
    server.replies = [answer(500), answer(429, Retry_After="3"), answer(body=BODY)]
    fetched, waits = get(server, tmp_path)
    assert fetched.path.read_bytes() == BODY
    assert 0.5 <= waits[0] <= 1
    assert waits[1] == 3


def test_waits_grow_and_differ(server, tmp_path):
    server.replies = [answer(503)]
    with pytest.raises(DownloadError, match="503 setelah 5 kali"):
        get(server, tmp_path)
    waits: list[float] = []
    source = SourceConfig(url=server.url)
    with pytest.raises(DownloadError):
        fetch(source, tmp_path, sleep=waits.append, environment={})
    assert all(2**i / 2 <= wait <= 2**i for i, wait in enumerate(waits))
    assert len(waits) == 4


def test_a_server_that_asks_for_too_long_is_left_alone(server, tmp_path):
    server.replies = [answer(503, Retry_After="7200")]
    with pytest.raises(DownloadError, match="7200 detik"):
        get(server, tmp_path)
    assert len(server.seen) == 1


def test_nobody_there_is_tried_again_and_told(tmp_path):
    dead = Server()
    dead.close()
    with pytest.raises(DownloadError, match="sambungan gagal"):
        get(dead, tmp_path, retries=1)


def test_a_silent_server_times_out(server, tmp_path):
    def silent(handler):
        time.sleep(0.5)

    server.replies = [silent, answer(body=BODY)]
    fetched, waits = get(server, tmp_path, timeout=0.1)
    assert fetched.path.read_bytes() == BODY
    assert len(waits) == 1


def test_a_slow_download_ends_at_its_deadline(server, tmp_path):
    now = iter(range(0, 10_000, 10))
    server.replies = [answer(body=BODY)]
    with pytest.raises(DownloadError, match="60 detik"):
        get(server, tmp_path, deadline=60, clock=lambda: next(now))


def test_a_cut_off_download_is_resumed(server, tmp_path):
    server.replies = [answer(200, BODY[:HALF], length=len(BODY), ETag='"a1"'), rest()]
    fetched, _ = get(server, tmp_path)
    assert fetched.path.read_bytes() == BODY
    assert 0 < int(server.seen[1]["Range"][6:-1]) <= HALF
    assert server.seen[1]["If-Range"] == '"a1"'


def test_what_changed_meanwhile_is_fetched_from_the_start(server, tmp_path):
    server.replies = [answer(200, b"lama" * HALF, length=8 * HALF, ETag='"a1"'), answer(body=BODY, ETag='"a2"')]
    fetched, _ = get(server, tmp_path)
    assert fetched.path.read_bytes() == BODY


def test_without_a_mark_nothing_is_pieced_together(server, tmp_path):
    server.replies = [answer(200, BODY[:HALF], length=len(BODY)), answer(body=BODY)]
    fetched, _ = get(server, tmp_path)
    assert fetched.path.read_bytes() == BODY
    assert "Range" not in server.seen[1]


def test_a_server_that_resumes_at_the_wrong_place_is_not_believed(server, tmp_path):
    server.replies = [answer(200, BODY[:HALF], length=len(BODY), ETag='"a1"'), rest(shift=7), answer(body=BODY)]
    fetched, _ = get(server, tmp_path)
    assert fetched.path.read_bytes() == BODY


def test_what_did_not_change_is_not_fetched_again(server, tmp_path):
    server.replies = [answer(body=BODY, ETag='"a1"', Last_Modified="Mon, 23 Nov 2026 01:00:00 GMT"), answer(304)]
    get(server, tmp_path)
    fetched, _ = get(server, tmp_path)
    assert fetched.unchanged
    assert fetched.path.read_bytes() == BODY
    assert server.seen[1]["If-None-Match"] == '"a1"'
    assert server.seen[1]["If-Modified-Since"] == "Mon, 23 Nov 2026 01:00:00 GMT"


def test_a_failed_night_leaves_the_last_file(server, tmp_path):
    server.replies = [answer(body=BODY), answer(500)]
    fetched, _ = get(server, tmp_path)
    with pytest.raises(DownloadError):
        get(server, tmp_path, retries=0)
    assert fetched.path.read_bytes() == BODY


@pytest.mark.parametrize("told", [True, False])
def test_too_large_is_refused_within_bounds(server, tmp_path, told):
    def endless(handler):
        handler.send_response(200)
        handler.end_headers()
        for _ in range(64):
            try:
                handler.wfile.write(b"x" * (1 << 16))
            except OSError:
                return

    server.replies = [answer(body=b"x" * (2 << 20)) if told else endless]
    with pytest.raises(DownloadError, match="1 MiB"):
        get(server, tmp_path, max_mb=1)
    assert sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()) <= 1 << 20


def test_a_token_never_goes_to_another_host(server, tmp_path):
    other = Server()
    other.replies = [answer(body=BODY)]
    server.replies = [answer(302, Location=f"{other.url}?kunci=rahasia")]
    with pytest.raises(DownloadError, match="token tidak dikirim") as caught:
        get(server, tmp_path, token_env="TOKEN", environment={"TOKEN": "s3cret"})
    other.close()
    assert other.seen == []
    assert "s3cret" not in str(caught.value)
    assert "rahasia" not in str(caught.value)


def test_without_a_token_another_host_is_followed(server, tmp_path):
    other = Server()
    other.replies = [answer(body=BODY)]
    server.replies = [answer(302, Location=other.url)]
    fetched, _ = get(server, tmp_path)
    other.close()
    assert fetched.path.read_bytes() == BODY
    assert "Authorization" not in other.seen[0]


def test_a_netrc_is_not_read(server, tmp_path, monkeypatch):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login siapa password rahasia\n", encoding="utf-8")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    server.replies = [answer(body=BODY)]
    get(server, tmp_path)
    assert "Authorization" not in server.seen[0]


def test_a_redirect_on_the_same_host_is_followed(server, tmp_path):
    server.replies = [answer(302, Location="/baru.csv"), answer(body=BODY)]
    fetched, _ = get(server, tmp_path, token_env="TOKEN", environment={"TOKEN": "s3cret"})
    assert fetched.path.read_bytes() == BODY
    assert server.seen[1]["Authorization"] == "Bearer s3cret"


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://contoh.invalid/a"])
def test_a_redirect_never_leaves_the_web(server, tmp_path, target):
    server.replies = [answer(302, Location=target)]
    with pytest.raises(DownloadError, match="dialihkan"):
        get(server, tmp_path)


def test_redirects_end(server, tmp_path):
    server.replies = [answer(302, Location="/lagi.csv")]
    with pytest.raises(DownloadError, match="terlalu banyak pengalihan"):
        get(server, tmp_path)
    assert len(server.seen) == 6


@pytest.mark.parametrize(("status", "words"), [(401, "token"), (404, "alamat")])
def test_refusals_are_not_tried_again(server, tmp_path, status, words):
    server.replies = [answer(status)]
    with pytest.raises(DownloadError, match=words):
        get(server, tmp_path)
    assert len(server.seen) == 1


def test_a_missing_secret_is_named(server, tmp_path):
    with pytest.raises(DownloadError, match="TOKEN belum diisi"):
        get(server, tmp_path, token_env="TOKEN")


def test_a_secret_address_comes_from_the_environment(server, tmp_path):
    server.replies = [answer(404), answer(body=BODY)]
    source = SourceConfig(url_env="ALAMAT")
    environment = {"ALAMAT": f"{server.url}?tanda=rahasia"}
    with pytest.raises(DownloadError) as caught:
        fetch(source, tmp_path, environment=environment)
    assert "rahasia" not in str(caught.value)
    assert fetch(source, tmp_path, environment=environment).path.read_bytes() == BODY
    assert server.paths[0] == "/ekspor.csv?tanda=rahasia"


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(DownloadError, match="tidak ada folder"):
        fetch(SourceConfig(path=str(tmp_path / "tidak-ada")), tmp_path)
