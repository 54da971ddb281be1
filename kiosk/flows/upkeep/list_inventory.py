"""The data inventory against the tables that are there, and as a page for people."""

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.domain.place.settings_keep import SETTING
from kiosk.domain.upkeep import inventory, retention
from kiosk.domain.upkeep.inventory import DataClass, TableEntry
from kiosk.domain.upkeep.retention import Rule
from kiosk.store.retention import permits
from kiosk.store.upkeep import database


@dataclass(frozen=True)
class Inventory:
    """``unnamed``: columns the file does not name; ``stale``: those it names that are gone."""

    tables: tuple[TableEntry, ...]
    schedule: tuple[Rule, ...]
    unnamed: list[str]
    stale: list[str]

    @property
    def ok(self) -> bool:
        return not self.unnamed and not self.stale

    @property
    def page(self) -> list[str]:
        """Lines of Markdown: docs/data-inventory.md is these."""
        return [*_HEAD, *_schedule(self.schedule), *_TABLES, *map(_row, self.tables)]


def list_inventory() -> Inventory:
    told = permits.shipped_inventory()
    unnamed, stale = inventory.differences(database.columns(), told)
    tables = tuple(told[name] for name in sorted(told))
    return Inventory(tables, permits.schedule(), unnamed, stale)


_HEAD = [
    "# Inventaris data dan jadwal retensi",
    "",
    "Dibuat oleh `kiosk data inventory` dari `kiosk/data/inventaris-data.toml` dan "
    "`kiosk/data/retensi.toml`; jangan diubah dengan tangan.",
    "",
    "Dasar: huruf Pasal 20 ayat (2) UU 27/2022 (a persetujuan, b perjanjian, c kewajiban hukum, "
    "d kepentingan vital, e tugas kepentingan umum dan pelayanan publik, f kepentingan sah lain). "
    "Huruf dan jangka waktu ditulis dari ingatan: cocokkan dengan naskah undang-undang dan jadwal "
    "retensi arsip kantor Anda.",
    "",
    "## Berapa lama disimpan",
    "",
    "| kelas | apa | hari | sejak | dihapus oleh | alasan |",
    "|---|---|---|---|---|---|",
]
_TABLES = [
    "",
    "## Tiap tabel dan kolomnya",
    "",
    "| tabel | milik | untuk | dasar | simpan | kolom menurut kelas | siapa melihat |",
    "|---|---|---|---|---|---|---|",
]


def _schedule(rules: tuple[Rule, ...]) -> list[str]:
    return [
        _cells(f"`{one.code}`", one.label, _days(one), one.since, _by(one), one.reason)
        for one in rules
    ]


def _days(one: Rule) -> str:
    if one.by == retention.FOREVER:
        return "tetap"
    own = f" (`{SETTING}{one.code}`)" if one.setting else ""
    return f"{one.days}{own}"


def _by(one: Rule) -> str:
    known: Mapping[str, str] = {
        retention.BY_RUN: "`kiosk retention run`",
        retention.IN_FLOW: "langkahnya sendiri",
        retention.FOREVER: "-",
    }
    return known.get(one.by, f"tugas `{one.by}`")


def _row(one: TableEntry) -> str:
    columns = "; ".join(f"{kind.value}: {_names(one, kind)}" for kind in DataClass if one.of(kind))
    return _cells(
        f"`{one.name}`", one.whose, one.purpose, one.basis, one.keep, columns, one.mask or "-"
    )


def _names(one: TableEntry, kind: DataClass) -> str:
    """Eighty cells of one kind are told in one word."""
    names = one.of(kind)
    cells = [name for name in names if name[0] == "c" and name[1:].isdigit()]
    if len(cells) < 2:
        return ", ".join(names)
    rest = [name for name in names if name not in cells]
    return ", ".join([*rest, f"{cells[0]} sampai {cells[-1]}"])


def _cells(*cells: str) -> str:
    return "| " + " | ".join(one.replace("|", "\\|") for one in cells) + " |"
