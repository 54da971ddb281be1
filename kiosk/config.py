"""Settings of one installation: environment variables read once into a frozen dataclass."""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kiosk import bucket, postgres_url
from kiosk.bucket import Uploads

PREFIX = "KIOSK_"
SECRET_FILE = "secret-key"
NEXT_SECRET = "secret-key.baru"
"""Beside the other while `kiosk secret rotate` is not through."""
SECRET_LENGTH = 32
DATABASE_FILE = "suara-loket.sqlite3"


LOOPBACK = ("127.0.0.1", "localhost", "::1")
ADDRESS = re.compile(r"[!-;=?A-Z\[-~]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)*", re.IGNORECASE)
"""One mail address and nothing around it: no space, no angle bracket, no line break (F35)."""


class InvalidConfig(Exception):
    """A setting is unknown, malformed or unsafe; the message names it."""


@dataclass(frozen=True)
class MailServer:
    """``tls``: "langsung" from the first byte, "starttls", or "tanpa" (none)."""

    host: str
    port: int
    tls: str
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True)
class Config:
    """``secret_key`` is empty until `kiosk init` made one. URLs may hold passwords: never logged,
    hence ``repr=False``."""

    instance_dir: Path = Path("instance")
    database_url: str = field(default="", repr=False)
    replica_url: str = field(default="", repr=False)
    replica_lag: int = 60
    gate_url: str = field(default="", repr=False)
    secret_key: str = field(default="", repr=False)
    public_url: str = ""
    proxy_hops: int = 0
    proxy_peers: str = ""
    timezone: str = "Asia/Makassar"
    upload_dir: Path = Path("instance/uploads")
    upload_store: str = ""
    upload_key: str = field(default="", repr=False)
    upload_secret: str = field(default="", repr=False)
    upload_credentials: str = ""
    redis_url: str = field(default="", repr=False)
    smtp_url: str = field(default="", repr=False)
    mail_from: str = ""
    webhook_url: str = field(default="", repr=False)
    webhook_secret: str = field(default="", repr=False)
    webhook_network: str = "internet"
    backup_dir: Path = Path("instance/backups")
    backup_recipient: str = ""
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = field(default="", repr=False)
    clamd: str = ""

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> "Config":
        """Read every ``KIOSK_`` variable; raises `InvalidConfig` with the variable's name."""
        given = _given(os.environ if environ is None else environ)
        instance = Path(given.get("instance_dir") or "instance").resolve()
        return cls(
            instance_dir=instance,
            database_url=_database(given.get("database_url", ""), instance),
            replica_url=_postgres("KIOSK_REPLICA_URL", given.get("replica_url", "")),
            replica_lag=_lag(given.get("replica_lag") or "60"),
            gate_url=_postgres("KIOSK_GATE_URL", given.get("gate_url", "")),
            secret_key=_secret(given.get("secret_key", ""), instance),
            public_url=_public_url(given.get("public_url", "")),
            proxy_hops=_hops(given.get("proxy_hops", "0")),
            proxy_peers=_peers(given.get("proxy_peers", "")),
            timezone=_zone(given.get("timezone", "Asia/Makassar")),
            upload_dir=Path(given.get("upload_dir") or instance / "uploads"),
            redis_url=given.get("redis_url", ""),
            backup_dir=Path(given.get("backup_dir") or instance / "backups"),
            backup_recipient=_recipients(given.get("backup_recipient", "")),
            clamd=_clamd(given.get("clamd", "")),
            **_store(given),
            **_mail(given),
            **_webhook(given),
            **_oidc(given),
        )

    @property
    def uploads(self) -> Uploads:
        """Uploads attachments and proofs are kept."""
        if not self.upload_store:
            return self.upload_dir
        return bucket.parse(self.upload_store, self.upload_key, self.upload_secret)

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")

    @property
    def peers(self) -> tuple[str, ...]:
        """Networks whose forwarded headers are believed: this machine, unless others were named."""
        return tuple(self.proxy_peers.split()) or ("127.0.0.0/8", "::1/128")

    @property
    def recipients(self) -> tuple[str, ...]:
        """The public keys every backup is encrypted for; empty where nobody set them up."""
        return tuple(self.backup_recipient.replace(",", " ").split())

    @property
    def restored_secret(self) -> str:
        """What the file says, whatever the setting does."""
        path = self.instance_dir / SECRET_FILE
        return path.read_text().strip() if path.exists() else ""

    @property
    def mail_server(self) -> MailServer | None:
        """Where notices leave by mail; None where nobody set it up."""
        return _mail_server(self.smtp_url) if self.smtp_url else None


SETTINGS = tuple(PREFIX + one.name.upper() for one in fields(Config))


def _given(environ: Mapping[str, str]) -> dict[str, str]:
    unknown = sorted(k for k in environ if k.startswith(PREFIX) and k not in SETTINGS)
    if unknown:
        raise InvalidConfig(
            f"{unknown[0]}: pengaturan tidak dikenal. Yang dikenal: {', '.join(SETTINGS)}."
        )
    return {k.removeprefix(PREFIX).lower(): v for k, v in environ.items() if k in SETTINGS}


def _database(url: str, instance: Path) -> str:
    default = f"sqlite:///{instance / DATABASE_FILE}"
    return database_address("KIOSK_DATABASE_URL", url) if url else default


def database_address(name: str, url: str) -> str:
    """A database's address as the store takes it; raises `InvalidConfig` that says ``name``."""
    if url.startswith("sqlite:///"):
        return url
    if "://" not in url or url.partition("://")[0] not in postgres_url.SCHEMES:
        raise InvalidConfig(f"{name}: harus diawali sqlite:/// atau postgresql://.")
    return _postgres(name, url)


def _postgres(name: str, url: str) -> str:
    try:
        return postgres_url.parse(url, writes=name != "KIOSK_REPLICA_URL") if url else ""
    except postgres_url.UnfitAddress as wrong:
        raise InvalidConfig(f"{name}: {wrong}") from None


def _lag(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 3600:
        raise InvalidConfig("KIOSK_REPLICA_LAG: harus bilangan bulat 1 sampai 3600 (detik).")
    return int(text)


def _secret(given: str, instance: Path) -> str:
    if given:
        _check_secret("KIOSK_SECRET_KEY", given)
        return given
    path = instance / SECRET_FILE
    return path.read_text().strip() if path.exists() else ""


def _check_secret(name: str, given: str) -> None:
    if len(given) < SECRET_LENGTH or len(set(given)) < 10:
        raise InvalidConfig(
            f"{name}: terlalu mudah ditebak; pakai sedikitnya {SECRET_LENGTH} karakter acak."
        )


def _public_url(url: str) -> str:
    parts = urlsplit(url)
    if url and (parts.scheme not in ("http", "https") or not parts.hostname or parts.query):
        raise InvalidConfig(
            "KIOSK_PUBLIC_URL: tulis alamat lengkap, misalnya https://skm.contoh.go.id."
        )
    return url.rstrip("/")


def _mail(given: Mapping[str, str]) -> dict[str, str]:
    url, sender = given.get("smtp_url", ""), given.get("mail_from", "")
    if bool(url) != bool(sender):
        raise InvalidConfig("KIOSK_SMTP_URL: isi bersama KIOSK_MAIL_FROM, atau kosongkan keduanya.")
    if url:
        _mail_server(url)
    if sender and (len(sender) > 254 or not ADDRESS.fullmatch(sender)):
        raise InvalidConfig(
            "KIOSK_MAIL_FROM: tulis satu alamat surel saja, misalnya skm@contoh.go.id."
        )
    return {"smtp_url": url, "mail_from": sender}


def _mail_server(url: str) -> MailServer:
    """``smtp://[user:password@]host[:port][?starttls=0]`` or ``smtps://``. Without TLS only to
    this machine, or without a password: it would cross the network in the open."""
    refused = InvalidConfig(
        "KIOSK_SMTP_URL: tulis smtps://pengguna:sandi@surel.contoh.go.id, atau smtp:// untuk "
        "STARTTLS; ?starttls=0 hanya tanpa kata sandi atau ke 127.0.0.1."
    )
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as wrong:
        raise refused from wrong
    starttls = dict(parse_qsl(parts.query, keep_blank_values=True)).get("starttls", "1")
    local = parts.hostname in LOOPBACK
    if "starttls=" not in parts.query and local:
        starttls = "0"
    tls = "langsung" if parts.scheme == "smtps" else "starttls" if starttls == "1" else "tanpa"
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    known = parts.scheme in ("smtp", "smtps") and starttls in ("0", "1") and parts.hostname
    open_password = tls == "tanpa" and password and not local
    if not known or parts.path.strip("/") or open_password or bool(user) != bool(password):
        raise refused
    usual = 465 if tls == "langsung" else 587 if tls == "starttls" else 25
    return MailServer(parts.hostname or "", port or usual, tls, user, password)


def _store(given: Mapping[str, str]) -> dict[str, str]:
    """A bucket for attachments in place of a folder, and what opens it."""
    try:
        return bucket.settings(given)
    except bucket.UnfitAddress as wrong:
        raise InvalidConfig(str(wrong)) from None


NETWORKS = ("internet", "lokal")


def _webhook(given: Mapping[str, str]) -> dict[str, str]:
    """A gateway for messages. Over the internet only by https; http only to a local network, and
    that only where the operator says so (F37)."""
    found = {name: given.get(name, "") for name in ("webhook_url", "webhook_secret")}
    found["webhook_network"] = given.get("webhook_network") or NETWORKS[0]
    if found["webhook_network"] not in NETWORKS:
        raise InvalidConfig(f"KIOSK_WEBHOOK_NETWORK: pilih salah satu: {', '.join(NETWORKS)}.")
    if bool(found["webhook_url"]) != bool(found["webhook_secret"]):
        raise InvalidConfig(
            "KIOSK_WEBHOOK_URL: isi bersama KIOSK_WEBHOOK_SECRET, atau kosongkan keduanya."
        )
    if found["webhook_url"]:
        _check_webhook(found["webhook_url"], found["webhook_network"])
        _check_secret("KIOSK_WEBHOOK_SECRET", found["webhook_secret"])
    return found


def _check_webhook(url: str, network: str) -> None:
    schemes = ("https",) if network == NETWORKS[0] else ("https", "http")
    try:
        parts = urlsplit(url)
        usable = parts.port != 0 and parts.scheme in schemes and bool(parts.hostname)
    except ValueError:
        usable = False
    if not usable or "@" in parts.netloc or parts.fragment or not url.isascii() or " " in url:
        raise InvalidConfig(
            "KIOSK_WEBHOOK_URL: harus alamat https tanpa nama pengguna; http hanya dengan "
            "KIOSK_WEBHOOK_NETWORK=lokal."
        )


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
    local = issuer.hostname in LOOPBACK
    if issuer.geturl() and not (issuer.scheme == "https" or (issuer.scheme == "http" and local)):
        raise InvalidConfig("KIOSK_OIDC_ISSUER: harus alamat https.")
    return found


def _clamd(address: str) -> str:
    """A socket's path, or host and port. ClamAV's protocol knows no password and no encryption."""
    host, colon, port = address.rpartition(":")
    is_host = bool(re.fullmatch(r"[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]", host))
    is_port = port.isascii() and port.isdigit() and 0 < int(port) < 65536
    if address and not address.startswith("/") and not (colon and is_host and is_port):
        raise InvalidConfig(
            "KIOSK_CLAMD: tulis jalur soket ClamAV, misalnya /run/clamav/clamd.ctl, atau "
            "alamat:porta, misalnya 127.0.0.1:3310."
        )
    return address


def _recipients(text: str) -> str:
    """Public keys of age. A private one in its place would lie where it must not."""
    given = text.replace(",", " ").split()
    if not given:
        return text
    import pyrage  # read only where backups are encrypted

    for one in given:
        try:
            pyrage.x25519.Recipient.from_str(one)
        except pyrage.RecipientError as wrong:
            raise InvalidConfig(
                "KIOSK_BACKUP_RECIPIENT: tulis kunci umum age (age1...), beberapa dipisah koma; "
                "kunci pribadi (AGE-SECRET-KEY-1...) tidak boleh ada di server."
            ) from wrong
    return text


def _hops(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 5:
        raise InvalidConfig("KIOSK_PROXY_HOPS: harus bilangan bulat 0 sampai 5.")
    return int(text)


def _peers(text: str) -> str:
    try:
        networks = [ip_network(one) for one in text.split()]
    except ValueError as wrong:
        raise InvalidConfig(
            "KIOSK_PROXY_PEERS: tulis alamat proksi dipisah spasi, misalnya 127.0.0.1 10.0.0.5."
        ) from wrong
    if any(one.prefixlen == 0 for one in networks):
        raise InvalidConfig("KIOSK_PROXY_PEERS: siapa pun tidak boleh dipercaya; tulis proksinya.")
    return text


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as wrong:
        raise InvalidConfig(
            f"KIOSK_TIMEZONE: zona waktu {name!r} tidak ada pada data zona waktu sistem; "
            "tulis misalnya Asia/Makassar, atau pasang paket tzdata."
        ) from wrong
    return name


def make_secret(instance: Path, name: str = SECRET_FILE) -> bool:
    """Create the installation's secret, readable by its owner only; False if it is there. Under
    its name it is whole and on the disk: whoever was killed, or had no room, leaves none, and
    nothing is ever sealed under half of one."""
    path, fresh = instance / name, instance / f".{name}-{secrets.token_hex(4)}"
    instance.mkdir(parents=True, exist_ok=True)
    if path.exists():
        return False
    try:
        _write_secret(fresh)
        os.link(fresh, path)
    except FileExistsError:
        return False
    finally:
        fresh.unlink(missing_ok=True)
    _fsync(instance)
    return True


def _write_secret(path: Path) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as out:
        out.write(secrets.token_urlsafe(48))
        out.flush()
        os.fsync(out.fileno())


def _fsync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
