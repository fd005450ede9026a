#!/usr/bin/env bash
# urllib3 2.8.0 and requests 2.34.2 return half a gzip body as if it were whole, where no Content-Length tells its size.
#
# A server or proxy that compresses on the way usually sends no Content-Length and ends the body by closing. If the
# connection breaks, the stream ends before gzip's own end mark. Python's gzip module raises EOFError for that; urllib3's
# decoder hands out what it has, the status is 200 and nothing is raised.
. "$(dirname "$0")/lib.sh"
with_python requests==2.34.2 urllib3==2.8.0
python - <<'PY' | seen "sent 4500000 letters, got fewer: True, status 200, raised nothing
gzip module: EOFError"
import gzip
import random
import socket
import threading

import requests

letters = "".join(random.Random(1).choices("abcdefgh\n", k=4_500_000))
whole = gzip.compress(letters.encode(), mtime=0)
half = whole[: len(whole) // 2]
server = socket.create_server(("127.0.0.1", 0))


def answer():
    peer, _ = server.accept()
    peer.recv(65536)
    peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n" + half)
    peer.close()


threading.Thread(target=answer, daemon=True).start()
got = requests.get(f"http://127.0.0.1:{server.getsockname()[1]}/", timeout=30)
print(f"sent {len(letters)} letters, got fewer: {0 < len(got.text) < len(letters)}, status {got.status_code}, raised nothing")
try:
    gzip.decompress(half)
except EOFError as error:
    print("gzip module:", type(error).__name__)
PY
