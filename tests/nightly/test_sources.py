"""Sources against a real server that is slow to please: retries, resuming, caps, redirects, conditions."""

from __future__ import annotations

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from validator.nightly.config import SourceConfig
from validator.nightly.sources import SourceError, fetch

BODY = b"Kode Desa;Jumlah\n6311032021;1\n" * 20_000


class Server:
    """Answers every request with the next of its replies; the last one stays."""

    def __init__(self) -> None:
        self.replies: list[Callable[[BaseHTTPRequestHandler], None]] = []
        self.seen: list[dict[str, str]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.seen.append(dict(self.headers))
                reply = outer.replies.pop(0) if len(outer.replies) > 1 else outer.replies[0]
                reply(self)

            def log_message(self, *_arguments: object) -> None:
                pass

        self.httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.httpd.server_port}/ekspor.csv"
        self.thread = threading.Thread(target=self.httpd.serve_forever, daemon=True)
        self.thread.start()

    def close(self) -> None:
        self.httpd.shutdown()
        self.httpd.server_close()
        self.thread.join()


@pytest.fixture
def server():
    made = Server()
    yield made
    made.close()


def answer(status=200, body=BODY, length=None, **headers):
    def reply(handler):
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body) if length is None else length))
        handler.end_headers()
        handler.wfile.write(body)

    return reply


def get(server, tmp_path, **options):
    waits: list[float] = []
    environment = options.pop("environment", {})
    source = SourceConfig(url=server.url, **options)
    fetched = fetch(source, tmp_path, sleep=waits.append, environment=environment)
    return fetched, waits


def test_a_file_is_saved_under_its_name(server, tmp_path):
    server.replies = [answer()]
    fetched, waits = get(server, tmp_path)
    assert fetched.path.name == "ekspor.csv"
    assert fetched.path.read_bytes() == BODY
    assert waits == []


def test_errors_of_the_server_are_tried_again(server, tmp_path):
    server.replies = [answer(500, b""), answer(429, b"", Retry_After="3"), answer()]
    fetched, waits = get(server, tmp_path)
    assert fetched.path.read_bytes() == BODY
    assert len(waits) == 2
    assert waits[1] == 3


def test_it_gives_up_with_a_sentence(server, tmp_path):
    server.replies = [answer(503, b"")]
    with pytest.raises(SourceError, match="503 setelah 3 kali"):
        get(server, tmp_path, retries=2)


def test_a_server_that_asks_for_too_long_is_left_alone(server, tmp_path):
    server.replies = [answer(503, b"", Retry_After="7200")]
    with pytest.raises(SourceError, match="7200 detik"):
        get(server, tmp_path)


def test_a_cut_off_download_is_resumed(server, tmp_path):
    def rest(handler):
        start = int(handler.headers["Range"].removeprefix("bytes=").removesuffix("-"))
        answer(206, BODY[start:])(handler)

    half = len(BODY) // 2
    server.replies = [answer(200, BODY[:half], length=len(BODY)), rest]
    fetched, _ = get(server, tmp_path)
    assert fetched.path.read_bytes() == BODY
    assert 0 < int(server.seen[1]["Range"][6:-1]) <= half


def test_what_did_not_change_is_not_fetched_again(server, tmp_path):
    server.replies = [answer(ETag='"a1"'), answer(304, b"")]
    get(server, tmp_path)
    fetched, _ = get(server, tmp_path)
    assert fetched.unchanged
    assert fetched.path.read_bytes() == BODY
    assert server.seen[1]["If-None-Match"] == '"a1"'


def test_too_large_is_refused_within_bounds(server, tmp_path):
    server.replies = [answer(200, b"x" * (2 << 20))]
    with pytest.raises(SourceError, match="1 MiB"):
        get(server, tmp_path, max_mb=1)


def test_a_token_never_goes_to_another_host(server, tmp_path):
    server.replies = [answer(302, b"", Location="http://localhost:9/lain?kunci=rahasia")]
    with pytest.raises(SourceError, match="token tidak dikirim") as caught:
        get(server, tmp_path, token_env="TOKEN", environment={"TOKEN": "s3cret"})
    assert "s3cret" not in str(caught.value)
    assert "rahasia" not in str(caught.value)


def test_a_redirect_on_the_same_host_is_followed(server, tmp_path):
    server.replies = [answer(302, b"", Location="/baru.csv"), answer()]
    fetched, _ = get(server, tmp_path, token_env="TOKEN", environment={"TOKEN": "s3cret"})
    assert fetched.path.read_bytes() == BODY
    assert server.seen[1]["Authorization"] == "Bearer s3cret"


def test_redirects_end(server, tmp_path):
    server.replies = [answer(302, b"", Location="/lagi.csv")]
    with pytest.raises(SourceError, match="terlalu banyak pengalihan"):
        get(server, tmp_path)


@pytest.mark.parametrize(("status", "words"), [(401, "token"), (404, "alamat")])
def test_refusals_are_not_tried_again(server, tmp_path, status, words):
    server.replies = [answer(status, b"")]
    with pytest.raises(SourceError, match=words):
        get(server, tmp_path)
    assert len(server.seen) == 1


def test_a_missing_secret_is_named(server, tmp_path):
    with pytest.raises(SourceError, match="TOKEN belum diisi"):
        get(server, tmp_path, token_env="TOKEN")


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(SourceError, match="tidak ada folder"):
        fetch(SourceConfig(path=str(tmp_path / "tidak-ada")), tmp_path)
