"""Versions of the LKE: read from the package's files, pinned in the database by their hash."""

import hashlib
from datetime import datetime
from functools import cache
from importlib.resources import files

from sqlalchemy import insert, select

from kiosk.domain.refusal import Refusal
from kiosk.domain.zi.lke_parse import parse
from kiosk.domain.zi.lke_version import LkeVersion
from kiosk.store.engine import connection
from kiosk.store.zi.lke_tables import KnownLke, LkeSheetRow


class UnknownLke(Refusal):
    """No file describes this version."""


class ChangedLke(Refusal):
    """A version's file is no longer what it was when first used."""


def codes() -> tuple[str, ...]:
    found = (one.name for one in (files("kiosk.data") / "lke").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in found if name.endswith(".toml")))


@cache
def by_code(code: str) -> LkeVersion:
    """Raises `UnknownLke`."""
    if code not in codes():
        raise UnknownLke(
            'Versi LKE "%(code)s" tidak ada. Yang ada: %(known)s.',
            code=code[:40],
            known=", ".join(codes()),
        )
    return parse(_bytes(code).decode())


def file_of(code: str) -> bytes:
    """The file of a version as it is, for whoever checks the arithmetic."""
    by_code(code)
    return _bytes(code)


def of(unit_id: int, year: int) -> LkeVersion:
    """The one this sheet was begun with; before that the newest meant for the year. Raises
    `ChangedLke` where that file was changed since."""
    query = (
        select(KnownLke.code, KnownLke.sha256)
        .join(LkeSheetRow, LkeSheetRow.version == KnownLke.code)
        .where(LkeSheetRow.unit_id == unit_id, LkeSheetRow.year == year)
    )
    row = connection().execute(query).first()
    if row is None:
        return newest(year)
    _require_same(row.code, row.sha256)
    return by_code(row.code)


def newest(year: int) -> LkeVersion:
    """The last that was in force in ``year``; of a year before all of them the first."""
    every = sorted((by_code(code) for code in codes()), key=lambda one: (one.since, one.code))
    return next((one for one in reversed(every) if one.since <= year), every[0])


def pin_all(at: datetime) -> None:
    """Make every version known by its hash; raises `ChangedLke` for one that changed."""
    for code in codes():
        pin(code, at)


def pin(code: str, at: datetime) -> None:
    """The same of one version."""
    known = connection().scalar(select(KnownLke.sha256).where(KnownLke.code == code))
    if known is None:
        made = {"code": code, "sha256": _digest(code), "loaded_at": at}
        connection().execute(insert(KnownLke).values(made))
    else:
        _require_same(code, known)


def _require_same(code: str, digest: str) -> None:
    if code not in codes() or _digest(code) != digest:
        raise ChangedLke(
            "Berkas LKE %(code)s berubah atau hilang setelah dipakai. Kembalikan berkas aslinya "
            "dan buat versi baru dengan nama lain.",
            code=code,
        )


def _digest(code: str) -> str:
    return hashlib.sha256(_bytes(code)).hexdigest()


def _bytes(code: str) -> bytes:
    return (files("kiosk.data") / "lke" / f"{code}.toml").read_bytes()
