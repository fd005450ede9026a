"""E-mail over a real SMTP server on this machine: encryption, login, what is refused, and what is sent again."""

from __future__ import annotations

import shutil
import socket
import ssl
from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from click.testing import CliRunner
from msgspec import Struct, field

from validator.cli.nightly import command
from validator.nightly.config import Notice
from validator.nightly.notices import NightNotice
from validator.nightly.posting import send

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning")
SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "2026"
SAID = NightNotice("2026-11-24", "Prodeskel 24/11/2026: ambang terpenuhi", "Baru 2 · selesai 1\nDesa Muara Jaya", True)
USER, PASSWORD = "dpmd", "kata sandi 7"
SECRETS = {"PENGGUNA": USER, "SANDI": PASSWORD}


class Post(Struct, dict=True):
    """A server that keeps what it is given, and asks for a login."""

    messages: list = field(default_factory=list)
    logins: list = field(default_factory=list)

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - the name that aiosmtpd calls
        self.messages.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"

    def authenticate(self, _server, _session, _envelope, _mechanism, data):
        self.logins.append(data.password)
        right = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=right, handled=False)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture
def trusted(authority, tmp_path, monkeypatch):
    """This machine trusts the authority."""
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))


@pytest.fixture
def serve(authority):
    """Starts a server with one kind of encryption and a certificate for `name`; gives its port and what it got."""
    running = []

    def start(security: str, name: str = "localhost"):
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        authority.issue_cert(name).configure_cert(context)
        post = Post()
        options = {
            "starttls": {"tls_context": context, "require_starttls": True},
            "tls": {"ssl_context": context, "auth_require_tls": False},
            "none": {"auth_require_tls": False},
        }[security]
        login = {"authenticator": post.authenticate, "auth_required": True}
        controller = Controller(post, hostname="localhost", port=free_port(), **options, **login)
        controller.start()
        running.append(controller)
        return controller.port, post

    yield start
    for controller in running:
        controller.stop()


def notice(port, security, **more):
    said = {"sender": "prodeskel@contoh.invalid", "to": ("a@contoh.invalid", "b@contoh.invalid")} | more
    keys = {"user_env": "PENGGUNA", "password_env": "SANDI"}
    return Notice("email", host="localhost", port=port, security=security, **keys, **said)


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_mail_goes_out_encrypted_with_a_login(serve, trusted, security):
    port, post = serve(security)
    assert send(notice(port, security), SAID, environment=SECRETS) == ""
    (message,) = post.messages
    assert (message["Subject"], message["To"]) == (SAID.title, "a@contoh.invalid, b@contoh.invalid")
    assert message.get_content().splitlines() == SAID.text.splitlines()
    assert post.logins == [PASSWORD.encode()]


def test_a_login_is_encrypted_without_being_asked_for(serve, trusted):
    port, post = serve("starttls")
    assert send(notice(port, ""), SAID, environment=SECRETS) == ""
    assert len(post.messages) == 1


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_that_nobody_vouches_for_is_refused(serve, security):
    port, post = serve(security)
    assert send(notice(port, security), SAID, environment=SECRETS) == "SSLCertVerificationError"
    assert (post.messages, post.logins) == ([], [])


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_of_another_server_is_refused(serve, trusted, security):
    port, post = serve(security, "lain.invalid")
    assert send(notice(port, security), SAID, environment=SECRETS) == "SSLCertVerificationError"
    assert (post.messages, post.logins) == ([], [])


def test_no_password_goes_to_a_server_without_encryption(serve, trusted):
    port, post = serve("none")
    assert send(notice(port, "starttls"), SAID, environment=SECRETS) == "SMTPNotSupportedError"
    assert (post.messages, post.logins) == ([], [])


def test_a_wrong_password_is_told_without_saying_it(serve, trusted):
    port, post = serve("starttls")
    assert send(notice(port, "starttls"), SAID, environment=SECRETS | {"SANDI": "keliru"}) == "SMTPAuthenticationError"
    assert post.messages == []


def test_a_password_that_smtp_cannot_carry_is_told(serve, trusted):
    port, post = serve("starttls")
    assert "ASCII" in send(notice(port, "starttls"), SAID, environment=SECRETS | {"SANDI": "sandi é"})
    assert (post.messages, post.logins) == ([], [])


def test_a_server_that_is_not_there():
    assert send(notice(1, "tls"), SAID, environment=SECRETS) == "ConnectionRefusedError"


def test_what_a_wrong_password_held_up_is_sent_the_next_night(serve, trusted, tmp_path, monkeypatch):
    port, post = serve("starttls")
    shutil.copytree(SAMPLES / "6311032014_muara_jaya", tmp_path / "ekspor" / "6311032014_muara_jaya")
    (tmp_path / "prodeskel.toml").write_text(
        'output = "hasil"\nformats = ["json"]\nsite = ""\n[[sources]]\npath = "ekspor"\n[gate]\nunchecked = "pass"\n'
        f'[[notify]]\nkind = "email"\nhost = "localhost"\nport = {port}\nuser_env = "PENGGUNA"\n'
        'password_env = "SANDI"\nfrom = "prodeskel@contoh.invalid"\nto = ["dpmd@contoh.invalid"]\n',
        encoding="utf-8",
    )
    monkeypatch.setenv("PENGGUNA", USER)

    def night(day: date, password: str):
        monkeypatch.setenv("SANDI", password)
        given = ["--config", str(tmp_path / "prodeskel.toml"), "--date", day.isoformat()]
        return CliRunner().invoke(command, given, standalone_mode=False)

    failed = night(date(2026, 11, 23), "keliru")
    assert failed.return_value == 5
    assert "SMTPAuthenticationError" in failed.output
    assert "keliru" not in failed.output
    assert post.messages == []
    assert night(date(2026, 11, 24), PASSWORD).return_value == 0
    assert [message["Subject"][:20] for message in post.messages] == ["Prodeskel 23/11/2026"]
