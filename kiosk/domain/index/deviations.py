"""The ways of counting that offices are known to use instead of the regulation's, one by one.

Seen in published reports, in spreadsheets and in programs for this survey. Each is one change of
a `Recipe` with one plain sentence.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from kiosk.domain.index.recipe import Base, Factor, Given, unsur_means
from kiosk.domain.rounding import half_up


@dataclass(frozen=True)
class Deviation:
    """``slot``: what it decides; two of one slot are never combined. ``sentence``: Indonesian.
    ``changes``: fields of a `Recipe`. The usual ones come first."""

    key: str
    slot: str
    sentence: str
    changes: Mapping[str, object]


def known(given: Given) -> tuple[Deviation, ...]:
    """What may have been done with these answers."""
    count = len(unsur_means(given)) or len(given.structure.unsur)
    return (*_weights(count), *_STEPS, *_rounding(), *_factors(given), _CUT)


def _weights(count: int) -> Iterator[Deviation]:
    """1/n as it is printed, and the weight of nine or fourteen unsur where there are others."""
    exact, seen = Fraction(1, count), {Fraction(1, count)}
    spelled = [half_up(exact, places) for places in (2, 3, 4)]
    borrowed = [Decimal("0.11"), Decimal("0.111"), Decimal("0.071")]
    for weight in (*spelled, *borrowed):
        if Fraction(weight) in seen or not weight:
            continue
        seen.add(Fraction(weight))
        yield _weight(weight, count, is_own=weight in spelled)
    for other in (9, 14):
        if other != count:
            yield Deviation(
                f"bobot-1/{other}",
                "bobot",
                f"Bobotnya 1/{other} (untuk {other} unsur), padahal yang terisi {count} unsur.",
                {"weight": Fraction(1, other)},
            )


def _weight(weight: Decimal, count: int, *, is_own: bool) -> Deviation:
    text = f"{weight:f}".replace(".", ",")
    why = (
        f"Bobot 1/{count} ditulis {text} lalu dipakai menghitung, bukan 1/{count} penuh."
        if is_own
        else f"Bobotnya {text}, padahal untuk {count} unsur seharusnya 1/{count}."
    )
    return Deviation(f"bobot-{weight:f}", "bobot", why, {"weight": Fraction(weight)})


_STEPS = (
    Deviation(
        "kosong-nol",
        "kosong",
        "Jawaban kosong dihitung 0: jumlah nilai dibagi semua responden, bukan dibagi yang "
        "menjawab.",
        {"zeros": True},
    ),
    Deviation(
        "buang-tak-lengkap",
        "kosong",
        "Responden yang tidak mengisi semua pertanyaan dibuang seluruhnya.",
        {"whole_only": True},
    ),
    Deviation(
        "rata-butir",
        "dasar",
        "Semua pertanyaan dirata-rata langsung, tidak per unsur dahulu.",
        {"base": Base.ITEMS},
    ),
    Deviation(
        "rata-jawaban",
        "dasar",
        "Semua jawaban dijumlah lalu dibagi banyaknya jawaban, sehingga unsur yang lebih banyak "
        "diisi lebih berat.",
        {"base": Base.HEAP},
    ),
    Deviation(
        "rata-responden",
        "dasar",
        "Indeks dihitung per responden dahulu, baru dirata-rata.",
        {"base": Base.PERSON},
    ),
)

_NAMES = MappingProxyType(
    {
        "unsur": ("round_unsur", "NRR per unsur"),
        "tertimbang": ("round_weighted", "NRR tertimbang"),
        "indeks": ("round_index", "Jumlah NRR tertimbang (sebelum dikali 25)"),
    }
)


def _rounding() -> Iterator[Deviation]:
    for slot, (field, name) in _NAMES.items():
        for places in (2, 3, 4, 1):
            yield Deviation(
                f"bulat-{slot}-{places}",
                slot,
                f"{name} dibulatkan ke {places} desimal dahulu, baru dihitung lanjut.",
                {field: places},
            )


def _factors(given: Given) -> Iterator[Deviation]:
    yield Deviation(
        "tanpa-25",
        "pengali",
        "Angka itu indeks sebelum dikali 25.",
        {"factor": Factor.NONE},
    )
    yield Deviation(
        "kali-20",
        "pengali",
        "Indeks dikali 20, seperti untuk skala 1 sampai 5, bukan dikali 25.",
        {"factor": Factor.TWENTY},
    )
    if given.high not in (4, 5):
        yield Deviation(
            "persen-skala",
            "pengali",
            f"Rata-rata dibagi nilai tertinggi ({given.high}) lalu dikali 100.",
            {"factor": Factor.SHARE},
        )
    if given.high != 4:
        yield Deviation(
            "min-max",
            "pengali",
            f"Skala {given.low} sampai {given.high} direntangkan ke 25 sampai 100.",
            {"factor": Factor.STRETCHED},
        )


_CUT = Deviation(
    "potong",
    "akhir",
    "Angka terakhir dipotong, bukan dibulatkan (atau tepat setengah dibulatkan ke bawah).",
    {"cut": True},
)
