"""What every column of every table holds: whose it is, what for, on which basis, how long it is
kept and who sees it (``kiosk/data/inventaris-data.toml``, ASVS 14.1.1)."""

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from kiosk.domain.refusal import Refusal


class DataClass(StrEnum):
    """The words are those of the file. AGGREGATE: sums and counts without a person in them, all
    that may leave for the nation; SEALED: only bytes that need a key; SECRET: the system's own
    keys, tokens and hashes."""

    PUBLIC = "publik"
    AGGREGATE = "agregat"
    INTERNAL = "internal"
    PERSONAL = "pribadi-umum"
    SPECIFIC = "pribadi-spesifik"
    SEALED = "tersegel"
    SECRET = "rahasia"


PERSONAL = frozenset({DataClass.PERSONAL, DataClass.SPECIFIC, DataClass.SEALED})
WHOSE = frozenset({"pelapor", "responden", "pegawai", "pejabat", "instalasi", "instansi", "warga"})
NO_BASIS = "-"
_BASIS = re.compile(r"-|[a-f]{1,6}")
_RANGE = re.compile(r"([a-z]+)(\d+)\.\.\1(\d+)")


class UnusableInventory(Refusal):
    """The inventory cannot be read, or contradicts itself."""


@dataclass(frozen=True)
class TableEntry:
    """``basis``: letters of Pasal 20 ayat (2) UU 27/2022, "-" for none. ``keep``: a class of the
    retention schedule. ``columns``: by name."""

    name: str
    whose: str
    purpose: str
    basis: str
    keep: str
    mask: str
    columns: Mapping[str, DataClass]

    @property
    def is_personal(self) -> bool:
        return any(one in PERSONAL for one in self.columns.values())

    def of(self, kind: DataClass) -> list[str]:
        return [name for name, one in self.columns.items() if one is kind]


def parse(text: str) -> dict[str, TableEntry]:
    """Table to what the file says of it; raises `UnusableInventory`."""
    try:
        return {name: _entry(name, told) for name, told in tomllib.loads(text).items()}
    except (KeyError, TypeError, ValueError) as wrong:
        raise UnusableInventory("Inventaris data tidak terbaca: %(why)s.", why=wrong) from wrong


def _entry(name: str, told: Mapping[str, Any]) -> TableEntry:
    made = TableEntry(
        name=name,
        whose=told["whose"],
        purpose=told["purpose"],
        basis=told["basis"],
        keep=told["keep"],
        mask=told.get("mask", ""),
        columns=_columns(name, told["columns"]),
    )
    _check(made)
    return made


def _columns(table: str, told: Mapping[str, str]) -> dict[str, DataClass]:
    found: dict[str, DataClass] = {}
    for kind, names in told.items():
        for name in _names(names):
            if name in found:
                raise ValueError(f"{table}.{name} disebut dua kali")
            found[name] = DataClass(kind)
    return found


def _names(text: str) -> Iterator[str]:
    for word in text.split():
        span = _RANGE.fullmatch(word)
        if span is None:
            yield word
            continue
        width = len(span[2])
        yield from (f"{span[1]}{at:0{width}}" for at in range(int(span[2]), int(span[3]) + 1))


def _check(one: TableEntry) -> None:
    if one.whose not in WHOSE or not one.purpose or not _BASIS.fullmatch(one.basis):
        raise ValueError(f"{one.name}: whose, purpose atau basis tidak berlaku")
    if one.is_personal and (one.basis == NO_BASIS or not one.mask):
        raise ValueError(f"{one.name}: data pribadi tanpa dasar atau tanpa mask")


def differences(
    kept: Mapping[str, Collection[str]], told: Mapping[str, TableEntry]
) -> tuple[list[str], list[str]]:
    """(what the file does not name, what it names and is not there), as "table.column".
    ``kept``: table to its columns."""
    have = {f"{table}.{one}" for table, columns in kept.items() for one in columns}
    said = {f"{table}.{one}" for table, entry in told.items() for one in entry.columns}
    return sorted(have - said), sorted(said - have)
