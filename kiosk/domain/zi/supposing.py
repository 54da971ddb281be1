"""A hasil with some of its numbers put otherwise, and the lines it is then held against."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from kiosk.domain.zi import entry, kinerja
from kiosk.domain.zi.answer_steps import Cells
from kiosk.domain.zi.hasil import Hasil, Inputs, Source, SurveyIndex, weigh
from kiosk.domain.zi.ladder import Ladder
from kiosk.domain.zi.thresholds import Known
from kiosk.domain.zi.what_if import Stand, Survey

ENTRIES = {"ipak": entry.IPAK, "ipkp": entry.IPKP, "pengungkit": entry.PENGUNGKIT}


@dataclass(frozen=True)
class Supposed:
    """What somebody typed in place of what there is; None leaves it."""

    ipak: Fraction | None = None
    ipkp: Fraction | None = None
    kinerja: Fraction | None = None
    pengungkit: Fraction | None = None

    @property
    def anything(self) -> bool:
        return self != Supposed()


def read(typed: Mapping[str, str]) -> tuple[Supposed, dict[str, str]]:
    """By field; and what is wrong with a field, which is then left as it is. "kinerja" is a letter
    A to E, the others numbers with a comma or a point; an empty one leaves what there is."""
    found: dict[str, Fraction] = {}
    wrong: dict[str, str] = {}
    for name, of in ENTRIES.items():
        text = typed.get(name, "").strip()
        try:
            if text:
                found[name] = entry.read(of, text)
        except entry.InvalidFigure as why:
            wrong[name] = str(why)
    letter = typed.get("kinerja", "").strip().upper()
    try:
        if letter:
            found["kinerja"] = kinerja.option(letter).points
    except kinerja.UnknownOption as why:
        wrong["kinerja"] = str(why)
    return Supposed(**found), wrong


def supposed_hasil(hasil: Hasil, supposed: Supposed) -> Hasil:
    """``hasil`` with what was typed; a typed index is no estimate."""
    inputs = hasil.inputs
    changed = Inputs(
        ipak=_index(inputs.ipak, supposed.ipak),
        ipkp=_index(inputs.ipkp, supposed.ipkp),
        kinerja=inputs.kinerja if supposed.kinerja is None else supposed.kinerja,
        pengungkit=inputs.pengungkit if supposed.pengungkit is None else supposed.pengungkit,
    )
    return weigh(changed, hasil.conversion)


def _index(known: SurveyIndex | None, typed: Fraction | None) -> SurveyIndex | None:
    return known if typed is None else SurveyIndex(typed, Source.GIVEN)


def supposed_known(known: Known, supposed: Supposed) -> Known:
    """Points typed for the pengungkit say nothing of its areas."""
    return known if supposed.pengungkit is None else replace(known, areas=())


def stand_of(hasil: Hasil, cells: Mapping[str, Cells], ladder: Ladder | None) -> Stand:
    """``cells``: of "ipak" and "ipkp". They count only where the index is made of them, and not of
    an official value, a typed one, or the mean of several units. ``ladder`` None: only the points
    of the pengungkit are known, or nothing."""
    return Stand(
        ipak=_survey(hasil.inputs.ipak, cells.get("ipak")),
        ipkp=_survey(hasil.inputs.ipkp, cells.get("ipkp")),
        kinerja=hasil.kinerja,
        pengungkit=hasil.pengungkit,
        ladder=ladder,
        conversion=hasil.conversion,
    )


def _survey(index: SurveyIndex | None, cells: Cells | None) -> Survey:
    if index is None or index.provisional:
        return Survey(None)
    made_of = cells if index.source is Source.OWN and cells and cells.four == index.value else None
    return Survey(index.value, made_of)
