"""One file from the web, brought to disk: only if it changed, resumed, retried, bounded in size, time and redirects."""

from __future__ import annotations

import hashlib
import json
import random
import re
import time
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import requests
from msgspec import Struct

from validator.nightly.config import SourceConfig

__all__ = ["Download", "Fetched", "SourceError", "shown"]

CHUNK = 1 << 14
"""Bytes: of a download that breaks off, at most so many are fetched again."""
REDIRECTS = 5
FIRST_WAIT, LONGEST_BACKOFF = 1.0, 30.0
LONGEST_WAIT = 120.0
"""Seconds: a server that asks for more (Retry-After) is given up for tonight."""
RETRIED = {429, 500, 502, 503, 504}
_UNSAFE = re.compile(r"[^\w.\- ]+")
_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")


class SourceError(Exception):
    """A source that could not be had; the text names it, what happened and what to do. No secrets are in it."""


class Fetched(Struct, frozen=True):
    """What a source gave: a path to check, and whether it is the same as last time."""

    path: Path
    unchanged: bool = False


def shown(url: str) -> str:
    """A URL as it may be printed: without query, user or password."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname or ''}{parts.path}"


class _AgainError(Exception):
    """Worth another attempt, `after` seconds if the server said so."""

    def __init__(self, what: str, after: float | None = None) -> None:
        super().__init__(what)
        self.after = after


class Download:
    """One file from the web. Beside it lies a note with what the server said of it, for the next night."""

    def __init__(
        self,
        source: SourceConfig,
        cache: Path,
        session: requests.Session,
        sleep: Callable[[float], None],
        clock: Callable[[], float],
        headers: Mapping[str, str],
    ) -> None:
        self.source, self.session, self.sleep, self.clock, self.headers = source, session, sleep, clock, headers
        digest = hashlib.sha256(source.url.encode()).hexdigest()[:12]
        name = _UNSAFE.sub("_", unquote(Path(urlsplit(source.url).path).name)).strip(". ") or "ekspor"
        self.target = cache / digest / name
        self.part = self.target.with_name(f".{name}.part")
        self.note = self.target.with_name(f".{name}.json")
        self.mark = ""
        """What identifies the content of `part` for If-Range; '' if the server gave nothing strong."""
        self.end = clock() + source.deadline

    def run(self) -> Fetched:
        """The file on disk. Raises `SourceError`, `OSError`."""
        self.target.parent.mkdir(parents=True, exist_ok=True)
        self.part.unlink(missing_ok=True)
        for attempt in range(self.source.retries + 1):
            try:
                return self._attempt()
            except _AgainError as again:
                if attempt == self.source.retries:
                    raise self._error(f"{again} setelah {attempt + 1} kali mencoba. Akan dicoba lagi nanti.") from again
                self._wait(attempt, again.after)
        raise AssertionError("unreachable")

    def _error(self, text: str) -> SourceError:
        return SourceError(f"{shown(self.source.url)}: {text}")

    def _wait(self, attempt: int, after: float | None) -> None:
        if after is not None and after > LONGEST_WAIT:
            raise self._error(f"server minta menunggu {after:.0f} detik. Akan dicoba lagi nanti.")
        backoff = min(FIRST_WAIT * 2**attempt, LONGEST_BACKOFF)
        pause = after if after is not None else backoff * (0.5 + random.random() / 2)
        if self.clock() + pause > self.end:
            raise self._late()
        self.sleep(pause)

    def _late(self) -> SourceError:
        return self._error(f"belum selesai dalam {self.source.deadline:.0f} detik (deadline). Akan dicoba lagi nanti.")

    def _attempt(self) -> Fetched:
        try:
            with self._open() as response:
                return self._take(response)
        except requests.exceptions.SSLError as error:
            raise self._error("sertifikat TLS tidak dapat dipercaya. Periksa alamat dan sertifikatnya.") from error
        except (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError) as error:
            raise _AgainError(f"sambungan gagal ({type(error).__name__})") from error
        except requests.RequestException as error:
            raise self._error(f"{type(error).__name__}. Periksa alamatnya.") from error

    def _open(self) -> requests.Response:
        """The answer after following redirects; credentials stay with the host they are for."""
        url = self.source.url
        headers = {**self.headers, **self._conditions(), "Accept-Encoding": "identity"}
        for _ in range(REDIRECTS + 1):
            response = self.session.get(
                url,
                headers=headers,
                auth=_nobody,
                stream=True,
                timeout=self.source.timeout,
                allow_redirects=False,
            )
            if not response.is_redirect:
                return response
            target = urljoin(url, response.headers["Location"])
            response.close()
            self._allow(url, target)
            url = target
        raise self._error("terlalu banyak pengalihan. Periksa alamatnya.")

    def _allow(self, url: str, target: str) -> None:
        """Refuses a redirect that leaves the web, TLS, or the host a token is for."""
        now, then = urlsplit(url), urlsplit(target)
        if then.scheme not in ("http", "https") or (now.scheme == "https" and then.scheme == "http"):
            raise self._error(f"dialihkan ke {shown(target)} tanpa TLS. Periksa alamatnya.")
        if self.headers and (now.scheme, now.netloc) != (then.scheme, then.netloc):
            raise SourceError(
                f"{shown(url)}: dialihkan ke {shown(target)}; token tidak dikirim ke host lain. "
                "Tulis alamat akhirnya di [[sources]] url."
            )

    def _conditions(self) -> dict[str, str]:
        """Headers that ask for the rest of a download, or for the file only if it changed."""
        if self.mark and self.part.is_file() and self.part.stat().st_size:
            return {"Range": f"bytes={self.part.stat().st_size}-", "If-Range": self.mark}
        if not (self.target.is_file() and self.note.is_file()):
            return {}
        try:
            said = dict(json.loads(self.note.read_text(encoding="utf-8")))
        except ValueError:
            return {}
        names = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}
        return {names[k]: str(v) for k, v in said.items() if k in names and v}

    def _take(self, response: requests.Response) -> Fetched:
        if response.status_code == requests.codes.not_modified and self.target.is_file():
            return Fetched(self.target, unchanged=True)
        if response.status_code == requests.codes.requested_range_not_satisfiable:
            self.part.unlink(missing_ok=True)
            raise _AgainError("server tidak dapat melanjutkan unduhan")
        if response.status_code in RETRIED:
            raise _AgainError(f"server menjawab {response.status_code}", _retry_after(response))
        if response.status_code in (401, 403):
            raise self._error(f"ditolak ({response.status_code}). Periksa tokennya.")
        if response.status_code not in (200, 206):
            raise self._error(f"server menjawab {response.status_code}. Periksa alamatnya.")
        self._save(response)
        said = {name: response.headers.get(name, "") for name in ("ETag", "Last-Modified")}
        self.note.unlink(missing_ok=True)
        self.part.replace(self.target)
        self.note.write_text(json.dumps(said), encoding="utf-8")
        return Fetched(self.target)

    def _save(self, response: requests.Response) -> None:
        """Streams the body to disk; what is cut off stays for the next attempt to go on from."""
        resumed = response.status_code == requests.codes.partial_content
        size = self._resumable(response) if resumed else 0
        self.mark = _strong(response)
        limit = self.source.max_mb * 1024 * 1024
        whole = _length(response, size)
        if whole is not None and whole > limit:
            raise self._error(f"lebih besar dari {self.source.max_mb} MiB (max_mb).")
        with self.part.open("ab" if resumed else "wb") as file:
            for chunk in response.iter_content(CHUNK):
                size += len(chunk)
                if size > limit:
                    raise self._error(f"lebih besar dari {self.source.max_mb} MiB (max_mb).")
                if self.clock() > self.end:
                    raise self._late()
                file.write(chunk)
        if whole is not None and size < whole:
            raise _AgainError("unduhan terputus")

    def _resumable(self, response: requests.Response) -> int:
        """How much is there, if the server goes on from exactly there."""
        size = self.part.stat().st_size if self.part.is_file() else 0
        match = _RANGE.fullmatch(response.headers.get("Content-Range", ""))
        if match is None or int(match[1]) != size or not size:
            self.part.unlink(missing_ok=True)
            raise _AgainError("server melanjutkan unduhan dari tempat yang salah")
        return size


def _nobody(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """No credentials but those of the configuration: not the ones of a .netrc."""
    return request


def _strong(response: requests.Response) -> str:
    etag: str = response.headers.get("ETag", "")
    if etag and not etag.startswith("W/"):
        return etag
    return response.headers.get("Last-Modified", "")


def _length(response: requests.Response, there: int) -> int | None:
    """The length of the whole file, if the server says it."""
    said = response.headers.get("Content-Length", "")
    return there + int(said) if said.isdigit() and not response.headers.get("Content-Encoding") else None


def _retry_after(response: requests.Response) -> float | None:
    said = response.headers.get("Retry-After", "")
    if said.isdigit():
        return float(said)
    try:
        return max(parsedate_to_datetime(said).timestamp() - time.time(), 0) if said else None
    except ValueError:
        return None
