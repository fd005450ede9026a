"""Ways to reach people: webhook, Slack-compatible webhook, Telegram bot, e-mail. Secrets come from the environment."""

from __future__ import annotations

import os
import smtplib
import socket
import ssl
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from typing import Any

import requests

from validator.nightly.config import Notice
from validator.nightly.notices import NightNotice
from validator.nightly.transport import LateError, Transport

__all__ = ["Mail", "Post", "send"]

TIMEOUT = 20
"""Seconds that a server may be silent."""
DEADLINE = 60.0
"""Seconds for the whole of one notice, however a server drips."""
LONGEST = 3500
"""Characters of a chat message; Telegram refuses more than 4096."""
TELEGRAM = "https://api.telegram.org"

Post = Callable[..., requests.Response]
Mail = Callable[[Notice, EmailMessage, Mapping[str, str]], None]


def send(
    notice: Notice,
    said: NightNotice,
    *,
    post: Post | None = None,
    mail: Mail | None = None,
    environment: Mapping[str, str] = os.environ,
    deadline: float = DEADLINE,
) -> str:
    """Sends one digest; returns '' or why that failed, without addresses, which may hold secrets."""
    try:
        with Transport(deadline) as transport:
            return _sent(notice, said, post or _poster(transport), mail or _mailer(transport), environment)
    except LateError:
        return f"belum selesai dalam {deadline:g} detik"
    except KeyError as error:
        return f"variabel lingkungan {error.args[0]} belum diisi"
    except UnicodeEncodeError:
        return "nama pengguna, sandi, atau alamatnya memuat huruf di luar ASCII, yang tidak diterima SMTP"
    except (requests.RequestException, OSError, smtplib.SMTPException, ValueError) as error:
        return f"belum selesai dalam {deadline:g} detik" if transport.late else type(error).__name__


def _sent(notice: Notice, said: NightNotice, post: Post, mail: Mail, environment: Mapping[str, str]) -> str:
    if notice.kind == "email":
        mail(notice, _message(notice, said), environment)
        return ""
    url, body = _request(notice, said, environment)
    response = post(url, json=body, timeout=TIMEOUT, allow_redirects=False)
    return "" if response.status_code in range(200, 300) else f"server menjawab {response.status_code}"


def _poster(transport: Transport) -> Post:
    """Posts over connections that end at the deadline; the body of an answer is not waited for."""

    def post(url: str, **options: Any) -> requests.Response:  # noqa: ANN401 - options of requests
        with transport.session() as session:
            response = session.post(url, stream=True, **options)
            response.close()
            return response

    return post


def _request(notice: Notice, said: NightNotice, environment: Mapping[str, str]) -> tuple[str, dict[str, Any]]:
    text = f"{said.title}\n{said.text}"
    if len(text) > LONGEST:
        text = text[:LONGEST].rpartition("\n")[0] + "\n…"
    if notice.kind == "telegram":
        url = f"{TELEGRAM}/bot{_secret(environment, notice.token_env)}/sendMessage"
        return url, {"chat_id": notice.chat, "text": text}
    url = _secret(environment, notice.url_env)
    if notice.kind == "slack":
        return url, {"text": text}
    return url, {"night": said.night, "title": said.title, "text": said.text, **said.facts}


def _secret(environment: Mapping[str, str], name: str) -> str:
    """Raises `KeyError` if the variable is missing or empty."""
    value = environment.get(name, "").strip()
    if not value:
        raise KeyError(name)
    return value


def _message(notice: Notice, said: NightNotice) -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = said.title, notice.sender, ", ".join(notice.to)
    message.set_content(said.text)
    return message


class _Smtp(smtplib.SMTP):
    """SMTP over a connection that a `Transport` makes; with `trusted`, TLS from the first byte."""

    def __init__(self, notice: Notice, transport: Transport, trusted: ssl.SSLContext | None) -> None:
        self._transport, self._trusted = transport, trusted
        super().__init__(notice.host, notice.port, timeout=TIMEOUT)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        plain = self._transport.connect(host, port, timeout)
        return self._trusted.wrap_socket(plain, server_hostname=host) if self._trusted else plain


def _mailer(transport: Transport) -> Mail:
    def mail(notice: Notice, message: EmailMessage, environment: Mapping[str, str]) -> None:
        _mail(notice, message, environment, transport)

    return mail


def _mail(notice: Notice, message: EmailMessage, environment: Mapping[str, str], transport: Transport) -> None:
    """Encrypted wherever a password is sent, and the server's certificate is checked."""
    security = notice.security or ("starttls" if notice.user_env else "none")
    trusted = ssl.create_default_context()
    with _Smtp(notice, transport, trusted if security == "tls" else None) as server:
        if security == "starttls":
            server.starttls(context=trusted)
        if notice.user_env:
            server.login(_secret(environment, notice.user_env), _secret(environment, notice.password_env))
        server.send_message(message)
