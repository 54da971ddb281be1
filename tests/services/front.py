"""Debian's nginx on the shipped configuration, before the real server: TLS of an authority made
for the occasion; in the shipped file only ports, paths and the host's address are put in."""

from __future__ import annotations

import os
import re
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from kiosk.commands.serve import gunicorn
from tests.commands.test_serve import free_port
from tests.factories import Place, make_place
from tests.services.databases import config_for, copy_sqlite, let_go, settings
from tests.services.processes import children
from tests.services.tools import require

if TYPE_CHECKING:
    from flask import Flask

PROJECT = Path(__file__).parents[2]
SHIPPED = PROJECT / "deploy" / "nginx" / "suara-loket.conf"
NAME = "skm.contoh.go.id"
HOST = "127.0.0.1"
PATIENCE = 40
DEBIAN = """
worker_processes 2;
pid {folder}/nginx.pid;
error_log {folder}/nginx-error.log;
events {{ worker_connections 768; }}
http {{
    sendfile on;
    tcp_nopush on;
    types_hash_max_size 2048;
    default_type application/octet-stream;
    access_log {folder}/access.log;
    client_body_temp_path {folder}/temp/body;
    proxy_temp_path {folder}/temp/proxy;
    fastcgi_temp_path {folder}/temp/fastcgi;
    uwsgi_temp_path {folder}/temp/uwsgi;
    scgi_temp_path {folder}/temp/scgi;
    include {folder}/suara-loket.conf;
}}
"""
"""What Debian's own nginx.conf says, as far as it matters here."""


@dataclass(frozen=True)
class Answer:
    """``headers`` by lower-case name, in order."""

    status: int
    headers: Sequence[tuple[str, str]]
    body: bytes

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.headers if key == name.lower()]


@dataclass(frozen=True)
class Front:
    """Ports: ``tls`` and ``plain`` of nginx, ``direct`` of gunicorn behind it; ``app`` and
    ``place``: what is served, to look into; ``master``: gunicorn's first process."""

    tls: int
    plain: int
    direct: int
    folder: Path
    app: Flask
    place: Place
    master: int = 0

    def secured(self, name: str = NAME, **versions: ssl.TLSVersion) -> ssl.SSLSocket:
        """A connection that trusts this authority only."""
        context = self.trust()
        for side, version in versions.items():
            setattr(context, f"{side}imum_version", version)
        wire = socket.create_connection((HOST, self.tls), timeout=PATIENCE)
        try:
            return context.wrap_socket(wire, server_hostname=name)
        except OSError:
            wire.close()
            raise

    def trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.folder / "ca.pem"))

    def bare(self, port: int) -> socket.socket:
        return socket.create_connection((HOST, port), timeout=PATIENCE)

    def talk(self, *pieces: bytes, pause: float = 0.0, port: int | None = None) -> bytes:
        """Send the pieces over TLS (or bare to ``port``) and read to the end."""
        with self.bare(port) if port else self.secured() as wire:
            with suppress(OSError):
                for piece in pieces:
                    wire.sendall(piece)
                    time.sleep(pause)
            return all_of(wire)

    def ask(
        self, path: str, *more: str, method: str = "GET", body: bytes = b"", host: str = NAME
    ) -> Answer:
        with self.secured() as wire:
            with suppress(OSError):
                wire.sendall(request(path, *more, method=method, body=body, host=host))
            return one_of(wire)

    def logs(self) -> str:
        """All that nginx wrote anywhere."""
        return "".join(
            one.read_text() for one in self.folder.glob("*.log") if "web" not in one.name
        )

    def leftovers(self) -> list[Path]:
        """Files that nginx or the server put down in passing."""
        found = [*(self.folder / "temp").rglob("*"), *(self.folder / "tmpdir").rglob("*")]
        return [one for one in found if one.is_file()]

    def processes(self) -> list[int]:
        """Of the server: its master, and every worker."""
        return [self.master, *children(self.master)]


def request(
    path: str, *more: str, method: str = "GET", body: bytes = b"", host: str = NAME
) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", "Connection: close", *more]
    if body or method == "POST":
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def all_of(wire: socket.socket) -> bytes:
    got = b""
    with suppress(OSError):
        while piece := wire.recv(65536):
            got += piece
    return got


def one_of(wire: socket.socket) -> Answer:
    """One answer, by its length: who refused a body waits a moment for the rest of it."""
    got, answer = b"", Answer(0, (), b"")
    with suppress(OSError):
        while piece := wire.recv(65536):
            got += piece
            answer = parsed(got)
            length = answer.all("content-length")
            if length and len(answer.body) >= int(length[0]):
                break
    return answer


def parsed(raw: bytes) -> Answer:
    head, _, body = raw.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    status = int(first.split(" ")[1]) if first.startswith("HTTP/") else 0
    headers = [
        (name.lower(), value.strip()) for name, _, value in (x.partition(":") for x in lines)
    ]
    return Answer(status, headers, body)


@contextmanager
def served(template: Path, folder: Path) -> Iterator[Front]:
    """An installation with one counter, its server, and nginx before it."""
    from kiosk.app import create_app

    nginx = require("nginx", "/usr/sbin/nginx")
    copy_sqlite(template, folder / "kiosk.db")
    url = f"sqlite:///{folder / 'kiosk.db'}"
    app = create_app(config_for(url, folder))
    ports = (free_port(), free_port(), free_port())
    front = Front(*ports, folder, app, make_place(app))
    (folder / "tmpdir").mkdir()
    with _running(_server(front, url), front, "web.log") as server:
        front = replace(front, master=server)
        wait_for(front.direct)
        write_configuration(front)
        with _running([nginx, *arguments(front)], front, "nginx-said.log"):
            wait_for(front.tls)
            yield front
    let_go(app)
    assert "Traceback" not in (folder / "web.log").read_text()


def arguments(front: Front) -> list[str]:
    return ["-p", str(front.folder), "-c", str(front.folder / "nginx.conf"), "-g", "daemon off;"]


def _server(front: Front, url: str) -> list[str]:
    given = settings(url, front.folder) | {"KIOSK_PUBLIC_URL": f"https://{NAME}"}
    given |= {"KIOSK_PROXY_HOPS": "1", "PATH": os.environ["PATH"]}
    given |= {"TMPDIR": str(front.folder / "tmpdir")}
    words = [f"{name}={value}" for name, value in given.items()]
    return ["env", "-i", *words, *gunicorn(HOST, front.direct, 1)]


@contextmanager
def _running(command: list[str], front: Front, log: str) -> Iterator[int]:
    with (front.folder / log).open("w") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out)
    try:
        yield process.pid
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for(port: int) -> None:
    until = time.monotonic() + 30
    while True:
        try:
            return socket.create_connection((HOST, port), timeout=1).close()
        except OSError:
            assert time.monotonic() < until, "the server did not start"
            time.sleep(0.05)


def write_configuration(front: Front) -> None:
    """The shipped file with this machine's ports and paths, and the certificates it names."""
    (front.folder / "temp").mkdir()
    (front.folder / "nginx.conf").write_text(DEBIAN.format(folder=front.folder))
    (front.folder / "suara-loket.conf").write_text(placed(SHIPPED.read_text(), front))
    make_certificates(front.folder)


def placed(text: str, front: Front) -> str:
    def listen(found: re.Match[str]) -> str:
        ports = {"80": front.plain, "443": front.tls}
        return f"listen {found[1] or HOST + ':'}{ports[found[2]]}"

    text = text.replace("[::]:", "[::1]:") if _has_ipv6() else re.sub(r".*\[::\].*\n", "", text)
    text = re.sub(r"listen (\[::1\]:)?(80|443)\b", listen, text)
    text = text.replace("127.0.0.1:8000", f"{HOST}:{front.direct}")
    return text.replace("/etc/suara-loket/tls", str(front.folder)).replace(
        "/var/log/nginx", str(front.folder)
    )


def _has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


def make_certificates(folder: Path) -> None:
    """An authority of our own, and the server's certificate by it."""
    authority, key = (
        ec.generate_private_key(ec.SECP256R1()),
        ec.generate_private_key(ec.SECP256R1()),
    )
    root = _named("Otoritas uji")
    alone = x509.BasicConstraints(ca=True, path_length=0)
    signer = _certificate(root, root, authority.public_key()).add_extension(alone, critical=True)
    names = x509.SubjectAlternativeName([x509.DNSName(NAME)])
    leaf = _certificate(_named(NAME), root, key.public_key()).add_extension(names, critical=False)
    pem = serialization.Encoding.PEM
    (folder / "ca.pem").write_bytes(signer.sign(authority, hashes.SHA256()).public_bytes(pem))
    (folder / "fullchain.pem").write_bytes(leaf.sign(authority, hashes.SHA256()).public_bytes(pem))
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


def _named(words: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, words)])


def _certificate(
    of: x509.Name, by: x509.Name, key: ec.EllipticCurvePublicKey
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(of).issuer_name(by).public_key(key)
    made = made.serial_number(x509.random_serial_number())
    return made.not_valid_before(now - timedelta(hours=1)).not_valid_after(now + timedelta(days=1))
