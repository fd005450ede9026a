"""What carries one exchange with a server: one deadline around all of it, and no way from the internet into the house.

The timeouts of `requests` are those of one read, so that a server that drips keeps it for ever. Here a watchdog shuts
every socket of the exchange down when the deadline comes: connecting, TLS, headers and body end with it, through a
proxy too. Looking up a name cannot be interrupted; it is left to a thread that nobody waits for.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from collections.abc import Iterable
from queue import Empty, Queue
from typing import Any, Self, cast

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

__all__ = ["InnerAddressError", "LateError", "Transport", "is_inner"]

Found = tuple[Any, Any, int, str, Any]
"""An entry of `socket.getaddrinfo`."""
NAT64 = ipaddress.ip_network("64:ff9b::/96")


class LateError(Exception):
    """The deadline is over."""


class InnerAddressError(Exception):
    """A public server points to an address inside: of this machine, its network, or its neighbours."""


def is_inner(address: str) -> bool:
    """Whether an IP address is not one of the internet: private, loopback, link-local, reserved, multicast."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inside = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
        if ip in NAT64:
            inside = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inside:
            return is_inner(str(inside))
    return not ip.is_global or ip.is_multicast or ip.is_reserved or ip.is_unspecified


class Transport:
    """Sockets that all end when `seconds` are over. Close it, or use it in a `with` block.

    `outside` becomes true when a public address was reached; with `redirected` set, an address inside is refused then
    (`InnerAddressError`). The address that is judged is the one connected to: a name that means another one a moment
    later gains nothing.
    """

    def __init__(self, seconds: float) -> None:
        self.end = time.monotonic() + seconds
        self.redirected = self.outside = self.late = False
        self._sockets: list[socket.socket] = []
        self._connections: list[HTTPConnection] = []
        self._lock = threading.Lock()
        self._timer = threading.Timer(max(seconds, 0), self._expire)
        self._timer.daemon = True
        self._timer.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._timer.cancel()
        self.release()

    def release(self) -> None:
        """Ends the connections made so far."""
        with self._lock:
            for sock in self._sockets:
                _shut(sock)
                sock.close()
            self._sockets.clear()
        for connection in self._connections:
            connection.close()
        self._connections.clear()

    def _expire(self) -> None:
        with self._lock:
            self.late = True
            for sock in self._sockets:
                _shut(sock)

    def owns(self, connection: HTTPConnection) -> None:
        """Closes a connection of urllib3 with the others; its pool would leave that to the collector."""
        self._connections.append(connection)

    def left(self) -> float:
        """Seconds that are left. Raises `LateError`."""
        seconds = self.end - time.monotonic()
        if self.late or seconds <= 0:
            raise LateError
        return seconds

    def session(self) -> requests.Session:
        """A session whose connections are made here, and which follows no redirect."""
        session = _Session()
        for scheme in ("http://", "https://"):
            session.mount(scheme, _Adapter(self))
        return session

    def via_proxy(self, host: str) -> None:
        """Judges a host to which a proxy will connect, by what its name means here; a name unknown here is outside."""
        try:
            addresses = [found[4][0] for found in self.resolve(host, 0)]
        except OSError:
            addresses = []
        if self.redirected and self.outside and any(map(is_inner, addresses)):
            raise InnerAddressError
        self.outside = self.outside or not addresses or not all(map(is_inner, addresses))

    def connect(self, host: str, port: int, timeout: float, *, proxy: bool = False) -> socket.socket:
        """A connected socket. Raises `OSError`, `LateError`, `InnerAddressError`."""
        failure: OSError | None = None
        for found in self._allowed(self.resolve(host, port), proxy):
            try:
                return self._connected(found, timeout, proxy)
            except OSError as error:
                failure = error
        raise failure or OSError(f"{host}: no address")

    def resolve(self, host: str, port: int) -> list[Found]:
        """The addresses of a name. Raises `OSError`, `LateError`."""
        answers: Queue[list[Found] | Exception] = Queue()

        def ask() -> None:
            try:
                answers.put(list(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))
            except Exception as error:
                answers.put(error)

        threading.Thread(target=ask, daemon=True).start()
        try:
            answer = answers.get(timeout=self.left())
        except Empty:
            raise LateError from None
        if isinstance(answer, UnicodeError):
            raise OSError(f"{host}: no name") from answer
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _allowed(self, found: Iterable[Found], proxy: bool) -> list[Found]:
        entries = list(found)
        if proxy or not (self.redirected and self.outside):
            return entries
        allowed = [entry for entry in entries if not is_inner(entry[4][0])]
        if entries and not allowed:
            raise InnerAddressError
        return allowed

    def _connected(self, found: Found, timeout: float, proxy: bool) -> socket.socket:
        family, kind, protocol, _, address = found
        sock = socket.socket(family, kind, protocol)
        try:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            sock.settimeout(min(timeout, self.left()))
            sock.connect(address)
            sock.settimeout(timeout)
            self._guard(sock)
        except BaseException:
            sock.close()
            raise
        if not proxy:
            self.outside = self.outside or not is_inner(address[0])
        return sock

    def _guard(self, sock: socket.socket) -> None:
        """Keeps a second handle: the socket itself gives its own away when TLS begins."""
        with self._lock:
            if self.late:
                raise LateError
            self._sockets.append(sock.dup())


def _shut(sock: socket.socket) -> None:
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


class _Session(requests.Session):
    """Redirects are left to the caller; `requests` would read their bodies to the end, and their addresses."""

    def get_redirect_target(self, _response: requests.Response) -> None:
        return None


class _Adapter(HTTPAdapter):
    """Connections of `requests` that a `Transport` makes, with a proxy and without."""

    def __init__(self, transport: Transport) -> None:
        self._classes = _pools(transport)
        super().__init__()

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - as declared there
        super().init_poolmanager(*arguments, **options)
        self.poolmanager.pool_classes_by_scheme = self._classes

    def proxy_manager_for(self, proxy: str, **options: Any) -> Any:  # noqa: ANN401 - as declared there
        if proxy.lower().startswith("socks"):  # its connections could not be guarded
            raise requests.exceptions.InvalidProxyURL(proxy.partition(":")[0])
        manager = super().proxy_manager_for(proxy, **options)
        manager.pool_classes_by_scheme = self._classes
        return manager


def _pools(transport: Transport) -> dict[str, type[HTTPConnectionPool]]:
    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return _made(self, transport)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return _made(self, transport)

        def _tunnel(self) -> None:
            super()._tunnel()
            transport.left()  # headers that were cut off look like an answer

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


def _made(connection: HTTPConnection, transport: Transport) -> socket.socket:
    """A socket for a connection of urllib3; what goes wrong is told as urllib3 would."""
    port, timeout = connection.port or 0, cast(float, connection.timeout)
    transport.owns(connection)
    try:
        return transport.connect(connection._dns_host, port, timeout, proxy=connection.proxy is not None)
    except TimeoutError as error:
        raise ConnectTimeoutError(connection, str(error)) from error
    except OSError as error:
        raise NewConnectionError(connection, str(error)) from error
