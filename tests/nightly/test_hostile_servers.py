"""Servers that drip, keep silent, lie, or answer nonsense: the source fails with its reason, and nothing else does."""

from __future__ import annotations

import gzip
import json
import shutil
import socket
import ssl
import threading
from datetime import date
from pathlib import Path

import pytest
import trustme
from click.testing import CliRunner
from raw_server import HEAD, drips, says, silent, talking

from validator.cli.nightly import command
from validator.nightly import transport
from validator.nightly.config import Notice, SourceConfig
from validator.nightly.notices import NightNotice
from validator.nightly.posting import send
from validator.nightly.sources import DownloadError, fetch

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "2026"
LATE = r"belum selesai dalam 0\.5 detik \(deadline\)"
OK = HEAD + b"Content-Length: 3\r\n\r\na;b"
DRIPS = {
    "body": drips(HEAD + b"Content-Length: 9999\r\n\r\n", b"x"),
    "body without a length": drips(HEAD + b"\r\n", b"x"),
    "chunks": drips(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    "one header": drips(HEAD + b"X-Lama: ", b"x"),
    "status line": drips(b"HTTP/1.1 2", b"0"),
    "interim answers": drips(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "nothing": silent,
}


def get(url, tmp_path, **options):
    environment = options.pop("environment", {})
    source = SourceConfig(url=url, **{"retries": 0, "deadline": 5, **options})
    return fetch(source, tmp_path, sleep=lambda _: None, environment=environment)


@pytest.fixture(scope="module")
def certificates():
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with authority.cert_pem.tempfile() as bundle:
        yield context, bundle


@pytest.mark.parametrize("talk", DRIPS.values(), ids=DRIPS)
@pytest.mark.parametrize("secure", [False, True], ids=["plain", "tls"])
def test_a_server_that_drips_is_left_at_the_deadline(tmp_path, certificates, monkeypatch, talk, secure):
    context, bundle = certificates
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", bundle)
    with talking(talk, context if secure else None) as server:
        with pytest.raises(DownloadError, match=LATE):
            get(server.url, tmp_path, deadline=0.5, retries=4)
        assert server.hung_up.wait(30)
    assert not list(tmp_path.rglob("*.csv"))


def test_a_tls_handshake_that_drips_is_left_at_the_deadline(tmp_path):
    with talking(drips(b"\x16\x03\x03\x40\x00", b"\x02"), listens=False) as server:
        with pytest.raises(DownloadError, match=LATE):
            get(server.url.replace("http:", "https:"), tmp_path, deadline=0.5)
        assert server.hung_up.wait(30)


@pytest.mark.parametrize("target", ["http://contoh.invalid/a.csv", "https://contoh.invalid/a.csv"])
def test_a_proxy_that_drips_is_left_at_the_deadline(tmp_path, monkeypatch, target):
    with talking(drips(HEAD + b"X-Lama: ", b"x")) as proxy:
        for name in ("http_proxy", "https_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        monkeypatch.setenv("no_proxy", "")
        with pytest.raises(DownloadError, match=LATE):
            get(target, tmp_path, deadline=0.5)
        assert proxy.hung_up.wait(30)


def test_a_name_that_nobody_answers_for_ends_at_the_deadline(tmp_path, monkeypatch):
    answered = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answered.wait(60))
    with pytest.raises(DownloadError, match=LATE):
        get("http://contoh.invalid/a.csv", tmp_path, deadline=0.5)
    answered.set()


def test_redirects_that_drip_share_one_deadline(tmp_path):
    redirect = b"HTTP/1.1 302 Found\r\nLocation: /lagi.csv\r\nContent-Length: 0\r\nX-Lama: "

    def talk(connection):
        pause = threading.Event()
        for byte in redirect + b"xxxxxxxxxx\r\n\r\n":
            pause.wait(0.01)
            connection.sendall(bytes([byte]))

    with talking(talk) as server, pytest.raises(DownloadError, match=LATE):
        get(server.url, tmp_path, deadline=0.5)


@pytest.mark.parametrize("notice", [Notice("webhook", url_env="KAIT"), Notice("email", sender="a@x", to=("b@x",))])
def test_a_receiver_that_drips_does_not_hold_the_night(notice):
    from msgspec.structs import replace

    said = NightNotice("2026-11-24", "Judul", "Isi", True)
    with talking(drips(b"", b"2"), listens=False) as server:
        reason = send(replace(notice, host="127.0.0.1", port=server.port), said, environment={"KAIT": server.url},
                      deadline=0.5)  # fmt: skip
        assert reason == "belum selesai dalam 0.5 detik"
        assert server.hung_up.wait(30)


NONSENSE = {
    "length": HEAD + "Content-Length: ²\r\n\r\nx".encode(),
    "length in letters": HEAD + b"Content-Length: banyak\r\n\r\nx",
    "two lengths": HEAD + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
    "endless length": HEAD + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\nx",
    "wait": "HTTP/1.1 503 Busy\r\nRetry-After: ²\r\nContent-Length: 0\r\n\r\n".encode(),
    "endless wait": b"HTTP/1.1 503 Busy\r\nRetry-After: " + b"9" * 5000 + b"\r\nContent-Length: 0\r\n\r\n",
    "wait until never": b"HTTP/1.1 503 Busy\r\nRetry-After: Fri, 99 Xyz 99999 99:99:99\r\nContent-Length: 0\r\n\r\n",
    "redirect to no host": b"HTTP/1.1 302 Found\r\nLocation: http://[::1\r\n\r\n",
    "redirect to no port": b"HTTP/1.1 302 Found\r\nLocation: http://a:b/\r\n\r\n",
    "redirect to a large port": b"HTTP/1.1 302 Found\r\nLocation: http://a:99999/\r\n\r\n",
    "redirect to bytes": b"HTTP/1.1 302 Found\r\nLocation: http://\xff\xfe/x\r\n\r\n",
    "redirect to dots": b"HTTP/1.1 302 Found\r\nLocation: http://..a../x\r\n\r\n",
    "redirect to a long name": b"HTTP/1.1 302 Found\r\nLocation: http://" + b"a" * 300 + b"/x\r\n\r\n",
    "redirect to a star": "HTTP/1.1 302 Found\r\nLocation: http://\u2605.\u2605\u2605/\r\n\r\n".encode(),
    "redirect to nothing": b"HTTP/1.1 302 Found\r\nLocation: http:///x\r\n\r\n",
    "chunks": HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n",
    "gzip": HEAD + b"Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nabcde",
    "half a gzip": HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"a;b\n" * 5000)[:40],
    "no HTTP": b"SSH-2.0-OpenSSH_9.9\r\n",
    "a thousand headers": HEAD + b"X: y\r\n" * 1000 + b"\r\nx",
    "a long header": HEAD + b"X: " + b"y" * 100_000 + b"\r\n\r\nx",
    "a status of letters": b"HTTP/1.1 dua ratus\r\n\r\nx",
    "a status without meaning": b"HTTP/1.1 999 Entah\r\nContent-Length: 0\r\n\r\n",
    "another range": b"HTTP/1.1 206 Partial\r\nContent-Range: bytes \xb2-3/4\r\nContent-Length: 1\r\n\r\nx",
    "nothing at all": b"",
}


@pytest.mark.parametrize("content", NONSENSE.values(), ids=NONSENSE)
def test_a_source_that_answers_nonsense_is_a_failed_source(tmp_path, content):
    with talking(says(content)) as server, pytest.raises(DownloadError) as caught:
        get(server.url, tmp_path)
    assert str(caught.value).startswith("http://127.0.0.1/ekspor.csv: ")
    assert str(caught.value).endswith(".")
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("url", ["http://[::1", "http://a:b/", "http://\u2605\u2605/", "http://..a/"])
def test_an_address_that_is_none_is_a_failed_source(tmp_path, url):
    with pytest.raises(DownloadError):
        get(url, tmp_path)


def test_marks_that_cannot_be_sent_back_are_forgotten(tmp_path):
    odd = HEAD + b'ETag: "\xb2"\r\nLast-Modified: \xb2\r\nContent-Length: 3\r\n\r\na;b'
    with talking(says(odd)) as server:
        for _ in range(2):
            assert get(server.url, tmp_path).path.read_bytes() == b"a;b"
    assert b"If-" not in server.requests[1]


@pytest.mark.parametrize("note", ["", "[1]", "7", "{", "null", '{"ETag": 3}'])
def test_a_note_that_is_none_is_forgotten(tmp_path, note):
    with talking(says(OK)) as server:
        path = get(server.url, tmp_path).path
        path.with_name(f".{path.name}.json").write_text(note, encoding="utf-8")
        assert get(server.url, tmp_path).path.read_bytes() == b"a;b"


def test_the_night_goes_on_without_a_source_that_answers_nonsense(tmp_path):
    shutil.copytree(SAMPLES / "6311032005_pematang", tmp_path / "ekspor" / "6311032005_pematang")
    with talking(says(NONSENSE["redirect to no host"])) as server:
        (tmp_path / "prodeskel.toml").write_text(
            f'output = "hasil"\nformats = ["json"]\n[[sources]]\nurl = "{server.url}"\n[[sources]]\npath = "ekspor"\n',
            encoding="utf-8",
        )
        arguments = ["--config", str(tmp_path / "prodeskel.toml"), "--date", "2026-11-24"]
        ran = CliRunner().invoke(command, arguments, standalone_mode=False)
    assert ran.return_value == 4
    assert "alamat pengalihan yang tidak dapat dibaca" in ran.output
    assert "1 desa" in ran.output
    assert json.loads((tmp_path / "hasil" / "temuan.json").read_text(encoding="utf-8"))["villages"]


def test_an_error_of_any_kind_is_one_of_its_source(tmp_path, monkeypatch):
    from validator.nightly.config import load_config
    from validator.nightly.night import Outside, run_night

    shutil.copytree(SAMPLES / "6311032005_pematang", tmp_path / "ekspor" / "6311032005_pematang")
    (tmp_path / "prodeskel.toml").write_text(
        'output = "hasil"\nformats = []\nsite = ""\n[[sources]]\nurl = "http://a.invalid/x"\n'
        '[[sources]]\npath = "ekspor"\n',
        encoding="utf-8",
    )

    def broken(source, *arguments, **options):
        if source.url:
            raise RecursionError
        return fetch(source, *arguments, **options)

    outcome = run_night(load_config(tmp_path / "prodeskel.toml"), date(2026, 11, 24), world=Outside(get=broken))
    assert len(outcome.failures) == 1
    assert len(outcome.report.villages) == 1


def leads_to(location):
    return says(f"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n".encode())


def outside(monkeypatch, *public):
    """As if these addresses of the loopback were ones of the internet."""
    inner = transport.is_inner
    monkeypatch.setattr(transport, "is_inner", lambda address: address not in public and inner(address))


@pytest.mark.parametrize(
    "host",
    ["127.0.0.2", "localhost", "127.1", "2130706433", "0x7f000001", "[::1]", "[::ffff:127.0.0.2]", "10.0.0.1",
     "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "[fe80::1]", "[fd00::1]", "dalam.contoh.invalid"],
)  # fmt: skip
def test_a_redirect_never_leads_from_outside_to_inside(tmp_path, monkeypatch, host):
    real = socket.getaddrinfo

    def named(name, *rest, **options):
        return real("127.0.0.2" if name in ("dalam.contoh.invalid", "localhost", "127.1", "2130706433", "0x7f000001")
                    else name, *rest, **options)  # fmt: skip

    outside(monkeypatch, "127.0.0.1")
    monkeypatch.setattr(socket, "getaddrinfo", named)
    with (
        talking(leads_to(f"http://{host}:9/ekspor.csv")) as server,
        pytest.raises(DownloadError, match="jaringan dalam"),
    ):
        get(server.url, tmp_path)


def test_a_name_that_means_another_address_a_moment_later_gains_nothing(tmp_path, monkeypatch):
    real, asked = socket.getaddrinfo, []

    def changing(name, *rest, **options):
        asked.append(name)
        return real("127.0.0.1" if len(asked) == 1 else "127.0.0.2", *rest, **options)

    outside(monkeypatch, "127.0.0.1")
    monkeypatch.setattr(socket, "getaddrinfo", changing)
    with talking(leads_to("/dalam.csv")) as server, pytest.raises(DownloadError, match="jaringan dalam"):
        get(f"http://contoh.invalid:{server.port}/a.csv", tmp_path)


def test_once_outside_no_way_leads_inside(tmp_path, monkeypatch):
    outside(monkeypatch, "127.0.0.3")
    with talking(leads_to("http://127.0.0.1:9/")) as server:
        server.listener.close()
    listener = socket.create_server(("127.0.0.3", 0))
    port = listener.getsockname()[1]
    with talking(leads_to(f"http://127.0.0.3:{port}/")) as inside:

        def serve():
            connection, _ = listener.accept()
            connection.recv(65536)
            connection.sendall(f"HTTP/1.1 302 Found\r\nLocation: {inside.url}\r\nContent-Length: 0\r\n\r\n".encode())
            connection.close()

        threading.Thread(target=serve, daemon=True).start()
        with pytest.raises(DownloadError, match="jaringan dalam"):
            get(inside.url, tmp_path)
    listener.close()
    assert len(inside.requests) == 1


def test_from_inside_a_redirect_may_lead_inside_and_is_told(tmp_path):
    with talking(says(OK)) as other, talking(leads_to(f"{other.url}?kunci=rahasia")) as server:
        fetched = get(server.url, tmp_path)
    assert fetched.path.read_bytes() == b"a;b"
    assert fetched.redirects == ("http://127.0.0.1/ekspor.csv",)


def test_a_proxy_does_not_lead_inside_either(tmp_path, monkeypatch):
    with talking(leads_to("http://127.0.0.1:9/ekspor.csv")) as proxy:
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{proxy.port}")
        monkeypatch.setenv("no_proxy", "")
        with pytest.raises(DownloadError, match="jaringan dalam"):
            get("http://contoh.invalid/a.csv", tmp_path)
    assert len(proxy.requests) == 1


def test_the_path_of_a_secret_address_is_not_told(tmp_path):
    with talking(leads_to("/s/kunci-rahasia/lain.csv")) as server:
        source = SourceConfig(url_env="ALAMAT", retries=0, deadline=5)
        with pytest.raises(DownloadError) as caught:
            fetch(source, tmp_path, environment={"ALAMAT": server.url.replace("ekspor", "rahasia")})
    assert "rahasia" not in str(caught.value)
    assert "rahasia" not in " ".join(caught.value.redirects)


@pytest.mark.parametrize(("address", "inner"), [("8.8.8.8", False), ("2001:4860:4860::8888", False),
    ("::ffff:10.0.0.1", True), ("64:ff9b::a00:1", True), ("64:ff9b::808:808", False), ("2002:a00:1::", True),
    ("fe80::1%eth0", True), ("224.0.0.1", True), ("240.0.0.1", True)])  # fmt: skip
def test_what_is_inside(address, inner):
    assert transport.is_inner(address) is inner


def test_a_path_that_is_no_file_is_a_failed_source(tmp_path):
    import os

    os.mkfifo(tmp_path / "pipa")
    with pytest.raises(DownloadError, match="bukan folder dan bukan berkas"):
        fetch(SourceConfig(path=str(tmp_path / "pipa")), tmp_path)
