"""What the office's own data say of points of the five components, each with its sentence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kiosk.domain.zi.components import Found

FOUR = 4
"""Survey periods a year for the best option of LKE VI.p.iv.a."""


@dataclass(frozen=True)
class CounterFacts:
    """``now`` False: the year is over or yet to come, and what only the present shows (counters,
    tablets, people, standards in force) proves nothing about it. ``closed``, ``published``:
    survey periods of the year; ``plans``, ``done``: follow-up out of them, dropped ones aside."""

    now: bool
    services: int = 0
    standards: int = 0
    complete: int = 0
    decreed: int = 0
    pledge: bool = False
    officers: int = 0
    points: int = 0
    tablets: int = 0
    machine: bool = False
    surveying: bool = False
    closed: int = 0
    published: int = 0
    plans: int = 0
    done: int = 0


def found(facts: CounterFacts) -> Mapping[str, Found]:
    """Name of a check to what the data say."""
    answers = {name: tell(facts) for name, tell in _OF_YEAR.items()}
    for name, tell in _OF_NOW.items():
        answers[name] = tell(facts) if facts.now else _LATER
    return answers


_LATER = Found(None, "Keadaan sekarang tidak membuktikan keadaan tahun itu.")


def _share(part: int, facts: CounterFacts, what: str) -> Found:
    if not facts.services:
        return Found(None, "Belum ada layanan.")
    told = f"{part} dari {facts.services} layanan {what}."
    return Found(part == facts.services, told)


def _pledge(facts: CounterFacts) -> Found:
    told = "Maklumat sedang berlaku." if facts.pledge else "Belum ada maklumat yang diumumkan."
    return Found(facts.pledge, told)


def _online(facts: CounterFacts) -> Found:
    told = f"{facts.standards} standar dapat dibaca di halaman warga"
    return Found(facts.standards > 0 and facts.pledge, f"{told}; {_pledge(facts).basis.lower()}")


def _officers(facts: CounterFacts) -> Found:
    told = f"{facts.officers} pegawai berperan petugas pengaduan atau kepala unit."
    return Found(facts.officers > 0, told)


def _points(facts: CounterFacts) -> Found:
    return Found(facts.points > 0, f"{facts.points} loket terbuka dengan kode QR.")


def _screens(facts: CounterFacts) -> Found:
    told = f"{facts.points} loket dengan kode QR, {facts.tablets} tablet terdaftar."
    return Found(facts.points + facts.tablets > 0, told)


def _machine(facts: CounterFacts) -> Found:
    told = "pernah" if facts.machine else "belum pernah"
    return Found(facts.machine, f"Mesin antrean {told} mengirim kunjungan.")


def _surveying(facts: CounterFacts) -> Found:
    told = "Ada" if facts.surveying else "Tidak ada"
    return Found(facts.surveying, f"{told} instrumen survei yang dipakai bulan ini.")


def _four(facts: CounterFacts) -> Found:
    return Found(facts.closed >= FOUR, f"{facts.closed} periode survei tahun ini ditutup.")


def _open(facts: CounterFacts) -> Found:
    told = f"{facts.published} dari {facts.closed} periode yang ditutup sudah terbit."
    return Found(facts.published > 0 and facts.published == facts.closed, told)


def _followed(facts: CounterFacts) -> Found:
    if not facts.plans:
        return Found(None, "Belum ada rencana tindak lanjut dari periode tahun ini.")
    told = f"{facts.done} dari {facts.plans} rencana tindak lanjut selesai."
    return Found(facts.done == facts.plans, told)


Tell = Callable[[CounterFacts], Found]
_OF_NOW: Mapping[str, Tell] = MappingProxyType(
    {
        "diumumkan": lambda f: _share(f.standards, f, "mempunyai standar yang diumumkan"),
        "lengkap": lambda f: _share(f.complete, f, "mempunyai keempat belas komponen"),
        "ditetapkan": lambda f: _share(f.decreed, f, "mempunyai nomor SK"),
        "maklumat": _pledge,
        "terbaca-daring": _online,
        "petugas-pengaduan": _officers,
        "aduan-daring": _points,
        "qr-atau-tablet": _screens,
        "antrean": _machine,
        "survei-berjalan": _surveying,
    }
)
_OF_YEAR: Mapping[str, Tell] = MappingProxyType(
    {"empat-periode": _four, "hasil-daring": _open, "rtl-selesai": _followed}
)
NAMES = frozenset(_OF_NOW) | frozenset(_OF_YEAR)
