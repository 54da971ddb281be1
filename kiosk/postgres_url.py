"""Addresses of PostgreSQL as the driver takes them: one host, or several that stand in for each
other."""

import re
from urllib.parse import parse_qsl, urlencode

SCHEMES = ("postgresql", "postgres", "postgresql+psycopg")
SESSIONS = ("any", "read-write", "read-only", "primary", "standby", "prefer-standby")
"""What libpq knows as `target_session_attrs`."""
_HOST = re.compile(r"[A-Za-z0-9._-]+(:[0-9]{1,5})?")


_USUAL = (("target_session_attrs", "read-write"), ("load_balance_hosts", "random"))
"""In any order: one that lets everybody in and answers nobody must not be the first for ever."""


class UnfitAddress(ValueError):
    """Said without the address: it may hold a password."""


def parse(url: str, *, writes: bool) -> str:
    """psycopg 3 is named in the address, so that SQLAlchemy 2.0 and 2.1 agree on the driver.

    Several hosts may stand as libpq writes them (``h1:5432,h2/db``), and come out each by itself
    as SQLAlchemy has them (``/db?host=h1:5432&host=h2``). ``writes``: of these the one is meant
    that takes writes, unless the address says otherwise. Raises `UnfitAddress`."""
    scheme, mark, rest = url.partition("://")
    if not mark or scheme not in SCHEMES:
        raise UnfitAddress("harus diawali postgresql://.")
    place, slash, more = rest.partition("/")
    user, at, hosts = place.rpartition("@")
    database, _, query = more.partition("?")
    asked = parse_qsl(query, keep_blank_values=True)
    _check(hosts, asked)
    if "," not in hosts:
        return f"postgresql+psycopg://{rest}"
    told = [("host", one) for one in hosts.split(",")] + asked
    told += [one for one in _USUAL if writes and one[0] not in dict(asked)]
    return f"postgresql+psycopg://{user}{at}{slash}{database}?{urlencode(told, safe=':/')}"


def _check(hosts: str, asked: list[tuple[str, str]]) -> None:
    named = hosts.split(",") if "," in hosts else []
    wanted = dict(asked).get("target_session_attrs", "any")
    if not all(map(_HOST.fullmatch, named)) or wanted not in SESSIONS:
        raise UnfitAddress(
            "tulis postgresql://pengguna:sandi@mesin1:5432,mesin2:5432/nama, bila perlu dengan "
            f"?target_session_attrs= dan salah satu dari {', '.join(SESSIONS)}."
        )
