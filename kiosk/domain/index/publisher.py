"""Where a nation fetches the figures of a region: a PostgreSQL address without a password."""

import re
from urllib.parse import parse_qsl, urlsplit

from kiosk.domain.place.settings_region import is_code
from kiosk.domain.refusal import Refusal

_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")
_SCHEMES = ("postgresql", "postgres")


class UnusablePublisher(Refusal):
    """An address, a code or a name that cannot be used as it is."""


def check_region(code: str) -> str:
    """Raises `UnusablePublisher`."""
    if not is_code(code):
        raise UnusablePublisher(
            'Kode wilayah "%(code)s" tidak dikenal. Tulis misalnya 53 atau 53.71.', code=code[:40]
        )
    return code


def check_role(name: str) -> str:
    """Of an account or a slot: goes into SQL as it is. Raises `UnusablePublisher`."""
    if not _NAME.fullmatch(name):
        raise UnusablePublisher(
            'Nama "%(name)s" tidak dapat dipakai: huruf kecil, angka dan garis bawah saja.',
            name=name[:40],
        )
    return name


def subscription_of(region: str) -> str:
    """The name of subscription and slot: "suara_loket_53_71"."""
    return f"suara_loket_{check_region(region).replace('.', '_')}"


def check_address(url: str) -> str:
    """As libpq reads it. A password would stand in the list of processes, in the shell's history
    and in a catalogue of the database; raises `UnusablePublisher`."""
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    if parts.scheme not in _SCHEMES or not parts.path.strip("/") or "\0" in url:
        raise UnusablePublisher(
            "Alamat wilayah tidak terbaca. Tulis misalnya "
            "postgresql://kiosk_nasional@10.1.2.3:5432/suaraloket?passfile=/var/lib/postgresql/.pgpass."
        )
    if parts.password is not None or "password" in options:
        raise UnusablePublisher(
            "Alamat wilayah tidak boleh memuat kata sandi. Simpan di berkas pgpass milik server "
            "basis data nasional (mode 0600), lalu tambahkan passfile=/jalur/berkas pada alamatnya."
        )
    return url


def quoted(text: str) -> str:
    """As a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"
