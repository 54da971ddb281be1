"""Which questionnaires a unit asks from which month to which; never two of a kind at once."""

from collections.abc import Mapping, Sequence

from kiosk.domain.month import Month, month_title
from kiosk.domain.place.edit import InvalidEntry
from kiosk.domain.place.point import Use

FIRST_YEAR = 2017
"""PermenPANRB 14/2017: nothing of this kind was asked before."""
SURVEYS = {"skm": "SKM", "spkp": "SPKP", "spak": "SPAK"}


def check_new(
    new: Use, uses: Sequence[Use], survey_of: Mapping[str, str], this_month: Month
) -> None:
    """Raises `InvalidEntry` on ``instrument``, ``first`` or ``last``."""
    if new.instrument not in survey_of:
        raise InvalidEntry({"instrument": "Pilih instrumen dari daftar."})
    if new.first // 100 < FIRST_YEAR:
        raise InvalidEntry({"first": f"Mulai paling awal Januari {FIRST_YEAR}."})
    if new.on_form and new.first < this_month:
        raise InvalidEntry({"first": "Yang tampil di formulir mulai bulan ini atau sesudahnya."})
    if new.last is not None and new.last < new.first:
        raise InvalidEntry({"last": "Bulan terakhir mendahului bulan pertama."})
    _alone(new, uses, survey_of)


def _alone(new: Use, uses: Sequence[Use], survey_of: Mapping[str, str]) -> None:
    """Two of one survey in a month would be two indexes of it, or one field asked twice."""
    survey = survey_of[new.instrument]
    for one in uses:
        if survey_of.get(one.instrument) == survey and overlap(one, new):
            until = f"sampai {month_title(one.last)}" if one.last else "tanpa batas"
            raise InvalidEntry(
                {
                    "first": f"Instrumen {one.instrument} dipakai mulai {month_title(one.first)} "
                    f"{until}. Akhiri dulu: tidak boleh ada dua "
                    f"{SURVEYS.get(survey, survey)} sekaligus."
                }
            )


def overlap(one: Use, other: Use) -> bool:
    return (other.last is None or one.first <= other.last) and (
        one.last is None or other.first <= one.last
    )


def check_end(use: Use, last: Month, before_this: Month) -> None:
    """``before_this``: the month before this one, the earliest that can still be the last.

    Raises `InvalidEntry` on ``last``."""
    if last < use.first:
        raise InvalidEntry(
            {"last": f"Instrumen ini dipakai mulai {month_title(use.first)}; akhiri sesudahnya."}
        )
    if last < before_this:
        raise InvalidEntry(
            {"last": f"Paling awal {month_title(before_this)}: bulan sebelumnya sudah berlalu."}
        )
    if use.last is not None and use.last < last:
        raise InvalidEntry({"last": f"Sudah berakhir {month_title(use.last)}."})
