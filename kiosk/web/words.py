"""The reader's language of this request, and what templates say it with."""

from typing import Any
from urllib.parse import quote

from flask import current_app, g, request
from werkzeug.exceptions import RequestEntityTooLarge

from kiosk import i18n


def language() -> str:
    """The language asked for in the address or the form; never a cookie, never a guess."""
    chosen: str | None = g.get("lang")
    if chosen is None:
        chosen = g.lang = i18n.choose(request.args.get("bahasa") or _in_form("bahasa"))
    return chosen


def _in_form(name: str) -> str | None:
    """A form too large to be read is refused once, and not again by the page that says so."""
    try:
        return request.form.get(name)
    except RequestEntityTooLarge:
        return None


def say(template: str, **values: object) -> str:
    """``_()`` of templates: a sentence in the reader's language."""
    return i18n.say(language(), template, values or None)


def for_templates() -> dict[str, Any]:
    lang, root = language(), request.script_root
    assets = current_app.extensions["assets"]
    return {
        "lang": lang,
        "asset": lambda name: assets.url(name, root),
        "languages": [
            (code, name, quote(f"{root}{request.path}") + _query(code))
            for code, name in i18n.LANGUAGES.items()
        ],
    }


def _query(lang: str) -> str:
    return "" if lang == i18n.DEFAULT else f"?bahasa={lang}"


def with_language(url: str) -> str:
    """A link that keeps the reader's language."""
    return url + _query(language())
