"""Languages as folders: ``<code>/language.toml`` and ``<code>/LC_MESSAGES/messages.po``.

The program brings some; an office may add its own below ``<instance>/translations``. What stands
there was written by people who know the language and need not know the program, so nothing of it
is believed: a folder or a sentence that cannot be used is left out and named.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.messages.pofile import read_po

from kiosk.domain.place.languages import SOURCE, is_code

ABOUT = "language.toml"
TEXT = Path("LC_MESSAGES") / "messages.po"
DIRECTIONS = ("ltr", "rtl")
_KEYS = frozenset({"name", "english", "format", "direction", "checked", "checked_by", "checked_on"})
_PLACE = re.compile(r"%\((\w+)\)s|\{(\w+)\}")
_HTML = re.compile(r"<[a-zA-Z/!]|&#?\w+;")
_UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Control characters, and those that turn the direction of what follows."""


@dataclass(frozen=True)
class Language:
    """``name``: what its speakers call it. ``format``: the CLDR locale of its dates and numbers.
    ``checked_by``: who speaks it and has read every sentence; "" while nobody has."""

    code: str
    name: str
    english: str
    format: str = SOURCE
    direction: str = "ltr"
    checked_by: str = ""
    checked_on: date | None = None
    words: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def is_checked(self) -> bool:
        return bool(self.checked_by)


@dataclass(frozen=True)
class Found:
    """``language`` None: the folder as a whole could not be used. ``faults``: Indonesian, for the
    operator, each beginning with the folder's name."""

    language: Language | None
    faults: tuple[str, ...] = ()


class _Unfit(ValueError):
    """This folder cannot be used; says why in Indonesian."""


def read(folder: Path) -> Iterator[Found]:
    """Every language below ``folder``, in the order of their codes; none where it is not there."""
    if folder.is_dir():
        for one in sorted(folder.iterdir()):
            if one.is_dir() and not one.name.startswith((".", "__")):
                yield _once(one, _stamp(one / ABOUT), _stamp(one / TEXT))


def _stamp(path: Path) -> tuple[int, int]:
    """What changes when the file does."""
    try:
        seen = path.stat()
    except OSError:
        return (0, 0)
    return (seen.st_mtime_ns, seen.st_size)


@cache
def _once(folder: Path, _about: tuple[int, int], _text: tuple[int, int]) -> Found:
    """A program with many applications in it, as its tests, reads each file once."""
    name = folder.name
    try:
        made = _described(name, _toml(folder / ABOUT))
    except _Unfit as why:
        return Found(None, (f"{name}: {why}",))
    faults: list[str] = []
    words = dict(_usable(_messages(folder / TEXT, faults), faults)) if name != SOURCE else {}
    language = Language(**{**made, "words": words})
    return Found(language, tuple(f"{name}: {one}" for one in faults))


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise _Unfit(f"{ABOUT} tidak ada") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        raise _Unfit(f"{ABOUT} tidak terbaca: {wrong}") from wrong


def _described(code: str, raw: Mapping[str, Any]) -> dict[str, Any]:
    """What `Language` is made of; raises `_Unfit`."""
    if not is_code(code):
        raise _Unfit("nama map bukan kode bahasa (huruf kecil, paling panjang 8, misalnya min)")
    if strange := sorted(raw.keys() - _KEYS):
        raise _Unfit(f"{ABOUT} berisi {', '.join(strange)}, yang tidak dikenal")
    direction = raw.get("direction", "ltr")
    if direction not in DIRECTIONS:
        raise _Unfit("direction seharusnya ltr atau rtl")
    return {
        "code": code,
        "name": _name(raw, "name"),
        "english": _name(raw, "english"),
        "format": _locale(raw.get("format", SOURCE)),
        "direction": direction,
        **_checked(raw),
    }


def _name(raw: Mapping[str, Any], key: str) -> str:
    given = raw.get(key)
    if not isinstance(given, str) or not 0 < len(given.strip()) <= 40 or _is_strange(given):
        raise _Unfit(f"{key} seharusnya nama bahasa, paling panjang 40 huruf")
    return given.strip()


def _locale(given: object) -> str:
    try:
        Locale.parse(str(given))
    except (ValueError, UnknownLocaleError):
        raise _Unfit(f"format {given!s:.20} tidak dikenal CLDR; pakai id") from None
    return str(given)


def _checked(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Either ``checked = false``, or by whom and when; never half of it."""
    by, on = raw.get("checked_by"), raw.get("checked_on")
    if raw.get("checked") is False and by is None and on is None:
        return {}
    if raw.get("checked", True) is not True or not isinstance(by, str) or not by.strip():
        raise _Unfit("tulis checked = false, atau checked_by dan checked_on")
    if type(on) is not date:
        raise _Unfit("checked_on seharusnya tanggal, misalnya 2026-11-22")
    return {"checked_by": by.strip()[:120], "checked_on": on}


def _messages(path: Path, faults: list[str]) -> Iterator[tuple[str, str]]:
    """Sentence and translation of those that are translated and not marked fuzzy."""
    if not path.is_file():
        faults.append(f"{TEXT} tidak ada, semua kalimat berbahasa Indonesia")
        return
    try:
        with path.open("rb") as source:
            found = read_po(source, abort_invalid=True)
    except Exception as wrong:  # Babel names no one class for what can be wrong in a file
        faults.append(f"{TEXT} tidak terbaca, semua kalimat berbahasa Indonesia: {wrong}")
        return
    for one in found:
        plain = isinstance(one.id, str) and isinstance(one.string, str)
        if plain and one.id and one.string and not one.fuzzy:
            yield str(one.id), str(one.string)


def _usable(messages: Iterator[tuple[str, str]], faults: list[str]) -> Iterator[tuple[str, str]]:
    for sentence, said in messages:
        why = fault_of(sentence, said)
        if why:
            faults.append(f'"{sentence[:60]}": {why}; dipakai bahasa Indonesia')
        else:
            yield sentence, said


def fault_of(sentence: str, said: str) -> str:
    """Why a translation cannot stand for its sentence, in Indonesian; "" where it can."""
    if places_in(sentence) != places_in(said):
        return f"tempat isiannya tidak sama, seharusnya {', '.join(places_in(sentence)) or '-'}"
    if not _has_loose_percent(sentence) and _has_loose_percent(said):
        return "tanda % berdiri sendiri"
    if _is_strange(said) and not _is_strange(sentence):
        return "berisi HTML atau karakter kendali"
    return ""


def places_in(text: str) -> list[str]:
    """``%(name)s`` and ``{name}``, each once, in the order of the alphabet."""
    return sorted({found.group() for found in _PLACE.finditer(text)})


def _has_loose_percent(text: str) -> bool:
    """One that is neither a place nor doubled ends in an error when the places are filled."""
    return "%" in _PLACE.sub("", text).replace("%%", "")


def _is_strange(text: str) -> bool:
    return bool(_HTML.search(text) or _UNSEEN.search(text))
