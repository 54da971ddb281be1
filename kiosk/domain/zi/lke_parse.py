"""A version of the LKE out of its TOML file, or refused with what is wrong named."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import chain
from typing import Any, TypeVar

from kiosk.domain.refusal import Refusal
from kiosk.domain.zi.areas import require_weights
from kiosk.domain.zi.figures import shown
from kiosk.domain.zi.lke import ANSWERS, Scale
from kiosk.domain.zi.lke_version import (
    Certainty,
    Evidence,
    Formula,
    Half,
    LkeArea,
    LkeCount,
    LkeIndicator,
    LkeItem,
    LkeOption,
    LkeVersion,
    Part,
)

LETTERS = "abcdefghijklmnopqrstuvwxyz"
Table = Mapping[str, Any]
Made = TypeVar("Made")
_SHARE = (Part.REFERENCE, Part.DONE)
_NEEDED: Mapping[Formula, tuple[Part, ...]] = {
    Formula.SHARE: _SHARE,
    Formula.FREE: _SHARE,
    Formula.DROP: (Part.BEFORE, Part.NOW),
    Formula.COMPLAINTS: (*_SHARE, Part.RUNNING),
}


class InvalidLke(Refusal):
    """The file does not describe a usable LKE. The sentence names the area, indicator or item."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__("Berkas LKE, %(where)s: %(what)s.", where=where, what=what)


def parse(text: str) -> LkeVersion:
    """Raises `InvalidLke`, and `WeightsDoNotAddUp` where the areas are not those of 60 points."""
    table = _loaded(text)
    code = str(_of(table, "kode", "kepala berkas"))
    areas = tuple(_area(one) for one in _of(table, "area", code))
    version = LkeVersion(
        code=code,
        title=str(_of(table, "judul", code)),
        regulation=str(_of(table, "dasar", code)),
        since=int(_of(table, "sejak", code)),
        areas=areas,
    )
    require_weights([(one.number, one.pemenuhan, one.reform) for one in areas])
    _require_once([one.number for one in areas])
    _require_once([one.code for one in version.indicators])
    return version


def _loaded(text: str) -> Table:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as why:
        raise InvalidLke("seluruhnya", f"bukan TOML ({why})") from why


def _of(table: Table, name: str, where: str) -> Any:
    if table.get(name) in (None, "", []):
        raise InvalidLke(where, f"{name} belum ada")
    return table[name]


def _one_of(kind: Callable[[Any], Made], table: Table, name: str, where: str) -> Made:
    value = _of(table, name, where)
    try:
        return kind(value)
    except (ValueError, ZeroDivisionError) as why:
        raise InvalidLke(where, f'{name} "{value}" tidak dikenal') from why


def _area(table: Table) -> LkeArea:
    number = str(_of(table, "nomor", "sebuah area"))
    where = f"area {number}"
    made = LkeArea(
        number=number,
        label=str(_of(table, "nama", where)),
        pemenuhan=_one_of(Fraction, table, "pemenuhan", where),
        reform=_one_of(Fraction, table, "reform", where),
        indicators=tuple(_indicator(one, number) for one in _of(table, "indikator", where)),
    )
    for half, weight in ((Half.PEMENUHAN, made.pemenuhan), (Half.REFORM, made.reform)):
        _require_sum(f"{where} {half.label.lower()}", made.half(half), weight)
    return made


def _require_sum(where: str, indicators: Sequence[LkeIndicator], weight: Fraction) -> None:
    total = sum((one.weight for one in indicators), Fraction(0))
    if total != weight:
        raise InvalidLke(
            where, f"bobot indikatornya berjumlah {shown(total)}, seharusnya {shown(weight)}"
        )


def _require_once(codes: Sequence[str]) -> None:
    for code in codes:
        if codes.count(code) > 1:
            raise InvalidLke(code, "tertulis lebih dari satu kali")


def _indicator(table: Table, area: str) -> LkeIndicator:
    code = str(_of(table, "kode", f"sebuah indikator area {area}"))
    parts = code.split(".")
    if len(parts) != 3 or parts[0] != area or parts[1] not in list(Half):
        raise InvalidLke(code, f"kode indikator area {area} harus seperti {area}.p.i")
    weight = _one_of(Fraction, table, "bobot", code)
    if weight <= 0:
        raise InvalidLke(code, "bobot harus lebih dari 0")
    items = tuple(
        _item(one, code, letter)
        for one, letter in zip(_of(table, "butir", code), chain(LETTERS), strict=False)
    )
    return LkeIndicator(
        code=code,
        area=area,
        half=Half(parts[1]),
        label=str(_of(table, "nama", code)),
        weight=weight,
        evidence=_one_of(Evidence, {"dibuktikan": "tidak", **table}, "dibuktikan", code),
        items=items,
    )


def _item(table: Table, indicator: str, letter: str) -> LkeItem:
    code = f"{indicator}.{letter}"
    if table.get("huruf") != letter:
        raise InvalidLke(code, "huruf butir harus berurutan mulai dari a")
    scale = _one_of(Scale, table, "skala", code)
    formula = _one_of(Formula, table, "rumus", code) if scale is Scale.PERSEN else None
    return LkeItem(
        code=code,
        indicator=indicator,
        letter=letter,
        question=str(_of(table, "pertanyaan", code)),
        scale=scale,
        options=() if formula else _options(table, scale, code),
        counts=_counts(table, formula, code) if formula else (),
        formula=formula,
        guide=str(table.get("petunjuk", "")),
        certainty=_one_of(Certainty, {"sumber": "terverifikasi", **table}, "sumber", code),
    )


def _options(table: Table, scale: Scale, where: str) -> tuple[LkeOption, ...]:
    texts, known = _of(table, "pilihan", where), ANSWERS[scale]
    if len(texts) != len(known):
        raise InvalidLke(where, f"skala {scale} memuat {len(known)} pilihan, tertulis {len(texts)}")
    return tuple(
        LkeOption(code, str(text), value)
        for text, (code, value) in zip(texts, known.items(), strict=True)
    )


def _counts(table: Table, formula: Formula, where: str) -> tuple[LkeCount, ...]:
    made = tuple(
        LkeCount(
            str(_of(one, "nama", where)),
            _one_of(Part, one, "peran", where),
            str(_of(one, "label", where)),
        )
        for one in _of(table, "isian", where)
    )
    parts = {one.part for one in made}
    lacks = [part for part in _NEEDED[formula] if part not in parts]
    if lacks:
        raise InvalidLke(where, f"rumus {formula} memerlukan isian {', '.join(lacks)}")
    _require_once([one.name for one in made])
    return made
