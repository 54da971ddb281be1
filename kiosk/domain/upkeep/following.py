"""How a replica of the database stands that figures may be read from."""

from dataclasses import dataclass
from enum import Enum

from kiosk.domain.upkeep.surroundings import Finding


class Standing(Enum):
    FOLLOWS = "mengikuti"
    BEHIND = "tertinggal"
    UNKNOWN = "bukan replika, atau belum menerima apa pun"
    AWAY = "tidak dapat dihubungi"


@dataclass(frozen=True)
class Look:
    """``age``: seconds since the newest commit it has, None where it cannot say."""

    standing: Standing
    age: float | None = None


def judged(age: float | None, bound: float) -> Look:
    """``bound``: the oldest state, in seconds, that may be read."""
    if age is None:
        return Look(Standing.UNKNOWN)
    return Look(Standing.FOLLOWS if age <= bound else Standing.BEHIND, age)


def of_replica(found: Look, bound: int) -> Finding:
    """Wrong where figures are read from the primary all the same."""
    good = found.standing is Standing.FOLLOWS
    told = found.standing.value
    if found.age is not None:
        told += f", {round(found.age)} detik di belakang (batas {bound})"
    if not good:
        told += "; angka dibaca dari basis data utama. Periksa server replika dan kiosk jobs"
    return Finding("replika", good, told)
