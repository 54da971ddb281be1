"""Words in the reader's language, numbers and dates as an Indonesian office writes them.

Message keys are Indonesian sentences. A catalogue is a folder of ``kiosk/translations`` with a
gettext ``.po`` file; any folder name works, also for languages that CLDR does not know. What a
catalogue lacks falls back to Indonesian, one string at a time.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, get_month_names
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

DEFAULT = "id"
LANGUAGES = {"id": "Bahasa Indonesia", "en": "English"}
_FORMATS = {"id": "id", "en": "en", "jv": "jv", "su": "su"}


@cache
def catalogue(lang: str) -> Mapping[str, str]:
    """Indonesian sentence to its translation; empty for Indonesian itself."""
    if lang == DEFAULT or lang not in LANGUAGES:
        return {}
    path = files("kiosk") / "translations" / lang / "LC_MESSAGES" / "messages.po"
    if not path.is_file():
        return {}
    with path.open("rb") as source:
        found = read_po(source)
    return {str(m.id): str(m.string) for m in found if m.id and m.string and not m.fuzzy}


def choose(wanted: str | None) -> str:
    """A language we have, Indonesian when in doubt. Never passes a query string on."""
    return wanted if wanted in LANGUAGES else DEFAULT


def say(lang: str, template: str, values: Mapping[str, object] | None = None) -> str:
    """``template`` in ``lang``, its ``%(name)s`` places filled."""
    text = catalogue(lang).get(template, template)
    return text % values if values else text


def number(value: Decimal | int | None, lang: str = DEFAULT, places: int | None = None) -> str:
    """ "87,56" in Indonesian; an em dash for what is not known."""
    if value is None:
        return "—"
    decimals = places if places is not None else max(0, -int(Decimal(value).as_tuple().exponent))
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(value, pattern, locale=_FORMATS.get(lang, DEFAULT)))


def moment(instant: datetime, zone: str, lang: str = DEFAULT) -> str:
    """ "Sabtu, 21 November 2026 14.05 WITA"."""
    local = instant.astimezone(ZoneInfo(zone))
    text = format_datetime(local, "EEEE, d MMMM y HH.mm", locale=_FORMATS.get(lang, DEFAULT))
    return f"{text} {local.tzname() if not str(local.tzname()).startswith('+') else ''}".strip()


def day_text(day: date, lang: str = DEFAULT) -> str:
    """ "Sabtu, 21 November 2026"."""
    return str(format_date(day, "EEEE, d MMMM y", locale=_FORMATS.get(lang, DEFAULT)))


def month_names(lang: str = DEFAULT) -> list[str]:
    """January to December, in full."""
    names = get_month_names("wide", locale=_FORMATS.get(lang, DEFAULT))
    return [str(names[number]) for number in range(1, 13)]
