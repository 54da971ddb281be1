"""Settings of one installation: environment variables read once into a frozen dataclass."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

PREFIX = "KIOSK_"
SECRET_FILE = "secret-key"
SECRET_LENGTH = 32
DATABASE_FILE = "suara-loket.sqlite3"


class InvalidConfig(Exception):
    """A setting is unknown, malformed or unsafe; the message names it."""


@dataclass(frozen=True)
class Config:
    """``secret_key`` is empty until `kiosk init` made one. URLs may hold passwords: never logged,
    hence ``repr=False``."""

    instance_dir: Path = Path("instance")
    database_url: str = field(default="", repr=False)
    replica_url: str = field(default="", repr=False)
    secret_key: str = field(default="", repr=False)
    public_url: str = ""
    proxy_hops: int = 0
    timezone: str = "Asia/Makassar"
    upload_dir: Path = Path("instance/uploads")
    redis_url: str = field(default="", repr=False)
    smtp_url: str = field(default="", repr=False)
    backup_dir: Path = Path("instance/backups")
    backup_recipient: str = ""
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = field(default="", repr=False)

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> "Config":
        """Read every ``KIOSK_`` variable; raises `InvalidConfig` with the variable's name."""
        given = _given(os.environ if environ is None else environ)
        instance = Path(given.get("instance_dir") or "instance").resolve()
        return cls(
            instance_dir=instance,
            database_url=_database(given.get("database_url", ""), instance),
            replica_url=_postgres("KIOSK_REPLICA_URL", given.get("replica_url", "")),
            secret_key=_secret(given.get("secret_key", ""), instance),
            public_url=_public_url(given.get("public_url", "")),
            proxy_hops=_hops(given.get("proxy_hops", "0")),
            timezone=_zone(given.get("timezone", "Asia/Makassar")),
            upload_dir=Path(given.get("upload_dir") or instance / "uploads"),
            redis_url=given.get("redis_url", ""),
            smtp_url=given.get("smtp_url", ""),
            backup_dir=Path(given.get("backup_dir") or instance / "backups"),
            backup_recipient=given.get("backup_recipient", ""),
            **_oidc(given),
        )

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")


SETTINGS = tuple(PREFIX + one.name.upper() for one in fields(Config))


def _given(environ: Mapping[str, str]) -> dict[str, str]:
    unknown = sorted(k for k in environ if k.startswith(PREFIX) and k not in SETTINGS)
    if unknown:
        raise InvalidConfig(
            f"{unknown[0]}: pengaturan tidak dikenal. Yang dikenal: {', '.join(SETTINGS)}."
        )
    return {k.removeprefix(PREFIX).lower(): v for k, v in environ.items() if k in SETTINGS}


def _database(url: str, instance: Path) -> str:
    if not url:
        return f"sqlite:///{instance / DATABASE_FILE}"
    if url.startswith("sqlite:///"):
        return url
    return _postgres("KIOSK_DATABASE_URL", url)


def _postgres(name: str, url: str) -> str:
    """psycopg 3 is named in the address, so that SQLAlchemy 2.0 and 2.1 agree on the driver."""
    if not url:
        return ""
    scheme, mark, rest = url.partition("://")
    if not mark or scheme not in ("postgresql", "postgres", "postgresql+psycopg"):
        raise InvalidConfig(f"{name}: harus diawali sqlite:/// atau postgresql://.")
    return f"postgresql+psycopg://{rest}"


def _secret(given: str, instance: Path) -> str:
    if given:
        if len(given) < SECRET_LENGTH or len(set(given)) < 10:
            raise InvalidConfig(
                f"KIOSK_SECRET_KEY: terlalu mudah ditebak; pakai sedikitnya {SECRET_LENGTH} "
                "karakter acak."
            )
        return given
    path = instance / SECRET_FILE
    return path.read_text().strip() if path.exists() else ""


def _public_url(url: str) -> str:
    parts = urlsplit(url)
    if url and (parts.scheme not in ("http", "https") or not parts.hostname or parts.query):
        raise InvalidConfig(
            "KIOSK_PUBLIC_URL: tulis alamat lengkap, misalnya https://skm.contoh.go.id."
        )
    return url.rstrip("/")


def _oidc(given: Mapping[str, str]) -> dict[str, str]:
    """Sign-in through an office's own identity provider: all three settings, or none. Plain http
    only on this machine: the provider's word lets people in."""
    found = {name: given.get(name, "") for name in ("oidc_issuer", "oidc_client_id")}
    found["oidc_client_secret"] = given.get("oidc_client_secret", "")
    if any(found.values()) and not all(found.values()):
        raise InvalidConfig(
            "KIOSK_OIDC_ISSUER: isi ketiganya, KIOSK_OIDC_ISSUER, KIOSK_OIDC_CLIENT_ID dan "
            "KIOSK_OIDC_CLIENT_SECRET, atau kosongkan semuanya."
        )
    issuer = urlsplit(found["oidc_issuer"])
    local = issuer.hostname in ("127.0.0.1", "localhost", "::1")
    if issuer.geturl() and not (issuer.scheme == "https" or (issuer.scheme == "http" and local)):
        raise InvalidConfig("KIOSK_OIDC_ISSUER: harus alamat https.")
    return found


def _hops(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 5:
        raise InvalidConfig("KIOSK_PROXY_HOPS: harus bilangan bulat 0 sampai 5.")
    return int(text)


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as wrong:
        raise InvalidConfig(
            f"KIOSK_TIMEZONE: zona waktu {name!r} tidak ada pada data zona waktu sistem; "
            "tulis misalnya Asia/Makassar, atau pasang paket tzdata."
        ) from wrong
    return name


def make_secret(instance: Path) -> bool:
    """Create the installation's secret, readable by its owner only; False if it is there."""
    path = instance / SECRET_FILE
    instance.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(handle, "w") as out:
        out.write(secrets.token_urlsafe(48))
        out.flush()
        os.fsync(out.fileno())
    return True
