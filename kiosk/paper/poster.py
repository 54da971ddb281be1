"""QR posters: the same cards for the screen's print page and for the PDF."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from kiosk import qr
from kiosk.domain.place.code import spoken
from kiosk.domain.place.poster import NoPublicAddress, Paper, Poster, on_pages
from kiosk.paper import page

SHEETS = ("css/poster.css",)
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_LONG, _VERY_LONG = 48, 110
"""Letters from which a name is set smaller, so that a poster stays one page."""


@dataclass(frozen=True)
class Card:
    """A poster as its template takes it. ``qr`` and ``crest`` are addresses of pictures."""

    point: str
    code: str
    unit: str
    instansi: str
    typed_at: str
    qr: str
    crest: str | None
    size: str


def is_public(url: str) -> bool:
    """Whether a phone other than on this machine could open it."""
    return bool(url) and urlsplit(url).hostname not in _LOOPBACK


def cards(posters: Sequence[Poster], public_url: str) -> list[Card]:
    """With the pictures inside, as `data:` addresses: for the PDF."""
    return [
        _card(one, public_url, _svg(qr.address(public_url, one.code)), _png(one.crest))
        for one in posters
    ]


def linked_cards(
    posters: Sequence[Poster], public_url: str, qr_urls: Sequence[str], crest_url: str
) -> list[Card]:
    """With addresses of pictures: for a page whose policy allows no `data:`."""
    return [
        _card(one, public_url, url, crest_url if one.crest else None)
        for one, url in zip(posters, qr_urls, strict=True)
    ]


def _card(one: Poster, public_url: str, picture: str, crest: str | None) -> Card:
    public = urlsplit(public_url)
    return Card(
        point=one.point,
        code=spoken(one.code),
        unit=one.unit,
        instansi=one.instansi,
        typed_at=public.netloc + public.path,
        qr=picture,
        crest=crest,
        size=_size(max(len(one.unit), len(one.instansi), len(one.point))),
    )


def _size(letters: int) -> str:
    if letters > _VERY_LONG:
        return "very-long"
    return "long" if letters > _LONG else "usual"


def _svg(address: str) -> str:
    return "data:image/svg+xml;base64," + b64encode(qr.svg(address).encode()).decode()


def _png(crest: bytes | None) -> str | None:
    return None if crest is None else "data:image/png;base64," + b64encode(crest).decode()


def pdf(posters: Sequence[Poster], paper: Paper, public_url: str, title: str) -> bytes:
    """One page a poster, or eight on a sheet. With an address of this machine only, each page
    says that it is a specimen. Raises `NoPdf`, `NoPublicAddress` without any address."""
    if not public_url:
        raise NoPublicAddress(
            "Alamat publik belum diatur, jadi kode QR tidak akan dapat dibuka dari ponsel. Atur "
            "KIOSK_PUBLIC_URL, misalnya https://skm.contoh.go.id."
        )
    markup = page.render(
        "paper/poster.html",
        title=title,
        paper=paper,
        pages=on_pages(cards(posters, public_url), paper),
        specimen=not is_public(public_url),
    )
    return page.pdf(markup, [page.sheet(name) for name in SHEETS])
