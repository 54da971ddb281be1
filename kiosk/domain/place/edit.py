"""What staff type of a place, made tidy or refused field by field."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from kiosk.domain.place import ramp
from kiosk.domain.refusal import Refusal

NAME, ADDRESS, PHONE, WEBSITE, REASON = 200, 300, 40, 200, 500
MOST_LINES = 60
ZONES = {
    "Asia/Jakarta": "WIB (Jawa, Sumatera)",
    "Asia/Pontianak": "WIB (Kalimantan Barat dan Tengah)",
    "Asia/Makassar": "WITA (Bali, Nusa Tenggara, Sulawesi, Kalimantan lainnya)",
    "Asia/Jayapura": "WIT (Maluku, Papua)",
}
"""Indonesia's zones, each with where it holds."""

_PHONE = re.compile(r"[0-9+][0-9 ()+./-]*|\([0-9][0-9 ()+./-]*")


class InvalidEntry(Refusal):
    """``wrong``: field to an Indonesian sentence. Nothing was written."""

    def __init__(self, wrong: Mapping[str, str]) -> None:
        super().__init__("Ada isian yang perlu diperbaiki.")
        self.wrong = dict(wrong)


class _Unfit(Exception):
    """Why one field is refused."""


@dataclass(frozen=True)
class InstansiEntry:
    """``colour``: ``#rrggbb`` in lower case; None: the house's blue."""

    name: str
    website: str | None = None
    colour: str | None = None


@dataclass(frozen=True)
class UnitEntry:
    name: str
    timezone: str
    address: str | None = None
    phone: str | None = None


@dataclass(frozen=True)
class ServiceEntry:
    name: str
    asks_fee: bool = True


def tidied(text: str | None) -> str:
    """One line without control or invisible characters, single spaces."""
    kept = ("" if unicodedata.category(c) in ("Cf", "Cs", "Co", "Cn") else c for c in text or "")
    spaced = (" " if unicodedata.category(c) == "Cc" else c for c in kept if c)
    return " ".join(unicodedata.normalize("NFC", "".join(spaced)).split())


def instansi(name: str, website: str | None, colour: str | None = None) -> InstansiEntry:
    """Raises `InvalidEntry` on ``name``, ``website``, ``colour``."""
    checks = _Checks()
    made = checks.run("name", lambda: _name(name))
    site = checks.run("website", lambda: _website(website))
    tone = checks.run("colour", lambda: _colour(colour))
    checks.done()
    return InstansiEntry(str(made), site, tone)


def unit(name: str, timezone: str, address: str | None, phone: str | None) -> UnitEntry:
    """Raises `InvalidEntry` on ``name``, ``timezone``, ``address``, ``phone``."""
    checks = _Checks()
    made = checks.run("name", lambda: _name(name))
    zone = checks.run("timezone", lambda: _zone(timezone))
    street = checks.run("address", lambda: _short(address, ADDRESS))
    number = checks.run("phone", lambda: _phone(phone))
    checks.done()
    return UnitEntry(str(made), str(zone), street, number)


def name_of(text: str, field: str = "name") -> str:
    """A name of a service or a counter. Raises `InvalidEntry`."""
    checks = _Checks()
    made = checks.run(field, lambda: _name(text))
    checks.done()
    return str(made)


def reason(text: str | None) -> str:
    """Why somebody closes something; raises `InvalidEntry` on ``reason``."""
    checks = _Checks()
    made = checks.run("reason", lambda: _reason(text))
    checks.done()
    return str(made)


def lines(text: str | None, field: str, taken: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """One name a line, empty lines left out, in the order written.

    ``taken``: names there are already, case-folded. Raises `InvalidEntry` on ``field``."""
    checks = _Checks()
    made = checks.run(field, lambda: "\n".join(_lines(text, taken or {})))
    checks.done()
    return tuple((made or "").split("\n")) if made else ()


def together(*checks: Callable[[], object]) -> None:
    """Run every check; raises one `InvalidEntry` with all that is wrong."""
    wrong: dict[str, str] = {}
    for check in checks:
        try:
            check()
        except InvalidEntry as why:
            wrong |= why.wrong
    if wrong:
        raise InvalidEntry(wrong)


class _Checks:
    """Runs every check of a form, so that all that is wrong is told at once."""

    def __init__(self) -> None:
        self.wrong: dict[str, str] = {}

    def run(self, field: str, check: Callable[[], str | None]) -> str | None:
        try:
            return check()
        except _Unfit as why:
            self.wrong[field] = str(why)
            return None

    def done(self) -> None:
        if self.wrong:
            raise InvalidEntry(self.wrong)


def _name(text: str | None) -> str:
    name = tidied(text)
    if len(name) < 2:
        raise _Unfit("Tulis namanya, paling sedikit dua huruf.")
    if len(name) > NAME:
        raise _Unfit(f"Nama paling panjang {NAME} huruf; yang ini {len(name)}.")
    return name


def _short(text: str | None, most: int) -> str | None:
    kept = tidied(text)
    if len(kept) > most:
        raise _Unfit(f"Paling panjang {most} huruf; yang ini {len(kept)}.")
    return kept or None


def _reason(text: str | None) -> str:
    kept = tidied(text)
    if len(kept) < 5:
        raise _Unfit("Tulis alasannya dengan beberapa kata; alasan ini masuk catatan audit.")
    return str(_short(kept, REASON))


def _zone(text: str) -> str:
    if text not in ZONES:
        raise _Unfit("Pilih zona waktu dari daftar.")
    return text


def _phone(text: str | None) -> str | None:
    kept = _short(text, PHONE)
    if kept and not _PHONE.fullmatch(kept):
        raise _Unfit("Tulis nomor telepon dengan angka, misalnya (0388) 21234.")
    return kept


def _website(text: str | None) -> str | None:
    kept = _short(text, WEBSITE)
    if kept is None:
        return None
    address = kept if "://" in kept else f"https://{kept}"
    if not _is_web(address):
        raise _Unfit("Tulis alamat situs, misalnya https://dukcapil.ttskab.go.id.")
    return address


def _colour(text: str | None) -> str | None:
    """With or without its mark, in any case: as it stands in an office's style guide."""
    kept = tidied(text).lower().replace(" ", "").removeprefix("#")
    if not kept:
        return None
    if not ramp.is_colour(f"#{kept}"):
        raise _Unfit("Tulis warna dengan enam angka heksadesimal, misalnya #1e88e5.")
    return f"#{kept}"


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "." in host and " " not in address


def _lines(text: str | None, taken: Mapping[str, str]) -> list[str]:
    names = [tidied(line) for line in (text or "").splitlines()]
    names = [name for name in names if name]
    if len(names) > MOST_LINES:
        raise _Unfit(f"Paling banyak {MOST_LINES} baris sekali simpan; yang ini {len(names)}.")
    seen: set[str] = set()
    for name in names:
        _line(name, seen, taken)
    return names


def _line(name: str, seen: set[str], taken: Mapping[str, str]) -> None:
    shown = f"“{name[:60]}”"
    if not 2 <= len(name) <= NAME:
        raise _Unfit(f"Baris {shown} terlalu pendek atau lebih dari {NAME} huruf.")
    if name.casefold() in seen:
        raise _Unfit(f"Baris {shown} tertulis dua kali. Hapus salah satunya.")
    if name.casefold() in taken:
        raise _Unfit(f"{shown} sudah ada di unit ini. Hapus barisnya, atau beri nama lain.")
    seen.add(name.casefold())
