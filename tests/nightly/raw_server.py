"""A server on 127.0.0.1 that sends bytes as they are told, in TLS too, and says when the other side hung up."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Talk = Callable[[socket.socket], None]
HEAD = b"HTTP/1.1 200 OK\r\n"


class RawServer:
    """`talk` is called with each connection, in a thread of its own, after the request was read if `listens`."""

    def __init__(self, talk: Talk, context: ssl.SSLContext | None = None, *, listens: bool = True) -> None:
        self.talk, self.context, self.listens = talk, context, listens
        self.requests: list[bytes] = []
        self.hung_up = threading.Event()
        """Set when a connection was closed by the client while the server still talked."""
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        scheme = "https" if context else "http"
        self.url = f"{scheme}://127.0.0.1:{self.port}/ekspor.csv"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        try:
            if self.context:
                connection = self.context.wrap_socket(connection, server_side=True)
            if self.listens:
                self.requests.append(connection.recv(65536))
            self.talk(connection)
        except OSError:
            self.hung_up.set()
        finally:
            connection.close()

    def close(self) -> None:
        self.listener.close()


@contextmanager
def talking(talk: Talk, context: ssl.SSLContext | None = None, *, listens: bool = True) -> Iterator[RawServer]:
    server = RawServer(talk, context, listens=listens)
    try:
        yield server
    finally:
        server.close()


def says(content: bytes) -> Talk:
    """Sends this and ends."""
    return lambda connection: connection.sendall(content)


def drips(start: bytes, drop: bytes, pause: float = 0.02) -> Talk:
    """Sends `start`, then one drop after another for as long as somebody listens."""

    def talk(connection: socket.socket) -> None:
        connection.sendall(start)
        ticks = threading.Event()
        while True:
            ticks.wait(pause)
            connection.sendall(drop)

    return talk


def silent(connection: socket.socket) -> None:
    """Says nothing until the other side hangs up."""
    while connection.recv(1024):
        pass
    raise ConnectionResetError
