"""HTML for paper, and PDF made from it by WeasyPrint where that is installed."""

import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from kiosk import i18n
from kiosk.domain.place.code import spoken
from kiosk.domain.refusal import Refusal

_STATIC = Path(__file__).resolve().parents[1] / "static"


class NoPdf(Refusal):
    """WeasyPrint, or a library it needs, is not on this machine."""


def _say(template: str, **values: object) -> str:
    return i18n.say(i18n.DEFAULT, template, values or None)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("kiosk", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    made.globals["_"] = _say
    made.filters["spoken"] = spoken
    return made


def render(template: str, **values: Any) -> str:
    """A template of ``kiosk/templates`` in Indonesian, without a request."""
    return _environment().get_template(template).render(**values)


def sheet(name: str) -> str:
    """A style sheet of ours, by its path under ``static``."""
    return (_STATIC / name).read_text(encoding="utf-8")


class WrongLength(RuntimeError):
    """It does not fit on the pages meant for it."""


def pdf(markup: str, sheets: Sequence[str], pages: int | None = None) -> bytes:
    """A tagged PDF (PDF/UA-1), neither signed nor encrypted: the office signs it elsewhere.

    Nothing is fetched from anywhere; pictures come inside the markup. Raises `NoPdf`, and
    `WrongLength` where it is not of so many ``pages``.
    """
    try:
        from weasyprint import CSS, HTML  # two seconds, and Debian's Pango behind it
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError) as missing:
        raise NoPdf(
            "PDF belum dapat dibuat di komputer ini karena WeasyPrint belum terpasang. Cetak "
            "dari halaman cetaknya, atau minta pengelola memasang WeasyPrint."
        ) from missing
    inside_only = URLFetcher(allowed_protocols=("data",))
    out = io.BytesIO()
    laid = HTML(string=markup, url_fetcher=inside_only).render(
        stylesheets=[CSS(string=text, url_fetcher=inside_only) for text in sheets],
        pdf_variant="pdf/ua-1",
    )
    if pages not in (None, len(laid.pages)):
        raise WrongLength(f"{len(laid.pages)} pages, {pages} meant")
    laid.write_pdf(out, pdf_variant="pdf/ua-1")
    return out.getvalue()
