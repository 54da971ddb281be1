"""The address of an S3-compatible store, as `KIOSK_UPLOAD_STORE` names it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_PREFIX = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")
_REGION = re.compile(r"[a-z0-9-]{1,40}")
_ASKED = frozenset({"endpoint", "region", "backup"})
_KEPT_BY = ("kiosk", "store")


@dataclass(frozen=True)
class Bucket:
    """``endpoint``: host, with a port where it has one; ``prefix``: "" or without a slash at
    either end. ``backed_up``: our backups hold its files; False where the store keeps copies of
    its own."""

    endpoint: str
    secure: bool
    name: str
    prefix: str = ""
    region: str = "us-east-1"
    backed_up: bool = True
    key: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)

    def __str__(self) -> str:
        """For people and logs: nothing in it is secret."""
        path = f"/{self.prefix}" if self.prefix else ""
        return f"s3://{self.name}{path} di {self.endpoint}"


Uploads = Path | Bucket
"""Where files are kept: a folder, or a bucket of a store."""


class UnfitAddress(ValueError):
    """Malformed, or unsafe: names the setting and says in Indonesian what to write instead. Never
    holds what was given: a password may stand in it."""


def settings(given: Mapping[str, str]) -> dict[str, str]:
    """Those of the store, checked, as `Config` keeps them: the key and the secret from their file
    where one is named. Raises `UnfitAddress`."""
    names = ("upload_store", "upload_key", "upload_secret", "upload_credentials")
    found = {name: given.get(name, "") for name in names}
    if not found["upload_store"]:
        if any(found.values()):
            raise UnfitAddress("KIOSK_UPLOAD_STORE: isi juga, atau kosongkan kunci-kuncinya.")
        return found
    if given.get("upload_dir"):
        raise UnfitAddress("KIOSK_UPLOAD_STORE: pilih ini atau KIOSK_UPLOAD_DIR, jangan keduanya.")
    if found["upload_credentials"]:
        if found["upload_key"] or found["upload_secret"]:
            raise UnfitAddress("KIOSK_UPLOAD_CREDENTIALS: kosongkan KIOSK_UPLOAD_KEY dan _SECRET.")
        path = Path(found["upload_credentials"])
        found["upload_key"], found["upload_secret"] = _credentials(path)
    if not found["upload_key"] or not found["upload_secret"]:
        raise UnfitAddress(
            "KIOSK_UPLOAD_KEY: isi bersama KIOSK_UPLOAD_SECRET, atau sebut berkas keduanya di "
            "KIOSK_UPLOAD_CREDENTIALS."
        )
    if find_spec("minio") is None:
        raise UnfitAddress("KIOSK_UPLOAD_STORE: pasang dahulu suara-loket[s3].")
    parse(found["upload_store"], found["upload_key"], found["upload_secret"])
    return found


@lru_cache(maxsize=4)
def parse(url: str, key: str, secret: str) -> Bucket:
    """``s3://bucket[/prefix]?endpoint=https://host[:port][&region=…][&backup=store]``. Raises
    `UnfitAddress`."""
    try:
        parts = urlsplit(url)
    except ValueError:
        raise _unfit("alamat itu tidak terbaca") from None
    asked = parse_qsl(parts.query, keep_blank_values=True)
    given, prefix = dict(asked), parts.path.strip("/")
    if parts.scheme != "s3" or not _BUCKET.fullmatch(parts.netloc) or parts.fragment:
        raise _unfit(
            "tulis s3://ember/awalan?endpoint=https://s3.contoh.go.id, tanpa nama pengguna dan "
            "kata sandi"
        )
    if prefix and not _PREFIX.fullmatch(prefix):
        raise _unfit("awalan hanya huruf, angka, titik, garis bawah, tanda hubung, dan /")
    if len(given) != len(asked) or not given.keys() <= _ASKED:
        raise _unfit("sesudah ? hanya endpoint, region, dan backup, masing-masing satu kali")
    region, kept_by = given.get("region", "us-east-1"), given.get("backup", _KEPT_BY[0])
    if not _REGION.fullmatch(region) or kept_by not in _KEPT_BY:
        raise _unfit("region seperti us-east-1; backup kiosk atau store")
    secure, endpoint = _endpoint(given.get("endpoint", ""))
    ours = kept_by == _KEPT_BY[0]
    return Bucket(endpoint, secure, parts.netloc, prefix, region, ours, key, secret)


def _unfit(told: str) -> UnfitAddress:
    return UnfitAddress(f"KIOSK_UPLOAD_STORE: {told}.")


def _endpoint(url: str) -> tuple[bool, str]:
    """Plain http only to this machine: what citizens send would cross the network in the open."""
    refused = _unfit(
        "endpoint harus alamat https tanpa jalur, misalnya endpoint=https://s3.contoh.go.id:9000; "
        "http hanya ke 127.0.0.1"
    )
    try:
        parts = urlsplit(url)
        usable = parts.port != 0 and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        raise refused from None
    plain = parts.scheme == "http" and _is_here(parts.hostname or "")
    if not usable or not (parts.scheme == "https" or plain):
        raise refused
    if parts.path.strip("/") or parts.query or parts.fragment or not url.isascii() or " " in url:
        raise refused
    return parts.scheme == "https", parts.netloc


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _credentials(path: Path) -> tuple[str, str]:
    """Key and secret, a line each. Raises `UnfitAddress`: others must not be able to read it."""
    name = "KIOSK_UPLOAD_CREDENTIALS"
    try:
        is_open = bool(path.stat().st_mode & 0o077)
        lines = path.read_text().split()
    except (OSError, UnicodeDecodeError):
        raise UnfitAddress(f"{name}: berkas itu tidak dapat dibaca.") from None
    if is_open:
        raise UnfitAddress(f"{name}: berkas itu terbuka bagi pengguna lain; jalankan chmod 600.")
    if len(lines) != 2:
        raise UnfitAddress(f"{name}: berkas itu berisi dua baris: kunci, lalu rahasianya.")
    return lines[0], lines[1]
