"""What a column of somebody's spreadsheet may be, before a person says so.

A guess is only ever shown for confirmation. Titles come as codes, as U1, as names of unsur, as
whole questions of the annex or of an online form.
"""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from kiosk.domain.survey.columns import PROFILE, Label, meaning, plain
from kiosk.domain.survey.instrument import Instrument

PERSONAL = re.compile(
    r"\b(nama|nik|no\.? ?hp|telepon|telp|handphone|whatsapp|wa|e-?mail|surel|alamat)\b"
)
"""Never taken: who answered is nobody's business."""
_FIELDS = (
    ("tanggal", r"(timestamp|cap waktu|stempel waktu|tanggal|tgl|waktu (pengisian|survei))\b"),
    ("jenis_kelamin", r"(jenis kelamin|gender|jk$|l/p)"),
    ("usia", r"(usia|umur)\b"),
    ("pendidikan", r"pendidikan\b"),
    ("pekerjaan", r"pekerjaan\b"),
    ("disabilitas", r"(penyandang )?(disabilitas|difabel)"),
    ("layanan", r"(jenis |nama )?(pe)?layanan( yang .*)?$"),
    ("saran", r"(kritik|saran|masukan|komentar)\b"),
)
_UNSUR = (
    ("pengaduan", r"pengaduan|aduan\b|keluhan"),
    ("sarana", r"\bsarana|prasarana|fasilitas"),
    ("kompetensi", r"kompeten|kemampuan petugas|keterampilan"),
    ("perilaku", r"perilaku|sopan|ramah|sikap"),
    ("biaya", r"\bbiaya|\btarif"),
    ("produk", r"produk|spesifikasi|hasil (yang|pelayanan)|kesesuaian (hasil|jenis)"),
    ("waktu", r"\bwaktu|kecepatan|cepat\b"),
    ("persyaratan", r"persyaratan|\bsyarat"),
    ("prosedur", r"prosedur|mekanisme|\balur\b"),
)
_NEGATIVE = re.compile(r"(tidak|kurang|buruk|jelek|lambat|sulit|mahal|rumit|susah)\b")
_BEST = re.compile(r"sangat (?!tidak|kurang|buruk|jelek|lambat|sulit|mahal|rumit|susah)\w|gratis$")
_GOOD = re.compile(
    r"(baik|puas|setuju|sesuai|mudah|cepat|murah|kompeten|mampu|sopan|ramah|tepat|jelas|"
    r"bagus|responsif|wajar|lengkap|nyaman)\b"
)
_MIDDLE = re.compile(r"(cukup|netral|biasa|ragu|sedang)\b")
_PREFIX = re.compile(r"^\(?[a-e1-9]\)?[.):\- ]+(?=\w{2})")
_LETTERS = MappingProxyType({"a": 1, "b": 2, "c": 3, "d": 4})


def columns(instrument: Instrument, titles: Sequence[str]) -> dict[int, str]:
    """Place to item code or field. Of two titles that seem the same only the first is placed."""
    found: dict[int, str] = {}
    for exact in (True, False):
        for place, title in enumerate(titles):
            if place in found or not title.strip() or (not exact and PERSONAL.search(plain(title))):
                continue
            what = _exact(instrument, title) if exact else _likely(instrument, plain(title))
            if what and what not in found.values():
                found[place] = what
    return found


def _exact(instrument: Instrument, title: str) -> str | None:
    what = meaning(instrument, title)
    if isinstance(what, str):
        return what
    if isinstance(what, Label):
        return _labelled(instrument, what)
    return PROFILE.get(plain(title)) or _question(instrument, plain(title))


def _labelled(instrument: Instrument, label: Label) -> str | None:
    if label.number > len(instrument.unsur):
        return None
    items = instrument.unsur[label.number - 1].items
    if label.sub:
        return items[label.sub - 1].code if label.sub <= len(items) else None
    return items[0].code if len(items) == 1 else None


def _question(instrument: Instrument, title: str) -> str | None:
    wanted = re.sub(r"[^a-z ]", "", title)
    for code, item in instrument.items.items():
        text = re.sub(r"[^a-z ]", "", plain(item.text.get("id", "")))
        if text and (text in wanted or wanted == text):
            return code
    return None


def _likely(instrument: Instrument, title: str) -> str | None:
    for name, pattern in _FIELDS[:2]:
        if re.match(pattern, title):
            return name
    whole = {one.code: one.items[0].code for one in instrument.unsur if len(one.items) == 1}
    for name, pattern in _FIELDS[2:]:
        if re.match(pattern, title):
            return name
    return next(
        (whole[code] for code, pattern in _UNSUR if code in whole and re.search(pattern, title)),
        None,
    )


def words(instrument: Instrument, found: Mapping[str, Sequence[str]]) -> dict[str, int | None]:
    """``found``: item code to the words in its column. A value for each word, None where it is
    not plain, or not the same in every column."""
    proposed: dict[str, set[int | None]] = {}
    for code, texts in found.items():
        labels = {plain(one["id"]): value for value, one in instrument.items[code].labels.items()}
        for text, value in _values(instrument, labels, texts).items():
            proposed.setdefault(text, set()).add(value)
    return {text: next(iter(v)) if len(v) == 1 else None for text, v in proposed.items()}


def _values(
    instrument: Instrument, labels: Mapping[str, int], texts: Sequence[str]
) -> dict[str, int | None]:
    bare = {text: _PREFIX.sub("", text) for text in texts}
    if set(bare.values()) <= set(labels):
        return {text: labels[one] for text, one in bare.items()}
    if (instrument.scale.low, instrument.scale.high) != (1, 4):
        return {text: labels.get(one) for text, one in bare.items()}
    if set(texts) <= set(_LETTERS):
        return {text: _LETTERS[text] for text in texts}
    kinds = list(bare.values())
    lowest = any(one.startswith("sangat tidak") for one in kinds)
    # "Sangat tidak", "tidak" and something in the middle are five steps: no four fit them.
    five = lowest and any(_is_middle(one) for one in kinds)
    return {text: None if five else _value(one, lowest, labels) for text, one in bare.items()}


def _is_middle(text: str) -> bool:
    return bool(_MIDDLE.match(text)) or text.startswith("kurang")


def _value(text: str, lowest: bool, labels: Mapping[str, int]) -> int | None:
    if lowest:
        if _NEGATIVE.match(text):
            return 2 if text.startswith("tidak") else None
        if text.startswith("sangat tidak"):
            return 1
    elif text in labels:
        return labels[text]
    elif text.startswith(("tidak", "sangat tidak", "sangat mahal", "sangat buruk")):
        return 1
    elif text.startswith("kurang"):
        return 2
    if _BEST.match(text):
        return 4
    return 3 if _GOOD.match(text) else None
