"""What an automatic answer of the LKE is, and by which rules data become one.

An answer is the one the data bear. Where they bear only part of an option, it is a floor: the
highest option they bear alone, and the basis says what a person would have to prove for the next.
Where they bear none, there is no answer, and the basis says what is missing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from kiosk.domain.zi.facts import Facts
from kiosk.domain.zi.lke import ZeroComplaints


@dataclass(frozen=True)
class Rules:
    """What the LKE says in words and a unit's settings say in numbers. ``quick``: the share 0..1
    of first answers in time from which the office answers "cepat"; ``channels``: from how many
    they are "berbagai kanal"; ``regular``: from how many evaluations a year they are "berkala"."""

    quick: Fraction = Fraction(4, 5)
    zero: ZeroComplaints = ZeroComplaints.PENUH
    channels: int = 3
    regular: int = 2


def rules_from(settings: Mapping[str, str]) -> Rules:
    return Rules(
        quick=Fraction(int(settings["respon-cepat"]), 100),
        zero=ZeroComplaints(settings["aduan-nol"]),
        channels=int(settings["banyak-kanal"]),
        regular=int(settings["evaluasi-berkala"]),
    )


@dataclass(frozen=True)
class Source:
    """A page of the desk that shows where a figure comes from."""

    label: str
    endpoint: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Automatic:
    """``answer``: one of the item's options, or None; of a percentage item ``value``, 0..1, is
    given instead. ``basis``: Indonesian, with the figures. ``floor``: a higher option may be
    true, and a person proves it."""

    item: str
    answer: str | None
    basis: str
    value: Fraction | None = None
    sources: tuple[Source, ...] = ()
    floor: bool = False

    @property
    def is_known(self) -> bool:
        return self.answer is not None or self.value is not None


_LABELS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "aduan": ("Penanganan laporan", "desk.handling.of_unit"),
        "periode": ("Periode", "desk.closing.listed"),
        "rtl": ("Tindak lanjut", "desk.plans.listed"),
        "loket": ("Tablet", "desk.devices.listed"),
        "evaluasi": ("Evaluasi penanganan", "desk.evaluations.listed"),
        "wbs": ("Jalur terlindungi", "desk.wbs.of_instansi"),
        "komponen": ("Komponen pelayanan", "desk.components.checklist"),
    }
)


def sources(facts: Facts, *names: str) -> tuple[Source, ...]:
    """Pages by the names of `_LABELS`, of the unit and year of ``facts``."""
    return tuple(Source(*_LABELS[one], _values(one, facts)) for one in names)


def _values(name: str, facts: Facts) -> Mapping[str, Any]:
    unit, year = {"unit": facts.unit}, facts.year
    if name == "aduan":
        return {**unit, "dari": f"{year}-01-01", "sampai": f"{year}-12-31",
                "penyebut": "harus-ditindaklanjuti"}  # fmt: skip
    if name == "rtl":
        return {**unit, "tahun": year}
    return {**unit, "year": year} if name in ("evaluasi", "wbs", "komponen") else unit
