"""Settings: read once, each with its name, an unknown or unsafe one refused at the start."""

from __future__ import annotations

import dataclasses
import stat
from pathlib import Path

import pytest

from kiosk.config import SETTINGS, Config, InvalidConfig, MailServer, make_secret

SECRET = "kunci yang panjang dan beragam, 0123456789"


def read(tmp_path: Path, **given: str) -> Config:
    return Config.from_env({"KIOSK_INSTANCE_DIR": str(tmp_path), **given})


def test_without_settings_an_office_has_a_whole_installation(tmp_path: Path) -> None:
    config = read(tmp_path)
    assert config.database_url == f"sqlite:///{tmp_path}/suara-loket.sqlite3"
    assert config.timezone == "Asia/Makassar"
    assert config.proxy_hops == 0
    assert config.public_url == ""
    assert config.secret_key == ""
    assert config.upload_dir == tmp_path / "uploads"
    assert config.backup_dir == tmp_path / "backups"


def test_the_settings_are_those_of_the_public_interface() -> None:
    assert set(SETTINGS) >= {
        f"KIOSK_{name}"
        for name in (
            "INSTANCE_DIR", "DATABASE_URL", "REPLICA_URL", "SECRET_KEY", "PUBLIC_URL",
            "PROXY_HOPS", "TIMEZONE", "UPLOAD_DIR", "REDIS_URL", "SMTP_URL", "BACKUP_DIR",
            "BACKUP_RECIPIENT",
        )
    }  # fmt: skip


def test_other_variables_of_the_environment_are_nobodys_business(tmp_path: Path) -> None:
    assert read(tmp_path, PATH="/bin", kiosk_warna="merah", MY_KIOSK_X="1") == read(tmp_path)


@pytest.mark.parametrize("name", ["KIOSK_WARNA", "KIOSK_DATABASEURL", "KIOSK_", "KIOSK_secret_key"])
def test_an_unknown_setting_is_refused_by_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(InvalidConfig, match=f"{name}: "):
        read(tmp_path, **{name: "x"})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KIOSK_DATABASE_URL", "mysql://localhost/kiosk"),
        ("KIOSK_DATABASE_URL", "sqlite://"),
        ("KIOSK_DATABASE_URL", "kiosk.db"),
        ("KIOSK_REPLICA_URL", "sqlite:///x.db"),
        ("KIOSK_REPLICA_LAG", "0"),
        ("KIOSK_REPLICA_LAG", "semenit"),
        ("KIOSK_DATABASE_URL", "postgresql://satu,dua:x/kiosk"),
        ("KIOSK_DATABASE_URL", "postgresql://satu,/kiosk"),
        ("KIOSK_DATABASE_URL", "postgresql://satu/kiosk?target_session_attrs=tulis"),
        ("KIOSK_PUBLIC_URL", "skm.contoh.go.id"),
        ("KIOSK_PUBLIC_URL", "ftp://skm.contoh.go.id"),
        ("KIOSK_PUBLIC_URL", "https://"),
        ("KIOSK_PUBLIC_URL", "https://skm.contoh.go.id/?a=b"),
        ("KIOSK_PROXY_HOPS", "-1"),
        ("KIOSK_PROXY_HOPS", "6"),
        ("KIOSK_PROXY_HOPS", "satu"),
        ("KIOSK_PROXY_HOPS", "１"),
        ("KIOSK_PROXY_HOPS", ""),
        ("KIOSK_PROXY_PEERS", "proksi.contoh.go.id"),
        ("KIOSK_PROXY_PEERS", "10.0.0.1/8"),
        ("KIOSK_PROXY_PEERS", "127.0.0.1 0.0.0.0/0"),
        ("KIOSK_PROXY_PEERS", "::/0"),
        ("KIOSK_TIMEZONE", "Asia/Kupang"),
        ("KIOSK_TIMEZONE", ""),
        ("KIOSK_CLAMD", "clamd.ctl"),
        ("KIOSK_CLAMD", "127.0.0.1"),
        ("KIOSK_CLAMD", ":3310"),
        ("KIOSK_CLAMD", "clamav:"),
        ("KIOSK_CLAMD", "clamav:0"),
        ("KIOSK_CLAMD", "clamav:99999"),
        ("KIOSK_CLAMD", "tcp://clamav:3310"),
        ("KIOSK_CLAMD", "::1:3310"),
        ("KIOSK_SECRET_KEY", "pendek"),
        ("KIOSK_SECRET_KEY", "a" * 64),
        ("KIOSK_SECRET_KEY", "changeme" * 8),
    ],
)
def test_an_unusable_value_is_refused_by_name(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(InvalidConfig, match=f"{name}: "):
        read(tmp_path, **{name: value})


def test_several_hosts_stand_in_for_each_other_and_the_one_that_writes_is_meant(
    tmp_path: Path,
) -> None:
    given = "postgresql://kiosk:p%40ss,w@satu:5433,dua/kiosk?sslmode=require"
    config = read(tmp_path, KIOSK_DATABASE_URL=given, KIOSK_REPLICA_URL=given)
    hosts = "postgresql+psycopg://kiosk:p%40ss,w@/kiosk?host=satu:5433&host=dua&sslmode=require"
    usual = "target_session_attrs=read-write&load_balance_hosts=random"
    assert config.database_url == f"{hosts}&{usual}"
    assert config.replica_url == hosts
    own = "postgresql://satu,dua/kiosk?target_session_attrs=any"
    assert "read-write" not in read(tmp_path, KIOSK_DATABASE_URL=own).database_url
    assert "ss,w" not in repr(config)


@pytest.mark.parametrize(
    "address", ["", "/run/clamav/clamd.ctl", "127.0.0.1:3310", "clamav.lan:3310", "[::1]:3310"]
)
def test_a_scanner_has_a_socket_or_a_host_and_port(tmp_path: Path, address: str) -> None:
    assert read(tmp_path, KIOSK_CLAMD=address).clamd == address


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_every_way_to_write_postgresql_means_psycopg_3(tmp_path: Path, scheme: str) -> None:
    found = read(tmp_path, KIOSK_DATABASE_URL=f"{scheme}://u:p@db/kiosk")
    assert found.database_url == "postgresql+psycopg://u:p@db/kiosk"


def test_an_address_is_kept_without_its_last_slash(tmp_path: Path) -> None:
    assert read(tmp_path, KIOSK_PUBLIC_URL="https://skm.go.id/").public_url == "https://skm.go.id"


def test_a_configuration_cannot_be_changed(tmp_path: Path) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        read(tmp_path).public_url = "https://x"  # type: ignore[misc]


def test_no_secret_shows_in_a_repr_or_a_refusal(tmp_path: Path) -> None:
    config = read(
        tmp_path, KIOSK_SECRET_KEY=SECRET, KIOSK_DATABASE_URL="postgresql://u:rahasia@db/x",
        KIOSK_SMTP_URL="smtp://u:rahasia@mail", KIOSK_MAIL_FROM="a@b.id", KIOSK_REDIS_URL="redis://:rahasia@r",
    )  # fmt: skip
    assert "rahasia" not in repr(config)
    assert SECRET not in repr(config)
    with pytest.raises(InvalidConfig) as refused:
        read(tmp_path, KIOSK_DATABASE_URL="mysql://u:rahasia@db/x")
    assert "rahasia" not in str(refused.value)


def test_a_secret_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "baru" / "instance"
    assert make_secret(folder)
    path = folder / "secret-key"
    first = path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not make_secret(folder)
    assert path.read_text() == first
    assert Config.from_env({"KIOSK_INSTANCE_DIR": str(folder)}).secret_key == first


MAIL = {"KIOSK_MAIL_FROM": "skm@contoh.go.id"}
HOOK = {"KIOSK_WEBHOOK_SECRET": SECRET}


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.contoh.go.id", MailServer("mail.contoh.go.id", 587, "starttls")),
        ("smtp://u:p%40ss@mail:2525", MailServer("mail", 2525, "starttls", "u", "p@ss")),
        ("smtps://u:p@mail", MailServer("mail", 465, "langsung", "u", "p")),
        ("smtp://mail?starttls=0", MailServer("mail", 25, "tanpa")),
        ("smtp://127.0.0.1:2525", MailServer("127.0.0.1", 2525, "tanpa")),
        ("smtp://localhost?starttls=1", MailServer("localhost", 587, "starttls")),
    ],
)
def test_a_mail_server_is_reached_by_tls_unless_it_is_this_machine(
    tmp_path: Path, url: str, server: MailServer
) -> None:
    assert read(tmp_path, KIOSK_SMTP_URL=url, **MAIL).mail_server == server


def test_without_a_mail_server_there_is_none(tmp_path: Path) -> None:
    assert read(tmp_path).mail_server is None


@pytest.mark.parametrize(
    "url",
    [
        "mail.contoh.go.id", "http://mail", "smtp://", "smtp://mail:99999", "smtp://mail/x",
        "smtp://u:p@mail?starttls=0", "smtp://u@mail", "smtp://mail?starttls=ya",
    ],
)  # fmt: skip
def test_a_mail_server_that_cannot_be_used_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(InvalidConfig, match="KIOSK_SMTP_URL: "):
        read(tmp_path, KIOSK_SMTP_URL=url, **MAIL)


@pytest.mark.parametrize(
    "sender",
    [
        "skm", "a@b\r\nBcc: x@y.id", "SKM <a@b.id>", "a@b.id, c@d.id", "a b@c.id", "é@b.id", "a@",
        "a@b.id\n", "@b.id", "a@b..id",
    ],
)  # fmt: skip
def test_the_sender_is_one_plain_address(tmp_path: Path, sender: str) -> None:
    with pytest.raises(InvalidConfig, match="KIOSK_MAIL_FROM: "):
        read(tmp_path, KIOSK_SMTP_URL="smtps://mail", KIOSK_MAIL_FROM=sender)


def test_mail_needs_both_of_its_settings(tmp_path: Path) -> None:
    for one in ({"KIOSK_SMTP_URL": "smtps://mail"}, MAIL):
        with pytest.raises(InvalidConfig, match="KIOSK_SMTP_URL: "):
            read(tmp_path, **one)


def test_a_webhook_is_https_unless_the_operator_says_it_is_near(tmp_path: Path) -> None:
    near = {"KIOSK_WEBHOOK_NETWORK": "lokal", **HOOK}
    assert read(tmp_path, KIOSK_WEBHOOK_URL="https://wa.contoh.go.id/x", **HOOK).webhook_url
    assert read(tmp_path, KIOSK_WEBHOOK_URL="http://127.0.0.1:3000/x", **near).webhook_url
    for url in ("http://wa.contoh.go.id/", "https://u:p@wa/", "ftp://wa/", "https://", "wa",
                "https://wa/\r\nX: y", "https://wa:99999/", "https://wa/#x"):  # fmt: skip
        with pytest.raises(InvalidConfig, match="KIOSK_WEBHOOK_URL: "):
            read(tmp_path, KIOSK_WEBHOOK_URL=url, **HOOK)


def test_a_webhook_needs_a_strong_secret_and_a_known_network(tmp_path: Path) -> None:
    url = {"KIOSK_WEBHOOK_URL": "https://wa.contoh.go.id/x"}
    for wrong, name in (
        (url, "URL"),
        (HOOK, "URL"),
        ({**url, "KIOSK_WEBHOOK_SECRET": "rahasia"}, "SECRET"),
        ({**url, **HOOK, "KIOSK_WEBHOOK_NETWORK": "semua"}, "NETWORK"),
    ):
        with pytest.raises(InvalidConfig, match=f"KIOSK_WEBHOOK_{name}: "):
            read(tmp_path, **wrong)
