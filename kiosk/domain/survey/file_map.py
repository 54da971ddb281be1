"""What somebody said about an office's spreadsheet: which column is what, and which word is worth
how much. Kept under a name, and given to the command line as JSON."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from kiosk.domain.form import can_be_kept
from kiosk.domain.refusal import Refusal
from kiosk.domain.survey import profile
from kiosk.domain.survey.columns import plain
from kiosk.domain.survey.instrument import Instrument

FIELDS = MappingProxyType(
    {
        "layanan": "Layanan",
        "tanggal": "Tanggal",
        "saran": "Saran",
        **{one.name: one.label["id"] for one in profile.FIELDS},
    }
)
"""What a column may be beside an item, and how it is called."""
SINGLE = frozenset({*FIELDS})
BLANK = 0
"""What a word is worth that says "not answered"."""
AS_IS = "asli"
SCALES: Mapping[str, tuple[str, Mapping[int, int]]] = MappingProxyType(
    {
        AS_IS: ("Nilai sudah seperti instrumen, 4 terbaik; angka lain salah dan ditolak", {}),
        "terbalik": (
            "Terbalik, 1 terbaik: 1 menjadi 4, 2 menjadi 3, 3 menjadi 2, 4 menjadi 1",
            {1: 4, 2: 3, 3: 2, 4: 1},
        ),
        "lima-turun": (
            "Skala 1 sampai 5, nilai tengah turun: 1→1, 2→2, 3→2, 4→3, 5→4",
            {1: 1, 2: 2, 3: 2, 4: 3, 5: 4},
        ),
        "lima-naik": (
            "Skala 1 sampai 5, nilai tengah naik: 1→1, 2→2, 3→3, 4→3, 5→4",
            {1: 1, 2: 2, 3: 3, 4: 3, 5: 4},
        ),
        "sepuluh": (
            "Skala 1 sampai 10: 1–2→1, 3–5→2, 6–8→3, 9–10→4",
            {1: 1, 2: 1, 3: 2, 4: 2, 5: 2, 6: 3, 7: 3, 8: 3, 9: 4, 10: 4},
        ),
    }
)
"""Ways from the file's numbers to 1 to 4. The regulation knows none but the first: which one is
used is said by a person, and is recorded."""
MOST_WORDS, LONGEST_WORD, MOST_COLUMNS = 200, 200, 256
_KEYS = frozenset(
    {"instrument", "sheet", "header", "columns", "words", "zero", "scale", "order", "service",
     "month"}
)  # fmt: skip


class InvalidMap(Refusal):
    """The mapping cannot be used; the sentence says which part."""


class UnknownSheet(Refusal):
    """No such upload waits here for this person."""

    def __init__(self) -> None:
        super().__init__("Berkas itu sudah tidak menunggu. Unggah lagi.")


@dataclass(frozen=True)
class FileMap:
    """``header``: row of the titles, from 1; 0: to be found. ``columns``: place (from 0) to an
    item code or one of `FIELDS`. ``words``: a text in lower case to its value, `BLANK` for none.
    ``zero``: "kosong" where 0 means not answered. ``scale``: one of `SCALES`, "" not said yet.
    ``order``: whether U8 was said to be "pengaduan" or "sarana". ``service``: code for rows that
    name none. ``month``: "2026-10", "" by each row's date."""

    instrument: str
    sheet: str = ""
    header: int = 0
    columns: Mapping[int, str] = field(default_factory=dict)
    words: Mapping[str, int] = field(default_factory=dict)
    zero: str = ""
    scale: str = ""
    order: str = ""
    service: str = ""
    month: str = ""

    @property
    def item_places(self) -> dict[int, str]:
        return {place: what for place, what in self.columns.items() if what not in FIELDS}

    @property
    def field_places(self) -> dict[int, str]:
        return {place: what for place, what in self.columns.items() if what in FIELDS}


def check(made: FileMap, instrument: Instrument) -> FileMap:
    """``made`` itself. Raises `InvalidMap` where two columns are one thing or one is nothing."""
    seen: dict[str, int] = {}
    for place, what in made.columns.items():
        if what not in FIELDS and what not in instrument.items:
            raise InvalidMap(
                '"%(what)s" bukan butir %(code)s.', what=what[:40], code=made.instrument
            )
        if what in seen:
            raise InvalidMap(
                "Dua kolom dipilih untuk %(what)s. Pilih satu saja; yang lain tidak dipakai.",
                what=name_of(what, instrument),
            )
        seen[what] = place
    if not made.item_places:
        raise InvalidMap("Belum ada kolom yang menjadi unsur. Pilih sedikitnya satu.")
    _check_values(made, instrument)
    return made


def _check_values(made: FileMap, instrument: Instrument) -> None:
    values = {BLANK, *instrument.scale.values}
    wrong = next((word for word, value in made.words.items() if value not in values), None)
    if wrong is not None:
        raise InvalidMap('Nilai untuk "%(word)s" di luar skala.', word=wrong[:40])
    if made.scale and made.scale not in SCALES:
        raise InvalidMap("Cara membaca skala tidak dikenal.")
    if made.scale not in ("", AS_IS) and (instrument.scale.low, instrument.scale.high) != (1, 4):
        raise InvalidMap("Skala hanya dapat diubah untuk instrumen 1 sampai 4.")


def name_of(what: str, instrument: Instrument) -> str:
    """An item or a field as people call it."""
    if what in FIELDS:
        return FIELDS[what]
    item = instrument.items[what]
    unsur = next(one for one in instrument.unsur if one.code == item.unsur)
    if len(unsur.items) == 1:
        return unsur.name["id"]
    return f"{unsur.name['id']}: {item.text.get('id') or item.code}"


def digest_of(titles: Sequence[str]) -> str:
    """The same titles in the same order: the same form of the same office."""
    return hashlib.sha256("\x1f".join(map(plain, titles)).encode()).hexdigest()


def written(made: FileMap) -> str:
    """As JSON."""
    document = {
        "instrument": made.instrument,
        "sheet": made.sheet,
        "header": made.header,
        "columns": {str(place): what for place, what in sorted(made.columns.items())},
        "words": dict(made.words),
        "zero": made.zero,
        "scale": made.scale,
        "order": made.order,
        "service": made.service,
        "month": made.month,
    }
    return json.dumps(document, ensure_ascii=False)


def parsed(text: str) -> FileMap:
    """Of `written`, or of a file somebody wrote. Raises `InvalidMap`."""
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as wrong:
        raise InvalidMap("Pemetaan bukan JSON yang utuh.") from wrong
    return of_document(given)


def of_document(given: object) -> FileMap:
    """Of JSON already read. Raises `InvalidMap`."""
    if not isinstance(given, dict) or not set(given) <= _KEYS or "columns" not in given:
        raise InvalidMap(
            "Pemetaan seharusnya objek JSON dengan kunci: %(keys)s.", keys=", ".join(sorted(_KEYS))
        )
    texts = ("instrument", "sheet", "zero", "scale", "order", "service", "month")
    return FileMap(
        header=_whole(given.get("header", 0), "header"),
        columns=_columns(given["columns"]),
        words=_words(given.get("words", {})),
        **{key: _text(given.get(key, _DEFAULTS.get(key, "")), key) for key in texts},
    )


_DEFAULTS = {"instrument": "skm-2017"}


def _text(value: object, key: str) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_WORD or not can_be_kept(value):
        raise InvalidMap('"%(key)s" pada pemetaan seharusnya teks pendek.', key=key)
    return value


def _whole(value: object, key: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 1_000_000:
        raise InvalidMap('"%(key)s" pada pemetaan seharusnya bilangan bulat.', key=key[:40])
    return value


def _columns(given: object) -> dict[int, str]:
    if not isinstance(given, dict) or len(given) > MOST_COLUMNS:
        raise InvalidMap('"columns" pada pemetaan seharusnya objek {"2": "persyaratan", ...}.')
    found = {}
    for place, what in given.items():
        if not (place.isascii() and place.isdigit() and int(place[:6]) < MOST_COLUMNS):
            raise InvalidMap('"columns": "%(place)s" bukan nomor kolom.', place=place[:20])
        found[int(place)] = _text(what, "columns")
    return found


def _words(given: object) -> dict[str, int]:
    if not isinstance(given, dict) or len(given) > MOST_WORDS:
        raise InvalidMap('"words" pada pemetaan seharusnya objek {"sangat sesuai": 4, ...}.')
    return {plain(_text(word, "words")): _whole(value, word) for word, value in given.items()}
