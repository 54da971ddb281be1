"""Mail leaves encrypted to a server that proves its name, or it does not leave."""

from __future__ import annotations

import ipaddress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from kiosk.config import MailServer
from kiosk.domain.upkeep.delivery import Failure, Undelivered
from kiosk.domain.upkeep.notice import Letter, Recipient
from kiosk.post.mail import Mailer
from tests.services.smtp import Mailbox, running_smtp

LETTER = Letter("<1@b.id>", "tenggat-dekat", Recipient.STAFF, "a@b.id", "id", "Subjek", "Isi\n")


def certificate(folder: Path, address: str = "127.0.0.1") -> Path:
    """Key and certificate of a server of that address, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "uji")])
    begin = datetime.now(UTC) - timedelta(days=1)
    alternative = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(begin + timedelta(days=9))
        .add_extension(alternative, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{address}.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


def send(box: Mailbox, tls: str = "starttls") -> None:
    mailer = Mailer(MailServer("127.0.0.1", box.port, tls, "skm", "rahasia"), "skm@b.id")
    mailer.send(LETTER)
    mailer.close()


def refused(box: Mailbox) -> None:
    with pytest.raises(Undelivered) as told:
        send(box)
    assert told.value.failure is Failure.CLOSED
    assert box.taken == []


def test_a_server_that_proves_its_name_gets_it_encrypted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cert = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(cert))
    with running_smtp(tmp_path / "m", "--cert", str(cert), "--password", "rahasia") as box:
        send(box)
    assert [one["secure"] for one in box.taken] == [True]


def test_a_server_nobody_vouches_for_gets_neither_mail_nor_password(tmp_path: Path) -> None:
    cert = certificate(tmp_path)
    with running_smtp(tmp_path / "m", "--cert", str(cert), "--password", "rahasia") as box:
        refused(box)


def test_a_certificate_of_another_server_does_not_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cert = certificate(tmp_path, "127.0.0.2")
    monkeypatch.setenv("SSL_CERT_FILE", str(cert))
    with running_smtp(tmp_path / "m", "--cert", str(cert), "--password", "rahasia") as box:
        refused(box)


def test_a_server_that_no_longer_offers_encryption_gets_nothing(tmp_path: Path) -> None:
    with running_smtp(tmp_path / "m", "--password", "rahasia") as box:
        refused(box)
