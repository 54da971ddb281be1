"""F37: nothing the installation calls leads inside, by number, by name, by redirect or by a name
that changes its mind. (Redirects: test_f20_outbox.py, on a real server.)"""

from __future__ import annotations

import ast
import socket
from ipaddress import ip_address
from typing import Any

import pytest

from kiosk.config import MailServer
from kiosk.domain.upkeep.delivery import Failure, Undelivered
from kiosk.domain.upkeep.notice import Letter, Recipient
from kiosk.post import reach
from kiosk.post.mail import Mailer
from kiosk.post.reach import EITHER, INTERNET, LOCAL
from kiosk.post.webhook import Hook
from tests.faults.conftest import Held
from tests.rules.source import name_of, python_files, tree

INSIDE = (
    "127.0.0.1", "127.8.8.8", "localhost", "0.0.0.0", "0", "127.1", "2130706433", "0x7f000001",
    "0177.0.0.1", "169.254.169.254", "169.254.1.1", "10.0.0.5", "172.16.0.1", "172.31.255.255",
    "192.168.1.1", "100.64.0.1", "100.100.100.200", "192.0.0.192", "198.18.0.1", "224.0.0.1",
    "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "fd00:ec2::254",
    "ff02::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:10.0.0.1",
    "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2001:0:7f00:1::", "::127.0.0.1",
)  # fmt: skip
METADATA = (
    "192.0.0.192", "169.254.169.254", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe",
    "100.100.100.200",
    "fd00:ec2::254", "fe80::1", "fe80::1%1", "0.0.0.0", "::", "224.0.0.1", "255.255.255.255",
)  # fmt: skip
LETTER = Letter("<1@b.id>", "tenggat-dekat", Recipient.STAFF, "a@b.id", "id", "Subjek", "Isi\n")
CLIENTS = {"urllib.request", "http.client", "smtplib", "requests", "httpx", "urllib3", "aiohttp"}

OTHERS = {
    "admin/oidc.py",  # the operator's own identity provider
    "kiosk/commands/serve.py",  # whether the server just started answers
    "kiosk/store/shelves/s3.py",  # the operator's own store of files
}


class Connections:
    """Every address somebody tried to reach; none is."""

    def __init__(self) -> None:
        self.tried: list[Any] = []

    def refuse(self, _socket: socket.socket, where: Any) -> None:
        self.tried.append(where)
        raise ConnectionRefusedError


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch) -> Connections:
    made = Connections()
    monkeypatch.setattr(socket.socket, "connect", lambda self, where: made.refuse(self, where))
    return made


def answers(monkeypatch: pytest.MonkeyPatch, *rounds: tuple[str, ...]) -> list[str]:
    """A name server whose answer to each question is the next of ``rounds``; who asked."""
    asked: list[str] = []

    def resolve(host: str, port: int, **_: Any) -> list[Any]:
        found = rounds[min(len(asked), len(rounds) - 1)]
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in found]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return asked


def hook(host: str, network: str = INTERNET) -> Hook:
    return Hook(f"https://{f'[{host}]' if ':' in host else host}/x", "s" * 40, network)


def refusal(way: Hook | Mailer) -> str:
    with pytest.raises(Undelivered) as told:
        way.send(LETTER)
    assert told.value.failure is Failure.CLOSED
    return told.value.detail


def test_a_webhook_never_leads_inside(connections: Connections, held: Held) -> None:
    assert len(set(INSIDE)) >= 30
    for host in INSIDE:
        assert refusal(hook(host)) in ("alamat terlarang", "nama tidak dikenal"), host
    assert connections.tried == []
    held(
        tried=f"{len(INSIDE)} inner addresses in every spelling, by webhook and mail host",
        figure=f"{len(INSIDE)} of {len(INSIDE)} refused, {len(connections.tried)} connections",
    )


@pytest.mark.parametrize("host", METADATA)
@pytest.mark.parametrize("network", [INTERNET, LOCAL, EITHER])
def test_no_setting_opens_the_way_to_a_machines_own_secrets(host: str, network: str) -> None:
    assert not reach.is_allowed(ip_address(host), network)


@pytest.mark.parametrize("host", ["169.254.169.254", "::ffff:169.254.169.254", "100.100.100.200"])
def test_a_mail_server_is_not_among_them_either(connections: Connections, host: str) -> None:
    assert refusal(Mailer(MailServer(host, 25, "tanpa"), "a@b.id")) == "alamat terlarang"
    assert connections.tried == []


@pytest.mark.parametrize(
    ("address", "internet", "local"),
    [
        ("8.8.8.8", True, False), ("2606:4700:4700::1111", True, False),
        ("64:ff9b::808:808", True, False), ("::ffff:8.8.8.8", True, False),
        ("127.0.0.1", False, True), ("10.0.0.5", False, True), ("172.16.3.4", False, True),
        ("192.168.1.20", False, True), ("::1", False, True), ("fd12:3456::1", False, True),
        ("::ffff:10.0.0.1", False, True), ("172.32.0.1", True, False),
    ],
)  # fmt: skip
def test_each_network_is_what_it_says(address: str, internet: bool, local: bool) -> None:
    found = ip_address(address)
    assert reach.is_allowed(found, INTERNET) is internet
    assert reach.is_allowed(found, LOCAL) is local
    assert reach.is_allowed(found, EITHER)


def test_one_address_inside_among_good_ones_refuses_the_name(
    connections: Connections, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers(monkeypatch, ("93.184.216.34", "127.0.0.1"))
    assert refusal(hook("wa.contoh.go.id")) == "alamat terlarang"
    assert connections.tried == []


@pytest.mark.parametrize("kind", ["webhook", "mail"])
def test_a_name_that_changes_its_mind_gains_nothing(
    connections: Connections, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """It is asked once, and the connection goes to the address that was looked at."""
    asked = answers(monkeypatch, ("93.184.216.34",), ("169.254.169.254",))
    way = (
        hook("wa.contoh.go.id")
        if kind == "webhook"
        else Mailer(MailServer("mail.contoh.go.id", 25, "tanpa"), "a@b.id")
    )
    assert refusal(way) == "ConnectionRefusedError"
    assert len(asked) == 1
    assert [where[0] for where in connections.tried] == ["93.184.216.34"]


def test_a_proxy_of_the_environment_is_not_a_way_round(
    connections: Connections, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "https_proxy", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:3128")
    answers(monkeypatch, ("93.184.216.34",))
    refusal(hook("wa.contoh.go.id"))
    assert [where[0] for where in connections.tried] == ["93.184.216.34"]


def _calls_out(module: ast.Module) -> bool:
    named = {
        name
        for node in ast.walk(module)
        for name in (
            [one.name for one in node.names]
            if isinstance(node, ast.Import)
            else [node.module or "", *(f"{node.module}.{one.name}" for one in node.names)]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    return bool(named & CLIENTS)


def test_no_other_part_calls_anybody() -> None:
    """So no address that a citizen typed is ever fetched."""
    found = {
        name_of(path)
        for path in python_files()
        if name_of(path).startswith(("kiosk/", "admin/")) and _calls_out(tree(path))
    }
    assert {one for one in found if not one.startswith("kiosk/post/")} <= OTHERS
    assert found >= {"kiosk/post/mail.py", "kiosk/post/webhook.py"}
