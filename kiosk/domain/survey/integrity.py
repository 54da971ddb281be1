"""Items that speak of integrity: what they report, and whose values nobody at the unit reads.

SPAK, and the items of the forms of 2025 that are marked anti-corruption (p5, p8, p9, p13, p14).
A low value on four of their subjects says that money, a gift or a broker was in the way; that is
for the integrity team, never for the office it is about.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from kiosk.domain.survey.answer import Answer
from kiosk.domain.survey.instrument import Instrument, Item

SPAK = "spak"
SUBJECTS: Mapping[str, str] = MappingProxyType(
    {
        "pungli": "Pungutan liar",
        "imbalan": "Imbalan atau gratifikasi",
        "percaloan": "Percaloan",
        "kecurangan": "Kecurangan pelayanan",
    }
)
"""What may be reported, the gravest first. Discrimination is not among them: it is a complaint
about conduct, which the office itself has to answer."""
_OF_SKM: Mapping[str, str] = MappingProxyType(
    {
        "p5": "kecurangan",
        "p8": "pungli",
        "p9": "percaloan",
        "p13": "diskriminasi",
        "p14": "imbalan",
    }
)
_OF_OLDER_SPAK: Mapping[str, str] = MappingProxyType(
    {
        "tambahan": "pungli",
        "hadiah": "imbalan",
        "rahasia": "imbalan",
        "curang": "kecurangan",
        "jabatan": "kecurangan",
        "pengaruh": "kecurangan",
        "manipulasi": "kecurangan",
    }
)
"""The ten items of PermenPANRB 52/2014; those about open prices and payments report nothing."""
_SKM_2025 = "skm-2025"


def _about(instrument: Instrument, item: Item) -> str | None:
    if instrument.survey == SPAK:
        return _OF_OLDER_SPAK.get(item.unsur, item.unsur)
    return _OF_SKM.get(item.code) if instrument.code.startswith(_SKM_2025) else None


def subject_of(instrument: Instrument, item: Item) -> str | None:
    """Which of `SUBJECTS` a low value of this item reports."""
    about = _about(instrument, item)
    return about if about in SUBJECTS else None


def is_guarded(instrument: Instrument, item: Item) -> bool:
    """Whether nobody at the unit may read its values one by one."""
    return _about(instrument, item) is not None


def guarded(instrument: Instrument) -> tuple[str, ...]:
    """Codes of these items, in the order of the list."""
    return tuple(code for code, item in instrument.items.items() if is_guarded(instrument, item))


def is_low(instrument: Instrument, score: int) -> bool:
    """1 or 2 of 4; the lower third of 1 to 6."""
    scale = instrument.scale
    return score - scale.low < max(2, len(scale.values) // 3)


def reported(answers: Iterable[Answer]) -> tuple[str, ...]:
    """Subjects these sheets of one respondent report, each once, the gravest first."""
    found = {
        subject
        for one in answers
        for code, subject in _subjects(one.instrument).items()
        if code in one.scores and is_low(one.instrument, one.scores[code])
    }
    return tuple(one for one in SUBJECTS if one in found) if found else ()


@cache
def _subjects(instrument: Instrument) -> Mapping[str, str]:
    """By the codes of its items, those that report one."""
    told = {code: subject_of(instrument, item) for code, item in instrument.items.items()}
    return MappingProxyType({code: subject for code, subject in told.items() if subject})


def shown(instrument: Instrument, scores: Mapping[str, int]) -> dict[str, int]:
    """A sheet's scores without those that are guarded."""
    return {
        code: score
        for code, score in scores.items()
        if not is_guarded(instrument, instrument.items[code])
    }


def loosened(instrument: Instrument, rows: Sequence[bytes]) -> list[bytes]:
    """Rows of scores with each guarded column sorted by itself: sums, counts and means stay, and
    no row says what one person reported. Blanks (0) sort last."""
    hidden = {at for at, code in enumerate(instrument.items) if code in guarded(instrument)}
    if not hidden or not rows:
        return sorted(rows)
    open_first = sorted(rows, key=lambda row: [v for at, v in enumerate(row) if at not in hidden])
    columns = [list(one) for one in zip(*open_first, strict=True)]
    for at in hidden:
        columns[at].sort(reverse=True)
    return [bytes(one) for one in zip(*columns, strict=True)]
