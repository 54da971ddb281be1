"""The answers of a period as an SPSS file: labels, levels and missing values are in it.

Rows are sorted by what they say, so that their order tells nothing of who came when, and the
profile is disguised (`kiosk.domain.index.microdata`).
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kiosk.domain.index.microdata import Facts, Told, disguised
from kiosk.domain.index.respondents import Row, Sheet, Traits
from kiosk.domain.survey.instrument import Instrument, Item, say
from kiosk.domain.survey.integrity import guarded, is_guarded
from kiosk.domain.survey.profile import AGE, DISABILITY, EDUCATION, FIELDS, unpack
from kiosk.domain.survey.source import Source
from kiosk.paper.system_file import HIGHEST, Measure, Variable, coded, system_file

BLANK, WITHHELD = 9, 8
"""A question left out, and one about integrity: nobody's answer is shown beside their profile. No
scale has either."""
UNSAID, DISGUISED, OTHER_SERVICE = -1, -2, HIGHEST
_ORDERED = (AGE.name, EDUCATION.name)
_ABOUT = (*(one for one in FIELDS if one is not DISABILITY), DISABILITY)
"""The rarest fact last: it is cut off first."""


@dataclass(frozen=True)
class Fact:
    """A variable about the respondent, and the number of each of its codes."""

    variable: Variable
    numbers: Mapping[str, int]


def make(material: Sheet, told: Callable[[int, int], None]) -> bytes:
    """Only the names of variables where too few answered to be shown."""
    sheet, instrument = material, material.material.instrument
    traits = sheet.respondents.traits if sheet.rows else ()
    facts = _facts(sheet, traits)
    items = [_item(instrument, item) for item in instrument.items.values()]
    told(1, 3)
    rows = _rows(sheet, traits, facts)
    told(2, 3)
    figures = sheet.figures
    return system_file(
        [*items, *(one.variable for one in facts)],
        rows,
        len(rows),
        label=f"{figures.method.instrument} {figures.unit} {figures.period}",
        made=sheet.material.made,
        notes=_notes(sheet),
    )


def _item(instrument: Instrument, item: Item) -> Variable:
    number = [one.code for one in instrument.unsur].index(item.unsur) + 1
    alone = len(instrument.unsur[number - 1].items) == 1
    labels = {value: say(words, "id") for value, words in item.labels.items()}
    if is_guarded(instrument, item):
        labels = {**labels, WITHHELD: "Tidak ditampilkan per orang"}
    return Variable(
        name=f"U{number}" if alone else f"U{number}_{item.code}",
        label=f"{say(instrument.unsur[number - 1].name, 'id')}: {say(item.text, 'id')}",
        measure=Measure.ORDINAL,
        labels={**labels, BLANK: "Tidak dijawab"},
        missing=(WITHHELD, BLANK) if WITHHELD in labels else (BLANK,),
    )


def _facts(sheet: Sheet, traits: Sequence[Traits]) -> list[Fact]:
    """In the order in which `_of` gives them."""
    profile = [
        _fact(
            one.name,
            say(one.label, "id"),
            {option.code: say(option.label, "id") for option in one.options},
            Measure.ORDINAL if one.name in _ORDERED else Measure.NOMINAL,
        )
        for one in _ABOUT[:-1]
    ]
    sources = {str(one.value): one.label for one in Source}
    last = _ABOUT[-1]
    options = {option.code: say(option.label, "id") for option in last.options}
    return [
        *profile,
        _fact("layanan", "Layanan", _services(sheet, traits)),
        _fact("sumber", "Cara mengisi", sources),
        _fact(last.name, say(last.label, "id"), options),
    ]


def _fact(
    name: str, label: str, words: Mapping[str, str], measure: Measure = Measure.NOMINAL
) -> Fact:
    numbers = {code: min(at, OTHER_SERVICE) for at, code in enumerate(words, 1)}
    labels = {numbers[code]: text for code, text in words.items()}
    if len(words) >= OTHER_SERVICE:
        labels[OTHER_SERVICE] = "Lainnya"
    labels |= {UNSAID: "Tidak diisi", DISGUISED: "Disamarkan"}
    return Fact(Variable(name, label, measure, labels, (UNSAID, DISGUISED)), numbers)


def _services(sheet: Sheet, traits: Sequence[Traits]) -> dict[str, str]:
    """Code to name, the most used first: beyond the last number they are "Lainnya"."""
    names = {one.code: one.name for one in sheet.figures.by_service}
    used = Counter(one.service for one in traits if one.service)
    return {code: names.get(code, code) for code, _ in sorted(used.items(), key=_most)}


def _most(counted: tuple[str, int]) -> tuple[int, str]:
    return -counted[1], counted[0]


def _rows(sheet: Sheet, traits: Sequence[Traits], facts: Sequence[Fact]) -> list[bytes]:
    instrument = sheet.material.instrument
    of = {one: _of(one) for one in set(traits)}
    told = disguised((of[one] for one in traits), sheet.figures.method.smallest)
    said = {one: _coded(told[facts_of], facts) for one, facts_of in of.items()}
    shown = [not is_guarded(instrument, one) for one in instrument.items.values()]
    scores = {row: _scored(row, shown) for row in set(sheet.rows)}
    pairs = zip(sheet.rows, traits, strict=True)
    return sorted(scores[row] + said[one] for row, one in pairs)


def _of(one: Traits) -> Facts:
    profile = unpack(one.profile or None)
    told = [profile[about.name].code if about.name in profile else "" for about in _ABOUT]
    return (*told[:-1], one.service, str(one.source), told[-1])


def _coded(told: Told, facts: Sequence[Fact]) -> bytes:
    return bytes(
        coded(DISGUISED if value is None else fact.numbers.get(value, UNSAID))
        for value, fact in zip(told, facts, strict=True)
    )


def _scored(row: Row, shown: Sequence[bool]) -> bytes:
    """``shown``: False for an item about integrity, by its place."""
    pairs = zip(row, shown, strict=True)
    return bytes(coded((score or BLANK) if open_ else WITHHELD) for score, open_ in pairs)


def _notes(sheet: Sheet) -> list[str]:
    figures = sheet.figures
    return [
        f"{figures.unit_name}, {figures.instansi}. Periode {sheet.material.period.title}.",
        f"Kuesioner: {figures.method.instrument_title}.",
        f"Responden {figures.respondents}; IKM {figures.ikm or 'tidak ditampilkan'}.",
        "Baris diurutkan menurut isinya, bukan menurut waktu.",
        f"Ciri responden disamarkan (kode {DISGUISED}) sampai sedikitnya",
        f"{figures.method.smallest} baris sama cirinya. Tidak dijawab: {BLANK}.",
        *_withheld(sheet.material.instrument),
        sheet.material.seal.line,
    ]


def _withheld(instrument: Instrument) -> list[str]:
    if not guarded(instrument):
        return []
    return [f"Butir antikorupsi tidak ditampilkan per orang (kode {WITHHELD})."]
