"""Which column of somebody's table means which item of an instrument.

Titles are item codes, names of unsur, or U1..Un with sub-items U3.1. U1..U9 follow the *list* of
PermenPANRB 14/2017 (U8 pengaduan, U9 sarana), whatever the order of the printed questionnaire.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from kiosk.domain.refusal import Refusal
from kiosk.domain.survey.instrument import Instrument, Item, Unsur

_LABEL = re.compile(
    r"(?:u|unsur)[ .\-]?([1-9][0-9]?)(?:[.,]([1-9][0-9]?))?(?:[ .:=(–-]+([^0-9].*?)\)?)?"
)

# How offices title the columns a respondent's facts stand in.
PROFILE: Mapping[str, str] = {
    "jenis kelamin": "jenis_kelamin",
    "jk": "jenis_kelamin",
    "l/p": "jenis_kelamin",
    "gender": "jenis_kelamin",
    "usia": "usia",
    "umur": "usia",
    "pendidikan": "pendidikan",
    "pendidikan terakhir": "pendidikan",
    "pekerjaan": "pekerjaan",
    "disabilitas": "disabilitas",
    "penyandang disabilitas": "disabilitas",
    "saran": "saran",
    "saran/masukan": "saran",
    "saran dan masukan": "saran",
    "kritik dan saran": "saran",
    "layanan": "layanan",
    "jenis layanan": "layanan",
    "tanggal": "tanggal",
    "tanggal survei": "tanggal",
    "tgl": "tanggal",
}


class UnknownColumns(Refusal):
    """The titles do not say, or say twice, which item a column holds."""


@dataclass(frozen=True)
class Columns:
    """``structure``: the instrument itself, or its shape as these titles give it (other unsur,
    sub-items). ``items`` and ``profile``: place of the column (from 0) to item code and field.
    ``ignored``: titles nobody needs. ``missing``: unsur of the structure without a column."""

    structure: Instrument
    items: Mapping[int, str]
    profile: Mapping[int, str]
    ignored: tuple[str, ...]
    missing: tuple[Unsur, ...]


@dataclass(frozen=True, order=True)
class Label:
    """Unsur ``number`` of the list (from 1), its sub-item (0 for the unsur as a whole).
    ``named``: it stood there by its name, so it is this instrument's and no other's."""

    number: int
    sub: int
    named: bool = field(default=False, compare=False)

    def __str__(self) -> str:
        return f"U{self.number}.{self.sub}" if self.sub else f"U{self.number}"


def plain(title: str) -> str:
    return " ".join(title.replace("_", " ").split()).casefold()


def known(instrument: Instrument, titles: Iterable[str]) -> int:
    """How many of the titles name an item: the row with most of them is the header."""
    return sum(meaning(instrument, title) is not None for title in titles)


def recognise(instrument: Instrument, titles: Sequence[str]) -> Columns:
    """Place every title; raises `UnknownColumns` where two mean one item or the ways mix."""
    found = {place: meaning(instrument, title) for place, title in enumerate(titles)}
    if any(_prefixed(instrument, title) for title in titles):
        found = {
            place: what if _prefixed(instrument, titles[place]) else None
            for place, what in found.items()
        }
    meant = {place: what for place, what in found.items() if what is not None}
    structure, items = _structure(instrument, meant, titles)
    profile = {
        place: PROFILE[plain(title)]
        for place, title in enumerate(titles)
        if place not in items and plain(title) in PROFILE
    }
    return Columns(
        structure,
        items,
        profile,
        tuple(t for place, t in enumerate(titles) if t and place not in {*items, *profile}),
        _missing(structure, items.values()),
    )


def meaning(instrument: Instrument, title: str) -> str | Label | None:
    """An item code, a label, or None for a title that names no item."""
    wanted = plain(title)
    for code, item in instrument.items.items():
        if wanted in (plain(code), plain(instrument.field_of(item))):
            return code
    named = _by_name(instrument, wanted)
    if named:
        return _whole(instrument, named)
    found = _LABEL.fullmatch(wanted)
    if not found:
        return None
    label = Label(int(found[1]), int(found[2] or 0))
    beside = _by_name(instrument, found[3]) if found[3] and not label.sub else None
    return beside or label


def _by_name(instrument: Instrument, text: str) -> Label | None:
    """The unsur of that name, alone or beside a label: an office that numbers by the
    questionnaire says so by writing "U8 Sarana"."""
    for number, unsur in enumerate(instrument.unsur, 1):
        if text in (plain(unsur.code), plain(unsur.name["id"])):
            return Label(number, 0, named=True)
    return None


def _whole(instrument: Instrument, label: Label) -> str | Label:
    """The item itself where an unsur has just one."""
    items = instrument.unsur[label.number - 1].items
    return items[0].code if len(items) == 1 and not label.sub else label


def _prefixed(instrument: Instrument, title: str) -> bool:
    """In a combined file `waktu` is the SKM's and `spkp.waktu` the SPKP's."""
    return instrument.survey != "skm" and plain(title).startswith(f"{instrument.survey}.")


def _structure(
    instrument: Instrument, meant: Mapping[int, str | Label], titles: Sequence[str]
) -> tuple[Instrument, dict[int, str]]:
    labels = {place: what for place, what in meant.items() if isinstance(what, Label)}
    codes = {place: what for place, what in meant.items() if isinstance(what, str)}
    made = instrument
    if labels:
        fits = _fits(instrument, labels.values())
        if codes and not fits:
            raise UnknownColumns(
                "Judul kolom mencampur kode butir (%(code)s) dengan %(label)s. Pakai salah satu.",
                code=titles[min(codes)],
                label=titles[min(labels)],
            )
        made = _labelled(instrument, sorted(labels.values()), fits)
        codes |= {place: _code(instrument, label, fits) for place, label in labels.items()}
    _require_one_depth(labels.values())
    _require_single(codes, titles)
    _require_held(codes, made, titles)
    return made, codes


def _fits(instrument: Instrument, labels: Iterable[Label]) -> bool:
    """U1..Un are this instrument's unsur where they end where its list ends."""
    given = list(labels)
    last = max(label.number for label in given)
    return last == len(instrument.unsur) or any(label.named for label in given)


def _code(instrument: Instrument, label: Label, fits: bool) -> str:
    found = _whole(instrument, label) if fits else label
    return str(found)


def _labelled(instrument: Instrument, labels: Sequence[Label], fits: bool) -> Instrument:
    """The instrument with the items these labels name; the unsur U1..Un where they do not fit."""
    named = {n: list(group) for n, group in groupby(labels, key=lambda label: label.number)}
    if not fits:
        generic = tuple(_generic(instrument, number, named[number]) for number in named)
        return replace(instrument, unsur=generic, asked=_codes(generic))
    unsur = tuple(
        _reshaped(instrument, one, named.get(number, []))
        for number, one in enumerate(instrument.unsur, 1)
    )
    if unsur == instrument.unsur:
        return instrument
    return replace(instrument, unsur=unsur, asked=_codes(unsur))


def _reshaped(instrument: Instrument, unsur: Unsur, labels: Sequence[Label]) -> Unsur:
    if not labels or isinstance(_whole(instrument, labels[0]), str):
        return unsur
    return replace(unsur, items=tuple(_item(label, unsur.code) for label in labels))


def _generic(instrument: Instrument, number: int, labels: Sequence[Label]) -> Unsur:
    code = f"U{number}"
    name = {"id": f"Unsur {number}", "en": f"Unsur {number}"}
    return Unsur(code, name, tuple(_item(label, code) for label in labels))


def _item(label: Label, unsur: str) -> Item:
    return Item(str(label), "", unsur, {"id": str(label)}, {})


def _codes(unsur: Iterable[Unsur]) -> tuple[str, ...]:
    return tuple(item.code for one in unsur for item in one.items)


def _require_single(items: Mapping[int, str], titles: Sequence[str]) -> None:
    seen: dict[str, int] = {}
    for place, code in items.items():
        if code in seen:
            raise UnknownColumns(
                'Kolom "%(one)s" dan "%(other)s" berarti butir yang sama. Hapus salah satu.',
                one=titles[seen[code]],
                other=titles[place],
            )
        seen[code] = place


def _require_one_depth(labels: Iterable[Label]) -> None:
    given = set(labels)
    for label in given:
        if label.sub and Label(label.number, 0) in given:
            raise UnknownColumns(
                "Kolom U%(number)s dan %(label)s tidak dapat dipakai bersama: "
                "pilih nilai unsur atau subunsurnya.",
                number=label.number,
                label=label,
            )


def _require_held(items: Mapping[int, str], made: Instrument, titles: Sequence[str]) -> None:
    for place, code in items.items():
        if code not in made.items:
            raise UnknownColumns(
                'Kolom "%(title)s" tidak dapat dipakai bersama kolom unsur atau subunsur lain '
                "dalam berkas ini: pilih nilai unsur atau butirnya.",
                title=titles[place],
            )


def _missing(structure: Instrument, present: Iterable[str]) -> tuple[Unsur, ...]:
    held = set(present)
    return tuple(one for one in structure.unsur if not any(item.code in held for item in one.items))
