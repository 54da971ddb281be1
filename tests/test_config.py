"""Settings: read once, each with its name, an unknown or unsafe one refused at the start."""

from __future__ import annotations

import dataclasses
import stat
from pathlib import Path

import pytest

from kiosk.config import SETTINGS, Config, InvalidConfig, make_secret

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
        ("KIOSK_PUBLIC_URL", "skm.contoh.go.id"),
        ("KIOSK_PUBLIC_URL", "ftp://skm.contoh.go.id"),
        ("KIOSK_PUBLIC_URL", "https://"),
        ("KIOSK_PUBLIC_URL", "https://skm.contoh.go.id/?a=b"),
        ("KIOSK_PROXY_HOPS", "-1"),
        ("KIOSK_PROXY_HOPS", "6"),
        ("KIOSK_PROXY_HOPS", "satu"),
        ("KIOSK_PROXY_HOPS", "１"),
        ("KIOSK_PROXY_HOPS", ""),
        ("KIOSK_TIMEZONE", "Asia/Kupang"),
        ("KIOSK_TIMEZONE", ""),
        ("KIOSK_SECRET_KEY", "pendek"),
        ("KIOSK_SECRET_KEY", "a" * 64),
        ("KIOSK_SECRET_KEY", "changeme" * 8),
    ],
)
def test_an_unusable_value_is_refused_by_name(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(InvalidConfig, match=f"{name}: "):
        read(tmp_path, **{name: value})


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
        KIOSK_SMTP_URL="smtp://u:rahasia@mail", KIOSK_REDIS_URL="redis://:rahasia@r",
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
