"""Published periods as an Atom feed (RFC 4287): what is new, and what was published anew."""

from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as Xml

from flask import Blueprint, make_response, url_for
from werkzeug.wrappers import Response

from kiosk import i18n
from kiosk.domain.index.closing import Closing
from kiosk.flows.index.show_published import Published
from kiosk.web.published import found_of
from kiosk.web.published_data import shared
from kiosk.web.published_words import kinerja, number, period_title, withheld
from kiosk.web.reaching import absolute, at, here
from kiosk.web.words import language

bp = Blueprint("published_feed", __name__)
ATOM = "http://www.w3.org/2005/Atom"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed without an entry was changed last: the same for all that have nothing to show."""


@bp.get("/publik/<unit>/atom.xml")
def feed(unit: str) -> Response:
    """An entry a period, the last published first. One that is closed anew keeps its name and
    is updated; one that is withdrawn is no longer there."""
    found = found_of(unit)
    text = Xml.tostring(_feed(found), encoding="UTF-8", xml_declaration=True)
    answer = make_response(text)
    answer.headers["Content-Type"] = "application/atom+xml; charset=utf-8"
    return shared(answer)


def _feed(found: Published) -> Xml.Element:
    page = absolute(url_for("published.unit", **here(found)))
    root = Xml.Element("feed", {"xmlns": ATOM, XML_LANG: language()})
    title = i18n.say(language(), "Indeks Kepuasan Masyarakat %(unit)s", {"unit": found.unit.name})
    _add(root, "title", title)
    _add(root, "id", _id(found))
    _add(root, "updated", _moment(max((_changed(one) for one in found.closings), default=NEVER)))
    own = absolute(url_for(".feed", **here(found)))
    Xml.SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": own})
    Xml.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": page})
    _add(Xml.SubElement(root, "author"), "name", found.instansi.name)
    for one in sorted(found.closings, key=_changed, reverse=True):
        root.append(_entry(found, one))
    return root


def _entry(found: Published, one: Closing) -> Xml.Element:
    page = absolute(url_for("published.period", **at(found, one)))
    entry = Xml.Element("entry")
    _add(entry, "title", _title(one))
    _add(entry, "id", _id(found, str(one.period)))
    _add(entry, "updated", _moment(_changed(one)))
    Xml.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": page})
    data = absolute(url_for("published_data.data_of", **at(found, one)))
    Xml.SubElement(entry, "link", {"rel": "related", "type": "application/json", "href": data})
    _add(entry, "summary", _summary(one))
    return entry


def _title(one: Closing) -> str:
    values = {"period": period_title(one.period), "edition": one.edition}
    if one.edition > 1:
        return i18n.say(language(), "IKM %(period)s, edisi %(edition)s", values)
    return i18n.say(language(), "IKM %(period)s", values)


def _summary(one: Closing) -> str:
    """The figure with what it rests on, in one line."""
    figures = one.figures
    told = [] if figures.ikm is None else [f"IKM {number(figures.ikm)}"]
    told += [f"{figures.mutu} ({kinerja(figures)})"] if figures.mutu else []
    values = {"n": number(figures.respondents)}
    told.append(i18n.say(language(), "%(n)s responden", values))
    line = ", ".join(told) + "."
    return f"{line} {withheld(figures)}".strip()


def _id(found: Published, period: str = "") -> str:
    """The same for ever at one public address, however often a period is published anew."""
    named = (found.unit.code, found.instrument.code, period)
    return uuid5(NAMESPACE_URL, absolute("/publik/" + "/".join(named))).urn


def _changed(one: Closing) -> datetime:
    return one.published_at or one.closed_at


def _moment(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _add(parent: Xml.Element, name: str, text: str) -> None:
    """XML holds no control character, escaped or not."""
    Xml.SubElement(parent, name).text = "".join(c if c.isprintable() else " " for c in text)
