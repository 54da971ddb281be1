"""Words in the reader's language, numbers and dates as an Indonesian office writes them.

Message keys are Indonesian sentences. What a catalogue (`kiosk.catalogues`) lacks falls back to
Indonesian, one string at a time. Babel is only ever handed a format locale that was checked when
its folder was read: it stops at languages that CLDR does not know.
"""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, get_month_names
from babel.numbers import format_decimal

from kiosk import catalogues
from kiosk.catalogues import Language
from kiosk.domain.place import languages

DEFAULT = languages.SOURCE
OURS = Path(__file__).parent / "translations"
log = logging.getLogger("kiosk")


@dataclass(frozen=True)
class Shelf:
    """The languages of this process, and what could not be used of their folders."""

    languages: Mapping[str, Language]
    faults: tuple[str, ...] = ()


_shelf: Shelf | None = None


def load(own: Path | None = None) -> Shelf:
    """The program's languages and those of the office below ``own``, whose folder takes the place
    of ours of the same name. Says in the log what cannot be used; never raises."""
    global _shelf
    found = [*catalogues.read(OURS), *(_theirs(own) if own else ())]
    faults = tuple(fault for one in found for fault in one.faults)
    _shelf = Shelf({one.language.code: one.language for one in found if one.language}, faults)
    for fault in faults:
        # Not a warning: that would stand on the standard error of every command, and doctor tells.
        log.info("translation not used: %s", fault)
    return _shelf


def _theirs(own: Path) -> Iterable[catalogues.Found]:
    """Indonesian is what everything falls back to, so it is not theirs to replace."""
    for one in catalogues.read(own):
        if one.language and one.language.code == DEFAULT:
            yield catalogues.Found(None, ("id: bahasa Indonesia adalah naskah asal program",))
        else:
            yield one


def shelf() -> Shelf:
    return _shelf or load()


def language(code: str) -> Language:
    """One there is, or Indonesian."""
    known = shelf().languages
    return known.get(code) or known[DEFAULT]


def offered(codes: Iterable[str]) -> tuple[Language, ...]:
    """Those that there are, of the codes an office has chosen."""
    known = shelf().languages
    return tuple(known[code] for code in codes if code in known)


def catalogue(lang: str) -> Mapping[str, str]:
    """Indonesian sentence to its translation; empty for Indonesian itself."""
    return language(lang).words


def say(lang: str, template: str, values: Mapping[str, object] | None = None) -> str:
    """``template`` in ``lang``, its ``%(name)s`` places filled."""
    text = catalogue(lang).get(template, template)
    return text % values if values else text


def pick(lang: str, words: Mapping[str, str]) -> str:
    """The words of an instrument or a profile: in its own file's ``lang``, else as the catalogue
    has its Indonesian ones, else those."""
    return words.get(lang) or catalogue(lang).get(words[DEFAULT], words[DEFAULT])


def is_fallen_back(lang: str, words: Mapping[str, str]) -> bool:
    """Whether `pick` gives Indonesian to a reader of another language."""
    return lang != DEFAULT and lang not in words and words[DEFAULT] not in catalogue(lang)


def _format(lang: str) -> str:
    """Never what came in an address: only what `kiosk.catalogues` has tried on Babel."""
    return language(lang).format


def number(value: Decimal | int | None, lang: str = DEFAULT, places: int | None = None) -> str:
    """ "87,56" in Indonesian; an em dash for what is not known."""
    if value is None:
        return "—"
    decimals = places if places is not None else max(0, -int(Decimal(value).as_tuple().exponent))
    return _number(str(value), decimals, _format(lang))


@lru_cache(maxsize=10_000)
def _number(value: str, decimals: int, locale: str) -> str:
    """By its text: equal values may have other decimals. A page has hundreds, most of them often,
    and Babel takes longer for each than for anything else a cell needs."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(Decimal(value), pattern, locale=locale))


def moment(instant: datetime, zone: str, lang: str = DEFAULT) -> str:
    """ "Sabtu, 21 November 2026 14.05 WITA"."""
    local = instant.astimezone(ZoneInfo(zone))
    text = format_datetime(local, "EEEE, d MMMM y HH.mm", locale=_format(lang))
    return f"{text} {local.tzname() if not str(local.tzname()).startswith('+') else ''}".strip()


def day_text(day: date, lang: str = DEFAULT) -> str:
    """ "Sabtu, 21 November 2026"."""
    return str(format_date(day, "EEEE, d MMMM y", locale=_format(lang)))


def month_names(lang: str = DEFAULT) -> list[str]:
    """January to December, in full."""
    names = get_month_names("wide", locale=_format(lang))
    return [str(names[number]) for number in range(1, 13)]
