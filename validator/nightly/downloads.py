"""One file from the web, brought to disk: only if it changed, resumed, retried, bounded in size, time and redirects."""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

import requests
from msgspec import Struct
from requests.utils import get_environ_proxies, select_proxy

from validator.messages.sentences import Sentences, Worded, cause
from validator.messages.sentences import sentence as _
from validator.nightly import answers
from validator.nightly.answers import NonsenseError, shown
from validator.nightly.config import SourceConfig
from validator.nightly.transport import InnerAddressError, LateError, Transport

__all__ = ["Download", "DownloadError", "Fetched"]

CHUNK = 1 << 14
"""Bytes: of a download that breaks off, at most so many are fetched again."""
REDIRECTS = 5
FIRST_WAIT, LONGEST_BACKOFF = 1.0, 30.0
LONGEST_WAIT = 120.0
"""Seconds: a server that asks for more (Retry-After) is given up for tonight."""
RETRIED = {429, 500, 502, 503, 504}
_UNSAFE = re.compile(r"[^\w.\- ]+")
_BROKEN = (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError)


class DownloadError(Exception):
    """A source that could not be had; the text names it, what happened and what to do. No secrets are in it.

    `redirects` says where it led before.
    """

    def __init__(self, said: Worded, redirects: tuple[str, ...] = ()) -> None:
        super().__init__(said)
        self.redirects = redirects


class Fetched(Struct, frozen=True):
    """What a source gave: a path to check, whether it is the same as last time, and the redirects followed."""

    path: Path
    unchanged: bool = False
    redirects: tuple[str, ...] = ()


class _AgainError(Exception):
    """Worth another attempt, `after` seconds if the server said so."""

    def __init__(self, what: Worded, after: float | None = None) -> None:
        super().__init__(what)
        self.after = after


class Download:
    """One file from the web. Beside it lies a note with what the server said of it, for the next night."""

    def __init__(
        self,
        source: SourceConfig,
        cache: Path,
        sleep: Callable[[float], None],
        clock: Callable[[], float],
        headers: Mapping[str, str],
    ) -> None:
        self.source, self.sleep, self.clock, self.headers = source, sleep, clock, headers
        digest = hashlib.sha256(source.url.encode()).hexdigest()[:12]
        name = _UNSAFE.sub("_", unquote(Path(urlsplit(source.url).path).name))[-60:].strip(". ") or "ekspor"
        self.target = cache / digest / name
        self.part = self.target.with_name(f".{name}.part")
        self.note = self.target.with_name(f".{name}.json")
        self.mark = ""
        """What identifies the content of `part` for If-Range; '' if the server gave nothing strong."""
        self.redirects: list[str] = []
        self.end = clock() + source.deadline
        self.transport = Transport(source.deadline)
        self.session = self.transport.session()

    def run(self) -> Fetched:
        """The file on disk. Raises `DownloadError`, `OSError`."""
        self.target.parent.mkdir(parents=True, exist_ok=True)
        self.part.unlink(missing_ok=True)
        with self.transport, self.session:
            for attempt in range(self.source.retries + 1):
                try:
                    return self._attempt()
                except _AgainError as again:
                    if attempt == self.source.retries:
                        said = _("{what} setelah {n} kali mencoba. Akan dicoba lagi nanti.", what=cause(again))
                        raise self._error(said.having(n=attempt + 1)) from again
                    self._wait(attempt, again.after)
        raise AssertionError("unreachable")

    def _error(self, said: Worded) -> DownloadError:
        return DownloadError(Sentences((self._shown(self.source.url), said), ": "), tuple(self.redirects))

    def _shown(self, url: str) -> str:
        return shown(url, secret=bool(self.source.url_env))

    def _wait(self, attempt: int, after: float | None) -> None:
        if after is not None and after > LONGEST_WAIT:
            raise self._error(
                _("server minta menunggu {after} detik. Akan dicoba lagi nanti.").having(after=f"{after:.0f}")
            )
        backoff = min(FIRST_WAIT * 2**attempt, LONGEST_BACKOFF)
        pause = after if after is not None else backoff * (0.5 + random.random() / 2)
        if self.clock() + pause > self.end:
            raise self._late()
        self.sleep(pause)

    def _late(self) -> DownloadError:
        said = _("belum selesai dalam {n} detik (deadline). Akan dicoba lagi nanti.")
        return self._error(said.having(n=f"{self.source.deadline:g}"))

    def _attempt(self) -> Fetched:
        """One attempt; whatever is wrong with the server or its answer becomes a sentence."""
        try:
            with self._open() as response:
                return self._take(response)
        except DownloadError:
            raise
        except Exception as error:
            if self._over():
                raise self._late() from error
            if isinstance(error, OSError) and not isinstance(error, requests.RequestException):
                raise
            raise self._told(error) from error
        finally:
            self.transport.release()

    def _over(self) -> bool:
        return self.transport.late or self.clock() > self.end

    def _told(self, error: Exception) -> Exception:
        if isinstance(error, (_AgainError, LateError)):
            return self._late() if isinstance(error, LateError) else error
        if isinstance(error, InnerAddressError):
            inner = _("dialihkan ke alamat di jaringan dalam; tidak diikuti. Tanyakan kepada pemilik server.")
            return self._error(inner)
        if isinstance(error, NonsenseError):
            return self._error(_("server menjawab dengan {error}. Tanyakan kepada pemilik server.", error=cause(error)))
        if isinstance(error, requests.exceptions.SSLError):
            if "certificate" in str(error).lower():
                return self._error(_("sertifikat TLS tidak dapat dipercaya. Periksa alamat dan sertifikatnya."))
            return self._error(_("sambungan TLS gagal. Periksa alamat dan nomor portnya."))
        if isinstance(error, _BROKEN):
            return _AgainError(_("sambungan gagal ({kind})", kind=type(error).__name__))
        if isinstance(error, (requests.exceptions.InvalidProxyURL, requests.exceptions.InvalidSchema)):
            return self._error(_("proxy tidak dapat dipakai. Periksa HTTP_PROXY dan HTTPS_PROXY (bukan SOCKS)."))
        if isinstance(error, requests.exceptions.InvalidURL):
            return self._error(_("alamatnya tidak dapat dibaca. Periksa alamatnya."))
        said = _("jawaban server tidak dapat dipahami ({kind}). Tanyakan kepada pemilik server.")
        return self._error(said.having(kind=type(error).__name__))

    def _open(self) -> requests.Response:
        """The answer after following redirects; credentials stay with the host they are for."""
        url, self.redirects = self.source.url, []
        self.transport.redirected = False
        for _hop in range(REDIRECTS + 1):
            response = self._asked(url)
            if not response.is_redirect:
                return response
            with response:
                target = answers.redirect(response)
            self.transport.release()
            self._allow(url, target)
            self.redirects.append(self._shown(target))
            self.transport.redirected = True
            url = target
        raise self._error(_("terlalu banyak pengalihan. Periksa alamatnya."))

    def _asked(self, url: str) -> requests.Response:
        if select_proxy(url, get_environ_proxies(url)):
            self.transport.via_proxy(urlsplit(url).hostname or "")
        return self.session.get(
            url,
            headers={**self.headers, **self._conditions(), "Accept-Encoding": "identity"},
            auth=_nobody,
            stream=True,
            timeout=min(self.source.timeout, self.transport.left()),
            allow_redirects=False,
        )

    def _allow(self, url: str, target: str) -> None:
        """Refuses a redirect that leaves the web, TLS, or the host a token is for."""
        now, then = urlsplit(url), urlsplit(target)
        if then.scheme not in ("http", "https") or (now.scheme == "https" and then.scheme == "http"):
            raise self._error(_("dialihkan ke {target} tanpa TLS. Periksa alamatnya.", target=self._shown(target)))
        if self.headers and (now.scheme, now.netloc) != (then.scheme, then.netloc):
            raise self._error(
                _(
                    "dialihkan ke {target}; token tidak dikirim ke host lain. Tulis alamat akhirnya di "
                    "[[sources]] url.",
                    target=self._shown(target),
                )
            )

    def _conditions(self) -> dict[str, str]:
        """Headers that ask for the rest of a download, or for the file only if it changed."""
        if self.mark and self.part.is_file() and self.part.stat().st_size:
            return {"Range": f"bytes={self.part.stat().st_size}-", "If-Range": self.mark}
        if not (self.target.is_file() and self.note.is_file()):
            return {}
        try:
            said = dict(json.loads(self.note.read_text(encoding="utf-8")))
        except (ValueError, TypeError):
            return {}
        names = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}
        return {names[k]: str(v) for k, v in said.items() if k in names and v}

    def _take(self, response: requests.Response) -> Fetched:
        followed = tuple(self.redirects)
        if response.status_code == requests.codes.not_modified and self.target.is_file():
            return Fetched(self.target, unchanged=True, redirects=followed)
        if response.status_code == requests.codes.requested_range_not_satisfiable:
            self.part.unlink(missing_ok=True)
            raise _AgainError(_("server tidak dapat melanjutkan unduhan"))
        if response.status_code in RETRIED:
            said = _("server menjawab {code}", code=response.status_code)
            raise _AgainError(said, answers.retry_after(response))
        if response.status_code in (401, 403):
            raise self._error(_("ditolak ({code}). Periksa tokennya.", code=response.status_code))
        if response.status_code not in (200, 206):
            raise self._error(_("server menjawab {code}. Periksa alamatnya.", code=response.status_code))
        self._save(response)
        self.note.unlink(missing_ok=True)
        self.part.replace(self.target)
        self.note.write_text(json.dumps(answers.marks(response)), encoding="utf-8")
        return Fetched(self.target, redirects=followed)

    def _save(self, response: requests.Response) -> None:
        """Streams the body to disk; what is cut off stays for the next attempt to go on from."""
        resumed = response.status_code == requests.codes.partial_content
        size = self._resumable(response) if resumed else 0
        self.mark = answers.strong(response)
        limit = self.source.max_mb * 1024 * 1024
        whole = answers.length(response, size)
        if whole is not None and whole > limit:
            raise self._error(_("lebih besar dari {max_mb} MiB (max_mb).", max_mb=self.source.max_mb))
        with self.part.open("ab" if resumed else "wb") as file:
            for chunk in answers.body(response, CHUNK):
                size += len(chunk)
                if size > limit:
                    raise self._error(_("lebih besar dari {max_mb} MiB (max_mb).", max_mb=self.source.max_mb))
                if self._over():
                    raise self._late()
                file.write(chunk)
        if self._over():  # a body without a length seems whole when its connection is shut down
            raise self._late()
        if whole is not None and size < whole:
            raise _AgainError(_("unduhan terputus"))

    def _resumable(self, response: requests.Response) -> int:
        """How much is there, if the server goes on from exactly there."""
        size = self.part.stat().st_size if self.part.is_file() else 0
        if not size or answers.range_start(response) != size:
            self.part.unlink(missing_ok=True)
            raise _AgainError(_("server melanjutkan unduhan dari tempat yang salah"))
        return size


def _nobody(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """No credentials but those of the configuration: not the ones of a .netrc."""
    return request
