"""Telling people what changed: webhook, Slack-compatible webhook, Telegram bot, e-mail. Once a night, without names."""

from __future__ import annotations

import json
import os
import smtplib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import requests

from validator.ledger.records import NightReport
from validator.nightly.config import Notice
from validator.nightly.gate import Verdict

__all__ = ["Delivery", "Digest", "deliver", "digest"]

TIMEOUT = 20
LISTED = 10


@dataclass(frozen=True, slots=True)
class Digest:
    """What a night has to say. `changed` is false where nothing is new, solved, back or missing: nobody is told."""

    night: str
    title: str
    text: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Delivery:
    """One notice: sent, not due (already sent, or nothing changed), or failed with the reason."""

    notice: Notice
    state: str
    reason: str = ""


def digest(report: NightReport, verdict: Verdict, missing: Mapping[str, str]) -> Digest:
    """The night in a few lines: what is new and solved, where, who has not sent, and whether the gate holds."""
    new, solved, back = (report.total(name) for name in ("new", "solved", "reopened"))
    lines = [f"Baru {new}, selesai {solved}, kambuh {back}; galat yang terbuka {report.total('error')}."]
    moved = sorted((v for v in report.villages if v.new or v.solved or v.reopened), key=lambda v: (-v.new, v.code))
    lines += [f"- {v.name or v.code}: baru {v.new}, selesai {v.solved}, kambuh {v.reopened}" for v in moved[:LISTED]]
    if len(moved) > LISTED:
        lines.append(f"- dan {len(moved) - LISTED} desa lain")
    if missing:
        names = ", ".join(list(missing.values())[:LISTED])
        more = f", dan {len(missing) - LISTED} lagi" if len(missing) > LISTED else ""
        lines.append(f"Belum mengirim ({len(missing)} desa): {names}{more}.")
    lines += [condition.sentence for condition in verdict.failed[:LISTED]]
    title = f"Prodeskel {report.date:%d/%m/%Y}: " + ("ambang terpenuhi" if verdict.passed else "ambang TIDAK terpenuhi")
    changed = bool(moved or missing or not verdict.passed)
    return Digest(report.date.isoformat(), title, "\n".join(lines), changed)


def deliver(
    notices: Sequence[Notice],
    said: Digest,
    state: Path,
    *,
    post: Callable[..., requests.Response] = requests.post,
    mail: Callable[[Notice, EmailMessage, Mapping[str, str]], None] | None = None,
    environment: Mapping[str, str] = os.environ,
) -> list[Delivery]:
    """Sends what is due. `state` remembers what was delivered of which night; a failure is due again next time."""
    sent = set(json.loads(state.read_text(encoding="utf-8"))) if state.is_file() else set()
    deliveries = []
    for number, notice in enumerate(notices):
        key = f"{said.night}/{number}/{notice.kind}"
        if key in sent or not said.changed:
            deliveries.append(Delivery(notice, "tidak perlu"))
            continue
        try:
            _send(notice, said, post, mail or _mail, environment)
        except (requests.RequestException, OSError, smtplib.SMTPException, KeyError) as error:
            deliveries.append(Delivery(notice, "gagal", _reason(error)))
        else:
            sent.add(key)
            deliveries.append(Delivery(notice, "terkirim"))
    state.parent.mkdir(parents=True, exist_ok=True)
    state.write_text(json.dumps(sorted(sent)[-1000:]), encoding="utf-8")
    return deliveries


def _reason(error: Exception) -> str:
    """What went wrong, without addresses, which may hold secrets."""
    if isinstance(error, KeyError):
        return f"variabel lingkungan {error} belum diisi"
    response = getattr(error, "response", None)
    return f"server menjawab {response.status_code}" if response is not None else type(error).__name__


def _send(
    notice: Notice,
    said: Digest,
    post: Callable[..., requests.Response],
    mail: Callable[[Notice, EmailMessage, Mapping[str, str]], None],
    environment: Mapping[str, str],
) -> None:
    if notice.kind == "email":
        message = EmailMessage()
        message["Subject"], message["From"], message["To"] = said.title, notice.sender, ", ".join(notice.to)
        message.set_content(said.text)
        mail(notice, message, environment)
        return
    text = f"{said.title}\n{said.text}"
    if notice.kind == "telegram":
        url = f"https://api.telegram.org/bot{environment[notice.token_env]}/sendMessage"
        body: dict[str, str] = {"chat_id": notice.chat, "text": text}
    else:
        url = environment[notice.url_env]
        body = (
            {"text": text} if notice.kind == "slack" else {"night": said.night, "title": said.title, "text": said.text}
        )
    post(url, json=body, timeout=TIMEOUT).raise_for_status()


def _mail(notice: Notice, message: EmailMessage, environment: Mapping[str, str]) -> None:
    with smtplib.SMTP(notice.host, notice.port, timeout=TIMEOUT) as server:
        if notice.user_env:
            server.starttls()
            server.login(environment[notice.user_env], environment[notice.password_env])
        server.send_message(message)
