#!/usr/bin/env bash
# requests 2.34.2 works out the next request even with allow_redirects=False: a Location it cannot parse raises then too.
#
# `Session.send` prepares `response.next` for callers that follow redirects by themselves. A caller who asked for no
# redirects and only wants to look at the status gets an error instead of a response with code 302, and not one of
# requests' own, so that `except requests.RequestException` does not catch it.
. "$(dirname "$0")/lib.sh"
with_python requests==2.34.2
python - <<'PY' | seen "/fine: 302 next=http://example.invalid/
/odd: ValueError"
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import requests


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(302)
        self.send_header("Location", "http://example.invalid/" if self.path == "/fine" else "http://[::1")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
for path in ("/fine", "/odd"):
    try:
        got = requests.get(f"http://127.0.0.1:{server.server_port}{path}", allow_redirects=False, timeout=30)
        print(f"{path}: {got.status_code} next={got.next.url}")
    except (requests.exceptions.RequestException, ValueError) as error:
        print(f"{path}: {type(error).__name__}")
server.shutdown()
PY
