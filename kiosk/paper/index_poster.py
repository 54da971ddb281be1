"""The "papan IKM" on paper: A4 or A3 lying, in the words offices know, honest about its sample.

It is no certificate: no frame of gold, no crest in the middle, no praise. What the office may say
of itself stands beside how many said it, and its seal leads to the same figure.
"""

from base64 import b64encode
from collections.abc import Callable
from typing import Any

from kiosk.domain.index import papan
from kiosk.domain.index.bands import BOUNDS
from kiosk.domain.index.material import Letterhead, Material
from kiosk.i18n import day_text, number
from kiosk.paper import page, seals

SHEETS = ("css/index_poster.css",)
_LONG, _VERY_LONG = 56, 110
Told = Callable[[int, int], None]


def make_a4(material: Material, told: Told) -> bytes:
    """A tagged PDF of one page. Raises `NoPdf`."""
    return _made(material, "a4", told)


def make_a3(material: Material, told: Told) -> bytes:
    """The same, larger. Raises `NoPdf`."""
    return _made(material, "a3", told)


def _made(material: Material, size: str, told: Told) -> bytes:
    told(0, 2)
    markup = page.render("paper/index_poster.html", size=size, **_values(material))
    told(1, 2)
    made = page.pdf(markup, [page.sheet(name) for name in SHEETS])
    told(2, 2)
    return made


def _values(material: Material) -> dict[str, Any]:
    figures = material.figures
    return {
        "unit": figures.unit_name,
        "instansi": figures.instansi,
        "length": _length(max(len(figures.unit_name), len(figures.instansi))),
        "period": material.period.title,
        "crest": _crest(material.letterhead),
        "ikm": None if figures.ikm is None else number(figures.ikm),
        "mutu": figures.mutu,
        "kinerja": figures.kinerja,
        "withheld": _withheld(material),
        "low": None if figures.low is None else number(figures.low),
        "high": None if figures.high is None else number(figures.high),
        "near": figures.near if figures.mutu else None,
        "respondents": number(figures.respondents),
        "minimum": number(figures.sample.minimum),
        "enough": figures.sample.enough,
        "services": papan.services(figures),
        "gender": [(one.code, _count(one)) for one in papan.gender(figures)],
        "education": [(one.label["id"], _count(one)) for one in papan.education(figures)],
        "smallest": figures.method.smallest,
        "bounds": [number(one) for one in BOUNDS[figures.method.bands]],
        "source": figures.method.source.partition(",")[0],
        "signer": _signer(material),
        "qr": seals.qr_uri(material.seal),
        "seal": material.seal.line,
        "draft": material.is_draft,
    }


def _withheld(material: Material) -> str | None:
    figures = material.figures
    if figures.ikm is not None and not figures.sample.enough:
        return "Belum cukup sampel, jadi mutunya belum ditetapkan."
    return figures.withheld


def _length(letters: int) -> str:
    if letters > _VERY_LONG:
        return "very-long"
    return "long" if letters > _LONG else "usual"


def _crest(head: Letterhead) -> str | None:
    if head.crest is None:
        return None
    return "data:image/png;base64," + b64encode(head.crest).decode()


def _count(one: papan.Group) -> str:
    return "–" if one.n is None else number(one.n)


def _signer(material: Material) -> dict[str, str] | None:
    """Who signs, where the office has said who, with room above the name; nobody signs a draft."""
    head = material.letterhead
    if material.is_draft or not head.signer.name:
        return None
    day = day_text(material.made).partition(", ")[2]
    return {
        "dated": f"{head.city}, {day}" if head.city else day,
        "post": head.signer.post,
        "name": head.signer.name,
        "rank": head.signer.rank,
        "nip": head.signer.nip,
    }
