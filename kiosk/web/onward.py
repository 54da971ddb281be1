"""From a low answer one tap further, to a complaint that somebody has to answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlencode

from flask import make_response, render_template, url_for
from werkzeug.wrappers import Response

from kiosk.domain.complaint.from_survey import category_of
from kiosk.domain.complaint.kinds import Category
from kiosk.domain.form import Fields
from kiosk.domain.place.point import OpenPoint
from kiosk.web import addresses, gate, stamp
from kiosk.web.complaint import CONTINUE
from kiosk.web.scan import place_of
from kiosk.web.words import carried, with_language


@dataclass(frozen=True)
class Offer:
    """Where the tap leads. ``body``: the suggestion, which goes along in a POST; "" : a link."""

    service: str
    category: Category
    body: str = field(default="", repr=False)


def after_low(point: OpenPoint, unsur: str, given: Fields) -> Response:
    """Thanks with an offer. What was typed is in no address, so it needs a page of its own; sent
    again, the same page comes again."""
    offer = Offer(_service(point, given), category_of(unsur), (given.get("saran") or [""])[0])
    if offer.body.strip():
        return make_response(thanks(point, offer))
    where = _with_codes(addresses.of_counter("survey.thanks", point.code), offer)
    return gate.moved(where)


def _service(point: OpenPoint, given: Fields) -> str:
    sent = (given.get("layanan") or [""])[0]
    return sent or point.services[0].code


def _with_codes(url: str, offer: Offer) -> str:
    """An address with known codes, the language of the page and its look."""
    codes = {"layanan": offer.service, "kategori": offer.category.value, **carried()}
    return _asking(url, tuple(codes.items()))


@lru_cache(maxsize=2_000)
def _asking(url: str, codes: tuple[tuple[str, str], ...]) -> str:
    return f"{url}?{urlencode([pair for pair in codes if pair[1]])}"


def offered(point: OpenPoint, asked: Mapping[str, str]) -> Offer | None:
    """What an address of the thanks page asks for; None where it names no known subject."""
    service, category = asked.get("layanan", ""), asked.get("kategori", "")
    if category not in list(Category):
        return None
    known = service in [one.code for one in point.services]
    return Offer(service if known else "", Category(category))


def thanks(point: OpenPoint, offer: Offer | None) -> str:
    return render_template(
        "citizen/thanks.html",
        landing_url=with_language(url_for("scan.landing", code=point.code)),
        protected_url=with_language(url_for("complaint.form_protected", code=point.code)),
        offer=offer,
        next_url=_next(point, offer) if offer else "",
        stamp=stamp.make(CONTINUE, point.code) if offer and offer.body else "",
        **place_of(point),
    )


def _next(point: OpenPoint, offer: Offer) -> str:
    if offer.body:
        return with_language(url_for("complaint.carry_on", code=point.code))
    door = "complaint.form_protected" if offer.category.is_integrity else "complaint.form"
    return _with_codes(url_for(door, code=point.code), offer)
