"""A real web server on 127.0.0.1 that answers as it is told, with whatever goes wrong."""

from __future__ import annotations

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = Callable[[BaseHTTPRequestHandler], None]


class Server:
    """Answers every request with the next of its replies; the last one stays. `seen` are headers, `bodies` contents."""

    def __init__(self) -> None:
        self.replies: list[Reply] = []
        self.seen: list[dict[str, str]] = []
        self.bodies: list[bytes] = []
        self.paths: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.seen.append(dict(self.headers))
                outer.paths.append(self.path)
                outer.bodies.append(self.rfile.read(int(self.headers.get("Content-Length", 0))))
                reply = outer.replies.pop(0) if len(outer.replies) > 1 else outer.replies[0]
                reply(self)

            do_POST = do_GET  # noqa: N815

            def log_message(self, *_arguments: object) -> None:
                pass

        self.httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.httpd.handle_error = lambda *_: None  # clients that hang up are part of the tests
        self.host = f"http://127.0.0.1:{self.httpd.server_port}"
        self.url = f"{self.host}/ekspor.csv"
        self.thread = threading.Thread(target=self.httpd.serve_forever, daemon=True)
        self.thread.start()

    def close(self) -> None:
        self.httpd.shutdown()
        self.httpd.server_close()
        self.thread.join()


def answer(status: int = 200, body: bytes = b"", length: int | None = None, **headers: Any) -> Reply:
    """A reply; `length` lies about the size, headers are written with `_` for `-`."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body) if length is None else length))
        handler.end_headers()
        handler.wfile.write(body)

    return reply
