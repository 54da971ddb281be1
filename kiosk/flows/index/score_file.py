"""Score a file of answers, of means or of frequencies, without touching the database."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from kiosk.domain.index import ikm, tally
from kiosk.domain.index.ikm import Ikm
from kiosk.domain.index.method import Method
from kiosk.domain.index.tally import Tally
from kiosk.domain.refusal import Refusal
from kiosk.domain.survey.columns import Columns, recognise
from kiosk.domain.survey.instrument import Instrument, Scale, Unsur
from kiosk.domain.survey.sheet import Excluded
from kiosk.flows import steps

_NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,30})?")
_MOST_ANSWERS = 1_000_000_000
_LONGEST = -30  # exponent: decimals of a mean


class _WrongFigure(Refusal):
    """A mean, a count or a key of a JSON file is not usable."""


@dataclass(frozen=True)
class Scored:
    """``structure`` is the instrument or its shape in this file; ``remarks`` are sentences
    (Indonesian) about what was found and did not stop the scoring."""

    ikm: Ikm
    structure: Instrument
    method: Method
    excluded: tuple[Excluded, ...]
    ignored: tuple[str, ...]
    remarks: tuple[str, ...]


def score_file(path: Path, instrument: str, method: Method, visits: int | None = None) -> Scored:
    """The index of a CSV, XLSX or JSON file by one instrument and method.

    ``visits``: the finite population of the interval, where known. Raises `InvalidInstrument`,
    `UnusableFile` with one sentence that names what was expected where.
    """
    asked = steps.load_instrument(instrument)
    opened = steps.open_table(path)
    document = opened.document
    try:
        if isinstance(document, dict) and _kind(document) != "rows":
            return _score_document(document, asked, method)
    except Refusal as why:
        raise steps.UnusableFile(path, why) from why
    return _score_rows(steps.answers_of(path, opened, asked), method, visits, path)


def _score_rows(answers: steps.Answers, method: Method, visits: int | None, path: Path) -> Scored:
    reading = answers.reading
    counted = tally.of_scores(reading.structure, (one.scores for one in reading.respondents))
    found = ikm.compute(reading.structure, counted, method, visits)
    remarks = []
    if answers.others:
        remarks.append(
            f"Dibaca lembar {answers.sheet}; lembar lain yang juga berisi jawaban tidak dihitung: "
            f"{', '.join(answers.others)}."
        )
    try:
        return _scored(found, reading.columns, method, reading.excluded, remarks)
    except Refusal as why:
        raise steps.UnusableFile(path, why) from why


def _scored(
    found: Ikm | None,
    columns: Columns,
    method: Method,
    excluded: tuple[Excluded, ...],
    remarks: list[str],
) -> Scored:
    if found is None:
        raise _WrongFigure("tidak ada jawaban yang dapat dihitung.")
    if found.exact > 100:
        raise _WrongFigure(
            "bobot %(weight)s untuk %(count)s unsur memberi IKM di atas 100; periksa bobotnya.",
            weight=found.weight,
            count=len(found.unsur),
        )
    said = (*remarks, *_absent(columns.structure.unsur, found), *_uneven(found))
    return Scored(found, columns.structure, method, excluded, columns.ignored, said)


def _absent(unsur: tuple[Unsur, ...], found: Ikm) -> list[str]:
    held = {one.code for one in found.unsur}
    names = [one.name["id"] for one in unsur if one.code not in held]
    if not names:
        return []
    return [f"Tanpa jawaban, tidak ikut dihitung: {', '.join(names)}."]


def _uneven(found: Ikm) -> list[str]:
    """0.11 for nine unsur is the regulation's own shortening; 0.111 for eight is a mistake."""
    if abs(found.factor - 1) <= Fraction(2, 100):
        return []
    total = f"{float(found.factor):.3f}".replace(".", ",")
    return [f"Bobot {found.weight} kali {len(found.unsur)} unsur berjumlah {total}, bukan 1."]


def _kind(document: Mapping[str, object]) -> str:
    given = [kind for kind in ("means", "frequencies", "rows") if kind in document]
    if len(given) != 1:
        raise _WrongFigure('seharusnya berisi tepat satu dari "means", "frequencies" atau "rows".')
    return given[0]


def _score_document(
    document: Mapping[str, object], instrument: Instrument, method: Method
) -> Scored:
    kind = _kind(document)
    values = document[kind]
    if not isinstance(values, dict) or not values:
        raise _WrongFigure('"%(kind)s" seharusnya objek berisi satu unsur atau lebih.', kind=kind)
    columns = _columns(instrument, list(values), kind)
    by_code = {columns.items[place]: (key, values[key]) for place, key in enumerate(values)}
    respondents = _respondents(document.get("respondents"))
    if kind == "means":
        found = _from_means(columns.structure, by_code, method, respondents)
    else:
        found = _from_frequencies(columns.structure, by_code, method, respondents)
    return _scored(found, columns, method, (), [])


def _columns(instrument: Instrument, keys: list[str], kind: str) -> Columns:
    columns = recognise(instrument, keys)
    strange = [key for place, key in enumerate(keys) if place not in columns.items]
    if strange:
        raise _WrongFigure(
            '"%(kind)s": kunci "%(key)s" tidak dikenal, seharusnya U1, U2, ... atau kode butir '
            "%(code)s.",
            kind=kind,
            key=strange[0][:40],
            code=instrument.code,
        )
    return columns


def _respondents(given: object) -> int | None:
    if given is None:
        return None
    count = _count(given)
    if not count:
        raise _WrongFigure('"respondents" seharusnya bilangan bulat lebih dari 0.')
    return count


def _from_means(
    structure: Instrument,
    given: Mapping[str, tuple[str, object]],
    method: Method,
    respondents: int | None,
) -> Ikm | None:
    means = {code: _mean(key, value, structure.scale) for code, (key, value) in given.items()}
    return ikm.from_means(structure, means, method, respondents)


def _mean(key: str, value: object, scale: Scale) -> Fraction:
    number = Decimal(value) if isinstance(value, str) and _NUMBER.fullmatch(value) else value
    if isinstance(number, Decimal) and scale.low <= number <= scale.high:
        exponent = number.as_tuple().exponent
        if isinstance(exponent, int) and exponent >= _LONGEST:
            return Fraction(number)
    raise _WrongFigure(
        'nilai rata-rata %(key)s tertulis "%(value)s", seharusnya angka %(low)s sampai %(high)s '
        'dengan titik desimal, misalnya "3.58".',
        key=key,
        value=str(value)[:40],
        low=scale.low,
        high=scale.high,
    )


def _from_frequencies(
    structure: Instrument,
    given: Mapping[str, tuple[str, object]],
    method: Method,
    respondents: int | None,
) -> Ikm | None:
    counts = {code: _counts(key, value, structure.scale) for code, (key, value) in given.items()}
    most = max(sum(row) for row in counts.values())
    if respondents is not None and respondents < most:
        raise _WrongFigure(
            '"respondents" %(given)s lebih kecil daripada jumlah jawaban satu butir, %(most)s.',
            given=respondents,
            most=most,
        )
    return ikm.compute(structure, Tally(respondents or most, counts, 0, 0), method)


def _counts(key: str, value: object, scale: Scale) -> tuple[int, ...]:
    if not isinstance(value, dict):
        raise _WrongFigure(
            'frekuensi %(key)s seharusnya objek, misalnya {"3": 26, "4": 35}.', key=key
        )
    allowed = [str(score) for score in scale.values]
    for score in value:
        if score not in allowed:
            raise _WrongFigure(
                'frekuensi %(key)s: nilai "%(score)s" di luar skala %(low)s sampai %(high)s.',
                key=key,
                score=score[:20],
                low=scale.low,
                high=scale.high,
            )
    return tuple(_frequency(key, score, value.get(score, Decimal(0))) for score in allowed)


def _frequency(key: str, score: str, value: object) -> int:
    count = _count(value)
    if count is None:
        raise _WrongFigure(
            'frekuensi %(key)s nilai %(score)s tertulis "%(value)s", seharusnya bilangan bulat '
            "0 atau lebih.",
            key=key,
            score=score,
            value=str(value)[:40],
        )
    return count


def _count(value: object) -> int | None:
    """A whole number from 0, or None."""
    if not isinstance(value, Decimal) or not 0 <= value <= _MOST_ANSWERS:
        return None
    return int(value) if value == value.to_integral_value() else None
