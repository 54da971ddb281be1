"""Laporan SKM as a tagged PDF: unsigned and not encrypted, for the office's own e-signing."""

from base64 import b64encode
from collections.abc import Callable
from typing import Any

from kiosk.domain.index.material import Material
from kiosk.domain.index.report_outline import report
from kiosk.domain.index.report_parts import Chapter, Figure, Part
from kiosk.paper import page, seals
from kiosk.paper.report_view import cover, drawing, signature, summary

SHEETS = ("css/report.css",)
STEPS = 3
_DRAFT = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="600" viewBox="0 0 600 600">'
    '<text x="300" y="340" font-family="Liberation Sans" font-size="190" font-weight="700" '
    'fill="#ececec" text-anchor="middle" transform="rotate(-45 300 300)">DRAF</text></svg>'
)


def make(material: Material, told: Callable[[int, int], None]) -> bytes:
    """The whole file. ``told``: steps done, of how many. Raises `NoPdf`."""
    told(0, STEPS)
    chapters = report(material)
    told(1, STEPS)
    markup = page.render("paper/report.html", **_values(material, chapters))
    told(2, STEPS)
    made = page.pdf(markup, [*(page.sheet(name) for name in SHEETS), *_own(material)])
    told(STEPS, STEPS)
    return made


def _values(m: Material, chapters: tuple[Chapter, ...]) -> dict[str, Any]:
    crest = m.letterhead.crest
    return {
        "m": m,
        "cover": cover(m),
        "summary": summary(m),
        "signature": signature(m),
        "crest": _uri("image/png", crest) if crest else None,
        "qr": seals.qr_uri(m.seal),
        "chapters": [_chapter(m, at, one) for at, one in enumerate(chapters, 1)],
    }


def _chapter(m: Material, at: int, one: Chapter) -> dict[str, Any]:
    return {
        "id": f"bab-{at}",
        "label": one.label,
        "title": one.title,
        "sections": [
            {
                "id": f"bab-{at}-{place}",
                "number": section.number,
                "title": section.title,
                "parts": [_part(m, part) for part in section.parts],
            }
            for place, section in enumerate(one.sections, 1)
        ],
    }


def _part(m: Material, part: Part) -> dict[str, Any]:
    shown: dict[str, Any] = {"kind": type(part).__name__.lower(), "it": part}
    if isinstance(part, Figure):
        shown["picture"] = _uri("image/svg+xml", drawing(m, part.drawing, part.alt).encode())
    return shown


def _own(m: Material) -> list[str]:
    """What stands behind every page of a draft."""
    if not m.is_draft:
        return []
    mark = _uri("image/svg+xml", _DRAFT.encode())
    return [f"@page {{ background: url('{mark}') center / 170mm 170mm no-repeat; }}"]


def _uri(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{b64encode(content).decode()}"
