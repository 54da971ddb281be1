"""The reader's language of this request, and what templates say it with."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlencode

from flask import Request, current_app, g, request
from werkzeug.exceptions import RequestEntityTooLarge

from kiosk import i18n
from kiosk.catalogues import Language
from kiosk.domain.place import languages
from kiosk.flows.place.offered_languages import offered_languages

DESK = "admin"
UNCHECKED = "Terjemahan ini belum diperiksa penuturnya."
"""Always in Indonesian: said in the language itself it would be one more unchecked sentence."""

_UNASKED: Any = object()
VIEWS = ("besar", "kontras")
"""How a page can be made easier to see. Both at once are ``besar-kontras`` in an address."""


def offer(codes: Iterable[str]) -> None:
    """From here on this request speaks one of these: a point's own, once the point is known."""
    g.offered = i18n.offered(codes)


def without_asking() -> None:
    """For a page about a fault: whatever was not read yet may be what is broken."""
    if "offered" not in g:
        offer(languages.codes(languages.DEFAULT))


def offered() -> Sequence[Language]:
    """Those of the point, or of the installation where no point is known. The desk speaks
    Indonesian."""
    if "offered" not in g:
        desk = request.path.partition("/")[2].partition("/")[0] == DESK
        offer([languages.SOURCE] if desk else offered_languages())
    found: Sequence[Language] = g.offered
    return found


def wanted() -> str | None:
    """As asked for in the address or the form, unproved; never a cookie, never a guess."""
    known = g._get_current_object()
    asked: str | None = known.get("wanted", _UNASKED)
    if asked is _UNASKED:
        asked = known.wanted = _asked("bahasa")
    return asked


def language() -> str:
    """The wanted one where it is offered, else Indonesian."""
    asked = wanted()
    if asked in (None, languages.SOURCE):
        return languages.SOURCE
    return languages.chosen(asked, [one.code for one in offered()])


def view() -> tuple[str, ...]:
    """The names of `VIEWS` asked for, in the address or the form; never a cookie."""
    known = g._get_current_object()
    chosen: tuple[str, ...] | None = known.get("view")
    if chosen is None:
        asked = _asked("tampilan")
        chosen = known.view = _views(asked) if asked else ()
    return chosen


def _views(asked: str) -> tuple[str, ...]:
    names = asked.split("-")
    return tuple(name for name in VIEWS if name in names)


def _asked(name: str) -> str | None:
    """In the address or the form; most requests say nothing in either."""
    here: Request = request._get_current_object()  # type: ignore[attr-defined]
    if here.query_string and (found := here.args.get(name)):
        return found
    try:
        sent = here.form
    except RequestEntityTooLarge:
        # Refused once, and not again by the page that says so.
        return None
    # Werkzeug's `get` makes an error and catches it.
    return sent[name] if name in sent else None  # noqa: SIM401


def say(template: str, **values: object) -> str:
    """``_()`` of templates: a sentence in the reader's language."""
    return i18n.say(language(), template, values or None)


def for_templates() -> dict[str, Any]:
    lang, root = language(), request.script_root
    paint = current_app.extensions["colours"]
    return {
        "lang": lang,
        "view": view(),
        "views": [_switch(name) for name in VIEWS],
        "kept": carried(),
        "keep": with_language,
        "asset": lambda name, colour=None: paint.url(name, colour, root),
        **_spoken(i18n.language(lang)),
    }


def _spoken(chosen: Language) -> dict[str, Any]:
    return {
        "direction": chosen.direction,
        "lang_note": "" if chosen.is_checked else UNCHECKED,
        "languages": [(one.code, one.name, _here(carried(lang=one.code))) for one in offered()],
    }


def _switch(name: str) -> dict[str, Any]:
    """A link to this page with one view turned on, or off."""
    on = name in view()
    names = [one for one in VIEWS if (one in view()) != (one == name)]
    return {"name": name, "on": on, "url": _here(carried(names=names))}


def _here(values: Mapping[str, str]) -> str:
    return quote(f"{request.script_root}{request.path}") + _query(values)


def carried(lang: str | None = None, names: Sequence[str] | None = None) -> dict[str, str]:
    """What goes along from page to page: the language where it is not the usual one, and how the
    page is to look."""
    lang = language() if lang is None else lang
    seen = view() if names is None else names
    told = {} if lang == i18n.DEFAULT else {"bahasa": lang}
    if seen:
        told["tampilan"] = "-".join(seen)
    return told


def _query(values: Mapping[str, str]) -> str:
    return f"?{urlencode(values)}" if values else ""


def with_language(url: str) -> str:
    """A link that keeps the reader's language, and how the page looks."""
    return url + _query(carried())
